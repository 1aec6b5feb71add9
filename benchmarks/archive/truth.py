"""What a careful person reads in the releases of an edition: the rows that are expected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from benchmarks.archive.invention import Edition, Seat, Session
from benchmarks.archive.plan import Family

Rows = dict[str, list[dict[str, Any]]]
_NAMED = ("announcement", "closing")
"""The families that have a head, and so a day of posting."""


def release_id(edition: Edition, family: Family) -> str:
    """The stem of a release's file name."""
    number = edition.plan.first + edition.plan.families.index(family)
    return f"{posted(edition, family)}-{family}-{number:06d}"


def posted(edition: Edition, family: Family) -> date:
    """The day that a release was posted."""
    return edition.announced_on if family == "announcement" else edition.closed_on


def expected(edition: Edition) -> Rows:
    """The rows of each table that the releases of an edition tell, together."""
    ids = {family: release_id(edition, family) for family in edition.plan.families}
    held = list(zip(session_ids(edition), edition.sessions, strict=True))
    return {
        "releases": [_release(edition, family) for family in ids],
        "sessions": [_session(edition, sid, session) for sid, session in held],
        "speakers": [row for sid, session in held for row in _speakers(edition, sid, session)],
        "talks": [row for sid, session in held for row in _talks(edition, sid, session)],
        "streams": [row for sid, session in held for row in _streams(ids, sid, session)],
        "figures": list(_figures(edition, ids)),
    }


def session_ids(edition: Edition) -> Iterator[str]:
    """The ids of an edition's sessions: series, day, and a number from the second of a day."""
    days = [session.day for session in edition.sessions]
    for nth, day in enumerate(days):
        before = days[:nth].count(day)
        yield f"{edition.plan.series.slug}-{day}" + (f"-{before + 1}" if before else "")


def _release(edition: Edition, family: Family) -> dict[str, Any]:
    day = str(posted(edition, family)) if family in _NAMED else None
    return {
        "release_id": release_id(edition, family),
        "kind": family,
        "script": "Hans" if edition.simplified else "Hant",
        "published_date": day,
        "year": edition.plan.year,
    }


def _session(edition: Edition, session_id: str, session: Session) -> dict[str, Any]:
    timed = edition.crowded or "announcement" in edition.plan.families
    start, end = session.hours if timed else (None, None)
    return {"session_id": session_id, "start_time": start, "end_time": end}


def _speakers(edition: Edition, session_id: str, session: Session) -> Iterator[dict[str, Any]]:
    families = edition.plan.families
    listed = "announcement" in families and not edition.flat
    reported = "closing" in families or "annex" in families
    if listed or "closing" in families:
        yield _seat(session_id, session.moderator, "moderator")
    if listed and session.opening is not None:
        yield _seat(session_id, session.opening)
    for guest in session.guests:
        if reported and guest.came is not None:
            yield _seat(session_id, guest.came)
        elif "announcement" in families:
            yield _seat(session_id, guest.announced)


def _seat(session_id: str, seat: Seat, part: str = "speaker") -> dict[str, Any]:
    return {
        "session_id": session_id,
        "part": part,
        "country_iso2": seat.place.iso2 if seat.place else "TW",
        "place_id": seat.place.place_id if seat.place else "tw-taipei",
        "title_zh": seat.office.title,
        "person_name": seat.person.name,
    }


def _talks(edition: Edition, session_id: str, session: Session) -> Iterator[dict[str, Any]]:
    families = edition.plan.families
    source = next((one for one in ("annex", "closing") if one in families), None)
    if source is not None:
        for _, talk in session.report():
            yield {"session_id": session_id, "text": "\n".join(talk)}


def _streams(
    ids: Mapping[Family, str], session_id: str, session: Session
) -> Iterator[dict[str, Any]]:
    if "announcement" in ids:
        for language, url in zip(("zh", "en"), session.links, strict=True):
            yield {"session_id": session_id, "language": language, "url": url}


def _figures(edition: Edition, ids: Mapping[Family, str]) -> Iterator[dict[str, Any]]:
    came = [seat for session in edition.sessions for seat, _ in session.report()]
    sessions = ("sessions", len(edition.sessions), "eq")
    told: dict[Family, list[tuple[str, int, str]]] = {
        "announcement": [sessions, ("expected_participants", edition.expected, "ge")],
        "closing": [
            sessions,
            ("speaker_countries", len({seat.place.iso2 for seat in came if seat.place}), "eq"),
            ("speakers", len(came), "eq"),
            ("registered_countries", edition.registered, "eq"),
            ("views", edition.views, "ge"),
        ],
    }
    for family, figures in told.items():
        for measure, value, comparator in figures:
            if family in ids and (measure, value) != ("sessions", 1):
                yield {
                    "release_id": ids[family],
                    "measure": measure,
                    "value": value,
                    "comparator": comparator,
                }
