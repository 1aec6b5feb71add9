"""What place printed words name: always a country and a key, then context, never a guess.

A name is looked up by its whole key, then without its generic part (市, 縣, 州), then by toneless
pinyin, which catches 司/斯, 里/理, 愛/艾. The generic part must suit the place: 紐約州 is no city.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache

from pipeline.dataset import Method, PlaceKind
from pipeline.normalize.curation import Curation
from pipeline.normalize.entries import Place
from pipeline.normalize.keys import SUFFIXES, bare_key, key, pinyin_key
from pipeline.normalize.records import Reading

PHONETIC_SCORE = 0.94
"""Lower bound (95 %) of the precision of the pinyin key: 61 of 61 right when it was measured."""

_SHORTEST_BY_SOUND = 3
_NEEDS_ITS_GENERIC = frozenset({"region", "metropolis", "district"})
"""Kinds whose bare name is more often that of a city."""


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What else the entry says that may part namesakes: a state, the ids of places of a person."""

    admin1: str | None = None
    homes: frozenset[str] = frozenset()


NO_CONTEXT = PlaceContext()


def resolve_place(
    printed: str,
    country_iso2: str | None,
    curation: Curation,
    context: PlaceContext = NO_CONTEXT,
) -> Reading:
    """The place that `printed` names in a country, or in any where `country_iso2` is None.

    The reading is resolved for one place (`candidates` are then the namesakes that a person of
    the place ruled out), ambiguous for several, unknown for none. A subdivision printed before
    the place (紐澤西紐瓦克市) is split off and restricts it.
    """
    admin1 = _subdivision(context.admin1, country_iso2, curation) if context.admin1 else None
    found, method = _look_up(printed, country_iso2, admin1, curation)
    if not found and country_iso2 is not None and admin1 is None:
        found, method = _behind_subdivision(printed, country_iso2, curation)
    return _reading(printed, found, method, context)


_OFFICE_OF = re.compile(r"^(?:代理|副|第一副|前)?(?P<generic>[市縣县州省郡鎮鄉村區])[長长議议]")


def by_office(reading: Reading, title: str | None, curation: Curation) -> Reading:
    """An ambiguous reading settled by the office: 嘉義|市長 is of 嘉義市, 嘉義|縣長 of 嘉義縣."""
    match = _OFFICE_OF.match(title) if title and reading.status == "ambiguous" else None
    if match is None:
        return reading
    kinds = SUFFIXES.get(match["generic"].replace("县", "縣"), frozenset())
    of_kind = [
        place_id
        for place_id in reading.candidates
        if (place := place_of(place_id, curation)) is not None and place.kind in kinds
    ]
    if len(of_kind) != 1:
        return reading
    return Reading("place", reading.printed, of_kind[0], reading.method, 1.0, "resolved")


def place_of(place_id: str, curation: Curation) -> Place | None:
    """The place with that id, curated or of the gazetteer."""
    return _by_id(curation).get(place_id)


def kind_printed(printed: str) -> PlaceKind | None:
    """The kind that the generic part of a printed name says, where it says one."""
    generic = bare_key(printed)[1]
    kinds = SUFFIXES[generic] if generic else frozenset[PlaceKind]()
    if "city" in kinds:
        return "city"
    return next(iter(kinds)) if len(kinds) == 1 else None


def _reading(printed: str, found: list[Place], method: Method, context: PlaceContext) -> Reading:
    ids = [place.id for place in found]
    chosen = [place_id for place_id in ids if place_id in context.homes]
    if not ids:
        return Reading("place", printed, None, "none", None, "unknown")
    if len(ids) > 1 and len(chosen) != 1:
        return Reading("place", printed, None, method, None, "ambiguous", tuple(ids))
    best = ids[0] if len(ids) == 1 else chosen[0]
    others = tuple(place_id for place_id in ids if place_id != best)
    score = PHONETIC_SCORE if method == "phonetic" else 1.0
    return Reading("place", printed, best, method, score, "resolved", others)


