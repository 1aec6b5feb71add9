"""Build pipeline/publish/data/outlines.json: outlines of countries for the map of the report.

Run `python scripts/build_outlines.py WORLD_ATLAS CLDR_CORE`:

  WORLD_ATLAS  the folder of the npm package world-atlas: Natural Earth's countries as TopoJSON
  CLDR_CORE    the folder of the npm package cldr-core, for supplemental/codeMappings.json

What is written, in tenths of a degree, by ISO 3166-1 alpha-2:
  outlines  polygons, each a list of rings (the outer one, then holes), each [east, north, east, ...];
            east counts from 30° W, where the map is cut: 0 to 3600
  spots     [east, north] of what is too small for the coarse outlines: the middle of its largest
            part, or the largest town of what Natural Earth draws as part of another country
Antarctica has no outline. Natural Earth is in the public domain.
"""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from pipeline.normalize.gazetteer.cities import cities_of

ROOT = Path(__file__).parents[1] / "pipeline"
COUNTRIES = ROOT / "normalize" / "gazetteer" / "countries.csv"
TARGET = ROOT / "publish" / "data" / "outlines.json"
CUT = -30.0
"""The meridian where the map is cut, degrees east."""

UNCODED = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}
"""What Natural Earth draws by itself without a code: the code that the addresses there have."""

SHOWN_AS = (("RU", "UA", (34.3, 45.2)),)
"""Polygons that Natural Earth gives to another country than ISO 3166-2: from, to, a point inside."""

Point = tuple[float, float]
Ring = list[Point]
Polygon = list[Ring]


def main() -> int:
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    known = territories()
    atlas, codes = Path(sys.argv[1]), numeric_codes(Path(sys.argv[2]), known)
    countries = polygons(atlas / "countries-110m.json", codes)
    del countries["AQ"]
    for owner, other, inside in SHOWN_AS:
        moved = [part for part in countries[owner] if contains(part[0], inside)]
        countries[owner] = [part for part in countries[owner] if part not in moved]
        countries[other] += moved
    spots: dict[str, Point] = {}
    for finer in ("countries-50m.json", "countries-10m.json"):
        for code, parts in polygons(atlas / finer, codes).items():
            if code not in countries:
                spots.setdefault(code, middle(max((part[0] for part in parts), key=area)))
    for code in sorted(known - countries.keys() - spots.keys()):
        if towns := cities_of(code):
            town = max(towns, key=lambda town: (town.population, -town.geonames_id))
            spots[code] = (town.longitude, town.latitude)
    made = {
        "outlines": {
            code: [[flat(ring) for ring in part] for part in cut(parts)]
            for code, parts in sorted(countries.items())
        },
        "spots": {code: flat([from_cut(spot)]) for code, spot in sorted(spots.items())},
    }
    TARGET.write_text(json.dumps(made, separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{len(countries)} outlines, {len(spots)} spots, {TARGET.stat().st_size:,} bytes")
    return 0


def territories() -> set[str]:
    """The codes in use; CLDR's mappings hold withdrawn ones too."""
    with COUNTRIES.open(encoding="utf-8", newline="") as file:
        return {row["iso2"] for row in csv.DictReader(file)}


def numeric_codes(folder: Path, known: set[str]) -> dict[str, str]:
    """ISO 3166-1 numeric -> alpha-2, of the known ones."""
    path = folder / "supplemental" / "codeMappings.json"
    mappings = json.loads(path.read_bytes())["supplemental"]["codeMappings"]
    return {
        codes["_numeric"]: alpha2
        for alpha2, codes in mappings.items()
        if alpha2 in known and "_numeric" in codes
    }


# --- TopoJSON -------------------------------------------------------------------------------------


def polygons(path: Path, codes: dict[str, str]) -> dict[str, list[Polygon]]:
    """The polygons of each country with a code."""
    topology = json.loads(path.read_bytes())
    arcs = [list(absolute(arc, topology["transform"])) for arc in topology["arcs"]]
    found: dict[str, list[Polygon]] = {}
    for shape in topology["objects"]["countries"]["geometries"]:
        code = codes.get(shape.get("id", ""), UNCODED.get(shape["properties"]["name"]))
        if code is None or shape["type"] is None:
            continue
        parts = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
        found.setdefault(code, []).extend([[joined(ring, arcs) for ring in part] for part in parts])
    return found


def absolute(arc: Sequence[Sequence[int]], transform: Any) -> Iterator[Point]:
    """The points of a quantised arc, degrees."""
    (east_step, north_step), (east, north) = transform["scale"], transform["translate"]
    x = y = 0
    for dx, dy in arc:
        x, y = x + dx, y + dy
        yield x * east_step + east, y * north_step + north


def joined(ring: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    """The ring that these arcs make; ~n is arc n backwards. The first point is not repeated."""
    points: Ring = []
    for index in ring:
        points += (arcs[index] if index >= 0 else arcs[~index][::-1])[:-1]
    return points


# --- the cut --------------------------------------------------------------------------------------


def cut(parts: Sequence[Polygon]) -> Iterator[Polygon]:
    """The polygons with longitudes counted from the cut; what crosses it, in two."""
    for part in parts:
        whole = [unwrapped(ring) for ring in part]
        for turn in (-360.0, 0.0, 360.0):
            rings = [within([(x + turn, y) for x, y in ring]) for ring in whole]
            if rings[0]:
                yield [ring for ring in rings if ring]


def unwrapped(ring: Ring) -> Ring:
    """The ring without jumps from one edge of the world to the other, counted from the cut."""
    points = [from_cut(ring[0])]
    for before, (x, y) in pairwise(ring):
        step = (x - before[0] + 180) % 360 - 180
        points.append((points[-1][0] + step, y))
    return points


def within(ring: Ring) -> Ring:
    """The part of a ring from 0 to 360 degrees (Sutherland and Hodgman's clipping)."""
    for edge, sign in ((0.0, 1), (360.0, -1)):
        kept: Ring = []
        for start, end in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
            inside = [sign * (x - edge) >= 0 for x, _ in (start, end)]
            if inside[0] != inside[1]:
                share = (edge - start[0]) / (end[0] - start[0])
                kept.append((edge, start[1] + share * (end[1] - start[1])))
            if inside[1]:
                kept.append(end)
        ring = kept
    return ring


def from_cut(point: Point) -> Point:
    return (point[0] - CUT) % 360, point[1]


# --- measures -------------------------------------------------------------------------------------


def area(ring: Ring) -> float:
    """The area of a ring, in square degrees."""
    pairs = zip(ring, ring[1:] + ring[:1], strict=True)
    return abs(sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs)) / 2


def middle(ring: Ring) -> Point:
    """The middle of the box around a ring."""
    xs, ys = zip(*ring, strict=True)
    return (min(xs) + max(xs)) / 2, (min(ys) + max(ys)) / 2


def contains(ring: Ring, point: Point) -> bool:
    """Whether the point lies inside the ring, by how often a ray to the east leaves it."""
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(ring, ring[1:] + ring[:1], strict=True):
        if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
            inside = not inside
    return inside


def flat(ring: Ring) -> list[int]:
    """East, north, east, ... in tenths of a degree; a point that rounds to the last is dropped."""
    points = [(round(x * 10), round(y * 10)) for x, y in ring]
    kept = [point for point, last in zip(points, [None, *points], strict=False) if point != last]
    return [value for point in kept for value in point]


if __name__ == "__main__":
    sys.exit(main())
