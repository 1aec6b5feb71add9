"""The table of the world's cities: what it says of places, its ids, and its form."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections import Counter
from importlib import resources
from pathlib import Path
from typing import get_args

import pytest

from pipeline.dataset import PlaceKind
from pipeline.normalize.curation import load_curation
from pipeline.normalize.gazetteer import cities, load_gazetteer
from pipeline.normalize.gazetteer.cities import (
    ARCHIVE,
    City,
    cities_of,
    city,
    columns_member,
    named,
    table_of,
    world_cities,
)
from pipeline.normalize.keys import bare_key, is_han, key

FOLDER = Path(str(resources.files("pipeline.normalize.gazetteer")))
CURATION = Path(__file__).parents[2] / "curation"
MOST_MEGABYTES = 15
PLACE_ID = re.compile(r"[a-z]{2}-[a-z0-9]+(-[a-z0-9]+)*$")
ADMIN1 = re.compile(r"[A-Z]{2}-[A-Z0-9]{1,3}$")
KINDS = frozenset(get_args(PlaceKind))


@pytest.mark.parametrize(
    ("place_id", "geonames_id", "admin1_iso", "chinese"),
    [
        ("pl-gdynia", 3099424, "PL-22", "格丁尼亚"),
        ("us-scranton-pa", 5211303, "US-PA", "斯克蘭頓"),
        ("lc-castries", 3576812, "LC-02", "卡斯特里"),
        ("kr-busan", 1838524, "KR-26", "釜山"),
        ("jp-tokyo", 1850147, "JP-13", "東京"),
        ("tw-new-taipei", 12908892, "TW-NWT", "新北市"),
        ("us-washington-d-c", 4140963, "US-DC", "华盛顿特区"),
    ],
)
def test_city_has_its_id_subdivision_and_chinese_name(
    place_id: str, geonames_id: int, admin1_iso: str, chinese: str
) -> None:
    found = city(place_id)
    assert found is not None
    assert (found.geonames_id, found.admin1_iso) == (geonames_id, admin1_iso)
    assert chinese in found.zh


def test_two_newarks_are_told_apart_by_their_states() -> None:
    jersey, delaware = city("us-newark-nj"), city("us-newark-de")
    assert jersey is not None
    assert delaware is not None
    assert (jersey.population, delaware.population) == (281944, 33817)
    assert "紐瓦克" in delaware.zh
    assert "紐瓦克" not in jersey.zh


def test_city_that_everybody_means_has_the_plain_id() -> None:
    assert city("gb-london") == max(cities_of("GB"), key=lambda c: c.population)
    vancouver = city("ca-vancouver")
    assert vancouver is not None
    assert vancouver.population > 600_000


def test_cities_of_a_country_come_largest_first() -> None:
    american = cities_of("US")
    assert american[0].name_en == "New York City"
    assert list(american) == sorted(american, key=lambda c: (-c.population, c.place_id))
    assert len(american) > 20_000


def test_country_without_cities_has_none() -> None:
    assert cities_of("AQ") == ()
    assert cities_of("../x") == ()
    assert city("aq-nowhere") is None


def faults(place: City) -> list[str]:
    """What is wrong with a row."""
    latin = (place.name_en, *place.latin)
    checks = {
        "id": PLACE_ID.match(place.place_id) and place.place_id[:2].upper() == place.country_iso2,
        "kind": place.kind in KINDS,
        "subdivision": place.admin1_iso is None or ADMIN1.match(place.admin1_iso),
        "position": abs(place.latitude) <= 90 and abs(place.longitude) <= 180,
        "population": place.population >= 0,
        "chinese": all(is_han(name[0]) and is_han(name[-1]) for name in place.zh),
        "latin": not any(is_han(name) for name in latin),
        "romanised": not any(name.islower() for name in place.latin),
        "damaged": not any("\ufffd" in name or "?" in name for name in (*latin, *place.zh)),
        "repeated": len({*latin, *place.zh}) == len((*latin, *place.zh)),
    }
    return [name for name, holds in checks.items() if not holds]


@pytest.mark.slow
def test_every_row_is_well_formed_and_no_id_is_given_twice() -> None:
    ids, numbers = Counter[str](), Counter[int]()
    for country in load_gazetteer().countries:
        for place in cities_of(country.iso2):
            ids[place.place_id] += 1
            numbers[place.geonames_id] += 1
            assert faults(place) == [], place
    assert max(ids.values()) == max(numbers.values()) == 1
    assert len(ids) == 234_902


def test_every_table_is_of_a_known_country() -> None:
    with zipfile.ZipFile(FOLDER / ARCHIVE) as archive:
        tables = {name for name in archive.namelist() if "/" in name}
    known = {table_of(country.iso2) for country in load_gazetteer().countries}
    assert tables <= known | {columns_member(table) for table in known}
    assert len(tables) > 480


@pytest.mark.parametrize("place_id", ["lc-castries", "us-newark-nj", "de-munich", "br-sao-paulo"])
def test_pinyin_of_the_chinese_name_is_no_latin_name(place_id: str) -> None:
    found = city(place_id)
    assert found is not None
    romanised = {"kasiteli", "niuhuake", "munihei", "shengbaoluo"}
    assert not {key(name) for name in found.latin} & romanised


def test_endonyms_and_former_names_are_kept() -> None:
    vienna, gdynia = city("at-vienna"), city("pl-gdynia")
    assert vienna is not None
    assert gdynia is not None
    assert "Wien" in vienna.latin
    assert "Gotenhafen" in gdynia.latin


def test_curated_places_keep_their_ids() -> None:
    numbered = [p for p in load_curation(CURATION).places if p.geonames_id and p.kind == "city"]
    found = {place.id: city(place.id) for place in numbered}
    assert {i: c and c.geonames_id for i, c in found.items()} == {
        place.id: place.geonames_id for place in numbered
    }
    assert len(numbered) > 30


def test_id_of_a_subdivision_means_no_other_place() -> None:
    for place in load_gazetteer().places:
        same = city(place.id)
        assert same is None or (place.kind, same.admin1_iso) == ("city", place.admin1_iso), place


def test_names_that_taiwan_uses_are_of_places_that_are_there_and_of_one_in_a_country() -> None:
    listed = {place.id for place in load_gazetteer().places}
    met: dict[tuple[str, str], str] = {}
    for place_id, names in load_gazetteer().taiwan_names:
        assert place_id in listed or city(place_id), place_id
        for name in names:
            assert is_han(name)
            assert met.setdefault((place_id[:2], key(name)), place_id) == place_id, name
    assert len(met) > 600


def test_index_of_the_world_finds_every_chinese_name() -> None:
    for place in cities_of("PL"):
        for name in place.zh:
            assert place.place_id in named(key(name))
            assert place.place_id in named(bare_key(name)[0])
    assert named("沒有這個地方") == ()


def test_biggest_cities_are_the_capitals_and_the_large_ones() -> None:
    biggest = world_cities()
    assert 6_000 <= len(biggest) <= 8_000
    ids = {place.place_id for place in biggest}
    assert {"bz-belmopan", "lc-castries", "us-newark-nj", "ch-bern"} <= ids
    assert "us-newark-de" not in ids
    assert all(city(place.place_id) == place for place in biggest[:100])


def test_sidecar_carries_the_digest_of_the_archive() -> None:
    assert cities.cities_digest() == hashlib.sha256((FOLDER / ARCHIVE).read_bytes()).hexdigest()


def test_reference_tables_stay_small() -> None:
    size = sum(path.stat().st_size for path in FOLDER.iterdir() if path.is_file())
    assert size <= MOST_MEGABYTES * 1_000_000


def test_archive_says_nothing_of_when_and_where_it_was_made() -> None:
    with zipfile.ZipFile(FOLDER / ARCHIVE) as archive:
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert archive.namelist() == sorted(archive.namelist())