def _look_up(
    printed: str, country_iso2: str | None, admin1: str | None, curation: Curation
) -> tuple[list[Place], Method]:
    """The places that a name may mean, by the first rule that finds any."""
    bare, generic = bare_key(printed)

    def suits(place: Place) -> bool:
        if generic is None:
            return place.kind not in _NEEDS_ITS_GENERIC
        return place.kind in SUFFIXES[generic]

    rules: list[tuple[str, str, Callable[[Place], bool]]] = [
        ("whole", key(printed), lambda place: True),
        ("bare", bare, suits),
    ]
    if country_iso2 is not None and len(bare) >= _SHORTEST_BY_SOUND:
        rules.append(("sound", pinyin_key(bare), suits))
    for rule, wanted, allowed in rules:
        found = _index(curation).get((rule, wanted), ())
        kept = [p for p in found if allowed(p) and _lies_in(p, country_iso2, admin1)]
        if kept:
            return kept, "phonetic" if rule == "sound" else _method(kept, curation)
    return [], "none"


def _lies_in(place: Place, country_iso2: str | None, admin1: str | None) -> bool:
    if country_iso2 is not None and place.country_iso2 != country_iso2:
        return False
    return admin1 is None or place.admin1_iso is None or place.admin1_iso == admin1


def _method(places: Iterable[Place], curation: Curation) -> Method:
    curated = {place.id for place in curation.places}
    return "curated" if any(place.id in curated for place in places) else "gazetteer"


def _behind_subdivision(
    printed: str, country_iso2: str, curation: Curation
) -> tuple[list[Place], Method]:
    """Places of a subdivision whose name is printed in front: 紐澤西|紐瓦克市."""
    folded = key(printed)
    for prefix, admin1 in _subdivisions(curation).get(country_iso2, {}).items():
        rest = folded[len(prefix) :]
        if folded.startswith(prefix) and len(rest) > 1:
            found, method = _look_up(rest, country_iso2, admin1, curation)
            inside = [place for place in found if place.admin1_iso == admin1]
            if inside:
                return inside, method
    return [], "none"


def _subdivision(printed: str, country_iso2: str | None, curation: Curation) -> str | None:
    """The ISO 3166-2 code of a subdivision; what stands before it (東北部賓州) is passed over."""
    folded = key(printed)
    countries = _subdivisions(curation)
    held = [countries.get(country_iso2, {})] if country_iso2 else list(countries.values())
    matches = {
        (len(name), iso) for names in held for name, iso in names.items() if folded.endswith(name)
    }
    longest = max((length for length, _ in matches), default=0)
    codes = {iso for length, iso in matches if length == longest}
    return codes.pop() if len(codes) == 1 else None


@lru_cache(maxsize=4)
def _by_id(curation: Curation) -> dict[str, Place]:
    """All places; a curated entry takes the place of one of the gazetteer with its id."""
    return {place.id: place for place in (*curation.gazetteer.places, *curation.places)}


@lru_cache(maxsize=4)
def _index(curation: Curation) -> dict[tuple[str, str], tuple[Place, ...]]:
    """(rule, key) -> places, by id. Curated places and gazetteer places alike."""
    index: dict[tuple[str, str], dict[str, Place]] = {}
    for place in _by_id(curation).values():
        for name in place.names:
            bare = bare_key(name)[0]
            for entry in (("whole", key(name)), ("bare", bare), ("sound", pinyin_key(bare))):
                index.setdefault(entry, {})[place.id] = place
    return {entry: tuple(found[i] for i in sorted(found)) for entry, found in index.items()}


@lru_cache(maxsize=4)
def _subdivisions(curation: Curation) -> dict[str, dict[str, str]]:
    """Country -> key of a subdivision's name -> its code, longest name first.

    With or without the generic part, as long as two characters are left.
    """
    names: dict[str, dict[str, str]] = {}
    for place in _by_id(curation).values():
        if place.kind == "region" and place.admin1_iso:
            held = names.setdefault(place.country_iso2, {})
            for name in place.names:
                for folded in (key(name), bare_key(name)[0]):
                    held[folded] = place.admin1_iso
    return {
        country: dict(sorted(held.items(), key=lambda item: (-len(item[0]), item[0])))
        for country, held in names.items()
    }
