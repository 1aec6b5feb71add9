"""A table as publishing works on it: Arrow columns, rows in the order of their keys, and with each
row the lines that stand for it in both CSV files, so that tables are put together without a look
at their rows.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import BinaryIO, TypeAlias, TypeVar, cast

import pyarrow as pa
from pydantic import TypeAdapter, ValidationError

from pipeline.dataset import Row, sort_key
from pipeline.publish.arrays import array_of
from pipeline.publish.columns import row_id
from pipeline.publish.parquet import arrow_table
from pipeline.publish.tables import TableError, csv_lines, validated

R = TypeVar("R", bound=Row)
_BATCH = 256
"""Rows that are read at once: of each sheet that is merged, so many are held at least."""
CSV, EXCEL = "_csv", "_excel"
"""The columns with a row's lines, ends of line included, as UTF-8."""


def sheet_of(model: type[Row], rows: Sequence[Row]) -> HeldSheet:
    """The sheet of rows in any order, each sound by its model.

    Raises TableError for a key that two rows have, and for a value that has no form in a file.
    """
    by_key = {row.key_values(): row for row in rows}
    if len(by_key) < len(rows):
        twice = next(row for row in rows if by_key[row.key_values()] is not row)
        raise TableError(f"{model.TABLE}: two rows have the key {row_id(twice)}")
    sound = sorted(rows, key=sort_key)
    lines = [csv_lines(model, row) for row in sound]
    return HeldSheet(
        arrow_table(model, sound)
        .append_column(CSV, array_of(pa.large_binary(), [plain for plain, _ in lines]))
        .append_column(EXCEL, array_of(pa.large_binary(), [excel for _, excel in lines]))
    )


def validated_rows(model: type[Row], rows: Sequence[Row]) -> list[Row]:
    """The rows, looked at once more by their model: a copy may have been given anything.

    Raises TableError for a row of another table, and for one that its model refuses.
    """
    odd = next((row for row in rows if not isinstance(row, model)), None)
    if odd is not None:
        raise TableError(f"{model.TABLE}: a row of another table: {odd!r}")
    try:
        return _rows_adapter(model).validate_python([dict(row) for row in rows])
    except ValidationError as error:
        row = rows[int(error.errors()[0]["loc"][0])]
        try:
            validated(model, dict(row))
        except TableError as fault:
            raise TableError(f"{model.TABLE} {row_id(row)}: {fault}") from fault
        raise


@cache
def _rows_adapter(model: type[Row]) -> TypeAdapter[list[Row]]:
    return TypeAdapter(list[model])  # type: ignore[valid-type]


@dataclass(frozen=True, slots=True)
class HeldSheet:
    """A sheet in memory."""

    table: pa.Table

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows in their order, some at a time."""
        yield from self.table.to_batches(max_chunksize=_BATCH)


@dataclass(frozen=True, slots=True)
class KeptSheet:
    """A sheet in a file, as `write_sheet` made it, from `start` on."""

    path: Path
    start: int
    size: int

    def batches(self) -> Iterator[pa.RecordBatch]:
        """The rows in their order, some at a time; the others stay on disk. Raises OSError."""
        with pa.OSFile(str(self.path)) as file:
            yield from pa.ipc.open_stream(file.get_stream(self.start, self.size))


Sheet = HeldSheet | KeptSheet
Batch: TypeAlias = pa.RecordBatch | pa.Table


def write_sheet(file: BinaryIO, model: type[Row], batches: Iterable[Batch]) -> None:
    """Write a sheet as it is kept, in Arrow's own format for streams."""
    with pa.ipc.new_stream(file, sheet_of(model, []).table.schema) as writer:
        for batch in batches:
            writer.write_table(_as_table(batch), max_chunksize=_BATCH)


def _as_table(rows: Batch) -> pa.Table:
    return rows if isinstance(rows, pa.Table) else pa.Table.from_batches([rows])


def rows_of(model: type[R], batches: Iterable[Batch]) -> Iterator[R]:
    """The rows of a sheet. They were checked when it was made, and are not checked again."""
    names = list(model.columns())
    for batch in batches:
        for values in batch.select(names).to_pylist():
            yield cast(R, model.model_construct(**values))


def counts_by_release(sheet: Sheet) -> Counter[str]:
    """How many rows were read in each release, of a table whose rows say in which they were."""
    counts: Counter[str] = Counter()
    for batch in sheet.batches():
        several = "release_ids" in batch.schema.names
        ids = batch.column("release_ids").flatten() if several else batch.column("release_id")
        for met in ids.value_counts().to_pylist():
            counts[met["values"]] += met["counts"]
    return counts


def lines_of(batch: Batch, column: str) -> Iterator[pa.Buffer]:
    """The lines of rows, piece by piece, one behind the other; `column` is CSV or EXCEL."""
    lines = batch.column(column)
    for array in lines.chunks if isinstance(lines, pa.ChunkedArray) else (lines,):
        offsets = memoryview(array.buffers()[1]).cast("q")
        start, end = offsets[array.offset], offsets[array.offset + len(array)]
        yield array.buffers()[2].slice(start, end - start)
