"""Every published value leads back to the words it was read from: over all rows of `raw/`."""

from __future__ import annotations

import re

import pytest

from pipeline.dataset import TABLES, Dataset
from pipeline.publish.columns import row_id
from tests.grounded import Groups, bare, grouped, ungrounded
from tests.labelled.chain import Chain


@pytest.fixture(scope="module")
def groups(dataset: Dataset) -> Groups:
    return grouped(dataset)


def test_the_source_holds_each_stretch_where_provenance_says(
    dataset: Dataset, chain: Chain
) -> None:
    assert dataset["provenance"]
    for row in dataset["provenance"]:
        source = chain.facts[row.release_id].document.source
        assert source[row.char_start : row.char_end] == row.printed, row
        assert row.printed.strip(), row


def test_each_stretch_belongs_to_a_published_value(dataset: Dataset, groups: Groups) -> None:
    rows = {(table, row_id(row)): row for table in TABLES for row in dataset[table]}
    for (table, key, column), by_release in groups.items():
        value = getattr(rows[table, key], column)
        assert value not in (None, []), (table, key, column)
        for stretches in by_release.values():
            numbers = [stretch.ordinal for stretch in stretches]
            assert numbers == list(range(1, len(stretches) + 1)), (table, key, column)


def test_each_value_is_made_of_its_stretches_and_of_nothing_else(
    dataset: Dataset, groups: Groups
) -> None:
    assert [*ungrounded(dataset, groups)] == []


def test_a_value_of_other_words_and_one_read_nowhere_are_told(dataset: Dataset) -> None:
    changed = [row.model_copy(update={"title": "某市長"}) for row in dataset["releases"][:1]]
    without = [row for row in dataset["provenance"] if row.column != "published_date"]
    told = [
        *ungrounded(
            {**dataset, "releases": changed, "provenance": without},
            grouped({"provenance": without}),
        )
    ]
    assert any("某市長" in fault for fault in told)
    assert any("published_date" in fault and "nothing says" in fault for fault in told)


def test_digits_of_dates_and_times_are_among_the_words(dataset: Dataset, groups: Groups) -> None:
    for row in dataset["sessions"]:
        for column, parts in (
            ("date", row.date.split("-")[1:]),
            ("start_time", (row.start_time or "").split(":")),
            ("end_time", (row.end_time or "").split(":")),
        ):
            by_release = groups.get(("sessions", row_id(row), column), {})
            for stretches in by_release.values():
                words = "".join(stretch.printed for stretch in stretches)
                numbers = {int(number) for number in re.findall(r"\d+", words)}
                hours = {number + 12 for number in numbers}
                assert {int(part) for part in parts} & (numbers | hours), (row_id(row), words)


def test_each_name_stands_in_the_release_that_it_is_counted_in(
    dataset: Dataset, chain: Chain
) -> None:
    assert dataset["names"]
    sources = {name: bare(facts.document.source) for name, facts in chain.facts.items()}
    for row in dataset["names"]:
        assert bare(row.printed) in sources[row.release_id], row
