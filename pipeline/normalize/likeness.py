"""How alike two Chinese renderings of one foreign name are: 紐瓦克 and 紐華克, 貝爾墨潘 and 貝爾莫潘.

Two characters are alike as far as they stand for the same runs of Latin letters in the channel;
one that may stay silent (爾, 斯, 德) may be missing. Names are aligned, the alikeness multiplied.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pipeline.normalize.keys import is_han, pinyin_key
from pipeline.normalize.sound import Channel, Reals

LONGEST_NAME = 10
"""Characters of a listed name that are compared."""
SAME_SYLLABLE = 0.8
"""Least alikeness of two characters that sound the same but for the tone."""
_LEAST = 1e-3
_SILENT = (0.02, 0.5)
"""Least and greatest chance that a character of one name has none beside it in the other."""
_POOL = 1500
_ALIKE = 0.5


@dataclass(frozen=True, eq=False, slots=True)
class Alphabet:
    """The characters of some names: each one's runs of letters in the channel (`runs`, `chances`,
    from `starts` on), their length as a vector, how likely it stays silent, its syllable."""

    characters: tuple[str, ...]
    runs: NDArray[np.intp]
    chances: Reals
    starts: NDArray[np.intp]
    lengths: Reals
    silence: Reals
    syllables: NDArray[np.str_]


@dataclass(frozen=True, eq=False, slots=True)
class Renderings:
    """The Chinese names of a country's places. `codes` are characters as indices of the alphabet,
    one more than the last behind the end; `owners` are the places that have the names."""

    owners: NDArray[np.int32]
    codes: NDArray[np.int32]
    alphabet: Alphabet
    channel: Channel
    rows: dict[str, Reals] = field(default_factory=dict)


def renderings(names: Sequence[str], owners: Sequence[int], channel: Channel) -> Renderings:
    """Names (folded keys) made ready for comparison; what is not Han is passed over."""
    han = {character for character in set("".join(names)) if is_han(character)}
    kept = [
        (name if han.issuperset(name) else "".join(c for c in name if c in han))[:LONGEST_NAME]
        for name in names
    ]
    alphabet = _alphabet(sorted(set("".join(kept))), channel)
    index = {character: code for code, character in enumerate(alphabet.characters)}
    codes = np.full((len(kept), LONGEST_NAME), len(index), dtype=np.int32)
    for row, name in enumerate(kept):
        codes[row, : len(name)] = [index[c] for c in name]
    return Renderings(np.array(owners, dtype=np.int32), codes, alphabet, channel)


def likeness(name: str, listed: Renderings) -> tuple[NDArray[np.int32], Reals]:
    """The rows of listed names worth comparing, and the logarithm of how alike each is."""
    asked = [c for c in name if is_han(c)][:LONGEST_NAME]
    end = len(listed.alphabet.characters)
    if not asked or not end:
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
    alike = np.stack([_row(c, listed) for c in asked])
    rows = _pool(alike, listed.codes, end)
    codes = listed.codes[rows]
    silence = np.append(listed.alphabet.silence, np.float32(0))
    missed = silence[codes]
    before = np.zeros((len(rows), LONGEST_NAME + 1), dtype=np.float32)
    before[:, 1:] = np.cumsum(missed, axis=1)
    for place, character in enumerate(asked):
        after = before + _silence_of(character, listed.channel)
        met = before[:, :-1] + alike[place][codes]
        for column in range(LONGEST_NAME):
            passed = np.maximum(met[:, column], after[:, column] + missed[:, column])
            np.maximum(after[:, column + 1], passed, out=after[:, column + 1])
        before = after
    return rows, before[np.arange(len(rows)), (codes != end).sum(axis=1)]


def _pool(alike: Reals, codes: NDArray[np.int32], end: int) -> NDArray[np.int32]:
    """The rows with the most characters like one that is asked for."""
    if len(codes) <= _POOL:
        return np.arange(len(codes), dtype=np.int32)
    near = (alike > np.log(_ALIKE)).any(axis=0)
    near[end] = False
    share = near[codes].sum(axis=1) - 0.5 * np.abs((codes != end).sum(axis=1) - len(alike))
    best = np.argsort(-share, kind="stable")[:_POOL]
    return np.sort(best).astype(np.int32)


def _row(character: str, listed: Renderings) -> Reals:
    """How alike a character is to each of the alphabet, as a logarithm; nothing is like the end."""
    row = listed.rows.get(character)
    if row is None:
        alphabet, syllable = listed.alphabet, pinyin_key(character)
        asked = listed.channel.chances_of((character, syllable))
        sums = np.add.reduceat(asked[alphabet.runs] * alphabet.chances, alphabet.starts)
        alike = sums / (alphabet.lengths * max(float(np.sqrt(asked @ asked)), _LEAST))
        alike[alphabet.syllables == syllable] = SAME_SYLLABLE
        alike[np.array(alphabet.characters) == character] = 1.0
        row = np.log(np.clip(np.append(alike, 0.0), _LEAST, 1.0)).astype(np.float32)
        listed.rows[character] = row
    return row


def _alphabet(characters: Sequence[str], channel: Channel) -> Alphabet:
    runs, chances, lengths = [np.zeros(0, dtype=np.intp)], [np.zeros(0, dtype=np.float32)], []
    for character in characters:
        row = channel.chances_of((character, pinyin_key(character)))
        held = np.append(np.flatnonzero(row > _LEAST), 0)
        runs.append(held)
        chances.append(np.where(held == 0, row[0], row[held]))
        lengths.append(max(float(np.sqrt(row @ row)), _LEAST))
    sizes = [len(held) for held in runs[1:]]
    return Alphabet(
        tuple(characters),
        np.concatenate(runs),
        np.concatenate(chances),
        np.cumsum([0, *sizes[:-1]]).astype(np.intp) if sizes else np.zeros(0, dtype=np.intp),
        np.array(lengths, dtype=np.float32),
        np.array([_silence_of(c, channel) for c in characters], dtype=np.float32),
        np.array([pinyin_key(c) for c in characters]),
    )


def _silence_of(character: str, channel: Channel) -> np.float32:
    chance = channel.chances_of((character, pinyin_key(character)))[0]
    return np.float32(np.log(np.clip(chance, *_SILENT)))
