"""Cities of the world: GeoNames' places of 500 and more, with their Chinese and Latin names.

`cities.zip` holds one table a country, read when the country is first asked for, and two of the
whole world for names printed without a country. `cities.json` says what it was built from and
carries its digest, so that nobody has to read the archive to know which one it is.
Built by scripts/build_cities.py.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from sys import intern
from typing import cast

from pipeline.dataset import PlaceKind

ARCHIVE = "cities.zip"
PROVENANCE = "cities.json"
WORLD = "world.tsv"
KEYS = "keys.tsv"
COUNTRIES = "country/"

_COUNTRIES_HELD = 24
"""Countries kept in memory: more than a summit has, and less than 100 MB."""


@dataclass(frozen=True, slots=True)
class City:
    """A populated place. Degrees are WGS 84; `population` is 0 where GeoNames gives none.

    `zh` are its Chinese names in whatever script the sources print, `latin` further spellings in
    Latin letters: native, foreign and former ones, never the Chinese name in pinyin.
    """

    place_id: str
    geonames_id: int
    kind: PlaceKind
    name_en: str
    country_iso2: str
    admin1_iso: str | None
    latitude: float
    longitude: float
    population: int
    zh: tuple[str, ...]
    latin: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class WorldCities:
    """What to look a name up in whose country is unknown.

    `biggest` are the capitals and the cities of 100,000 and more, by population. `keys` maps the
    key of every Chinese name, with and without its generic part, to place ids parted by blanks.
    """

    biggest: tuple[City, ...]
    keys: Mapping[str, str]

    def named(self, key: str) -> tuple[tuple[str, str], ...]:
        """(country, place id) of every city that has a Chinese name with this key, by id."""
        ids = self.keys.get(key, "").split()
        return tuple((place_id[:2].upper(), place_id) for place_id in ids)


def table_of(iso2: str) -> str:
    """The archive's member with the cities of a country."""
    return f"{COUNTRIES}{iso2}.tsv"


def cities_of(iso2: str) -> tuple[City, ...]:
    """The cities of a country by falling population, then id; empty where there are none."""
    return _country(iso2)[0]


def city(place_id: str) -> City | None:
    """The city with that id."""
    return _country(place_id[:2].upper())[1].get(place_id)


@cache
def world_cities() -> WorldCities:
    """The index for names without a country."""
    fields = "\t".join(_lines(KEYS)).split("\t")
    return WorldCities(
        biggest=tuple(_city(line) for line in _lines(WORLD)),
        keys=dict(zip(fields[::2], fields[1::2], strict=True)),
    )


@cache
def cities_digest() -> str:
    """SHA-256 of the archive, hexadecimal, as its sidecar gives it."""
    sidecar = resources.files(__package__).joinpath(PROVENANCE).read_bytes()
    return cast(str, json.loads(sidecar)["sha256"])


@lru_cache(maxsize=_COUNTRIES_HELD)
def _country(iso2: str) -> tuple[tuple[City, ...], dict[str, City]]:
    cities = tuple(_city(line) for line in _lines(table_of(iso2)))
    return cities, {city.place_id: city for city in cities}


def _lines(member: str) -> list[str]:
    """The rows of a table; none where the archive has no such table."""
    with (
        resources.files(__package__).joinpath(ARCHIVE).open("rb") as file,
        zipfile.ZipFile(file) as archive,
    ):
        if member not in archive.NameToInfo:
            return []
        return archive.read(member).decode("utf-8").split("\n")[:-1]


def _city(line: str) -> City:
    """A row: fields parted by tabs, the names of a list by bars. What repeats is held once."""
    place_id, number, kind, name, admin1, lat, lon, population, zh, latin = line.split("\t")
    return City(
        place_id,
        int(number),
        intern(kind),  # type: ignore[arg-type]  # a PlaceKind: a test reads every row
        name,
        intern(place_id[:2].upper()),
        intern(admin1) or None,
        float(lat),
        float(lon),
        int(population),
        tuple(zh.split("|")) if zh else (),
        tuple(latin.split("|")) if latin else (),
    )
