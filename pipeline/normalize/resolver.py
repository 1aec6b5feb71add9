"""Which place a printed name means, by rules that always say which of them decided.

In this order: a curated name, a name that Taiwan uses, the key of a listed name, its pinyin, a listed name one syllable
away that sounds alike, the sound of the Latin name. Where a country writes its names in Han
characters, a listed name decides alone, for what these sound like in Mandarin tells nothing. The score is the probability that the answer is
right; below the threshold of the calibration it is left to a person, with the candidates. Pure functions of their
arguments; what is made of a country is kept while it is used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from pipeline.dataset import NameStatus, PlaceKind
from pipeline.normalize.confidence import load_calibration
from pipeline.normalize.contenders import Contender
from pipeline.normalize.curation import Curation
from pipeline.normalize.field import Field, field_of
from pipeline.normalize.gazetteer.cities import City, city, named
from pipeline.normalize.keys import SUFFIXES, bare_key, is_han, key
from pipeline.normalize.ranking import NEAR, Ranking, rank
from pipeline.normalize.resolution import (
    METHODS,
    NO_HINTS,
    Candidate,
    Hints,
    Resolution,
    Rule,
    candidate_of,
)
from pipeline.normalize.sound import as_letters
from pipeline.normalize.spellings import FOREIGN, spelling_forms

__all__ = (
    "METHODS",
    "NO_HINTS",
    "Candidate",
    "Hints",
    "Resolution",
    "Rule",
    "resolve",
    "resolve_in",
)

CLEAR = 0.95
"""Share of the people of the two greatest places with a name, Latin or in characters of its own,
from which the greater one is meant."""
SHORTEST_NEAR = 4
"""Characters of a name from which another name may be near it: of three too many are."""
SHOWN = 5
"""Candidates that are handed to a person."""
OUTWEIGHED = 10
"""A place so many times as large stands in the way of one that a person listed, where the country
is not known; one so many times smaller does not in the way of one with the very name."""
UNKNOWN_SIZE = 100_000
"""People of a place of which it is not known how many it has, when others are held against it."""
NEVER_BARE: frozenset[PlaceKind] = frozenset({"region", "metropolis", "district"})
"""Kinds of curated places that a name without a generic part does not mean, unless it is listed so:
第戎 is the city, 第戎大都會區 the metropolis."""
LONGEST = 40
"""Characters of a printed name that are looked at: none is longer."""


def resolve(
    printed: str, country_iso2: str | None, curation: Curation, hints: Hints = NO_HINTS
) -> Resolution:
    """The place that a printed name means, in a country or, where that is None, in any."""
    found = resolve_in(field_of(country_iso2, curation), printed, hints)
    if country_iso2 is None:
        return _in_any_country(found, printed)
    return found


def resolve_in(field: Field, printed: str, hints: Hints = NO_HINTS) -> Resolution:
    """The same, among the contenders of a field."""
    name, generic = bare_key(printed[:LONGEST])
    whole = key(printed[:LONGEST])
    allowed = allowed_for(field, generic, hints)
    listed, rule = _listed(field, printed[:LONGEST], whole, generic, allowed)
    if listed:
        return _by_list(field, printed, hints, listed, rule)
    if usual := _usual(field, whole, name, allowed, hints):
        return _by_list(field, printed, hints, usual, "exact")
    if generic is None:
        allowed = _towns_first(field, name, allowed)
    if field.writes_han and (same := [i for i in field.of_very_name(whole, name) if allowed[i]]):
        return _by_list(field, printed, hints, same, "exact")
    ranking = rank(name, field, allowed, whole) if is_han(name) else None
    if ranking is None:
        return _of_other_kinds(field, printed, name, hints)
    score = load_calibration().probability(ranking.features)
    candidates = _candidates(field, ranking, score)
    rule = rule_of(ranking, len(name))
    chosen = _suggested(field, ranking, hints)
    if len(chosen) == 1:
        return Resolution(printed, "resolved", chosen[0], rule, METHODS[rule], score, candidates)
    if score >= load_calibration().threshold and not (ranking.guarded or field.writes_han):
        first = candidates[0].place_id
        return Resolution(printed, "resolved", first, rule, METHODS[rule], score, candidates)
    status: NameStatus = "ambiguous" if rule in {"exact", "pinyin"} else "unknown"
    return Resolution(printed, status, None, "person", "none", score, candidates)


def _usual(
    field: Field, whole: str, name: str, allowed: NDArray[np.bool_], hints: Hints
) -> list[int]:
    """The contenders that Taiwan calls so: by the whole name, of whatever kind its end speaks (北九州
    is a city), or by the name without its generic part."""
    of_whole_name = allowed_for(field, None, hints)
    same = [i for i in field.usual.get(whole, ()) if of_whole_name[i]]
    return same or [i for i in field.usual.get(name, ()) if allowed[i]]


def _towns_first(field: Field, name: str, allowed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Who may be meant by a name without a generic part: no region where a town has it too."""
    same = np.zeros_like(allowed)
    same[field.of_very_name(name, name)] = True
    same &= allowed
    return allowed & ~(same & field.regions) if (same & ~field.regions).any() else allowed


