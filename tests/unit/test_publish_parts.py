"""A dataset in parts is published as it would be whole, however few rows are held at once."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dataset import TABLES, Dataset, Finding, Session, Speaker
from pipeline.publish import merge, parquet, report, stage
from pipeline.publish.merge import merged
from pipeline.publish.part import Part, sheets_of, whole
from pipeline.publish.sheet import CSV, KeptSheet, lines_of, rows_of, sheet_of, write_sheet
from pipeline.publish.stage import publish, publish_parts
from pipeline.publish.tables import TableError, csv_bytes
from pipeline.publish.tally import tally_of
from tests.publish_example import ANNEX, example

NONE: Dataset = {name: [] for name in TABLES}


def halves() -> list[Dataset]:
    """The rows of the example by turns in two parts."""
    return [{name: rows[nth::2] for name, rows in example().items()} for nth in (0, 1)]


def parts(datasets: list[Dataset]) -> list[Part]:
    return [Part(str(nth), sheets_of(rows)) for nth, rows in enumerate(datasets)]


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


@pytest.mark.parametrize("at_once", [1, 3, merge.AT_ONCE])
def test_parts_give_the_files_of_the_whole(
    at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(example(), tmp_path / "whole", report=False)
    monkeypatch.setattr(merge, "AT_ONCE", at_once)
    publish_parts(parts(halves()), tally_of(example()), tmp_path / "parts")
    assert contents(tmp_path / "parts") == contents(tmp_path / "whole")


@pytest.mark.parametrize("at_once", [2, 5, merge.AT_ONCE])
def test_groups_of_parquet_do_not_tell_how_rows_came(
    at_once: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(parquet, "ROW_GROUP", 4)
    monkeypatch.setattr(merge, "AT_ONCE", at_once)
    publish_parts(parts(halves()), tally_of(example()), tmp_path / "parts")
    for name, rows in example().items():
        told = pq.ParquetFile(tmp_path / "parts" / f"{name}.parquet").metadata
        sizes = [told.row_group(nth).num_rows for nth in range(told.num_row_groups)]
        whole, rest = divmod(len(rows), 4)
        assert sizes == [4] * whole + [rest] * bool(rest)


@given(st.lists(st.integers(0, 3), min_size=12, max_size=12), st.sampled_from([1, 2, 5]))
@settings(max_examples=25)
def test_sheets_are_merged_in_the_order_of_the_key(where: list[int], at_once: int) -> None:
    rows = example()["provenance"][: len(where)]
    held = [[row for row, at in zip(rows, where, strict=False) if at == nth] for nth in range(4)]
    model = TABLES["provenance"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(merge, "AT_ONCE", at_once)
        batches = [*merged(model, [sheet_of(model, some) for some in held])]
    text = b"".join(line for batch in batches for line in lines_of(batch, CSV))
    assert text == csv_bytes(model, sorted(rows, key=lambda row: row.key_values()))[-len(text) :]
    assert sum(batch.num_rows for batch in batches) == len(rows)


def test_a_row_in_two_parts_is_refused_and_a_finding_told_once(tmp_path: Path) -> None:
    twice = [example(), {**NONE, "findings": example()["findings"]}]
    publish_parts(parts(twice), tally_of(example()), tmp_path / "out")
    written = (tmp_path / "out" / "findings.csv").read_bytes()
    assert written == csv_bytes(Finding, sorted(example()["findings"], key=lambda f: f.finding_id))
    twice = [example(), {**NONE, "streams": example()["streams"][:1]}]
    with pytest.raises(TableError, match="streams: two rows have the key mayors-summit-2022"):
        publish_parts(parts(twice), tally_of(example()), tmp_path / "out")


def test_a_sheet_that_is_kept_in_a_file_holds_the_same_rows(tmp_path: Path) -> None:
    sheet = sheet_of(Speaker, example()["speakers"])
    with (tmp_path / "kept").open("wb") as file:
        write_sheet(file, Session, sheet_of(Session, []).batches())
        start = file.tell()
        write_sheet(file, Speaker, sheet.batches())
        size = file.tell() - start
        file.write(b"behind")
    kept = KeptSheet(tmp_path / "kept", start, size)
    assert [*rows_of(Speaker, kept.batches())] == [*rows_of(Speaker, sheet.batches())]


def test_a_part_may_be_written_apart_too(tmp_path: Path) -> None:
    told = [Part("2022", sheets_of(example()))]
    publish_parts(told, tally_of(example()), tmp_path / "out", by_year=True)
    apart = pq.read_table(tmp_path / "out" / "by-year" / "speakers", partitioning="hive")
    assert apart.num_rows == len(example()["speakers"])
    assert set(apart.column("summit").to_pylist()) == {2022}
    publish_parts(told, tally_of(example()), tmp_path / "out")
    assert not (tmp_path / "out" / "by-year").exists()


def test_a_large_archive_has_a_page_a_part_and_a_page_of_contents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report, "MOST_LINES", 3)
    part = whole(example(), (), report=True)
    stage.publish_parts([part], tally_of(example()), tmp_path / "out")
    contents_page = (tmp_path / "out" / "report.html").read_text("utf-8")
    assert '<a href="report-all.html">all</a>' in contents_page
    counts = re.findall(r"<td>(\d+)</td>", contents_page)
    rows = Counter({name: len(rows) for name, rows in example().items()})
    assert counts[:3] == [str(rows[name]) for name in ("releases", "sessions", "speakers")]
    year = (tmp_path / "out" / "report-all.html").read_text("utf-8")
    assert f'href="report/{ANNEX}.html' in year
    assert year.count("<tr ") + year.count("<tr>") > rows["speakers"]
