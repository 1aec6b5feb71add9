"""The names of a published dataset that wait for a person's decision, each with where it stands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from pipeline.dataset import Dataset, Finding, Name, Person, Speaker

MOST_QUOTES = 3


@dataclass(frozen=True, slots=True)
class OpenName:
    """A name that no rule settled.

    Of a place: `where` is the ISO code of the country printed with it, and `others` are empty. Of a
    person: `where` is the id of the place that they stand for, `others` the names of people of that
    place who may be the same. `quotes` are (release_id, words around the name).
    """

    kind: Literal["place", "person"]
    printed: str
    where: str | None
    quotes: tuple[tuple[str, str], ...]
    others: tuple[str, ...] = ()


def open_names(dataset: Dataset) -> list[OpenName]:
    """Each open name once, places first, as the releases spell it."""
    return [*dict.fromkeys(_places(dataset)), *dict.fromkeys(_people(dataset))]


def _places(dataset: Dataset) -> Iterator[OpenName]:
    speakers = cast("list[Speaker]", dataset["speakers"])
    settled = {
        (one.release_id, one.evidence)
        for one in cast("list[Finding]", dataset["findings"])
        if one.code == "place-ambiguous" and one.status == "acknowledged"
    }
    waiting = {
        name.printed: None
        for name in cast("list[Name]", dataset["names"])
        if name.kind == "place" and name.status != "resolved"
    }
    for printed in waiting:
        seats = [seat for seat in speakers if printed in seat.place_printed]
        for country in dict.fromkeys(seat.country_iso2 for seat in seats):
            quotes = [
                (release_id, words)
                for seat in seats
                if seat.country_iso2 == country
                for release_id in seat.release_ids
                for words in seat.printed
                if printed in words and (release_id, words) not in settled
            ]
            if quotes:
                yield OpenName("place", printed, country, tuple(quotes[:MOST_QUOTES]))


def _people(dataset: Dataset) -> Iterator[OpenName]:
    """People beside others of their place whom the rule found near: the candidates of their name."""
    people = {person.person_id: person for person in cast("list[Person]", dataset["people"])}
    for name in cast("list[Name]", dataset["names"]):
        person = people.get(name.entity_id or "")
        if name.kind != "person" or not name.candidates or person is None:
            continue
        others = tuple(people[one].name for one in name.candidates if one in people)
        quotes = ((name.release_id, name.printed),)
        yield OpenName("person", name.printed, person.place_id, quotes, others)
