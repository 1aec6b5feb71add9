"""What is in an archive, by number: which edition of which series a release is about.

The archive goes in blocks of 25 releases on ten editions of a summit: five that have an
announcement, a closing and an annex, and five with two of these. Number k tells all of it, so
release k is the same in an archive of any size.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Literal

from benchmarks.archive.words import words
from pipeline.normalize.keys import slug

Family = Literal["announcement", "closing", "annex"]

_BLOCK: tuple[tuple[Family, ...], ...] = (
    ("announcement", "closing", "annex"),
    ("announcement", "closing"),
    ("announcement", "annex"),
    ("announcement", "closing", "annex"),
    ("closing", "annex"),
) * 2
_SMALL_SERIES, _SMALL_SPAN = 5, 40
"""The first series, and the years that each of them runs: an archive of 500 releases."""
_FIRST_YEAR, _SPAN = 2000, 100
_LISTED = (
    ("mayors-summit", "智慧城市首長高峰會"),
    ("women-leaders-summit", "智慧城市女性領袖峰會"),
)


@dataclass(frozen=True, slots=True)
class Series:
    """A series of summits: its slug in the data, its name as printed."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Planned:
    """An edition: its number, series and year, and the releases about it, `first` the number of
    the first."""

    number: int
    series: Series
    year: int
    families: tuple[Family, ...]
    first: int


def planned(count: int) -> Iterator[Planned]:
    """The editions of an archive of `count` releases; the last may be without its last releases."""
    number = first = 0
    while first < count:
        families = _BLOCK[number % len(_BLOCK)][: count - first]
        series, year = _when(number)
        yield Planned(number, series, year, families, first)
        number, first = number + 1, first + len(families)


def _when(number: int) -> tuple[Series, int]:
    """Series and year: a few series for 40 years, then further ones for a century each.

    Each series begins a year later than the one before and goes round, so that the families of a
    block fall on other years.
    """
    few = _SMALL_SERIES * _SMALL_SPAN
    if number < few:
        nth, year = divmod(number, _SMALL_SPAN)
        return all_series()[nth], _FIRST_YEAR + (year + nth) % _SMALL_SPAN
    nth, year = divmod(number - few, _SPAN)
    return all_series()[_SMALL_SERIES + nth], _FIRST_YEAR + (year + nth) % _SPAN


@cache
def all_series() -> tuple[Series, ...]:
    """The series, in the order in which an archive takes them up."""
    invented = (f"{kind}{topic}高峰會" for kind in words()["kinds"] for topic in words()["topics"])
    listed = (Series(slug, name) for slug, name in _LISTED)
    return tuple(chain(listed, (Series(slug(name), name) for name in invented)))
