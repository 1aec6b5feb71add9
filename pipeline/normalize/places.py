"""What place printed words name: what a person decided, what `resolver` finds, in its context.

A subdivision printed before the place (紐澤西紐瓦克市) is split off and restricts it. Where the name
has no generic part, the office says which kind of place is meant: 州長 wants a state, though the
city has the same name.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from pipeline.dataset import PlaceKind
from pipeline.normalize.curation import Curation
from pipeline.normalize.decisions import decided_place, ruled_out
from pipeline.normalize.entries import Place
from pipeline.normalize.gazetteer.cities import city
from pipeline.normalize.keys import SUFFIXES, bare_key, key
from pipeline.normalize.records import Reading
from pipeline.normalize.resolver import Hints, Resolution, Rule, resolve

_LISTED: frozenset[Rule] = frozenset({"curated", "exact", "spelling"})
"""Rules by which a name is just as a table has it."""
_NAMESAKES_ONLY: frozenset[Rule] = frozenset({"curated", "spelling"})
"""Rules that have no candidates but places listed under that very name."""
_PLACES_OF_SCORE = 3
"""Decimal places that are the same on every machine."""
_OFFICE_OF = re.compile(r"^(?:代理|副|第一副|前)?(?P<generic>[市縣县州省郡鎮鄉村區])[長长議议]")


@dataclass(frozen=True, slots=True)
class PlaceContext:
    """What else the entry says: the subdivision and the title as printed, and the ids of places
    that the person or other words of the release stand for."""

    admin1: str | None = None
    homes: frozenset[str] = frozenset()
    title: str | None = None


NO_CONTEXT = PlaceContext()


def resolve_place(
    printed: str,
    country_iso2: str | None,
    curation: Curation,
    context: PlaceContext = NO_CONTEXT,
) -> Reading:
    """The place that `printed` names in a country, or in any where `country_iso2` is None.

    `candidates` are the other places that it may mean, the likeliest first: of an open name all of
    them, of a resolved one the namesakes that its person ruled out.
    """
    return reading_of(resolution_of(printed, country_iso2, curation, context))


def reading_of(found: Resolution) -> Reading:
    """A resolution as a reading; a resolved one has as candidates the namesakes listed with it."""
    ids = tuple(one.place_id for one in found.candidates if one.place_id != found.place_id)
    if found.status != "resolved":
        return Reading("place", found.printed, None, found.method, None, found.status, ids)
    score = 1.0 if found.method == "curated" else found.score
    score = None if score is None else round(score, _PLACES_OF_SCORE)
    namesakes = ids if found.rule in _NAMESAKES_ONLY else ()
    return Reading(
        "place", found.printed, found.place_id, found.method, score, "resolved", namesakes
    )


def resolution_of(
    printed: str,
    country_iso2: str | None,
    curation: Curation,
    context: PlaceContext = NO_CONTEXT,
) -> Resolution:
    """The same with all that is known of the candidates."""
    admin1 = _subdivision(context.admin1, country_iso2, curation) if context.admin1 else None
    kinds = _kinds_of_office(context.title) if bare_key(printed)[1] is None else frozenset()
    return _resolution(printed, country_iso2, curation, Hints(admin1, kinds, context.homes))


@lru_cache(maxsize=8192)
def _resolution(
    printed: str, country_iso2: str | None, curation: Curation, hints: Hints
) -> Resolution:
    decided = decided_place(printed, country_iso2, curation)
    if decided is not None:
        return Resolution(printed, "resolved", decided, "curated", "curated", 1.0, ())
    found = _resolve(printed, country_iso2, curation, hints)
    if found.status != "resolved" and country_iso2 is not None and hints.admin1_iso is None:
        found = _behind_subdivision(printed, country_iso2, curation, hints) or found
    return _without(found, ruled_out(printed, country_iso2, curation))


def place_of(place_id: str, curation: Curation) -> Place | None:
    """The place with that id, curated or of the gazetteer; a city of that has no Chinese name."""
    held = _by_id(curation).get(place_id)
    found = city(place_id) if held is None else None
    if found is None:
        return held
    return Place(
        id=found.place_id,
        kind=found.kind,
        name_zh=None,
        name_en=found.name_en,
        admin1_iso=found.admin1_iso,
        geonames_id=found.geonames_id,
        latitude=found.latitude,
        longitude=found.longitude,
    )


def kind_printed(printed: str) -> PlaceKind | None:
    """The kind that the generic part of a printed name says, where it says one."""
    generic = bare_key(printed)[1]
    kinds = SUFFIXES[generic] if generic else frozenset[PlaceKind]()
    if "city" in kinds:
        return "city"
    return next(iter(kinds)) if len(kinds) == 1 else None


def _resolve(
    printed: str, country_iso2: str | None, curation: Curation, hints: Hints
) -> Resolution:
    """The resolution with what the office demands, or without, where only that has the name.

    A name without a country is of the host's, where a table of that country has it: releases print
    the counties at home so.
    """
    if country_iso2 is None:
        at_home = _resolve(printed, curation.events.host.place[:2].upper(), curation, hints)
        if at_home.status == "resolved" and at_home.rule in _LISTED:
            return at_home
    found = [resolve(printed, country_iso2, curation, hints)]
    if hints.kinds and not (found[0].status == "resolved" and found[0].rule in _LISTED):
        found.append(resolve(printed, country_iso2, curation, replace(hints, kinds=frozenset())))
    answered = [one for one in found if one.status == "resolved"]
    listed = [one for one in answered if one.rule in _LISTED]
    return (listed or answered or found)[0]


def _kinds_of_office(title: str | None) -> frozenset[PlaceKind]:
    match = _OFFICE_OF.match(title) if title else None
    if match is None:
        return frozenset()
    return SUFFIXES.get(match["generic"].replace("县", "縣"), frozenset())


def _without(found: Resolution, excluded: frozenset[str]) -> Resolution:
    """A resolution without the places that a person ruled out."""
    if not excluded:
        return found
    kept = tuple(one for one in found.candidates if one.place_id not in excluded)
    if found.place_id not in excluded:
        return replace(found, candidates=kept)
    return Resolution(found.printed, "unknown", None, "person", "none", None, kept)


def _behind_subdivision(
    printed: str, country_iso2: str, curation: Curation, hints: Hints
) -> Resolution | None:
    """A place of a subdivision whose name is printed in front: 紐澤西|紐瓦克市."""
    folded = key(printed)
    for prefix, admin1 in _subdivisions(curation).get(country_iso2, {}).items():
        rest = folded[len(prefix) :]
        if folded.startswith(prefix) and len(rest) > 1:
            found = _resolve(rest, country_iso2, curation, replace(hints, admin1_iso=admin1))
            place = place_of(found.place_id, curation) if found.place_id else None
            if place is not None and place.admin1_iso == admin1:
                return replace(found, printed=printed)
    return None


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
    """Listed places; a curated entry takes the place of one of the gazetteer with its id."""
    return {place.id: place for place in (*curation.gazetteer.places, *curation.places)}


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
