"""Who came from where: countries with guests shaded, their cities as dots sized by seats."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from pipeline.dataset import PlaceRow
from pipeline.publish.report.charts.chart import Chart, Sheet, chart
from pipeline.publish.report.charts.drawing import (
    ACCENT,
    ACCENT_2,
    INK,
    MUTED,
    PAPER,
    Attribute,
    element,
    number,
    tip,
    width,
    words,
)
from pipeline.publish.report.charts.guests import Origin, Seats, origins
from pipeline.publish.report.charts.labels import Dot, Frame, Label, placed
from pipeline.publish.report.charts.outlines import land
from pipeline.publish.report.charts.projection import HEIGHT, NORTH, SOUTH, WEST, WIDTH, on_map

TITLES = ("Who came from where", "與會者來自何方")
NOTE_EN = (
    "Equal Earth projection: areas are true. The darker a country, the more seats. {left} of "
    "{places} places have no dot, mostly for want of certain coordinates; a name that finds no room "
    "shows on its dot. Outlines: Natural Earth; no position on the status of any place."
)
NOTE_ZH = (
    "Equal Earth 等積投影；顏色愈深席次愈多。{places} 處中 {left} 處"
    "未繪點，多因座標不確定；未標名稱者，游標移至圓點即見。輪廓取自 Natural Earth，不表示對任何地方地位之立場。"
)
MOST_DOTS = 400
MOST_LABELS = 60
_SHADES = ((4, 0.9), (2, 0.6), (1, 0.35))
"""From how many seats on a country is filled how strongly."""


@dataclass(frozen=True, slots=True)
class Layer:
    """The map is lettered twice, for wide and for narrow screens; the style shows one of them."""

    name: str
    letters: float
    scale: float
    bilingual: bool
    hidden: bool


LAYERS = (Layer("wide", 15, 1, True, False), Layer("narrow", 33, 2, False, True))


def world(seats: Sequence[Seats], hosts: Sequence[Seats], known: Iterable[PlaceRow]) -> Chart:
    """`seats` are those of guests, `known` the places whose coordinates may be known."""
    places = origins(seats)
    spots = located(known)
    drawn = [place for place in places if place.key in spots][:MOST_DOTS]
    countries: Counter[str] = Counter()
    for one in seats:
        if one.country_iso2:
            countries[one.country_iso2] += one.count
    left = len(places) - len(drawn)
    marks = [
        _globe(),
        *_countries(countries, _names(seats)),
        *(_layer(layer, drawn, spots, _host(hosts, spots)) for layer in LAYERS),
    ]
    told = ", ".join(f"{code} {count}" for code, count in sorted(countries.items()))
    return chart(
        "world",
        TITLES,
        Sheet(marks, HEIGHT + 60, WIDTH),
        f"Guests took {sum(one.count for one in seats)} seats for {len(countries)} countries: {told or 'none yet'}.",
        (
            NOTE_EN.format(left=left, places=len(places)),
            NOTE_ZH.format(left=left, places=len(places)),
        ),
    )


def located(places: Iterable[PlaceRow]) -> Mapping[str, tuple[float, float]]:
    """Where on the map the places are whose coordinates are known, by id."""
    return {
        row.place_id: on_map(row.longitude, row.latitude)
        for row in places
        if row.longitude is not None and row.latitude is not None
    }


def _names(seats: Sequence[Seats]) -> dict[str, str]:
    return {
        seat.country_iso2: " ".join(filter(None, (seat.country_name_en, seat.country_name_zh)))
        for seat in seats
        if seat.country_iso2
    }


def _host(
    seats: Sequence[Seats], spots: Mapping[str, tuple[float, float]]
) -> tuple[str, float, float] | None:
    """The host city's name and place on the map, where they are known."""
    found = next((place for place in origins(seats) if place.key in spots), None)
    return (found.name_en or found.name_zh, *spots[found.key]) if found else None


def _globe() -> str:
    parallels = [SOUTH + (NORTH - SOUTH) * step / 28 for step in range(29)]
    edge = [on_map(WEST, north) for north in parallels]
    edge += [on_map(WEST + 360, north) for north in reversed(parallels)]
    line = " ".join(f"{number(x)},{number(y)}" for x, y in edge)
    return element("polygon", points=line, fill=MUTED, fill_opacity=0.08)


