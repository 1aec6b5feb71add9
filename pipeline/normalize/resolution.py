"""What a printed name was taken for, and what else is known of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.dataset import Method, NameStatus, PlaceKind
from pipeline.normalize.contenders import Contender

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


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place that a name may mean. `distance` in sound is the negative logarithm a letter of the
    likelihood of its Latin name, 0 for what cannot sound closer; null where nothing was heard.
    `probability` is null where the place is not what the name says, or was not ranked."""

    place_id: str
    geonames_id: int | None
    name_en: str
    country_iso2: str
    admin1_iso: str | None
    kind: PlaceKind
    population: int
    distance: float | None
    probability: float | None


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


def candidate_of(place: Contender, distance: float | None, share: float | None) -> Candidate:
    """A place as a candidate, its distance in sound and its share of what is likely rounded."""
    return Candidate(
        place.place_id,
        place.geonames_id,
        place.name_en,
        place.country_iso2,
        place.admin1_iso,
        place.kind,
        place.population,
        None if distance is None else round(max(distance, 0.0), 2),
        None if share is None else round(share, 4),
    )