def allowed_for(field: Field, generic: str | None, hints: Hints) -> NDArray[np.bool_]:
    """Who may be meant: of the kinds that the generic part and the office demand, in the
    subdivision, if any of them lies there."""
    allowed = field.present.copy()
    demands = [SUFFIXES[generic]] if generic else []
    demands += [hints.kinds] if hints.kinds else []
    for kinds in demands:
        allowed &= field.of_kinds(kinds)
    if hints.admin1_iso:
        inside = allowed & field.inside(hints.admin1_iso)
        allowed = inside if inside.any() else allowed
    return allowed


def _of_other_kinds(field: Field, printed: str, name: str, hints: Hints) -> Resolution:
    """No answer; candidates that are not of the kind that the name demands, if that is none's."""
    allowed = allowed_for(field, None, Hints(hints.admin1_iso))
    ranking = rank(name, field, allowed) if is_han(name) else None
    found = _candidates(field, ranking, 0.0) if ranking else ()
    unsure = tuple(replace(candidate, probability=None) for candidate in found)
    return Resolution(printed, "unknown", None, "person", "none", None, unsure)


def _listed(
    field: Field, printed: str, whole: str, generic: str | None, allowed: NDArray[np.bool_]
) -> tuple[list[int], Rule]:
    """The contenders that a person listed under the name, or that are spelled so in Latin."""
    curated = [i for i in field.curated.get(whole, ()) if allowed[i]]
    if not curated:
        bare = field.curated_bare.get(bare_key(printed)[0], ())
        proper = ~field.of_kinds(NEVER_BARE) if generic is None else field.present
        curated = [i for i in bare if allowed[i] and proper[i]]
    if curated or is_han(whole):
        return curated, "curated"
    wanted = spelling_forms(printed)[:2]
    letters = as_letters(wanted)
    spelled = (field.forms.letters[:, None] == letters).all(axis=2).any(axis=1)
    found = np.unique(field.forms.owners[spelled & (field.forms.losses <= FOREIGN)])
    named = [int(i) for i in found if allowed[i]]
    return [i for i in named if _is_spelled(field.contenders[i], wanted)], "spelling"


def _is_spelled(place: Contender, wanted: Sequence[str]) -> bool:
    """Whether a place has a form in full: a form of the field is cut."""
    return any(
        form in wanted for name in (place.name_en, *place.latin) for form in spelling_forms(name)
    )


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
        candidate_of(place, 0.0, float(share)) for place, share in zip(places, shares, strict=True)
    )[:SHOWN]
    chosen = [place.place_id for place in places if place.place_id in hints.suggested]
    if rule in ("spelling", "exact") and shares[0] > CLEAR * shares[:2].sum():
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


def rule_of(ranking: Ranking, characters: int) -> Rule:
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
        candidate_of(field.contenders[number], -float(a_letter), float(share))
        for number, a_letter, share in list(
            zip(order.numbers, order.a_letter, shares, strict=True)
        )[:SHOWN]
    )


def _in_any_country(found: Resolution, printed: str) -> Resolution:
    """An answer found among the greatest places of the world, if more than sound speaks for it, for
    most places were not heard, and no smaller one is listed under the very name."""
    first = found.candidates[0] if found.candidates else None
    rivals = rivals_anywhere(printed, found.rule, first)
    left = [place for place in rivals if place.place_id not in _ids(found)]
    candidates = (*found.candidates, *map(_unranked, left))
    if found.status != "resolved" or (found.rule != "sound" and not left):
        return replace(found, candidates=candidates)
    status: NameStatus = "ambiguous" if left else "unknown"
    return Resolution(printed, status, None, "person", "none", found.score, candidates)


def rivals_anywhere(
    printed: str, rule: Rule, first: Candidate | Contender | None
) -> tuple[City, ...]:
    """The cities of the world, at most so many as are shown, listed under the very name that may be
    meant beside the first: what a person listed gives way to far greater ones only, what is listed
    under the name to those that are not far smaller."""
    share = {"curated": OUTWEIGHED, "exact": 1 / OUTWEIGHED}.get(rule, 0.0)
    least = share * (first.population or UNKNOWN_SIZE) if first else 0.0
    ids = named(bare_key(printed[:LONGEST])[0])[:SHOWN]
    places = [place for place_id in ids if (place := city(place_id)) is not None]
    return tuple(
        place
        for place in places
        if place.population >= least and not (first and place.place_id == first.place_id)
    )


def _ids(found: Resolution) -> set[str]:
    return {candidate.place_id for candidate in found.candidates}


def _unranked(place: Contender) -> Candidate:
    return candidate_of(place, None, None)
