"""Lines in the columns of a table -> its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.ingest.pdf_bands import bands
from pipeline.ingest.pdf_cells import Grid, GridCell
from pipeline.ingest.pdf_lines import Line
from pipeline.ingest.pdf_placed import Placed, Row, is_section
from pipeline.ingest.pdf_rules import Rule


def placed_line(line: Line, edges: Sequence[float]) -> Placed:
    """A line with the first and the last column that it stands in."""
    inner = edges[1:-1]
    middle = (line.x0 + line.x1) / 2
    first = sum(edge <= line.x0 + 0.5 * line.size for edge in inner)
    last = sum(edge < line.x1 - 0.5 * line.size for edge in inner)
    if last < first:
        first = last = sum(edge <= middle for edge in inner)
    return Placed(line, first, last)


def placed_grid(rows: Sequence[Row], edges: Sequence[float], rules: Sequence[Rule]) -> Grid:
    """The table of rows in columns, each band of them a row of it."""
    banded = bands(rows, len(edges) - 1, rules)
    placed = [cell for row in rows for cell in row]
    margins = {
        column: (
            min(cell.line.x0 for cell in placed if cell.column == column),
            max(cell.line.x1 for cell in placed if cell.last == column),
        )
        for column in range(len(edges) - 1)
        if any(cell.column == column for cell in placed)
        and any(cell.last == column for cell in placed)
    }
    cells: list[GridCell] = []
    for number, band in enumerate(banded):
        if len(band) == 1 and is_section(band[0]):
            cells.append(_section(number, band[0][0].line, edges))
            continue
        cells += _cells(number, [cell for row in band for cell in row], edges, margins)
    top = min(cell.line.top for cell in placed)
    bottom = max(cell.line.bottom for cell in placed)
    left = min(edges[0], *(cell.line.x0 for cell in placed))
    right = max(edges[-1], *(cell.line.x1 for cell in placed))
    return Grid((left, top, right, bottom), tuple(edges), len(banded), tuple(cells), ruled=False)


def _section(number: int, line: Line, edges: Sequence[float]) -> GridCell:
    """A row of one cell: what a line says of all the rows below."""
    box = (edges[0], line.top, edges[-1], line.bottom)
    return GridCell(number, 0, 1, len(edges) - 1, box, (line,), edges[0], edges[-1])


def _cells(
    number: int,
    placed: Sequence[Placed],
    edges: Sequence[float],
    margins: dict[int, tuple[float, float]],
) -> Iterator[GridCell]:
    """The cells of a row; a line over several columns spans those where nothing else stands."""
    top = min(cell.line.top for cell in placed)
    bottom = max(cell.line.bottom for cell in placed)
    width = len(edges) - 1
    column = 0
    while column < width:
        mine = [cell for cell in placed if cell.column == column]
        last = max((cell.last for cell in mine), default=column)
        while last > column and any(column < cell.column <= last for cell in placed):
            last -= 1
        box = (edges[column], top, edges[last + 1], bottom)
        left, right = margins.get(column, (box[0], box[2]))
        lines = tuple(cell.line for cell in mine)
        room = box[2] if last > column else right
        yield GridCell(number, column, 1, last - column + 1, box, lines, left, room)
        column = last + 1
