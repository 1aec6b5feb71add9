"""Every published value leads back to the words it was read from: over all rows of `raw/`."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

import pytest

from pipeline.dataset import TABLES, Dataset, Provenance, Row
from tests.labelled.chain import Chain

VERBATIM: Mapping[str, tuple[str, ...]] = {
    "releases": ("title", "agency_printed"),
    "sessions": ("name_zh", "region_zh", "theme_zh", "venue_zh"),
    "speakers": (
        "printed",
        "person_printed",
        "title_printed",
        "place_printed",
        "country_printed",
        "organisation_printed",
    ),
    "talks": ("question_zh", "text"),
    "streams": ("url",),
    "figures": ("unit_zh", "printed"),
}
"""Columns that hold what is printed, character for character but for white space and markup."""
READ: Mapping[str, tuple[str, ...]] = {
    "releases": ("published_date",),
    "sessions": ("date", "start_time", "end_time"),
    "streams": ("language",),
    "figures": ("value",),
}
"""Columns that give printed words another form: 2020/08/13 as 2020-08-13."""

Groups = Mapping[tuple[str, str, str], Mapping[str, list[Provenance]]]
"""The stretches of a value (table, row id, column), in order, by release."""


def row_id(row: Row) -> str:
    """The key of a row as provenance has it, parts joined by `|`."""
    return "|".join("" if part is None else str(part) for part in row.key_values())


def bare(text: str) -> str:
    """The text without white space, tags and the backslashes and hashes of Markdown."""
    return re.sub(r"\s+|</?(?!http)[a-z][^<>]*>|\\(?=[!-/:-@\[-`{-~])|^#+", "", text)


@pytest.fixture(scope="module")
def groups(dataset: Dataset) -> Groups:
    found: dict[tuple[str, str, str], dict[str, list[Provenance]]] = defaultdict(dict)
    for row in dataset["provenance"]:
        by_release = found[row.table, row.row_id, row.column]
        by_release.setdefault(row.release_id, []).append(row)
    for by_release in found.values():
        for stretches in by_release.values():
            stretches.sort(key=lambda stretch: stretch.ordinal)
    return found


def runs(stretches: list[Provenance]) -> dict[str, set[int]]:
    """The words of each run of stretches that follow one another: the places in the list."""
    found: dict[str, set[int]] = defaultdict(set)
    for start in range(len(stretches)):
        words = ""
        for end in range(start, len(stretches)):
            words += bare(stretches[end].printed)
            found[words].update(range(start, end + 1))
    return found


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


def printed_values(dataset: Dataset) -> Iterable[tuple[tuple[str, str, str], list[str]]]:
    for table, columns in VERBATIM.items():
        for row in dataset[table]:
            for column in columns:
                value = getattr(row, column)
                if value not in (None, []):
                    values = value if isinstance(value, list) else [value]
                    yield (table, row_id(row), column), values


def test_each_printed_value_is_made_of_its_stretches_and_of_nothing_else(
    dataset: Dataset, groups: Groups
) -> None:
    for where, values in printed_values(dataset):
        wanted = {bare(value) for value in values}
        found: set[str] = set()
        for release_id, stretches in groups.get(where, {}).items():
            explained: set[int] = set()
            for words, places in runs(stretches).items():
                if words in wanted:
                    found.add(words)
                    explained |= places
            if TABLES[where[0]].is_list(where[2]):
                assert explained == set(range(len(stretches))), (where, release_id, stretches)
        assert found == wanted, (where, wanted - found, groups.get(where))


def test_each_value_in_another_form_says_where_it_was_read(
    dataset: Dataset, groups: Groups
) -> None:
    for table, columns in READ.items():
        for row in dataset[table]:
            for column in columns:
                if getattr(row, column) is not None:
                    assert (table, row_id(row), column) in groups, (table, row_id(row), column)


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
