"""The country of a place that a release prints with it once, and without it elsewhere."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.lexicon import Lexicon
from pipeline.extract.records import SeatClaim
from pipeline.ingest.document import Text

_SHORTEST_PLACE = 2
_LONGEST_COUNTRY = 12


def with_told_countries(
    seats: Sequence[SeatClaim], texts: Sequence[Text], lexicon: Lexicon
) -> list[SeatClaim]:
    """The seats, those that a sentence gives to a place without a country with the one told right
    before its name elsewhere.

    `…與立陶宛考納斯市簽署合作備忘錄。考納斯市副市長…指出`; none where two are told.
    """
    return [
        _with_country(seat, texts, lexicon) if seat.basis == "sentence" else seat for seat in seats
    ]


def _with_country(seat: SeatClaim, texts: Sequence[Text], lexicon: Lexicon) -> SeatClaim:
    delegate = seat.delegate
    place = delegate.place
    if place is None or delegate.country is not None or delegate.country_carried is not None:
        return seat
    folded = lexicon.fold(place.text)
    if len(place) < _SHORTEST_PLACE or folded in lexicon.host_places or folded in lexicon.countries:
        return seat
    told = {country.text: country for country in _countries_of(place.text, texts, lexicon)}
    if len(told) != 1:
        return seat
    return replace(seat, delegate=replace(delegate, country_carried=next(iter(told.values()))))


def _countries_of(place: str, texts: Sequence[Text], lexicon: Lexicon) -> Iterator[Text]:
    for text in texts:
        for match in re.finditer(re.escape(place), text.text):
            before = text[max(0, match.start() - _LONGEST_COUNTRY) : match.start()]
            size = lexicon.countries.suffix(lexicon.fold(before.text))
            if size:
                yield before[len(before) - size :]
