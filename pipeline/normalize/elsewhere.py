"""Events of other cities: a release names them in passing, with the place where they are held."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.extract.office_holders import HAN
from pipeline.ingest.document import Text
from pipeline.normalize.countries import resolve_country
from pipeline.normalize.curation import Curation
from pipeline.normalize.gazetteer.cities import named
from pipeline.normalize.keys import bare_key
from pipeline.normalize.places import resolution_of

_HELD = "舉行|舉辦|登場|召開|開幕|主辦|承辦|举行|举办|登场|召开|开幕|主办|承办"
_NAME = r"[A-Z][\w’'-]*(?: [A-Z][\w’'-]*){0,2}"
_HELD_AT = re.compile(
    rf"[在於于](?P<at>[{HAN}]{{2,10}}?)(?:{_HELD})"
    rf"|(?:赴|前往|飛往|飞往|遠赴|远赴)(?P<to>[{HAN}]{{2,10}}?)(?:出席|參加|参加|參與|参与|發表|发表)"
    rf"|(?:^|(?<=[，,、；;。！？!?\s另]))(?P<by>[{HAN}]{{2,10}}?)(?:市?政府)?(?:[亦也]?(?:[即也]?[將将]|[預预][計计定])|[在於于]\d|(?:{_HELD}))"
    rf"|\b(?:in|at) (?P<in>{_NAME})|(?P<hosts>{_NAME}) (?:will host|is hosting|hosts|hosted)\b"
)
_CLAUSE_END = re.compile(r"[，,；;。！？!?\n]")
_PLACE_FOLLOWS = re.compile(r"[，,]\s*(?:將|将|預計|预计)?[在於于]")
_REACH = 80
"""Characters of a clause that are looked at on either side of the name."""
_LONGEST_COUNTRY = 6


def held_abroad(event: Text, source: str, curation: Curation) -> str | None:
    """The place abroad at which words around an event's name say that it is held, as printed.

    None where they name no place, or one in the host's country.
    """
    start, end = _clause(source, event.starts[0], event.ends[-1])
    places = (match[match.lastgroup or 0] for match in _HELD_AT.finditer(source[start:end]))
    return next((place for place in places if _is_abroad(place, curation)), None)


def _clause(source: str, start: int, end: int) -> tuple[int, int]:
    """Where the clause begins and ends that names something, one behind it that only places it
    (…，於首爾舉行) included."""
    before = _CLAUSE_END.finditer(source, max(0, start - _REACH), start)
    opened = max((match.end() for match in before), default=max(0, start - _REACH))
    closed = _CLAUSE_END.search(source, end)
    if closed and _PLACE_FOLLOWS.match(source, closed.start()):
        closed = _CLAUSE_END.search(source, closed.end())
    return opened, min(closed.start() if closed else len(source), end + _REACH)


def _is_abroad(printed: str, curation: Curation) -> bool:
    home = curation.events.host.place[:2]
    countries = {*_countries_before(printed, curation)}
    if countries:
        return home.upper() not in countries
    found = resolution_of(printed, None, curation)
    ids = [found.place_id] if found.place_id else named(bare_key(printed)[0])
    return bool(ids) and not any(place_id.startswith(f"{home}-") for place_id in ids)


def _countries_before(printed: str, curation: Curation) -> Iterator[str]:
    """The countries whose names a name begins with (西班牙巴塞隆納)."""
    for end in range(2, min(len(printed), _LONGEST_COUNTRY) + 1):
        country = resolve_country(printed[:end], curation).entity_id
        if country is not None:
            yield country
