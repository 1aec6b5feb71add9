"""Which place a name means that no person listed: facts, what parts namesakes, hostile names."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.names.measure import ours
from benchmarks.names.questions import Question, bare_curation, read_questions, without_place
from pipeline.normalize.curation import load_curation
from pipeline.normalize.field import field_of
from pipeline.normalize.gazetteer.cities import cities_of, stored_columns
from pipeline.normalize.gazetteer.columns import columns_of, pack
from pipeline.normalize.keys import bare_key, han_keys, key
from pipeline.normalize.resolver import Hints, Resolution, resolve, resolve_in
from pipeline.normalize.spellings import spelling_forms

ROOT = Path(__file__).parents[2]
KINGSTON = Question("facts", "京斯頓", "JM", 3489854, "Kingston")


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


def test_a_subdivision_that_holds_no_such_place_parts_nothing() -> None:
    told = [found("克蘭頓", "US", Hints(admin1)).candidates for admin1 in (None, "US-ZZ", "PL-22")]
    assert told[0] == told[1] == told[2]


def test_a_place_that_the_release_names_elsewhere_parts_namesakes() -> None:
    candidates = found("紐瓦克", "US").candidates
    delaware = next(c for c in candidates if c.admin1_iso == "US-DE")
    resolution = found("紐瓦克", "US", Hints(suggested=frozenset({delaware.place_id})))
    assert (resolution.status, resolution.place_id) == ("resolved", delaware.place_id)


def test_a_curated_name_is_answered_before_any_other_rule() -> None:
    curation = load_curation(ROOT / "curation")
    resolution = resolve("卡斯翠市", "LC", curation)
    assert (resolution.place_id, resolution.rule, resolution.score) == ("lc-castries", "curated", 1)


@pytest.mark.parametrize(
    ("printed", "iso2", "place_id"),
    [
        ("富山市", "JP", "jp-toyama"),
        ("前橋市", "JP", "jp-maebashi"),
        ("津市", "JP", "jp-tsu"),
        ("長崎", "JP", "jp-nagasaki"),
        ("原州市", "KR", "kr-wonju"),
        ("浦項市", "KR", "kr-pohang"),
        ("光陽市", "KR", "kr-gwangyang"),
        ("光州市", "KR", "kr-gwangju"),
        ("議政府市", "KR", "kr-uijeongbu-si"),
        ("龍仁市", "KR", "kr-yongin"),
    ],
)
def test_a_name_in_characters_of_its_own_is_found_by_them_alone(
    printed: str, iso2: str, place_id: str
) -> None:
    resolution = found(printed, iso2)
    assert (resolution.place_id, resolution.method) == (place_id, "gazetteer")


@pytest.mark.parametrize("printed", ["釜仙市", "首珥市", "光仰市"])
def test_what_a_korean_name_sounds_like_in_mandarin_decides_nothing(printed: str) -> None:
    resolution = found(printed, "KR")
    assert resolution.place_id is None
    assert resolution.candidates


def test_the_generic_part_demands_a_kind_of_place() -> None:
    kinds = {c.kind for c in found("賓夕法尼亞州", "US").candidates}
    assert kinds == {"region"}


@pytest.mark.parametrize(
    ("printed", "iso2", "place_id"),
    [
        ("蒙特婁", "CA", "ca-montreal"),
        ("恩荷芬市", "NL", "nl-eindhoven"),
        ("里昂", "FR", "fr-lyon"),
        ("水牛城", "US", "us-buffalo"),
        ("康城", "FR", "fr-caen"),
        ("宿霧", "PH", "ph-cebu-city"),
        ("北九州", "JP", "jp-kitakyushu"),
        ("北九州市", "JP", "jp-kitakyushu"),
        ("議政府", "KR", "kr-uijeongbu-si"),
        ("檳州", "MY", "my-penang"),
        ("檳城", "MY", "my-penang"),
        ("蒙特婁", None, "ca-montreal"),
        ("科羅州", "PW", "pw-koror-state"),
        ("平陽省", "VN", "vn-binh-duong-province"),
        ("巴伐利亞州", "DE", "de-bavaria"),
        ("古吉拉特邦", "IN", "in-gujarat-state"),
        ("托斯卡尼", "IT", "it-tuscany"),
        ("普吉", "TH", "th-phuket"),
        ("春武里府", "TH", "th-chon-buri-province"),
    ],
)
def test_what_taiwan_calls_a_place(printed: str, iso2: str | None, place_id: str) -> None:
    resolution = found(printed, iso2)
    assert (resolution.place_id, resolution.method) == (place_id, "gazetteer")


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


@pytest.mark.parametrize("iso2", ["IE", "LU"])
def test_the_archive_holds_the_columns_that_its_cities_have(iso2: str) -> None:
    assert pack(stored_columns(iso2)) == pack(columns_of(cities_of(iso2)))


def test_a_curated_place_stands_for_the_city_with_its_id() -> None:
    field = field_of("LC", load_curation(ROOT / "curation"))
    castries = [i for i in range(len(field.contenders)) if field.columns.numbers[i] == 3576812]
    assert len(castries) == 2
    assert [field.contenders[i].place_id for i in castries if field.present[i]] == ["lc-castries"]


@pytest.mark.parametrize(
    ("name", "iso2", "place_id"),
    [
        ("第戎", "FR", "fr-dijon"),
        ("第戎大都會區", "FR", "fr-dijon-metropole"),
        ("台東縣", None, "tw-taitung-county"),
        ("米德瓦爾", None, "za-midvaal"),
    ],
)
def test_a_generic_part_parts_a_city_from_its_region(
    name: str, iso2: str | None, place_id: str
) -> None:
    resolution = resolve(name, iso2, load_curation(ROOT / "curation"))
    assert (resolution.status, resolution.place_id) == ("resolved", place_id)


def test_a_kind_that_a_country_does_not_have_leaves_candidates_of_others() -> None:
    resolution = found("奈洛比郡", "KE")
    assert (resolution.status, resolution.score) == ("unknown", None)
    assert resolution.candidates[0].name_en == "Nairobi"
    assert {one.probability for one in resolution.candidates} == {None}


def test_an_abbreviated_word_is_heard_in_full() -> None:
    assert spelling_forms("St. Moritz")[0] == "saintmoritz"
    assert found("Saint Louis", "US").candidates[0].name_en == "St. Louis"


def test_sound_alone_is_no_answer_where_the_country_is_not_known() -> None:
    assert found("必倫", None).rule == "person"
    assert found("利馬", None).candidates[0].country_iso2 == "PE"


def test_a_name_heard_in_part_only_is_left_to_a_person() -> None:
    jamaica = found("京斯頓", "JM")
    assert (jamaica.status, jamaica.candidates[0].name_en) == ("resolved", "Kingston")
    left = resolve_in(without_place(field_of("JM", bare_curation()), KINGSTON), "京斯頓")
    assert left.status != "resolved"


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


Asked = tuple[str, str | None, str | None]
"""A name, its country and its subdivision."""
First = tuple[str, float, float | None]
"""A candidate, its distance in sound, its probability."""
MEASURED: list[tuple[Asked, tuple[str, str], list[First]]] = [
    (
        ("卡斯翠", "LC", None),
        ("resolved", "sound"),
        [("lc-castries", 1.7, 0.9312), ("lc-gros-islet", 4.82, 0.0007)],
    ),
    (
        ("京斯頓", "JM", None),
        ("resolved", "pinyin"),
        [("jm-kingston", 0.35, 0.9894), ("jm-new-kingston", 0.75, 0.0001)],
    ),
    (
        ("貝爾墨潘市", "BZ", None),
        ("resolved", "pinyin"),
        [("bz-belmopan", 0.39, 0.9961), ("bz-belize-city", 2.5, 0.0)],
    ),
    (
        ("列日", "BE", None),
        ("resolved", "exact"),
        [("be-liege", 0.8, 0.9871), ("be-lier", 1.48, 0.0002)],
    ),
    (
        ("哥倫比亞", "US", None),
        ("ambiguous", "person"),
        [("us-columbia-sc", 0.76, 0.9595), ("us-columbia-mo", 0.76, 0.013)],
    ),
    (
        ("蘇黎士", "CH", None),
        ("resolved", "pinyin"),
        [("ch-zurich", 1.46, 0.9878), ("ch-zurich-kreis-11", 2.14, 0.0)],
    ),
    (
        ("必倫", None, None),
        ("unknown", "person"),
        [("br-belem", 0.59, 0.9912), ("my-pelentong", 0.95, 0.0001)],
    ),
    (
        ("利馬", None, None),
        ("resolved", "exact"),
        [("pe-lima", 0.1, 0.9995), ("cy-limassol", 0.76, 0.0)],
    ),
    (
        ("克蘭頓", "US", None),
        ("ambiguous", "person"),
        [("us-clanton", 0.47, 0.5861), ("us-clinton-md", 0.76, 0.0516)],
    ),
    (
        ("克蘭頓", "US", "US-PA"),
        ("unknown", "person"),
        [("us-scranton-pa", 1.68, 0.6743), ("us-clairton", 1.71, 0.041)],
    ),
    (
        ("紐瓦克", "US", None),
        ("unknown", "person"),
        [("us-newark-nj", 1.22, 0.9225), ("us-newark-de", 1.22, 0.0182)],
    ),
    (
        ("舊金山", "US", None),
        ("resolved", "exact"),
        [("us-san-francisco", 3.88, 0.9682), ("us-south-san-francisco", 4.01, 0.0)],
    ),
    (
        ("聖安東尼", "US", None),
        ("resolved", "sound"),
        [("us-san-antonio", 0.99, 0.9807), ("us-san-antonio-fl", 0.99, 0.0001)],
    ),
    (
        ("Newark", "US", None),
        ("ambiguous", "person"),
        [("us-newark-nj", 0.0, 0.6684), ("us-newark-oh", 0.0, 0.114)],
    ),
    (
        ("奈洛比郡", "KE", None),
        ("unknown", "person"),
        [("ke-nairobi", 0.77, None), ("ke-narok", 3.68, None)],
    ),
    (
        ("坦佩類", "FI", None),
        ("resolved", "pinyin"),
        [("fi-tampere", 0.4, 0.9956), ("fi-tampella", 1.08, 0.0)],
    ),
    (
        ("瓦爾迪維亞", "CL", None),
        ("resolved", "exact"),
        [("cl-valdivia", 0.31, 0.998), ("cl-valparaiso", 2.5, 0.0)],
    ),
    (
        ("慕尼克", "DE", None),
        ("resolved", "sound"),
        [("de-munich", 0.92, 0.9679), ("de-chemnitz", 2.02, 0.0002)],
    ),
    (
        ("賓夕法尼亞州", "US", None),
        ("resolved", "exact"),
        [("us-pennsylvania", 0.0, 1.0)],
    ),
]


@pytest.mark.parametrize(("asked", "answer", "first_two"), MEASURED)
def test_how_near_the_first_two_are_and_how_sure(
    asked: Asked, answer: tuple[str, str], first_two: list[First]
) -> None:
    name, iso2, admin1 = asked
    resolution = found(name, iso2, Hints(admin1))
    assert (resolution.status, resolution.rule) == answer
    assert [one.place_id for one in resolution.candidates[:2]] == [one[0] for one in first_two]
    for candidate, (_, distance, probability) in zip(
        resolution.candidates, first_two, strict=False
    ):
        assert candidate.distance == pytest.approx(distance, abs=0.011)
        assert candidate.probability == pytest.approx(probability, abs=0.002)
