"""Sheets of one table merged in the order of its keys, some of their rows at a time."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from operator import attrgetter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from pipeline.dataset import Finding, Row
from pipeline.publish.arrays import array_of, numbers_of
from pipeline.publish.sheet import Sheet
from pipeline.publish.tables import TableError

AT_ONCE = 16_384
"""Rows that are read at once, beside the first piece of each sheet."""

_STRETCH = 32
"""Rows on average from which a stretch is sliced rather than copied."""

_Key = tuple[tuple[bool, Any], ...]


def merged(model: type[Row], sheets: Sequence[Sheet]) -> Iterator[pa.Table]:
    """The rows of all sheets in the order of the key. A finding that several sheets tell comes once.

    Raises TableError for any other row whose key comes twice.
    """
    runs = [_Run(model, sheet.batches()) for sheet in sheets]
    last: _Key | None = None
    while True:
        runs = [run for run in runs if run.held or run.read()]
        if not runs:
            return
        bound = _read_on(runs)
        taken = [batch for run in runs for batch in run.take(bound)]
        rows = _sorted(model, pa.Table.from_batches(taken))
        yield _once(model, rows, last)
        last = _key(model, rows, rows.num_rows - 1)


def _read_on(runs: Sequence[_Run]) -> _Key | None:
    """The key up to which the rows of all runs are held; None where all rows are.

    Runs end far apart where keys tell years: what is read is of the run that ends first.
    """
    read = 0
    while coming := [run for run in runs if not run.is_all]:
        first = min(coming, key=attrgetter("last"))
        if read >= AT_ONCE:
            return first.last
        read += first.read()
    return None


@dataclass(slots=True)
class _Run:
    """A sheet that is being read: rows that are held, and those still to come."""

    model: type[Row]
    coming: Iterator[pa.RecordBatch]
    held: list[pa.RecordBatch] = field(default_factory=list)
    first: _Key = ()
    last: _Key = ()
    """The keys of the first and of the last row that are held."""
    is_all: bool = False
    """Whether what is held is all that is left."""

    def read(self) -> int:
        """Hold one piece more; how many rows it has, none where nothing is left."""
        batch = next((batch for batch in self.coming if batch.num_rows), None)
        if batch is None:
            self.is_all = True
            return 0
        self.held.append(batch)
        self._note()
        return int(batch.num_rows)

    def _note(self) -> None:
        if self.held:
            self.first = _key(self.model, self.held[0], 0)
            self.last = _key(self.model, self.held[-1], self.held[-1].num_rows - 1)

    def take(self, bound: _Key | None) -> list[pa.RecordBatch]:
        """The rows that are held, those alone whose key does not pass the bound."""
        taken: list[pa.RecordBatch] = []
        if bound is not None and bound < self.first:
            return taken
        while self.held:
            batch = self.held.pop(0)
            end = batch.num_rows if bound is None else self._end(batch, bound)
            if end:
                taken.append(batch.slice(0, end))
            if end < batch.num_rows:
                self.held.insert(0, batch.slice(end))
                break
        self._note()
        return taken

    def _end(self, batch: pa.RecordBatch, bound: _Key) -> int:
        """How many rows of a batch do not pass the bound, found column by column."""
        start, end = 0, int(batch.num_rows)
        for name, value in zip(self.model.KEY, bound, strict=True):
            column = partial(_value, batch.column(name))
            start = bisect_left(range(end), value, start, key=column)
            end = bisect_right(range(end), value, start, key=column)
            if start == end:
                break
        return end


def _value(column: pa.Array | pa.ChunkedArray, row: int) -> tuple[bool, Any]:
    """A value as `sort_key` has it: nulls first."""
    value = column[row].as_py()
    return value is not None, value


def _key(model: type[Row], rows: pa.RecordBatch | pa.Table, row: int) -> _Key:
    return tuple(_value(rows.column(name), row) for name in model.KEY)


def _sorted(model: type[Row], rows: pa.Table) -> pa.Table:
    """The rows in the order of the key. Long stretches that have it already are not copied."""
    by_key = [(name, "ascending", "at_start") for name in model.KEY]
    order = pc.sort_indices(rows, sort_keys=by_key)
    places = numbers_of(order).astype(np.int64)
    ends = np.flatnonzero(np.diff(places) != 1)
    if len(ends) * _STRETCH > len(places):
        return rows.take(order).combine_chunks()
    starts = [0, *(ends + 1).tolist(), len(places)]
    return pa.concat_tables([rows.slice(int(places[a]), b - a) for a, b in pairwise(starts)])


def _once(model: type[Row], rows: pa.Table, last: _Key | None) -> pa.Table:
    """The rows without those whose key has come before."""
    repeated = _repeated(model, rows)
    if last == _key(model, rows, 0):
        repeated = pa.concat_arrays([array_of(pa.bool_(), [True]), repeated[1:]])
    if not pc.any(repeated).as_py():
        return rows
    if model is not Finding:
        key = _key(model, rows, pc.index(repeated, True).as_py())
        shown = "|".join("" if value is None else str(value) for _, value in key)
        raise TableError(f"{model.TABLE}: two rows have the key {shown}")
    return rows.filter(pc.invert(repeated))


def _repeated(model: type[Row], rows: pa.Table) -> pa.BooleanArray:
    """For each row whether its key is that of the row before it."""
    same = array_of(pa.bool_(), [True] * (rows.num_rows - 1))
    for name in model.KEY:
        column = rows.column(name).combine_chunks()
        one, other = column[:-1], column[1:]
        both_null = pc.and_(pc.is_null(one), pc.is_null(other))
        equal = pc.equal(one, other)
        same = pc.and_(same, pc.or_(pc.and_kleene(equal, pc.is_valid(equal)), both_null))
    return pa.concat_arrays([array_of(pa.bool_(), [False]), same])
