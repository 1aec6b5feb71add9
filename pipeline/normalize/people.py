"""Which mentions are of one person, over all releases.

Names alone never decide (two mayors called Lee Jae-jun): people are joined within one place only,
by how alike the names are, with the office and the year setting how alike they must be.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from pipeline.dataset import Rank
from pipeline.normalize.entries import PersonEntry
from pipeline.normalize.keys import is_han, key, slug
from pipeline.normalize.person_names import (
    canonical_order,
    likeness,
    sounds_alike,
    well_formed,
)

SAME_HEAD = 0.75
"""Likeness from which two names of a place's head in one year are one person's (misprints)."""
SAME_PLACE = 0.85
"""The same for names of one place otherwise: it has several deputies, and heads succeed."""
UNSURE = 0.10
"""How far below that, in one office and year, a person should look at the two names."""

_SURNAME_LENGTH = 2
_TAIWAN = "tw-"


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


@dataclass(frozen=True, slots=True)
class PersonIdentity:
    """Who a mention is: id, canonical name, Chinese name, and ids of people that it may also be."""

    person_id: str
    name: str
    name_zh: str | None
    unsure: tuple[str, ...] = ()


def join_people(
    mentions: Sequence[Mention], people: Sequence[PersonEntry] = ()
) -> dict[int, PersonIdentity]:
    """Who each mention is, by its index; `people` are the curated ones (`curation.people`).

    Mentions come in order of their releases' posting: an id is made from the first full name, so
    that a later release never moves it. Curated ids are kept, and two curated people never join.
    A namesake of somewhere else gets the place added to the id.
    """
    distinct = list(dict.fromkeys(mentions))
    clusters = _clusters(distinct)
    taken: dict[str, str] = {person.id: person.place or "" for person in people}
    by_id = {person.id: person for person in people}
    identities: list[PersonIdentity] = []
    for cluster in clusters:
        members = [distinct[index] for index in cluster]
        curated = next((m.person_id for m in members if m.person_id), None)
        person = by_id.get(curated) if curated else None
        identities.append(_identity(members, curated, person, taken))
    doubts = _doubts(distinct, clusters)
    named = [
        PersonIdentity(
            one.person_id, one.name, one.name_zh, tuple(identities[i].person_id for i in doubt)
        )
        for one, doubt in zip(identities, doubts, strict=True)
    ]
    found = {
        distinct[i]: one for one, cluster in zip(named, clusters, strict=True) for i in cluster
    }
    return {index: found[mention] for index, mention in enumerate(mentions)}


def same_person(one: Mention, other: Mention) -> bool:
    """Whether two mentions are of one person, by the rule of joining."""
    if one.place != other.place:
        return False
    if one.person_id and other.person_id:
        return one.person_id == other.person_id
    return any(
        _same_name(replace(one, name=first), replace(other, name=second))
        for first in one.names
        for second in other.names
    )


def _same_name(one: Mention, other: Mention) -> bool:
    if is_han(one.name) and is_han(other.name):
        return _same_chinese(one, other)
    if is_han(one.name) or is_han(other.name):
        return _same_in_both_scripts(one, other)
    return likeness(one.name, other.name) >= _needed(one, other)


def _needed(one: Mention, other: Mention) -> float:
    one_head = one.rank == other.rank == "head" and one.year == other.year
    return SAME_HEAD if one_head else SAME_PLACE


def _same_chinese(one: Mention, other: Mention) -> bool:
    """One name, or a bare surname (柯 of 柯市長) in the office within a year."""
    first, second = sorted((key(one.name), key(other.name)), key=len)
    if first == second or len(first) >= _SURNAME_LENGTH:
        return first == second
    near = one.year is not None and other.year is not None and abs(one.year - other.year) <= 1
    return second.startswith(first) and one.rank == other.rank and near


def _same_in_both_scripts(one: Mention, other: Mention) -> bool:
    """Both are the head of the place in one year; in Taiwan the names must sound alike too.

    Chinese names of foreigners follow no sound closely (賀瑞普 for Hřib).
    """
    chinese, latin = (one, other) if is_han(one.name) else (other, one)
    if one.rank != other.rank or one.rank != "head" or one.year != other.year:
        return False
    return not one.place.startswith(_TAIWAN) or sounds_alike(chinese.name, latin.name)


@dataclass(slots=True)
class _Joined:
    """Disjoint sets of mentions; a set never holds two curated people."""

    mentions: Sequence[Mention]
    leader: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.leader = list(range(len(self.mentions)))

    def find(self, index: int) -> int:
        while self.leader[index] != index:
            index = self.leader[index]
        return index

    def curated(self, root: int) -> set[str]:
        members = (m for i, m in enumerate(self.mentions) if self.find(i) == root)
        return {member.person_id for member in members if member.person_id}

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.find(one), self.find(other)))
        if first != second and len(self.curated(first) | self.curated(second)) < 2:
            self.leader[second] = first


def _clusters(mentions: Sequence[Mention]) -> list[list[int]]:
    """Indices of mentions of one person, in order of the first."""
    joined = _Joined(mentions)
    for indices in _by_place(mentions).values():
        pairs = [(a, b) for n, a in enumerate(indices) for b in indices[n + 1 :]]
        for one, other in pairs:
            if same_person(mentions[one], mentions[other]):
                joined.join(one, other)
    clusters: dict[int, list[int]] = {}
    for index in range(len(mentions)):
        clusters.setdefault(joined.find(index), []).append(index)
    return [clusters[root] for root in sorted(clusters)]


def _by_place(mentions: Iterable[Mention]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = {}
    for index, mention in enumerate(mentions):
        places.setdefault(mention.place, []).append(index)
    return places


def _doubts(mentions: Sequence[Mention], clusters: Sequence[Sequence[int]]) -> list[list[int]]:
    """For each cluster, the other clusters of its place, office and year with names near alike."""
    offices: dict[tuple[str, Rank | None, int | None], set[int]] = {}
    for number, cluster in enumerate(clusters):
        for index in cluster:
            mention = mentions[index]
            offices.setdefault((mention.place, mention.rank, mention.year), set()).add(number)
    doubts: list[set[int]] = [set() for _ in clusters]
    for numbers in offices.values():
        for one in numbers:
            for other in numbers - {one}:
                if _near(mentions, clusters[one], clusters[other]):
                    doubts[one].add(other)
    return [sorted(numbers) for numbers in doubts]


def _near(mentions: Sequence[Mention], one: Sequence[int], other: Sequence[int]) -> bool:
    pairs = ((mentions[a], mentions[b]) for a in one for b in other)
    return any(
        not (a.person_id and b.person_id)
        and not is_han(a.name)
        and not is_han(b.name)
        and likeness(a.name, b.name) >= _needed(a, b) - UNSURE
        for a, b in pairs
    )


def _identity(
    members: Sequence[Mention],
    curated: str | None,
    person: PersonEntry | None,
    taken: dict[str, str],
) -> PersonIdentity:
    if person is not None:
        return PersonIdentity(person.id, person.name, person.name_zh)
    names = [name for m in members for name in m.names]
    latin = [canonical_order(name) for name in names if not is_han(name)]
    chinese = [name for name in names if is_han(name)]
    full = [m.name for m in members if len(key(m.name)) >= _SURNAME_LENGTH]
    first = canonical_order((full or [members[0].name])[0])
    person_id = curated or _free_id(slug(first) or "unnamed", members[0].place, taken)
    name_zh = max(chinese, key=lambda name: (len(key(name)), name), default=None)
    name = max(latin, key=well_formed, default=name_zh or first)
    return PersonIdentity(person_id, name, name_zh)


def _free_id(wanted: str, place: str, taken: dict[str, str]) -> str:
    """The id, with the place and then a number added where somebody else has it."""
    choices = [wanted, f"{wanted}-{slug(place)}"]
    choices += [f"{choices[1]}-{number}" for number in range(2, len(taken) + 3)]
    free = next(choice for choice in choices if choice not in taken)
    taken[free] = place
    return free
