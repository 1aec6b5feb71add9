"""The pictures, in the order in which they are shown, and what they are drawn from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.dataset import Dataset, PlaceRow
from pipeline.publish.report.charts.chart import Chart
from pipeline.publish.report.charts.counts import Stated, counts, stated_in
from pipeline.publish.report.charts.guests import Seats, added, guests, seats_of
from pipeline.publish.report.charts.offices import offices
from pipeline.publish.report.charts.returning import returning
from pipeline.publish.report.charts.world import world


@dataclass(frozen=True, slots=True)
class Pictured:
    """What pictures show of a dataset, or of a part of it."""

    seats: tuple[Seats, ...]
    stated: Stated


def pictured(dataset: Dataset) -> Pictured:
    """What pictures show of these rows."""
    return Pictured(seats_of(dataset), stated_in(dataset))


def together(parts: Iterable[Pictured]) -> Pictured:
    """What pictures show of all parts of a dataset."""
    told = list(parts)
    return Pictured(
        added(seats for part in told for seats in part.seats),
        Stated.together(part.stated for part in told),
    )


def drawn(shown: Pictured, places: Sequence[PlaceRow]) -> tuple[Chart, ...]:
    """Each picture; one with nothing to show says so. The same rows, the same bytes."""
    seats = guests(shown.seats)
    hosts = [one for one in shown.seats if one.is_host]
    return (world(seats, hosts, places), returning(seats), offices(seats), counts(shown.stated))


def charts(dataset: Dataset) -> tuple[Chart, ...]:
    """The pictures of a dataset."""
    places = [row for row in dataset["places"] if isinstance(row, PlaceRow)]
    return drawn(pictured(dataset), places)
