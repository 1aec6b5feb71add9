"""What is expected of a dataset: bounds on its rows, by table and by release.

They stand in `expectations.yml` among the curation files, and decide nothing about how a release
is read: a new bound makes no release to be read again.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pipeline.dataset import TABLES, Finding
from pipeline.exits import WrongUsage

FILE = "expectations.yml"
_FORM = "tables: {TABLE: {min: N, max: N}} and releases: {RELEASE: {TABLE: {min: N, max: N}}}"
_OF_ALL = TABLES.keys() - {Finding.TABLE}
"""The tables whose rows have bounds; how many findings there may be, their severity says."""
_OF_A_RELEASE = frozenset(
    name for name in _OF_ALL if {"release_id", "release_ids"} & set(TABLES[name].columns())
)

Lines = Mapping[tuple[str, ...], int]


class ExpectationsError(WrongUsage):
    """Expectations that cannot be used; the message names file, line and remedy."""


@dataclass(frozen=True, slots=True)
class Bound:
    """How many rows a table should have: read in one release, or in all of them where it is null.

    `line` is the line of the file that says so; a bound that is not given is null.
    """

    table: str
    release_id: str | None
    least: int | None
    most: int | None
    line: int


@dataclass(frozen=True, slots=True)
class Expectations:
    """All bounds, and the releases that are listed, each with its line."""

    bounds: tuple[Bound, ...] = ()
    releases: Mapping[str, int] | None = None


def load_expectations(curation: Path) -> Expectations:
    """The expectations in a curation folder; none where it has no such file.

    Raises ExpectationsError, OSError.
    """
    from pipeline.normalize.core_yaml import YamlError, key_lines, read_yaml

    path = curation / FILE
    if not path.is_file():
        return Expectations()
    try:
        text = path.read_text("utf-8")
        told, lines = read_yaml(text), key_lines(text)
    except (YamlError, UnicodeDecodeError) as error:
        raise ExpectationsError(f"{FILE} is no valid YAML in UTF-8: {error}") from error
    top = _mapping(told, (), lines, {"tables", "releases"})
    listed = _mapping(top.get("releases"), ("releases",), lines)
    bounds = [*_bounds(top.get("tables"), ("tables",), lines)]
    for release_id, held in listed.items():
        bounds += _bounds(held, ("releases", release_id), lines)
    at = {release_id: lines["releases", release_id] for release_id in listed}
    return Expectations(tuple(bounds), at)


def _bounds(told: Any, above: tuple[str, ...], lines: Lines) -> Iterator[Bound]:
    """The bounds on the tables of a mapping: of a release, or of all."""
    release_id = above[1] if len(above) > 1 else None
    known = _OF_ALL if release_id is None else _OF_A_RELEASE
    for table, held in _mapping(told, above, lines, known).items():
        at = (*above, table)
        bounds = _mapping(held, at, lines, {"min", "max"})
        if not bounds:
            raise _wrong(at, lines, "it gives neither min nor max")
        for name, value in bounds.items():
            if isinstance(value, bool) or not isinstance(value, int) or value < 0:
                raise _wrong((*at, name), lines, f"{value!r} is no number of rows")
        yield Bound(table, release_id, bounds.get("min"), bounds.get("max"), lines[at])


def _mapping(
    told: Any, at: tuple[str, ...], lines: Lines, known: frozenset[str] | set[str] | None = None
) -> dict[str, Any]:
    """A mapping with text for keys, and none but those that are `known`; nothing is an empty one."""
    if told is None:
        return {}
    if not isinstance(told, dict):
        raise _wrong(at, lines, "it must be a mapping")
    for key in told:
        if not isinstance(key, str):
            raise _wrong((*at, str(key)), lines, f"{key!r} is no text; put it in quotes")
        if known is not None and key not in known:
            raise _wrong((*at, key), lines, f"there may stand {', '.join(sorted(known))}")
    return told


def _wrong(at: tuple[str, ...], lines: Lines, why: str) -> ExpectationsError:
    """The error about what stands under some keys."""
    where = f", line {lines[at]}, {'.'.join(at)}" if at in lines else ""
    return ExpectationsError(f"{FILE}{where}: {why}. The form is {_FORM}.")
