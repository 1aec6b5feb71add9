"""Each value of a row is shown where it was read, in the words around it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.dataset import Dataset, Provenance
from pipeline.explain import Explained, Explanation, UnknownRow, explain, read_dataset, render
from pipeline.ingest.document import Boxes, CharBox, Document, Stretch
from pipeline.ingest.raw_file import RawFile, Source
from pipeline.ingest.source import read_file
from pipeline.publish.stage import publish
from pipeline.surroundings import words_around
from tests.publish_example import ANNEX, ANNOUNCEMENT, CASTRIES, EURASIA, RAW, VYSOCINA, example


def column(explanation: Explanation, name: str) -> Explained:
    return next(column for column in explanation.columns if column.column == name)


def test_a_value_is_shown_in_the_words_around_it() -> None:
    (explanation,) = explain(EURASIA, example(), RAW)
    (spot,) = column(explanation, "name_zh").spots
    text = (RAW / f"{ANNOUNCEMENT}.txt").read_text("utf-8")
    at = text.index("歐亞場")
    assert explanation.table == "sessions"
    assert (spot.source_file, spot.char_start) == (f"{ANNOUNCEMENT}.txt", at)
    assert (len(spot.before or ""), len(spot.after or "")) == (40, 40)
    assert (spot.before or "").endswith("各場次時間及連結如下： 「智慧城市首長高峰會」 ")
    assert (spot.after or "").startswith(" 3/22 16:00-18:00")


def test_markup_is_left_out_of_the_words_around_a_value() -> None:
    page = (
        "<html><body><table class='wide' style='width: 100%; border: 1px solid'>\n"
        "<tr><th>國家</th><th>城市</th></tr>\n"
        "<tr>\n  <td style='text-align: left; padding: 0'>捷克</td>\n  <td>布拉格</td></tr></table>"
        "<p>智慧城市首長高峰會於臺北舉行，各國市長與會。</p></body></html>"
    )
    document, _ = read_file(RawFile("x", "x.html", "0", page.encode()))
    assert document is not None
    at = page.index("捷克")
    place = Provenance(
        table="speakers",
        row_id="x",
        column="country_name_zh",
        release_id="x",
        ordinal=1,
        printed="捷克",
        page=None,
        x0=None,
        top=None,
        x1=None,
        bottom=None,
        char_start=at,
        char_end=at + 2,
    )
    assert words_around(place, document) == (
        " 國家 城市 ",
        " 布拉格 智慧城市首長高峰會於臺北舉行，各國市長與會。 ",
    )


def test_a_value_that_two_releases_print_has_two_places() -> None:
    (explanation,) = explain(f"speakers:{VYSOCINA}", example(), RAW)
    spots = column(explanation, "printed").spots
    assert [(spot.release_id, spot.printed) for spot in spots] == [
        (ANNOUNCEMENT, "捷克維索基納省"),
        (ANNEX, "捷克維索基納省議員"),
    ]


def test_in_the_terminal_the_value_is_marked_and_findings_follow() -> None:
    (explanation,) = explain(CASTRIES, example(), RAW)
    shown = render(explanation)
    assert shown.startswith(f"speakers:{CASTRIES}\n")
    assert "⟦卡司翠⟧" in shown
    assert f"{ANNEX}.txt, characters " in shown
    assert "  title_zh: 市長   (made, not read)\n" in shown
    assert "  person_id: null\n" in shown
    assert "! warning, open: 卡司翠 is not listed." in shown


def test_every_column_of_the_row_is_there() -> None:
    (explanation,) = explain("cz-vysocina-region", example(), RAW)
    assert {"kind": "region", "admin1_iso": "CZ-63", "latitude": 49.4}.items() <= {
        column.column: column.value for column in explanation.columns
    }.items()


def test_a_key_of_several_parts_is_an_id_too() -> None:
    url = "mayors-summit-2022-03-23|zh|https://youtu.be/yFa8_umRCww"
    assert [found.table for found in explain(url, example(), RAW)] == ["streams"]
    assert [found.table for found in explain(f"streams:{url}", example(), RAW)] == ["streams"]


def test_one_id_in_two_tables_shows_both_rows() -> None:
    dataset = example()
    dataset["people"] = [
        dataset["people"][0].model_copy(update={"person_id": "cz-vysocina-region"})
    ]
    found = explain("cz-vysocina-region", dataset, RAW)
    assert [explanation.table for explanation in found] == ["places", "people"]
    (only,) = explain("people:cz-vysocina-region", dataset, RAW)
    assert only.table == "people"


@pytest.mark.parametrize(
    ("wanted", "meant"),
    [
        ("cz-vysocina", "places:cz-vysocina-region"),
        ("huang-shanshan", "people:huang-shan-shan"),
        ("sessions:mayors-summit-2022-03-2", f"sessions:{EURASIA}"),
    ],
)
def test_an_id_that_is_a_little_off_is_guessed(wanted: str, meant: str) -> None:
    with pytest.raises(UnknownRow, match=f"no row {wanted}. Did you mean .*{meant}"):
        explain(wanted, example(), RAW)


def test_an_id_like_no_other_is_not_guessed() -> None:
    with pytest.raises(UnknownRow, match=r"^no row 東京\.$"):
        explain("東京", example(), RAW)


def test_a_release_that_changed_is_not_quoted(tmp_path: Path) -> None:
    raw = Path(shutil.copytree(RAW, tmp_path / "raw"))
    with (raw / f"{ANNOUNCEMENT}.txt").open("a", encoding="utf-8") as file:
        file.write("更正")
    (explanation,) = explain(EURASIA, example(), raw)
    (spot,) = column(explanation, "name_zh").spots
    assert (spot.printed, spot.before, spot.after) == ("歐亞場", None, None)
    assert "2022-03-22-announcement.txt is not in" in render(explanation)


def test_the_words_around_a_value_hide_the_contact_block() -> None:
    text = (RAW / f"{ANNOUNCEMENT}.txt").read_text("utf-8")
    label = text.index("聯絡人")
    names = text[label:].splitlines()[0].partition(":")[2].strip()
    dataset = example()
    place = next(row for row in dataset["provenance"] if row.release_id == ANNOUNCEMENT)
    beside = {"char_start": label - 12, "char_end": label - 2, "printed": text[label - 12 :][:10]}
    dataset["provenance"] = [place.model_copy(update=beside)]
    (explanation,) = explain(f"{place.table}:{place.row_id}", dataset, RAW)
    (spot,) = column(explanation, place.column).spots
    assert names
    assert spot.after is not None
    assert not {word for word in names.replace("/", " ").split() if word in spot.after}


def test_what_was_set_aside_is_not_shown_around_a_value() -> None:
    page = (
        "<p>捷克布拉格市長<s>聯絡人：林小明</s>與會</p><p hidden>電話 0900-000-000</p><p>完……</p>"
    )
    document, _ = read_file(RawFile("x", "x.html", "0", page.encode()))
    assert document is not None
    at = page.index("市長")
    place = example()["provenance"][0].model_copy(
        update={"printed": "市長", "char_start": at, "char_end": at + 2}
    )
    assert words_around(place, document) == (" 捷克布拉格", " … 與會 … 完…… ")


def test_a_value_of_a_pdf_is_found_by_its_box(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    text = "首場歐亞場於下午舉行"
    boxes = Boxes.of(CharBox(2, 10.0 * i, 100, 10.0 * i + 10, 112, 1) for i in range(len(text)))
    document = Document(
        ANNOUNCEMENT,
        f"{ANNOUNCEMENT}.pdf",
        "pdf",
        "0" * 64,
        text,
        (),
        ignored=(Stretch(0, 1, "contact"),),
        boxes=boxes,
    )
    source = Source(ANNOUNCEMENT, "a.pdf", "0" * 64, tmp_path)
    monkeypatch.setattr("pipeline.explain.find_sources", lambda raw, only: ([source], []))
    monkeypatch.setattr("pipeline.explain.read_source", lambda source: (document, []))
    (explanation,) = explain(EURASIA, boxed(example()), tmp_path)
    (spot,) = column(explanation, "name_zh").spots
    assert (spot.before, spot.after) == ("…場", "於下午舉行")
    assert "page 2, box 20 100 50 112 (points)" in render(explanation)


def boxed(dataset: Dataset) -> Dataset:
    """The example as if the announcement had been a PDF."""
    for row in dataset["provenance"]:
        assert isinstance(row, Provenance)
        if row.column == "name_zh" and row.row_id == EURASIA:
            box = {"page": 2, "x0": 20.0, "top": 100.0, "x1": 50.0, "bottom": 112.0}
            gone = {"char_start": None, "char_end": None}
            dataset["provenance"] = [row.model_copy(update={**box, **gone})]
    dataset["releases"] = [
        row.model_copy(update={"source_sha256": "0" * 64}) for row in dataset["releases"]
    ]
    return dataset


def test_a_published_folder_is_read_as_it_was_written(tmp_path: Path) -> None:
    publish(example(), tmp_path / "out")
    assert read_dataset(tmp_path / "out") == example()
