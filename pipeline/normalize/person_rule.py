"""Whether two mentions are of one person: by place, office, year, and how alike the names are.

Names alone never decide (two mayors called Lee Jae-jun): only people of one place are compared.
The bounds were measured on the pairs that `person_names` names.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal

from pipeline.dataset import Rank
from pipeline.normalize.keys import is_han, key
from pipeline.normalize.person_names import (
    is_shortened,
    is_spelling_of,
    likeness,
    name_key,
    sound_of_names,
    sounds_alike,
)

Verdict = Literal["same", "unsure", "other"]

NEAR_HEAD = 0.65
"""Likeness from which a person should look at two names of a place's head in one year: misprints
(Coggnet, Cagnetti) are as near as people are who succeed each other."""
NEAR_OFFICE = 0.75
"""The same in another office: a place has several deputies."""
NEAR_PLACE = 0.85
"""The same for names of one place in other years or offices."""
SOUND_SAME = -2.8
"""Likelihood a character of a Chinese and a Latin name that are one person's whatever the office:
the tests hold such pairs against strangers, the nearest of whom have -3.2."""
SOUND_NEAR = -6.0
"""Likelihood that does not speak against one person: nine in ten strangers have less, and so have
some adopted names (白思豪 for de Blasio)."""
ADOPTED_LENGTH = 3
"""Characters of a Chinese name that a foreigner adopts; a longer one is written by sound."""

_SURNAME_LENGTH = 2
TAIWAN = "tw-"
"""What ids of places in Taiwan begin with: there names in two scripts tell each other by romanisation."""


@dataclass(frozen=True, slots=True)
class Mention:
    """A person named for a seat.

    `place` is any key that tells places apart and joins the same (a place_id, or a seat slug
    where the place is not resolved; an organisation where no place is represented). `year` is
    that of the summit. `person_id` is the curated person, if it is one.
    """

    name: str
    place: str
    rank: Rank | None
    year: int | None
    person_id: str | None = None
    alias: str | None = None
    """The name in another script that is printed with it."""

    @property
    def names(self) -> tuple[str, ...]:
        return (self.name,) if self.alias is None else (self.name, self.alias)


Said = Mapping[str, Mapping[frozenset[str], bool]]
"""What people said: place -> the keys (`name_key`) of two names -> whether they are one person's."""
NOTHING: Said = MappingProxyType({})


def decided(one: Mention, other: Mention, said: Said) -> bool | None:
    """What a person said of two mentions of a place; None where nobody said anything."""
    about = said.get(one.place)
    if about is None:
        return None
    pairs = (frozenset({name_key(a), name_key(b)}) for a in one.names for b in other.names)
    return next((about[pair] for pair in pairs if pair in about), None)


def compare(one: Mention, other: Mention, said: Said = NOTHING) -> Verdict:
    """Whether two mentions are of one person; what a person said goes before the rule."""
    if one.place != other.place:
        return "other"
    if one.person_id and other.person_id:
        return "same" if one.person_id == other.person_id else "other"
    told = decided(one, other, said)
    if told is not None:
        return "same" if told else "other"
    verdicts = [_compare(a, b, one, other) for a in one.names for b in other.names]
    return next(v for v in ("same", "unsure", "other") if v in verdicts)


def _compare(name: str, other_name: str, one: Mention, other: Mention) -> Verdict:
    if is_han(name) and is_han(other_name):
        return _compare_chinese(name, other_name, one, other)
    if is_han(name) or is_han(other_name):
        chinese, latin = (name, other_name) if is_han(name) else (other_name, name)
        return _compare_scripts(chinese, latin, one, other)
    return _compare_latin(name, other_name, one, other)


def _compare_latin(name: str, other_name: str, one: Mention, other: Mention) -> Verdict:
    """One name in whatever spelling, shortened (P. Cognetti) in the office within a year.

    What is only near goes to a person: it is a misprint, or somebody else.
    """
    one_office = _one_rank(one, other) and _apart(one, other) == 0
    if is_spelling_of(name, other_name):
        return "same"
    if _one_rank(one, other) and _apart(one, other) <= 1 and is_shortened(name, other_name):
        return "same"
    near = NEAR_PLACE
    if one_office:
        near = NEAR_HEAD if one.rank == "head" else NEAR_OFFICE
    return "unsure" if likeness(name, other_name) >= near else "other"


def _compare_chinese(name: str, other_name: str, one: Mention, other: Mention) -> Verdict:
    """One name, or a bare surname (柯 of 柯市長) in the office within a year.

    Of two heads of a place in one year whose names are half the same (賀瑞普, 賀吉普) one is a
    misprint or another rendering: it goes to a person.
    """
    first, second = sorted((key(name), key(other_name)), key=len)
    if first == second:
        return "same"
    bare = len(first) < _SURNAME_LENGTH and second.startswith(first)
    if bare and one.rank == other.rank and _apart(one, other) <= 1:
        return "same"
    heads = one.rank == other.rank == "head" and _apart(one, other) == 0
    alike = sum(a == b for a, b in zip(first, second, strict=False))
    return "unsure" if heads and 2 * alike >= len(second) else "other"


def _compare_scripts(chinese: str, latin: str, one: Mention, other: Mention) -> Verdict:
    """The head of a place in one year is one person, unless a name written by sound says otherwise.

    Everybody else has to sound alike, in Taiwan by romanisation; what is near goes to a person.
    """
    heads = one.rank == other.rank == "head"
    apart = _apart(one, other)
    if one.place.startswith(TAIWAN):
        return "same" if heads and apart == 0 and sounds_alike(chinese, latin) else "other"
    sound = sound_of_names(chinese, latin)
    if sound >= SOUND_SAME:
        return "same"
    if heads and apart == 0:
        by_sound = len(key(chinese)) > ADOPTED_LENGTH
        return "unsure" if by_sound and sound < SOUND_NEAR else "same"
    near = _one_rank(one, other) and apart <= (1 if heads else 0)
    return "unsure" if near and sound >= SOUND_NEAR else "other"


def _one_rank(one: Mention, other: Mention) -> bool:
    return one.rank == other.rank


def _apart(one: Mention, other: Mention) -> float:
    """Years between two mentions; without end where one has none."""
    if one.year is None or other.year is None:
        return 0 if one.year == other.year else float("inf")
    return abs(one.year - other.year)
