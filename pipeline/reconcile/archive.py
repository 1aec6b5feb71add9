"""What all releases together settle, from their outlines: who is one person, what a place is called,
which decisions nothing calls for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.dataset import Finding
from pipeline.normalize.curation import Curation
from pipeline.normalize.decisions import FILE as NAMES_FILE
from pipeline.normalize.decisions import said_of_people
from pipeline.normalize.entries import identity
from pipeline.normalize.people import PersonIdentity, join_people
from pipeline.reconcile.judgements import unused
from pipeline.reconcile.outline import Outline
from pipeline.reconcile.seats import SeatRef


@dataclass(frozen=True, slots=True)
class Archive:
    """The person of each seat claim that names one, and the Chinese name of each place."""

    persons: Mapping[SeatRef, PersonIdentity]
    place_names: Mapping[str, str]

    def of(self, outlines: Sequence[Outline]) -> Archive:
        """As much of it as concerns some of the releases."""
        seats = ((one.release_id, index) for one in outlines for index, _ in one.people)
        places = {place.place_id for one in outlines for place in one.places}
        named = sorted(places & self.place_names.keys())
        return Archive(
            {seat: self.persons[seat] for seat in seats},
            {place: self.place_names[place] for place in named},
        )


def archive_of(outlines: Sequence[Outline], curation: Curation) -> Archive:
    """What the releases (in chronological order) settle together."""
    mentions = [mention for one in outlines for _, mention in one.people]
    seats = [(one.release_id, index) for one in outlines for index, _ in one.people]
    identities = join_people(mentions, curation.people, said_of_people(curation))
    persons = {seat: identities[nth] for nth, seat in enumerate(seats)}
    return Archive(persons, _place_names(outlines))


def _place_names(outlines: Iterable[Outline]) -> Mapping[str, str]:
    """place_id -> the first Chinese name that a release in Traditional characters prints for it.

    A release in Simplified characters names a place only where no other does.
    """
    printed: dict[str, tuple[bool, str]] = {}
    for one in outlines:
        for place in one.places:
            known = printed.get(place.place_id)
            if place.printed and (known is None or known[0] > place.simplified):
                printed[place.place_id] = (place.simplified, place.printed)
    return {place_id: name for place_id, (_, name) in printed.items()}


def unused_decisions(curation: Curation, outlines: Iterable[Outline]) -> Iterator[Finding]:
    """Decisions about names that no seat of the releases prints where they say."""
    called = {decision for one in outlines for decision in one.called}
    for decision in curation.names:
        entry = identity(decision.model_dump())
        if entry not in called:
            yield unused(NAMES_FILE, entry, None)
