"""Which place a printed name means, by rules that always say which of them decided.

In this order: a curated name, the key of a listed name, its pinyin, a listed name one syllable
away that sounds alike, the sound of the Latin name. The score is the probability that the answer is
right; below the threshold of the calibration it is left to a person, with the candidates. Pure functions of their
arguments; what is made of a country is kept while it is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.dataset import Method, NameStatus, PlaceKind
from pipeline.normalize.confidence import load_calibration
from pipeline.normalize.contenders import Contender
from pipeline.normalize.curation import Curation
from pipeline.normalize.field import Field, field_of, field_of_world
from pipeline.normalize.gazetteer.cities import city, world_cities
from pipeline.normalize.keys import SUFFIXES, bare_key, is_han, key
from pipeline.normalize.ranking import NEAR, Ranking, rank
from pipeline.normalize.spellings import FOREIGN, spelling_forms

Rule = Literal["curated", "exact", "spelling", "pinyin", "near", "sound", "person"]

METHODS: dict[Rule, Method] = {
    "curated": "curated",
    "exact": "gazetteer",
    "spelling": "gazetteer",
    "pinyin": "phonetic",
    "near": "fuzzy",
    "sound": "phonetic",
    "person": "none",
}
CLEAR = 0.95
"""Share of the population of all places with a Latin name from which one of them is meant."""
SHORTEST_NEAR = 4
"""Characters of a name from which another name may be near it: of three too many are."""
SHOWN = 5
"""Candidates that are handed to a person."""
LONGEST = 40
"""Characters of a printed name that are looked at: none is longer."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean. `distance` in sound is the negative logarithm a letter of the
    likelihood of its Latin name, 0 for what cannot sound closer; null where nothing was heard."""

    place_id: str
    geonames_id: int | None
    name_en: str
    country_iso2: str
    admin1_iso: str | None
    kind: PlaceKind
    population: int
    distance: float | None
    probability: float


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a name was taken for. `rule` decided, or would have, had it been sure enough; `score` is
    the probability that the first candidate is meant, null where there is none."""

    printed: str
    status: NameStatus
    place_id: str | None
    rule: Rule
    method: Method
    score: float | None
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class Hints:
    """What else is known of a name: its first-order subdivision (ISO 3166-2), the kinds of place
    that the office demands, and the ids of places that other names of the release suggest."""

    admin1_iso: str | None = None
    kinds: frozenset[PlaceKind] = frozenset()
    suggested: frozenset[str] = frozenset()


NO_HINTS = Hints()


def resolve(
    printed: str, country_iso2: str | None, curation: Curation, hints: Hints = NO_HINTS
) -> Resolution:
    """The place that a printed name means, in a country or, where that is None, in any."""
    if country_iso2 is not None:
        return resolve_in(field_of(country_iso2, curation), printed, hints)
    found = resolve_in(field_of_world(curation), printed, hints)
    return _beside_smaller(found, printed)


def resolve_in(field: Field, printed: str, hints: Hints = NO_HINTS) -> Resolution:
    """The same, among the contenders of a field."""
    name, generic = bare_key(printed[:LONGEST])
    whole = key(printed[:LONGEST])
    allowed = allowed_for(field, generic, hints)
    listed, rule = _listed(field, printed[:LONGEST], whole, allowed)
    if listed:
        return _by_list(field, printed, hints, listed, rule)
    ranking = rank(name, field, allowed, whole) if is_han(name) else None
    if ranking is None:
        return Resolution(printed, "unknown", None, "person", "none", None, ())
    score = load_calibration().probability(ranking.features)
    candidates = _candidates(field, ranking, score)
    rule = _rule(ranking, len(name))
    chosen = _suggested(field, ranking, hints)
    if len(chosen) == 1:
        return Resolution(printed, "resolved", chosen[0], rule, METHODS[rule], score, candidates)
    if score >= load_calibration().threshold and not ranking.guarded:
        first = candidates[0].place_id
        return Resolution(printed, "resolved", first, rule, METHODS[rule], score, candidates)
    status: NameStatus = "ambiguous" if rule in {"exact", "pinyin"} else "unknown"
    return Resolution(printed, status, None, "person", "none", score, candidates)


def allowed_for(field: Field, generic: str | None, hints: Hints) -> NDArray[np.bool_]:
    """Who may be meant: of the kinds that the generic part and the office demand, in the
    subdivision. A demand that nothing in the country meets is none."""
    allowed = np.ones(len(field.contenders), dtype=np.bool_)
    demands = [SUFFIXES[generic]] if generic else []
    demands += [hints.kinds] if hints.kinds else []
    for kinds in demands:
        suiting = np.array([c.kind in kinds for c in field.contenders], dtype=np.bool_)
        allowed &= suiting
    if hints.admin1_iso:
        inside = np.array([c.admin1_iso == hints.admin1_iso for c in field.contenders])
        if (allowed & inside).any():
            allowed &= inside
    return allowed


