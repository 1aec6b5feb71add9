"""People: curated ones by their place, the others joined by the rule."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.dataset import Rank
from pipeline.normalize.curation import Curation, load_curation
from pipeline.normalize.known_people import homes, resolve_person
from pipeline.normalize.people import join_people
from pipeline.normalize.person_names import canonical_order, likeness, name_key, sound_of_names
from pipeline.normalize.person_rule import SOUND_SAME, Mention, compare


@pytest.fixture(scope="module")
def curation() -> Curation:
    return load_curation(Path(__file__).parents[2] / "curation")


@pytest.mark.parametrize(
    ("printed", "place", "person_id"),
    [
        ("Paige Coggnet", "us-scranton-pa", "paige-cognetti"),
        ("Paige Cagnetti", "us-scranton-pa", "paige-cognetti"),
        ("賀瑞普", "cz-prague", "zdenek-hrib"),
        ("Zdenek Hrib", "cz-prague", "zdenek-hrib"),
        ("Gabor Kerpel-Fronius", "hu-budapest", "gabor-kerpel-fronius"),
        ("Kwon, Young-jin", "kr-daegu", "kwon-young-jin"),
        ("Young-jin Kwon", "kr-daegu", "kwon-young-jin"),
        ("柯文哲", "tw-taipei", "ko-wen-je"),
        ("黄珊珊", "tw-taipei", "huang-shan-shan"),
        ("Daniel Quintero", "co-medellin", "daniel-quintero-calle"),
    ],
)
def test_a_spelling_is_its_person_s(
    curation: Curation, printed: str, place: str, person_id: str
) -> None:
    assert resolve_person(printed, curation, place).entity_id == person_id


def test_a_namesake_of_another_city_is_somebody_else(curation: Curation) -> None:
    assert resolve_person("Lee Jae-jun", curation, "kr-goyang").entity_id == "lee-jae-jun"
    assert resolve_person("Lee Jae-jun", curation, "kr-suwon").status == "unknown"


def test_an_envoy_is_known_by_the_country(curation: Curation) -> None:
    found = resolve_person("Omer Caspi", curation, None, country_iso2="IL")
    assert found.entity_id == "omer-caspi"


def test_a_surname_is_the_office_holder_of_that_year(curation: Curation) -> None:
    def who(surname: str, rank: Rank, year: int) -> str | None:
        return resolve_person(surname, curation, "tw-taipei", rank=rank, year=year).entity_id

    assert who("柯", "head", 2020) == "ko-wen-je"
    assert who("黃", "deputy", 2021) == "huang-shan-shan"
    assert who("柯", "deputy", 2020) is None
    assert who("柯", "head", 2030) is None


def test_a_person_says_which_namesake_of_a_city_is_meant(curation: Curation) -> None:
    assert homes("Allan Fung", curation) == {"us-cranston-ri"}


def test_misprints_are_more_alike_than_strangers() -> None:
    assert likeness("Paige Coggnet", "Paige Cagnetti") > 0.85
    assert likeness("Kwon Young-jin", "Young-jin Kwon") == 1
    assert likeness("Allan Fung", "Kenneth Hopkins") < 0.6
    assert likeness("Christophe Ferrari", "Éric Piolle") < 0.6


def test_the_comma_of_a_family_name_goes() -> None:
    assert canonical_order("Kwon, Young-jin") == "Kwon Young-jin"


def mayor(name: str, place: str, year: int, person_id: str | None = None) -> Mention:
    return Mention(name, place, "head", year, person_id)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (mayor("Paige Coggnet", "a", 2020), mayor("Paige Cagnetti", "a", 2020), False),
        (mayor("Song Bo-ra", "a", 2019), mayor("Jeong Bo-ra", "a", 2027), False),
        (mayor("Owen Sherfield", "a", 2016), mayor("Wendell Sherfield", "a", 2016), False),
        (mayor("Ji-hoon Kim", "a", 2016), mayor("Kim Ji Hoon", "a", 2024), True),
        (mayor("Kim Min", "a", 2016), mayor("Kim Young-min", "a", 2016), False),
        (mayor("Andreas Schoenau", "a", 2016), mayor("Andreas Schönau", "a", 2017), True),
        (mayor("Mohammad Rahimi", "a", 2016), mayor("Mohamad Rahimi", "a", 2019), True),
        (mayor("P. Cognetti", "a", 2020), mayor("Paige Cognetti", "a", 2021), True),
        (mayor("P. Cognetti", "a", 2020), mayor("Paige Cognetti", "a", 2029), False),
        (mayor("J. Cognetti", "a", 2020), mayor("Paige Cognetti", "a", 2020), False),
        (mayor("Lee Jae-jun", "a", 2022), mayor("Lee Jae-jun", "b", 2022), False),
        (mayor("Zdeněk Hřib", "a", 2021), mayor("Bohuslav Svoboda", "a", 2023), False),
        (mayor("Tunç Soyer", "a", 2020), mayor("Cemil Tugay", "a", 2024), False),
        (mayor("Daniel Quintero", "a", 2020), mayor("Daniel Quintero Calle", "a", 2021), True),
        (mayor("柯", "tw-taipei", 2020), mayor("柯文哲", "tw-taipei", 2021), True),
        (mayor("柯", "tw-taipei", 2020), mayor("蔣萬安", "tw-taipei", 2020), False),
        (mayor("賀瑞普", "a", 2020), mayor("Zdeněk Hřib", "a", 2020), True),
        (mayor("賀瑞普", "a", 2020), mayor("Zdeněk Hřib", "a", 2023), False),
        (mayor("柯文哲", "tw-taipei", 2022), mayor("Ko Wen-je", "tw-taipei", 2022), True),
        (mayor("柯文哲", "tw-taipei", 2022), mayor("Chiang Wan-an", "tw-taipei", 2022), False),
        (mayor("斯沃博達", "a", 2023), mayor("Bohuslav Svoboda", "a", 2024), True),
        (mayor("斯沃博達", "a", 2023), mayor("Zdeněk Hřib", "a", 2022), False),
        (mayor("金特羅", "a", 2020), Mention("Daniel Quintero", "a", "agency", 2024), True),
        (mayor("阿布杜拉希", "a", 2020), mayor("Bohuslav Svoboda", "a", 2020), False),
        (
            Mention("Bartosz Bartoszewicz", "a", "deputy", 2020),
            Mention("巴特什", "a", "deputy", 2020),
            False,  # a city has several deputies
        ),
    ],
)
def test_the_rule_of_joining(one: Mention, other: Mention, same: bool) -> None:
    assert (compare(one, other) == "same") is same
    assert (compare(other, one) == "same") is same


def test_spellings_are_joined_and_the_best_one_shown() -> None:
    joined = join_people(
        [
            mayor("Jan Novak", "cz-brno", 2023),
            mayor("Jan Novák", "cz-brno", 2024),
            mayor("Jan Novák", "cz-ostrava", 2024),
        ]
    )
    assert [joined[i].person_id for i in range(3)] == [
        "jan-novak",
        "jan-novak",
        "jan-novak-cz-ostrava",
    ]
    assert joined[0].name == "Jan Novák"


def test_a_later_release_does_not_move_an_id() -> None:
    first = [mayor("Maria Silva", "pt-porto", 2023)]
    later = [*first, mayor("Maria João Silva", "pt-porto", 2024)]
    assert join_people(later)[0].person_id == join_people(first)[0].person_id == "maria-silva"
    assert join_people(later)[0].name == "Maria João Silva"


def test_two_curated_people_are_never_joined(curation: Curation) -> None:
    joined = join_people(
        [
            mayor("Zdeněk Hřib", "cz-prague", 2020, "zdenek-hrib"),
            mayor("Zdenek Hribb", "cz-prague", 2020),
            mayor("Zdeněk Hříb", "cz-prague", 2020, "somebody-else"),
        ],
        curation.people,
    )
    assert joined[1].person_id == "zdenek-hrib"
    assert joined[2].person_id == "somebody-else"


def test_names_near_alike_in_one_office_are_left_to_a_person() -> None:
    joined = join_people([mayor("Tomas Berg", "x", 2023), mayor("Jonas Bark", "x", 2023)])
    assert joined[0].unsure == ("jonas-bark",)
    assert joined[1].unsure == ("tomas-berg",)


SAID = {
    "亞當斯": "Eric Adams",
    "薩迪克汗": "Sadiq Khan",
    "安娜伊達戈": "Anne Hidalgo",
    "斯沃博達": "Bohuslav Svoboda",
    "金特羅": "Daniel Quintero",
    "馬克宏": "Emmanuel Macron",
}
ADOPTED = {"賀瑞普": "Zdeněk Hřib", "賀錦麗": "Kamala Harris", "白思豪": "Bill de Blasio"}


def test_names_written_by_sound_are_told_from_strangers_and_adopted_ones_are_not() -> None:
    for chinese, latin in SAID.items():
        assert sound_of_names(chinese, latin) > SOUND_SAME
    for chinese, latin in ADOPTED.items():
        assert sound_of_names(chinese, latin) < SOUND_SAME
    everybody = SAID | ADOPTED
    for chinese, own in everybody.items():
        assert all(
            sound_of_names(chinese, latin) < SOUND_SAME
            for latin in everybody.values()
            if latin != own
        )


def test_a_deputy_in_two_scripts_is_left_to_a_person() -> None:
    one = Mention("Bartosz Bartoszewicz", "pl-gdynia", "deputy", 2020)
    assert compare(one, Mention("巴特什", "pl-gdynia", "deputy", 2020)) == "unsure"


@pytest.mark.parametrize(
    ("name", "rank", "year", "verdict"),
    [
        ("賀吉普", "head", 2023, "unsure"),
        ("賀吉普", "deputy", 2023, "other"),
        ("賀吉普", "head", 2026, "other"),
        ("史沃博達", "head", 2023, "other"),
    ],
)
def test_two_heads_of_a_place_whose_names_are_near_go_to_a_person(
    name: str, rank: Rank, year: int, verdict: str
) -> None:
    one = Mention("賀瑞普", "cz-prague", "head", 2023)
    assert compare(one, Mention(name, "cz-prague", rank, year)) == verdict


def test_a_decision_goes_before_the_rule() -> None:
    one, other = mayor("Tomas Berg", "x", 2023), mayor("Jonas Bark", "x", 2023)
    together = {"x": {frozenset({"tomasberg", "jonasbark"}): True}}
    assert join_people([one, other], said=together)[1].person_id == "tomas-berg"
    again = mayor("Tomas Bergh", "x", 2023)
    apart = join_people([one, again], said={"x": {frozenset({"tomasberg", "tomasbergh"}): False}})
    assert [apart[0].person_id, apart[1].person_id] == ["tomas-berg", "tomas-bergh"]
    assert apart[0].unsure == ()


def test_people_kept_apart_are_not_joined_by_a_third() -> None:
    names = ["Jan Novak", "Jan Nowak", "Jan Nowack"]
    mentions = [mayor(name, "x", 2023) for name in names]
    apart = {"x": {frozenset({name_key(names[0]), name_key(names[2])}): False}}
    joined = join_people(mentions, said=apart)
    assert joined[0].person_id != joined[2].person_id


def test_two_deputies_of_one_city_are_two_people() -> None:
    deputies = [Mention(name, "x", "deputy", 2023) for name in ("Maria Silva", "Mario Sousa")]
    joined = join_people(deputies)
    assert joined[0].person_id != joined[1].person_id


def test_an_initial_agrees_with_its_name_and_no_letter_with_nothing() -> None:
    assert likeness("J. Soto", "Juan Soto") > 0.95
    assert likeness("K. Soto", "Juan Soto") < 0.85
    assert likeness("Juan", "Juan Carlos Soto") == 1.0
    assert likeness("!", "Juan") == 0.0
    assert sound_of_names("市", "!") == float("-inf")


def test_namesakes_of_two_places_have_the_place_in_their_ids_and_a_third_a_number() -> None:
    places = ("kr-goyang", "kr-suwon", "KR Suwon")
    mentions = [Mention("Lee Jae-jun", place, "head", 2022) for place in places]
    found = join_people(mentions)
    assert [found[index].person_id for index in range(3)] == [
        "lee-jae-jun",
        "lee-jae-jun-kr-suwon",
        "lee-jae-jun-kr-suwon-2",
    ]


def test_two_mentions_without_a_year_are_of_one_time() -> None:
    def mention(name: str, year: int | None) -> Mention:
        return Mention(name, "tw-taipei", "head", year)

    assert compare(mention("柯", None), mention("柯文哲", None)) == "same"
    assert compare(mention("柯", 2020), mention("柯文哲", None)) == "other"
    assert compare(mention("柯", 2020), mention("柯文哲", 2021)) == "same"
    assert compare(mention("柯", 2020), mention("柯文哲", 2022)) == "other"


def test_a_shortened_name_is_that_of_the_office_within_a_year() -> None:
    def mention(name: str, year: int, rank: Rank = "head") -> Mention:
        return Mention(name, "us-scranton-pa", rank, year)

    short = mention("P. Cognetti", 2021)
    assert compare(short, mention("Paige Cognetti", 2022)) == "same"
    assert compare(short, mention("Paige Cognetti", 2023)) != "same"
    assert compare(short, mention("Paige Cognetti", 2021, "deputy")) != "same"
    assert compare(short, mention("Quentin Cognetti", 2021)) != "same"
