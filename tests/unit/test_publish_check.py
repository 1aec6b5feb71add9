"""`check_folder` finds what is wrong with a published folder, and nothing where it is sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.dataset import Dataset
from pipeline.publish.check import check_folder
from pipeline.publish.privacy import personal_data
from pipeline.publish.stage import publish
from tests.publish_example import ANNEX, ANNOUNCEMENT, RAW, VYSOCINA, example, source

pytestmark = pytest.mark.slow


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    publish(example(), tmp_path / "normalized")
    return tmp_path / "normalized"


def changed(name: str, index: int, **values: object) -> Dataset:
    dataset = example()
    dataset[name][index] = dataset[name][index].model_copy(update=values)
    return dataset


def test_a_published_folder_is_sound(folder: Path) -> None:
    assert check_folder(folder) == []


def test_a_folder_that_is_not_there_is_said_so(tmp_path: Path) -> None:
    assert check_folder(tmp_path / "gone") == [
        f"{tmp_path / 'gone'}: no such folder. Name a published folder, or publish first."
    ]


@pytest.mark.parametrize(
    "name", ["talks.csv", "talks.parquet", "excel/talks.csv", "README.md", "datapackage.json"]
)
def test_a_missing_file_is_found(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert f"{name}: the file is missing. Publish again." in check_folder(folder)


@pytest.mark.parametrize(
    ("name", "old", "new", "problem"),
    [
        ("speakers.csv", ",legislator,", ",senator,", "speakers.csv line 2: rank: "),
        ("sessions.csv", ",2022,1,", ",2022,first,", "sessions.csv line 2: number is 'first'"),
        ("sessions.csv", ",歐亞場,", ",歐亞場甲,", "sessions.parquet row 1: not the row of"),
        ("excel/findings.csv", "'=HYPER", "=HYPER", "excel/findings.csv: not as the rows"),
        ("talks.csv", "1.作為", "1.做為", "talks.csv: size or hash is not what"),
        ("people.csv", "\n", "\r\n", "people.csv: not as the rows of people.csv are written"),
        ("names.csv", "kind,", "\ufeffkind,", "names.csv line 1: columns missing: ['kind']"),
        ("datapackage.json", '"path": "talks.csv"', '"path": "t.csv"', "does not describe talks"),
        ("datapackage.json", "{", "[", "datapackage.json: it cannot be understood"),
    ],
)
def test_an_edited_file_is_found(folder: Path, name: str, old: str, new: str, problem: str) -> None:
    text = (folder / name).read_bytes().decode()
    assert old in text
    (folder / name).write_bytes(text.replace(old, new).encode())
    assert any(problem in found for found in check_folder(folder))


def test_a_table_that_is_gone_is_one_problem_and_not_one_a_reference(folder: Path) -> None:
    (folder / "sessions.csv").unlink()
    assert check_folder(folder) == ["sessions.csv: the file is missing. Publish again."]


def test_rows_out_of_order_and_a_key_twice_are_found(folder: Path) -> None:
    path = folder / "sessions.csv"
    header, first, second = path.read_text("utf-8").splitlines(keepends=True)
    path.write_text("".join((header, second, first, first)), "utf-8")
    problems = check_folder(folder)
    assert "sessions.csv line 3: not in the order of the key. Publish again." in problems
    assert "sessions.csv line 4: the key of line 3 again. Publish again." in problems


@pytest.mark.parametrize(
    ("dataset", "problem"),
    [
        (
            changed("speakers", 1, person_id="ko-wen-je"),
            "speakers.csv line 3: person_id 'ko-wen-je' is no row of people",
        ),
        (
            changed("sessions", 0, release_ids=["2019-closing"]),
            "sessions.csv line 2: release_ids names '2019-closing', which is no row of releases",
        ),
        (
            changed("sessions", 0, date="2022-02-30"),
            "sessions.csv line 2: date '2022-02-30' is in no calendar or clock",
        ),
        (
            changed("sessions", 0, end_time="24:30"),
            "sessions.csv line 2: end_time '24:30' is in no calendar or clock",
        ),
        (
            changed("provenance", 0, column="name_en"),
            "provenance.csv line 2: column 'name_en' is none of sessions",
        ),
        (
            changed("provenance", 0, row_id="mayors-summit-2023-03-28"),
            "provenance.csv line 3: row_id 'mayors-summit-2023-03-28' is no row of sessions",
        ),
        (
            changed("provenance", 0, table="mayors"),
            "provenance.csv line 2: table 'mayors' is none of the dataset's",
        ),
        (
            changed("provenance", 0, printed="歐亞場次"),
            "provenance.csv line 2: char_start and char_end do not span the printed words",
        ),
        (
            changed("provenance", 0, char_start=None, char_end=None),
            "provenance.csv line 2: neither offsets nor a whole box say where it was read",
        ),
        (
            changed("talks", 0, text="洽詢 0900-000-000"),
            "talks.csv line 2: text: a mobile number",
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_rows_that_do_not_fit_together_are_found(
    tmp_path: Path, dataset: Dataset, problem: str
) -> None:
    dataset["provenance"].sort(key=lambda row: row.key_values())
    publish(dataset, tmp_path / "out")
    assert any(found.startswith(f"{problem}. ") for found in check_folder(tmp_path / "out"))


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("手機 0900000000", "a mobile number"),
        ("０９００－０００－０００", "a mobile number"),
        ("(02)0000-0000", "a telephone number"),
        ("電話:02-00000000 轉", "a telephone number"),
        ("+886-2-0000-0000", "a telephone number"),
        ("分機 00000", "a telephone extension"),
        ("press@example.org", "an e-mail address"),
        ("8/13(四) 17:00-18:40", None),
        ("2022-03-22 0900-1100", None),
        ("https://youtu.be/yFa8_umRCww", None),
        ("https://example.org/@taipei", None),
        ("5f0912345678aa02-1234", None),
        ("累計 2200人次以上、264位", None),
    ],
)
def test_personal_data_is_told_from_other_numbers(text: str, what: str | None) -> None:
    assert personal_data(text) == what


def test_what_is_printed_stands_in_the_source(folder: Path) -> None:
    assert check_folder(folder, RAW) == []


def test_words_that_the_source_does_not_hold_are_found(folder: Path, tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    for release_id in (ANNOUNCEMENT, ANNEX):
        text = source(release_id).replace("捷克維索基納省議員", "捷克維索基納州議員")
        (raw / f"{release_id}.txt").write_bytes(text.encode())
    problems = check_folder(folder, raw)
    line = 1 + next(
        number
        for number, row in enumerate(example()["provenance"], start=1)
        if row.key_values() == ("speakers", VYSOCINA, "printed", ANNEX, 1)
    )
    problem = f"provenance.csv line {line}: the source holds other words there than printed."
    assert problems == [f"{problem} Publish again."]


def test_a_release_that_is_not_in_the_raw_folder_is_found(folder: Path, tmp_path: Path) -> None:
    (tmp_path / "raw").mkdir()
    problems = check_folder(folder, tmp_path / "raw")
    assert len(problems) == len(example()["releases"])
    assert "cannot be read. Name its raw folder." in problems[0]
