"""Who is named twice in a release in two languages: in Chinese, and in the English below it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import replace

from pipeline.dataset import Rank
from pipeline.normalize.keys import is_han
from pipeline.normalize.person_rule import Mention
from pipeline.normalize.records import MeantRelease, MeantSeat

_Named = Sequence[tuple[int, Mention]]
_Office = tuple[str, Rank | None, Hashable]


def one_place_each(release: MeantRelease, named: _Named) -> _Named:
    """The mentions, those of one full name and country at one place: where Chinese spells a place so
    that nobody knows it, the English of the release may tell it (陶波區, Taupō District)."""
    places: dict[tuple[str, str | None], str] = {}
    resolved = sorted(named, key=lambda one: release.seats[one[0]].place_id is None)
    for index, mention in resolved:
        places.setdefault((mention.name, release.seats[index].country_iso2), mention.place)
    return [
        (index, replace(mention, place=places[mention.name, seat.country_iso2]))
        if (seat := release.seats[index]).place_id is None and " " in mention.name
        else (index, mention)
        for index, mention in named
    ]


def told_in_both(release: MeantRelease, named: _Named) -> Mapping[int, str]:
    """The name in the other script of people named in both languages, by the seat's index.

    They are one person where a place has one of that rank in Chinese and one in English, at all or
    at one session: neither kanji nor an adopted name tells how it is spelt in Latin letters.
    """
    in_chinese = {m.name for index, m in named if not _is_english(release, release.seats[index])}
    offices: dict[_Office, tuple[dict[str, list[int]], dict[str, list[int]]]] = {}
    for index, mention in named:
        seat = release.seats[index]
        english = _is_english(release, seat)
        if mention.alias is not None or is_han(mention.name) == english:
            continue
        if english and mention.name in in_chinese:
            continue
        for slot in (None, *_slots(seat)):
            office = (mention.place, mention.rank, slot)
            names = offices.setdefault(office, (defaultdict(list), defaultdict(list)))
            names[english][mention.name].append(index)
    found: dict[int, str] = {}
    for chinese, english_names in offices.values():
        if len(chinese) != 1 or len(english_names) != 1:
            continue
        ((name, indices),), ((other, others),) = chinese.items(), english_names.items()
        found |= dict.fromkeys(indices, other) | dict.fromkeys(others, name)
    return found


def _is_english(release: MeantRelease, seat: MeantSeat) -> bool:
    """Whether all that is printed of a seat is in Latin letters."""
    return not is_han(release.printed(seat.claim.delegate.printed) or "")


def _slots(seat: MeantSeat) -> list[Hashable]:
    return [(key.date, key.start) for key in seat.keys if key.date is not None]
