"""Invented editions of summits: their sessions, who sat there, what was said, what was counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from benchmarks.archive.people import Office, Person, holder, offices
from benchmarks.archive.places import Place, places_of
from benchmarks.archive.plan import Planned
from benchmarks.archive.words import words

_REGIONS = (
    ("",),
    ("歐亞", "美洲"),
    ("歐非", "亞太", "美洲"),
    ("歐洲", "亞洲", "美洲", "非洲"),
)
"""For one to four sessions, the regions that their names may tell."""
_HOURS = (("09:30", "11:30"), ("10:00", "12:00"), ("14:00", "16:00"), ("16:00", "18:00"))
_ORDINALS = "一二三四"
_HOST = ("tw-taipei", "TW")
_DEPUTY, _MAYOR = Office("副市長", ""), Office("市長", "")


@dataclass(frozen=True, slots=True)
class Seat:
    """Somebody at a session; the host city's own without a place."""

    office: Office
    person: Person
    place: Place | None = None


@dataclass(frozen=True, slots=True)
class Guest:
    """An invited seat. `came` is who reports name for it: the same, another holder, or nobody."""

    announced: Seat
    came: Seat | None
    talk: tuple[str, ...]
    """A paragraph or list item a line."""


@dataclass(frozen=True, slots=True)
class Session:
    name: str
    """歐亞場, 第一場; empty where it is the only one."""
    day: date
    hours: tuple[str, str]
    moderator: Seat
    opening: Seat | None
    guests: tuple[Guest, ...]
    links: tuple[str, str]
    """Streams in Chinese and English."""

    def report(self) -> Iterator[tuple[Seat, tuple[str, ...]]]:
        """Who came, with what they said."""
        yield from ((guest.came, guest.talk) for guest in self.guests if guest.came is not None)


@dataclass(frozen=True, slots=True)
class Edition:
    """A summit of a year. `roc`: its releases count years from 1912."""

    plan: Planned
    sessions: tuple[Session, ...]
    theme: str
    venue: str
    agency: str
    announced_on: date
    closed_on: date
    simplified: bool
    roc: bool
    flat: bool
    """Whether its announcement has a row a seat, and not a row a session."""
    expected: int
    registered: int
    views: int

    @property
    def event(self) -> str:
        return f"{self.plan.year}{self.plan.series.name}"

    @property
    def crowded(self) -> bool:
        """Whether a day has several sessions, which then need their hours told."""
        return len({session.day for session in self.sessions}) < len(self.sessions)


def invent(seed: int, plan: Planned) -> Edition:
    """The edition of that plan, the same whenever it is asked for."""
    chance = Random(f"{seed}/{plan.number}")  # noqa: S311 - invention, not cryptography
    sessions = tuple(_sessions(chance, plan))
    return Edition(
        plan=plan,
        sessions=sessions,
        theme=chance.choice(words()["themes"]),
        venue=chance.choice(words()["venues"]),
        agency=chance.choice(words()["agencies"]),
        announced_on=sessions[0].day - timedelta(days=chance.randint(1, 15)),
        closed_on=sessions[-1].day + timedelta(days=chance.randint(1, 4)),
        simplified=chance.random() < 0.08,
        roc=chance.random() < 0.2,
        flat=chance.random() < 0.4,
        expected=chance.randrange(100, 900, 50),
        registered=chance.randrange(20, 60),
        views=chance.randrange(1000, 9000, 100),
    )


def _sessions(chance: Random, plan: Planned) -> Iterator[Session]:
    count = chance.choice((1, 2, 2, 3, 3, 4))
    regional = count > 1 and chance.random() < 0.6
    day = date(plan.year, chance.randint(1, 12), chance.randint(3, 22))
    days = [day + timedelta(days=nth // 2 if count == 4 else nth) for nth in range(count)]
    taken: set[str] = set()
    for nth, day in enumerate(days):
        later = 2 if nth and days[nth - 1] == day else 0
        first = nth + 1 < count and days[nth + 1] == day
        region = _REGIONS[count - 1][nth] if regional else ""
        yield Session(
            name="" if count == 1 else f"{region}場" if regional else f"第{_ORDINALS[nth]}場",
            day=day,
            hours=chance.choice(_HOURS[:2] if first else _HOURS[later:]),
            moderator=_host(_DEPUTY, plan.year),
            opening=_host(_MAYOR, plan.year) if chance.random() < 0.3 else None,
            guests=tuple(_guests(chance, plan.year, region, taken)),
            links=(_link(chance), _link(chance)),
        )


def _guests(chance: Random, year: int, region: str, taken: set[str]) -> Iterator[Guest]:
    invited = 0
    wanted = chance.randint(4, 9)
    while invited < wanted:
        place = chance.choice(places_of(region))
        if place.place_id in taken:
            continue
        taken.add(place.place_id)
        invited += 1
        listed, weights = offices()
        [office] = chance.choices(listed, weights)
        announced = _seat(place, office, year)
        fate = chance.random()
        came: Seat | None = announced
        if fate < 0.03:
            came = None
        elif fate < 0.08 and office == _MAYOR:
            came = _seat(place, _DEPUTY, year)
        yield Guest(announced, came, tuple(_talk(chance)))


def _talk(chance: Random) -> Iterator[str]:
    form = chance.random()
    if form < 0.5:
        yield "".join(_sentence(chance) for _ in range(chance.randint(1, 3)))
        return
    heads = chance.sample(words()["talk"]["heads"], chance.randint(2, 4))
    if form < 0.7:
        yield f"{len(heads)}大重點：" if chance.random() < 0.5 else "本市的主要作法："
    for number, head in enumerate(heads, 1):
        yield f"{number}.{head}：{_sentence(chance)}"


def _sentence(chance: Random) -> str:
    talk = words()["talk"]
    who, does, so = (chance.choice(talk[part]) for part in ("who", "does", "so"))
    return f"{who}{does}，{so}。"


def _seat(place: Place, office: Office, year: int) -> Seat:
    return Seat(office, holder(place.place_id, place.iso2, office, year), place)


def _host(office: Office, year: int) -> Seat:
    return Seat(office, holder(*_HOST, office, year))


def _link(chance: Random) -> str:
    letters = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789"
    return f"https://youtu.be/{''.join(chance.choices(letters, k=11))}"
