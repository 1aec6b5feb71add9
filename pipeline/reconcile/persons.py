"""Who the people named for seats are, over all releases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from pipeline.dataset import Finding
from pipeline.findings import finding
from pipeline.normalize.curation import Curation
from pipeline.normalize.decisions import said_of_people
from pipeline.normalize.keys import key
from pipeline.normalize.people import PersonIdentity, join_people
from pipeline.normalize.person_names import canonical_order
from pipeline.normalize.person_rule import Mention
from pipeline.normalize.records import MeantRelease, MeantSeat
from pipeline.reconcile.seats import SeatRef


@dataclass(frozen=True, slots=True)
class Persons:
    """The person of each seat claim that names one."""

    by_seat: Mapping[SeatRef, PersonIdentity]
    findings: tuple[Finding, ...]

    @property
    def ids(self) -> dict[SeatRef, str]:
        return {seat: identity.person_id for seat, identity in self.by_seat.items()}

    @property
    def by_id(self) -> dict[str, PersonIdentity]:
        return {identity.person_id: identity for identity in self.by_seat.values()}


def join_persons(releases: Sequence[MeantRelease], curation: Curation) -> Persons:
    """Join the people whom the releases (in chronological order) name for seats."""
    named = list(_named(releases))
    mentions = [_mention(release, seat, name) for release, _, seat, name in named]
    identities = join_people(mentions, curation.people, partial(_said, curation=curation))
    by_seat = {
        (release.release_id, index): identities[nth]
        for nth, (release, index, _, _) in enumerate(named)
    }
    findings = [
        told
        for nth, (release, _, seat, name) in enumerate(named)
        for told in _doubts(release, seat, name, identities[nth])
    ]
    return Persons(by_seat, tuple(findings))


def _named(
    releases: Sequence[MeantRelease],
) -> Iterator[tuple[MeantRelease, int, MeantSeat, str]]:
    for release in releases:
        for index, seat in enumerate(release.seats):
            name = release.printed(seat.claim.delegate.person)
            if name is not None:
                yield release, index, seat, name


def _mention(release: MeantRelease, seat: MeantSeat, name: str) -> Mention:
    """The person with what they stand for: place, else organisation, else the printed words."""
    years = [key.year for key in seat.keys if key.year is not None]
    alias = release.printed(seat.claim.delegate.alias)
    body = None if seat.claim.delegate.place is not None else seat.organisation_id
    return Mention(
        name=name,
        place=seat.place_id or body or seat.seat_slug,
        rank=seat.rank,
        year=years[0] if years else release.year,
        person_id=seat.person_id,
        alias=alias,
    )


def _said(one: Mention, other: Mention, *, curation: Curation) -> bool | None:
    return said_of_people(one.names, other.names, one.place, curation)


def _doubts(
    release: MeantRelease, seat: MeantSeat, name: str, identity: PersonIdentity
) -> Iterator[Finding]:
    """What normalize could not tell of one release alone: spellings joined, people near alike."""
    if seat.person_id is None and key(canonical_order(name)) not in _shown(identity):
        yield finding(
            "person-respelt",
            release_id=release.release_id,
            evidence=name,
            printed=name,
            name=identity.name,
        )
    if identity.unsure:
        yield finding(
            "person-unsure",
            release_id=release.release_id,
            evidence=name,
            printed=name,
            candidates=", ".join(identity.unsure),
        )


def _shown(identity: PersonIdentity) -> set[str]:
    return {key(identity.name), key(identity.name_zh or identity.name)}
