"""What must hold between the rows of a dataset: keys, order, references, places, privacy."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date, time
from itertools import pairwise
from typing import Any

from pipeline.dataset import TABLES, Finding, Provenance, Row, sort_key
from pipeline.publish.columns import columns, row_id
from pipeline.publish.privacy import personal_data

Located = tuple[int, Row]
"""A row with the line of its CSV file."""

_AGAIN = "Publish again."
_LISTED = {"release_ids": "releases"}
"""List columns whose items are keys of another table."""


def row_problems(tables: Mapping[str, Sequence[Located]], whole: Collection[str]) -> list[str]:
    """What is wrong with the rows of all tables, given by name, each row with its line.

    References are followed into `whole` tables only, of which every row could be read.
    """
    ids = {name: {row_id(row) for _, row in tables[name]} for name in whole}
    problems: list[str] = []
    for name, rows in tables.items():
        problems += _order(name, rows)
        for line, row in rows:
            faults = (*_references(row, ids), *_values(row), *_pointers(row, ids), *_place(row))
            problems += (f"{name}.csv line {line}: {fault}" for fault in faults)
    return problems


def _order(name: str, rows: Sequence[Located]) -> Iterator[str]:
    seen: dict[tuple[Any, ...], int] = {}
    for line, row in rows:
        first = seen.setdefault(row.key_values(), line)
        if first != line:
            yield f"{name}.csv line {line}: the key of line {first} again. {_AGAIN}"
    for (_, before), (line, row) in pairwise(rows):
        if sort_key(row) < sort_key(before):
            yield f"{name}.csv line {line}: not in the order of the key. {_AGAIN}"


def _references(row: Row, ids: Mapping[str, set[str]]) -> Iterator[str]:
    for column, table in row.REFERENCES.items():
        value = getattr(row, column)
        if value is not None and value not in ids.get(table, {value}):
            yield f"{column} {value!r} is no row of {table}. {_AGAIN}"
    for column, table in _LISTED.items():
        for value in getattr(row, column, ()):
            if value not in ids.get(table, {value}):
                yield f"{column} names {value!r}, which is no row of {table}. {_AGAIN}"


def _values(row: Row) -> Iterator[str]:
    for column in columns(type(row)):
        value = getattr(row, column.name)
        if column.kind == "list":
            texts = value
        else:
            texts = [value] if isinstance(value, str) else []
            if value is not None and not _is_real(column.name, value):
                yield f"{column.name} {value!r} is in no calendar or clock. Correct the source's entry."
        for text in texts:
            if what := personal_data(text):
                yield f"{column.name}: {what}. Mend the redaction, then publish again."


def _is_real(name: str, value: object) -> bool:
    """Whether a date or time, told by the column's name, exists."""
    parse = date.fromisoformat if name.endswith("date") else time.fromisoformat
    if not isinstance(value, str) or not name.endswith(("date", "_time")):
        return True
    try:
        parse(value)
    except ValueError:
        return False
    return True


def _pointers(row: Row, ids: Mapping[str, set[str]]) -> Iterator[str]:
    """Rows of provenance and findings name a row, and provenance a column, that exists."""
    if not isinstance(row, Provenance | Finding) or row.table is None:
        return
    if row.table not in TABLES:
        yield f"table {row.table!r} is none of the dataset's. {_AGAIN}"
        return
    if row.row_id is not None and row.row_id not in ids.get(row.table, {row.row_id}):
        yield f"row_id {row.row_id!r} is no row of {row.table}. {_AGAIN}"
    if isinstance(row, Provenance) and row.column not in TABLES[row.table].columns():
        yield f"column {row.column!r} is none of {row.table}. {_AGAIN}"


def _place(row: Row) -> Iterator[str]:
    """A stretch of the source has characters' offsets that fit it, or a box on a page."""
    if not isinstance(row, Provenance):
        return
    start, end = row.char_start, row.char_end
    box = (row.page, row.x0, row.top, row.x1, row.bottom)
    if start is None and end is None:
        if None in box:
            yield f"neither offsets nor a whole box say where it was read. {_AGAIN}"
    elif start is None or end is None or end - start != len(row.printed):
        yield f"char_start and char_end do not span the printed words. {_AGAIN}"
