"""The order in which a page is read: across, or down one column of text and then the next.

A gutter is a stretch of the width that lines on both of its sides leave free, where these are
running text: they fill their columns, or stand at heights of their own. What crosses a gutter parts what stands above it from what
stands below.
"""

from __future__ import annotations

import statistics
from collections.abc import Sequence

from pipeline.ingest.pdf_cells import Grid
from pipeline.ingest.pdf_lines import Line, visual_rows

Item = Line | Grid
"""What is ordered: lines, and tables that are already found."""

_LEAST_LINES = 5
"""Lines on each side of a gutter."""
_FULL = 0.72
"""Share of its column that half of the lines on each side fill at least."""
_LEAST_WIDTH = 9.0
"""Width of a column of text, in sizes of type."""
_FEWEST = 3
"""Lines on each side where nothing crosses the gutter."""
_LEVEL = 0.15
"""Distance, in sizes of type, of lines that stand level."""
_TITLE = 2.0
"""Gap, in sizes of type, between the title of a table and what stands below it, at most."""
_DEEPEST = 3


def regions(items: Sequence[Item], depth: int = 0) -> list[list[Item]]:
    """The items in parts that are read one after the other, each from top to bottom."""
    ordered = sorted(items, key=lambda item: (item.top, item.x0))
    if depth < _DEEPEST and (beside := _tables_beside(ordered)) is not None:
        top, bottom, gap = beside
        return [
            *regions([item for item in ordered if item.top < top], depth + 1),
            *_sides([item for item in ordered if top <= item.top < bottom], gap, depth),
            *regions([item for item in ordered if item.top >= bottom], depth + 1),
        ]
    middle = _gutter(ordered) if depth < _DEEPEST else None
    if middle is None:
        return [ordered] if ordered else []
    found: list[list[Item]] = []
    band: list[Item] = []
    across: list[Item] = []
    for item in ordered:
        crosses = item.x0 < middle < item.x1
        if crosses and band:
            found += _sides(band, middle, depth)
            band = []
        elif not crosses and across:
            found.append(across)
            across = []
        (across if crosses else band).append(item)
    found += _sides(band, middle, depth)
    return [*found, across] if across else found


def _sides(band: Sequence[Item], middle: float, depth: int) -> list[list[Item]]:
    """What stands left of a gutter, then what stands right of it."""
    left = [item for item in band if item.x1 <= middle]
    right = [item for item in band if item.x1 > middle]
    return [*regions(left, depth + 1), *regions(right, depth + 1)]


def _tables_beside(ordered: Sequence[Item]) -> tuple[float, float, float] | None:
    """Where two tables stand beside each other: top with the titles right above them, bottom, and
    the middle of the gap between them; None if no two do."""
    grids = [item for item in ordered if isinstance(item, Grid)]
    pairs = ((a, b) for a in grids for b in grids if a.x1 < b.x0 and _are_level(a, b))
    pair = next(pairs, None)
    if pair is None:
        return None
    top, bottom = min(grid.top for grid in pair), max(grid.bottom for grid in pair)
    middle = (pair[0].x1 + pair[1].x0) / 2
    if any(item.x0 < middle < item.x1 and top < item.top < bottom for item in ordered):
        return None
    above = [item for item in ordered if isinstance(item, Line) and item.bottom <= top + 1]
    for row in reversed(visual_rows(above)):
        sides = {line.x0 > middle for line in row if line.x1 < middle or line.x0 > middle}
        if len(sides) < 2 or top - row[0].bottom > _TITLE * row[0].size:
            break
        top = min(line.top for line in row)
    return top, bottom, middle


def _are_level(a: Grid, b: Grid) -> bool:
    """Whether two tables have half of the height of the lower one in common."""
    shared = min(a.bottom, b.bottom) - max(a.top, b.top)
    return shared > 0.5 * min(a.bottom - a.top, b.bottom - b.top)


def _gutter(items: Sequence[Item]) -> float | None:
    """The middle of the gutter that most lines stand on either side of, if there is one."""
    lines = [item for item in items if isinstance(item, Line)]
    if len(lines) < 2 * _LEAST_LINES:
        return None
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    best: tuple[int, float] | None = None
    for start in sorted({round(line.x0, 1) for line in lines}):
        if not left + 0.2 * (right - left) < start < left + 0.8 * (right - left):
            continue
        before = [line.x1 for line in lines if line.x1 <= start]
        middle = (max(before, default=start) + start) / 2
        crossing = sum(line.x0 < middle < line.x1 for line in lines)
        if (best is None or crossing < best[0]) and (
            _is_gutter(lines, middle) or (not crossing and _parts_flows(items, middle))
        ):
            best = (crossing, middle)
    return best[1] if best else None


def _is_gutter(lines: Sequence[Line], middle: float) -> bool:
    sides = [
        [line for line in lines if line.x1 <= middle],
        [line for line in lines if line.x0 >= middle],
    ]
    if any(len(side) < _LEAST_LINES for side in sides):
        return False
    if sum(map(len, sides)) < 0.6 * len(lines):
        return False
    shared = min(side[-1].bottom for side in sides) - max(side[0].top for side in sides)
    return shared > 0 and all(map(_is_running, sides))


def _parts_flows(items: Sequence[Item], middle: float) -> bool:
    """Whether nothing crosses a gutter, and the lines on its sides stand at heights of their own.

    One column may be short, and one hold short lines; those of a table would stand level.
    """
    if any(item.x0 < middle < item.x1 for item in items):
        return False
    sides = [
        [item for item in items if isinstance(item, Line) and (item.x1 <= middle) is before]
        for before in (True, False)
    ]
    if min(map(len, sides)) < _FEWEST or not any(map(_is_running, sides)):
        return False
    if any(_width(side) < _LEAST_WIDTH * side[0].size for side in sides):
        return False
    beside = [
        abs(a.top - b.top) < _LEVEL * a.size
        for a in sides[0]
        for b in sides[1]
        if min(a.bottom, b.bottom) > max(a.top, b.top)
    ]
    return len(beside) > 2 * sum(beside)


def _is_running(lines: Sequence[Line]) -> bool:
    """Whether lines are the running text of a column: most of them fill it."""
    width = _width(lines)
    size = statistics.median(line.size for line in lines)
    filled = statistics.median(line.width for line in lines)
    return filled > _FULL * width and width > _LEAST_WIDTH * size


def _width(lines: Sequence[Line]) -> float:
    return max(line.x1 for line in lines) - min(line.x0 for line in lines)
