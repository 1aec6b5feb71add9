"""What office a printed title names, and its rank; the body and the place may decide."""

from __future__ import annotations

from functools import lru_cache

from pipeline.dataset import PlaceKind
from pipeline.normalize.curation import Curation
from pipeline.normalize.entries import TitleEntry
from pipeline.normalize.keys import key
from pipeline.normalize.records import Reading

_DEPUTY = "副"


def resolve_title(
    printed: str,
    curation: Curation,
    organisation: str | None = None,
    place_kind: PlaceKind | None = None,
) -> Reading:
    """The title that `printed` is or, failing that, ends in (創新局局長, 前任市長).

    `organisation` is the printed body and `place_kind` the kind of the place represented: a 主任 of
    a 辦事處 is an envoy, a 區長 of a métropole its president. `entity_id` is the id of the entry.
    """
    whole = key(printed.partition(" of ")[0])
    for candidate in _candidates(whole):
        entries = _index(curation).get(candidate)
        if entries:
            chosen = _fitting(entries, organisation or printed, place_kind)
            if chosen is not None:
                return Reading("title", printed, chosen.id, "curated", 1.0, "resolved")
    return Reading("title", printed, None, "none", None, "unknown")


def title_of(title_id: str, curation: Curation) -> TitleEntry:
    """The entry of a title. Raises KeyError for an id that no entry has."""
    return _by_id(curation)[title_id]


def _candidates(whole: str) -> list[str]:
    """The key, and what it ends in, longest first; the 副 of 副警察局長 goes with its end."""
    endings = [whole[start:] for start in range(1, len(whole) - 1)]
    if whole.startswith(_DEPUTY):
        endings = [_DEPUTY + ending for ending in endings[1:]]
    return [whole, *endings]


def _fitting(
    entries: tuple[TitleEntry, ...], organisation: str, place_kind: PlaceKind | None
) -> TitleEntry | None:
    """The entry whose condition holds, else the one without a condition."""
    body = key(organisation)
    for entry in entries:
        if entry.when is not None and (
            any(body.endswith(key(end)) for end in entry.when.organisation)
            or (place_kind is not None and place_kind in entry.when.place)
        ):
            return entry
    return next((entry for entry in entries if entry.when is None), None)


@lru_cache(maxsize=4)
def _index(curation: Curation) -> dict[str, tuple[TitleEntry, ...]]:
    """Key of a spelling -> entries in the order of the file, those about bodies first."""
    index: dict[str, list[TitleEntry]] = {}
    about_bodies_first = sorted(curation.titles, key=lambda title: not _about_a_body(title))
    for title in about_bodies_first:
        for name in (title.zh, title.en, *title.spellings):
            entries = index.setdefault(key(name), [])
            if title not in entries:
                entries.append(title)
    return {name: tuple(entries) for name, entries in index.items()}


def _about_a_body(title: TitleEntry) -> bool:
    return title.when is not None and bool(title.when.organisation)


@lru_cache(maxsize=4)
def _by_id(curation: Curation) -> dict[str, TitleEntry]:
    return {title.id: title for title in curation.titles}
