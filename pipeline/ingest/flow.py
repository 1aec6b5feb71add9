"""The flow of a document with a structure of its own -> pieces.

Readers of DOCX, ODT and HTML give paragraphs and tables as the file has them; what a line says of
itself (captions, list marks, cells parted by tabs, bare addresses) is read as in a text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal, TypeAlias

from pipeline.ingest.document import Block, Link, Text
from pipeline.ingest.grids import RawCell, tab_table, table_block
from pipeline.ingest.limits import Limits, within
from pipeline.ingest.lines import Line
from pipeline.ingest.pieces import Piece, line_blocks
from pipeline.ingest.repair import repair

Role = Literal["paragraph", "heading", "item", "caption"]

_BREAK = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]")
_LONGEST_HEADING = 120
"""A style for headings on anything longer is a matter of looks."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, its lines parted by newlines; an empty one is a blank line.

    `level` is the depth of a heading, 1 outermost; `page` says that a page end stands before it.
    """

    text: Text
    links: tuple[Link, ...] = ()
    role: Role = "paragraph"
    level: int | None = None
    page: bool = False


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell and all that it holds, in reading order."""

    flow: Flow
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: `rows[r][c]` is the cell that begins there, None a position under a span."""

    rows: tuple[tuple[GridCell | None, ...], ...]


Flow: TypeAlias = tuple["Paragraph | Grid", ...]


def flow_pieces(flow: Flow, limits: Limits) -> list[Piece]:
    """The pieces of a flow, in reading order. Raises OverLimit."""
    pieces: list[Piece] = []
    counts: dict[str, int] = {}
    total = 0
    for is_grid, parts in groupby(_unframed(flow), lambda part: isinstance(part, Grid)):
        if is_grid:
            pieces += (Piece(_table(g, limits)) for g in parts if isinstance(g, Grid))
            continue
        lines = list(_lines(part for part in parts if isinstance(part, Paragraph)))
        total += len(lines)
        within("lines", total, limits.lines)
        pieces += _read(lines, counts, limits)
    return pieces


def _unframed(flow: Flow) -> Iterator[Paragraph | Grid]:
    """The flow without tables of a single cell, of cells in a row with tables in them, or with text
    in one column only.

    A frame around text is no table, nor is what sets tables side by side, or text beside pictures.
    """
    for part in flow:
        cells = list(_cells(part)) if isinstance(part, Grid) else []
        if len(cells) == 1 or (isinstance(part, Grid) and _only_lays_out(part)):
            for cell in cells:
                yield from _unframed(cell.flow)
        else:
            yield part


def _only_lays_out(grid: Grid) -> bool:
    return _sets_side_by_side(grid) or _is_beside_pictures(grid)


def _is_beside_pictures(grid: Grid) -> bool:
    """Whether a table of several columns holds text in one of them only."""
    filled = {
        index
        for row in grid.rows
        for index, cell in enumerate(row)
        if cell is not None and _holds(cell)
    }
    return len(filled) == 1 and max(map(len, grid.rows)) > 1


def _holds(cell: GridCell) -> bool:
    return any(each.text.text.strip() for each in _paragraphs(cell.flow))


def _sets_side_by_side(grid: Grid) -> bool:
    """Whether a table has one row, and all its cells that hold anything hold tables of many cells."""
    filled = list(filter(_holds, _cells(grid)))
    return (
        len(grid.rows) == 1
        and len(filled) > 0
        and all(
            any(isinstance(part, Grid) and sum(1 for _ in _cells(part)) > 1 for part in cell.flow)
            for cell in filled
        )
    )


def _cells(grid: Grid) -> Iterator[GridCell]:
    return (cell for row in grid.rows for cell in row if cell is not None)


_Placed: TypeAlias = tuple[Line, Paragraph, bool]
"""A line, the paragraph that it is of, and whether it is its first."""


def _lines(paragraphs: Iterable[Paragraph]) -> Iterator[_Placed]:
    blank, page = 0, False
    for paragraph in paragraphs:
        page = page or paragraph.page
        first = True
        for part, new_page in _split(paragraph.text):
            page = page or new_page
            if not part.text.strip():
                blank += 1
                continue
            line = Line(repair(part), 0, len(part), blank, page)
            yield line, paragraph, first
            blank, page, first = 0, False, False


def _split(text: Text) -> Iterator[tuple[Text, bool]]:
    """The lines of a text, and whether a page end stands before each."""
    last, page = 0, False
    for match in _BREAK.finditer(text.text):
        yield text[last : match.start()], page
        last, page = match.end(), match[0] == "\x0c"
    yield text[last:], page


def _read(placed: Sequence[_Placed], counts: dict[str, int], limits: Limits) -> Iterator[Piece]:
    lines = [line for line, _, _ in placed]
    at = 0
    while at < len(lines):
        found = tab_table(lines, at, limits) if "\t" in lines[at].text.text else None
        taken = found.lines if found else 1
        links = [link for _, paragraph, _ in placed[at : at + taken] for link in paragraph.links]
        blocks = found.blocks if found else _blocks(placed[at], counts)
        gap, page = lines[at].blank, lines[at].page
        for block in blocks:
            yield Piece(_linked(block, links), gap, page, lines[at].text.text[0].isspace())
            gap, page = 0, False
        at += taken


def _blocks(placed: _Placed, counts: dict[str, int]) -> Iterator[Block]:
    """The blocks of one line; what the file says that it is goes before what it looks like."""
    line, paragraph, first = placed
    heading = paragraph.role == "heading" and len(line.text) <= _LONGEST_HEADING
    for number, block in enumerate(line_blocks(line.text, counts)):
        if heading and not line.text.text.rstrip().endswith("。"):
            yield replace(block, kind="heading", level=paragraph.level)
        elif paragraph.role == "caption" or (
            paragraph.role == "item" and first and not number and block.kind == "paragraph"
        ):
            yield replace(block, kind=paragraph.role)
        else:
            yield block


def _table(grid: Grid, limits: Limits) -> Block:
    rows: list[list[RawCell | None]] = []
    links: list[Link] = []
    for row in grid.rows:
        cells: list[RawCell | None] = []
        for cell in row:
            if cell is None:
                cells.append(None)
                continue
            paragraphs = list(_paragraphs(cell.flow))
            links += (link for paragraph in paragraphs for link in paragraph.links)
            text = Text.join("\n", [repair(paragraph.text) for paragraph in paragraphs])
            cells.append((text, cell.colspan, cell.rowspan))
        rows.append(cells)
    return _linked(table_block(rows, limits), links)


def _paragraphs(flow: Flow) -> Iterator[Paragraph]:
    """The paragraphs of a cell, those of the tables in it row by row.

    A row of single lines is one line: `芬蘭 坦佩雷市 市長`.
    """
    for part in flow:
        if isinstance(part, Paragraph):
            yield part
            continue
        for row in part.rows:
            cells = [list(_paragraphs(cell.flow)) for cell in row if cell is not None]
            whole = [paragraph for cell in cells for paragraph in cell if paragraph.text]
            if len(whole) <= len(cells) and not any("\n" in each.text.text for each in whole):
                text = Text.join(" ", [paragraph.text for paragraph in whole])
                yield Paragraph(text, tuple(link for each in whole for link in each.links))
            else:
                yield from whole


def _linked(block: Block, links: Sequence[Link]) -> Block:
    """A block with those of the file's links that are in it; they replace what was read there."""
    if not links:
        return block
    texts = [block.text]
    if block.table is not None:
        texts += (cell.text for row in block.table.rows for cell in row if cell is not None)
    held = {start for text in texts for start in text.starts}
    own = [link for link in links if not held.isdisjoint(link.label.starts)]
    taken = {start for link in own for start in link.label.starts}
    read = [link for link in block.links if taken.isdisjoint(link.label.starts)]
    return replace(block, links=(*own, *read))
