"""What one release means: its claims with dates, places, people and titles resolved.

A resolved claim keeps the printed one (`claim`), so that provenance is never lost. Null means
that the release does not carry the value; `reconcile` may find it in another release.
"""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.dataset import Finding, Method, NameKind, NameStatus, Rank
from pipeline.extract.records import (
    FigureClaim,
    ReleaseFacts,
    SeatClaim,
    SessionClaim,
    StreamClaim,
    TalkClaim,
)
from pipeline.ingest.document import Text


@dataclass(frozen=True, slots=True)
class Reading:
    """What a printed name was taken for.

    `entity_id` is an ISO 3166-1 code, place_id, person_id, title id or organisation id; null for a
    name that is unknown or whose candidates no rule could part.
    """

    kind: NameKind
    printed: str
    entity_id: str | None
    method: Method
    score: float | None
    status: NameStatus
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """What the names of a seat were taken for. `printed_iso2` is the country as printed."""

    printed_iso2: str | None = None
    country_iso2: str | None = None
    place_id: str | None = None
    is_host: bool = False
    title_id: str | None = None
    title_zh: str | None = None
    title_en: str | None = None
    rank: Rank | None = None
    organisation_id: str | None = None
    organisation_zh: str | None = None
    person_id: str | None = None


@dataclass(frozen=True, slots=True)
class SessionKey:
    """A session as one release identifies it: enough to find the same one in another.

    `event` is the slug of the series; `date` `YYYY-MM-DD`, `start` and `end` `HH:MM`. `ordinals`
    as in SessionRef. `name` is the session's own printed name, for joining by name (`歐亞場`).
    """

    event: str
    year: int | None
    date: str | None = None
    start: str | None = None
    end: str | None = None
    ordinals: tuple[int, ...] = ()
    name: str | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class MeantSession:
    claim: SessionClaim
    key: SessionKey


@dataclass(frozen=True, slots=True)
class MeantSeat:
    """A seat with its names resolved.

    `country_iso2` is the printed country, the carried one, or the resolved place's. `seat_slug` is
    made from the printed words only (see `normalize.seats`), so that ids do not move when a name
    is resolved. `is_host` says that the seat is the host city's own.
    """

    claim: SeatClaim
    keys: tuple[SessionKey, ...]
    seat_slug: str
    is_host: bool
    country_iso2: str | None
    place_id: str | None
    title_zh: str | None
    title_en: str | None
    rank: Rank | None
    organisation_id: str | None
    organisation_zh: str | None
    person_id: str | None
    """Curated person; null for one that only `normalize.people` can join across releases."""
    readings: tuple[Reading, ...] = ()


@dataclass(frozen=True, slots=True)
class MeantTalk:
    claim: TalkClaim
    key: SessionKey


@dataclass(frozen=True, slots=True)
class MeantStream:
    claim: StreamClaim
    keys: tuple[SessionKey, ...]


@dataclass(frozen=True, slots=True)
class MeantFigure:
    claim: FigureClaim
    key: SessionKey
    value: int
    year: int | None


@dataclass(frozen=True, slots=True)
class MeantRelease:
    """One release, ready to be reconciled with the others. `date` is that of posting."""

    facts: ReleaseFacts
    date: str | None
    year: int | None
    agency_zh: str | None
    sessions: tuple[MeantSession, ...]
    seats: tuple[MeantSeat, ...]
    talks: tuple[MeantTalk, ...]
    streams: tuple[MeantStream, ...]
    figures: tuple[MeantFigure, ...]
    readings: tuple[Reading, ...]
    """Every name met, one entry a mention; reconcile counts them for the `names` table."""
    findings: tuple[Finding, ...] = ()
    put_off: tuple[SessionKey, ...] = ()
    """Sessions that were not held on their day; other releases may still announce them."""

    @property
    def release_id(self) -> str:
        return self.facts.document.release_id

    def printed(self, text: Text | None) -> str | None:
        """The words of a text in one line, or None."""
        return None if text is None else text.in_one_line
