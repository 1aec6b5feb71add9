"""Joining people, on any mentions."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.people import join_people
from pipeline.normalize.person_names import likeness, name_key
from pipeline.normalize.person_pairs import pairs_to_compare
from pipeline.normalize.person_rule import Mention, compare

NAMES = st.sampled_from(
    [
        "Paige Coggnet",
        "Paige Cagnetti",
        "Lee Jae-jun",
        "Lee Jae-myung",
        "柯文哲",
        "柯",
        "賀瑞普",
        "A B",
        "P. Cognetti",
        "Paige",
        "Ji Hoon Kim",
        "Kim Jihoon",
        "Micheal Schönau",
        "Michael Schoenau",
        "Daniel Quintero",
        "金特羅",
        "Hřib",
        "!",
    ]
) | st.text(alphabet="aehkimnopy -.柯文", min_size=1, max_size=9)
MENTIONS = st.builds(
    Mention,
    name=NAMES,
    place=st.sampled_from(["us-scranton-pa", "kr-goyang", "tw-taipei"]),
    rank=st.sampled_from(["head", "deputy", None]),
    year=st.sampled_from([2020, 2021, 2023, None]),
    alias=st.none() | NAMES,
)
CURATED = st.builds(replace, MENTIONS, person_id=st.sampled_from(["paige-cognetti", "ko-wen-je"]))
DECIDED = {"kr-goyang": {frozenset({name_key("Paige"), name_key("柯")}): True}}


@given(st.lists(MENTIONS, max_size=12))
def test_a_person_is_of_one_place(mentions: list[Mention]) -> None:
    joined = join_people(mentions)
    assert set(joined) == set(range(len(mentions)))
    for one in joined:
        for other in joined:
            if joined[one].person_id == joined[other].person_id:
                assert mentions[one].place == mentions[other].place


@given(st.lists(MENTIONS, max_size=10), MENTIONS)
def test_equal_mentions_are_one_person(mentions: list[Mention], again: Mention) -> None:
    joined = join_people([again, *mentions, again])
    assert joined[0] == joined[len(mentions) + 1]


@given(st.lists(MENTIONS | CURATED, max_size=12))
def test_no_two_mentions_of_one_person_or_in_doubt_go_without_a_comparison(
    mentions: list[Mention],
) -> None:
    pairs = [*pairs_to_compare(mentions, DECIDED)]
    assert len({*pairs}) == len(pairs)
    for one, other in combinations(range(len(mentions)), 2):
        if compare(mentions[one], mentions[other], DECIDED) != "other":
            assert (one, other) in pairs


def test_strangers_of_a_place_are_not_compared_each_with_each() -> None:
    syllables = ["bar", "cel", "dim", "fon", "gus", "hir", "jav", "kop", "lut", "mez"]
    names = [
        f"{''.join(first).title()} {''.join(last).title()}"
        for first, last in zip(
            product(syllables, repeat=3), reversed([*product(syllables, repeat=3)]), strict=True
        )
    ]
    mentions = [Mention(name, "a", "head", 2000 + 2 * nth) for nth, name in enumerate(names)]
    assert len(mentions) == 1000
    assert len([*pairs_to_compare(mentions, {})]) < 50 * len(mentions)


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_a_fraction_and_goes_both_ways(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)
