"""The pairs of names that the channel learns from, and those that it must not see.

What is withheld: every name of a place that the benchmarks ask for, every pair with the Chinese
key or the Latin name of one, and pairs of which both names are much like one's.
"""

from __future__ import annotations

import csv
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
from rapidfuzz import fuzz, process

from channel.em import Pair
from pipeline.normalize.gazetteer.cities import City
from pipeline.normalize.keys import bare_key, is_han
from pipeline.normalize.spellings import spelling_forms

HAN_NAMES = frozenset("CN HK JP KP KR MO SG TW VN".split())
"""Countries whose places have names in Han characters, which render no foreign sound."""
ALIKE = 80
"""Percent of likeness in both names from which a pair gives a withheld name away."""
_FORMS = 14
_ALTERNATES = 8


class Asked(NamedTuple):
    """A name that a benchmark asks for."""

    zh: str
    geonames_id: int
    name_en: str


class Named(NamedTuple):
    """A pair with the place that it names."""

    pair: Pair
    city: City

    @property
    def digest(self) -> str:
        named = f"{self.pair.zh} {self.city.geonames_id}"
        return hashlib.sha256(named.encode()).hexdigest()[:12]


def named_pairs(cities: Iterable[City]) -> Iterator[Named]:
    """Every Chinese name of a city with the forms of its Latin names, in the order of the cities."""
    for city in cities:
        if city.country_iso2 in HAN_NAMES or not city.zh:
            continue
        names = (city.name_en, *city.latin[:_ALTERNATES])
        forms = list(dict.fromkeys(form for name in names for form in spelling_forms(name)))
        for zh in sorted({bare_key(name)[0] for name in city.zh}):
            fitting = [f for f in forms if 0.5 * len(zh) <= len(f) <= 6 * len(zh) + 2][:_FORMS]
            if 2 <= len(zh) <= 10 and all(is_han(c) for c in zh) and fitting:
                yield Named(Pair(zh, tuple(fitting)), city)


def withheld(pairs: Sequence[Named], asked: Sequence[Asked]) -> set[str]:
    """The digests of the pairs that the names asked for keep out."""
    latin_of: dict[str, set[str]] = defaultdict(set)
    for name in asked:
        latin_of[bare_key(name.zh)[0]] |= set(spelling_forms(name.name_en)[:1])
    ids = {name.geonames_id for name in asked}
    latin = {form for forms in latin_of.values() for form in forms}
    near = _alike(sorted({named.pair.zh for named in pairs}), sorted(latin_of))
    out = set()
    for named in pairs:
        zh, forms = named.pair
        plain = spelling_forms(named.city.name_en)[:1]
        same = named.city.geonames_id in ids or zh in latin_of or not latin.isdisjoint(plain)
        if same or any(
            fuzz.ratio(asked_for, form) >= ALIKE
            for other in near.get(zh, ())
            for asked_for in latin_of[other]
            for form in forms[:4]
        ):
            out.add(named.digest)
    return out


def read_asked(path: Path) -> list[Asked]:
    """The names of a benchmark: CSV with the columns zh_tw, geonames_id and name."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Asked(row["zh_tw"], int(row["geonames_id"]), row["name"])
            for row in csv.DictReader(file)
            if row["geonames_id"]
        ]


def _alike(keys: Sequence[str], others: Sequence[str]) -> dict[str, list[str]]:
    """For each key, which of the others are much like it."""
    near: dict[str, list[str]] = {}
    if others:
        likeness = process.cdist(keys, others, scorer=fuzz.ratio, dtype=np.uint8)
        for i, j in np.argwhere(likeness >= ALIKE):
            near.setdefault(keys[i], []).append(others[j])
    return near
