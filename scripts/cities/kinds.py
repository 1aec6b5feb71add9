"""The kind of a populated place, as the generic part of its names says it."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.dataset import PlaceKind
from pipeline.normalize.keys import fold

HAN_COUNTRIES = frozenset("CN HK JP KP KR MO TW".split())
"""Countries whose own names are Chinese: elsewhere 區 or 村 only translates a part of the name."""

_ENGLISH: dict[str, PlaceKind] = {
    "county": "county",
    "district": "district",
    "municipality": "municipality",
    "township": "municipality",
    "village": "municipality",
}
_CHINESE: dict[str, PlaceKind] = {
    "县": "county",
    "区": "district",
    "乡": "municipality",
    "村": "municipality",
}
_SHORTEST = 3


def kind_of(country_iso2: str, name_en: str, zh: Iterable[str]) -> PlaceKind:
    """The kind; a city where no name says otherwise, for GeoNames lists populated places."""
    last = name_en.lower().rsplit(" ", 1)
    if len(last) == 2 and last[1] in _ENGLISH:
        return _ENGLISH[last[1]]
    if country_iso2 in HAN_COUNTRIES:
        folded = [fold(name) for name in zh if len(name) >= _SHORTEST]
        kinds = {_CHINESE[name[-1]] for name in folded if name[-1] in _CHINESE}
        if len(kinds) == 1 and not any(name.endswith(("市", "镇")) for name in folded):
            return kinds.pop()
    return "city"
