"""Of which years a release speaks: each year is reconciled by itself, from what is said of it.

A release is at home in the year of the summit that it is about; there its own row and findings
stand. Of another year it gives the claims that are about that year, and no more.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.normalize.records import (
    MeantFigure,
    MeantRelease,
    MeantSeat,
    MeantStream,
)
from pipeline.reconcile.session_groups import session_keys, year_of

Years = frozenset[int | None]
"""None stands for claims that no year can be given to."""


def years_of(release: MeantRelease) -> Years:
    """Every year that a release says something of, its home among them."""
    return frozenset({release.year, *_told(release)})


def _told(release: MeantRelease) -> Iterator[int | None]:
    yield from (year_of(session.key, release) for session in release.sessions)
    for seat in release.seats:
        yield from seat_years(seat, release)
    yield from (year_of(talk.key, release) for talk in release.talks)
    for stream in release.streams:
        yield from stream_years(stream, release)
    yield from (year_of(key, release) for key in release.put_off)
    for figure in release.figures:
        yield from (year_of(figure.key, release), figure_year(figure, release))


def events_of(release: MeantRelease, default: str) -> frozenset[str]:
    """Every series of events that a release says something of; words that name none speak of its
    first session's, else of the default one."""
    named = {key.event for key in session_keys(release)}
    named |= {figure.key.event for figure in release.figures}
    named |= {key.event for key in release.put_off}
    unnamed = not release.sessions and any(not seat.keys for seat in release.seats)
    return frozenset(named | {default} if unnamed else named)


def seat_years(seat: MeantSeat, release: MeantRelease) -> Years:
    """The years of a seat: those of the sessions that it names, else that of the release."""
    return frozenset(year_of(key, release) for key in seat.keys) or frozenset({release.year})


def stream_years(stream: MeantStream, release: MeantRelease) -> Years:
    """The years of a link: those of the sessions that it shows, else that of the release."""
    return frozenset(year_of(key, release) for key in stream.keys) or frozenset({release.year})


def figure_year(figure: MeantFigure, release: MeantRelease) -> int | None:
    """The year where a figure's row stands: the one it is about, else that of its words."""
    return year_of(figure.key, release) if figure.year is None else figure.year
