"""Tables with rules on all sides of their cells, or on those that matter.

Rules that meet make a lattice; what no rule parts in it is one cell, over as many rows and columns
as it covers. A side that is left open (no rule at the table's left, right, top or bottom) is closed
by the ends of the rules that run across it.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.ingest.pdf_cells import Grid, GridCell, clusters
from pipeline.ingest.pdf_lines import Glyph, printed_lines
from pipeline.ingest.pdf_rules import SNAP, Rule, Rules

_OPEN_SIDE = 10.0
"""Rules that run further than this beyond the outermost crossing one, in points, leave it open."""
_COVERED = 0.6
"""Share of a side that rules must cover to part two cells."""
_FAR = 1e6
_CELL_GAP = 0.9
"""Gap, in sizes of type, between two cells of a row that no rule parts."""
_MOST_PLACES = 50_000
"""Rows times columns of what may be a table; more are a drawing."""
_LEAST_PAD, _MOST_PAD = 1.0, 8.0
"""Room in points between the border of a cell and its text."""


@dataclass(frozen=True, slots=True)
class _Lattice:
    """Rules that meet, the columns' and rows' edges that they make."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]
    columns: tuple[float, ...]
    rows: tuple[float, ...]


_Region = tuple[int, int, int, int]
"""First row, first column, row after the last, column after the last."""


def ruled_grids(rules: Rules, glyphs: Sequence[Glyph]) -> list[Grid]:
    """The tables that rules make around glyphs; one inside a cell of another is part of its text."""
    lattices = [_lattice(*group) for group in _meeting(rules)]
    lattices = [
        one
        for one in lattices
        if len(one.columns) > 2
        and len(one.rows) > 1
        and len(one.columns) * len(one.rows) < _MOST_PLACES
    ]
    grids = [grid for one in _outermost(lattices) if (grid := _grid(one, glyphs)) is not None]
    return sorted(grids, key=lambda grid: (grid.top, grid.x0))


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


def _lattice(across: Sequence[Rule], down: Sequence[Rule]) -> _Lattice:
    columns = _with_open_sides(clusters([rule.at for rule in down], SNAP), across)
    rows = _with_open_sides(clusters([rule.at for rule in across], SNAP), down)
    return _Lattice(tuple(across), tuple(down), tuple(columns), tuple(rows))


def _with_open_sides(edges: list[float], crossing: Sequence[Rule]) -> list[float]:
    first, last = min(rule.start for rule in crossing), max(rule.end for rule in crossing)
    before = [first] if first < edges[0] - _OPEN_SIDE else []
    after = [last] if last > edges[-1] + _OPEN_SIDE else []
    return [*before, *edges, *after]


def _outermost(lattices: Sequence[_Lattice]) -> list[_Lattice]:
    """Lattices that do not lie within another."""

    def inside(one: _Lattice, other: _Lattice) -> bool:
        return (
            one is not other
            and other.columns[0] - SNAP <= one.columns[0]
            and one.columns[-1] <= other.columns[-1] + SNAP
            and other.rows[0] - SNAP <= one.rows[0]
            and one.rows[-1] <= other.rows[-1] + SNAP
        )

    return [one for one in lattices if not any(inside(one, other) for other in lattices)]


def _grid(lattice: _Lattice, glyphs: Sequence[Glyph]) -> Grid | None:
    """The table in a lattice; None for a frame: text in one column, or in one cell only."""
    regions = list(_regions(lattice))
    owner = {
        (row, column): number
        for number, (top, left, bottom, right) in enumerate(regions)
        for row in range(top, bottom)
        for column in range(left, right)
    }
    held: list[list[Glyph]] = [[] for _ in regions]
    for glyph in glyphs:
        column = bisect_right(lattice.columns, (glyph.x0 + glyph.x1) / 2) - 1
        row = bisect_right(lattice.rows, (glyph.top + glyph.bottom) / 2) - 1
        number = owner.get((row, column))
        if number is not None:
            held[number].append(glyph)
    regions, held, columns, rows = _without_empty_sides(lattice, regions, held)
    regions, held = _with_open_rows(regions, held, columns)
    filled = [region for region, inside in zip(regions, held, strict=True) if inside]
    if len(columns) < 3 or len(filled) < 2 or len({region[1] for region in filled}) < 2:
        return None
    box = (columns[0], rows[0], columns[-1], rows[-1])
    cells = _cells(regions, held, columns, rows)
    return Grid(box, columns, len(rows) - 1, cells, ruled=True)


