"""The columns of a table without rules between them: told by what its lines leave free.

A river is a stretch of the width that lines leave free from top to bottom, but for those that
cross it: headings over several columns.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from pipeline.ingest.pdf_lines import Line

RIVER = 0.9
"""Gap, in sizes of type, that parts two cells of a row."""
_STARTS = 3
"""Lines that begin at one place and so mark the left edge of a column."""
_LEAST_GAP = 0.3
"""Gap, in sizes of type, that may part two cells where other lines show an edge."""
_NARROWEST = 0.3
"""Width, in sizes of type, that a river has at least where all lines leave it free."""
_CROSSED = 0.12
"""Share of the rows that may cross a river."""
_STRAY = 15
"""Rows of which one may hold something where the others leave a river."""

Row = list[Line]
River = tuple[float, float]


def parted_at_starts(lines: Sequence[Line]) -> list[Line]:
    """Lines cut where, after a gap, they reach the place at which other lines begin.

    The text of a cell may end so close to the next column that the gap alone does not tell.
    """
    starts = _starts(lines)
    parted: list[Line] = []
    for line in lines:
        cuts = [
            number
            for number, gap in _gaps(line)
            if gap >= _LEAST_GAP and round(line.glyphs.x0[number]) in starts
        ]
        parted += line.parted(cuts) if cuts else [line]
    return parted


def _starts(lines: Sequence[Line]) -> set[int]:
    """The places, to a point, at which several lines begin."""
    begins: Counter[int] = Counter(round(line.x0) for line in lines)
    starts = {x for x in begins if sum(begins[y] for y in (x - 1, x, x + 1)) >= _STARTS}
    return {y for x in starts for y in (x - 1, x, x + 1)}


def _gaps(line: Line) -> Iterator[tuple[int, float]]:
    """The number of each glyph but the first, and the gap before it in sizes of type."""
    lefts, rights = line.glyphs.x0, line.glyphs.x1
    for before, number in pairwise(line.glyphs.seen):
        yield number, (lefts[number] - rights[before]) / line.size


def column_edges(rows: Sequence[Row]) -> tuple[list[Row], list[float]] | None:
    """Rows cut into columns, and the edges of these: the outer ones, and the middles of rivers.

    None if there is but one column.
    """
    lines = [line for row in rows for line in row]
    size = statistics.median(line.size for line in lines)
    if all(len(row) == 1 for row in rows):
        return None
    level = [line for row in _without_titles(rows) for line in row]
    allowed = int(_CROSSED * len(rows)) + (len(rows) > 3)
    rivers = _free(level, allowed, size * RIVER)
    if not rivers:
        rivers = _free(lines, 0, size * _NARROWEST)
    starts = _starts(lines)
    parted = [_parted_at_rivers(row, rivers, starts) for row in rows]
    lines = [line for row in parted for line in row]
    within = [line for line in lines if not any(_crosses(line, river) for river in rivers)]
    few = len(rows) // _STRAY
    rivers = _free(within, few, size * _NARROWEST) if within else []
    rivers = [r for r in rivers if any(_parts(row, r) for row in parted)]
    if not rivers:
        return None
    left = min(line.x0 for line in lines)
    right = max(line.x1 for line in lines)
    return parted, [left, *((start + end) / 2 for start, end in rivers), right]


def _without_titles(rows: Sequence[Row]) -> Sequence[Row]:
    """The rows from the first to the last that is parted, where most are into three or more:
    without lines that stand alone at the left."""
    several = [number for number, row in enumerate(rows) if len(row) > 1]
    inner = rows[several[0] : several[-1] + 1]
    left = min(line.x0 for row in inner for line in row)
    kept = [row for row in inner if len(row) > 1 or row[0].x0 > left + row[0].size]
    return kept if 2 * sum(len(row) > 2 for row in inner) > len(inner) else rows


def _free(lines: Sequence[Line], allowed: int, least: float) -> list[River]:
    """The stretches between the outermost lines that at most `allowed` of the lines cover."""
    events = sorted([(line.x0, 1) for line in lines] + [(line.x1, -1) for line in lines])
    rivers: list[River] = []
    first = max(min(line.x1 for line in lines), events[0][0])
    last = max(line.x0 for line in lines)
    covering = 0
    since: float | None = None
    for x, step in events:
        before = covering
        covering += step
        if before > allowed >= covering:
            since = x
        elif before <= allowed < covering and since is not None:
            if x - since >= least and since >= first - least and x <= last + least:
                rivers.append((since, x))
            since = None
    return rivers


def _parted_at_rivers(row: Row, rivers: Sequence[River], starts: set[int]) -> Row:
    """The lines of a row, those that cross a river cut where they leave a gap in it.

    Where the lines right of a river begin at one place (of `starts`), so does what is cut off: the
    blank of a title that happens to stand in the river parts no cells.
    """
    parted: Row = []
    for line in row:
        crossed = [river for river in rivers if _crosses(line, river)]
        cuts = [
            number
            for number, gap in _gaps(line)
            if gap >= _LEAST_GAP
            and any(
                start - 1 <= line.glyphs.x0[number] - gap * line.size / 2 <= end + 1
                and (round(end) not in starts or round(line.glyphs.x0[number]) in starts)
                for start, end in crossed
            )
        ]
        parted += line.parted(cuts) if cuts else [line]
    return parted


def _crosses(line: Line, river: River) -> bool:
    return line.x0 < river[0] + 0.1 and line.x1 > river[1] - 0.1


def _parts(row: Row, river: River) -> bool:
    """Whether a row has text on both sides of a river."""
    middle = (river[0] + river[1]) / 2
    return any(line.x1 <= middle for line in row) and any(line.x0 >= middle for line in row)
