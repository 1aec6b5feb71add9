"""How likely a Latin spelling is for a name written in Chinese: a trained monotone noisy channel.

Each Chinese character stands for a run of Latin letters, of none to `LONGEST`; the likelihood of a
spelling is that of the best way to cut it. What a character stands for, at the beginning of a name,
at its end and anywhere, was learned from pairs of names (`scripts/train_channel.py`); one that is
rare or unseen is read as its toneless pinyin syllable.
"""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.normalize.keys import is_han, pinyin_key

Letters = NDArray[np.uint8]
"""Spellings, one a row: 0 to 25 for a to z, `BLANK` behind the end."""
Reals = NDArray[np.float32]
Pair = tuple[NDArray[np.int32], NDArray[np.int32]]

MODEL = "channel.json.gz"
LONGEST = 8
"""Letters that one character may stand for."""
WIDTH = 28
"""Letters of a spelling that are compared; the rest is cut off."""
BLANK = 26
STEP = 0.1
"""The model stores natural logarithms of probabilities as multiples of -STEP."""
UNSEEN, UNSEEN_LETTER = -12.0, -1.5
"""Logarithm for a run that a character never stood for, and what each of its letters adds."""
TAIL, TAIL_LETTER = -2.5, -0.8
"""Logarithm for the end of a spelling being left out (聖安東尼 San Antonio), and a letter of it."""
_CHUNK = 1024
MOST_CHARACTERS = 16
"""Characters of a name that are compared: no name of a place in Chinese is longer."""


