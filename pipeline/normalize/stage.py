"""The stage: what one release prints -> what it means. Nothing but its arguments is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from pipeline.dataset import Finding
from pipeline.extract.records import FigureClaim, ReleaseFacts, SeatClaim, SessionRef
from pipeline.findings import finding
from pipeline.normalize.corrections import Corrections
from pipeline.normalize.curation import Curation
from pipeline.normalize.dates import parse_year
from pipeline.normalize.elsewhere import held_abroad
from pipeline.normalize.events import aside_name, event_slug, is_listed
from pipeline.normalize.keys import key as name_key
from pipeline.normalize.naming import Namer
from pipeline.normalize.numerals import parse_number
from pipeline.normalize.records import (
    MeantFigure,
    MeantRelease,
    MeantSeat,
    MeantSession,
    MeantStream,
    MeantTalk,
    SessionKey,
)
from pipeline.normalize.seats import seat_slug
from pipeline.normalize.sessions import (
    Calendar,
    read_calendar,
    says_one_session,
    session_keys,
    session_references,
)

T = TypeVar("T")
C = TypeVar("C")


def normalize_release(facts: ReleaseFacts, curation: Curation) -> MeantRelease:
    """What a release means: names, dates and numbers resolved, each claim kept beside its meaning.

    Claims about events beside the summits are left out, with a finding. `findings` are those of
    extraction and of this stage, each once.
    """
    calendar = read_calendar(facts, curation)
    release_id = facts.document.release_id
    namer = Namer(release_id, calendar.year, curation, Corrections.of(facts, curation))
    agency = namer.agency(facts.header.agency) if facts.header.agency else None
    reader = _Reader(release_id, calendar, curation, _held_abroad(facts, curation))
    sessions = [MeantSession(c, k) for c in facts.sessions for k in reader.keys((c.ref,))]
    claimed = _of_the_event(facts.seats, sessions)
    listed = (claim.refs for claim in claimed if claim.basis != "sentence")
    told = (*(session.key for session in sessions), *reader.keys(chain.from_iterable(listed)))
    days = frozenset(key.date for key in told if key.date is not None)
    claims = [claim for claim in claimed if not reader.is_aside(claim, days)]
    seats = reader.each(claims, lambda c: c.refs, lambda c, keys: _seat(c, keys, namer))
    talks = reader.each(facts.talks, lambda c: (c.ref,), lambda c, keys: MeantTalk(c, keys[0]))
    streams = reader.each(facts.streams, lambda c: c.refs or (SessionRef(),), MeantStream)
    figures = reader.each(facts.figures, lambda c: (c.ref,), reader.figure)
    return MeantRelease(
        facts=facts,
        date=calendar.base.isoformat() if calendar.base else None,
        year=calendar.year,
        agency_zh=agency,
        sessions=tuple(sessions),
        seats=tuple(seats),
        talks=tuple(talks),
        streams=tuple(streams),
        figures=tuple(figure for figure in figures if figure is not None),
        readings=tuple(namer.readings),
        put_off=reader.keys(facts.put_off),
        findings=tuple(_once([*facts.findings, *reader.findings, *namer.findings])),
    )


class _Reader:
    """Reads the references of one release to sessions, noting what is about other events."""

    def __init__(
        self,
        release_id: str,
        calendar: Calendar,
        curation: Curation,
        abroad: Mapping[str, str],
    ) -> None:
        self.release_id = release_id
        self.calendar = calendar
        self.curation = curation
        self.abroad = abroad
        """Events of other cities by the keys of their names, with the place of each as printed."""
        self.findings: list[Finding] = []

    def keys(self, refs: Iterable[SessionRef]) -> tuple[SessionKey, ...]:
        """The sessions that references mean, each once; none for references to other events."""
        return tuple(dict.fromkeys(key for ref in refs for key in self._keys(ref)))

    def each(
        self,
        claims: Iterable[C],
        refs: Callable[[C], tuple[SessionRef, ...]],
        meant: Callable[[C, tuple[SessionKey, ...]], T],
    ) -> Iterator[T]:
        """The meaning of each claim that is not about another event alone."""
        for claim in claims:
            keys = self.keys(refs(claim))
            if keys or not refs(claim):
                yield meant(claim, keys)

    def is_aside(self, claim: SeatClaim, days: frozenset[str]) -> bool:
        """Whether a sentence dates what somebody does on a day on which the release tells of no
        session: a visit, a fair (3月30日拜會市長). Noted in a finding."""
        told = [ref for ref in claim.refs if ref.event or ref.name or ref.ordinals or not ref.when]
        if claim.basis != "sentence" or not claim.refs or told or not days:
            return False
        if not days.isdisjoint(key.date for key in self.keys(claim.refs) if key.date):
            return False
        delegate = claim.delegate
        printed = (delegate.person or delegate.printed).in_one_line
        evidence = delegate.printed.in_one_line
        self.findings.append(
            finding(
                "person-not-seated", release_id=self.release_id, evidence=evidence, printed=printed
            )
        )
        return True

    def figure(self, claim: FigureClaim, keys: tuple[SessionKey, ...]) -> MeantFigure | None:
        """A figure with its value; None, with a finding, for words that are no number."""
        value = parse_number(claim.number.text)
        if value is None:
            evidence = claim.printed.in_one_line
            self.findings.append(
                finding("unused-text", release_id=self.release_id, evidence=evidence)
            )
            return None
        year = parse_year(claim.year.text, self.calendar.base) if claim.year else None
        key = keys[0] if says_one_session(keys) else replace(keys[0], date=None)
        return MeantFigure(claim, key, value, year or key.year)

    def _keys(self, ref: SessionRef) -> tuple[SessionKey, ...]:
        if ref.event is None:
            return session_keys(ref, self.calendar, self.curation)
        printed = ref.event.in_one_line
        place = self.abroad.get(name_key(ref.event.text))
        keys = () if place is not None else session_keys(ref, self.calendar, self.curation)
        if not keys:
            code = "event-aside" if place is None else "event-abroad"
            about = {
                "printed": printed,
                "event": aside_name(printed, self.curation),
                "place": place,
            }
            self.findings.append(
                finding(code, release_id=self.release_id, evidence=printed, **about)
            )
        return keys


def _of_the_event(
    seats: Sequence[SeatClaim], sessions: Iterable[MeantSession]
) -> Sequence[SeatClaim]:
    """The seats, those of tables and lists that name no session held to be of the release's event.

    Only where the release dates the sessions of one event: another's guests may be listed too.
    """
    named = [session for session in sessions if session.claim.ref.event and session.claim.ref.when]
    whole = (SessionRef(),)
    if len({session.key.event for session in named}) > 1:
        return [replace(seat, refs=()) if seat.refs == whole else seat for seat in seats]
    return [
        replace(seat, refs=whole) if not seat.refs and seat.basis != "sentence" else seat
        for seat in seats
    ]


def _held_abroad(facts: ReleaseFacts, curation: Curation) -> Mapping[str, str]:
    """Events that the release says to be held abroad, by the key of the name, each with the place
    as printed; a listed series is held here."""
    places: dict[str, str] = {}
    for event in (ref.event for ref in session_references(facts) if ref.event is not None):
        name = name_key(event.text)
        if name in places or is_listed(event.text, curation):
            continue
        if event_slug(event.text, curation) is None:
            continue
        place = held_abroad(event, facts.document.source, curation)
        if place is not None:
            places[name] = place
    return places


def _seat(claim: SeatClaim, keys: tuple[SessionKey, ...], namer: Namer) -> MeantSeat:
    names, readings = namer.name(claim.delegate)
    if claim.delegate.country_carried is not None and names.printed_iso2 is None:
        # The list's country does not hold for this item, so it is not printed with the seat.
        claim = replace(claim, delegate=replace(claim.delegate, country_carried=None))
    return MeantSeat(
        claim=claim,
        keys=keys,
        seat_slug=seat_slug(claim.delegate, names.printed_iso2, names.is_host),
        is_host=names.is_host,
        country_iso2=names.country_iso2,
        place_id=names.place_id,
        title_zh=names.title_zh,
        title_en=names.title_en,
        rank=names.rank,
        organisation_id=names.organisation_id,
        organisation_zh=names.organisation_zh,
        person_id=names.person_id,
        readings=readings,
    )


def _once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Each finding once; one that is settled goes before the same one open."""
    by_id: dict[str, Finding] = {}
    for told in findings:
        if told.finding_id not in by_id or told.status == "acknowledged":
            by_id[told.finding_id] = told
    yield from by_id.values()
