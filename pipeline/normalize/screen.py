"""A quick screen of Latin spellings by their consonants, before they are heard one by one.

Each spelling is cut into the pairs of consonants that follow each other, its ends counted too; a
Chinese name into the pairs that it is likely to stand for. What shares most is heard.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from pipeline.normalize.keys import is_han
from pipeline.normalize.sound import MOST_CHARACTERS, Channel, Reals, symbols_of
from pipeline.normalize.spellings import skeletons_of

_END, _CODES = 0, {consonant: code for code, consonant in enumerate("kptsfln", start=1)}
_BASE = len(_CODES) + 1
_RUNS = 12
"""Runs of a character that count."""


@dataclass(frozen=True, eq=False, slots=True)
class Screen:
    """`spellings[starts[p]:starts[p + 1]]` hold the pair of consonants p; `counts` says how many
    pairs each spelling has."""

    spellings: NDArray[np.int32]
    starts: NDArray[np.intp]
    counts: Reals

    def promising(self, name: str, channel: Channel, most: int) -> NDArray[np.intp]:
        """The spellings, at most so many, that share most with a name (a key)."""
        if len(self.counts) <= most:
            return np.arange(len(self.counts))
        weights = _expected(name, channel)
        shared = np.zeros(len(self.counts), dtype=np.float32)
        for pair in np.flatnonzero(weights):
            # a spelling that has a pair twice gains once: it is as much like the name
            shared[self.spellings[self.starts[pair] : self.starts[pair + 1]]] += weights[pair]
        shared /= self.counts + weights.sum()
        return np.sort(np.argpartition(-shared, most)[:most])


def make_screen(forms: bytes) -> Screen:
    """The screen of spellings, a line each; 0 stands before the first consonant and behind the
    last."""
    lines = b"\n" + skeletons_of(forms)
    codes = np.zeros(128, dtype=np.int16)
    codes[[ord(consonant) for consonant in _CODES]] = list(_CODES.values())
    consonants = codes[np.frombuffer(lines, dtype=np.uint8)]
    pairs = consonants[:-1] * np.int16(_BASE) + consonants[1:]
    spelling = np.cumsum(consonants[:-1] == _END, dtype=np.int32) - 1
    order = np.argsort(pairs, kind="stable")
    return Screen(
        spelling[order].astype(np.int32),
        np.searchsorted(pairs[order], np.arange(_BASE * _BASE + 1)),
        np.bincount(spelling).astype(np.float32),
    )


def _expected(name: str, channel: Channel) -> Reals:
    """How often each pair of consonants is to be expected in the Latin form of a name."""
    found = np.zeros((_BASE, _BASE), dtype=np.float32)
    last = np.eye(_BASE, dtype=np.float32)[_END]
    for character in name[:MOST_CHARACTERS]:
        after = np.zeros(_BASE, dtype=np.float32)
        for chance, consonants in _runs(character, channel):
            if consonants:
                found[:, consonants[0]] += chance * last
                for pair in pairwise(consonants):
                    found[pair] += chance
                after[consonants[-1]] += chance
            else:
                after += chance * last
        last = after
    found[:, _END] += last
    found[_END, _END] = 0
    result: Reals = found.ravel()
    return result


@lru_cache(maxsize=1024)
def _runs(character: str, channel: Channel) -> tuple[tuple[float, tuple[int, ...]], ...]:
    """The likeliest runs of a character: their chances, which add up to 1, and consonants."""
    if not is_han(character):
        return ()
    row = channel.chances_of(symbols_of(character, first=False, last=False))
    nodes = np.argsort(-row, kind="stable")[:_RUNS]
    names = skeletons_of("".join(f"{channel.spelled[node]}\n" for node in nodes).encode())
    total = float(row[nodes].sum()) or 1.0
    return tuple(
        (float(row[node]) / total, tuple(_CODES[c] for c in name))
        for node, name in zip(nodes, names.decode("ascii").splitlines(), strict=True)
    )
