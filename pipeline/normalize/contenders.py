"""All places of a country that a name may mean.

Curated places, the subdivisions and the cities of the gazetteer; a curated place stands for the
one of the gazetteer with its id or its GeoNames id, and has the names of both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.dataset import PlaceKind
from pipeline.normalize.curation import Curation
from pipeline.normalize.entries import Place
from pipeline.normalize.gazetteer.cities import City, cities_of, world_cities
from pipeline.normalize.keys import is_han

REGION_POPULATION = 200_000
"""A region counts as a place of this size, for the gazetteer gives none."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A place of the curation or a subdivision. `curated` are the names that a person listed."""

    place_id: str
    geonames_id: int | None
    kind: PlaceKind
    name_en: str
    country_iso2: str
    admin1_iso: str | None
    population: int
    zh: tuple[str, ...]
    latin: tuple[str, ...]
    curated: tuple[str, ...]


Contender = City | Listed


def contenders_of(iso2: str, curation: Curation) -> tuple[Contender, ...]:
    """The places of a country, by id."""
    return _merged(cities_of(iso2), curation, iso2)


def contenders_of_world(curation: Curation) -> tuple[Contender, ...]:
    """The greatest cities of the world, all regions and all curated places, by id."""
    return _merged(world_cities().biggest, curation, None)


def _merged(cities: Iterable[City], curation: Curation, iso2: str | None) -> tuple[Contender, ...]:
    found: dict[str, Contender] = {city.place_id: city for city in cities}
    ids = {contender.geonames_id: place_id for place_id, contender in found.items()}
    listed = [(place, False) for place in curation.gazetteer.places]
    listed += [(place, True) for place in curation.places]
    for place, curated in listed:
        if iso2 in {None, place.country_iso2}:
            same = ids.get(place.geonames_id, place.id) if place.geonames_id else place.id
            found[place.id] = _listed(place, found.pop(same, None), curated)
    return tuple(found[place_id] for place_id in sorted(found))


def _listed(place: Place, held: Contender | None, curated: bool) -> Listed:
    """A listed place with the names and the population of the contender that it stands for."""
    zh = [name for name in place.names if is_han(name)]
    latin = [name for name in place.names if not is_han(name)]
    size = REGION_POPULATION if place.kind in {"region", "county"} else 0
    return Listed(
        place.id,
        place.geonames_id or (held.geonames_id if held else None),
        place.kind,
        place.name_en,
        place.country_iso2,
        place.admin1_iso or (held.admin1_iso if held else None),
        max(held.population if held else 0, size),
        tuple(dict.fromkeys([*zh, *(held.zh if held else ())])),
        tuple(dict.fromkeys([*latin, *((held.name_en, *held.latin) if held else ())])),
        place.names if curated else (),
    )
