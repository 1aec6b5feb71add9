"""How a release puts things: dates, seats and places, each release in its own way."""

from __future__ import annotations

from datetime import date
from random import Random

from benchmarks.archive.invention import Edition, Seat, Session
from benchmarks.archive.places import Place

_WEEKDAYS = "一二三四五六日"
_NO_CITY = "市區縣州郡鎮島堡港城都府"
"""What the name of a place may end in that takes no 市 after it."""
_HOST_CITY = ("臺北市", "台北市")
_ROC = 1911


class Phrases:
    """The habits of one release. A place is spelt in one way throughout."""

    def __init__(self, chance: Random, edition: Edition) -> None:
        self._chance = chance
        self._roc = edition.roc
        self._spelt: dict[str, str] = {}
        self._dash = chance.choice(("－", "－", "", " "))
        self.host = chance.choice(_HOST_CITY)
        self._polite = chance.random() < 0.6

    def place(self, place: Place) -> str:
        """Country and city."""
        return self.country(place) + self.city(place)

    def country(self, place: Place) -> str:
        return self._spelt.setdefault(place.iso2, self._chance.choice(place.countries))

    def city(self, place: Place) -> str:
        """A spelling of the city, with or without 市."""
        if place.place_id not in self._spelt:
            name = self._chance.choice(place.names)
            bare = name[-1] in _NO_CITY or self._chance.random() < 0.5
            self._spelt[place.place_id] = name if bare else f"{name}市"
        return self._spelt[place.place_id]

    def name(self, seat: Seat) -> str:
        """The person, with what politeness puts before."""
        polite = f"{seat.person.honorific} " if self._polite and seat.person.honorific else ""
        return f"{polite}{seat.person.name}"

    def entry(self, seat: Seat) -> str:
        """A line of a list: `芬蘭坦佩雷市－市長 Ms. Aino Koskela`."""
        if seat.place is None:
            return f"{self.host}{self._dash}{seat.office.printed}{seat.person.name}"
        if self._dash == " ":
            country, city = self.country(seat.place), self.city(seat.place)
            return f"{country} {city} {seat.office.printed} {self.name(seat)}"
        return f"{self.place(seat.place)}{self._dash}{self.titled(seat)}"

    def titled(self, seat: Seat) -> str:
        return f"{seat.office.printed} {self.name(seat)}"

    def in_prose(self, seat: Seat) -> str:
        """`芬蘭坦佩雷市市長Aino Koskela`."""
        where = self.host if seat.place is None else self.place(seat.place)
        return f"{where}{seat.office.printed}{seat.person.name}"

    def moderator(self, seat: Seat) -> str:
        return f"{self.host}{seat.office.printed}{seat.person.name}"

    def posted(self, day: date) -> str:
        """The day of posting, as the head of a release has it."""
        if self._roc:
            return f"{day.year - _ROC}年{day.month}月{day.day}日"
        return self._chance.choice((f"{day:%Y/%m/%d}", f"{day.year}年{day.month}月{day.day}日"))

    @staticmethod
    def day(day: date) -> str:
        return f"{day.month}月{day.day}日"

    @staticmethod
    def slashed(day: date) -> str:
        return f"{day.month}/{day.day}"

    @staticmethod
    def when(session: Session) -> tuple[str, str]:
        """Day and hours for a table: `3/19(二)`, `14:00-16:00`."""
        day = session.day
        weekday = _WEEKDAYS[day.weekday()]
        return f"{day.month}/{day.day}({weekday})", "-".join(session.hours)
