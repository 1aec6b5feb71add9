"""What the whole archive has to know of one release, in few words: the rest stays with its years."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.normalize.curation import Curation
from pipeline.normalize.decisions import subject, subject_of
from pipeline.normalize.entries import identity
from pipeline.normalize.keys import is_han
from pipeline.normalize.person_rule import Mention
from pipeline.normalize.records import MeantRelease, MeantSeat
from pipeline.reconcile.chronology import posting_rank
from pipeline.reconcile.translated import one_place_each, told_in_both
from pipeline.reconcile.years import events_of, years_of


@dataclass(frozen=True, slots=True)
class PlaceName:
    """A place of a release, with the first Chinese name that it prints for it, if any;
    `simplified` tells its script."""

    place_id: str
    printed: str | None
    simplified: bool


@dataclass(frozen=True, slots=True)
class Outline:
    """What other years than its own need of a release.

    `home` is the year where its own row stands, `years` are all that it speaks of, `events` the
    series, `people` whom its seats name by the seat's index, `called` the decisions about names that
    it calls for.
    """

    release_id: str
    rank: tuple[str, int, str]
    home: int | None
    years: tuple[int | None, ...]
    events: tuple[str, ...]
    people: tuple[tuple[int, Mention], ...]
    places: tuple[PlaceName, ...]
    called: tuple[str, ...]


def outline_of(release: MeantRelease, curation: Curation) -> Outline:
    """The outline of a release."""
    return Outline(
        release_id=release.release_id,
        rank=posting_rank(release),
        home=release.year,
        years=tuple(sorted(years_of(release), key=lambda year: (year is not None, year or 0))),
        events=tuple(sorted(events_of(release, curation.events.default))),
        people=tuple(_people(release)),
        places=tuple(_places(release)),
        called=tuple(_called(release, curation)),
    )


def _people(release: MeantRelease) -> Iterator[tuple[int, Mention]]:
    mentions = [
        (index, _mention(release, seat, name))
        for index, seat in enumerate(release.seats)
        if (name := release.printed(seat.claim.delegate.person)) is not None
    ]
    named = one_place_each(release, mentions)
    other_names = told_in_both(release, named)
    for index, mention in named:
        yield index, replace(mention, alias=mention.alias or other_names.get(index))


def _mention(release: MeantRelease, seat: MeantSeat, name: str) -> Mention:
    """The person with what they stand for: place, else organisation, else the printed words."""
    years = [key.year for key in seat.keys if key.year is not None]
    body = None if seat.claim.delegate.place is not None else seat.organisation_id
    return Mention(
        name=name,
        place=seat.place_id or body or seat.seat_slug,
        rank=seat.rank,
        year=years[0] if years else release.year,
        person_id=seat.person_id,
        alias=release.printed(seat.claim.delegate.alias),
    )


def _places(release: MeantRelease) -> Iterator[PlaceName]:
    names: dict[str, str | None] = {}
    for seat in release.seats:
        if seat.place_id is None:
            continue
        known, name = names.get(seat.place_id), release.printed(seat.claim.delegate.place)
        names[seat.place_id] = known or (name if name is not None and is_han(name) else None)
    simplified = release.facts.header.script == "Hans"
    for place_id, printed in names.items():
        yield PlaceName(place_id, printed, simplified)


def _called(release: MeantRelease, curation: Curation) -> Iterator[str]:
    """The decisions about names that a seat of the release prints where they say."""
    met = {subject(*name) for seat in release.seats for name in _subjects(release, seat)}
    for decision in curation.names:
        if subject_of(decision) in met:
            yield identity(decision.model_dump())


def _subjects(release: MeantRelease, seat: MeantSeat) -> Iterator[tuple[str, str, str | None]]:
    """The names of a seat that decisions are about: kind, words, country or place."""
    delegate = seat.claim.delegate
    if (place := release.printed(delegate.place)) is not None:
        yield from (("place", place, where) for where in (seat.country_iso2, None))
    for text in (delegate.person, delegate.alias):
        if (person := release.printed(text)) is not None:
            yield "person", person, seat.place_id
