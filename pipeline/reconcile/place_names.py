"""Chinese names for places that only the gazetteer holds: Taiwan usage is what releases print."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pipeline.normalize.keys import is_han
from pipeline.normalize.records import MeantRelease


def printed_names(releases: Sequence[MeantRelease]) -> Mapping[str, str]:
    """place_id -> the first Chinese name that a release in Traditional characters prints for it.

    `releases` are in chronological order. A release in Simplified characters names a place only
    where no other does; one that prints it in Latin letters does not.
    """
    printed: dict[str, list[tuple[bool, str]]] = {}
    for release in releases:
        simplified = release.facts.header.script == "Hans"
        for seat in release.seats:
            name = release.printed(seat.claim.delegate.place)
            if seat.place_id is not None and name is not None and is_han(name):
                printed.setdefault(seat.place_id, []).append((simplified, name))
    return {place_id: min(names, key=lambda one: one[0])[1] for place_id, names in printed.items()}
