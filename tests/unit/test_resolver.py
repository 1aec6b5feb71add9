"""Which place a name means that no person listed: facts, what parts namesakes, hostile names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.names.measure import ours
from benchmarks.names.questions import bare_curation, read_questions
from pipeline.normalize.contenders import contenders_of
from pipeline.normalize.curation import load_curation
from pipeline.normalize.field import make_field
from pipeline.normalize.keys import bare_key, han_keys, key
from pipeline.normalize.resolver import Hints, Resolution, resolve, resolve_in

ROOT = Path(__file__).parents[2]


def found(name: str, iso2: str | None, hints: Hints | None = None) -> Resolution:
    """What is found without a curated place."""
    return resolve(name, iso2, bare_curation(), hints or Hints())


@pytest.mark.parametrize(
    ("name", "iso2", "english"),
    [
        ("格丁尼亞", "PL", "Gdynia"),
        ("伯明罕", "GB", "Birmingham"),
        ("大邱市", "KR", "Daegu"),
        ("貝爾墨潘市", "BZ", "Belmopan"),
        ("布達佩斯市", "HU", "Budapest"),
        ("Zürich", "CH", "Zürich"),
        ("zurich", "CH", "Zürich"),
    ],
)
def test_a_city_that_nobody_listed_is_found(name: str, iso2: str, english: str) -> None:
    resolution = found(name, iso2)
    assert resolution.status == "resolved"
    assert resolution.candidates[0].name_en == english
    assert resolution.place_id == resolution.candidates[0].place_id


def test_castries_is_the_first_candidate_for_its_taiwan_name() -> None:
    assert found("卡斯翠", "LC").candidates[0].name_en == "Castries"


def test_a_namesake_is_parted_by_the_state_only() -> None:
    assert found("克蘭頓", "US").status != "resolved"
    scranton = found("克蘭頓", "US", Hints(admin1_iso="US-PA")).candidates[0]
    assert (scranton.name_en, scranton.admin1_iso) == ("Scranton", "US-PA")
    newark = found("紐瓦克市", "US", Hints(admin1_iso="US-NJ"))
    assert newark.status == "resolved"
    assert newark.candidates[0].geonames_id == 5101798


def test_a_place_that_the_release_names_elsewhere_parts_namesakes() -> None:
    candidates = found("紐瓦克", "US").candidates
    delaware = next(c for c in candidates if c.admin1_iso == "US-DE")
    resolution = found("紐瓦克", "US", Hints(suggested=frozenset({delaware.place_id})))
    assert (resolution.status, resolution.place_id) == ("resolved", delaware.place_id)


def test_a_curated_name_is_answered_before_any_other_rule() -> None:
    curation = load_curation(ROOT / "curation")
    resolution = resolve("卡斯翠市", "LC", curation)
    assert (resolution.place_id, resolution.rule, resolution.score) == ("lc-castries", "curated", 1)


def test_the_generic_part_demands_a_kind_of_place() -> None:
    kinds = {c.kind for c in found("賓夕法尼亞州", "US").candidates}
    assert kinds == {"region"}


def test_a_country_that_is_not_known_is_found_with_the_place() -> None:
    assert found("雷克雅維克", None).candidates[0].country_iso2 == "IS"


@pytest.mark.parametrize(
    "name", ["", " ", "！？", "\n", "a" * 10_000, "市" * 10_000, "阿\n爾", "🏙"]
)
@pytest.mark.parametrize("iso2", ["LC", "XX"])
def test_what_is_no_name_is_left_to_a_person(name: str, iso2: str) -> None:
    resolution = found(name, iso2)
    assert (resolution.place_id, resolution.rule) == (None, "person")
    assert resolution.printed == name


def test_the_order_of_the_places_does_not_matter() -> None:
    places = contenders_of("IE", bare_curation())
    one, other = make_field(places), make_field(places[::-1])
    for name in ("都柏林", "科克", "戈爾韋", "利默里克市"):
        assert resolve_in(one, name) == resolve_in(other, name)


def test_many_keys_at_once_are_the_keys_one_by_one() -> None:
    names = ["臺北市", "格勒諾布爾-阿爾卑斯大都會區", "北市", "聖若澤·杜斯坎普斯", "", "東京都"]
    assert han_keys(names) == [(key(name), bare_key(name)[0]) for name in names]


def test_most_well_known_cities_are_found_and_hardly_one_is_wrong() -> None:
    questions = read_questions(ROOT / "benchmarks" / "names" / "further.csv")
    asked = [replace(q, admin1_iso=None) for q in questions if q.country_iso2 in {"DE", "AU", "FI"}]
    answers = [outcome.right for outcome in ours(asked, "open")]
    assert len(answers) > 30
    assert answers.count(True) > 0.85 * len(answers)
    assert answers.count(False) <= 1
