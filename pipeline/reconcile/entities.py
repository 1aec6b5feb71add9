"""The places, people and names that the seats refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from pipeline.dataset import Method, Name, Person, PlaceRow
from pipeline.normalize.curation import Curation
from pipeline.normalize.people import PersonIdentity
from pipeline.normalize.places import place_of
from pipeline.normalize.records import MeantRelease, Reading
from pipeline.reconcile.chronology import posting_rank
from pipeline.reconcile.seats import Account, Seat, SeatRef, evidence

_METHODS: dict[Method, int] = {"curated": 0, "gazetteer": 1, "phonetic": 2, "fuzzy": 3, "none": 4}


def place_rows(place_ids: Iterable[str], curation: Curation) -> list[PlaceRow]:
    """The places and those that they are part of, each once, with the names that data gives them."""
    rows: dict[str, PlaceRow] = {}
    wanted = list(place_ids)
    while wanted:
        place = place_of(wanted.pop(), curation)
        if place is None or place.id in rows:
            continue
        if place.parent is not None:
            wanted.append(place.parent)
        rows[place.id] = PlaceRow(
            place_id=place.id,
            kind=place.kind,
            name_zh=place.name_zh,
            name_en=place.name_en,
            country_iso2=place.country_iso2,
            admin1_iso=place.admin1_iso,
            geonames_id=place.geonames_id,
            latitude=place.latitude,
            longitude=place.longitude,
            parent_id=place.parent,
        )
    return list(rows.values())


When = tuple[int, tuple[str, int, str], tuple[bool, int, int, int]]
"""When something was told: the year, the rank of the release, that of the words in it."""


@dataclass(frozen=True, slots=True)
class PersonShare:
    """What an edition tells of a person: the first place that they held a seat for and the titles,
    each with the words that told it first."""

    person_id: str
    name: str
    name_zh: str | None
    home: tuple[When, str] | None
    titles_zh: tuple[tuple[When, str], ...]
    years: tuple[str, ...]


def person_shares(
    seats: Iterable[Seat], persons: Mapping[str, PersonIdentity]
) -> list[PersonShare]:
    """Whoever took, or was announced for, a seat."""
    told: dict[str, list[Account]] = {}
    for account in sorted((a for seat in seats for a in seat.accounts), key=_told_first):
        if account.person is not None:
            told.setdefault(account.person, []).append(account)
    return [
        PersonShare(
            person_id,
            persons[person_id].name,
            persons[person_id].name_zh,
            next(((_told_first(a), a.place_id) for a in of if a.place_id), None),
            _once((_told_first(a), a.title_zh) for a in of if a.title_zh is not None),
            tuple(sorted({str(account.scope.year) for account in of})),
        )
        for person_id, of in told.items()
    ]


def person_rows(shares: Iterable[PersonShare], curation: Curation) -> list[Person]:
    """A row a person, of what all editions tell; the curated place goes first."""
    homes = {entry.id: entry.place for entry in curation.people}
    told: dict[str, list[PersonShare]] = {}
    for share in shares:
        told.setdefault(share.person_id, []).append(share)
    return [
        Person(
            person_id=person_id,
            name=of[0].name,
            name_zh=of[0].name_zh,
            place_id=homes.get(person_id) or _first(one.home for one in of if one.home),
            titles_zh=[title for _, title in _once(told for one in of for told in one.titles_zh)],
            years=sorted({year for one in of for year in one.years}),
        )
        for person_id, of in told.items()
    ]


def _told_first(account: Account) -> When:
    return (account.scope.year, posting_rank(account.release), evidence(account.mentions[0]))


def _once(told: Iterable[tuple[When, str]]) -> tuple[tuple[When, str], ...]:
    """Each thing once, as it was told first."""
    first: dict[str, When] = {}
    for when, what in sorted(told, key=itemgetter(0)):
        first.setdefault(what, when)
    return tuple((when, what) for what, when in first.items())


def _first(told: Iterable[tuple[When, str]]) -> str | None:
    return min(told, key=itemgetter(0), default=(None, None))[1]


def name_rows(
    releases: Sequence[MeantRelease], persons: Mapping[SeatRef, PersonIdentity]
) -> list[Name]:
    """Every spelling met, counted by what it was taken for; the best rule that decided is named."""
    readings: dict[tuple[str, str, str | None, str], list[Reading]] = {}
    for release in releases:
        for reading in _joined(release, persons):
            at = (reading.kind, reading.printed, reading.entity_id, release.release_id)
            readings.setdefault(at, []).append(reading)
    return [_name(release_id, told) for (_, _, _, release_id), told in readings.items()]


def _joined(release: MeantRelease, persons: Mapping[SeatRef, PersonIdentity]) -> list[Reading]:
    """The readings of a release, names of people that only all releases together settle filled.

    People are read seat by seat, so the n-th reading of an unsettled name is the n-th such seat.
    """
    told = list(release.readings)
    open_names: dict[str, list[int]] = {}
    for nth, reading in enumerate(told):
        if reading.kind == "person" and reading.entity_id is None:
            open_names.setdefault(reading.printed, []).append(nth)
    for index, seat in enumerate(release.seats):
        printed = release.printed(seat.claim.delegate.person)
        if printed is None or seat.person_id is not None or not open_names.get(printed):
            continue
        nth = open_names[printed].pop(0)
        person = persons[release.release_id, index]
        told[nth] = Reading(
            "person", printed, person.person_id, "fuzzy", None, "resolved", person.unsure
        )
    return told


def _name(release_id: str, told: Sequence[Reading]) -> Name:
    best = min(told, key=lambda reading: (_METHODS[reading.method], -(reading.score or 0.0)))
    return Name(
        kind=best.kind,
        printed=best.printed,
        entity_id=best.entity_id,
        release_id=release_id,
        count=len(told),
        method=best.method,
        score=best.score,
        status=best.status,
        candidates=list(dict.fromkeys(name for reading in told for name in reading.candidates)),
    )
