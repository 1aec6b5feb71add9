"""Which mentions are of one person, over all releases: joined by the rule, named once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count

from pipeline.normalize.entries import PersonEntry
from pipeline.normalize.keys import is_han, key, slug
from pipeline.normalize.person_names import canonical_order, well_formed
from pipeline.normalize.person_pairs import pairs_to_compare
from pipeline.normalize.person_rule import NOTHING, Mention, Said, Verdict, compare, decided

_SURNAME_LENGTH = 2
_Compared = tuple[int, int, Verdict]


@dataclass(frozen=True, slots=True)
class PersonIdentity:
    """Who a mention is: id, canonical name, Chinese name, and ids of people that it may also be."""

    person_id: str
    name: str
    name_zh: str | None
    unsure: tuple[str, ...] = ()


def join_people(
    mentions: Sequence[Mention], people: Sequence[PersonEntry] = (), said: Said = NOTHING
) -> dict[int, PersonIdentity]:
    """Who each mention is, by its index; `people` are the curated ones (`curation.people`).

    `said` is what people decided about two names; two of whom they said that they are not one
    person are in no way joined.

    Mentions come in order of their releases' posting: an id is made from the first full name, so
    that a later release never moves it. Curated ids are kept, and two curated people never join.
    A namesake of somewhere else gets the place added to the id.
    """
    distinct = list(dict.fromkeys(mentions))
    compared = [
        (one, other, verdict)
        for one, other in pairs_to_compare(distinct, said)
        if (verdict := compare(distinct[one], distinct[other], said)) != "other"
    ]
    clusters = _clusters(distinct, compared, said)
    taken: dict[str, str] = {person.id: person.place or "" for person in people}
    by_id = {person.id: person for person in people}
    identities: list[PersonIdentity] = []
    for cluster in clusters:
        members = [distinct[index] for index in cluster]
        curated = next((m.person_id for m in members if m.person_id), None)
        person = by_id.get(curated) if curated else None
        identities.append(_identity(members, curated, person, taken))
    doubts = _doubts(compared, clusters)
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


@dataclass(slots=True)
class _Joined:
    """Disjoint sets of mentions; a set never holds two curated people, nor two kept apart."""

    mentions: Sequence[Mention]
    said: Said
    members: dict[int, list[int]] = field(init=False)
    leader: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.leader = list(range(len(self.mentions)))
        self.members = {index: [index] for index in self.leader}

    def join(self, one: int, other: int) -> None:
        first, second = sorted((self.leader[one], self.leader[other]))
        if first == second or self._kept_apart(first, second):
            return
        for index in self.members[second]:
            self.leader[index] = first
        self.members[first] += self.members.pop(second)

    def _kept_apart(self, first: int, second: int) -> bool:
        mine = [self.mentions[index] for index in self.members[first]]
        theirs = [self.mentions[index] for index in self.members[second]]
        curated = {mention.person_id for mention in (*mine, *theirs) if mention.person_id}
        return len(curated) > 1 or any(
            decided(a, b, self.said) is False for a in mine for b in theirs
        )


def _clusters(
    mentions: Sequence[Mention], compared: Iterable[_Compared], said: Said
) -> list[list[int]]:
    """Indices of mentions of one person, in order of the first."""
    joined = _Joined(mentions, said)
    for one, other, verdict in compared:
        if verdict == "same":
            joined.join(one, other)
    return [sorted(joined.members[root]) for root in sorted(joined.members)]


def _doubts(compared: Iterable[_Compared], clusters: Sequence[Sequence[int]]) -> list[list[int]]:
    """For each cluster, the others of its place that a person should compare it with."""
    cluster_of = {index: number for number, cluster in enumerate(clusters) for index in cluster}
    doubts: list[set[int]] = [set() for _ in clusters]
    for a, b, verdict in compared:
        one, other = cluster_of[a], cluster_of[b]
        if one != other and verdict == "unsure":
            doubts[one].add(other)
            doubts[other].add(one)
    return [sorted(numbers) for numbers in doubts]


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
    free = next(choice for choice in _choices(wanted, place) if choice not in taken)
    taken[free] = place
    return free


def _choices(wanted: str, place: str) -> Iterator[str]:
    yield wanted
    placed = f"{wanted}-{slug(place)}"
    yield placed
    yield from (f"{placed}-{number}" for number in count(2))
