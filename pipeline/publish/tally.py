"""What is counted of a dataset for the words about it: counts of its parts add up to those of all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import TypeVar

from pipeline.dataset import (
    TABLES,
    Dataset,
    Finding,
    Name,
    Release,
    Row,
    Session,
    Speaker,
    Talk,
)

R = TypeVar("R", bound=Row)
Tally = Counter[tuple[str, ...]]
"""How often something is: ("rows", table), ("filled", table, column), ("year", what, year),
("kind", year, kind of release), ("finding", status, severity, code), ("seat", what),
("session", what), ("name", what), ("release", what); and of how many parts something came in a
year: ("came", "countries" or "places", year, which)."""

_SEATS: Mapping[str, Callable[[Speaker], bool]] = MappingProxyType(
    {
        "announced": lambda seat: seat.attendance == "announced",
        "without-person": lambda seat: seat.person_id is None,
        "without-session": lambda seat: seat.session_id is None,
        "without-place": lambda seat: seat.place_id is None,
        "to-review": lambda seat: seat.needs_review,
    }
)


def tally_of(dataset: Dataset) -> Tally:
    """The counts of rows that hold together: what a row is counted by stands among them."""
    tally: Tally = Counter()
    for name in dataset:
        tally["rows", name] += len(dataset[name])
        for column in TABLES[name].columns():
            filled = sum(getattr(row, column) not in (None, []) for row in dataset[name])
            tally["filled", name, column] += filled
    for keys in (_seats, _sessions, _releases, _names, _findings):
        tally.update(keys(dataset))
    return tally


def _rows(dataset: Dataset, model: type[R]) -> Iterable[R]:
    return (row for row in dataset.get(model.TABLE, ()) if isinstance(row, model))


def _seats(dataset: Dataset) -> Iterator[tuple[str, ...]]:
    came: set[tuple[str, int, str]] = set()
    for seat in _rows(dataset, Speaker):
        year = str(seat.year)
        yield "year", "seats", year
        if seat.attendance == "attended":
            yield "year", "attended", year
        if seat.person_id is not None:
            yield "year", "with-person", year
        came |= {
            (what, seat.year, value)
            for what, value in (("countries", seat.country_iso2), ("places", seat.place_id))
            if value is not None
        }
        yield from (("seat", what) for what, holds in _SEATS.items() if holds(seat))
    yield from (("came", what, str(year), value) for what, year, value in came)


def _sessions(dataset: Dataset) -> Iterator[tuple[str, ...]]:
    years = {row.session_id: str(row.year) for row in _rows(dataset, Session)}
    told = {talk.session_id for talk in _rows(dataset, Talk)}
    for session in _rows(dataset, Session):
        yield "year", "sessions", str(session.year)
        if session.start_time is None:
            yield "session", "without-hours"
        if session.session_id not in told:
            yield "session", "without-talks"
    for talk in _rows(dataset, Talk):
        if talk.session_id in years:
            yield "year", "talks", years[talk.session_id]


def _releases(dataset: Dataset) -> Iterator[tuple[str, ...]]:
    for release in _rows(dataset, Release):
        if release.year is not None:
            yield "year", "releases", str(release.year)
            yield "kind", str(release.year), release.kind
    codes = ("read-by-ocr", "ocr-doubtful")
    scanned = {one.release_id for one in _rows(dataset, Finding) if one.code in codes}
    yield from (("release", "scanned") for _ in scanned)


def _names(dataset: Dataset) -> Iterator[tuple[str, ...]]:
    for name in _rows(dataset, Name):
        if name.status != "resolved":
            yield "name", "unsettled"
        if name.method in ("phonetic", "fuzzy"):
            yield "name", "inferred"


def _findings(dataset: Dataset) -> Iterator[tuple[str, ...]]:
    for one in _rows(dataset, Finding):
        yield "finding", one.status, one.severity, one.code
