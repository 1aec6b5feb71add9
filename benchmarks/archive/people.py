"""Invented holders of offices: who held an office of a place in a year, always the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any
from zlib import crc32

from benchmarks.archive.words import names, words

_TERM = 4
"""Years that an office is held."""
_DOCTORS = 9
"""One of so many is addressed as a doctor."""


@dataclass(frozen=True, slots=True)
class Office:
    """A title, and the body before it where it is not the city's own."""

    title: str
    body: str

    @property
    def printed(self) -> str:
        return self.body + self.title


@cache
def offices() -> tuple[tuple[Office, ...], tuple[int, ...]]:
    """The offices of guests, and how often each of them sends somebody."""
    listed = words()["offices"]
    return tuple(Office(title, body) for title, body, _ in listed), tuple(w for *_, w in listed)


@dataclass(frozen=True, slots=True)
class Person:
    """`name` as it is printed; `honorific` where it may stand before it."""

    name: str
    honorific: str = ""


def holder(place_id: str, iso2: str, office: Office, year: int) -> Person:
    """Who holds an office of a place in a year.

    Names of one place differ in more than a few letters: they are taken in turn from the lists.
    """
    start = crc32(place_id.encode())
    turn = crc32(office.printed.encode()) % 97 + (year + start % _TERM) // _TERM * 5
    group = _group(iso2)
    if "given" in group:
        family = _nth(group["family"], start // 7 + turn * 3)
        given = _nth(group["given"], start + turn)
        second = _nth(group["given"], start // 13 + turn * 5 + 1)
        return Person(family + given if len(given) > 1 else family + given + second)
    sex, honorific = (("women", "Ms."), ("men", "Mr."))[(start + turn) % 2]
    if turn % _DOCTORS == 0:
        honorific = "Dr."
    if "stems" in group:
        stems, endings = group["stems"], group["endings"]
        given = _nth(group[sex], (start + turn + turn // len(endings)) // 2)
        stem = _nth(stems, start // 7 + turn * 3 + turn // len(stems))
        return Person(f"{given} {stem}{_nth(endings, start // 11 + turn)}", honorific)
    given = _nth(group[sex], (start + turn) // 2)
    family = _nth(group["family_first"], start // 7 + turn * 3)
    middle = (_nth(group["middle"], start // 5 + turn),) if "middle" in group else ()
    return Person(" ".join((family, *middle, given)), honorific)


def _nth(listed: Any, number: int) -> str:
    return str(listed[number % len(listed)])


@cache
def _group(iso2: str) -> Mapping[str, Any]:
    groups = [*names()["han"], *names()["latin"]]
    return next(one for one in groups if iso2 in one["countries"] or not one["countries"])
