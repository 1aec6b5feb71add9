"""The record of what a run left in a folder: how the next one knows what is there already."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from pipeline.cache import Cache
from pipeline.dataset import Finding, Release

_KEY = "published"


@dataclass(frozen=True, slots=True)
class Published:
    """What a run left in the folder `out`: by which setting and of which inputs, the digest of its
    files, what it reported, and under which keys its rows and its pages are kept."""

    out: str
    setting: str
    inputs: str
    files: str
    releases: tuple[str, ...]
    counts: dict[str, int]
    waiting: tuple[Finding, ...]
    rows: tuple[str, ...]
    kept: tuple[str, ...]
    pages: tuple[str, ...]


def subject(out: Path) -> str:
    """What the record of a folder goes by."""
    return str(out.resolve())


def recorded(cache: Cache, out: Path) -> Published | None:
    """The record of a folder, if there is one."""
    return cache.get(Published, subject(out), _KEY)


def others(cache: Cache, left: Published) -> list[Published]:
    """The records of all other folders."""
    return [one for one in cache.every(Published, _KEY) if one.out != left.out]


def record(cache: Cache, left: Published) -> None:
    """Keep a record. Raises NoRoomError."""
    cache.put(Published, left.out, _KEY, left)


def releases_in(out: Path) -> frozenset[str]:
    """The ids of the releases of the dataset in a folder, whoever put it there; none without one.

    Raises OSError, UnicodeDecodeError for a table that cannot be read.
    """
    table = out / f"{Release.TABLE}.csv"
    if not table.is_file():
        return frozenset()
    with table.open(encoding="utf-8", newline="") as rows:
        return frozenset(row["release_id"] for row in csv.DictReader(rows) if "release_id" in row)
