"""What stays doubtful of the people whom a release names, when all releases have been heard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from pipeline.dataset import Finding
from pipeline.findings import finding
from pipeline.normalize.keys import key
from pipeline.normalize.people import PersonIdentity
from pipeline.normalize.person_names import canonical_order
from pipeline.normalize.records import MeantRelease
from pipeline.reconcile.seats import SeatRef


def person_findings(
    release: MeantRelease, persons: Mapping[SeatRef, PersonIdentity]
) -> Iterator[Finding]:
    """What normalize could not tell of one release alone: spellings joined, people near alike."""
    for index, seat in enumerate(release.seats):
        name = release.printed(seat.claim.delegate.person)
        if name is None:
            continue
        identity = persons[release.release_id, index]
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
