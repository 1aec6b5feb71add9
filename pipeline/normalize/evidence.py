"""What speaks for each place of a country being the one that a Chinese name means.

Two hearings: of its Latin names through the channel, of its Chinese names by their likeness. Only
what a quick screen finds promising is heard, so that a large country costs no more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.normalize.field import Field
from pipeline.normalize.likeness import likeness
from pipeline.normalize.sound import Reals, load_channel
from pipeline.normalize.spellings import SHORTENED

HEARD = 1500
"""Latin spellings that are heard."""
ALIKE_HEARD = 40
"""Places that are heard because a Chinese name of theirs is like the one asked for."""


@dataclass(frozen=True, eq=False, slots=True)
class Evidence:
    """For each contender heard, by number: the logarithm of how likely its best Latin form is, the
    letters of that form, and the logarithm of how alike its best Chinese name is, or that of a
    namesake (`-inf` where none is listed)."""

    numbers: NDArray[np.int32]
    sound: Reals
    letters: Reals
    alike: Reals
    namesakes: Reals


def hear(name: str, field: Field, also: Iterable[int] = ()) -> Evidence:
    """The evidence for a name (a bare key); `also` are contenders to be heard in any case."""
    channel, forms = load_channel(), field.forms
    alike = np.full(len(field.contenders), -np.inf, dtype=np.float32)
    rows, likes = likeness(name, field.renderings)
    np.maximum.at(alike, field.renderings.owners[rows], likes)
    shared = np.full(len(field.contenders) + 1, -np.inf, dtype=np.float32)
    np.maximum.at(shared, field.namesakes, alike)
    wanted = np.zeros(len(field.contenders), dtype=np.bool_)
    named = np.flatnonzero(~np.isinf(alike))
    wanted[named[np.argsort(-alike[named], kind="stable")[:ALIKE_HEARD]]] = True
    wanted[list(also)] = True
    screened = field.screen.promising(name, channel, HEARD)
    pool = np.union1d(screened, np.flatnonzero(wanted[forms.owners]))
    values = channel.likelihoods(name, forms.letters[pool]) - forms.losses[pool]
    order = np.argsort(-values, kind="stable")
    numbers, first = np.unique(forms.owners[pool][order], return_index=True)
    best = order[first]
    letters = (forms.letters[pool[best]] < 26).sum(axis=1).astype(np.float32)
    return Evidence(
        numbers, values[best], letters, alike[numbers], shared[field.namesakes[numbers]]
    )


def heard_whole(name: str, field: Field, number: int) -> float:
    """The logarithm of how likely the best Latin form of a contender is that leaves out no word and
    no end: that of `New Kingston` for 京斯頓 is low."""
    forms = field.forms
    first, end = np.searchsorted(forms.owners, [number, number + 1])
    rows = np.arange(first, end)[forms.losses[first:end] < SHORTENED]
    heard = load_channel().likelihoods(name, forms.letters[rows], whole=True) - forms.losses[rows]
    return float(heard.max(initial=-np.inf))
