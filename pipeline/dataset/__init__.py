"""The shape of the published data.

Everything that is published about it (CSV header, Parquet schema, Data Package, dictionary) is
generated from the row models. `TABLES` lists them in the order in which they are published. Dates
are `YYYY-MM-DD`, times `HH:MM`; both are strings in every format.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from pipeline.dataset.row import Row, described
from pipeline.dataset.rows import (
    Figure,
    Finding,
    Name,
    Person,
    PlaceRow,
    Provenance,
    Release,
    Session,
    Speaker,
    Stream,
    Talk,
)
from pipeline.dataset.vocabularies import (
    Attendance,
    Comparator,
    Country,
    Date,
    FindingStatus,
    Item,
    Language,
    Measure,
    Method,
    NameKind,
    NameStatus,
    Part,
    PlaceKind,
    Rank,
    ReleaseKind,
    Script,
    Severity,
    SourceFormat,
    TalkKind,
    Time,
)

__all__ = [
    "ROWS",
    "TABLES",
    "Attendance",
    "Comparator",
    "Country",
    "Dataset",
    "Date",
    "Figure",
    "Finding",
    "FindingStatus",
    "Item",
    "Language",
    "Measure",
    "Method",
    "Name",
    "NameKind",
    "NameStatus",
    "Part",
    "Person",
    "PlaceKind",
    "PlaceRow",
    "Provenance",
    "Rank",
    "Release",
    "ReleaseKind",
    "Row",
    "Script",
    "Session",
    "Severity",
    "SourceFormat",
    "Speaker",
    "Stream",
    "Talk",
    "TalkKind",
    "Time",
    "described",
    "sort_key",
]

ROWS: tuple[type[Row], ...] = (
    Release,
    Session,
    Speaker,
    Talk,
    Stream,
    Figure,
    PlaceRow,
    Person,
    Name,
    Provenance,
    Finding,
)
TABLES: Mapping[str, type[Row]] = MappingProxyType({row.TABLE: row for row in ROWS})

Dataset = dict[str, list[Row]]
"""The rows of each table by its name, sorted by primary key."""


def sort_key(row: Row) -> tuple[tuple[bool, Any], ...]:
    """The order of rows in a table: by primary key, nulls first."""
    return tuple((value is not None, value) for value in row.key_values())
