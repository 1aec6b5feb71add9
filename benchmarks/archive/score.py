"""Published tables against the truth of an archive: precision, recall and F1 a table.

Both are read a row at a time; what is remembered of a row is eight bytes.
"""

from __future__ import annotations

import csv
import json
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from pipeline.normalize.keys import key

COLUMNS: Mapping[str, tuple[str, ...]] = {
    "releases": ("release_id", "kind", "script", "published_date", "year"),
    "sessions": ("session_id", "start_time", "end_time"),
    "speakers": (*("session_id", "part", "country_iso2", "place_id", "title_zh", "person_name"),),
    "talks": ("session_id", "text"),
    "streams": ("session_id", "language", "url"),
    "figures": ("release_id", "measure", "value", "comparator"),
}
"""The columns that must all be right for a row to be right."""
_FOLDED = frozenset({"person_name", "text"})
"""Columns that are compared by key: releases may be in Simplified characters."""
_LONGEST_FIELD = 10_000_000


@dataclass(frozen=True, slots=True)
class Score:
    """Rows of a table: expected, published, and right. `missing` and `extra` show some others."""

    table: str
    expected: int
    published: int
    right: int
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def f1(self) -> float:
        rows = self.expected + self.published
        return 2 * self.right / rows if rows else 1.0


def score(truth: Path, published: Path, shown: int = 0) -> list[Score]:
    """The tables of a published folder against a file of truth; `shown` wrong rows of each."""
    return [_score(table, truth, published, shown) for table in COLUMNS]


def _score(table: str, truth: Path, published: Path, shown: int) -> Score:
    wanted, found = _marks(_expected(truth, table)), _marks(_published(published, table))
    right = _common(wanted, found)
    return Score(
        table,
        len(wanted),
        len(found),
        right,
        tuple(_unlike(_expected(truth, table), found, shown)),
        tuple(_unlike(_published(published, table), wanted, shown)),
    )


def _marks(rows: Iterator[str]) -> np.ndarray[Any, np.dtype[np.uint64]]:
    """A number for each row; two rows that differ have the same one never in practice."""
    return np.frombuffer(array("Q", map(_mark, rows)), dtype=np.uint64)


def _mark(row: str) -> int:
    return int.from_bytes(blake2b(row.encode(), digest_size=8).digest(), "big")


def _common(one: Any, other: Any) -> int:
    """How many rows two tables have in common, each as often as in both."""
    marks, counts = np.unique(one, return_counts=True)
    others, other_counts = np.unique(other, return_counts=True)
    _, at, other_at = np.intersect1d(marks, others, assume_unique=True, return_indices=True)
    return int(np.minimum(counts[at], other_counts[other_at]).sum())


def _unlike(rows: Iterator[str], others: Any, shown: int) -> Iterator[str]:
    """The first rows that the other side does not have."""
    if shown:
        known = set(others.tolist())
        unlike = (row for row in rows if _mark(row) not in known)
        yield from (row for row, _ in zip(unlike, range(shown), strict=False))


def _expected(truth: Path, table: str) -> Iterator[str]:
    with truth.open(encoding="utf-8") as lines:
        for line in lines:
            yield from (row_of(table, row) for row in json.loads(line)[table])


def _published(folder: Path, table: str) -> Iterator[str]:
    csv.field_size_limit(_LONGEST_FIELD)
    with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        yield from (row_of(table, row) for row in csv.DictReader(file))


def row_of(table: str, row: Mapping[str, Any]) -> str:
    """The columns that decide, in one line."""
    values = ("" if row[column] is None else str(row[column]) for column in COLUMNS[table])
    pairs = zip(COLUMNS[table], values, strict=True)
    return " | ".join(key(value) if column in _FOLDED else value for column, value in pairs)
