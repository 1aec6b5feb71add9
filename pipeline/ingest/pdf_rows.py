"""Lines in the columns of a table -> its cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from math import inf

from pipeline.ingest.pdf_bands import bands
from pipeline.ingest.pdf_cells import Grid, GridCell
from pipeline.ingest.pdf_lines import Line
from pipeline.ingest.pdf_merged import Merged, merged, named_groups, parted
from pipeline.ingest.pdf_placed import Columns, Placed, Row, columns_of, is_section
from pipeline.ingest.pdf_rules import Rule
from pipeline.ingest.pdf_units import Measure


@dataclass(frozen=True, slots=True)
class Known:
    """What the page before shows of a table.

    `heads` rows at its head say the header again; `keyed` says that the first column numbers the
    rows, `topped` that its cells stand at the top of theirs.
    """

    heads: int = 0
    keyed: bool = False
    topped: bool = False


NOTHING_KNOWN = Known()


def placed_line(line: Line, edges: Sequence[float]) -> Placed:
    """A line with the first and the last column that it stands in."""
    inner = edges[1:-1]
    middle = (line.x0 + line.x1) / 2
    first = sum(edge <= line.x0 + 0.5 * line.size for edge in inner)
    last = sum(edge < line.x1 - 0.5 * line.size for edge in inner)
    if last < first:
        first = last = sum(edge <= middle for edge in inner)
    return Placed(line, first, last)


def placed_grid(
    rows: Sequence[Row],
    edges: Sequence[float],
    rules: Sequence[Rule],
    known: Known = NOTHING_KNOWN,
) -> Grid:
    """The table that rows of lines in columns make, of which something may be known."""
    width = len(edges) - 1
    headed = _has_own_header(rows, width)
    heads = known.heads or int(headed)
    plain = [row for row in rows[heads:] if not is_section(row)] or rows
    columns = columns_of(plain, width)
    columns = replace(columns, keyed=columns.keyed or known.keyed, topped=known.topped)
    rooms = _room(rows, width)
    naming = merged(plain, columns, rules, rooms)
    laid = _Laid(edges, rooms, _open_ends(columns, rooms, rows[0][0].line.size), [])
    if heads:
        laid.add_bands([list(rows[:heads])])
    for section, part in groupby(rows[heads:], is_section):
        if section:
            laid.add_sections([row[0].line for row in part])
            continue
        held = list(part)
        found = parted(held, naming, width, rules) if naming else None
        if found is not None and found.bands:
            laid.add_merged(found, rules, topped=headed)
        else:
            laid.add_bands(bands(held, columns, rules))
    placed = [cell for row in rows for cell in row]
    top = min(cell.line.top for cell in placed)
    bottom = max(cell.line.bottom for cell in placed)
    left = min(edges[0], *(cell.line.x0 for cell in placed))
    right = max(edges[-1], *(cell.line.x1 for cell in placed))
    cells = tuple(sorted(laid.cells, key=lambda cell: (cell.row, cell.column)))
    return Grid((left, top, right, bottom), tuple(edges), laid.height, cells, ruled=False)


def _has_own_header(rows: Sequence[Row], width: int) -> bool:
    """Whether the first two lines both fill all columns, and some lower one does not.

    The second is the first of the rows that names at their top are for, the first their header.
    """
    filled = [len({cell.column for cell in row}) == width for row in rows]
    return width > 2 and filled[:2] == [True, True] and not all(filled)


def _room(rows: Sequence[Row], width: int) -> dict[int, Measure]:
    """The margins of the text in each column."""
    placed = [cell for row in rows for cell in row]
    lefts = {
        column: [cell.line.x0 for cell in placed if cell.column == column]
        for column in range(width)
    }
    rights = {
        column: [cell.line.x1 for cell in placed if cell.last == column] for column in range(width)
    }
    return {
        column: (min(lefts[column]), max(rights[column]))
        for column in range(width)
        if lefts[column] and rights[column]
    }


def _open_ends(columns: Columns, rooms: dict[int, Measure], size: float) -> dict[int, float]:
    """How far the entries of a column may reach that none of them shows: to where the next begins."""
    ends: dict[int, float] = {}
    following = inf
    for column in sorted(rooms, reverse=True):
        left, right = rooms[column]
        if column in columns.listed:
            ends[column] = max(right, following - size)
        following = left
    return ends


@dataclass(slots=True)
class _Laid:
    """The cells of a table as far as they are laid."""

    edges: Sequence[float]
    room: dict[int, Measure]
    ends: dict[int, float]
    cells: list[GridCell]
    height: int = 0

    def add_sections(self, lines: Sequence[Line]) -> None:
        """A row of one cell for each line: what it says of all the rows below."""
        for line in lines:
            box = (self.edges[0], line.top, self.edges[-1], line.bottom)
            self.cells.append(
                GridCell(self.height, 0, 1, len(self.edges) - 1, box, (line,), box[0], box[2])
            )
            self.height += 1

    def add_bands(self, banded: Sequence[Sequence[Row]]) -> None:
        """A row for each band."""
        for band in banded:
            self.cells += self._band_cells(band, range(len(self.edges) - 1))
            self.height += 1

    def add_merged(self, found: Merged, rules: Sequence[Rule], *, topped: bool) -> None:
        """Rows of which some columns name several at once, at their top or at half their height."""
        first = self.height
        for band in found.bands:
            self.cells += self._band_cells(band, found.detail)
            self.height += 1
        for column, parts in named_groups(found, rules, self.room, topped=topped).items():
            ends = [(found.extents[a - 1][1] + found.extents[a][0]) / 2 for a, _ in parts[1:]]
            start = float("-inf")
            for (a, b), after in zip(parts, [*ends, float("inf")], strict=True):
                lines = [line for line in found.names[column] if start <= _middle(line) < after]
                start = after
                left, right = self.room.get(column, (self.edges[column], self.edges[column + 1]))
                top, bottom = found.extents[a][0], found.extents[b - 1][1]
                box = (self.edges[column], top, self.edges[column + 1], bottom)
                self.cells.append(
                    GridCell(first + a, column, b - a, 1, box, tuple(lines), left, right)
                )

    def _band_cells(self, band: Sequence[Row], columns: Sequence[int]) -> Iterator[GridCell]:
        """The cells of a row in columns of the table, by whose places those in it are numbered.

        A line over several columns spans those where nothing else stands.
        """
        placed = [cell for row in band for cell in row]
        top = min(cell.line.top for cell in placed)
        bottom = max(cell.line.bottom for cell in placed)
        at = 0
        while at < len(columns):
            mine = [cell for cell in placed if cell.column == at]
            last = max((cell.last for cell in mine), default=at)
            while last > at and any(at < cell.column <= last for cell in placed):
                last -= 1
            column, end = columns[at], columns[last]
            box = (self.edges[column], top, self.edges[end + 1], bottom)
            left, right = self.room.get(column, (box[0], box[2]))
            lines = tuple(cell.line for cell in mine)
            room = box[2] if end > column else self.ends.get(column, right)
            yield GridCell(self.height, column, 1, end - column + 1, box, lines, left, room)
            at = last + 1


def _middle(line: Line) -> float:
    return (line.top + line.bottom) / 2
