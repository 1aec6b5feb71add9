"""The words of releases about the sessions of a day, gathered to as many sessions as they mean."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import chain, combinations

from pipeline.normalize.hours import PARTS_OF_DAY, part_of_clock, part_of_day
from pipeline.normalize.keys import key as name_key
from pipeline.normalize.records import MeantRelease, SessionKey

_PARTED = re.compile(r"[\s()（）【】・·|｜/／]+")
_GENERIC = re.compile(r"(?:地?区)?场次?$")
_ORDINAL = re.compile(r"[第首末终\d]|session")


@lru_cache(maxsize=1024)
def forms_of(name: str) -> frozenset[str]:
    """The keys by which a session's name is known: of the whole, and of its parts that are no
    numbers (第一場 歐亞場); 歐亞區場次 is 歐亞場."""
    parts = (name_key(part) for part in _PARTED.split(name) if len(part) > 1)
    told = (part for part in parts if not _ORDINAL.search(part))
    return frozenset(_GENERIC.sub("场", form) for form in (name_key(name), *told))


@dataclass(slots=True)
class Group:
    """The keys of all releases that are taken for one session, while it is being gathered."""

    starts: dict[str, set[str]] = field(default_factory=dict)
    """Start -> ids of the releases that print it."""
    names: set[str] = field(default_factory=set)
    ordinals: set[int] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    """Parts of the day that its starts or its names tell."""
    releases: set[str] = field(default_factory=set)
    """Ids of the releases that date the session."""

    def add(self, key: SessionKey, release_id: str) -> None:
        self.releases.add(release_id)
        if key.start is not None:
            self.starts.setdefault(key.start, set()).add(release_id)
            self.parts.add(part_of_clock(key.start))
        if key.name is not None and not key.whole:
            self.names |= forms_of(key.name)
        if (part := _part_told(key)) is not None:
            self.parts.add(part)
        if len(key.ordinals) == 1:
            self.ordinals.add(key.ordinals[0])

    @property
    def start(self) -> str | None:
        """The start that was printed first, so that a later release does not renumber."""
        return next(iter(self.starts), None)

    @property
    def unmarked(self) -> bool:
        """Whether nothing but its day is known of the session."""
        return not (self.starts or self.names or self.ordinals)

    def has_name(self, printed: str) -> bool:
        """Whether a name is one of the session's, or a part of it."""
        return not self.names.isdisjoint(forms_of(printed))

    def may_be(self, key: SessionKey) -> bool:
        """Whether name and ordinal of a key, where printed, speak for this session."""
        named = key.name is None or not self.names or self.has_name(key.name)
        return named or not self.ordinals.isdisjoint(key.ordinals)


def session_keys(release: MeantRelease) -> Iterator[SessionKey]:
    """The keys of a release that can found a session: all but those of figures."""
    yield from (session.key for session in release.sessions)
    yield from chain.from_iterable(seat.keys for seat in release.seats)
    yield from (talk.key for talk in release.talks)
    yield from chain.from_iterable(stream.keys for stream in release.streams)


def year_of(key: SessionKey, release: MeantRelease) -> int | None:
    """The year in which a session is to be looked for that a key of a release means."""
    return int(key.date[:4]) if key.date is not None else key.year or release.year


def gather(
    releases: Sequence[MeantRelease], year: int | None
) -> Mapping[tuple[str, str], list[Group]]:
    """The groups of each event and day of a year, every dated key of every release in one of them.

    A session that a later release puts off is none, unless that release, or one after it, dates it.
    """
    days: dict[tuple[str, str], list[Group]] = {}
    for release in releases:
        dated: dict[tuple[str, str], list[SessionKey]] = {}
        for key in session_keys(release):
            if key.date is not None and year_of(key, release) == year:
                dated.setdefault((key.event, key.date), []).append(key)
        for day, keys in dated.items():
            _place_keys(days.setdefault(day, []), keys, release.release_id)
        for key in release.put_off:
            if key.date is None or (key.event, key.date) in dated:
                continue
            if groups := days.get((key.event, key.date)):
                groups[:] = [group for group in groups if not group.may_be(key)]
    return days


def _place_keys(groups: list[Group], keys: Sequence[SessionKey], release_id: str) -> None:
    """Put a release's keys of one day into groups, those that print a start first.

    A release that prints one start on a day means the session already known there, though it may
    give another start; one that prints several, or numbers at one start, means several sessions.
    """
    timed = [key for key in keys if key.start is not None]
    parallel = _parallel(timed)
    alone = len({key.start for key in timed}) == 1 and not parallel
    for key in timed:
        group = _same_start(groups, key, parallel) or _same_name(groups, key, release_id)
        if group is None and alone and len(groups) == 1 and groups[0].may_be(key):
            group = groups[0]
        (group or _new(groups)).add(key, release_id)
    numbers = {number for key in keys if (number := _number(key))}
    untimed = [key for key in keys if key.start is None]
    _place_untimed(groups, untimed, release_id, len(numbers) > 1, bool(timed))


