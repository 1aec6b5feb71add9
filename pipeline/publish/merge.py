"""Sheets of one table merged in the order of its keys, some of their rows at a time."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from pipeline.dataset import Finding, Row
from pipeline.publish.sheet import Sheet
from pipeline.publish.tables import TableError

AT_ONCE = 32_768
"""Rows that are held at once, of all sheets together."""

_Key = tuple[tuple[bool, Any], ...]


def merged(model: type[Row], sheets: Sequence[Sheet]) -> Iterator[pa.Table]:
    """The rows of all sheets in the order of the key. A finding that several sheets tell comes once.

    Raises TableError for any other row whose key comes twice.
    """
    most = max(AT_ONCE // max(len(sheets), 1), 1)
    runs = [_Run(model, sheet.batches()) for sheet in sheets]
    last: _Key | None = None
    while True:
        for run in runs:
            run.fill(most)
        runs = [run for run in runs if run.held is not None]
        if not runs:
            return
        bound = min((run.last for run in runs if not run.is_all), default=None)
        rows = _sorted(model, pa.concat_tables([run.take(bound) for run in runs]))
        yield _once(model, rows, last)
        last = _key(model, rows, rows.num_rows - 1)


@dataclass(slots=True)
class _Run:
    """A sheet that is being read: rows that are held, and those still to come."""

    model: type[Row]
    coming: Iterator[pa.RecordBatch]
    held: pa.Table | None = None
    is_all: bool = False
    """Whether what is held is all that is left."""

    def fill(self, most: int) -> None:
        """Hold that many rows, or all that are left."""
        batches = [] if self.held is None else self.held.to_batches()
        count = sum(batch.num_rows for batch in batches)
        while not self.is_all and count <= most:
            batch = next(self.coming, None)
            self.is_all = batch is None
            if batch is not None and batch.num_rows:
                batches.append(batch)
                count += batch.num_rows
        self.held = pa.Table.from_batches(batches) if batches else None

    @property
    def last(self) -> _Key:
        """The key of the last row that is held."""
        assert self.held is not None
        return _key(self.model, self.held, self.held.num_rows - 1)

    def take(self, bound: _Key | None) -> pa.Table:
        """The rows that are held, those alone whose key does not pass the bound."""
        held = self.held
        assert held is not None
        if bound is None:
            self.held = None
            return held
        end = bisect_right(range(held.num_rows), bound, key=lambda row: _key(self.model, held, row))
        self.held = held.slice(end) if end < held.num_rows else None
        return held.slice(0, end)


def _key(model: type[Row], rows: pa.Table, row: int) -> _Key:
    """The key of a row as `sort_key` has it: nulls first."""
    values = (rows.column(name)[row].as_py() for name in model.KEY)
    return tuple((value is not None, value) for value in values)


def _sorted(model: type[Row], rows: pa.Table) -> pa.Table:
    by_key = [(name, "ascending", "at_start") for name in model.KEY]
    return rows.take(pc.sort_indices(rows, sort_keys=by_key)).combine_chunks()


def _once(model: type[Row], rows: pa.Table, last: _Key | None) -> pa.Table:
    """The rows without those whose key has come before."""
    repeated = _repeated(model, rows)
    if last == _key(model, rows, 0):
        repeated = pa.concat_arrays([pa.array([True]), repeated[1:]])
    if not pc.any(repeated).as_py():
        return rows
    if model is not Finding:
        key = _key(model, rows, pc.index(repeated, True).as_py())
        shown = "|".join("" if value is None else str(value) for _, value in key)
        raise TableError(f"{model.TABLE}: two rows have the key {shown}")
    return rows.filter(pc.invert(repeated))


def _repeated(model: type[Row], rows: pa.Table) -> pa.BooleanArray:
    """For each row whether its key is that of the row before it."""
    same = pa.repeat(True, rows.num_rows - 1)
    for name in model.KEY:
        column = rows.column(name).combine_chunks()
        one, other = column[:-1], column[1:]
        both_null = pc.and_(pc.is_null(one), pc.is_null(other))
        same = pc.and_(same, pc.or_(pc.fill_null(pc.equal(one, other), False), both_null))
    return pa.concat_arrays([pa.array([False]), same])
