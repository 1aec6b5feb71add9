"""The contenders for a name in the order of how likely each is, and what the first one's lead is
made of: the features that `confidence` turns into a probability."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pipeline.normalize.evidence import Evidence, hear, heard_whole
from pipeline.normalize.field import Field

Reals = NDArray[np.float64]

WEIGHTS = {"letters": 0.4, "alike": 0.55, "size": 1.6, "region": -6.0}
"""What each piece of evidence counts in the order: a letter of the Latin form beside its sound."""
LISTED, LISTED_ALIKE = -2.0, 2.3
"""A name need not sound like the place if it is listed: 舊金山 counts as if it sounded so well, less
so much for each unit of the logarithm by which it is not alike."""
NO_CHINESE_NAME, LEAST_ALIKE = -8.0, -10.5
"""How alike a place without Chinese names counts, and the least that others do."""
OF_NAMESAKE = -1.1
"""What the Chinese name of a namesake loses: 紐瓦克 of one Newark may be said of any."""
FEATURES = (
    "exact",
    "exact: size",
    "exact: lead",
    "exact: weak sound",
    "pinyin",
    "near",
    "heard: sound a letter",
    "heard: weak sound",
    "heard: alike",
    "heard: unlisted",
    "heard: lead",
    "heard: short lead",
    "heard: outsounded",
    "heard: size",
    "heard: characters",
    "heard: letters a character",
    "rivals",
    "greater near",
    "namesake",
    "other exact",
)
"""Those of a name found by its very key, those of one found otherwise, those of both."""
MOST_LEAD = 15.0
WEAKEST = -2.0
"""Logarithm a letter below which a Latin form is no rendering of the name."""
LEFT_OUT = 6.0
"""Logarithm by which a Latin form may be likelier if a word or its end is left out."""
GREATER, FAR_GREATER, FAR_SMALLER = 20_000, 4, 10
"""A place of so many people, so many times as many, stands in the way of one with a name near its
own; a namesake does unless it has so many times fewer."""
NEAR = -1.3
"""Logarithm of alikeness from which two renderings count as near: one character other or missing."""


@dataclass(frozen=True, eq=False, slots=True)
class Ranked:
    """The contenders by number, the likeliest first, their values and evidence in that order."""

    numbers: NDArray[np.int32]
    values: Reals
    alike: Reals
    sound: Reals
    letters: Reals
    exact: NDArray[np.bool_]
    sounding: NDArray[np.bool_]
    listed: NDArray[np.bool_]

    @property
    def a_letter(self) -> Reals:
        """The logarithm of how likely the Latin form is, a letter of it."""
        return self.sound / np.maximum(self.letters, 1.0)


@dataclass(frozen=True, eq=False, slots=True)
class Ranking:
    """The contenders in order; `guarded` if a namesake stands too near to answer at all, or if the
    first, not listed under a name like it, does not sound like the name or only in part."""

    order: Ranked
    guarded: bool
    features: Reals


def rank(
    name: str, field: Field, allowed: NDArray[np.bool_], whole: str | None = None
) -> Ranking | None:
    """The allowed contenders for a name (a bare key; `whole` is the key with its generic part)."""
    listed_names = field.renderings
    hits = _of(listed_names.owned(listed_names.with_key(whole or name)), allowed)
    hits = hits or _of(listed_names.owned(listed_names.with_bare_key(name)), allowed)
    sounding = _of(listed_names.owned(listed_names.sounding(name)), allowed)
    evidence = hear(name, field, (*hits, *sounding))
    kept = np.flatnonzero(allowed[evidence.numbers])
    if not len(kept):
        return None
    numbers = evidence.numbers[kept]
    sizes = np.log(field.columns.sizes[numbers] + 100.0)
    alike, listed = _alike(evidence, kept)
    # a long spelling is less likely than a short one however well it is rendered
    sound = (evidence.sound + WEIGHTS["letters"] * evidence.letters)[kept].astype(np.float64)
    values = (
        np.where(listed, np.maximum(sound, LISTED + LISTED_ALIKE * alike), sound)
        + WEIGHTS["alike"] * alike
        + WEIGHTS["size"] * sizes
        + WEIGHTS["region"] * field.regions[numbers]
    )
    order = np.lexsort((numbers, -values))
    exact, heard = np.isin(numbers, hits), np.isin(numbers, sounding)
    ordered = Ranked(
        numbers[order],
        values[order],
        alike[order],
        evidence.sound[kept][order].astype(np.float64),
        evidence.letters[kept][order].astype(np.float64),
        exact[order],
        heard[order],
        listed[order],
    )
    guards = _guards(ordered, field)
    rivals = float(np.log(allowed.sum()))
    return Ranking(
        ordered,
        any(guards) or _unheard(ordered) or _left_out(ordered, field, name),
        _features(ordered, field, name, rivals, guards),
    )


def _of(numbers: list[int], allowed: NDArray[np.bool_]) -> list[int]:
    return [number for number in numbers if allowed[number]]


def _alike(evidence: Evidence, kept: NDArray[np.intp]) -> tuple[Reals, NDArray[np.bool_]]:
    """How alike the best Chinese name is, and who has any, be it that of a namesake."""
    own = evidence.alike[kept].astype(np.float64)
    lent = evidence.namesakes[kept].astype(np.float64) + OF_NAMESAKE
    best = np.maximum(own, lent)
    listed = ~np.isinf(best)
    return np.where(listed, np.maximum(best, LEAST_ALIKE), NO_CHINESE_NAME), listed


def _guards(order: Ranked, field: Field) -> tuple[bool, bool, bool]:
    """A far greater place whose name is near; a namesake, or another place with this very name,
    that is not far smaller."""
    first = order.numbers[0]
    sizes = field.columns.sizes[order.numbers]
    rivals = (
        np.ones(len(sizes), dtype=np.bool_)
        if field.regions[first]
        else ~field.regions[order.numbers]
    )
    rivals[0] = False
    same = rivals & (field.namesakes[order.numbers] == field.namesakes[first])
    near = rivals & ~same & (order.alike > NEAR) & (sizes > GREATER)
    comparable = sizes * FAR_SMALLER >= sizes[0]
    return (
        bool((near & (sizes > FAR_GREATER * sizes[0])).any()),
        bool((same & comparable).any()),
        bool((rivals & ~same & order.exact & comparable & order.exact[0]).any()),
    )


def _unheard(order: Ranked) -> bool:
    """Whether only the lack of better places speaks for the first."""
    listed = order.exact[0] or order.sounding[0] or (order.listed[0] and order.alike[0] > NEAR)
    return not listed and order.a_letter[0] < WEAKEST


def _left_out(order: Ranked, field: Field, name: str) -> bool:
    """Whether the first, listed under no Chinese name, is heard only without some of its words: New
    Kingston for 京斯頓."""
    if order.listed[0] or order.sounding[0]:
        return False
    whole = heard_whole(name, field, int(order.numbers[0]))
    return bool(order.sound[0] - whole > LEFT_OUT)


def _features(
    order: Ranked, field: Field, name: str, rivals: float, guards: tuple[bool, bool, bool]
) -> Reals:
    size = np.log(field.columns.sizes[order.numbers[0]] + 100.0)
    others = field.namesakes[order.numbers] != field.namesakes[order.numbers[0]]
    lead, outsounded = MOST_LEAD, -MOST_LEAD
    if others.any():
        lead = min(order.values[0] - order.values[others].max(), MOST_LEAD)
        outsounded = max(order.sound[others].max() - order.sound[0], -MOST_LEAD)
    a_letter, alike = max(order.a_letter[0], -4.0), order.alike[0]
    by_key = [1.0, size - 10.0, lead, min(a_letter + 1.5, 0.0)]
    by_ear = [
        order.sounding[0],
        order.listed[0] and alike > NEAR,
        a_letter,
        min(a_letter + 1.0, 0.0),
        max(alike, -6.0) if order.listed[0] else 0.0,
        not order.listed[0],
        lead,
        min(lead, 4.0),
        min(outsounded, 6.0),
        size,
        min(len(name), 6),
        order.letters[0] / len(name),
    ]
    exact = bool(order.exact[0])
    return np.array(
        [
            *(by_key if exact else [0.0] * len(by_key)),
            *([0.0] * len(by_ear) if exact else by_ear),
            rivals,
            *guards,
        ],
        dtype=np.float64,
    )
