"""Words that say which session is meant -> the key by which releases agree on it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from pipeline.extract.records import ReleaseFacts, SessionRef
from pipeline.extract.references import session_refs
from pipeline.ingest.document import Text
from pipeline.normalize.curation import Curation
from pipeline.normalize.dates import When, parse_when, parse_year
from pipeline.normalize.events import aside_name, event_slug
from pipeline.normalize.records import SessionKey

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@dataclass(frozen=True, slots=True)
class Calendar:
    """What a release says about time: its posting, the summit's year, its series, its dates.

    `only_days` gives the day of each series that the release dates on one day alone.
    """

    base: date | None
    year: int | None
    event: str
    near: tuple[date, ...] = ()
    only_days: Mapping[str, str] = field(default_factory=dict)


def read_calendar(facts: ReleaseFacts, curation: Curation) -> Calendar:
    """The calendar of a release.

    The year is the one printed with the summit's name or title, else that of posting. The series
    is that of the title, else the default one. Dates that print their month make `near`.
    """
    header = facts.header
    stated = parse_year(header.year.text) if header.year else None
    posted = parse_when(header.published.text, None, stated).date if header.published else None
    base = date.fromisoformat(posted) if posted else None
    year = parse_year(header.year.text, base) if header.year else None
    year = year or (base.year if base else None)
    event = _series_of(header.title, curation) or curation.events.default
    whens = (parse_when(ref.when.text, None, year) for ref in session_references(facts) if ref.when)
    days = {day for when in whens if when.month is not None for day in when.dates}
    near = _of_summit([date.fromisoformat(day) for day in sorted(days)], year)
    calendar = Calendar(base, year, event, near)
    return replace(calendar, only_days=_only_days(facts, calendar, curation))


def _of_summit(days: Sequence[date], year: int | None) -> tuple[date, ...]:
    """The days of the summit's year, where a release also announces the next one (明年…2027年3月)."""
    own = tuple(day for day in days if day.year == year)
    return own or tuple(days)


def _series_of(title: Text | None, curation: Curation) -> str | None:
    """The series that a title names, whatever it says about it: 2031城市照明高峰會圓滿落幕."""
    if title is None:
        return None
    named = (found.ref.event for found in session_refs(title))
    slugs = (event_slug(event.text, curation) for event in named if event is not None)
    return event_slug(title.text, curation) or next(filter(None, slugs), None)


_GOES_ON = re.compile(
    r"\s*(?:[(（][^()（）]{1,4}[)）])?\s*(?:起|至|到|[-–~～]\s*\d|、\s*\d|及\s*\d|與\s*\d|一連|一连|連續|连续|兩天|两天|[二三四]天)"
)


def _only_days(facts: ReleaseFacts, calendar: Calendar, curation: Curation) -> dict[str, str]:
    """The day of each series of which the release dates just one, and says of none that it goes on."""
    days: dict[str, set[str]] = {}
    going_on: set[str] = set()
    for ref in session_references(facts):
        if ref.when is None or (ref.event and aside_name(ref.event.text, curation) is not None):
            continue
        event = event_slug(ref.event.text, curation) if ref.event else None
        event = event or calendar.event
        days.setdefault(event, set()).update(_when(ref.when, calendar).dates)
        if _GOES_ON.match(facts.document.source, ref.when.ends[-1]):
            going_on.add(event)
    if facts.header.kind != "announcement" and calendar.base is not None:
        # What is told of a session that no day is given for is of one that took place.
        today = calendar.base.isoformat()
        days = {event: {day for day in held if day <= today} for event, held in days.items()}
    return {
        event: next(iter(held))
        for event, held in days.items()
        if len(held) == 1 and event not in going_on
    }


def session_keys(ref: SessionRef, calendar: Calendar, curation: Curation) -> tuple[SessionKey, ...]:
    """The sessions that a reference means: one, or one a day where it prints several days.

    Words about the whole event (`三場次(8/13、8/18、8/19)`) give keys that are whole, with the days
    that they print; words about an event beside the
    summits give none.
    """
    if ref.event is not None and aside_name(ref.event.text, curation) is not None:
        return ()
    event = event_slug(ref.event.text, curation) if ref.event else None
    when = _when(ref.when, calendar)
    year = when.year or _printed_year(ref.event) or _printed_year(ref.name) or calendar.year
    days: tuple[str | None, ...] = when.dates or (_only_day(ref, event, calendar, when),)
    name = ref.name.in_one_line if ref.name else None
    return tuple(
        SessionKey(
            event=event or calendar.event,
            year=int(day[:4]) if day else year,
            date=day,
            start=None if ref.whole else when.start,
            end=None if ref.whole else when.end,
            ordinals=ref.ordinals,
            name=name,
            whole=ref.whole,
        )
        for day in days
    )


def _only_day(ref: SessionRef, event: str | None, calendar: Calendar, when: When) -> str | None:
    """The day of a session that is told by its hours, its number or its name, where the event has
    one day."""
    told = when.start is not None or (len(ref.ordinals) == 1 and ref.ordinals[0] > 0)
    told = told or (ref.name is not None and not ref.ordinals)
    year = _printed_year(ref.event) or _printed_year(ref.name)
    day = calendar.only_days.get(event or calendar.event)
    if not told or ref.whole or day is None or (year is not None and day[:4] != str(year)):
        return None
    return day


def says_one_session(keys: tuple[SessionKey, ...]) -> bool:
    """Whether a figure's words single out one session, and do not only date the event."""
    (key, *others) = keys
    return not others and bool(key.name or key.ordinals or key.start) and not key.whole


def _when(text: Text | None, calendar: Calendar) -> When:
    if text is None:
        return When()
    return parse_when(text.text, calendar.base, calendar.year, calendar.near)


def _printed_year(text: Text | None) -> int | None:
    match = _YEAR.search(text.text) if text is not None else None
    return int(match[0]) if match else None


def session_references(facts: ReleaseFacts) -> Iterator[SessionRef]:
    """All references to sessions in a release."""
    yield from (claim.ref for claim in facts.sessions)
    yield from _flat(claim.refs for claim in facts.seats)
    yield from (claim.ref for claim in facts.talks)
    yield from _flat(claim.refs for claim in facts.streams)
    yield from (claim.ref for claim in facts.figures)


def _flat(groups: Iterable[tuple[SessionRef, ...]]) -> Iterator[SessionRef]:
    return (ref for refs in groups for ref in refs)