def _cells(
    regions: Sequence[_Region],
    held: Sequence[Sequence[Glyph]],
    columns: Sequence[float],
    rows: Sequence[float],
) -> tuple[GridCell, ...]:
    lines = [tuple(printed_lines(inside, _FAR)) for inside in held]
    slack = [
        min(found[0].x0 - columns[left], columns[right] - found[0].x1)
        for found, (_, left, _, right) in zip(lines, regions, strict=True)
        if found
    ]
    pad = min(max(min(slack, default=_LEAST_PAD), _LEAST_PAD), _MOST_PAD)
    return tuple(
        GridCell(
            top,
            left,
            bottom - top,
            right - left,
            (columns[left], rows[top], columns[right], rows[bottom]),
            found,
            columns[left] + pad,
            columns[right] - pad,
        )
        for (top, left, bottom, right), found in zip(regions, lines, strict=True)
    )


def _without_empty_sides(
    lattice: _Lattice, regions: Sequence[_Region], held: Sequence[Sequence[Glyph]]
) -> tuple[list[_Region], list[list[Glyph]], tuple[float, ...], tuple[float, ...]]:
    """The regions without outer columns and rows that hold nothing: ends of rules that overshoot."""
    filled = [region for region, inside in zip(regions, held, strict=True) if inside]
    if not filled:
        return list(regions), [list(glyphs) for glyphs in held], lattice.columns, lattice.rows
    tops, lefts, bottoms, rights = zip(*filled, strict=True)
    left, right = _kept(lattice.columns, lattice.down, min(lefts), max(rights))
    top, bottom = _kept(lattice.rows, lattice.across, min(tops), max(bottoms))
    kept: list[_Region] = []
    inside: list[list[Glyph]] = []
    for region, glyphs in zip(regions, held, strict=True):
        cut = (
            max(region[0], top) - top,
            max(region[1], left) - left,
            min(region[2], bottom) - top,
            min(region[3], right) - left,
        )
        if cut[0] < cut[2] and cut[1] < cut[3]:
            kept.append(cut)
            inside.append(list(glyphs))
    return kept, inside, lattice.columns[left : right + 1], lattice.rows[top : bottom + 1]


def _with_open_rows(
    regions: Sequence[_Region], held: Sequence[list[Glyph]], columns: Sequence[float]
) -> tuple[list[_Region], list[list[Glyph]]]:
    """The regions, those over several columns parted where their text stands in these columns.

    Some tables draw the rules between columns in their header only.
    """
    parted: list[_Region] = []
    inside: list[list[Glyph]] = []
    for (top, left, bottom, right), glyphs in zip(regions, held, strict=True):
        lines = printed_lines(glyphs, _CELL_GAP) if right - left > 1 else []
        inner = columns[left + 1 : right]
        crossed = any(line.x0 < edge < line.x1 for line in lines for edge in inner)
        used = {sum(edge <= line.x0 for edge in inner) for line in lines}
        if crossed or len(used) < 2:
            parted.append((top, left, bottom, right))
            inside.append(glyphs)
            continue
        for column in range(left, right):
            parted.append((top, column, bottom, column + 1))
            low, high = columns[column], columns[column + 1]
            inside.append([g for g in glyphs if low <= (g.x0 + g.x1) / 2 < high])
    return parted, inside


def _kept(edges: Sequence[float], rules: Sequence[Rule], first: int, last: int) -> tuple[int, int]:
    """The first and the last edge to keep, where text stands between edges `first` and `last`.

    An outer edge goes if no rule drew it and nothing stands beside it.
    """
    drawn = [any(abs(edges[i] - rule.at) <= SNAP for rule in rules) for i in (0, -1)]
    end = len(edges) - 1
    return (
        0 if drawn[0] or not first else 1,
        end if drawn[1] or last == end else end - 1,
    )


# --- what no rule parts ---------------------------------------------------------------------------


def _regions(lattice: _Lattice) -> Iterator[_Region]:
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
