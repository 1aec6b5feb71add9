"""All places of a country that a name may mean.

Curated places, the subdivisions and the cities of the gazetteer; a curated place, and a city that
Taiwan has a further name for, stands for the one of the gazetteer with its id or its GeoNames id,
and has the names of both.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from pipeline.dataset import PlaceKind
from pipeline.normalize.curation import Curation
from pipeline.normalize.entries import Place
from pipeline.normalize.gazetteer.cities import (
    City,
    CityTable,
    biggest_cities,
    cities_in,
    stored_columns,
)
from pipeline.normalize.gazetteer.columns import Columns, columns_of, joined
from pipeline.normalize.keys import SUFFIXES, is_han

REGION_POPULATION = 200_000
"""A region counts as a place of this size, for the gazetteer gives none."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A place of the curation, a subdivision, or a city with a further name. `curated` are the names
    that a person listed, `usual` those by which Taiwan means no other place of the country."""

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
    usual: tuple[str, ...]


Contender = City | Listed


@dataclass(frozen=True, eq=False, slots=True)
class Roster:
    """The places that a name may mean, by number: the cities of a table, then the listed places.
    `replaced` are the rows of cities that a listed place stands for."""

    cities: CityTable
    listed: tuple[Listed, ...]
    replaced: tuple[int, ...]

    def __len__(self) -> int:
        return len(self.cities) + len(self.listed)

    def __getitem__(self, number: int) -> Contender:
        beyond = number - len(self.cities)
        return self.cities.city(number) if beyond < 0 else self.listed[beyond]


def roster_of(iso2: str | None, curation: Curation) -> tuple[Roster, Columns]:
    """The places of a country and their columns; where the country is None, the greatest cities of
    the world, all regions and all curated places."""
    table = biggest_cities() if iso2 is None else cities_in(iso2)
    columns = stored_columns(iso2)
    places = {place.id: (place, False) for place in curation.gazetteer.places}
    places |= {place.id: (place, True) for place in curation.places}
    further = dict(curation.gazetteer.taiwan_names)
    wanted = {
        place_id for place_id in (*places, *further) if iso2 is None or place_id[:2].upper() == iso2
    }
    rows = table.rows_of(wanted)
    listed, replaced = [], []
    for place_id in sorted(wanted):
        place, curated = places.get(place_id, (None, False))
        row = rows.get(place_id)
        if place and place.geonames_id:
            same = np.flatnonzero(columns.numbers == place.geonames_id)
            row = int(same[0]) if len(same) else row
        city = None if row is None else table.city(row)
        usual = further.get(place_id, ())
        if place:
            listed.append(_listed(place, city, curated, usual))
        elif city:
            listed.append(_called(city, usual))
        replaced += [] if row is None else [row]
    return Roster(table, tuple(listed), tuple(replaced)), joined(columns, columns_of(listed))


def _called(held: City, usual: tuple[str, ...]) -> Listed:
    """A city with further names."""
    return Listed(
        held.place_id,
        held.geonames_id,
        held.kind,
        held.name_en,
        held.country_iso2,
        held.admin1_iso,
        held.population,
        tuple(dict.fromkeys([*held.zh, *usual])),
        held.latin,
        (),
        usual,
    )


def _listed(place: Place, held: City | None, curated: bool, usual: tuple[str, ...]) -> Listed:
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
        tuple(dict.fromkeys([*zh, *usual, *(held.zh if held else ())])),
        tuple(dict.fromkeys([*latin, *((held.name_en, *held.latin) if held else ())])),
        place.names if curated else (),
        (*usual, *(name for name in zh if not curated and name.endswith((*SUFFIXES, "邦")))),
    )
