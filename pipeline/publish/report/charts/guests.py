"""The seats that pictures count: those of guests, by place, year, region and office."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pipeline.dataset import Dataset, Speaker


@dataclass(frozen=True, slots=True)
class Origin:
    """A place that seats were taken for, resolved or as printed."""

    key: str
    name_en: str
    name_zh: str
    country: str | None
    seats: tuple[Speaker, ...]

    @property
    def name(self) -> str:
        """Both names, once where they are the same."""
        return " ".join(dict.fromkeys(name for name in (self.name_en, self.name_zh) if name))

    @property
    def came(self) -> bool:
        """Whether a report names it; else it was announced only."""
        return any(seat.attendance == "attended" for seat in self.seats)

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({seat.year for seat in self.seats}))


def guests(dataset: Dataset) -> list[Speaker]:
    """Every seat that is not the host city's own, by id."""
    seats = (row for row in dataset["speakers"] if isinstance(row, Speaker) and not row.is_host)
    return sorted(seats, key=lambda seat: seat.speaker_id)


def origins(seats: Sequence[Speaker]) -> list[Origin]:
    """The places of the seats, by most seats, then by name. A seat of no place is left out."""
    grouped: dict[str, list[Speaker]] = defaultdict(list)
    for seat in seats:
        printed = seat.place_name_zh or seat.place_name_en
        if seat.place_id is not None:
            grouped[seat.place_id].append(seat)
        elif printed is not None:
            grouped[f"{seat.country_iso2 or ''}|{printed}"].append(seat)
    found = [
        Origin(
            key=key,
            name_en=_first(seat.place_name_en for seat in rows),
            name_zh=_first(seat.place_name_zh for seat in rows),
            country=_first(seat.country_iso2 for seat in rows) or None,
            seats=tuple(rows),
        )
        for key, rows in grouped.items()
    ]
    return sorted(found, key=lambda origin: (-len(origin.seats), origin.name, origin.key))


def _first(values: Iterable[str | None]) -> str:
    return next((value for value in values if value), "")