def _countries(seats: Mapping[str, int], names: Mapping[str, str]) -> Iterator[str]:
    """Land as one path, countries with guests over it, the smallest of them as discs."""
    known = land()
    others = "".join(path for code, path in known.paths.items() if code not in seats)
    edge: dict[str, Attribute] = {"stroke": PAPER, "stroke_width": 0.7, "fill_rule": "evenodd"}
    yield element("path", d=others, fill=MUTED, fill_opacity=0.3, **edge)
    for code in sorted(seats):
        shade = next(opacity for least, opacity in _SHADES if seats[code] >= least)
        about = tip(f"{names[code]}: {seats[code]}")
        look: dict[str, Attribute] = {
            "data-country": code,
            "fill": ACCENT_2,
            "fill_opacity": shade,
            "stroke": PAPER,
        }
        if code in known.paths:
            yield element("path", about, d=known.paths[code], fill_rule="evenodd", **look)
        elif code in known.spots:
            x, y = known.spots[code]
            yield element("circle", about, cx=x, cy=y, r=9, **look)


def _layer(
    layer: Layer,
    places: Sequence[Origin],
    spots: Mapping[str, tuple[float, float]],
    host: tuple[str, float, float] | None,
) -> str:
    """Dots, names and the key, in letters for one width of screen."""
    most = max((place.count for place in places), default=1)
    dots = [Dot(*spots[place.key], _radius(place.count, most, layer)) for place in places]
    named = [
        (place.name if layer.bilingual else place.name_en or place.name_zh, dot)
        for place, dot in list(zip(places, dots, strict=True))[:MOST_LABELS]
    ]
    marks = []
    if host is not None:
        name, x, y = host
        dots = [*dots, Dot(x, y, 6 * layer.scale)]
        named.insert(0, (name, dots[-1]))
        marks.append(_diamond(dots[-1], tip(name)))
    for label in placed(named, dots, Frame(WIDTH, HEIGHT, layer.letters)):
        marks += _label(label, layer)
    marks += [_dot(place, dot) for place, dot in zip(places, dots, strict=False)]
    marks += _key(layer, most, host)
    shown: dict[str, Attribute] = {"class": f"chart-{layer.name}"}
    if layer.hidden:
        shown["display"] = "none"
    return element("g", *marks, **shown)


def _radius(seats: int, most: int, layer: Layer) -> float:
    """The area of a dot is as the seats; the smallest can still be seen."""
    return layer.scale * max(2.5, 8 * sqrt(seats / max(most, 4)))


def _dot(place: Origin, dot: Dot) -> str:
    years = ", ".join(map(str, place.years))
    said = "" if place.came else ", announced only"
    return element(
        "circle",
        tip(f"{place.name}: {place.count} ({years}){said}"),
        data_place=place.key,
        data_seats=place.count,
        cx=dot.x,
        cy=dot.y,
        r=dot.radius,
        fill=ACCENT if place.came else PAPER,
        stroke=PAPER if place.came else ACCENT,
        stroke_width=1 if place.came else 2,
    )


def _diamond(dot: Dot, *inside: str) -> str:
    x, y, reach = dot.x, dot.y, dot.radius * 1.3
    corners = ((x, y - reach), (x + reach, y), (x, y + reach), (x - reach, y))
    points = " ".join(f"{number(a)},{number(b)}" for a, b in corners)
    return element("polygon", *inside, points=points, fill=INK, stroke=PAPER)


def _label(label: Label, layer: Layer) -> Iterator[str]:
    if label.leader:
        x1, y1, x2, y2 = label.leader
        yield element(
            "line", x1=x1, y1=y1, x2=x2, y2=y2, stroke=INK, stroke_width=layer.scale * 0.7
        )
    yield words(
        label.text,
        label.x,
        label.y,
        text_anchor=label.anchor,
        font_size=layer.letters,
        stroke=PAPER,
        stroke_width=layer.letters / 5,
        paint_order="stroke",
        stroke_linejoin="round",
    )


def _key(layer: Layer, most: int, host: tuple[str, float, float] | None) -> list[str]:
    """What the marks mean, below the map."""
    x, y = 10.0, HEIGHT + 40
    marks = []
    entries: list[tuple[Dot, str, dict[str, Attribute]]] = [
        (Dot(0, 0, _radius(1, most, layer)), "1 seat 席", {"fill": ACCENT}),
        (Dot(0, 0, _radius(most, most, layer)), f"{most:,}", {"fill": ACCENT}),
        (
            Dot(0, 0, 5 * layer.scale),
            "announced 預告",
            {"fill": PAPER, "stroke": ACCENT, "stroke_width": 2 * layer.scale},
        ),
    ]
    for dot, said, look in entries if most > 1 else (entries[0], entries[2]):
        middle = y - layer.letters * 0.35
        marks.append(element("circle", cx=x + dot.radius, cy=middle, r=dot.radius, **look))
        x += dot.radius * 2 + 6 * layer.scale
        marks.append(words(said, x, y, font_size=layer.letters))
        x += width(said, layer.letters) + 20
    if host is not None:
        marks.append(_diamond(Dot(x + 8 * layer.scale, y - layer.letters * 0.35, 6 * layer.scale)))
        marks.append(words("host 主辦", x + 20 * layer.scale, y, font_size=layer.letters))
    return marks
