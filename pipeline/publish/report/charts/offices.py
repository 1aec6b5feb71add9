"""Seats of guests by region of the world, year and rank of the office, as bars in parts."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files

from pipeline.publish.report.charts.chart import Chart, Sheet, chart
from pipeline.publish.report.charts.drawing import (
    PAPER,
    element,
    not_drawn,
    percent,
    tip,
    width,
    words,
)
from pipeline.publish.report.charts.guests import Seats

TITLES = ("Seats by region and office", "各區域席次與職級")
REGIONS: Mapping[str, str] = {
    "142": "Asia 亞洲",
    "150": "Europe 歐洲",
    "019": "Americas 美洲",
    "002": "Africa 非洲",
    "009": "Oceania 大洋洲",
    "": "Country not known 國別不詳",
}
"""Regions of UN M.49 in the order of their bars."""

# Okabe and Ito's colours, told apart by readers with any form of colour blindness, with the colour
# of letters on each.
RANKS: Mapping[str | None, tuple[str, str, str]] = {
    "head": ("Head 首長", "#0072b2", "#fff"),
    "deputy": ("Deputy 副首長", "#56b4e9", "#000"),
    "legislator": ("Legislator 議員", "#009e73", "#000"),
    "agency": ("Agency head 局處長", "#e69f00", "#000"),
    "envoy": ("Envoy 使節", "#cc79a7", "#000"),
    "other": ("Other 其他", "#d55e00", "#000"),
    None: ("Not stated 未載", "#999", "#000"),
}
NOTE_EN = (
    "A guest is counted at each session; {announced} of {seats} seats were announced only. The "
    "host's own seats are left out. Regions: UN M.49."
)
NOTE_ZH = "按場次計席；{seats} 席中 {announced} 席僅見於預告。不計主辦城市。區域依聯合國 M.49。"
MOST_YEARS = 40
_START, _FULL = 0.14, 0.7
"""Where bars start, and how long the longest is: shares of the width."""

Tally = Mapping[tuple[str, int, str | None], int]


def offices(seats: Sequence[Seats]) -> Chart:
    """`seats` are those of guests."""
    tally = tallied(seats)
    years = sorted({one.year for one in seats})
    total = sum(one.count for one in seats)
    announced = sum(one.count for one in seats if one.attendance == "announced")
    regions: Counter[str] = Counter()
    for (region, _, _), count in tally.items():
        regions[region] += count
    told = ", ".join(f"{_english(name)} {regions[code]}" for code, name in REGIONS.items())
    return chart(
        "offices",
        TITLES,
        _sheet(tally, years[-MOST_YEARS:], earlier=len(years) > MOST_YEARS),
        f"{total} seats of guests: {told}.",
        (
            NOTE_EN.format(announced=announced, seats=total),
            NOTE_ZH.format(announced=announced, seats=total),
        ),
    )


def tallied(seats: Sequence[Seats]) -> Tally:
    """How many seats by region, year and rank."""
    tally: Counter[tuple[str, int, str | None]] = Counter()
    for one in seats:
        tally[region_of(one), one.year, one.rank] += one.count
    return tally


def region_of(seats: Seats) -> str:
    """The region of the seats' country, empty where that is not known."""
    return _regions().get(seats.country_iso2 or "", "")


@cache
def _regions() -> Mapping[str, str]:
    table = files("pipeline.publish").joinpath("data/regions.csv")
    lines = table.read_text(encoding="utf-8").splitlines()
    return {row["iso2"]: row["region"] for row in csv.DictReader(lines)}


def _sheet(tally: Tally, years: Sequence[int], *, earlier: bool) -> Sheet:
    if not years:
        return Sheet([words("No seat is known yet. 尚無席次。", 0, 20)], 32)
    used = [rank for rank in RANKS if any(key[2] == rank and key[1] in years for key in tally)]
    marks, y = _legend(used)
    sums: Counter[tuple[str, int]] = Counter()
    for (region, year, _), count in tally.items():
        sums[region, year] += count
    longest = max(count for (_, year), count in sums.items() if year in years)
    for region, name in REGIONS.items():
        if not any(sums[region, year] for year in years):
            continue
        y += 30
        marks.append(words(name, 0, y, font_weight="bold"))
        for year in years:
            y += 26
            marks.append(words(year, 0, y))
            parts = [(rank, tally.get((region, year, rank), 0)) for rank in RANKS]
            marks += _bar(f"{name} {year}", parts, longest, y)
    if earlier:
        y += 26
        marks.append(words(not_drawn(years[0]), 0, y))
    return Sheet(marks, y + 14)


def _bar(
    name: str, parts: Sequence[tuple[str | None, int]], longest: int, y: float
) -> Iterator[str]:
    start, total = _START, 0
    for rank, count in parts:
        if not count:
            continue
        label, colour, letters = RANKS[rank]
        long = _FULL * count / longest
        yield element(
            "rect",
            tip(f"{name}: {label} {count}"),
            data_rank=rank or "",
            data_count=count,
            x=percent(start),
            y=y - 15,
            width=percent(long),
            height=20,
            fill=colour,
            stroke=PAPER,
        )
        # what fits on the narrowest screen fits on all
        if width(str(count)) + 4 < 360 * long:
            yield words(count, percent(start + long / 2), y, fill=letters, text_anchor="middle")
        start += long
        total += count
    yield words(total, percent(start), y, dx=6, font_weight="bold")


def _legend(ranks: Sequence[str | None]) -> tuple[list[str], float]:
    marks = []
    for order, rank in enumerate(ranks):
        x, y = order % 2 / 2, 4 + order // 2 * 22
        label, colour, _ = RANKS[rank]
        marks.append(element("rect", x=percent(x), y=y, width=14, height=14, fill=colour))
        marks.append(words(label, percent(x), y + 12, dx=20))
    return marks, (len(ranks) + 1) // 2 * 22.0


def _english(name: str) -> str:
    return name.rsplit(" ", 1)[0]
