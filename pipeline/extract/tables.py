"""Logical tables: the pieces that stand on several pages joined, headers read, spans spread.

A piece continues the table before it when only page furniture lies between them and it repeats
the header, or has none and as many columns, unless a title of its own names another session. Its first row continues the last row of the
piece before when its key cells (number, session, speaker) are blank, or when the row before stops
in the middle of a sentence and the number column says that no new row begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.columns import (
    Column,
    Grid,
    filled_cells,
    guess_columns,
    header_key,
    is_title_row,
    names_session,
    read_header,
    upright,
)
from pipeline.extract.headers import Meaning
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.piece_rows import (
    Building,
    LogicalRow,
    appended,
    in_session,
    is_rest,
    with_whole_session,
)
from pipeline.extract.rosters import first_label
from pipeline.ingest.document import Block, Cell, Text


@dataclass(frozen=True, slots=True)
class LogicalTable:
    """A table whatever the number of pages it runs over, with the words above and below it."""

    columns: tuple[Column, ...]
    rows: tuple[LogicalRow, ...]
    above: tuple[Text, ...] = ()
    """Heading and short lines right above, nearest last."""
    below: tuple[Text, ...] = ()
    """Captions right below."""
    headers: tuple[Text, ...] = ()
    """All header cells, the repeated ones included."""

    def cell(self, row: LogicalRow, meaning: Meaning) -> Text | None:
        """The row's text in the first column of a meaning, and in those that its heading spans."""
        texts: list[Text] = []
        header: Text | None = None
        for column, text in zip(self.columns, row.cells, strict=True):
            if column.meaning != meaning or text is None:
                continue
            if texts and (header is None or column.header != header):
                break
            texts.append(text)
            header = column.header
        return Text.join(" ", texts) if texts else None

    def has(self, *wanted: Meaning) -> bool:
        return any(column.meaning in wanted for column in self.columns)


_SHORT = 60
"""A line above a table that is longer than this many characters is a paragraph, no title."""


def logical_tables(blocks: Sequence[Block], lexicon: Lexicon) -> list[LogicalTable]:
    """The tables of a document, joined over page ends, in reading order."""
    done: list[Building] = []
    above: list[Text] = []
    current: Building | None = None
    for block in blocks:
        if block.table is None:
            if current is not None and block.kind == "caption":
                current.below.append(block.text)
            current = None
            above = [*above, block.text][-3:] if len(block.text) <= _SHORT else []
            continue
        grid = upright(list(block.table.rows), lexicon)
        titles = (
            [cell.text for cell in filled_cells(grid[0])] if is_title_row(grid, lexicon) else []
        )
        above += titles
        grid = grid[len(titles) :]
        header_rows, columns, key = read_header(grid, lexicon)
        joined = (
            current is not None
            and _continues(current, key, grid)
            and not any(_is_another(title, current) for title in titles)
        )
        if not joined:
            current = Building(columns or guess_columns(grid, lexicon), key, tuple(above))
            done.append(current)
        assert current is not None
        for row in grid[:header_rows]:
            current.headers += [cell.text for cell in filled_cells(row)]
        _add_rows(current, grid[header_rows:], lexicon, continued=joined)
        above = []
    return [
        LogicalTable(b.columns, tuple(b.rows), b.above, tuple(b.below), tuple(b.headers))
        for b in done
    ]


# --- joining --------------------------------------------------------------------------------------


def _continues(current: Building, key: tuple[str, ...], grid: Grid) -> bool:
    """Whether a piece is more of the same table: the same header, or none and the same width."""
    if key:
        return key == current.key
    return max((len(row) for row in grid), default=0) == len(current.columns)


def _is_another(title: Text, current: Building) -> bool:
    """Whether a piece's own title names a session, and not as the table before it does."""
    return names_session(title) and title.text not in {text.text for text in current.above}


def _add_rows(current: Building, grid: Grid, lexicon: Lexicon, *, continued: bool) -> None:
    width = len(current.columns)
    held: list[tuple[Text, int] | None] = [None] * width
    first = continued
    for row in grid:
        if header_key(row, width, lexicon) == current.key or _is_page_number(row):
            current.headers += [cell.text for cell in filled_cells(row)]
            first = True
            continue
        texts, spanning = _row_texts(row, width, held)
        cells = _with_participants_in_place(texts, current.columns)
        filled = [text for text in cells if text is not None]
        if not filled:
            continue
        if len(filled_cells(row)) == 1 and _spans_all(row, width):
            current.section = filled[0]
            continue
        logical = LogicalRow(tuple(cells), current.section, spanning)
        if current.rows and is_rest(current, logical, lexicon, first=first):
            current.rows[-1] = appended(current.rows[-1], logical)
        else:
            if first and current.rows:
                logical = with_whole_session(current, logical, held)
            current.rows.append(in_session(current, logical))
        first = False


_PAGE_NUMBER = re.compile(
    r"\W*(?:第\s*\d+\s*[頁页](?:\W*共\s*\d+\s*[頁页])?|page\s*\d+(?:\s*(?:of|/)\s*\d+)?)\W*",
    re.IGNORECASE,
)


def _is_page_number(row: tuple[Cell | None, ...]) -> bool:
    """Whether a row is the foot of a page that stands among the rows."""
    printed = " ".join(cell.text.text for cell in filled_cells(row))
    return _PAGE_NUMBER.fullmatch(printed) is not None


def _row_texts(
    row: tuple[Cell | None, ...], width: int, held: list[tuple[Text, int] | None]
) -> tuple[list[Text | None], bool]:
    """The row's texts, cells that span rows spread downwards; whether the first cell spans."""
    texts: list[Text | None] = [None] * width
    spanning = False
    for index in range(width):
        cell = row[index] if index < len(row) else None
        if cell is not None:
            text = cell.text.strip()
            texts[index] = text or None
            held[index] = (text, cell.rowspan - 1) if cell.rowspan > 1 and text else None
            spanning = spanning or (bool(text) and index == 0 and 1 < cell.colspan < width)
        elif (kept := held[index]) is not None and kept[1] > 0:
            texts[index] = kept[0]
            held[index] = (kept[0], kept[1] - 1)
    return texts, spanning


def _with_participants_in_place(
    cells: list[Text | None], columns: Sequence[Column]
) -> list[Text | None]:
    """The cells, one that begins with the label of a part (與談人：) in the participants' column,
    where that is blank: a copy without a table's lines loses blank cells."""
    own = [index for index, column in enumerate(columns) if column.meaning == "delegate"]
    if len(own) != 1 or cells[own[0]] is not None:
        return cells
    moved = [index for index, text in enumerate(cells) if text is not None and _labels(text)]
    if len(moved) == 1:
        cells[own[0]], cells[moved[0]] = cells[moved[0]], None
    return cells


def _labels(cell: Text) -> bool:
    return first_label(cell) == 0


def _spans_all(row: tuple[Cell | None, ...], width: int) -> bool:
    first = next((cell for cell in row if cell is not None), None)
    return width > 1 and first is not None and first.colspan >= width