@dataclass(frozen=True, eq=False, slots=True)
class Channel:
    """The trained model.

    A symbol is a pinyin syllable, a character, or a character with ^ or $ for its place in the
    name; `shares` says how far it is believed before the symbol behind it. The runs of symbol i are
    `runs[starts[i]:starts[i + 1]]`, as nodes, with `chances`. `steps`: (node, letter) -> node of the
    tree of all runs, whose root is 0 and whose last node is that of all other runs; `spelled`: node
    -> run.
    """

    symbols: Mapping[str, int]
    shares: Reals
    starts: NDArray[np.int32]
    runs: NDArray[np.int32]
    chances: Reals
    spelled: tuple[str, ...]
    steps: NDArray[np.int32]

    def chances_of(self, symbols: Iterable[str]) -> Reals:
        """Node -> probability: of the first symbol as far as it is believed, then of the next."""
        row = np.zeros(len(self.steps), dtype=np.float32)
        left = 1.0
        for symbol in symbols:
            index = self.symbols.get(symbol)
            if index is not None:
                held = slice(self.starts[index], self.starts[index + 1])
                row[self.runs[held]] += left * self.shares[index] * self.chances[held]
                left *= 1 - float(self.shares[index])
        return row

    def products(self, row: Reals) -> Reals:
        """Symbol -> the product of its chances, as a vector, with a row of chances by node."""
        return np.add.reduceat(row[self.runs] * self.chances, self.starts[:-1])

    def mixed(self, symbols: Pair, shares: tuple[Reals, Reals]) -> tuple[Reals, Reals]:
        """The lengths of chances mixed of two symbols each, as vectors, and the chances of silence.
        A number behind the last symbol is none; a symbol's runs come in order, silence first."""
        nodes, count = len(self.steps), len(self.shares)
        of_run = np.repeat(np.arange(count), np.diff(self.starts))
        squares = np.append(np.add.reduceat(self.chances**2, self.starts[:-1]), np.float32(0))
        silent = self.runs[self.starts[:-1]] == 0
        silence = np.append(np.where(silent, self.chances[self.starts[:-1]], 0), np.float32(0))
        places = of_run * nodes + self.runs
        partner = np.full(count + 1, count, dtype=np.int64)
        partner[symbols[0]] = symbols[1]
        wanted = partner[of_run] * nodes + self.runs
        at = np.minimum(np.searchsorted(places, wanted), len(places) - 1)
        both = np.where(places[at] == wanted, self.chances * self.chances[at], 0)
        common = np.append(np.add.reduceat(both, self.starts[:-1]), np.float32(0))
        (one, other), (first, second) = symbols, shares
        square = (
            first**2 * squares[one] + 2 * first * second * common[one] + second**2 * squares[other]
        )
        return np.sqrt(square), first * silence[one] + second * silence[other]

    def likelihoods(self, name: str, spellings: Letters, whole: bool = False) -> Reals:
        """The logarithm of P(spelling | name), for each row. `name` is a key; only Han counts. The end
        of a spelling may be left out, unless it has to be rendered `whole`."""
        characters = "".join(c for c in name if is_han(c))[:MOST_CHARACTERS]
        lengths = (spellings != BLANK).sum(axis=1)
        result = np.zeros(len(spellings), dtype=np.float32)
        # spellings of one length together: short ones need no wide table, and a small table is fast
        order = np.argsort(lengths, kind="stable")
        for chunk in np.array_split(order, len(order) // _CHUNK + 1):
            width = int(lengths[chunk].max(initial=0))
            heard = self._heard(characters, spellings[chunk, :width])
            left = lengths[chunk, None] - np.arange(width + 1)
            cut = np.where(left > 0, -np.inf if whole else TAIL + TAIL_LETTER * left, 0.0)
            result[chunk] = np.where(left < 0, -np.inf, heard + cut).max(axis=1, initial=-np.inf)
        return result

    def _heard(self, characters: str, spellings: Letters) -> Reals:
        """The logarithm of P(the first letters of a spelling | name), for each number of letters."""
        width = spellings.shape[1]
        before = np.full((len(spellings), width + 1), -np.inf, dtype=np.float32)
        before[:, 0] = 0.0
        walked = self._walk(spellings)
        unseen = [
            np.float32(UNSEEN_LETTER * length) * (nodes == len(self.steps) - 1)
            for length, nodes in enumerate(walked, start=1)
        ]
        for place, character in enumerate(characters):
            symbols = symbols_of(character, place == 0, place == len(characters) - 1)
            row = _logarithms(self, symbols)
            after = before + row[0]
            for length in range(1, len(walked) + 1):
                gained = row.take(walked[length - 1])
                gained += unseen[length - 1]
                gained += before[:, : width + 1 - length]
                np.maximum(after[:, length:], gained, out=after[:, length:])
            before = after
        return before

    def _walk(self, spellings: Letters) -> list[NDArray[np.int32]]:
        """For each length, the nodes of the runs of that length that begin at each letter."""
        node = np.zeros(spellings.shape, dtype=np.int32)
        walked = []
        for length in range(1, min(LONGEST, spellings.shape[1]) + 1):
            before = node[:, : spellings.shape[1] + 1 - length]
            node = self.steps.ravel().take(before * (BLANK + 1) + spellings[:, length - 1 :])
            walked.append(node)
        return walked


@lru_cache(maxsize=128)
def _logarithms(channel: Channel, symbols: tuple[str, ...]) -> Reals:
    """Node -> logarithm, for the symbols of a character at its place; 64 kB."""
    row: Reals = np.log(np.maximum(channel.chances_of(symbols), np.float32(np.exp(UNSEEN))))
    return row


@lru_cache(maxsize=16384)
def symbols_of(character: str, first: bool, last: bool) -> tuple[str, ...]:
    """What a character is looked up by, the most particular first."""
    placed = [f"^{character}"] if first else [f"{character}$"] if last else []
    return (*placed, character, pinyin_key(character))


def as_letters(spellings: Sequence[str]) -> Letters:
    """Spellings of the letters a to z as an array; what is longer than `WIDTH` is cut off."""
    return lines_as_letters("".join(f"{spelling}\n" for spelling in spellings).encode("ascii"))


def lines_as_letters(lines: bytes) -> Letters:
    """The same of spellings that are a line each."""
    codes = np.frombuffer(lines, dtype=np.uint8)
    ends = np.flatnonzero(codes == ord("\n"))
    lengths = np.diff(ends, prepend=-1) - 1
    # where each letter goes: its row begins at a multiple of the width
    at = np.arange(len(codes), dtype=np.int32)
    begins = np.arange(len(ends)) * WIDTH - (ends - lengths)
    to = at + np.repeat(begins.astype(np.int32), lengths + 1)
    column = to - np.repeat((np.arange(len(ends)) * WIDTH).astype(np.int32), lengths + 1)
    kept = (codes != ord("\n")) & (column < WIDTH)
    letters = np.full(len(ends) * WIDTH, BLANK, dtype=np.uint8)
    letters[to[kept]] = codes[kept] - ord("a")
    return letters.reshape(len(ends), WIDTH)


@cache
def load_channel() -> Channel:
    """The model that ships with the package."""
    packed = resources.files("pipeline.normalize.gazetteer").joinpath(MODEL).read_bytes()
    return read_channel(json.loads(gzip.decompress(packed)))


def read_channel(stored: Mapping[str, Any]) -> Channel:
    """A channel as it is stored: lists `symbols`, `shares` and `sizes` (runs a symbol), `known`
    (all runs), and for each run of each symbol its index in `known` (`runs`) and its `levels`."""
    nodes, steps = _tree(stored["known"])
    node_of = np.array([nodes[run] for run in stored["known"]], dtype=np.int32)
    return Channel(
        symbols={symbol: index for index, symbol in enumerate(stored["symbols"])},
        shares=np.array(stored["shares"], dtype=np.float32),
        starts=np.concatenate([[0], np.cumsum(stored["sizes"])]).astype(np.int32),
        runs=node_of[np.array(stored["runs"], dtype=np.int32)],
        chances=np.exp(-STEP * np.array(stored["levels"], dtype=np.float32)),
        spelled=(*nodes, ""),
        steps=steps,
    )


def _tree(runs: Iterable[str]) -> tuple[dict[str, int], NDArray[np.int32]]:
    """The nodes of all runs and of what they begin with, and the steps between them."""
    beginnings = {run[:length] for run in runs for length in range(len(run) + 1)} | {""}
    nodes = {run: node for node, run in enumerate(sorted(beginnings))}
    steps = np.full((len(nodes) + 1, BLANK + 1), len(nodes), dtype=np.int32)
    for run, node in nodes.items():
        if run:
            steps[nodes[run[:-1]], ord(run[-1]) - ord("a")] = node
    return nodes, steps
