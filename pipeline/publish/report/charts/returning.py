"""Which places came more than once: a row a place, a column a year, a dot where it had a seat."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.publish.report.charts.chart import Chart, Sheet, chart
from pipeline.publish.report.charts.drawing import (
    ACCENT,
    MUTED,
    PAPER,
    clipped,
    element,
    not_drawn,
    percent,
    tip,
    width,
    words,
)
from pipeline.publish.report.charts.guests import Origin, Seats, origins

TITLES = ("Cities that came back", "再度參加的城市")
NOTE_EN = (
    "A dot: a report of that year names a guest from there. A ring: announced only. The host's "
    "own seats are left out, and offices that stand for no place."
)
NOTE_ZH = "實心：該年成果稿載其與會；空心：僅見於預告。不計主辦城市及不代表地方之機關。"
MOST_ROWS = 60
MOST_YEARS = 12
_LINE = 18
_GRID = 0.36
"""The share of the width that the years take."""
_ROOM = 360 * (1 - _GRID) - 12
"""Pixels that a name may take on the narrowest screen."""


def returning(seats: Sequence[Seats]) -> Chart:
    """`seats` are those of guests."""
    places = sorted(origins(seats), key=lambda place: (-len(place.years), place.years))
    years = sorted({year for place in places for year in place.years})
    again = [place for place in places if len(place.years) > 1]
    once = [place for place in places if len(place.years) == 1]
    sheet = _sheet(again, once, years[-MOST_YEARS:], earlier=len(years) > MOST_YEARS)
    names = ", ".join(f"{place.name_en or place.name_zh} ({_spelled(place)})" for place in again)
    summary = (
        f"{len(places)} places had a seat; {len(again)} of them in more than one year"
        f"{': ' + names if 0 < len(again) <= MOST_ROWS else ''}."
    )
    return chart(
        "returning",
        TITLES,
        sheet,
        summary,
        (NOTE_EN, NOTE_ZH),
    )


def _sheet(
    again: Sequence[Origin], once: Sequence[Origin], years: Sequence[int], *, earlier: bool
) -> Sheet:
    if not years:
        return Sheet([words("No place is named yet. 尚無地方。", 0, 20)], 32)
    columns = {year: _GRID * (order + 0.5) / len(years) for order, year in enumerate(years)}
    shown = [str(year) if len(years) <= 4 else f"’{year % 100:02}" for year in years]
    marks = [
        words(label, percent(x), 14, text_anchor="middle")
        for label, x in zip(shown, columns.values(), strict=True)
    ]
    y, left = 20.0, MOST_ROWS
    for heading, group in (("More than one year 多年參加", again), ("One year 單年參加", once)):
        kept = group[:left]
        if not kept:
            continue
        y += 24
        marks.append(words(heading, percent(_GRID), y, font_weight="bold"))
        for place in kept:
            row, y = _row(place, columns, y)
            marks += row
        left -= len(kept)
    more = len(again) + len(once) - MOST_ROWS
    if more > 0:
        y += 24
        marks.append(words(f"and {more} more 另有 {more} 個", percent(_GRID), y, fill=MUTED))
    if earlier:
        y += 24
        marks.append(words(not_drawn(years[0]), percent(_GRID), y, fill=MUTED))
    return Sheet(marks, y + 12)


def _row(place: Origin, columns: dict[int, float], y: float) -> tuple[list[str], float]:
    """The marks of a place below `y`, and where they end; names in two lines where one is short."""
    y += _LINE + 6
    spots = [columns[year] for year in place.years if year in columns]
    marks = []
    if len(spots) > 1:
        marks.append(_rule(spots[0], spots[-1], y - 4))
    marks += _dots(place, columns, y - 4)
    lines = [place.name]
    if width(place.name) > _ROOM and place.name_en and place.name_zh:
        lines = [place.name_en, place.name_zh]
    for order, line in enumerate(lines):
        y += _LINE * (order > 0)
        marks.append(words(clipped(line, _ROOM), percent(_GRID), y))
    return marks, y


def _dots(place: Origin, columns: dict[int, float], y: float) -> Iterator[str]:
    for year in place.years:
        if year not in columns:
            continue
        held = [seats for seats in place.seats if seats.year == year]
        came = any(seats.attendance == "attended" for seats in held)
        said = "attended" if came else "announced"
        yield element(
            "circle",
            tip(f"{place.name} {year}: {said}, {sum(seats.count for seats in held)}"),
            class_=said,
            data_place=place.key,
            data_year=year,
            cx=percent(columns[year]),
            cy=y,
            r=5,
            fill=ACCENT if came else PAPER,
            stroke=ACCENT,
            stroke_width=2,
        )


def _rule(start: float, end: float, y: float) -> str:
    return element(
        "line", x1=percent(start), x2=percent(end), y1=y, y2=y, stroke=ACCENT, stroke_width=2
    )


def _spelled(place: Origin) -> str:
    return " ".join(map(str, place.years))
