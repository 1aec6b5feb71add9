"""Joining people, on any mentions."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.people import join_people
from pipeline.normalize.person_names import likeness
from pipeline.normalize.person_rule import Mention

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
    ]
)
MENTIONS = st.builds(
    Mention,
    name=NAMES,
    place=st.sampled_from(["us-scranton-pa", "kr-goyang", "tw-taipei"]),
    rank=st.sampled_from(["head", "deputy", None]),
    year=st.sampled_from([2020, 2021, None]),
)


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


@given(st.text(max_size=20), st.text(max_size=20))
def test_likeness_is_a_fraction_and_goes_both_ways(one: str, other: str) -> None:
    assert 0 <= likeness(one, other) <= 1
    assert likeness(one, other) == likeness(other, one)
