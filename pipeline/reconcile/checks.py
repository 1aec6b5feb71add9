"""What the rows do not bear out: stated counts, shared links, seats that releases tell two ways."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.dataset import Comparator, Figure, Finding
from pipeline.findings import finding
from pipeline.normalize.records import MeantFigure, MeantRelease
from pipeline.reconcile.chronology import is_report
from pipeline.reconcile.joining import Contradiction
from pipeline.reconcile.seats import Scope
from pipeline.reconcile.sessions import HeldSession, SessionIndex
from pipeline.reconcile.speakers import Seated

ABOUT = 0.1
"""How far, as a share of it, a count may lie from one that is stated as `about` or `將近`."""


# --- seats ----------------------------------------------------------------------------------------


def seat_findings(seated: Sequence[Seated]) -> Iterator[Finding]:
    """Seats replaced, told under two titles, or announced and not reported."""
    reported = {s.scope for s in seated if s.seat.reported}
    for seat in seated:
        row = {"table": "speakers", "row_id": seat.speaker_id}
        if seat.verdict.overruled:
            announced = " / ".join(account.printed for account in seat.verdict.overruled)
            yield finding(
                "seat-replaced",
                **row,
                release_id=seat.verdict.overruled[0].release.release_id,
                evidence=announced,
                announced=announced,
                reported=seat.verdict.accepted[0].printed,
            )
        titles = seat.verdict.titles
        if len(titles) > 1:
            told = " / ".join(titles)
            yield finding("seat-title-differs", **row, evidence=told, titles=told)
        if not seat.seat.reported and seat.scope in reported:
            yield finding(
                "seat-not-reported",
                **row,
                release_id=seat.seat.accounts[0].release.release_id,
                evidence=seat.printed,
                printed=seat.printed,
            )


def contradiction_findings(
    contradictions: Iterable[Contradiction], seated: Iterable[Seated]
) -> Iterator[Finding]:
    """Reported places that stand where one other place of the country was announced."""
    rows = {id(account): s for s in seated for account in s.seat.accounts}
    for contradiction in contradictions:
        reported = contradiction.reported
        yield finding(
            "place-contradiction",
            release_id=reported.release.release_id,
            table="speakers",
            row_id=rows[id(reported)].speaker_id,
            evidence=reported.printed,
            printed=reported.printed,
            other=contradiction.announced.accounts[0].printed,
        )


# --- links ----------------------------------------------------------------------------------------


def link_findings(release: MeantRelease, index: SessionIndex) -> Iterator[Finding]:
    """Links that a release gives more than once, for different sessions.

    A page that one entry gives for all sessions is no such link.
    """
    shown: dict[str, list[tuple[str, ...]]] = {}
    for stream in release.streams:
        found = {s for key in stream.keys for s in index.find(key, release)}
        url = "".join(stream.claim.url.text.split())
        if found:
            shown.setdefault(url, []).append(tuple(sorted(found)))
    for url, sessions in shown.items():
        if len(set(sessions)) > 1:
            named = sorted({session for group in sessions for session in group})
            yield finding(
                "shared-link",
                table="streams",
                release_id=release.release_id,
                evidence=url,
                sessions=", ".join(named),
            )


# --- stated counts --------------------------------------------------------------------------------


def count_findings(
    release: MeantRelease,
    figures: Iterable[tuple[MeantFigure, Figure]],
    seated: Sequence[Seated],
    index: SessionIndex,
) -> Iterator[Finding]:
    """Counts that a release states, each with its row, held against the rows."""
    for claim, row in figures:
        held = _sessions(claim, release, index)
        if row.measure == "sessions":
            yield _compared(row, len(held), listed=True)
        elif row.measure in ("speakers", "speaker_countries"):
            yield _seats_compared(row, release, held, seated)


def _sessions(figure: MeantFigure, release: MeantRelease, index: SessionIndex) -> list[HeldSession]:
    """The sessions that a figure is about: those it names, else all of its event and year."""
    found = index.find(figure.key, release)
    if found and figure.year == figure.key.year:
        return [index.sessions[session_id] for session_id in found]
    return index.of_year(figure.key.event, figure.year) if figure.year is not None else []


def _seats_compared(
    row: Figure, release: MeantRelease, held: Sequence[HeldSession], seated: Sequence[Seated]
) -> Finding:
    """Guests counted: those who came for a report, those whom it names for an announcement."""
    guests = [
        seat
        for seat in seated
        if not seat.seat.is_host and _within(seat.scope, row, held) and _told(seat, release)
    ]
    if row.measure == "speaker_countries":
        counted = len({country for seat in guests if (country := _country(seat)) is not None})
    else:
        counted = len({_who(seat) for seat in guests})
    listing = {s.scope.session_id for s in guests if _listed(s)}
    return _compared(row, counted, listed=bool(held) and {h.session_id for h in held} <= listing)


def _within(scope: Scope, row: Figure, held: Sequence[HeldSession]) -> bool:
    if scope.session_id is not None:
        return scope.session_id in {session.session_id for session in held}
    return row.session_id is None and (scope.event, scope.year) == (row.event, row.year)


def _told(seat: Seated, release: MeantRelease) -> bool:
    if is_report(release):
        return seat.seat.reported
    return seat.seat.of(release.release_id) is not None


def _country(seat: Seated) -> str | None:
    return next((a.country for a in seat.seat.accounts if a.country is not None), None)


def _who(seat: Seated) -> str:
    """Whoever sits at several sessions counts once."""
    person = next((a.person for a in seat.verdict.accepted if a.person is not None), None)
    return person or seat.speaker_id


def _listed(seat: Seated) -> bool:
    return any(mention.basis != "sentence" for mention in seat.mentions())


def _compared(row: Figure, counted: int, *, listed: bool) -> Finding:
    """Whether a count holds. Fewer rows prove nothing where not every session is listed."""
    about = {"table": "figures", "row_id": row.figure_id}
    told = {"release_id": row.release_id, "evidence": row.printed}
    stated = f"{row.measure} {row.value}"
    if _holds(row.value, row.comparator, counted):
        return finding("stated-count-holds", **about, **told, stated=stated, counted=counted)
    if not listed and counted < row.value:
        reason = f"the releases at hand name {counted}, and do not list every session"
        return finding("stated-count-uncheckable", **about, **told, stated=stated, reason=reason)
    return finding("stated-count-differs", **about, **told, stated=stated, counted=counted)


def _holds(stated: int, comparator: Comparator, counted: int) -> bool:
    if comparator == "ge":
        return counted >= stated
    if comparator == "le":
        return counted <= stated
    if comparator == "about":
        return abs(counted - stated) <= ABOUT * stated
    return counted == stated
