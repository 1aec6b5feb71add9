"""A table as it stands on one page: cells by row and column, with the lines in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

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


def holds(box: Box, glyph: Box) -> bool:
    """Whether the middle of a glyph, by its box, lies in a box."""
    x, y = (glyph[0] + glyph[2]) / 2, (glyph[1] + glyph[3]) / 2
    return box[0] <= x < box[2] and box[1] <= y < box[3]


def outside(tiers: Iterable[Tier], grids: Sequence[Grid]) -> list[Tier]:
    """The tiers without the glyphs that tables hold."""

    def are_free(glyphs: Glyphs) -> list[bool]:
        return [not any(holds(grid.box, box) for grid in grids) for box in glyphs.boxes]

    left: list[Tier] = []
    for tier in tiers:
        beside = any(grid.top <= tier.bottom and tier.top < grid.bottom for grid in grids)
        left += keeping([tier], are_free) if beside else [tier]
    return left


def clusters(values: Sequence[float], reach: float) -> list[float]:
    """The means of values that lie within `reach` of the first of their group, sorted."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][0] <= reach:
            groups[-1].append(value)
        else:
            groups.append([value])
    return [sum(group) / len(group) for group in groups]
