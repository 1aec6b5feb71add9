"""README.md of the published folder: what it says of the tables, and which warnings apply."""

from __future__ import annotations

import pytest

from pipeline.dataset import TABLES, Dataset
from pipeline.publish.cautions import cautions
from pipeline.publish.notices import WARNINGS
from pipeline.publish.tally import tally_of
from tests.publish_example import CASTRIES, example, render


@pytest.fixture(scope="module")
def files() -> dict[str, bytes]:
    return render(example())


def applying(dataset: Dataset) -> dict[str, str]:
    return {code: english for code, (english, _) in cautions(tally_of(dataset))}


def test_the_dictionary_names_every_column_in_both_languages(files: dict[str, bytes]) -> None:
    text = files["README.md"].decode()
    for name, model in TABLES.items():
        section = text.split(f"\n### {name}\n")[1].split("\n###")[0]
        for column, info in model.model_fields.items():
            assert f"| `{column}` |" in section
            extra = info.json_schema_extra
            assert isinstance(extra, dict)
            assert f"{extra['description_zh']} |" in section.replace("\\", "")


def test_the_dictionary_states_coverage_from_the_rows(files: dict[str, bytes]) -> None:
    text = files["README.md"].decode()
    # releases, sessions, seats, attended, named, countries, places, talks
    assert "| 2022 | 2 | 2 | 3 | 3 | 1 | 2 | 1 | 1 |" in text
    assert "| warning | place-unknown | 1 |" in text
    assert "shared-link" not in text  # it is settled
    assert "CC BY 4.0" in text
    assert "不是與會者名冊" in text


def test_a_title_cannot_break_the_dictionary() -> None:
    dataset = example()
    title = "一|二\n# <script>三</script> [四](http://example.org)"
    dataset["releases"][0] = dataset["releases"][0].model_copy(update={"title": title})
    text = render(dataset)["README.md"].decode()
    assert r"一\|二 \# \<script\>三\</script\> \[四\](http://example.org)" in text


def test_a_column_says_how_often_it_is_filled(files: dict[str, bytes]) -> None:
    text = files["README.md"].decode()
    speakers = text.split("\n### speakers\n")[1].split("\n###")[0]
    assert "- Rows · 列數: 3" in speakers
    assert "| `person_id` | string | yes | 1 | Person, where one is named |" in speakers
    assert "| `speaker_id` | string |  | 3 |" in speakers


def test_a_warning_says_how_many_rows_it_is_about() -> None:
    told = applying(example())
    assert told["one-seat-is-not-one-person"].startswith("2 of 3 rows of `speakers` name no person")
    assert told["read-the-review-flag"].startswith("1 of 3 seats")
    assert "read-by-ocr" not in told
    assert "seat-without-session" not in told


def test_a_warning_that_concerns_nothing_is_left_out() -> None:
    dataset = example()
    dataset["speakers"] = [
        seat.model_copy(update={"needs_review": False, "attendance": "attended"})
        for seat in dataset["speakers"]
    ]
    told = applying(dataset)
    assert "read-the-review-flag" not in told
    assert "announced-is-not-attended" not in told


def test_pages_read_by_ocr_and_seats_without_a_session_are_warned_of() -> None:
    dataset = example()
    dataset["findings"][0] = dataset["findings"][0].model_copy(update={"code": "read-by-ocr"})
    dataset["speakers"] = [
        seat.model_copy(update={"session_id": None}) if seat.speaker_id == CASTRIES else seat  # type: ignore[attr-defined]
        for seat in dataset["speakers"]
    ]
    told = applying(dataset)
    assert told["read-by-ocr"].startswith("1 of 2 releases were read by OCR")
    assert told["seat-without-session"].startswith("1 of 3 seats have a year but no session")


def test_years_with_other_kinds_of_releases_are_not_compared() -> None:
    dataset = example()
    assert "years-differ-in-depth" not in applying(dataset)
    dataset["releases"][1] = dataset["releases"][1].model_copy(update={"year": 2021})
    told = applying(dataset)["years-differ-in-depth"]
    assert told.endswith("2021 (annex); 2022 (announcement).")


def test_every_dataset_is_told_what_null_and_printed_mean() -> None:
    empty: Dataset = {name: [] for name in TABLES}
    assert list(applying(empty)) == ["printed-is-not-corrected", "null-is-not-no"]


def test_no_warning_is_left_with_a_blank(files: dict[str, bytes]) -> None:
    text = files["README.md"].decode().split("## Before you use it")[1].split("## Open findings")[0]
    assert "{" not in text
    assert all(len(notice) == 2 for notice in WARNINGS.values())