def _place_untimed(
    groups: list[Group], keys: Sequence[SessionKey], release_id: str, numbered: bool, timed: bool
) -> None:
    """Put keys without a start into groups, the numbered ones first.

    A release that tells sessions of a day apart by number (首場, 第二場), or by several names (城市論壇, 歐洲場),
    means as many, but where the starts that it prints tell them apart, and have no numbers.
    """
    names = {key.name for key in keys if _is_named(key)}
    by_name = _are_apart(keys) and len(names) > sum(bool(group.starts) for group in groups)
    parted = numbered and not (timed and any(not group.ordinals for group in groups))
    for key in sorted(keys, key=lambda key: _number(key) is None):
        number = _number(key)
        group = _same_name(groups, key, None) or _same_number(groups, number)
        part = _part_told(key)
        if group is None and by_name and _is_named(key):
            group = next(filter(_is_open, groups), None) or _new(groups)
        elif group is None and part is not None and any(other.parts for other in groups):
            group = _of_part(groups, part)
        elif group is None and parted and number is not None:
            group = next((other for other in groups if other.unmarked), None)
        elif group is None and len(groups) == 1:
            group = groups[0]
        if group is None and (not groups or (parted and number is not None)):
            group = _new(groups)
        if group is not None:
            group.add(key, release_id)


def _is_open(group: Group) -> bool:
    """Whether a session may be the one that a name tells: nothing but its day or start is known."""
    return not (group.names or group.ordinals)


def _new(groups: list[Group]) -> Group:
    groups.append(Group())
    return groups[-1]


def _is_named(key: SessionKey) -> bool:
    """Whether a session is told by a name in which there is no number (歐洲場, 數位治理論壇)."""
    return key.name is not None and not key.ordinals and not key.whole


def _are_apart(keys: Sequence[SessionKey]) -> bool:
    """Whether names without numbers are of several sessions (歐洲場, 亞洲場)."""
    forms = [forms_of(key.name) for key in keys if key.name is not None and _is_named(key)]
    return any(one.isdisjoint(other) for one, other in combinations(forms, 2))


def _of_part(groups: list[Group], part: str) -> Group | None:
    """The group of a part of the day, a new one where none is of it; None where several are."""
    of_part = [group for group in groups if part in group.parts]
    if not of_part:
        return _new(groups)
    return of_part[0] if len(of_part) == 1 else None


def _part_told(key: SessionKey) -> str | None:
    """The part of the day that a session's own name tells (下午場)."""
    return None if key.name is None else part_of_day(key.name)


def _number(key: SessionKey) -> int | None:
    """The number that a session bears in its own name (第二場)."""
    return key.ordinals[0] if len(key.ordinals) == 1 and key.ordinals[0] > 0 else None


def _same_number(groups: list[Group], number: int | None) -> Group | None:
    return next((group for group in groups if number in group.ordinals), None)


def _parallel(timed: Sequence[SessionKey]) -> frozenset[str | None]:
    """The starts at which a release has sessions of several numbers."""
    numbered = {(key.start, number) for key in timed if (number := _number(key))}
    return frozenset(start for start, n in Counter(start for start, _ in numbered).items() if n > 1)


def _same_start(
    groups: list[Group], key: SessionKey, parallel: frozenset[str | None]
) -> Group | None:
    """The group of that start; of several side by side, the one of the number."""
    number = _number(key) if key.start in parallel else None
    same = (group for group in groups if key.start in group.starts)
    return next((g for g in same if number is None or not g.ordinals or number in g.ordinals), None)


def _same_name(groups: list[Group], key: SessionKey, release_id: str | None) -> Group | None:
    """The group of that name, unless the same release already gives it another start."""
    if key.name is None:
        return None
    name = key.name
    return next(
        (
            group
            for group in groups
            if group.has_name(name)
            and not any(release_id in printed for printed in group.starts.values())
        ),
        None,
    )


def order_of(groups: Sequence[Group]) -> Callable[[Group], tuple[bool, str, int, int]]:
    """By start; by number where all have one, and some no start; else by the part of the day."""
    by_number = all(g.ordinals for g in groups) and any(g.start is None for g in groups)

    def order(group: Group) -> tuple[bool, str, int, int]:
        start = None if by_number else group.start
        part = min(map(PARTS_OF_DAY.index, group.parts), default=0)
        return start is None, start or "", min(group.ordinals, default=0), part

    return order
