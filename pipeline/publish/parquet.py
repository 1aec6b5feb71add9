"""A table as Parquet, and back again: explicit schema, descriptions in the metadata, no clock.

The footer names the version of pyarrow that wrote it, so equal bytes need an equal pyarrow.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, BinaryIO

import pyarrow as pa
import pyarrow.parquet as pq

from pipeline.dataset import Row
from pipeline.publish.arrays import array_of
from pipeline.publish.columns import Column, columns, what_a_row_is
from pipeline.publish.tables import TableError, validated

_TYPES: dict[str, pa.DataType] = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
    "list": pa.list_(pa.field("element", pa.string(), nullable=False)),
}


@cache
def parquet_schema(model: type[Row]) -> pa.Schema:
    """The Arrow schema of a table, with descriptions of its columns in their metadata."""
    english, chinese = what_a_row_is(model)
    metadata = {
        "table": model.TABLE,
        "description": english,
        "description_zh": chinese,
        "primary_key": ",".join(model.KEY),
    }
    return pa.schema([_field(column) for column in columns(model)], metadata=metadata)


def _field(column: Column) -> pa.Field[Any]:
    metadata = {"description": column.description, "description_zh": column.description_zh}
    if column.vocabulary:
        metadata["vocabulary"] = ",".join(column.vocabulary)
    return pa.field(column.name, _TYPES[column.kind], column.nullable, metadata)


def arrow_table(model: type[Row], rows: Iterable[Row]) -> pa.Table:
    """The rows in Arrow's columns. Raises TableError for a number that 64 bits do not hold."""
    try:
        held, schema = list(rows), parquet_schema(model)
        return pa.Table.from_arrays(
            [array_of(field.type, [getattr(row, field.name) for row in held]) for field in schema],
            schema=schema,
        )
    except OverflowError as error:
        raise TableError(f"{model.TABLE}: {error}") from error


def parquet_writer(model: type[Row], file: BinaryIO) -> pq.ParquetWriter:
    """What writes Arrow tables of the model's rows as `NAME.parquet` holds them."""
    # zstd: its output depends on version and level only, not on the processor
    return pq.ParquetWriter(file, parquet_schema(model), compression="zstd")


ROW_GROUP = 65_536
"""Rows of a group, but for the last: where groups end does not depend on how the rows came."""


class RowGroups:
    """What gathers a table's rows for a writer, group by group, each in one piece."""

    def __init__(self, writer: pq.ParquetWriter) -> None:
        self._writer = writer
        self._waiting: list[pa.Table] = []
        self._count = 0

    def add(self, rows: pa.Table) -> None:
        """Take rows, and write the groups that are full."""
        self._waiting.append(rows)
        self._count += rows.num_rows
        while self._count >= ROW_GROUP:
            self._write(ROW_GROUP)

    def finish(self) -> None:
        """Write what is left."""
        if self._count:
            self._write(self._count)

    def _write(self, size: int) -> None:
        whole = pa.concat_tables(self._waiting)
        self._writer.write_table(whole.slice(0, size).combine_chunks())
        self._waiting, self._count = [whole.slice(size)], self._count - size


def read_parquet(path: Path, model: type[Row]) -> list[Row]:
    """The typed rows of a published Parquet file.

    Raises TableError where columns, types or values are not as published, OSError where the file
    cannot be opened.
    """
    try:
        table = pq.ParquetFile(path).read()
    except pa.ArrowInvalid as error:
        raise TableError(f"{path.name}: no Parquet file: {error}. Publish again.") from error
    expected = parquet_schema(model)
    if not table.schema.equals(expected):
        found = [str(field) for field in table.schema if field not in list(expected)]
        raise TableError(f"{path.name}: the schema differs: {found}. Publish again.")
    return [
        _row(path.name, model, number, values)
        for number, values in enumerate(table.to_pylist(), start=1)
    ]


def _row(name: str, model: type[Row], number: int, values: dict[str, Any]) -> Row:
    try:
        return validated(model, values)
    except TableError as error:
        raise TableError(f"{name} row {number}: {error}. Publish again.") from error
