"""Countries: every spelling that the releases print, and the ones that Taiwan's press uses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.normalize.countries import country_name, country_spellings, resolve_country
from pipeline.normalize.curation import Curation, load_curation
from pipeline.normalize.keys import is_han


@pytest.fixture(scope="module")
def curation() -> Curation:
    return load_curation(Path(__file__).parents[2] / "curation")


@pytest.mark.parametrize(
    ("printed", "iso2"),
    [
        *[("捷克", "CZ"), ("南非", "ZA"), ("土耳其", "TR"), ("法國", "FR"), ("波蘭", "PL")],
        *[("匈牙利", "HU"), ("俄國", "RU"), ("俄羅斯", "RU"), ("哥倫比亞", "CO"), ("美國", "US")],
        *[("南韓", "KR"), ("韓國", "KR"), ("貝里斯", "BZ"), ("紐西蘭", "NZ"), ("厄瓜多", "EC")],
        *[("澳洲", "AU"), ("英國", "GB"), ("奈及利亞", "NG"), ("越南", "VN"), ("荷蘭", "NL")],
        *[("加拿大", "CA"), ("以色列", "IL"), ("尼泊爾", "NP"), ("比利時", "BE"), ("巴西", "BR")],
        *[("馬來西亞", "MY"), ("聖露西亞", "LC"), ("巴拉圭", "PY"), ("台灣", "TW"), ("臺灣", "TW")],
        *[
            ("新西兰", "NZ"),
            ("伯利兹", "BZ"),
            ("尼日利亚", "NG"),
            ("韩国", "KR"),
            ("圣卢西亚", "LC"),
        ],
        *[("多明尼加", "DO"), ("多米尼克", "DM"), ("教廷", "VA"), ("紐埃", "NU"), ("蘇格蘭", "GB")],
        *[("剛果民主共和國", "CD"), ("捷克共和國", "CZ"), ("象牙海岸", "CI"), ("史瓦帝尼", "SZ")],
        *[("USA", "US"), ("UK", "GB"), ("South Korea", "KR"), ("Czech Republic", "CZ")],
        *[("Saint Lucia", "LC"), ("Côte d'Ivoire", "CI"), ("Turkey", "TR"), ("Viet Nam", "VN")],
    ],
)
def test_a_printed_country_is_found(curation: Curation, printed: str, iso2: str) -> None:
    assert resolve_country(printed, curation).entity_id == iso2


@pytest.mark.parametrize("printed", ["美", "英", "日", "布拉格", "臺北", ""])
def test_what_is_no_country_stays_unknown(curation: Curation, printed: str) -> None:
    assert resolve_country(printed, curation).status == "unknown"


def test_a_shared_spelling_stays_ambiguous(curation: Curation) -> None:
    reading = resolve_country("剛果", curation)
    assert (reading.status, reading.candidates) == ("ambiguous", ("CD", "CG"))


@pytest.mark.parametrize(
    ("iso2", "zh", "en"),
    [
        ("TW", "臺灣", "Taiwan"),
        ("NZ", "紐西蘭", "New Zealand"),
        ("NG", "奈及利亞", "Nigeria"),
        ("BZ", "貝里斯", "Belize"),
        ("LC", "聖露西亞", "Saint Lucia"),
        ("KR", "韓國", "South Korea"),
        ("HK", "香港", "Hong Kong"),
    ],
)
def test_names_are_shown_in_taiwan_usage(curation: Curation, iso2: str, zh: str, en: str) -> None:
    assert country_name(iso2, curation) == (zh, en)


def test_every_country_is_found_by_the_name_it_is_shown_by(curation: Curation) -> None:
    for country in curation.gazetteer.countries:
        zh, en = country_name(country.iso2, curation)
        assert resolve_country(zh, curation).entity_id == country.iso2
        assert resolve_country(en, curation).entity_id == country.iso2


def test_no_spelling_is_one_character_or_describes_a_status(curation: Curation) -> None:
    for name in country_spellings(curation):
        assert len(name) > 1
    shown = [country_name(c.iso2, curation).zh for c in curation.gazetteer.countries]
    assert all(is_han(name) and not re.search("特別行政區|自治區|省$", name) for name in shown)
