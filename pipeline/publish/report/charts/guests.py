"""The seats that pictures count: those of guests, by place, year, region and office."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.dataset import Attendance, Dataset, Rank, Speaker


@dataclass(frozen=True, slots=True)
class Seats:
    """So many seats that are alike in all that pictures tell apart."""

    place_id: str | None
    place_name_zh: str | None
    place_name_en: str | None
    country_iso2: str | None
    country_name_zh: str | None
    country_name_en: str | None
    year: int
    rank: Rank | None
    attendance: Attendance
    is_host: bool
    count: int = 1


@dataclass(frozen=True, slots=True)
class Origin:
    """A place that seats were taken for, resolved or as printed."""

    key: str
    name_en: str
    name_zh: str
    country: str | None
    seats: tuple[Seats, ...]

    @property
    def name(self) -> str:
        """Both names, once where they are the same."""
        return " ".join(dict.fromkeys(name for name in (self.name_en, self.name_zh) if name))

    @property
    def count(self) -> int:
        return sum(seats.count for seats in self.seats)

    @property
    def came(self) -> bool:
        """Whether a report names it; else it was announced only."""
        return any(seats.attendance == "attended" for seats in self.seats)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({seats.year for seats in self.seats}))


def seats_of(dataset: Dataset) -> tuple[Seats, ...]:
    """Every seat of a dataset, those that are alike as one."""
    return added(
        Seats(
            place_id=row.place_id,
            place_name_zh=row.place_name_zh,
            place_name_en=row.place_name_en,
            country_iso2=row.country_iso2,
            country_name_zh=row.country_name_zh,
            country_name_en=row.country_name_en,
            year=row.year,
            rank=row.rank,
            attendance=row.attendance,
            is_host=row.is_host,
        )
        for row in dataset["speakers"]
        if isinstance(row, Speaker)
    )


def added(seats: Iterable[Seats]) -> tuple[Seats, ...]:
    """The seats, those that are alike as one, in an order that is theirs alone."""
    counts: Counter[Seats] = Counter()
    for one in seats:
        counts[replace(one, count=0)] += one.count
    alike = [replace(one, count=count) for one, count in counts.items()]
    return tuple(sorted(alike, key=lambda one: (one.year, repr(one))))


def guests(seats: Iterable[Seats]) -> list[Seats]:
    """Those that are not the host city's own."""
    return [one for one in seats if not one.is_host]


def origins(seats: Iterable[Seats]) -> list[Origin]:
    """The places of the seats, by most seats, then by name. A seat of no place is left out."""
    grouped: dict[str, list[Seats]] = defaultdict(list)
    for one in seats:
        printed = one.place_name_zh or one.place_name_en
        if one.place_id is not None:
            grouped[one.place_id].append(one)
        elif printed is not None:
            grouped[f"{one.country_iso2 or ''}|{printed}"].append(one)
    found = [
        Origin(
            key=key,
            name_en=_first(one.place_name_en for one in alike),
            name_zh=_first(one.place_name_zh for one in alike),
            country=_first(one.country_iso2 for one in alike) or None,
            seats=tuple(alike),
        )
        for key, alike in grouped.items()
    ]
    return sorted(found, key=lambda origin: (-origin.count, origin.name, origin.key))


def _first(values: Iterator[str | None]) -> str:
    return next((value for value in values if value), "")
