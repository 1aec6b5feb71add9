"""Curated people by a printed name: read only with the place (or country) they stand for."""

from __future__ import annotations

from pipeline.dataset import Rank
from pipeline.normalize.curation import Curation
from pipeline.normalize.entries import PersonEntry
from pipeline.normalize.keys import fold, is_han, key
from pipeline.normalize.person_names import name_keys
from pipeline.normalize.records import Reading
from pipeline.normalize.titles import title_of

_SURNAME_LENGTH = 2


def resolve_person(
    printed: str,
    curation: Curation,
    place_id: str | None,
    *,
    country_iso2: str | None = None,
    rank: Rank | None = None,
    year: int | None = None,
) -> Reading:
    """The curated person that `printed` names at that place.

    A person without a place is met in their country, wherever. A bare surname (柯 of 柯市長) is
    the person of that surname who held an office of that rank within a year.
    """
    here = [p for p in curation.people if _stands(p, place_id, country_iso2)]
    wanted = name_keys(printed)
    found = [p for p in here if any(wanted & name_keys(name) for name in p.names)]
    if not found and is_han(printed) and len(key(printed)) <= _SURNAME_LENGTH:
        found = [p for p in here if _has_surname(p, printed) and _held(p, rank, year, curation)]
    if len(found) == 1:
        return Reading("person", printed, found[0].id, "curated", 1.0, "resolved")
    if found:
        ids = tuple(sorted(person.id for person in found))
        return Reading("person", printed, None, "curated", None, "ambiguous", ids)
    return Reading("person", printed, None, "none", None, "unknown")


def homes(printed: str, curation: Curation) -> frozenset[str]:
    """The places of the curated people who have that name: context for a place's namesakes."""
    wanted = name_keys(printed)
    return frozenset(
        person.place
        for person in curation.people
        if person.place and any(wanted & name_keys(name) for name in person.names)
    )


def _stands(person: PersonEntry, place_id: str | None, country_iso2: str | None) -> bool:
    if person.place is not None:
        return person.place == place_id
    return person.country == country_iso2


def _has_surname(person: PersonEntry, surname: str) -> bool:
    return person.name_zh is not None and fold(person.name_zh).startswith(key(surname))


def _held(person: PersonEntry, rank: Rank | None, year: int | None, curation: Curation) -> bool:
    """Whether a person held an office of that rank in that year, the one before or after."""
    return any(
        title_of(office.title, curation).rank == rank
        and (year is None or any(abs(year - held) <= 1 for held in office.years))
        for office in person.offices
    )
