"""The word classes of the grammar, made from the curated data and the reference tables."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache, partial

from pipeline.extract.lexicon import Lexicon, WordSet, words
from pipeline.normalize.countries import country_spellings, resolve_country
from pipeline.normalize.curation import Curation
from pipeline.normalize.gazetteer import load_gazetteer
from pipeline.normalize.gazetteer.cities import chinese_keys
from pipeline.normalize.keys import SUFFIXES, fold, fold_table, is_han, key
from pipeline.normalize.places import place_of, resolution_of

_SHORTEST_LATIN = 3
_SHORTEST_HAN = 2


def build_lexicon(curation: Curation) -> Lexicon:
    """The lexicon for `extract`: every word folded by `fold_table`, blanks inside names kept.

    Countries have at least two Han characters or three Latin letters: shorter ones (美, UK) begin
    too many other words. Known places are the curated ones and the counties of the host's country,
    which releases print without a country.
    """
    host = place_of(curation.events.host.place, curation)
    at_home = [p for p in curation.gazetteer.places if host and p.country_iso2 == host.country_iso2]
    vocabulary = curation.gazetteer.vocabulary
    return Lexicon(
        fold_table=fold_table(),
        countries=_folded(name for name in country_spellings(curation) if _long_enough(name)),
        titles=_folded(
            name for title in curation.titles for name in (title.zh, title.en, *title.spellings)
        ),
        places=_folded(
            (
                *(name for place in (*curation.places, *at_home) for name in place.names),
                *(name[:-1] for place in at_home for name in place.names if _has_generic(name)),
            )
        ),
        place_suffixes=_folded(SUFFIXES),
        body_suffixes=_folded(vocabulary.body_suffixes),
        body_words=_folded(vocabulary.body_words),
        independent_suffixes=_folded(vocabulary.independent_suffixes),
        surnames=_folded((*vocabulary.surnames, *vocabulary.japanese_surnames)),
        people=_folded(name for person in curation.people for name in person.names if is_han(name)),
        host_places=_folded(host.names if host else ()),
        home_counties=_folded(
            name for place in at_home for name in place.names if _has_generic(name)
        ),
        cities=partial(_cities, curation=curation),
        is_city=partial(_is_city, curation=curation),
    )


def _is_city(printed: str, *, curation: Curation) -> bool:
    """Whether a name is spelled as that of a city, of the great ones where nobody listed it."""
    return resolution_of(printed, None, curation).status != "unknown"


def _cities(country: str, *, curation: Curation) -> WordSet:
    """The cities of a country; of a name that several have (剛果), those of all of them."""
    told = resolve_country(country, curation)
    return _cities_of((told.entity_id,) if told.entity_id else told.candidates)


@lru_cache(maxsize=300)
def _cities_of(codes: tuple[str, ...]) -> WordSet:
    usual = (
        key(name)
        for place_id, called in load_gazetteer().taiwan_names
        if place_id[:2].upper() in codes
        for name in called
    )
    names = (*usual, *(name for iso2 in codes for name in chinese_keys(iso2)))
    return words(name for name in names if len(name) >= _SHORTEST_HAN)


def _folded(names: Iterable[str]) -> WordSet:
    return words(fold(name) for name in names)


def _has_generic(name: str) -> bool:
    """Whether a name is that of a county or city (嘉義市), so that 嘉義 alone may be printed."""
    return len(name) > _SHORTEST_HAN and name.endswith(("市", "縣", "县"))


def _long_enough(name: str) -> bool:
    return len(name) >= (_SHORTEST_HAN if is_han(name) else _SHORTEST_LATIN)
