"""Titles, organisations and the lexicon."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.dataset import PlaceKind
from pipeline.normalize.curation import Curation, load_curation
from pipeline.normalize.lexicon import build_lexicon
from pipeline.normalize.organisations import organisation_of, resolve_organisation
from pipeline.normalize.titles import resolve_title, title_of


@pytest.fixture(scope="module")
def curation() -> Curation:
    return load_curation(Path(__file__).parents[2] / "curation")


@pytest.mark.parametrize(
    ("printed", "body", "kind", "office"),
    [
        ("市長", None, "city", ("Mayor", "head")),
        ("州長", None, "region", ("Governor", "head")),
        ("縣長", None, "county", ("County Magistrate", "head")),
        ("區長", None, "metropolis", ("President of the Métropole", "head")),
        ("區長", None, "district", ("District Mayor", "head")),
        ("副市長", None, "city", ("Deputy Mayor", "deputy")),
        ("副議長", "愛丁堡市議會", "city", ("Deputy Council Leader", "deputy")),
        ("議員", None, "region", ("Regional Councillor", "legislator")),
        ("議員", None, "city", ("City Councillor", "legislator")),
        ("議員", "眾議院", None, ("Member of Parliament", "legislator")),
        ("議員", "市議會", None, ("Councillor", "legislator")),
        ("議長", "參議院", None, ("President of the Senate", "legislator")),
        ("局長", "創新局", "city", ("Director-General", "agency")),
        ("創新局局長", None, "city", ("Director-General", "agency")),
        ("主任", "資訊及通訊局", "city", ("Director", "agency")),
        ("資訊長", None, "city", ("Chief Information Officer", "agency")),
        ("总监", None, "city", ("Director", "agency")),
        ("主任", "加拿大在臺貿易辦事處", None, ("Head of Representative Office", "envoy")),
        ("副代表", "英國在臺辦事處", None, ("Deputy Representative", "envoy")),
        ("代表", None, "region", ("Representative", "other")),
        ("拿督", None, "region", ("Dato'", "other")),
        ("Deputy Mayor", None, "city", ("Deputy Mayor", "deputy")),
        ("Mayor of Prague", None, "city", ("Mayor", "head")),
    ],
)
def test_a_title_has_its_english_and_rank(
    curation: Curation,
    printed: str,
    body: str | None,
    kind: PlaceKind | None,
    office: tuple[str, str],
) -> None:
    reading = resolve_title(printed, curation, body, kind)
    assert reading.entity_id is not None
    title = title_of(reading.entity_id, curation)
    assert (title.en, title.rank) == office


def test_the_deputy_of_an_unlisted_office_is_a_deputy(curation: Curation) -> None:
    assert resolve_title("副警察局長", curation).entity_id == "deputy-director-general"


def test_an_unlisted_title_is_unknown(curation: Curation) -> None:
    assert resolve_title("魔術師", curation).status == "unknown"


@pytest.mark.parametrize(
    ("printed", "where", "zh"),
    [
        ("臺北市府資訊局", ("TW", None), "臺北市政府資訊局"),
        ("台北市政府資訊局", ("TW", None), "臺北市政府資訊局"),
        ("資訊局", ("TW", "tw-taipei"), "臺北市政府資訊局"),
        ("眾議院", ("BE", None), "比利時眾議院"),
        ("在臺辦事處", ("NL", None), "荷蘭在臺辦事處"),
        ("市議會", ("GB", "gb-edinburgh"), "愛丁堡市議會"),
        ("創新局", ("RU", None), "莫斯科創新局"),
        ("國家資訊科技發展局", ("NG", "ng-abuja"), "國家資訊科技發展局"),
    ],
)
def test_an_organisation_is_found_in_its_country(
    curation: Curation, printed: str, where: tuple[str, str | None], zh: str
) -> None:
    reading = resolve_organisation(printed, where[0], curation, where[1])
    assert reading.entity_id is not None
    assert organisation_of(reading.entity_id, curation).zh == zh


def test_the_country_printed_before_a_body_may_be_part_of_its_name(curation: Curation) -> None:
    reading = resolve_organisation("駐臺北以色列經濟文化辦事處", "IL", curation)
    assert reading.entity_id == "il-economic-cultural-office-taipei"
    reading = resolve_organisation("駐台貿易辦事處", "CA", curation, prefixes=("加拿大",))
    assert reading.entity_id == "ca-trade-office-taipei"


def test_a_body_of_the_same_name_elsewhere_is_not_meant(curation: Curation) -> None:
    assert resolve_organisation("眾議院", "CZ", curation).status == "unknown"
    assert resolve_organisation("市議會", "GB", curation, "gb-bristol").status == "unknown"


def test_the_lexicon_finds_words_in_either_script(curation: Curation) -> None:
    lexicon = build_lexicon(curation)
    for printed in ("紐西蘭北帕莫斯頓", "纽西兰北帕莫斯顿"):
        assert lexicon.countries.prefix(lexicon.fold(printed)) == len("紐西蘭")
    assert lexicon.titles.suffix(lexicon.fold("布達佩斯副市長")) == len("副市長")
    assert lexicon.place_suffixes.suffix(lexicon.fold("第戎大都會區")) == len("大都會區")
    assert lexicon.body_suffixes.suffix(lexicon.fold("荷蘭在臺辦事處")) == len("辦事處")
    assert lexicon.fold("歐陽") in lexicon.surnames
    assert lexicon.fold("臺北市") in lexicon.host_places
    assert lexicon.countries.prefix(lexicon.fold("美亞場")) == 0


def test_the_vocabulary_of_bodies_is_broad(curation: Curation) -> None:
    lexicon = build_lexicon(curation)
    assert len(lexicon.body_words.words) > 300
    assert len(lexicon.surnames.words) >= 390
    for word in ("創新", "競爭力", "管理", "國家", "資訊", "科技", "發展", "涉外", "經濟"):
        assert lexicon.fold(word) in lexicon.body_words