def _listed(
    field: Field, printed: str, whole: str, allowed: NDArray[np.bool_]
) -> tuple[list[int], Rule]:
    """The contenders that a person listed under the name, or that are spelled so in Latin."""
    curated = [i for i in field.curated.get(whole, ()) if allowed[i]]
    if not curated:
        curated = [i for i in field.curated.get(bare_key(printed)[0], ()) if allowed[i]]
    if curated or is_han(whole):
        return curated, "curated"
    wanted = set(spelling_forms(printed)[:2])
    found = {
        int(field.forms.owners[row])
        for row, form in enumerate(field.forms.spelled)
        if form in wanted and field.forms.losses[row] <= FOREIGN
    }
    return sorted(i for i in found if allowed[i]), "spelling"


def _by_list(
    field: Field, printed: str, hints: Hints, listed: Sequence[int], rule: Rule
) -> Resolution:
    """Resolved for one place, or for the one of several that the release suggests or that is far
    greater than its namesakes."""
    places = sorted(
        (field.contenders[i] for i in listed), key=lambda place: (-place.population, place.place_id)
    )
    shares = np.array([place.population + 100.0 for place in places])
    shares /= shares.sum()
    candidates = tuple(
        _candidate(place, 0.0, float(share)) for place, share in zip(places, shares, strict=True)
    )[:SHOWN]
    chosen = [place.place_id for place in places if place.place_id in hints.suggested]
    if rule == "spelling" and shares[0] > CLEAR:
        chosen = chosen or [places[0].place_id]
    if len(places) == 1:
        chosen = [places[0].place_id]
    score = float(shares[0])
    if len(chosen) != 1:
        return Resolution(printed, "ambiguous", None, "person", "none", score, candidates)
    return Resolution(printed, "resolved", chosen[0], rule, METHODS[rule], score, candidates)


def _suggested(field: Field, ranking: Ranking, hints: Hints) -> list[str]:
    """The candidates that the release suggests: listed under the name, or namesakes of the first."""
    order = ranking.order
    same = field.namesakes[order.numbers] == field.namesakes[order.numbers[0]]
    named = np.flatnonzero(order.exact | order.sounding | same)
    places = [field.contenders[order.numbers[i]].place_id for i in named if i < SHOWN]
    return [place_id for place_id in places if place_id in hints.suggested]


def _rule(ranking: Ranking, characters: int) -> Rule:
    """By what the first contender was found."""
    if ranking.order.exact[0]:
        return "exact"
    if ranking.order.sounding[0]:
        return "pinyin"
    return "near" if ranking.order.alike[0] > NEAR and characters >= SHORTEST_NEAR else "sound"


def _candidates(field: Field, ranking: Ranking, score: float) -> tuple[Candidate, ...]:
    """The first contenders; what the first leaves of certainty is shared among the others."""
    order = ranking.order
    others = np.exp(np.maximum(order.values[1:] - order.values[0], -50.0) / 2)
    rest = others / (others.sum() + 1.0) * (1.0 - score)
    shares = [score, *np.minimum(rest, score)]
    return tuple(
        _candidate(field.contenders[number], -float(a_letter), float(share))
        for number, a_letter, share in list(
            zip(order.numbers, order.a_letter, shares, strict=True)
        )[:SHOWN]
    )


def _candidate(place: Contender, distance: float, share: float) -> Candidate:
    return Candidate(
        place.place_id,
        place.geonames_id,
        place.name_en,
        place.country_iso2,
        place.admin1_iso,
        place.kind,
        place.population,
        round(max(distance, 0.0), 2),
        round(share, 4),
    )


def _beside_smaller(found: Resolution, printed: str) -> Resolution:
    """An answer found among the greatest places of the world, held against smaller ones that are
    listed under the very name."""
    held = {candidate.place_id for candidate in found.candidates}
    named = world_cities().named(bare_key(printed[:LONGEST])[0])
    smaller = [place for _, place_id in named[:SHOWN] if (place := city(place_id)) is not None]
    others = [place for place in smaller if place.place_id not in held]
    first = found.candidates[0] if found.candidates else None
    rivals = [
        place
        for place in others
        if first is None or found.rule != "exact" or place.population * 10 >= first.population
    ]
    if not rivals:
        return found
    shown = tuple(_candidate(place, 0.0, 0.0) for place in rivals)
    return Resolution(
        printed, "ambiguous", None, "person", "none", found.score, (*found.candidates, *shown)
    )
