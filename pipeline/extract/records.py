"""What one release says, as printed: claims, each made of `Text` that knows its place.

Nothing here is interpreted: dates, names and titles are the printed words. `normalize` gives them
their meaning and `reconcile` makes rows of them.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.dataset import Finding, Language, Part, ReleaseKind, Script
from pipeline.ingest.document import Document, Stretch, Text

Basis = Literal["table", "list", "caption", "sentence"]
"""How a claim is printed, best evidence first."""


@dataclass(frozen=True, slots=True)
class SessionRef:
    """The printed words that say which session is meant; any part may be missing.

    `event` are words that name a series (`首長高峰會`), `name` a session's own name (`第一場次`,
    `歐亞場`, `Session 1`), `when` its date with or without times (`8/13(四) 17:00-18:40`).
    `ordinals` counts sessions within the event where the words say so (`首場` (1,), `最終場` (-1,),
    `前二場` (1, 2)); `whole` marks words about all sessions of the event (`三場次`).
    """

    event: Text | None = None
    name: Text | None = None
    when: Text | None = None
    ordinals: tuple[int, ...] = ()
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Delegate:
    """One participant as printed: `捷克布拉格－市長 Mr. Zdeněk Hřib` cut into its parts.

    `printed` is the whole entry. `title` is the bare title (`局長`), `office` the title as printed
    with the body that it belongs to where a place stands before both (`創新局局長` of
    `莫斯科市－創新局局長`), else the same as `title`. `country_carried` is a country printed with an earlier item of
    the same list that this one shares. `host_implied` says that no place is printed and the office
    is the host city's own (`副市長黃珊珊`).
    """

    printed: Text
    country: Text | None = None
    place: Text | None = None
    organisation: Text | None = None
    title: Text | None = None
    office: Text | None = None
    """What the column `title_printed` shows."""
    person: Text | None = None
    alias: Text | None = None
    """The same person's name in the other script, in brackets: `蔣萬安(Chiang Wan-an)`."""
    honorific: Text | None = None
    admin1: Text | None = None
    """A state or province printed before the place (`賓州` of `賓州克蘭頓`)."""
    country_carried: Text | None = None
    host_implied: bool = False


@dataclass(frozen=True, slots=True)
class SessionClaim:
    """A session as a table row, a heading or a list entry presents it."""

    ref: SessionRef
    region: Text | None = None
    theme: Text | None = None
    venue: Text | None = None
    basis: Basis = "sentence"


@dataclass(frozen=True, slots=True)
class SeatClaim:
    """Somebody at a session, or at several (`refs`); no refs where only the year is known."""

    delegate: Delegate
    refs: tuple[SessionRef, ...]
    part: Part | None
    order: int | None
    basis: Basis


@dataclass(frozen=True, slots=True)
class TalkClaim:
    """A row of a summary table. `speaker` is that of a SeatClaim of the same release."""

    ref: SessionRef
    speaker: Delegate
    order: int
    kind: Literal["talk", "answer"]
    question: Text | None
    text: Text


@dataclass(frozen=True, slots=True)
class StreamClaim:
    """A link to watch; `refs` empty where the words name no session."""

    refs: tuple[SessionRef, ...]
    language: Language | None
    language_printed: Text | None
    url: Text


@dataclass(frozen=True, slots=True)
class FigureClaim:
    """A number about attendance: `printed` the words, `number` and `unit` parts of them."""

    ref: SessionRef
    measure: str
    number: Text
    unit: Text | None
    comparator: Literal["eq", "ge", "le", "about"]
    printed: Text
    year: Text | None = None
    """A year printed with it, where it is about another summit (`2019年`)."""


@dataclass(frozen=True, slots=True)
class Header:
    """The release's own data. `year` are words that give the year of the summit (`2022`)."""

    kind: ReleaseKind
    script: Script
    masthead: Text | None = None
    title: Text | None = None
    agency: Text | None = None
    published: Text | None = None
    year: Text | None = None


@dataclass(frozen=True, slots=True)
class ReleaseFacts:
    """All that one release says, with what became of each stretch of its source."""

    document: Document
    header: Header
    sessions: tuple[SessionClaim, ...] = ()
    seats: tuple[SeatClaim, ...] = ()
    talks: tuple[TalkClaim, ...] = ()
    streams: tuple[StreamClaim, ...] = ()
    figures: tuple[FigureClaim, ...] = ()
    coverage: tuple[Stretch, ...] = ()
    """Sorted, disjoint stretches: every non-blank position of the source is in one of them."""
    findings: tuple[Finding, ...] = ()
    put_off: tuple[SessionRef, ...] = ()
    """Sessions on days on which they were to take place and did not."""
