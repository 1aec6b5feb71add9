"""The sessions table: what all releases together say of each session."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.dataset import Finding, Session
from pipeline.extract.records import Basis, SessionClaim, SessionRef
from pipeline.findings import finding
from pipeline.ingest.document import Text
from pipeline.normalize.records import MeantRelease, SessionKey
from pipeline.reconcile.chronology import basis_rank, is_report
from pipeline.reconcile.provenance import Sources
from pipeline.reconcile.session_groups import year_of
from pipeline.reconcile.sessions import HeldSession, SessionIndex, singles_out


@dataclass(frozen=True, slots=True)
class Told:
    """Words of a release about sessions. `claim` is null where they only refer to one."""

    release: MeantRelease
    ref: SessionRef
    key: SessionKey
    basis: Basis
    claim: SessionClaim | None
    sessions: tuple[str, ...]

    @property
    def alone(self) -> bool:
        """Whether they are about one session, so that its name and times may be read in them."""
        return len(self.sessions) == 1 and singles_out(self.key) and not self.key.whole


def references(release: MeantRelease, index: SessionIndex) -> Iterator[Told]:
    """All words of a release about sessions of the index's year, with those that they mean."""
    for ref, key, basis, claim in _words_about_sessions(release):
        if year_of(key, release) == index.year:
            yield Told(release, ref, key, basis, claim, index.find(key, release))


def _words_about_sessions(
    release: MeantRelease,
) -> Iterator[tuple[SessionRef, SessionKey, Basis, SessionClaim | None]]:
    for session in release.sessions:
        yield session.claim.ref, session.key, session.claim.basis, session.claim
    for seat in release.seats:
        for ref, key in _paired(seat.claim.refs, seat.keys):
            yield ref, key, seat.claim.basis, None
    for talk in release.talks:
        yield talk.claim.ref, talk.key, "table", None
    for stream in release.streams:
        for ref, key in _paired(stream.claim.refs, stream.keys):
            yield ref, key, "list", None
    for figure in release.figures:
        yield figure.claim.ref, figure.key, "sentence", None


def _paired(
    refs: Sequence[SessionRef], keys: Sequence[SessionKey]
) -> Iterator[tuple[SessionRef, SessionKey]]:
    """Each key with the words it was read from; without words where several may have given it."""
    if len(refs) == len(keys):
        yield from zip(refs, keys, strict=True)
        return
    ref = refs[0] if len(refs) == 1 else SessionRef()
    yield from ((ref, key) for key in keys)


def session_rows(
    releases: Sequence[MeantRelease], index: SessionIndex, timezone: str, sources: Sources
) -> tuple[list[Session], list[Finding]]:
    """A row a session, and what the releases leave open or say in two ways."""
    told = [reference for release in releases for reference in references(release, index)]
    rows, findings = [], _undated(told, index)
    for session in index.sessions.values():
        about = [reference for reference in told if session.session_id in reference.sessions]
        about.sort(key=_fullest)
        for one in _dating(session, about, told):
            sources.note(
                "sessions", session.session_id, ("date",), one.release.release_id, one.ref.when
            )
        row, differing = _row(session, about, index, timezone, sources)
        rows.append(row)
        findings += differing
    return rows, findings


def _fullest(told: Told) -> tuple[bool, int]:
    """Words that present a session before words that refer to one; best evidence first."""
    return (told.claim is None, basis_rank(told.basis))


def _dating(session: HeldSession, about: Sequence[Told], told: Iterable[Told]) -> list[Told]:
    """Where the day of a session is printed: with it, else with its event in a release about it."""
    day = session.event, session.date
    on_day = [one for one in told if one.ref.when and (one.key.event, one.key.date) == day]
    releases = {one.release.release_id for one in about}
    return [one for one in on_day if session.session_id in one.sessions] or [
        one for one in on_day if one.release.release_id in releases
    ]


def _undated(told: Sequence[Told], index: SessionIndex) -> list[Finding]:
    """A finding for each name of a session that no release dates."""
    held = {(session.event, session.date) for session in index.sessions.values()}
    return [
        finding(
            "session-without-date",
            release_id=reference.release.release_id,
            evidence=what,
            what=what,
        )
        for reference in told
        if not reference.sessions
        and singles_out(reference.key)
        and (reference.key.event, reference.key.date) not in held
        for what in [_words(reference)]
        if what is not None
    ]


def _words(told: Told) -> str | None:
    return told.release.printed(told.ref.name or told.ref.when or told.ref.event)


def _row(
    session: HeldSession,
    about: Sequence[Told],
    index: SessionIndex,
    timezone: str,
    sources: Sources,
) -> tuple[Session, list[Finding]]:
    alone = [told for told in about if told.alone]
    only = len(index.of_year(session.event, session.year)) == 1

    def read(column: str, printed: Iterable[tuple[Told, Text | None]]) -> str | None:
        return _read(session.session_id, column, printed, sources)

    claims = [(told, told.claim) for told in about if told.claim is not None]
    own_first = sorted(claims, key=lambda claim: not claim[0].alone)
    name = read("name_zh", ((told, told.ref.name) for told in alone))
    if name is None and only:
        name = read("name_zh", ((told, told.ref.event) for told in about))
    start, other_starts = _time(session.session_id, "start_time", alone, sources)
    end, other_ends = _time(session.session_id, "end_time", alone, sources)
    row = Session(
        session_id=session.session_id,
        event=session.event,
        year=session.year,
        number=session.number,
        name_zh=name,
        region_zh=read("region_zh", ((told, claim.region) for told, claim in claims if told.alone)),
        theme_zh=read("theme_zh", ((told, claim.theme) for told, claim in own_first)),
        venue_zh=read("venue_zh", ((told, claim.venue) for told, claim in claims)),
        date=session.date,
        start_time=start,
        end_time=end,
        timezone=timezone,
        release_ids=sorted({told.release.release_id for told in about}),
    )
    return row, [*other_starts, *other_ends]


def _read(
    session_id: str,
    column: str,
    printed: Iterable[tuple[Told, Text | None]],
    sources: Sources,
) -> str | None:
    """The first text that is printed, noting everywhere it is printed so."""
    value: str | None = None
    for told, text in printed:
        words = told.release.printed(text)
        value = value or words
        if words is not None and words == value:
            sources.note("sessions", session_id, (column,), told.release.release_id, text)
    return value


def _time(
    session_id: str, column: str, told: Sequence[Told], sources: Sources
) -> tuple[str | None, list[Finding]]:
    """The start or end: a report's before an announcement's; a finding where they differ."""
    times = [
        (reference, time)
        for reference in sorted(told, key=lambda reference: not is_report(reference.release))
        if (time := _clock(reference.key, column)) is not None
    ]
    if not times:
        return None, []
    chosen = times[0][1]
    for reference, time in times:
        if time == chosen:
            release_id = reference.release.release_id
            sources.note("sessions", session_id, (column,), release_id, reference.ref.when)
    values = sorted({time for _, time in times})
    if len(values) == 1:
        return chosen, []
    differing = finding(
        "session-times-differ",
        table="sessions",
        row_id=session_id,
        evidence=f"{column}: {', '.join(values)}",
        what="starts" if column == "start_time" else "ends",
        values=", ".join(values),
    )
    return chosen, [differing]


def _clock(key: SessionKey, column: str) -> str | None:
    return key.start if column == "start_time" else key.end
