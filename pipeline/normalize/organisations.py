"""What organisation printed words name, within its country; what is not listed stays as printed."""

from __future__ import annotations

from functools import lru_cache

from pipeline.normalize.curation import Curation
from pipeline.normalize.entries import OrganisationEntry
from pipeline.normalize.keys import key
from pipeline.normalize.records import Reading


def resolve_organisation(
    printed: str,
    country_iso2: str | None,
    curation: Curation,
    place_id: str | None = None,
    prefixes: tuple[str, ...] = (),
) -> Reading:
    """The organisation of that country that `printed` names.

    Spellings are read with and without `prefixes`, the country and place printed before the body
    (英國在臺辦事處, 市議會 after 愛丁堡). A body of another place than `place_id` is not meant.
    """
    for name in (printed, *(prefix + printed for prefix in prefixes)):
        found = [
            body
            for body in _index(curation).get(key(name), ())
            if body.country_iso2 == country_iso2
            and (place_id is None or body.place is None or body.place == place_id)
        ]
        if len(found) == 1:
            return Reading("organisation", printed, found[0].id, "curated", 1.0, "resolved")
        if found:
            ids = tuple(sorted(body.id for body in found))
            return Reading("organisation", printed, None, "curated", None, "ambiguous", ids)
    return Reading("organisation", printed, None, "none", None, "unknown")


def organisation_of(organisation_id: str, curation: Curation) -> OrganisationEntry:
    """The entry of an organisation. Raises KeyError for an id that no entry has."""
    return _by_id(curation)[organisation_id]


@lru_cache(maxsize=4)
def _index(curation: Curation) -> dict[str, tuple[OrganisationEntry, ...]]:
    index: dict[str, list[OrganisationEntry]] = {}
    for body in curation.organisations:
        english = (body.en,) if body.en else ()
        for folded in {key(name) for name in (body.zh, *english, *body.spellings)}:
            index.setdefault(folded, []).append(body)
    return {name: tuple(bodies) for name, bodies in index.items()}


@lru_cache(maxsize=4)
def _by_id(curation: Curation) -> dict[str, OrganisationEntry]:
    return {body.id: body for body in curation.organisations}
