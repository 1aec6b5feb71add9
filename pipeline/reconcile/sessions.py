"""Which sessions took place, and which of them words of a release mean.

A session is known once some release dates it. Everything else that releases say about sessions
(`首場`, `歐亞場`, `三場次`) is looked up among the dated ones of the same event and year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.normalize.records import MeantRelease, SessionKey
from pipeline.reconcile.session_groups import Group, gather, order_of, year_of

EventYear = tuple[str, int]


@dataclass(frozen=True, slots=True)
class HeldSession:
    """A dated session. `number` counts from 1 within event and year, by date and start."""

    session_id: str
    event: str
    year: int
    number: int
    date: str
    start: str | None


class SessionIndex:
    """The sessions of a year that the releases (in chronological order) date, and the way to find
    one; in an index of the year None no session stands."""

    def __init__(self, releases: Sequence[MeantRelease], year: int | None) -> None:
        self.year = year
        days = gather(releases, year)
        self.sessions: dict[str, HeldSession] = {}
        self._groups: dict[str, Group] = {}
        self._years: dict[EventYear, list[HeldSession]] = {}
        for (event, date), groups in sorted(days.items()):
            held = self._years.setdefault((event, int(date[:4])), [])
            for nth, group in enumerate(sorted(groups, key=order_of(groups)), start=1):
                session_id = f"{event}-{date}" + (f"-{nth}" if nth > 1 else "")
                number = len(held) + 1
                session = HeldSession(session_id, event, int(date[:4]), number, date, group.start)
                held.append(session)
                self.sessions[session_id] = session
                self._groups[session_id] = group

    def of_year(self, event: str, year: int) -> list[HeldSession]:
        """The sessions of an event in a year, by number."""
        return self._years.get((event, year), [])

    def find(self, key: SessionKey, release: MeantRelease) -> tuple[str, ...]:
        """Ids of the sessions that a key of a release means; none where only the year is known.

        A date decides before a name, a name before an ordinal. Words about the event alone mean
        its session where the release itself dates just one: other releases then change nothing.
        """
        year = year_of(key, release)
        if year is None:
            return ()
        held = self.of_year(key.event, year)
        if key.whole:
            return tuple(s.session_id for s in held)
        if key.date is not None:
            return self._on_day(key, [s for s in held if s.date == key.date])
        return self._named(key, held) or self._counted(key, held) or self._only(key, held, release)

    def _only(
        self, key: SessionKey, held: list[HeldSession], release: MeantRelease
    ) -> tuple[str, ...]:
        own = [s for s in held if release.release_id in self._groups[s.session_id].releases]
        return (own[0].session_id,) if len(own) == 1 and not singles_out(key) else ()

    def _on_day(self, key: SessionKey, held: list[HeldSession]) -> tuple[str, ...]:
        if len(held) == 1:
            return (held[0].session_id,)
        starts = [s for s in held if key.start in self._groups[s.session_id].starts]
        if len(starts) == 1:
            return (starts[0].session_id,)
        return self._named(key, held) or self._counted(key, held)

    def _named(self, key: SessionKey, held: list[HeldSession]) -> tuple[str, ...]:
        if key.name is None:
            return ()
        name = key.name
        same = [s for s in held if self._groups[s.session_id].has_name(name)]
        return (same[0].session_id,) if len(same) == 1 else ()

    def _counted(self, key: SessionKey, held: list[HeldSession]) -> tuple[str, ...]:
        found = []
        for ordinal in key.ordinals:
            told = [s for s in held if ordinal in self._groups[s.session_id].ordinals]
            if len(told) == 1:
                found.append(told[0])
            elif ordinal == -1 and held:
                found.append(held[-1])
            elif 1 <= ordinal <= len(held):
                found.append(held[ordinal - 1])
        return tuple(s.session_id for s in sorted(set(found), key=lambda s: s.number))


def singles_out(key: SessionKey) -> bool:
    """Whether the words mean one session, or some, and not the event as a whole."""
    return bool(key.date or key.name or key.ordinals)
