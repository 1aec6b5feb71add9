"""A random sample of the mutants, each module in proportion to its number."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from itertools import islice

from benchmarks.mutants.mutant import Mutant
from benchmarks.mutants.rules import is_fair


def drawn(made: Mapping[str, Sequence[Mutant]], count: int, seed: int) -> list[Mutant]:
    """About `count` mutants that are fair, the same ones for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - a sample is no secret
    whole = sum(map(len, made.values()))
    chosen: list[Mutant] = []
    for mutants in made.values():
        # Rounded by chance, so that small modules are neither always in nor always out.
        quota = int(count * len(mutants) / whole + chance.random())
        shuffled = chance.sample(mutants, len(mutants))
        fair = (one for one in shuffled if is_fair(one.was, one.code))
        chosen += islice(fair, quota)
    chance.shuffle(chosen)
    return chosen
