"""Tables without rules between their columns: told by the gaps that their lines have in common.

Lines that follow each other closely make a block. Where the block leaves the same stretches of
its width free from top to bottom (rivers), its lines stand in columns. What crosses a river is a
heading over several columns. `pdf_bands` tells which lines make a row.
"""

from __future__ import annotations

import statistics
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.ingest.items import item_mark
from pipeline.ingest.pdf_bands import Placed, bands, is_section
from pipeline.ingest.pdf_cells import Grid, GridCell
from pipeline.ingest.pdf_lines import Glyph, Line, visual_rows
from pipeline.ingest.pdf_rules import Rule

RIVER = 0.9
"""Gap, in sizes of type, that parts two cells of a row."""
_STARTS = 3
"""Lines that begin at one place and so mark the left edge of a column."""
_LEAST_GAP = 0.3
"""Gap, in sizes of type, that may part two cells where other lines show an edge."""
_NARROWEST = 0.3
"""Width, in sizes of type, that a river has at least where all lines leave it free."""
_APART = 2.2
"""Gap between lines, in sizes of type, that ends a block, and where a rule stands in it."""
_APART_AT_RULE = 6.0
_PROSE = 0.55
"""Share of the width that a line takes from the left margin on to be running text."""
_CROSSED = 0.12
"""Share of the rows of a block that may cross a river: headings over several columns."""
_STRAY = 15
"""Rows of which one may hold something where the others leave a river."""
_FRAMED = 2
"""Rules of one length that frame a table."""

