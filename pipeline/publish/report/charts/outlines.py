"""Outlines of countries for the map: what scripts/build_outlines.py wrote, projected.

Natural Earth's, in the public domain. A place has a code, not a status: see the editorial policy.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from pipeline.publish.report.charts.drawing import number
from pipeline.publish.report.charts.projection import WEST, on_map


@dataclass(frozen=True, slots=True)
class Land:
    """By ISO 3166-1 alpha-2: path data of the countries, and where the smallest are, on the map."""

    paths: Mapping[str, str]
    spots: Mapping[str, tuple[float, float]]


@cache
def land() -> Land:
    made = json.loads(files("pipeline.publish").joinpath("data/outlines.json").read_bytes())
    return Land(
        paths={
            code: "".join(_path(ring) for polygon in polygons for ring in polygon)
            for code, polygons in made["outlines"].items()
        },
        spots={code: _points(spot)[0] for code, spot in made["spots"].items()},
    )


def _points(ring: Sequence[int]) -> list[tuple[float, float]]:
    """Tenths of a degree, east of the western edge and north, as points of the map."""
    pairs = zip(ring[::2], ring[1::2], strict=True)
    return [on_map(east / 10 + WEST, north / 10) for east, north in pairs]


def _path(ring: Sequence[int]) -> str:
    """A closed path in steps of a tenth; nothing where the ring is smaller than that."""
    points = [(round(x * 10), round(y * 10)) for x, y in _points(ring)]
    steps, last = [], points[0]
    for point in points[1:]:
        if point != last:
            steps.append(f"{number((point[0] - last[0]) / 10)},{number((point[1] - last[1]) / 10)}")
            last = point
    if len(steps) < 2:
        return ""
    return f"M{number(points[0][0] / 10)},{number(points[0][1] / 10)}l{' '.join(steps)}z"
