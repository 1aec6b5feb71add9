"""What country printed words name: CLDR's names and the curated ones, both scripts and English."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from pipeline.dataset import Method
from pipeline.normalize.curation import Curation
from pipeline.normalize.keys import key
from pipeline.normalize.records import Reading


class CountryName(NamedTuple):
    """How a country is shown: Chinese in Taiwan usage, English."""

    zh: str
    en: str


def resolve_country(printed: str, curation: Curation) -> Reading:
    """The country that `printed` names, by its whole key; `entity_id` is the ISO 3166-1 code.

    A spelling that several countries share (剛果) is ambiguous, their codes the candidates.
    """
    found = _index(curation).get(key(printed), {})
    codes = tuple(sorted(found))
    if not codes:
        return Reading("country", printed, None, "none", None, "unknown")
    method = found[codes[0]]
    if len(codes) > 1:
        return Reading("country", printed, None, method, None, "ambiguous", codes)
    return Reading("country", printed, codes[0], method, 1.0, "resolved")


def country_name(iso2: str, curation: Curation) -> CountryName:
    """The names of a country. Raises KeyError for a code that is no country's."""
    return _names(curation)[iso2]


def country_spellings(curation: Curation) -> list[str]:
    """Every spelling of every country, as listed."""
    listed = [name for country in curation.gazetteer.countries for name in country.spellings]
    for entry in curation.countries:
        shown = [name for name in (entry.name_zh, entry.name_en) if name]
        listed += [*shown, *entry.spellings, *entry.shared]
    return listed


@lru_cache(maxsize=4)
def _index(curation: Curation) -> dict[str, dict[str, Method]]:
    """Key of a spelling -> codes that have it, with the table that says so."""
    index: dict[str, dict[str, Method]] = {}
    for country in curation.gazetteer.countries:
        for name in country.spellings:
            index.setdefault(key(name), {})[country.iso2] = "gazetteer"
    for entry in curation.countries:
        shown = [name for name in (entry.name_zh, entry.name_en) if name]
        for name in (*shown, *entry.spellings, *entry.shared):
            index.setdefault(key(name), {}).setdefault(entry.iso2, "curated")
    return index


@lru_cache(maxsize=4)
def _names(curation: Curation) -> dict[str, CountryName]:
    names = {c.iso2: CountryName(c.name_zh, c.name_en) for c in curation.gazetteer.countries}
    for entry in curation.countries:
        zh, en = names[entry.iso2]
        names[entry.iso2] = CountryName(entry.name_zh or zh, entry.name_en or en)
    return names