Row = list[Line]
River = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows that follow each other, and the rules among them."""

    rows: list[Row]
    rules: list[Rule]

    @property
    def lines(self) -> Iterator[Line]:
        return (line for row in self.rows for line in row)


def open_grids(
    lines: Sequence[Line], rules: Sequence[Rule], carried: Sequence[float] | None = None
) -> list[Grid]:
    """The tables without vertical rules among lines parted at gaps of `RIVER`.

    `rules` are the horizontal ones of the page. `carried` are the column edges of a table that
    the page before ended with: lines at the head that fit into them go on with it.
    """
    lines = _parted_at_starts(lines)
    rows = visual_rows(lines)
    if not rows:
        return []
    left = min(line.x0 for line in lines)
    measure = max(line.x1 for line in lines) - left
    grids: list[Grid] = []
    for number, block in enumerate(_blocks(rows, rules, left, measure)):
        edges = carried if number == 0 else None
        grid = _table(block, edges)
        if grid is not None:
            grids.append(grid)
    return grids


def _parted_at_starts(lines: Sequence[Line]) -> list[Line]:
    """Lines cut where, after a gap, they reach the place at which other lines begin.

    The text of a cell may end so close to the next column that the gap alone does not tell.
    """
    begins: Counter[int] = Counter(round(line.x0) for line in lines)
    starts = {x for x in begins if sum(begins[y] for y in (x - 1, x, x + 1)) >= _STARTS}
    starts = {y for x in starts for y in (x - 1, x, x + 1)}
    parted: list[Line] = []
    for line in lines:
        cuts = [
            number
            for number, gap in _gaps(line)
            if gap >= _LEAST_GAP and round(line.glyphs[number].x0) in starts
        ]
        parted += line.parted(cuts) if cuts else [line]
    return parted


def _gaps(line: Line) -> Iterator[tuple[int, float]]:
    """The number of each glyph but the first, and the gap before it in sizes of type."""
    before: Glyph | None = None
    for number, glyph in enumerate(line.glyphs):
        if glyph.text.isspace():
            continue
        if before is not None:
            yield number, (glyph.x0 - before.x1) / line.size
        before = glyph


def _blocks(
    rows: Sequence[Row], rules: Sequence[Rule], left: float, measure: float
) -> Iterator[_Block]:
    """Rows that stand together, running text left out."""
    block: list[Row] = []
    for row in rows:
        if _is_prose(row, left, measure):
            if block:
                yield _with_rules(block, rules)
            block = []
            continue
        if block and _apart(block[-1], row, rules):
            yield _with_rules(block, rules)
            block = []
        block.append(row)
    if block:
        yield _with_rules(block, rules)


def _is_prose(row: Row, left: float, measure: float) -> bool:
    line = row[0]
    return (
        len(row) == 1
        and line.width > _PROSE * measure
        and line.x0 < left + 3 * line.size
        and line.width > 12 * line.size
    )


def _apart(above: Row, below: Row, rules: Sequence[Rule]) -> bool:
    bottom, top = max(line.bottom for line in above), min(line.top for line in below)
    size = max(above[0].size, below[0].size)
    between = any(bottom - 2 <= rule.at <= top + 2 for rule in rules)
    return top - bottom > (_APART_AT_RULE if between else _APART) * size


def _with_rules(rows: list[Row], rules: Sequence[Rule]) -> _Block:
    """The rows with the rules that run among them or right above or below."""
    size = rows[0][0].size
    top = min(line.top for line in rows[0]) - 1.5 * size
    bottom = max(line.bottom for line in rows[-1]) + 1.5 * size
    left = min(line.x0 for row in rows for line in row)
    right = max(line.x1 for row in rows for line in row)
    return _Block(
        rows,
        [r for r in rules if top <= r.at <= bottom and r.start < right and r.end > left],
    )


def _table(block: _Block, carried: Sequence[float] | None) -> Grid | None:
    """The table that a block is, its columns those `carried` where its lines keep to them."""
    if carried is not None and (grid := _carried_on(block, carried)) is not None:
        return grid
    edges = _columns(block)
    if edges is None:
        return None
    rows = [[placed_line(line, edges) for line in row] for row in block.rows]
    rows = _trimmed(rows)
    if not _is_table(rows, len(edges) - 1, block.rules):
        return None
    return placed_grid(rows, edges, block.rules)


def _carried_on(block: _Block, edges: Sequence[float]) -> Grid | None:
    """The block as the rest of a table with these columns, as far as its lines fit into them."""
    slack = block.rows[0][0].size
    fitting: list[list[Placed]] = []
    for row in block.rows:
        placed = [placed_line(line, edges) for line in row]
        fits = all(
            cell.last == cell.column
            and edges[0] - slack <= cell.line.x0
            and cell.line.x1 <= edges[-1] + 4 * slack
            for cell in placed
        )
        if not fits:
            break
        fitting.append(placed)
    rest = len(block.rows) - len(fitting)
    inner = any(cell.column > 0 for row in fitting for cell in row)
    if rest or not inner or all(cell.column == 0 for cell in fitting[0]):
        return None
    return placed_grid(fitting, edges, block.rules)


# --- columns --------------------------------------------------------------------------------------


def _columns(block: _Block) -> list[float] | None:
    """The edges of the columns: the outer ones, and the middles of the rivers between them."""
    size = statistics.median(line.size for line in block.lines)
    several = sum(len(row) > 1 for row in block.rows)
    if not several:
        return None
    allowed = int(_CROSSED * len(block.rows)) + (len(block.rows) > 3)
    rivers = _free(list(block.lines), allowed, size * RIVER)
    if not rivers:
        rivers = _free(list(block.lines), 0, size * _NARROWEST)
    block.rows[:] = [_parted_at_rivers(row, rivers) for row in block.rows]
    within = [line for line in block.lines if not any(_crosses(line, river) for river in rivers)]
    few = len(block.rows) // _STRAY
    rivers = _free(within, few, size * _NARROWEST) if within else []
    rivers = [r for r in rivers if any(_parts(row, r) for row in block.rows)]
    if not rivers:
        return None
    left = min(line.x0 for line in block.lines)
    right = max(line.x1 for line in block.lines)
    return [left, *((start + end) / 2 for start, end in rivers), right]


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


def _parted_at_rivers(row: Row, rivers: Sequence[River]) -> Row:
    """The lines of a row, those that cross a river cut where they leave a gap in it."""
    parted: Row = []
    for line in row:
        cuts = [
            number
            for number, gap in _gaps(line)
            if gap >= _LEAST_GAP
            and any(
                _crosses(line, (start, end))
                and start - 1 <= line.glyphs[number].x0 - gap * line.size / 2 <= end + 1
                for start, end in rivers
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


def placed_line(line: Line, edges: Sequence[float]) -> Placed:
    """A line with the first and the last column that it stands in."""
    inner = edges[1:-1]
    middle = (line.x0 + line.x1) / 2
    first = sum(edge <= line.x0 + 0.5 * line.size for edge in inner)
    last = sum(edge < line.x1 - 0.5 * line.size for edge in inner)
    if last < first:
        first = last = sum(edge <= middle for edge in inner)
    return Placed(line, first, last)


# --- is it a table --------------------------------------------------------------------------------


def _trimmed(rows: list[list[Placed]]) -> list[list[Placed]]:
    """The rows without lines at head and foot that are no part of a table: titles, notes, labels."""
    first, last = 0, len(rows)
    while last - first > 1 and _is_outside(rows[first]):
        first += 1
    while last - first > 1 and _is_outside(rows[last - 1]):
        above = max(cell.line.bottom for cell in rows[last - 2])
        line = rows[last - 1][0].line
        spans = rows[last - 1][0].last > 0
        if not spans and line.top - above < 0.5 * line.size:
            break
        last -= 1
    return rows[first:last]


def _is_outside(row: Sequence[Placed]) -> bool:
    return len(row) == 1 and (row[0].column == 0 or row[0].last > row[0].column)


def _is_table(rows: Sequence[Sequence[Placed]], width: int, rules: Sequence[Rule]) -> bool:
    """Whether rows in columns are a table, not a list, labels with values or captions."""
    several = [row for row in rows if len({cell.column for cell in row}) > 1]
    framed = _is_framed(rules)
    if len(several) < (2 if framed or width > 2 else 3):
        spread = sum(cell.column == 0 for row in rows for cell in row) >= 3
        if not (several and spread and len(rows) >= 5):
            return False
    if framed or width > 2:
        return True
    labels = [row[0].line.text for row in several]
    marks = sum(item_mark(text + " ") is not None and len(text) <= 4 for text in labels)
    named = sum(text.rstrip().endswith(("：", ":")) for text in labels)
    return 2 * marks < len(labels) and 2 * named < len(labels)


def _is_framed(rules: Sequence[Rule]) -> bool:
    return any(
        sum(abs(a.start - b.start) < 6 and abs(a.end - b.end) < 6 for b in rules) >= _FRAMED
        for a in rules
    )


def placed_grid(
    rows: Sequence[Sequence[Placed]], edges: Sequence[float], rules: Sequence[Rule]
) -> Grid:
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
