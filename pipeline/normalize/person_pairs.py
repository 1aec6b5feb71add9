"""Which mentions are worth a comparison: those that share something which the rule looks at.

All others are of two people by `person_rule.compare`, so that a place with thousands of names does
not cost a comparison of each with each (record linkage calls it blocking).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from itertools import combinations, product

import numpy as np
from rapidfuzz.distance import JaroWinkler
from rapidfuzz.process import cdist

from pipeline.normalize.keys import is_han, key
from pipeline.normalize.person_names import (
    name_key,
    sounds_of_names,
    spelling_keys,
    words_of_name,
)
from pipeline.normalize.person_rule import NEAR_PLACE, SOUND_SAME, TAIWAN, Mention, Said

Pair = tuple[int, int]
_ROUNDING = 1e-4
"""Single precision is not to lose a pair that the rule's bounds take in."""
_ROWS = 512
"""Words compared with all others of their place at once."""


def pairs_to_compare(mentions: Sequence[Mention], said: Said) -> Iterator[Pair]:
    """The indices, smaller first, of each two mentions that may be of one person, or leave a doubt.

    They come place by place, in the order of the first mentions, and sorted within a place.
    """
    places: dict[str, list[int]] = defaultdict(list)
    for index, mention in enumerate(mentions):
        places[mention.place].append(index)
    for place, indices in places.items():
        if len(indices) > 1:
            concerned = frozenset().union(*said.get(place, ()))
            yield from sorted(_of_place(mentions, indices, concerned))


def _of_place(
    mentions: Sequence[Mention], indices: Sequence[int], concerned: AbstractSet[str]
) -> set[Pair]:
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    named: dict[str, list[int]] = defaultdict(list)
    for index in indices:
        for block in {*_blocks(mentions[index], concerned)}:
            blocks[block].append(index)
        for name in {*mentions[index].names}:
            named[name].append(index)
    found = {pair for members in blocks.values() for pair in combinations(members, 2)}
    latin = [name for name in named if not is_han(name)]
    alike = [_near_names(latin)]
    if not mentions[indices[0]].place.startswith(TAIWAN):
        alike.append(_sounding_alike(filter(is_han, named), latin))
    for one, other in {pair for pairs in alike for pair in pairs}:
        found |= {(min(p), max(p)) for p in product(named[one], named[other]) if p[0] != p[1]}
    return found


def _blocks(mention: Mention, concerned: AbstractSet[str]) -> Iterator[Hashable]:
    """Of what kinds a mention is; two of one kind are compared."""
    # in the office, of this year and the one before: years apart by one share a block
    years = (None,) if mention.year is None else (mention.year, mention.year + 1)
    yield from (("office", mention.rank, year) for year in years)
    if mention.person_id:
        yield "person", mention.person_id
    for name in mention.names:
        if name_key(name) in concerned:
            yield "decided"
        if is_han(name):
            yield "chinese", key(name)
        else:
            yield from (("spelling", spelling) for spelling in spelling_keys(name))


def _near_names(names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Latin names that may be as like as `NEAR_PLACE`: some word of one is as like one of the other,
    or begins with it where it is an initial."""
    holders: dict[str, list[str]] = defaultdict(list)
    for name in names:
        for word in {*words_of_name(name)}:
            holders[word].append(name)
    words = sorted(holders)
    for one, other in _near_words(words):
        yield from (
            combinations(holders[one], 2) if one == other else product(holders[one], holders[other])
        )


def _near_words(words: Sequence[str]) -> Iterator[tuple[str, str]]:
    scorer = JaroWinkler.normalized_similarity
    for start in range(0, len(words), _ROWS):
        rows = words[start : start + _ROWS]
        for at, near in enumerate(cdist(rows, words, scorer=scorer) >= NEAR_PLACE - _ROUNDING):
            row = start + at
            yield from ((words[row], words[i]) for i in np.flatnonzero(near).tolist() if i >= row)
            if len(words[row]) == 1:
                yield from ((words[row], one) for one in words if one[0] == words[row])


def _sounding_alike(chinese: Iterable[str], latin: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Names of which one is the other in another script, by sound alone."""
    for name in chinese:
        for other, sound in zip(latin, sounds_of_names(name, latin), strict=True):
            if sound >= SOUND_SAME - _ROUNDING:
                yield name, other
