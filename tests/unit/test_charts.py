"""The pictures show what the tables say: these cities at these places, in these years."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from xml.etree import ElementTree as ET

import pytest

from pipeline.dataset import TABLES, Dataset, Figure, PlaceRow, Speaker
from pipeline.findings import finding
from pipeline.publish.report.charts import Chart, charts
from pipeline.publish.report.charts.counts import comparisons
from pipeline.publish.report.charts.labels import Dot, Frame, placed
from pipeline.publish.report.charts.projection import equal_earth, on_map

SVG = "{http://www.w3.org/2000/svg}"
EMPTY: Dataset = {name: [] for name in TABLES}


@pytest.fixture(scope="module")
def pictures(dataset: Dataset) -> dict[str, ET.Element]:
    return {chart.id: parsed(chart) for chart in charts(dataset)}


def parsed(chart: Chart) -> ET.Element:
    return ET.fromstring(chart.svg)  # noqa: S314 - made here


def seats(dataset: Dataset) -> list[Speaker]:
    return [row for row in dataset["speakers"] if isinstance(row, Speaker) and not row.is_host]


def dots(svg: ET.Element, layer: str = "chart-wide") -> dict[str, ET.Element]:
    """The dots of the map, by place."""
    group = svg.find(f"{SVG}g[@class='{layer}']")
    assert group is not None
    return {dot.attrib["data-place"]: dot for dot in group.iter() if "data-place" in dot.attrib}


# --- the map --------------------------------------------------------------------------------------


def independent(longitude: float, latitude: float) -> tuple[float, float]:
    """A point of the map by Equal Earth as its authors print it, with a numeric derivative."""

    def rise(theta: float) -> float:
        return 1.340264 * theta - 0.081106 * theta**3 + 0.000893 * theta**7 + 0.003796 * theta**9

    theta = math.asin(math.sqrt(3) / 2 * math.sin(math.radians(latitude)))
    step = 1e-6
    slope = (rise(theta + step) - rise(theta - step)) / 2 / step
    east = math.radians((longitude - 150 + 180) % 360 - 180)
    across = 2 * math.sqrt(3) * east * math.cos(theta) / 3 / slope
    # the map is 1000 wide, the equator 2 * 2.7066 radii long, and its upper edge is 84° north
    scale = 1000 / 2 / 2.7066299836960748
    top = rise(math.asin(math.sqrt(3) / 2 * math.sin(math.radians(84))))
    return 500 + across * scale, (top - rise(theta)) * scale


@pytest.mark.parametrize(
    ("place", "longitude", "latitude"),
    [
        ("cz-prague", 14.42, 50.09),
        ("gb-edinburgh", -3.20, 55.95),
        ("nz-palmerston-north", 175.61, -40.36),
        ("br-sao-jose-dos-campos", -45.89, -23.18),
    ],
)
def test_a_city_is_where_it_lies(
    pictures: dict[str, ET.Element], place: str, longitude: float, latitude: float
) -> None:
    x, y = independent(longitude, latitude)
    for layer in ("chart-wide", "chart-narrow"):
        dot = dots(pictures["world"], layer)[place]
        assert float(dot.attrib["cx"]) == pytest.approx(x, abs=1)
        assert float(dot.attrib["cy"]) == pytest.approx(y, abs=1)


def test_the_projection_keeps_areas() -> None:
    """A degree square takes as much paper as ground, at the equator and in Lapland."""
    for latitude in (0.5, 25.5, 50.5, 68.5):
        corners = [
            equal_earth(east, north)
            for east, north in (
                (100, latitude - 0.5),
                (101, latitude - 0.5),
                (101, latitude + 0.5),
                (100, latitude + 0.5),
            )
        ]
        pairs = zip(corners, corners[1:] + corners[:1], strict=True)
        paper = abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2
        ground = math.radians(1) * (
            math.sin(math.radians(latitude + 0.5)) - math.sin(math.radians(latitude - 0.5))
        )
        assert paper == pytest.approx(ground, rel=1e-3)


def test_both_edges_of_the_map_are_the_same_meridian() -> None:
    assert on_map(-30, 0)[0] == pytest.approx(0)
    assert on_map(330, 0)[0] == pytest.approx(1000)
    assert on_map(150, 0)[0] == pytest.approx(500)


def test_each_country_with_guests_is_shaded(
    pictures: dict[str, ET.Element], dataset: Dataset
) -> None:
    shaded = {
        shape.attrib["data-country"]
        for shape in pictures["world"].iter()
        if "data-country" in shape.attrib
    }
    assert shaded == {seat.country_iso2 for seat in seats(dataset) if seat.country_iso2}
    assert {"CZ", "NZ", "LC", "TW"} <= shaded


def test_the_shape_of_poland_holds_gdynia_and_warsaw_but_not_prague(
    pictures: dict[str, ET.Element],
) -> None:
    poland = pictures["world"].find(f".//{SVG}path[@data-country='PL']")
    assert poland is not None
    assert inside(poland.attrib["d"], on_map(18.53, 54.3))
    assert inside(poland.attrib["d"], on_map(21.01, 52.23))
    assert not inside(poland.attrib["d"], on_map(14.42, 50.09))


def inside(path: str, point: tuple[float, float]) -> bool:
    """Whether a point lies in a path of relative lines, by the even-odd rule."""
    odd = False
    for ring in re.findall(r"M([^z]*)z", path):
        start, steps = ring.split("l")
        x, y = map(float, start.split(","))
        corners = [(x, y)]
        for step in steps.split():
            dx, dy = map(float, step.split(","))
            corners.append((corners[-1][0] + dx, corners[-1][1] + dy))
        for (ax, ay), (bx, by) in zip(corners, corners[1:] + corners[:1], strict=True):
            crosses = (ay > point[1]) != (by > point[1])
            if crosses and point[0] < ax + (point[1] - ay) / (by - ay) * (bx - ax):
                odd = not odd
    return odd


def test_the_dots_are_the_places_with_coordinates(
    pictures: dict[str, ET.Element], dataset: Dataset
) -> None:
    located = {
        row.place_id
        for row in dataset["places"]
        if isinstance(row, PlaceRow) and row.latitude is not None
    }
    came = {seat.place_id for seat in seats(dataset) if seat.place_id}
    shown = dots(pictures["world"])
    assert shown.keys() == came & located
    assert shown["cz-prague"].attrib["data-seats"] == "2"
    assert float(shown["cz-prague"].attrib["r"]) > float(shown["us-denver-co"].attrib["r"])


def test_a_place_that_was_announced_only_is_a_ring(pictures: dict[str, ET.Element]) -> None:
    shown = dots(pictures["world"])
    assert "paper" in shown["tw-hualien-county"].attrib["fill"]
    assert "accent" in shown["tw-taitung-county"].attrib["fill"]


@pytest.mark.slow
def test_no_name_lies_over_another() -> None:
    crowd = [Dot(400 + 9 * (n % 7), 200 + 7 * (n // 7), 5) for n in range(35)]
    frame = Frame(1000, 440, 15)
    labels = placed([(f"City {n}", dot) for n, dot in enumerate(crowd)], crowd, frame)
    assert len(labels) >= 8
    boxes = []
    for label in labels:
        wide = 0.6 * 15 * len(label.text)
        left = label.x - {"start": 0, "middle": 0.5, "end": 1}[label.anchor] * wide
        boxes.append((left, label.y - 11, left + wide, label.y))
    for order, (left, top, right, bottom) in enumerate(boxes):
        assert left >= 0
        assert right <= 1000
        for other in boxes[:order]:
            apart = left >= other[2] or other[0] >= right or top >= other[3] or other[1] >= bottom
            assert apart, (labels[order].text, labels[boxes.index(other)].text)


# --- years, offices, counts -----------------------------------------------------------------------


def test_gdynia_came_in_2020_and_in_2022(pictures: dict[str, ET.Element]) -> None:
    years = {
        (dot.attrib["data-year"], dot.attrib["class"])
        for dot in pictures["returning"].iter(f"{SVG}circle")
        if dot.attrib["data-place"] == "pl-gdynia"
    }
    assert years == {("2020", "attended"), ("2022", "attended")}


def test_the_picture_of_years_has_a_dot_for_each_year_of_each_place(
    pictures: dict[str, ET.Element], dataset: Dataset
) -> None:
    shown = {
        (dot.attrib["data-place"], int(dot.attrib["data-year"]))
        for dot in pictures["returning"].iter(f"{SVG}circle")
    }
    assert shown == {(seat.place_id, seat.year) for seat in seats(dataset) if seat.place_id}


def test_the_parts_of_the_bars_add_up_to_the_table(
    pictures: dict[str, ET.Element], dataset: Dataset
) -> None:
    told: dict[str, int] = {}
    for bar in pictures["offices"].iter(f"{SVG}rect"):
        if "data-rank" in bar.attrib:
            rank = bar.attrib["data-rank"]
            told[rank] = told.get(rank, 0) + int(bar.attrib["data-count"])
    ranks = [seat.rank or "" for seat in seats(dataset)]
    assert told == {rank: ranks.count(rank) for rank in set(ranks)}
    assert sum(told.values()) == len(seats(dataset))


def test_three_guests_of_2020_are_from_asia(pictures: dict[str, ET.Element]) -> None:
    """İzmir and Goyang by their mayors, Đà Nẵng by an agency; Taipei itself is no guest."""
    tips = [tip.text for tip in pictures["offices"].iter(f"{SVG}title")]
    assert "Asia 亞洲 2020: Head 首長 2" in tips
    assert "Asia 亞洲 2020: Agency head 局處長 1" in tips


def test_stated_and_counted_numbers_stand_side_by_side(dataset: Dataset) -> None:
    compared = {row.figure.figure_id: row for row in comparisons(dataset)}
    countries = compared["2020-08-22-closing-speaker_countries"]
    assert (countries.figure.value, countries.counted) == (17, 17)
    views = compared["2020-08-22-closing-views"]
    assert (views.stated, views.verdict) == ("≥ 3,800", None)
    assert len(compared) == len(dataset["figures"])


def test_a_count_that_differs_is_read_from_its_finding(dataset: Dataset) -> None:
    figure = next(row for row in dataset["figures"] if isinstance(row, Figure))
    differs = finding(
        "stated-count-differs",
        table="figures",
        row_id=figure.figure_id,
        stated=f"{figure.measure} {figure.value}",
        counted=12,
    )
    (row,) = comparisons({**EMPTY, "figures": [figure], "findings": [differs]})
    assert (row.verdict, row.counted) == ("stated-count-differs", 12)


# --- all of them ----------------------------------------------------------------------------------


def test_each_picture_tells_what_it_is(dataset: Dataset) -> None:
    made = charts(dataset)
    assert [chart.id for chart in made] == ["world", "returning", "offices", "counts"]
    for chart in made:
        svg = parsed(chart)
        assert svg.attrib["role"] == "img"
        named = svg.attrib["aria-labelledby"].split()
        assert [node.attrib.get("id") for node in svg[:2]] == named
        assert all(node.text for node in svg[:2])
        assert chart.note_en
        assert chart.note_zh


def test_a_picture_fetches_and_runs_nothing(dataset: Dataset) -> None:
    for chart in charts(dataset):
        for node in parsed(chart).iter():
            assert node.tag.removeprefix(SVG) in (
                "svg title desc g path circle line polygon rect text".split()
            )
            assert not [name for name in node.attrib if name == "style" or name.startswith("on")]
            assert not re.search(r"url\(|https?:", " ".join(node.attrib.values()))


def test_the_same_rows_give_the_same_bytes(dataset: Dataset) -> None:
    backwards: Dataset = {name: rows[::-1] for name, rows in dataset.items()}
    assert {c.id: c.svg for c in charts(dataset)} == {c.id: c.svg for c in charts(backwards)}


def test_years_that_find_no_room_are_named(dataset: Dataset) -> None:
    """Fifty years of summits: the latest are drawn, and the picture says from when."""
    gdynia = next(seat for seat in seats(dataset) if seat.place_id == "pl-gdynia")
    held = [
        gdynia.model_copy(update={"speaker_id": f"s{year}", "year": year})
        for year in range(1980, 2030)
    ]
    _, returning, offices, _ = charts({**dataset, "speakers": [*held]})
    assert "Before 2018: not drawn." in returning.svg
    assert "Before 1990: not drawn." in offices.svg


def test_nothing_to_show_is_said(dataset: Dataset) -> None:
    assert all("尚無" in chart.svg or chart.id == "world" for chart in charts(EMPTY))


@pytest.mark.parametrize(
    "release_id", ["2020-08-13-announcement", "2021-closing", "2022-closing-annex"]
)
def test_one_release_gives_the_same_pictures(
    alone: Callable[[str], Dataset], release_id: str
) -> None:
    made: tuple[Chart, ...] = charts(alone(release_id))
    assert len(made) == 4
    assert len(dots(parsed(made[0]))) > 2
