"""The comparison itself: rows that say what the labels say pass, and any doctored row does not."""

from __future__ import annotations

from typing import Any

import pytest

from pipeline.dataset import TABLES, Dataset, Row
from tests.labelled.compare import COMPARED, compare
from tests.labelled.labels import ALL, RELEASES, Record, Records, expected_all, expected_alone

STORED_AS = {
    ("speakers", "office"): "title_printed",
    ("speakers", "person"): "person_name",
    ("speakers", "moderator"): "part",
    ("talks", "printed"): "speaker_id",
    ("talks", "lines"): "text",
}
"""Columns of the labels that the tables keep under another name."""


def expected(run: str) -> Records:
    return expected_all() if run == ALL else expected_alone(run)


def as_published(records: Records) -> Dataset:
    """Rows that say just what the labels say, the first fair answer of each."""
    dataset: Dataset = {
        table: [_row(TABLES[table], record) for record in rows] for table, rows in records.items()
    }
    dataset["speakers"] = [
        row.model_copy(update={"speaker_id": str(number)})
        for number, row in enumerate(dataset["speakers"])
    ]
    dataset["talks"] = [
        row.model_copy(update={"speaker_id": _seat_of(record, dataset["speakers"])})
        for row, record in zip(dataset["talks"], records["talks"], strict=True)
    ]
    return dataset


def _seat_of(talk: Record, seats: list[Row]) -> str:
    """The id of the seat that is printed as the talk's speaker; else one that is not printed."""
    printed = talk["printed"]
    at = next((i for i, seat in enumerate(seats) if printed in seat.printed), None)
    if at is None:
        at = next(i for i, seat in enumerate(seats) if not seat.printed)
        seats[at] = seats[at].model_copy(update={"printed": [printed]})
    return str(seats[at].speaker_id)


def _row(model: type[Row], record: Any) -> Row:
    values: dict[str, Any] = {
        column: [] if model.is_list(column) else None for column in model.columns()
    }
    for column in record.keys() & values.keys():
        value = record[column]
        first = value[0] if isinstance(value, list) and value else value
        values[column] = (
            ([] if value is None else value if column == "release_ids" else [first])
            if model.is_list(column)
            else first
        )
    if model.TABLE == "speakers":
        people, offices = record["person"], record["office"]
        values["person_name"] = people[0] if isinstance(people, list) else people
        office = offices[0] if isinstance(offices, list) else offices
        values["title_printed"] = [office] if office else []
        values["organisation_printed"] = []
        values["title_zh"] = office
        values["part"] = "moderator" if record["moderator"] else "speaker"
    return model.model_construct(**values)


@pytest.mark.parametrize("run", [*RELEASES, ALL])
def test_rows_that_say_what_the_labels_say_are_right(run: str) -> None:
    labels = expected(run)
    for comparison in compare(run, labels, as_published(labels)):
        assert comparison.disagreements == ()
        assert comparison.f1 == 1.0


DOCTORED = [
    (how.table, column, column in how.key) for how in COMPARED for column in (*how.key, *how.others)
]


@pytest.mark.parametrize(("table", "column", "decides"), DOCTORED)
def test_a_doctored_value_is_told(table: str, column: str, decides: bool) -> None:
    run = next(run for run in (*RELEASES, ALL) if _labelled(expected(run)[table], column))
    labels = expected(run)
    dataset = as_published(labels)
    at = _labelled(labels[table], column)[0]
    row = dataset[table][at]
    stored = STORED_AS.get((table, column), column)
    dataset[table][at] = row.model_copy(update={stored: _other(column, getattr(row, stored))})
    if (table, column) == ("talks", "printed"):
        stranger = dataset["speakers"][0].model_copy(
            update={"speaker_id": "other", "printed": ["other"]}
        )
        dataset["speakers"].append(stranger)
    comparison = next(c for c in compare(run, labels, dataset) if c.table == table)
    assert column in {told.column for told in comparison.disagreements}
    assert (comparison.right == comparison.expected) is not decides
    assert all(str(told).startswith(f"{run} · {table}") for told in comparison.disagreements)


def _labelled(records: Any, column: str) -> list[int]:
    """The places of the records that give the column a value."""
    return [i for i, record in enumerate(records) if record.get(column) is not None]


def _other(column: str, value: Any) -> Any:
    if column == "lines":
        return f"{value[:1]}\n{value[1:]}"
    if column == "title_printed":
        return [*value, "other"]
    if isinstance(value, list):
        return ["other"]
    if isinstance(value, bool):
        return not value
    if isinstance(value, int):
        return value + 1000
    return "moderator" if value == "speaker" else "speaker" if value == "moderator" else "other"


@pytest.mark.parametrize("table", [how.table for how in COMPARED])
def test_a_lost_row_and_an_invented_one_are_told(table: str) -> None:
    run = next(run for run in (*RELEASES, ALL) if len(expected(run)[table]) > 1)
    labels = expected(run)
    lost, invented = as_published(labels), as_published(labels)
    lost[table] = lost[table][:-1]
    invented[table] = [*invented[table], invented[table][0]]
    for dataset, precise, complete in ((lost, True, False), (invented, False, True)):
        comparison = next(c for c in compare(run, labels, dataset) if c.table == table)
        assert (comparison.precision == 1.0, comparison.recall == 1.0) == (precise, complete)
        assert [told.column for told in comparison.disagreements] == [None]
