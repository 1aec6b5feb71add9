"""Places: every name that the releases print, namesakes, and names that nobody listed."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.normalize.curation import Curation, load_curation
from pipeline.normalize.places import PlaceContext, kind_printed, place_of, resolve_place

PRINTED = """
TW 台北市 tw-taipei | TW 臺北 tw-taipei | TW 北市 tw-taipei | TW 台東縣 tw-taitung-county
TW 台東 tw-taitung-county | TW 雲林縣 tw-yunlin-county | TW 花蓮縣 tw-hualien-county
CZ 布拉格 cz-prague | CZ 維索基納省 cz-vysocina | ZA 米德瓦爾 za-midvaal | TR 伊茲密爾 tr-izmir
FR 格勒諾布爾-阿爾卑斯大都會區 fr-grenoble-alpes-metropole
FR 阿爾卑斯大都會區格勒諾布爾 fr-grenoble-alpes-metropole
FR 阿爾卑斯大區格勒諾布爾 fr-grenoble-alpes-metropole | FR 格勒諾布爾區 fr-grenoble-alpes-metropole
FR 普羅旺斯艾克斯市 fr-aix-en-provence | FR 第戎大都會區 fr-dijon-metropole
FR 第戎大都會市 fr-dijon-metropole | PL 格丁尼亞 pl-gdynia | PL 格丁尼亞市 pl-gdynia
PL 熱舒夫市 pl-rzeszow | HU 布達佩斯 hu-budapest | HU 布達佩斯市 hu-budapest
RU 莫斯科 ru-moscow | RU 莫斯科市 ru-moscow | CO 麥德林市 co-medellin | CO 麥德林 co-medellin
US 克蘭斯頓 us-cranston-ri | US 斯克蘭頓 us-scranton-pa | US 紐瓦克市 us-newark-nj
US 紐澤西紐瓦克市 us-newark-nj | US 皮奇特里科納斯市 us-peachtree-corners-ga
US 皮奇特理科納斯 us-peachtree-corners-ga | US 亞特蘭大市 us-atlanta-ga | US 亞特蘭大 us-atlanta-ga
US 丹佛市 us-denver-co | KR 高陽市 kr-goyang | KR 高陽 kr-goyang | KR 大邱市 kr-daegu
BZ 貝爾墨潘市 bz-belmopan | BZ 貝爾墨潘 bz-belmopan | NZ 威靈頓 nz-wellington
NZ 北帕莫斯頓 nz-palmerston-north | EC 惠夜基市 ec-guayaquil | EC 基多市 ec-quito
AU 科克本市 au-cockburn | AU 科克本 au-cockburn | AU 奎那那市 au-kwinana | GB 愛丁堡市 gb-edinburgh
GB 愛丁堡 gb-edinburgh | GB 布里斯托 gb-bristol | NG 阿布賈 ng-abuja | NG 埃多州 ng-edo
VN 峴港 vn-da-nang | MY 雪蘭莪州 my-selangor | LC 卡斯翠市 lc-castries | LC 卡司翠 lc-castries
BR 聖若澤-杜斯坎普斯 br-sao-jose-dos-campos | BR 聖荷西坎波 br-sao-jose-dos-campos
PY 亞松森市 py-asuncion | CA 愛德蒙頓 ca-edmonton | CA 艾德蒙頓市 ca-edmonton
NP 拉利普爾市 np-lalitpur | IL 特拉維夫 il-tel-aviv | CH 洛桑 ch-lausanne
NZ 惠灵顿 nz-wellington | EC 瓜亚基尔市 ec-guayaquil | CZ Prague cz-prague | CO Medellin co-medellin
"""


@pytest.fixture(scope="module")
def curation() -> Curation:
    return load_curation(Path(__file__).parents[2] / "curation")


@pytest.mark.parametrize("entry", [e.strip() for e in PRINTED.replace("\n", "|").split("|") if e])
def test_a_printed_place_is_found_in_its_country(curation: Curation, entry: str) -> None:
    country, printed, place_id = entry.split()
    reading = resolve_place(printed, country, curation)
    assert (reading.entity_id, reading.status) == (place_id, "resolved")


@pytest.mark.parametrize(
    ("printed", "place_id"),
    [
        ("格勒諾布爾-阿爾卑斯大都會區", "fr-grenoble-alpes-metropole"),
        ("布達佩斯市", "hu-budapest"),
        ("台北市", "tw-taipei"),
        ("台東縣", "tw-taitung-county"),
    ],
)
def test_a_known_place_gives_the_country_that_is_not_printed(
    curation: Curation, printed: str, place_id: str
) -> None:
    assert resolve_place(printed, None, curation).entity_id == place_id


def test_a_name_of_two_cities_stays_ambiguous(curation: Curation) -> None:
    reading = resolve_place("克蘭頓", "US", curation)
    assert (reading.entity_id, reading.status) == (None, "ambiguous")
    assert reading.candidates == ("us-cranston-ri", "us-scranton-pa")


def test_the_state_tells_namesakes_apart(curation: Curation) -> None:
    reading = resolve_place("克蘭頓", "US", curation, PlaceContext(admin1="東北部賓州"))
    assert reading.entity_id == "us-scranton-pa"


def test_the_mayor_tells_namesakes_apart(curation: Curation) -> None:
    context = PlaceContext(homes=frozenset({"us-cranston-ri"}))
    reading = resolve_place("克蘭頓", "US", curation, context)
    assert (reading.entity_id, reading.candidates) == ("us-cranston-ri", ("us-scranton-pa",))


@pytest.mark.parametrize(
    ("country", "printed", "place_id"),
    [
        ("US", "紐約", "us-new-york-city"),  # not the state
        ("US", "賓州匹茲堡市", "us-pittsburgh"),
        ("US", "德拉瓦州紐瓦克市", "us-newark-de"),  # the Newark of another state
        ("FR", "第戎", "fr-dijon"),  # not the métropole
        ("FR", "第戎市", "fr-dijon"),
        ("TW", "台東市", "tw-taitung"),  # not the county
        ("FI", "坦佩雷", "fi-tampere"),
    ],
)
def test_a_place_that_nobody_curated_is_that_of_the_gazetteer(
    curation: Curation, country: str, printed: str, place_id: str
) -> None:
    reading = resolve_place(printed, country, curation)
    assert (reading.entity_id, reading.method) == (place_id, "gazetteer")


def test_a_place_of_another_country_is_left_to_a_person(curation: Curation) -> None:
    assert resolve_place("布拉格", "PL", curation).status == "unknown"


def test_a_county_that_no_table_has_is_not_its_city_and_a_person_is_shown_this(
    curation: Curation,
) -> None:
    reading = resolve_place("奈洛比郡", "KE", curation)
    assert (reading.entity_id, reading.candidates[0]) == (None, "ke-nairobi")


def test_the_office_says_which_kind_of_place_is_meant(curation: Curation) -> None:
    def of(printed: str, country: str, title: str) -> str | None:
        context = PlaceContext(title=title)
        return resolve_place(printed, country, curation, context).entity_id

    assert of("紐約", "US", "州長") == "us-new-york"
    assert of("嘉義", "TW", "縣長") == "tw-chiayi-county"
    assert of("嘉義", "TW", "市長") == "tw-chiayi-city"
    assert of("第戎大都會市", "FR", "副市長") == "fr-dijon-metropole"


def test_a_printed_state_settles_a_namesake(curation: Curation) -> None:
    reading = resolve_place("紐瓦克", "US", curation, PlaceContext(admin1="德拉瓦州"))
    assert reading.entity_id == "us-newark-de"


def test_a_state_and_its_capital_are_told_apart_by_the_generic_part(curation: Curation) -> None:
    assert resolve_place("聖保羅", "BR", curation).status == "ambiguous"
    assert resolve_place("聖保羅州", "BR", curation).entity_id == "br-sao-paulo-state"
    assert resolve_place("聖保羅市", "BR", curation).entity_id == "br-sao-paulo"


def test_a_name_of_one_sound_is_marked_as_such(curation: Curation) -> None:
    reading = resolve_place("卡絲翠市", "LC", curation)
    assert (reading.entity_id, reading.method) == ("lc-castries", "phonetic")
    assert reading.score is not None
    assert reading.score < 1


def test_subdivisions_nobody_curated_come_from_the_gazetteer(curation: Curation) -> None:
    reading = resolve_place("猶他州", "US", curation)
    assert (reading.entity_id, reading.method) == ("us-utah", "gazetteer")


@pytest.mark.parametrize(
    ("printed", "kind"),
    [("格丁尼亞市", "city"), ("里昂大都會區", "metropolis"), ("埃多州", "region"), ("里昂", None)],
)
def test_the_generic_part_says_the_kind(printed: str, kind: str | None) -> None:
    assert kind_printed(printed) == kind


def test_places_are_where_they_say(curation: Curation) -> None:
    gdynia = place_of("pl-gdynia", curation)
    assert gdynia is not None
    assert (gdynia.name_zh, gdynia.name_en, gdynia.country_iso2) == ("格丁尼亞", "Gdynia", "PL")
    assert gdynia.latitude == pytest.approx(54.52, abs=0.05)
    for place in curation.places:
        assert (place.latitude is None) == (place.longitude is None)
        assert place.admin1_iso is None or place.admin1_iso.startswith(place.country_iso2)
