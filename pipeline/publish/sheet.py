"""A table as publishing works on it: Arrow columns, rows in the order of their keys, and with each
row the lines that stand for it in both CSV files, so that tables are put together without a look
at their rows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache
from typing import Any, TypeVar, cast

import pyarrow as pa
from pydantic import TypeAdapter, ValidationError

from pipeline.dataset import Row, sort_key
from pipeline.publish.columns import row_id
from pipeline.publish.parquet import arrow_table
from pipeline.publish.tables import TableError, csv_lines, validated

R = TypeVar("R", bound=Row)
CSV, EXCEL = "_csv", "_excel"
"""The columns with a row's lines, ends of line included, as UTF-8."""


def sheet_of(model: type[Row], rows: Sequence[Row]) -> pa.Table:
    """The sheet of rows in any order.

    Raises TableError for a row that is not the model's, for a key that two rows have, and for a
    value that has no form in a file.
    """
    sound = _checked(model, rows)
    lines = [csv_lines(model, row) for row in sound]
    return (
        arrow_table(model, sound)
        .append_column(CSV, pa.array([plain for plain, _ in lines], pa.large_binary()))
        .append_column(EXCEL, pa.array([excel for _, excel in lines], pa.large_binary()))
    )


def _checked(model: type[Row], rows: Sequence[Row]) -> list[Row]:
    kept: dict[tuple[Any, ...], Row] = {}
    for row, sound in zip(rows, _validated(model, rows), strict=True):
        if sound.key_values() in kept:
            raise TableError(f"{model.TABLE}: two rows have the key {row_id(row)}")
        kept[sound.key_values()] = sound
    return sorted(kept.values(), key=sort_key)


def _validated(model: type[Row], rows: Sequence[Row]) -> list[Row]:
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


def rows_of(model: type[R], sheet: pa.Table) -> Iterator[R]:
    """The rows of a sheet. They were checked when it was made, and are not checked again."""
    for batch in sheet.select(list(model.columns())).to_batches(max_chunksize=10_000):
        yield from (cast(R, model.model_construct(**values)) for values in batch.to_pylist())


def sheet_bytes(sheet: pa.Table) -> bytes:
    """A sheet as it is kept, in Arrow's own format for files."""
    sink = pa.BufferOutputStream()
    with pa.ipc.new_file(sink, sheet.schema) as writer:
        writer.write_table(sheet)
    return bytes(sink.getvalue())


def sheet_in(content: pa.Buffer) -> pa.Table:
    """The sheet kept in a buffer; what is mapped from a file stays there until it is looked at."""
    return pa.ipc.open_file(pa.BufferReader(content)).read_all()
