"""Tables without rules between their columns.

Lines that follow each other closely make a block; `pdf_rivers` tells its columns, `pdf_bands` which
of its lines make a row. Running text, lists and labels with values are none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.ingest.items import item_mark
from pipeline.ingest.pdf_cells import Grid
from pipeline.ingest.pdf_lines import Line, visual_rows
from pipeline.ingest.pdf_placed import Placed, are_keys, is_section
from pipeline.ingest.pdf_rivers import Row, column_edges, parted_at_starts
from pipeline.ingest.pdf_rows import Known, placed_grid, placed_line
from pipeline.ingest.pdf_rules import Rule

_APART = 2.2
"""Gap between lines, in sizes of type, that ends a block, and where a rule stands in it."""
_APART_AT_RULE = 6.0
_LOWER, _LEVEL = 6.0, 3.0
"""Points by which a cell is lower than its row, and by which one at its top may stand below it."""
_PROSE = 0.55
"""Share of the width that a line takes from the left margin on to be running text."""
_OVERLAP = 2.0
"""Points of their height that lines of two rows have in common that do not follow each other."""
_FRAMED = 2
"""Rules of one length that frame a table."""


@dataclass(frozen=True, slots=True)
class _Block:
    """Rows that follow each other, and the rules among them."""

    rows: list[Row]
    rules: list[Rule]


def open_grids(
    lines: Sequence[Line], rules: Sequence[Rule], carried: Grid | None = None
) -> list[Grid]:
    """The tables without vertical rules among lines that are parted at gaps of `RIVER`.

    `rules` are the horizontal ones of the page. `carried` is the table that the page before ended
    with: lines at the head that keep to its columns go on with it.
    """
    parted = parted_at_starts(lines)
    if not parted:
        return []
    left = min(line.x0 for line in parted)
    measure = max(line.x1 for line in parted) - left
    rows = visual_rows(parted)
    grids: list[Grid] = []
    if carried is not None and not carried.ruled:
        fitting = _carried_on(rows, carried)
        if fitting:
            inside = _with_rules(rows[: len(fitting)], rules).rules
            grids.append(placed_grid(fitting, carried.edges, inside, _known(fitting, carried)))
            rows = rows[len(fitting) :]
    for block in _blocks(rows, rules, left, measure):
        grids += _tables(block)
    return grids


def _carried_on(rows: Sequence[Row], carried: Grid) -> list[list[Placed]]:
    """The rows at the head of a page that keep to the columns of a table: its rest."""
    edges = carried.edges
    begun = {(cell.column, round(line.x0)) for cell in carried.cells for line in cell.lines[-3:]}
    latest = _latest_edges(carried)
    fitting: list[list[Placed]] = []
    bottom = min((line.top for line in rows[0]), default=0.0)
    for row in rows:
        placed = [placed_line(line, edges) for line in row]
        if any(cell.last > cell.column for cell in placed):
            placed = [placed_line(line, latest) for line in row]
        size = row[0].size
        fits = all(
            cell.last == cell.column
            and edges[0] - size <= cell.line.x0
            and cell.line.x1 <= edges[-1] + 4 * size
            for cell in placed
        )
        known = sum(
            (cell.column, round(cell.line.x0) + step) in begun
            for cell in placed
            for step in (-1, 0, 1)
        )
        if not fits or not known or min(line.top for line in row) - bottom > _APART * size:
            break
        bottom = max(line.bottom for line in row)
        fitting.append(placed)
    if not fitting or all(cell.column == 0 for cell in fitting[0]):
        return []
    return fitting


def _latest_edges(grid: Grid) -> list[float]:
    """The edges of a table's columns, each where the text of the next column begins."""
    starts = {
        column: min(
            (line.x0 for cell in grid.cells if cell.column == column for line in cell.lines),
            default=edge,
        )
        for column, edge in enumerate(grid.edges)
    }
    return [max(edge, starts[column]) for column, edge in enumerate(grid.edges)]


def _known(rows: Sequence[Sequence[Placed]], carried: Grid) -> Known:
    """What the table of the page before shows of rows that go on with it."""
    first = [cell for cell in carried.cells if cell.column == 0 and cell.lines]
    lower = [
        cell
        for cell in first
        if cell.rowspan == 1
        and cell.box[3] - cell.lines[-1].bottom + cell.lines[0].top - cell.box[1] > _LOWER
    ]
    topped = bool(lower) and all(cell.lines[0].top - cell.box[1] < _LEVEL for cell in lower)
    return Known(_heads(rows, carried), are_keys([cell.text for cell in first]), topped)


def _heads(rows: Sequence[Sequence[Placed]], carried: Grid) -> int:
    """How many rows at the head of a page say again what the table before began with."""
    header = {cell.column: _bare(cell.text) for cell in carried.cells if cell.row == 0}
    said = dict.fromkeys(header, "")
    for number, row in enumerate(rows, 1):
        for cell in row:
            said[cell.column] = said.get(cell.column, "") + _bare(cell.line.text)
        if said == header:
            return number
    return 0


def _bare(text: str) -> str:
    return "".join(text.split())


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


def _tables(block: _Block) -> list[Grid]:
    """The tables that a block holds: mostly one, or none."""
    found = column_edges(block.rows)
    if found is None:
        return []
    parted, edges = found
    rows = _trimmed([[placed_line(line, edges) for line in row] for row in parted])
    if not _is_table(rows, len(edges) - 1, block.rules):
        return []
    return [placed_grid(part, edges, block.rules) for part in _at_headers(rows)]


def _at_headers(rows: Sequence[list[Placed]]) -> list[Sequence[list[Placed]]]:
    """Rows parted at titles below which the header stands again; these titles are of no table."""
    header = {(cell.column, _bare(cell.line.text)) for cell in rows[0]}
    titles = [
        number
        for number, (title, row) in enumerate(pairwise(rows))
        if is_section(title)
        and len(header.intersection((c.column, _bare(c.line.text)) for c in row)) > len(header) / 2
        and len(header) > 2
    ]
    return [rows[a + 1 : b] for a, b in pairwise([-1, *titles, len(rows)])]


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
        if not (several and spread and len(rows) >= 5) or _out_of_step(rows):
            return False
    if framed or width > 2:
        return True
    labels = [row[0].line.text for row in several]
    marks = sum(item_mark(text + " ") is not None and len(text) <= 4 for text in labels)
    named = sum(text.rstrip().endswith(("：", ":")) for text in labels)
    return 2 * marks < len(labels) and 2 * named < len(labels)


def _out_of_step(rows: Sequence[Sequence[Placed]]) -> bool:
    """Whether lines stand beside each other at heights of their own: those of two columns of text."""
    return any(
        min(cell.line.top for cell in below) < max(cell.line.bottom for cell in above) - _OVERLAP
        for above, below in pairwise(rows)
    )


def _is_framed(rules: Sequence[Rule]) -> bool:
    return any(
        sum(abs(a.start - b.start) < 6 and abs(a.end - b.end) < 6 for b in rules) >= _FRAMED
        for a in rules
    )
