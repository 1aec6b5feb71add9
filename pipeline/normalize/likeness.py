"""How alike two Chinese renderings of one foreign name are: 紐瓦克 and 紐華克, 貝爾墨潘 and 貝爾莫潘.

Two characters are alike as far as they stand for the same runs of Latin letters in the channel;
one that may stay silent (爾, 斯, 德) may be missing. Names are aligned, the alikeness multiplied.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipeline.normalize.keys import is_han, syllable_of
from pipeline.normalize.sound import Channel, Reals

LONGEST_NAME = 10
"""Characters of a listed name that are compared."""
LONGEST_KEY = 16
"""Characters of a listed name by which its key is known: none is longer."""
SAME_SYLLABLE = 0.8
"""Least alikeness of two characters that sound the same but for the tone."""
_LEAST = 1e-3
_SILENT = (0.02, 0.5)
"""Least and greatest chance that a character of one name has none beside it in the other."""
_POOL = 1500
_ALIKE = 0.5


@dataclass(frozen=True, eq=False, slots=True)
class Alphabet:
    """The characters of some names, their numbers, their syllables as numbers, and what the channel
    knows of each: its symbol and that of its syllable, how far each is believed, the length of its
    runs as a vector, how likely it stays silent."""

    characters: dict[str, int]
    syllables: dict[str, int]
    spoken: NDArray[np.int32]
    symbols: tuple[NDArray[np.int32], NDArray[np.int32]]
    believed: tuple[Reals, Reals]
    lengths: Reals
    silence: Reals


@dataclass(frozen=True, eq=False, slots=True)
class Renderings:
    """The keys of the Chinese names of a country's places. `codes` are characters as numbers of the
    alphabet, one more than the last behind the end; `wholes` and `bares` how many a key has with and
    without its generic part; `owners` the places that have the names."""

    owners: NDArray[np.int32]
    codes: NDArray[np.uint16]
    wholes: NDArray[np.uint8]
    bares: NDArray[np.uint8]
    alphabet: Alphabet
    channel: Channel
    rows: dict[str, Reals] = field(default_factory=dict)

    def with_key(self, name: str) -> NDArray[np.bool_]:
        """Which names have this key."""
        return self._with(name, self.wholes)

    def with_bare_key(self, name: str) -> NDArray[np.bool_]:
        """Which names have this key without their generic part."""
        return self._with(name, self.bares)

    def sounding(self, name: str) -> NDArray[np.bool_]:
        """Which names have, without their generic part, the same toneless pinyin."""
        asked = [self.alphabet.syllables.get(syllable_of(c), -1) for c in name]
        spoken = np.append(self.alphabet.spoken, np.int32(-2))
        return self._alike(asked, spoken[self.codes[:, : len(asked)]], self.bares)

    def owned(self, named: NDArray[np.bool_]) -> list[int]:
        """The places that have one of these names, in order."""
        return [int(owner) for owner in np.unique(self.owners[named])]

    def _with(self, name: str, lengths: NDArray[np.uint8]) -> NDArray[np.bool_]:
        asked = [self.alphabet.characters.get(c, -1) for c in name]
        return self._alike(asked, self.codes[:, : len(asked)], lengths)

    def _alike(
        self, asked: list[int], codes: NDArray[np.integer], lengths: NDArray[np.uint8]
    ) -> NDArray[np.bool_]:
        if not 0 < len(asked) <= LONGEST_KEY or min(asked) < 0:
            return np.zeros(len(self.owners), dtype=np.bool_)
        same: NDArray[np.bool_] = (codes == np.array(asked)).all(axis=1) & (lengths == len(asked))
        return same


def renderings(
    keys: bytes, bares: NDArray[np.uint8], owners: NDArray[np.int32], channel: Channel
) -> Renderings:
    """Keys, a line each in UTF-8, made ready for comparison."""
    points = np.frombuffer(keys.decode("utf-8").encode("utf-32-le"), dtype="<u4")
    ends = np.flatnonzero(points == ord("\n"))
    wholes = np.diff(ends, prepend=-1) - 1
    found, numbers = np.unique(points[points != ord("\n")], return_inverse=True)
    row = np.repeat(np.arange(len(ends)), wholes)
    column = np.arange(len(row)) - np.repeat(np.cumsum(wholes) - wholes, wholes)
    kept = column < LONGEST_KEY
    codes = np.full((len(ends), LONGEST_KEY), len(found), dtype=np.uint16)
    codes[row[kept], column[kept]] = numbers[kept]
    alphabet = _alphabet([chr(point) for point in found], channel)
    return Renderings(
        owners, codes, np.minimum(wholes, 255).astype(np.uint8), bares, alphabet, channel
    )


def likeness(name: str, listed: Renderings) -> tuple[NDArray[np.int32], Reals]:
    """The rows of listed names worth comparing, and the logarithm of how alike each is."""
    asked = [c for c in name if is_han(c)][:LONGEST_NAME]
    end = len(listed.alphabet.characters)
    if not asked or not end:
        return np.zeros(0, dtype=np.int32), np.zeros(0, dtype=np.float32)
    alike = np.stack([_row(c, listed) for c in asked])
    rows = _pool(alike, listed, end)
    lengths = np.minimum(listed.bares[rows], LONGEST_NAME)
    inside = np.arange(LONGEST_NAME) < lengths[:, None]
    codes = np.where(inside, listed.codes[rows, :LONGEST_NAME], end)
    silence = np.append(listed.alphabet.silence, np.float32(0))
    missed = silence[codes]
    before = np.zeros((len(rows), LONGEST_NAME + 1), dtype=np.float32)
    before[:, 1:] = np.cumsum(missed, axis=1)
    for place, character in enumerate(asked):
        _, _, silent = _heard(character, listed.channel)
        after = before + silent
        met = before[:, :-1] + alike[place][codes]
        for column in range(LONGEST_NAME):
            passed = np.maximum(met[:, column], after[:, column] + missed[:, column])
            np.maximum(after[:, column + 1], passed, out=after[:, column + 1])
        before = after
    return rows, before[np.arange(len(rows)), lengths]


def _pool(alike: Reals, listed: Renderings, end: int) -> NDArray[np.int32]:
    """The rows with the most characters like one that is asked for."""
    if len(listed.codes) <= _POOL:
        return np.arange(len(listed.codes), dtype=np.int32)
    near = (alike > np.log(_ALIKE)).any(axis=0)
    near[end] = False
    codes, lengths = listed.codes[:, :LONGEST_NAME], listed.bares.astype(np.float32)
    inside = np.arange(LONGEST_NAME) < listed.bares[:, None]
    share = (near[codes] & inside).sum(axis=1) - 0.5 * np.abs(lengths - len(alike))
    best = np.argsort(-share, kind="stable")[:_POOL]
    return np.sort(best).astype(np.int32)


def _row(character: str, listed: Renderings) -> Reals:
    """How alike a character is to each of the alphabet, as a logarithm; nothing is like the end."""
    row = listed.rows.get(character)
    if row is None:
        alphabet, syllable = listed.alphabet, syllable_of(character)
        heard, length, _ = _heard(character, listed.channel)
        sums = sum(
            share * heard[symbols]
            for share, symbols in zip(alphabet.believed, alphabet.symbols, strict=True)
        )
        alike = sums / (alphabet.lengths * length)
        alike[alphabet.spoken == alphabet.syllables.get(syllable, -1)] = SAME_SYLLABLE
        if character in alphabet.characters:
            alike[alphabet.characters[character]] = 1.0
        row = np.log(np.clip(np.append(alike, 0.0), _LEAST, 1.0)).astype(np.float32)
        listed.rows[character] = row
    return row


@lru_cache(maxsize=256)
def _heard(character: str, channel: Channel) -> tuple[Reals, float, np.float32]:
    """A character in the channel: its product with each symbol and with none, its length as a
    vector, and the logarithm of its chance to stay silent."""
    row = channel.chances_of((character, syllable_of(character)))
    products = np.append(channel.products(row), np.float32(0))
    silence = np.float32(np.log(np.clip(row[0], *_SILENT)))
    return products, max(float(np.sqrt(row @ row)), _LEAST), silence


def _alphabet(characters: list[str], channel: Channel) -> Alphabet:
    spoken = [syllable_of(character) for character in characters]
    syllables = {syllable: number for number, syllable in enumerate(dict.fromkeys(spoken))}
    none = len(channel.shares)
    own, said = (
        np.array([channel.symbols.get(symbol, none) for symbol in symbols], dtype=np.int32)
        for symbols in (characters, spoken)
    )
    shares = np.append(channel.shares, np.float32(0))
    first = shares[own]
    second = (1 - first) * shares[said]
    lengths, silence = channel.mixed((own, said), (first, second))
    return Alphabet(
        {character: number for number, character in enumerate(characters)},
        syllables,
        np.array([syllables[syllable] for syllable in spoken], dtype=np.int32),
        (own, said),
        (first, second),
        np.maximum(lengths, _LEAST),
        np.log(np.clip(silence, *_SILENT)).astype(np.float32),
    )
