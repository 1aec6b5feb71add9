"""A table as it stands on one page: cells by row and column, with the lines in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from operator import and_

from pipeline.ingest.pdf_glyphs import Box, Glyphs
from pipeline.ingest.pdf_lines import Line
from pipeline.ingest.pdf_tiers import Tier, keeping


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell: its first row and column, how many it spans, its box and its printed lines.

    `left` and `right` bound the room for text in it, in points: where a line must break.
    """

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box
    lines: tuple[Line, ...]
    left: float
    right: float

    @property
    def text(self) -> str:
        """The printed lines, parted by newlines."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table on one page: left and right edges of its columns, and its cells in reading order."""

    box: Box
    edges: tuple[float, ...]
    height: int
    cells: tuple[GridCell, ...]
    ruled: bool

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.edges) - 1

    @property
    def x0(self) -> float:
        return self.box[0]

    @property
    def top(self) -> float:
        return self.box[1]

    @property
    def x1(self) -> float:
        return self.box[2]

    @property
    def bottom(self) -> float:
        return self.box[3]


def holds(box: Box, glyphs: Glyphs) -> list[bool]:
    """For each glyph, whether its middle lies in a box."""
    left, head, right, foot = box
    across = [left <= (a + b) / 2 < right for a, b in zip(glyphs.x0, glyphs.x1, strict=True)]
    if not any(across):
        return across
    down = [head <= (a + b) / 2 < foot for a, b in zip(glyphs.top, glyphs.bottom, strict=True)]
    return list(map(and_, across, down))


def outside(tiers: Iterable[Tier], grids: Sequence[Grid]) -> list[Tier]:
    """The tiers without the glyphs that tables hold."""

    left: list[Tier] = []
    for tier in tiers:
        beside = [g.box for g in grids if g.top <= tier.bottom and tier.top < g.bottom]
        left += keeping([tier], partial(_are_outside, beside)) if beside else [tier]
    return left


def _are_outside(boxes: Sequence[Box], glyphs: Glyphs) -> list[bool]:
    """For each glyph, whether none of some boxes holds it."""
    return [not any(held) for held in zip(*(holds(box, glyphs) for box in boxes), strict=True)]


def clusters(values: Sequence[float], reach: float) -> list[float]:
    """The means of values that lie within `reach` of the first of their group, sorted."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= reach:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]
