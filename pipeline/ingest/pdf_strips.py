"""Tables of which only some rows are shaded or ruled: strips with the same columns, and what lies
between and below them.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.ingest.pdf_cells import Grid
from pipeline.ingest.pdf_lines import Line, visual_rows
from pipeline.ingest.pdf_placed import Placed
from pipeline.ingest.pdf_rows import placed_grid
from pipeline.ingest.pdf_rules import SNAP, Rule

_OVER = 2.0
"""Points by which a text may reach over the edge of its column."""
_GAP = 0.25
"""Gap, in sizes of type, that the texts of two cells leave at least."""
_CLOSE = 1.5
"""Distance from the row above, in sizes of type, of a row that is still of the table."""
_LEAST_ROWS = 2
"""Rows below a lone strip that make a table with it."""


def join_strips(
    grids: Sequence[Grid], lines: Sequence[Line], rules: Sequence[Rule]
) -> tuple[list[Grid], list[Line]]:
    """The tables, strips of one joined with the lines that belong to it; and the lines left."""
    joined: list[Grid] = []
    left = list(lines)
    for strips in _alike(grids):
        at = 0
        while at < len(strips):
            chain, between = [strips[at]], list[Line]()
            while at + len(chain) < len(strips):
                following = strips[at + len(chain)]
                inside = _fitting(_within(left, chain[-1].bottom, following.top), chain[0].edges)
                if inside is None:
                    break
                chain.append(following)
                between += inside
            at += len(chain)
            if len(chain) > 1 or chain[0].height == 1:
                between += _below(left, chain, len(chain) == 1)
            if not between:
                joined += chain
                continue
            taken = {number for line in between for number in line.glyphs.numbers}
            left = [line for line in left if line.glyphs.numbers[0] not in taken]
            joined.append(_whole(chain, between, rules))
    return sorted(joined, key=lambda grid: (grid.top, grid.x0)), left


def _alike(grids: Sequence[Grid]) -> list[list[Grid]]:
    """Tables grouped by their columns, each group from top to bottom."""
    groups: list[list[Grid]] = []
    for grid in sorted(grids, key=lambda grid: grid.top):
        for group in groups:
            edges = group[0].edges
            if len(edges) == len(grid.edges) and all(
                abs(a - b) <= SNAP for a, b in zip(edges, grid.edges, strict=True)
            ):
                group.append(grid)
                break
        else:
            groups.append([grid])
    return groups


def _within(lines: Sequence[Line], top: float, bottom: float) -> list[Line]:
    return [line for line in lines if line.top > top - SNAP and line.bottom < bottom + SNAP]


def _fitting(lines: Sequence[Line], edges: Sequence[float]) -> list[Line] | None:
    """Lines cut at the edges of columns; None if one does not fit, or only one column is used."""
    parts = [part for line in lines for part in _at_edges(line, edges)]
    if not all(_fits(part, edges) for part in parts):
        return None
    columns = {_column(part, edges) for part in parts}
    return parts if len(columns) > 1 else None


def _at_edges(line: Line, edges: Sequence[float]) -> list[Line]:
    """A line cut between glyphs that an edge parts."""
    lefts, rights = line.glyphs.x0, line.glyphs.x1
    cuts = [
        number
        for before, number in pairwise(line.glyphs.seen)
        if lefts[number] - rights[before] > _GAP * line.size
        and any(
            rights[before] <= edge + _OVER and lefts[number] >= edge - _OVER for edge in edges[1:-1]
        )
    ]
    return line.parted(cuts) if cuts else [line]


def _fits(line: Line, edges: Sequence[float]) -> bool:
    if line.x0 < edges[0] - _OVER or line.x1 > edges[-1] + _OVER:
        return False
    return not any(line.x0 < edge - _OVER and line.x1 > edge + _OVER for edge in edges)


def _column(line: Line, edges: Sequence[float]) -> int:
    middle = (line.x0 + line.x1) / 2
    return min(max(0, sum(edge <= middle for edge in edges) - 1), len(edges) - 2)


def _below(lines: Sequence[Line], chain: Sequence[Grid], lone: bool) -> list[Line]:
    """The lines right below strips that go on in their columns."""
    edges, bottom = chain[0].edges, chain[-1].bottom
    found: list[Line] = []
    rows = 0
    for row in visual_rows([line for line in lines if line.top > bottom - SNAP]):
        parts = [part for line in row for part in _at_edges(line, edges)]
        near = min(part.top for part in parts) - bottom < _CLOSE * parts[0].size
        if not near or not all(_fits(part, edges) for part in parts):
            break
        rows += len({_column(part, edges) for part in parts}) > 1
        bottom = max(part.bottom for part in parts)
        found += parts
    return found if rows >= (_LEAST_ROWS if lone else 1) else []


def _whole(chain: Sequence[Grid], between: Sequence[Line], rules: Sequence[Rule]) -> Grid:
    edges = chain[0].edges
    in_strips = [
        Placed(line, cell.column, cell.column + cell.colspan - 1)
        for strip in chain
        for cell in strip.cells
        for line in cell.lines
    ]
    loose = [Placed(line, column, column) for line in between for column in [_column(line, edges)]]
    at = {id(cell.line): cell for cell in [*in_strips, *loose]}
    rows = visual_rows([cell.line for cell in at.values()])
    top = min(chain[0].top, rows[0][0].top) - 1
    bottom = max(line.bottom for line in rows[-1]) + 1
    inside = [rule for rule in rules if top <= rule.at <= bottom]
    return placed_grid([[at[id(line)] for line in row] for row in rows], edges, inside)
