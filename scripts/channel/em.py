"""Training the channel by expectation and maximisation, on pairs of a Chinese and a Latin name.

Counts are kept for each character at its place in the name; a character is their sum, a syllable
the sum of its characters. Each level is believed as far as its count goes, before the next one.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from channel.prior import Prior, Weights
from pipeline.normalize.keys import pinyin_key
from pipeline.normalize.sound import (
    LONGEST,
    STEP,
    Channel,
    as_letters,
    read_channel,
    symbols_of,
)

Counts = dict[str, Weights]
Stored = dict[str, list[str] | list[int] | list[float]]
Levels = tuple[float, dict[str, int]]

ROUNDS = 5
BELIEF = {"syllable": 30.0, "character": 8.0, "placed": 12.0}
"""How often a level has to be seen before it is believed as much as the next one."""
_FLOOR = 2e-6
"""Probability of a run that was never seen, halved for each letter, while alignments are found."""
_NO_SOUND = -2.4
"""Logarithm a letter below which a pair is no rendering of sound and is left out."""
_MEANING = 3.0
"""A word that a character means counts as if it had been seen so often."""
_RAREST = 3e-4
"""Probability below which a run is not stored."""


class Pair(NamedTuple):
    """A Chinese key and the forms of the Latin names of the same place."""

    zh: str
    forms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """What a round of training saw: pairs used, mean logarithm a letter."""

    used: int
    mean: float


def train(pairs: Sequence[Pair], prior: Prior) -> tuple[Stored, list[Round]]:
    """The model, as it is stored, and how the rounds went."""
    stored = _stored({}, prior, {c for pair in pairs for c in pair.zh})
    rounds = []
    for number in range(ROUNDS):
        channel = read_channel(stored)
        counts, seen = _expect(pairs, channel, first=number == 0)
        rounds.append(seen)
        stored = _stored(counts, prior, {c for pair in pairs for c in pair.zh})
    return stored, rounds


def _expect(pairs: Sequence[Pair], channel: Channel, first: bool) -> tuple[Counts, Round]:
    counts: Counts = defaultdict(lambda: defaultdict(float))
    known: dict[tuple[str, ...], Weights] = {}
    used, total = 0, 0.0
    for zh, forms in pairs:
        latin = forms[0]
        if len(forms) > 1:
            each = channel.likelihoods(zh, as_letters(forms), whole=True) / [
                len(form) for form in forms
            ]
            latin = forms[int(each.argmax())]
        symbols = [symbols_of(c, i == 0, i == len(zh) - 1) for i, c in enumerate(zh)]
        for chain in symbols:
            if chain not in known:
                known[chain] = _runs(channel, chain)
        gained, logarithm = _align(latin, symbols, known)
        if logarithm / len(latin) < _NO_SOUND * (2 if first else 1):
            continue
        used, total = used + 1, total + logarithm / len(latin)
        for symbol, run, amount in gained:
            counts[symbol][run] += amount
    return counts, Round(used, total / max(used, 1))


def _runs(channel: Channel, symbols: tuple[str, ...]) -> Weights:
    """Run of letters -> probability."""
    chances = channel.chances_of(symbols)
    return {channel.spelled[node]: float(chances[node]) for node in np.flatnonzero(chances)}


def _align(
    latin: str, symbols: Sequence[tuple[str, ...]], known: dict[tuple[str, ...], Weights]
) -> tuple[list[tuple[str, str, float]], float]:
    """(symbol, run, expected count) over all alignments, and the logarithm of their sum."""
    end = len(latin)
    forward = [[0.0] * (end + 1) for _ in range(len(symbols) + 1)]
    forward[0][0] = 1.0
    arcs: list[list[tuple[int, int, float]]] = []
    for place, chain in enumerate(symbols):
        runs, here, after = known[chain], forward[place], forward[place + 1]
        held = []
        for start in range(end + 1):
            if here[start]:
                for stop in range(start, min(start + LONGEST, end) + 1):
                    p = runs.get(latin[start:stop]) or _FLOOR * 0.5 ** (stop - start)
                    held.append((start, stop, p))
                    after[stop] += here[start] * p
        arcs.append(held)
    whole = forward[-1][end]
    if whole <= 0:
        return [], -math.inf
    backward = [0.0] * end + [1.0]
    gained = []
    for place in range(len(symbols) - 1, -1, -1):
        before = [0.0] * (end + 1)
        for start, stop, p in arcs[place]:
            if backward[stop]:
                before[start] += p * backward[stop]
                amount = forward[place][start] * p * backward[stop] / whole
                if amount > 1e-4:
                    gained.append((symbols[place][0], latin[start:stop], amount))
        backward = before
    return gained, math.log(whole)


def _stored(counts: Counts, prior: Prior, characters: set[str]) -> Stored:
    """The model that maximises the counts, each level with the share in which it is believed."""
    placed: Counts = defaultdict(lambda: defaultdict(float))
    own: Counts = defaultdict(lambda: defaultdict(float))
    heard: Counts = defaultdict(lambda: defaultdict(float))
    for symbol, runs in counts.items():
        character = symbol.strip("^$")
        for run, amount in runs.items():
            if symbol != character:
                placed[symbol][run] += amount
            own[character][run] += amount
            heard[pinyin_key(character)][run] += amount
    for character, words in prior.meanings.items():
        for word in words:
            own[character][word[:LONGEST]] += _MEANING
    levels: dict[str, Levels] = {}
    for level, table in (("placed", placed), ("character", own)):
        for symbol, runs in table.items():
            levels[symbol] = _believed(runs, BELIEF[level])
    for syllable in sorted({pinyin_key(c) for c in characters} | set(heard)):
        base, runs = prior.runs(syllable, LONGEST), heard.get(syllable, {})
        amount = sum(runs.values())
        share = amount / (amount + BELIEF["syllable"])
        mixed = {run: (1 - share) * p for run, p in base.items()}
        for run, seen in runs.items():
            mixed[run] = mixed.get(run, 0.0) + share * seen / amount
        levels[syllable] = (1.0, _levels(mixed))
    return _flat(levels)


def _flat(levels: dict[str, Levels]) -> Stored:
    """The lists that `read_channel` reads."""
    ordered = sorted(levels.items())
    known = sorted({run for _, (_, runs) in ordered for run in runs})
    index = {run: number for number, run in enumerate(known)}
    return {
        "symbols": [symbol for symbol, _ in ordered],
        "shares": [share for _, (share, _) in ordered],
        "sizes": [len(runs) for _, (_, runs) in ordered],
        "known": known,
        "runs": [index[run] for _, (_, runs) in ordered for run in runs],
        "levels": [level for _, (_, runs) in ordered for level in runs.values()],
    }


def _believed(runs: Weights, belief: float) -> Levels:
    amount = sum(runs.values())
    return round(amount / (amount + belief), 3), _levels({r: n / amount for r, n in runs.items()})


def _levels(runs: Weights) -> dict[str, int]:
    """Logarithms as multiples of -STEP, in the order of the runs; what is rare is left out."""
    kept = {run: p for run, p in sorted(runs.items()) if p >= _RAREST}
    return {run: round(-math.log(p) / STEP) for run, p in kept.items()}
