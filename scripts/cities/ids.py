"""Ids of cities: `{iso2}-{slug}`, and what parts namesakes. An id once given stays with its place.

1. A curated place keeps its curated id, a city that was in the table before the id it had.
2. A name that no other place of the country has gives the plain id, and so does the largest of
   several where it is a city that everybody means: 100,000 or more, ten times the next.
3. Of other namesakes the subdivision's code tells them apart (us-newark-nj), the larger one having
   it where two lie in one subdivision.
4. What is left carries its GeoNames id.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.normalize.entries import Place
from pipeline.normalize.keys import key, slug

_MEANT_BY_ALL = 100_000
_TIMES_LARGER = 10


@dataclass(frozen=True, slots=True)
class Named:
    """What an id is made from."""

    geonames_id: int
    country_iso2: str
    name_en: str
    admin1_iso: str | None
    population: int
    zh: tuple[str, ...] = ()


def settled_ids(
    named: Iterable[Named], places: Iterable[Place], previous: Mapping[int, str]
) -> dict[int, str]:
    """GeoNames id -> the id that is settled: of a curated place or subdivision, or given before.

    A subdivision that is a city (Busan) is the largest place in it that shares a name with it.
    """
    known = list(places)
    reserved = {place.id for place in known}
    settled = {number: given for number, given in previous.items() if given not in reserved}
    cities: dict[tuple[str, str], Place] = {}
    for place in known:
        if place.kind == "city" and place.geonames_id is None:
            cities |= {(place.country_iso2, key(name)): place for name in place.names}
    largest: dict[str, int] = {}
    for city in sorted(named, key=lambda p: (p.population, -p.geonames_id)):
        for name in (city.name_en, *city.zh):
            match = cities.get((city.country_iso2, key(name)))
            if match and city.admin1_iso in (None, match.admin1_iso):
                largest[match.id] = city.geonames_id
    settled |= {number: place_id for place_id, number in largest.items()}
    return settled | {p.geonames_id: p.id for p in known if p.geonames_id is not None}


def assign_ids(
    places: Iterable[Named], given: Mapping[int, str], taken: frozenset[str]
) -> dict[int, str]:
    """GeoNames id -> place id. `given` are ids that stay; `taken` those of other places."""
    ids: dict[int, str] = {}
    used = set(taken) | set(given.values())
    namesakes: dict[tuple[str, str], list[Named]] = defaultdict(list)
    for place in places:
        namesakes[place.country_iso2.lower(), slug(place.name_en)].append(place)
    for country, name in sorted(namesakes):
        group = sorted(namesakes[country, name], key=lambda p: (-p.population, p.geonames_id))
        for rank, place in enumerate(group):
            if place.geonames_id in given:
                ids[place.geonames_id] = given[place.geonames_id]
                continue
            forms = _forms(country, name, place, plain=rank == 0 and _stands_out(group))
            ids[place.geonames_id] = next(form for form in forms if form not in used)
            used.add(ids[place.geonames_id])
    return ids


def _stands_out(group: list[Named]) -> bool:
    """Whether the first of the group, the largest, is meant where only the name is said."""
    if len(group) == 1:
        return True
    first, second = group[0].population, group[1].population
    return first >= _MEANT_BY_ALL and first >= _TIMES_LARGER * second


def _forms(country: str, name: str, place: Named, *, plain: bool) -> list[str]:
    """Ids for a place, the one to be preferred first; the last one is always free."""
    forms = [f"{country}-{name}"] if plain and name else []
    if place.admin1_iso and name:
        forms.append(f"{country}-{name}-{place.admin1_iso[3:].lower()}")
    return [*forms, "-".join(part for part in (country, name, str(place.geonames_id)) if part)]
