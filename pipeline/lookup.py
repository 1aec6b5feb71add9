"""Names that anybody hands in, resolved: lines of NAME or NAME<TAB>COUNTRY to one answer each."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from pipeline.normalize.countries import resolve_country
from pipeline.normalize.curation import Curation
from pipeline.normalize.places import place_of, resolution_of
from pipeline.normalize.resolver import Candidate

COLUMNS = ("name", "status", "place_id", "name_en", "country", "method", "score")


@dataclass(frozen=True, slots=True)
class Query:
    """A name with the ISO code of its country, if that is known; `trouble` says what was wrong."""

    name: str
    country_iso2: str | None
    trouble: str | None = None


def queries(lines: Iterable[str], curation: Curation) -> Iterator[Query]:
    """The queries in lines; blank ones are passed over.

    The country may be an ISO 3166-1 code or a name in Chinese or English. One that nobody knows
    makes a query without a country, with the trouble said.
    """
    known = {country.iso2 for country in curation.gazetteer.countries}
    for number, line in enumerate(lines, start=1):
        name, _, country = (part.strip() for part in line.strip("\r\n\ufeff").partition("\t"))
        if not name:
            continue
        code = country.upper() if country.upper() in known else None
        if country and code is None:
            code = resolve_country(country, curation).entity_id
        trouble = f"line {number}: {country} is no country" if country and not code else None
        yield Query(name, code, trouble)


def answer(query: Query, curation: Curation) -> dict[str, Any]:
    """The answer as JSON knows it; name, id and country are null where no place was settled on."""
    found = resolution_of(query.name, query.country_iso2, curation)
    place = place_of(found.place_id, curation) if found.place_id else None
    return {
        "name": query.name,
        "country": query.country_iso2,
        "status": found.status,
        "place_id": found.place_id,
        "geonames_id": place.geonames_id if place else None,
        "name_en": place.name_en if place else None,
        "country_iso2": place.country_iso2 if place else None,
        "method": found.method,
        "score": None if found.score is None else round(found.score, 4),
        "rule": found.rule,
        "candidates": [_candidate(one) for one in found.candidates],
    }


def table(answers: Sequence[dict[str, Any]]) -> Iterator[str]:
    """The answers as a table for a terminal; open names with their best candidates below them."""
    rows = [COLUMNS, *(_row(answer) for answer in answers)]
    widths = [max(_width(row[column]) for row in rows) for column in range(len(COLUMNS))]
    for row, told in zip(rows, [None, *answers], strict=True):
        yield "  ".join(map(_padded, row, widths)).rstrip()
        if told is not None and told["status"] != "resolved":
            for one in told["candidates"]:
                sure = "" if one["probability"] is None else f", {one['probability']:.2f}"
                yield f"    ? {one['name_en']}, {one['country_iso2']}, {one['place_id']}{sure}"


def _candidate(one: Candidate) -> dict[str, Any]:
    return {
        "place_id": one.place_id,
        "geonames_id": one.geonames_id,
        "name_en": one.name_en,
        "country_iso2": one.country_iso2,
        "admin1_iso": one.admin1_iso,
        "kind": one.kind,
        "population": one.population,
        "distance": None if one.distance is None else round(one.distance, 2),
        "probability": one.probability,
    }


def _row(told: dict[str, Any]) -> tuple[str, ...]:
    values = (
        told["name"],
        told["status"],
        told["place_id"],
        told["name_en"],
        told["country_iso2"] or told["country"],
        told["method"],
        None if told["score"] is None else f"{told['score']:.3f}",
    )
    return tuple("" if value is None else _printable(str(value)) for value in values)


def _printable(text: str) -> str:
    return "".join(c if c.isprintable() else " " for c in text)


def _padded(text: str, width: int) -> str:
    return text + " " * (width - _width(text))


def _width(text: str) -> int:
    """Columns of a terminal: two for a Han character."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
