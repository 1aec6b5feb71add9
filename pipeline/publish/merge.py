"""Sheets of one table merged in the order of its keys, some of their rows at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.dataset import Finding, Row
from pipeline.publish.tables import TableError

AT_ONCE = 65_536
"""Rows that are held at once, of all sheets together."""

_Key = tuple[tuple[bool, Any], ...]


@dataclass(slots=True)
class _Run:
    """A sheet that is being read from its head; `at` is the first row still to be taken."""

    sheet: pa.Table
    columns: list[pa.ChunkedArray]
    at: int = 0

    @classmethod
    def of(cls, model: type[Row], sheet: pa.Table) -> _Run:
        return cls(sheet, [sheet.column(name) for name in model.KEY])

    @property
    def left(self) -> int:
        return int(self.sheet.num_rows) - self.at

    def key(self, row: int) -> _Key:
        """As `sort_key` has it: nulls first."""
        values = (column[row].as_py() for column in self.columns)
        return tuple((value is not None, value) for value in values)

    def take(self, most: int, bound: _Key | None) -> pa.Table:
        """The next rows, those alone whose key does not pass the bound."""
        end = self.at + min(most, self.left)
        if bound is not None:
            end = self.at + bisect_right(range(self.at, end), bound, key=self.key)
        taken = self.sheet.slice(self.at, end - self.at)
        self.at = end
        return taken


def merged(model: type[Row], sheets: Sequence[pa.Table]) -> Iterator[pa.Table]:
    """The rows of all sheets in the order of the key. A finding that several sheets tell comes once.

    Raises TableError for any other row whose key comes twice.
    """
    runs = [_Run.of(model, sheet) for sheet in sheets if sheet.num_rows]
    last: _Key | None = None
    while runs:
        most = max(AT_ONCE // len(runs), 1)
        ahead = [run.key(run.at + most - 1) for run in runs if run.left > most]
        bound = min(ahead, default=None)
        taken = _sorted(model, pa.concat_tables([run.take(most, bound) for run in runs]))
        yield _once(model, taken, last)
        last = _Run.of(model, taken).key(taken.num_rows - 1)
        runs = [run for run in runs if run.left]


def _sorted(model: type[Row], rows: pa.Table) -> pa.Table:
    order = pc.sort_indices(rows, sort_keys=[(name, "ascending", "at_start") for name in model.KEY])
    return rows.take(order).combine_chunks()


def _once(model: type[Row], rows: pa.Table, last: _Key | None) -> pa.Table:
    """The rows without those whose key has come before."""
    repeated = _repeated(model, rows)
    if rows.num_rows and last == _Run.of(model, rows).key(0):
        repeated = pa.concat_arrays([pa.array([True]), repeated[1:]])
    if not pc.any(repeated).as_py():
        return rows
    if model is not Finding:
        key = _Run.of(model, rows).key(pc.index(repeated, True).as_py())
        shown = "|".join("" if value is None else str(value) for _, value in key)
        raise TableError(f"{model.TABLE}: two rows have the key {shown}")
    return rows.filter(pc.invert(repeated))


def _repeated(model: type[Row], rows: pa.Table) -> pa.BooleanArray:
    """For each row whether its key is that of the row before it."""
    same = pa.repeat(True, max(rows.num_rows - 1, 0))
    for name in model.KEY:
        column = rows.column(name).combine_chunks()
        one, other = column[:-1], column[1:]
        both_null = pc.and_(pc.is_null(one), pc.is_null(other))
        same = pc.and_(same, pc.or_(pc.fill_null(pc.equal(one, other), False), both_null))
    return pa.concat_arrays([pa.repeat(False, min(rows.num_rows, 1)), same])
