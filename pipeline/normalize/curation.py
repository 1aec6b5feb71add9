"""Loading the curation folder: reviewed YAML 1.2, checked entry by entry.

One file a kind of entry; a file that is absent holds no entries, one that is not known is an
error, for its decisions would silently not count.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from pipeline.exits import WrongUsage
from pipeline.findings import CATALOGUE
from pipeline.normalize.core_yaml import YamlError, read_yaml
from pipeline.normalize.entries import (
    Correction,
    CountryEntry,
    Entry,
    Events,
    Judgement,
    NameDecision,
    OrganisationEntry,
    PersonEntry,
    Place,
    TitleEntry,
    identity,
)
from pipeline.normalize.expectations import FILE as EXPECTATIONS_FILE
from pipeline.normalize.gazetteer import Gazetteer, load_gazetteer
from pipeline.normalize.gazetteer.cities import city
from pipeline.normalize.keys import key

MODELS: dict[str, type[Entry]] = {
    "countries.yml": CountryEntry,
    "places.yml": Place,
    "people.yml": PersonEntry,
    "titles.yml": TitleEntry,
    "organisations.yml": OrganisationEntry,
    "corrections.yml": Correction,
    "judgements.yml": Judgement,
    "names.yml": NameDecision,
}
EVENTS_FILE = "events.yml"

E = TypeVar("E", bound=Entry)


class CurationError(WrongUsage):
    """A curation file that cannot be used; the message names file, entry and remedy."""


@dataclass(frozen=True, eq=False)
class Curation:
    """All that people decided, and the reference tables it builds on.

    `digest` (SHA-256, hexadecimal) covers the bytes of all curation files and of the gazetteer;
    two curations are equal when their digests are.
    """

    countries: tuple[CountryEntry, ...]
    places: tuple[Place, ...]
    people: tuple[PersonEntry, ...]
    titles: tuple[TitleEntry, ...]
    organisations: tuple[OrganisationEntry, ...]
    corrections: tuple[Correction, ...]
    judgements: tuple[Judgement, ...]
    names: tuple[NameDecision, ...]
    events: Events
    gazetteer: Gazetteer
    digest: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Curation) and self.digest == other.digest

    def __hash__(self) -> int:
        return hash(self.digest)


def load_curation(folder: Path) -> Curation:
    """The curation in `folder`, checked.

    Raises CurationError for a folder or events file that is missing, for what is no YAML or no
    valid entry, for a second entry of one id, for an id that nothing has, and for a spelling of
    two places or countries that is not marked as shared.
    """
    contents = _contents(folder)
    entries = {name: _entries(name, contents.get(name)) for name in MODELS}
    gazetteer = load_gazetteer()
    digest = hashlib.sha256(gazetteer.digest.encode())
    for name in sorted(contents):
        digest.update(name.encode() + b"\0" + contents[name] + b"\0")
    curation = Curation(
        countries=_of(CountryEntry, entries["countries.yml"]),
        places=_of(Place, entries["places.yml"]),
        people=_of(PersonEntry, entries["people.yml"]),
        titles=_of(TitleEntry, entries["titles.yml"]),
        organisations=_of(OrganisationEntry, entries["organisations.yml"]),
        corrections=_of(Correction, entries["corrections.yml"]),
        judgements=_of(Judgement, entries["judgements.yml"]),
        names=_of(NameDecision, entries["names.yml"]),
        events=_events(folder, contents.get(EVENTS_FILE)),
        gazetteer=gazetteer,
        digest=digest.hexdigest(),
    )
    for problem in (*_dangling(curation), *_unmarked_spellings(curation)):
        raise CurationError(problem)
    return curation


def _contents(folder: Path) -> dict[str, bytes]:
    if not folder.is_dir():
        raise CurationError(f"{folder} is no folder: the curation files are missing")
    contents = {path.name: path.read_bytes() for path in sorted(folder.glob("*.yml"))}
    contents.pop(EXPECTATIONS_FILE, None)  # no decision about what a release says
    unknown = sorted(set(contents) - set(MODELS) - {EVENTS_FILE})
    if unknown:
        known = ", ".join([*MODELS, EVENTS_FILE, EXPECTATIONS_FILE])
        raise CurationError(f"{folder / unknown[0]} is no file of decisions; known are {known}")
    return contents


def _parsed(name: str, content: bytes) -> Any:
    try:
        return read_yaml(content.decode("utf-8"))
    except (YamlError, UnicodeDecodeError) as error:
        raise CurationError(f"{name} is no valid YAML in UTF-8: {error}") from error


@lru_cache(maxsize=16)
def _entries(name: str, content: bytes | None) -> tuple[Entry, ...]:
    """The checked entries of one file; no two have one id. Same bytes, same entries."""
    raw = _parsed(name, content) if content is not None else None
    if not isinstance(raw, list | None):
        raise CurationError(f"{name} must be a list of entries")
    checked = tuple(_entry(name, MODELS[name], entry) for entry in raw or ())
    seen: set[str] = set()
    for entry in raw or ():
        if identity(entry) in seen:
            raise CurationError(f"{name}: the entry {identity(entry)} stands there twice")
        seen.add(identity(entry))
    return checked


def _entry(name: str, model: type[E], raw: Any) -> E:
    try:
        return model.model_validate(raw)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        at = f", field {where}" if where else ""
        raise CurationError(f"{name}: entry {identity(raw)}{at}: {first['msg']}") from error


def _of(model: type[E], entries: Iterable[Entry]) -> tuple[E, ...]:
    return tuple(entry for entry in entries if isinstance(entry, model))


def _events(folder: Path, content: bytes | None) -> Events:
    if content is None:
        raise CurationError(f"{folder / EVENTS_FILE} is missing: it says what the summits are")
    events = _entry(EVENTS_FILE, Events, _parsed(EVENTS_FILE, content))
    if events.default not in {series.id for series in events.series}:
        raise CurationError(f"{EVENTS_FILE}: default {events.default} is none of the series")
    return events


def _dangling(curation: Curation) -> Iterator[str]:
    """References to what no file and no table holds."""
    places = {place.id for place in (*curation.places, *curation.gazetteer.places)}
    titles = {title.id for title in curation.titles}
    countries = {country.iso2 for country in curation.gazetteer.countries}
    known: dict[str, set[str]] = {
        "country": countries,
        "place": places,
        "person": {person.id for person in curation.people},
        "organisation": {body.id for body in curation.organisations},
        "title": titles,
    }
    references: list[tuple[str, str, str | None, set[str]]] = [
        ("events.yml", "host", curation.events.host.place, places),
        *(("places.yml", place.id, place.parent, places) for place in curation.places),
        *(("people.yml", person.id, person.place, places) for person in curation.people),
        *(("people.yml", p.id, o.title, titles) for p in curation.people for o in p.offices),
        *(("organisations.yml", body.id, body.place, places) for body in curation.organisations),
        *(("countries.yml", entry.iso2, entry.iso2, countries) for entry in curation.countries),
        *(("corrections.yml", fix.id, fix.means, known[fix.kind]) for fix in curation.corrections),
        *(("judgements.yml", one.id, one.code, set(CATALOGUE)) for one in curation.judgements),
    ]
    for file, entry, reference, held in references:
        if reference is not None and reference not in held:
            yield f"{file}: entry {entry} names {reference}, which nothing defines"
    for one in curation.names:
        meant = (one.means, *one.not_) if one.kind == "place" else ()
        for place_id in (one.place, *meant):
            if place_id is not None and place_id not in places and city(place_id) is None:
                yield f"names.yml: entry {one.printed} names {place_id}, which is no place's id"


def _unmarked_spellings(curation: Curation) -> Iterator[str]:
    """Spellings of two entries that are not marked as shared in both."""
    owners: dict[tuple[str, str], set[tuple[str, bool]]] = {}
    for place in curation.places:
        for name in place.names:
            at = ("places.yml " + place.country_iso2, key(name))
            owners.setdefault(at, set()).add((place.id, name in place.shared))
    for country in curation.countries:
        for name in (*country.spellings, *country.shared):
            at = ("countries.yml", key(name))
            owners.setdefault(at, set()).add((country.iso2, name in country.shared))
    for (file, spelling), entries in sorted(owners.items()):
        ids = sorted({entry for entry, _ in entries})
        if len(ids) > 1 and not all(shared for _, shared in entries):
            yield (
                f"{file.split()[0]}: {spelling} is a spelling of {' and '.join(ids)}; "
                "put it under `shared` with each, or take it from one"
            )
