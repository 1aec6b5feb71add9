"""Rules that meet, and the cells that they make.

What no rule parts in a lattice is one cell, over as many rows and columns as it covers. A side that
is left open (no rule at the table's left, right, top or bottom) is closed by the ends of the rules
that run across it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.ingest.pdf_cells import clusters
from pipeline.ingest.pdf_rules import SNAP, Rule, Rules

_OPEN_SIDE = 10.0
"""Rules that run further than this beyond the outermost crossing one, in points, leave it open."""
_COVERED = 0.6
"""Share of a side that rules must cover to part two cells."""
_MOST_PLACES = 50_000
"""Rows times columns of what may be a table; more are a drawing."""


@dataclass(frozen=True, slots=True)
class Lattice:
    """Rules that meet, the columns' and rows' edges that they make."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    columns: tuple[float, ...]
    rows: tuple[float, ...]


Region = tuple[int, int, int, int]
"""First row, first column, row after the last, column after the last."""


def lattices(rules: Rules) -> list[Lattice]:
    """The lattices that rules make, those of several columns; none that lies within another."""
    found = [_lattice(*group) for group in _meeting(rules)]
    return _outermost(
        [
            one
            for one in found
            if len(one.columns) > 2
            and len(one.rows) > 1
            and len(one.columns) * len(one.rows) < _MOST_PLACES
        ]
    )


def middle_of_row(down: Sequence[Rule], edges: Sequence[float]) -> Lattice | None:
    """The lattice of a page that a row runs through from end to end: rules along all of the edges
    of a table's columns, alike in length, with none across; None for any other page."""
    sides = [rule for rule in down if any(abs(rule.at - edge) <= SNAP for edge in edges)]
    met = clusters([rule.at for rule in sides], SNAP)
    if len(met) < len(edges) or len(sides) > len(edges):
        return None
    starts, ends = [rule.start for rule in sides], [rule.end for rule in sides]
    if max(starts) - min(starts) > SNAP or max(ends) - min(ends) > SNAP:
        return None
    return Lattice((), tuple(sides), tuple(met), (min(starts), max(ends)))


def _meeting(rules: Rules) -> list[tuple[list[Rule], list[Rule]]]:
    """The rules in groups that meet, directly or by way of others; groups of both directions only."""
    heights = [rule.at for rule in rules.across]
    parent = list(range(len(rules.across) + len(rules.down)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for number, down in enumerate(rules.down, start=len(rules.across)):
        first = bisect_left(heights, down.start - SNAP)
        last = bisect_right(heights, down.end + SNAP)
        for index in range(first, last):
            across = rules.across[index]
            if across.start - SNAP <= down.at <= across.end + SNAP:
                parent[root(index)] = root(number)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index, rule in enumerate([*rules.across, *rules.down]):
        group = groups.setdefault(root(index), ([], []))
        group[index >= len(rules.across)].append(rule)
    return [group for group in groups.values() if all(group)]


def _lattice(across: Sequence[Rule], down: Sequence[Rule]) -> Lattice:
    columns = _with_open_sides(clusters([rule.at for rule in down], SNAP), across)
    rows = _with_open_sides(clusters([rule.at for rule in across], SNAP), down)
    return Lattice(tuple(across), tuple(down), tuple(columns), tuple(rows))


def _with_open_sides(edges: list[float], crossing: Sequence[Rule]) -> list[float]:
    first, last = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    before = [first] if first < edges[0] - _OPEN_SIDE else []
    after = [last] if last > edges[-1] + _OPEN_SIDE else []
    return [*before, *edges, *after]


def _outermost(lattices: Sequence[Lattice]) -> list[Lattice]:
    """Lattices that do not lie within another."""

    def inside(one: Lattice, other: Lattice) -> bool:
        return (
            one is not other
            and other.columns[0] - SNAP <= one.columns[0]
            and one.columns[-1] <= other.columns[-1] + SNAP
            and other.rows[0] - SNAP <= one.rows[0]
            and one.rows[-1] <= other.rows[-1] + SNAP
        )

    return [one for one in lattices if not any(inside(one, other) for other in lattices)]


def regions_of(lattice: Lattice) -> Iterator[Region]:
    """The cells of a lattice, top to bottom and left to right."""
    height, width = len(lattice.rows) - 1, len(lattice.columns) - 1
    closed_right = _closed(lattice.down, lattice.columns, lattice.rows)
    closed_below = _closed(lattice.across, lattice.rows, lattice.columns)
    seen: set[tuple[int, int]] = set()
    for row in range(height):
        for column in range(width):
            if (row, column) in seen:
                continue
            right = column + 1
            while right < width and (row, right) not in seen and (right, row) not in closed_right:
                right += 1
            bottom = row + 1
            while bottom < height and _goes_down(closed_right, closed_below, bottom, column, right):
                bottom += 1
            seen |= {(r, c) for r in range(row, bottom) for c in range(column, right)}
            yield row, column, bottom, right


def _goes_down(
    closed_right: set[tuple[int, int]],
    closed_below: set[tuple[int, int]],
    row: int,
    left: int,
    right: int,
) -> bool:
    """Whether a cell over columns `left` to `right` takes in this row too."""
    if any((row, column) in closed_below for column in range(left, right)):
        return False
    return all((column, row) not in closed_right for column in range(left + 1, right))


def _closed(
    rules: Sequence[Rule], edges: Sequence[float], steps: Sequence[float]
) -> set[tuple[int, int]]:
    """Edge and step for each side that rules close: `(edge, step)`, both by index."""
    covered: dict[tuple[int, int], float] = {}
    for rule in rules:
        edge = min(range(len(edges)), key=lambda index: abs(edges[index] - rule.at))
        first = max(0, bisect_right(steps, rule.start) - 1)
        for step in range(first, len(steps) - 1):
            if steps[step] >= rule.end:
                break
            shared = min(rule.end, steps[step + 1]) - max(rule.start, steps[step])
            covered[edge, step] = covered.get((edge, step), 0.0) + shared
    return {
        (edge, step)
        for (edge, step), length in covered.items()
        if length >= _COVERED * (steps[step + 1] - steps[step])
    }
