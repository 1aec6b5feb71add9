"""How the table of cities is made: ids of namesakes, choice of names, the same bytes each time."""

from __future__ import annotations

import json
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.entries import Place
from pipeline.normalize.gazetteer.cities import City
from scripts.cities import archive
from scripts.cities.ids import Named, assign_ids, settled_ids
from scripts.cities.kinds import kind_of
from scripts.cities.names import chinese_names, latin_names
from scripts.cities.sources import natural_earth

NEWARK_NJ = Named(5101798, "US", "Newark", "US-NJ", 281944)
NEWARK_DE = Named(4143861, "US", "Newark", "US-DE", 33817)
LONDON = Named(2643743, "GB", "London", "GB-ENG", 8961989)
LITTLE_LONDON = Named(1, "GB", "London", "GB-ENG", 600)
NONE_TAKEN: frozenset[str] = frozenset()

named = st.builds(
    Named,
    geonames_id=st.integers(1, 10**8),
    country_iso2=st.sampled_from(["US", "GB"]),
    name_en=st.sampled_from(["Newark", "Newark NJ", "Łódź", "城郊", "!"]),
    admin1_iso=st.sampled_from([None, "US-NJ", "US-DE"]),
    population=st.integers(0, 10**7),
)


def test_namesakes_carry_their_subdivision() -> None:
    ids = assign_ids([NEWARK_DE, NEWARK_NJ], {}, NONE_TAKEN)
    assert ids == {5101798: "us-newark-nj", 4143861: "us-newark-de"}


def test_city_ten_times_larger_has_the_plain_id() -> None:
    ids = assign_ids([LITTLE_LONDON, LONDON], {}, NONE_TAKEN)
    assert ids == {2643743: "gb-london", 1: "gb-london-eng"}


def test_id_once_given_stays_when_a_larger_namesake_appears() -> None:
    before = assign_ids([NEWARK_DE], {}, NONE_TAKEN)
    after = assign_ids([NEWARK_NJ, NEWARK_DE], before, NONE_TAKEN)
    assert before == {4143861: "us-newark"}
    assert after == {4143861: "us-newark", 5101798: "us-newark-nj"}


def test_id_of_another_place_is_not_given_again() -> None:
    assert assign_ids([LONDON], {}, frozenset({"gb-london"})) == {2643743: "gb-london-eng"}


def test_curated_id_overrules_one_given_before() -> None:
    curated = Place(
        id="us-newark-nj", kind="city", name_zh="紐華克", name_en="Newark", geonames_id=5101798
    )
    settled = settled_ids([NEWARK_NJ, NEWARK_DE], [curated], {5101798: "us-newark"})
    assert settled == {5101798: "us-newark-nj"}


def test_subdivision_that_is_a_city_gives_it_its_id() -> None:
    busan = Place(id="kr-busan", kind="city", name_zh="釜山", name_en="Busan", admin1_iso="KR-26")
    cities = [
        Named(1838524, "KR", "Pusan", "KR-26", 3285147, ("釜山",)),
        Named(2, "KR", "Busan", "KR-41", 900),
    ]
    assert settled_ids(cities, [busan], {}) == {1838524: "kr-busan"}


@given(st.lists(named, unique_by=lambda place: place.geonames_id))
def test_ids_are_unique_and_do_not_depend_on_the_order(places: list[Named]) -> None:
    ids = assign_ids(places, {}, NONE_TAKEN)
    assert len(set(ids.values())) == len(places)
    assert assign_ids(reversed(places), {}, NONE_TAKEN) == ids
    assert assign_ids(places, ids, NONE_TAKEN) == ids


def test_chinese_names_are_han_alone_without_brackets() -> None:
    printed = [
        "尤罗亚（维多利亚省）",
        "カンザス州",
        "聖路易斯-奧比斯保",
        "Gdynia",
        "杜布罗夫卡_",
        "城",
    ]
    assert set(chinese_names(printed)) == {"尤罗亚", "聖路易斯-奧比斯保", "杜布罗夫卡"}


def test_latin_names_leave_out_codes_romanisations_and_nicknames() -> None:
    printed = ["GDN", "ge ding ni ya", "Kak-ten-ni-a", "Gotenhafen", "Gothenhafen", "Rip City"]
    assert latin_names("Gdynia", printed, ["格丁尼亚"]) == ("Gotenhafen",)
    assert latin_names("Castries", ["Kasiteli", "City of Castries"], ["卡斯特里"]) == ()


def test_generic_part_says_the_kind_only_where_names_are_chinese() -> None:
    assert kind_of("TW", "Banqiao", ["板橋", "板橋區"]) == "district"
    assert kind_of("US", "Clifton", ["克利夫頓區"]) == "city"
    assert kind_of("NL", "Peel en Maas Municipality", []) == "municipality"


def test_natural_earth_is_read_in_both_versions(tmp_path: Path) -> None:
    source = tmp_path / "places.geojson"
    places = [
        {"GEONAMEID": 3099424.0, "NAME_ZH": "格丁尼亞"},
        {"GEONAMESID": 3576812, "NAME_ZH": "卡斯特里", "NAME_ZHT": "卡斯翠"},
        {"GEONAMEID": -1, "NAME_ZH": "無處"},
    ]
    source.write_text(json.dumps({"features": [{"properties": p} for p in places]}), "utf-8")
    assert natural_earth(source) == {3099424: ["格丁尼亞"], 3576812: ["卡斯翠", "卡斯特里"]}


def test_same_tables_give_the_same_bytes_and_the_ids_are_read_back(tmp_path: Path) -> None:
    gdynia = City(
        "pl-gdynia", 3099424, "city", "Gdynia", "PL", None, 54.51889, 18.53188, 257000, (), ()
    )
    written = []
    for name in ("first", "second"):
        folder = tmp_path / name
        folder.mkdir()
        table = "country/PL.tsv"
        members = archive.with_columns({table: [archive.row(gdynia)]}, {table: [gdynia]})
        archive.write(folder, members, {"retired_ids": ["pl-x"]})
        written.append([path.read_bytes() for path in sorted(folder.iterdir())])
    assert written[0] == written[1]
    assert archive.previous_ids(tmp_path / "first") == {3099424: "pl-gdynia"}
    assert archive.retired_ids(tmp_path / "first") == {"pl-x"}
    assert archive.previous_ids(tmp_path) == {}
