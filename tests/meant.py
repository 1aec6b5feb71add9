"""Releases for tests of `reconcile`, made of what they mean: no reading, no resolving."""

from __future__ import annotations

from typing import Any

from pipeline.dataset import NameKind, Part, Rank, ReleaseKind
from pipeline.extract.records import (
    Basis,
    Delegate,
    FigureClaim,
    Header,
    ReleaseFacts,
    SeatClaim,
    SessionClaim,
    SessionRef,
    StreamClaim,
    TalkClaim,
)
from pipeline.ingest.document import Block, Document, Text
from pipeline.normalize.records import (
    MeantFigure,
    MeantRelease,
    MeantSeat,
    MeantSession,
    MeantStream,
    MeantTalk,
    Reading,
    SessionKey,
)
from pipeline.normalize.seats import seat_slug

MAYORS = "mayors-summit"
WOMEN = "women-leaders-summit"


def at(
    date: str | None = None,
    start: str | None = None,
    *,
    event: str = MAYORS,
    year: int | None = None,
    end: str | None = None,
    nth: tuple[int, ...] = (),
    name: str | None = None,
    whole: bool = False,
) -> SessionKey:
    """A session as a release identifies it; `nth` are its ordinals."""
    return SessionKey(event, year, date, start, end, nth, name, whole)


class Written:
    """A release that is being written: each claim adds its words to the source."""

    def __init__(
        self, release_id: str, kind: ReleaseKind, year: int, date: str | None = None
    ) -> None:
        self.release_id, self.kind, self.year, self.date = release_id, kind, year, date
        self.source = ""
        self.sessions: list[MeantSession] = []
        self.seats: list[MeantSeat] = []
        self.talks: list[MeantTalk] = []
        self.streams: list[MeantStream] = []
        self.figures: list[MeantFigure] = []
        self.readings: list[Reading] = []

    def words(self, words: str) -> Text:
        """The words as a new line of the source."""
        start = len(self.source)
        self.source += words + "\n"
        return Text.read(self.source, start, start + len(words))

    def _part(self, printed: Text, words: str | None) -> Text | None:
        if words is None:
            return None
        start = printed.text.index(words)
        return printed[start : start + len(words)]

    def _ref(self, key: SessionKey) -> SessionRef:
        when = " ".join(part for part in (key.date, key.start, key.end) if part)
        return SessionRef(
            name=self.words(key.name) if key.name else None,
            when=self.words(when) if when else None,
            ordinals=key.ordinals,
            whole=key.whole,
        )

    def session(
        self, key: SessionKey, *, basis: Basis = "table", region: str | None = None
    ) -> Written:
        described = self.words(region) if region else None
        self.sessions.append(
            MeantSession(SessionClaim(self._ref(key), described, basis=basis), key)
        )
        return self

    def seat(
        self,
        printed: str,
        *keys: SessionKey,
        country: str | None = None,
        place: str | None = None,
        body: str | None = None,
        title: str | None = None,
        person: str | None = None,
        iso2: str | None = None,
        place_id: str | None = None,
        body_id: str | None = None,
        title_zh: str | None = None,
        rank: Rank | None = None,
        person_id: str | None = None,
        host: bool = False,
        part: Part | None = None,
        order: int | None = None,
        basis: Basis = "table",
    ) -> Written:
        """A seat: `country` to `person` are parts of `printed`, the others what they mean."""
        words = self.words(printed)
        delegate = Delegate(
            words,
            country=self._part(words, country),
            place=self._part(words, place),
            organisation=self._part(words, body),
            title=self._part(words, title),
            person=self._part(words, person),
        )
        iso2 = iso2 or (place_id[:2].upper() if place_id else None)
        refs = tuple(self._ref(key) for key in keys)
        names: list[tuple[NameKind, str | None, str | None]] = [
            ("country", country, iso2),
            ("place", place, place_id),
            ("person", person, person_id),
        ]
        readings = tuple(_reading(kind, name, means) for kind, name, means in names if name)
        self.readings += readings
        self.seats.append(
            MeantSeat(
                claim=SeatClaim(delegate, refs, part, order, basis),
                keys=keys,
                seat_slug=seat_slug(delegate, iso2 if country else None, host),
                is_host=host,
                country_iso2=iso2,
                place_id=place_id,
                title_zh=title_zh or title,
                title_en=None,
                rank=rank,
                organisation_id=body_id,
                organisation_zh=body,
                person_id=person_id,
                readings=readings,
            )
        )
        return self

    def talk(self, printed: str, key: SessionKey, order: int, text: str, **more: Any) -> Written:
        """A talk of the seat whose entry is printed so."""
        claim = TalkClaim(
            self._ref(key),
            Delegate(self.words(printed)),
            order,
            more.get("kind", "talk"),
            self.words(more["question"]) if "question" in more else None,
            self.words(text),
        )
        self.talks.append(MeantTalk(claim, key))
        return self

    def stream(self, url: str, *keys: SessionKey, language: str | None = None) -> Written:
        label = self.words(language) if language else None
        refs = tuple(self._ref(key) for key in keys)
        claim: Any = StreamClaim(refs, language, label, self.words(url))
        self.streams.append(MeantStream(claim, keys))
        return self

    def figure(self, measure: str, value: int, key: SessionKey, comparator: Any = "eq") -> Written:
        printed = self.words(f"{value}位")
        claim = FigureClaim(SessionRef(), measure, printed[:-1], printed[-1:], comparator, printed)
        self.figures.append(MeantFigure(claim, key, value, key.year or self.year))
        return self

    def meant(self) -> MeantRelease:
        """The release as normalize would hand it over."""
        document = Document(
            self.release_id,
            f"{self.release_id}.txt",
            "text",
            "0" * 64,
            self.source,
            (Block("paragraph", Text.read(self.source)),),
        )
        return MeantRelease(
            facts=ReleaseFacts(document, Header(self.kind, "Hant")),
            date=self.date,
            year=self.year,
            agency_zh=None,
            sessions=tuple(self.sessions),
            seats=tuple(self.seats),
            talks=tuple(self.talks),
            streams=tuple(self.streams),
            figures=tuple(self.figures),
            readings=tuple(self.readings),
        )


def _reading(kind: NameKind, printed: str, means: str | None) -> Reading:
    if means is None:
        return Reading(kind, printed, None, "none", None, "unknown")
    return Reading(kind, printed, means, "curated", 1.0, "resolved")
