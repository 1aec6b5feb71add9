"""Logical tables: the pieces that stand on several pages joined, headers read, spans spread.

A piece continues the table before it when only page furniture lies between them and it repeats
the header, or has none and as many columns, unless a title of its own names another session. Its first row continues the last row of the
piece before when its key cells (number, session, speaker) are blank, or when the row before stops
in the middle of a sentence and the number column says that no new row begins.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

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
from pipeline.extract.cuts import ends_sentence, join_cut, whole_session
from pipeline.extract.delegates import parse_delegate
from pipeline.extract.headers import PARTS_OF_DELEGATE, Meaning
from pipeline.extract.lexicon import Lexicon
from pipeline.ingest.document import Block, Cell, Text


@dataclass(frozen=True, slots=True)
class LogicalRow:
    """A body row: one text a column (None for a blank or spanned-over cell).

    `section` is the text of the last full-width row above (`歐亞場(3/22)` inside a table);
    `spanning` says that the row's first cell spans further key columns.
    """

    cells: tuple[Text | None, ...]
    section: Text | None = None
    spanning: bool = False


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


@dataclass(slots=True)
class _Building:
    """A logical table while its pieces are gathered."""

    columns: tuple[Column, ...]
    key: tuple[str, ...]
    above: tuple[Text, ...]
    rows: list[LogicalRow] = field(default_factory=list)
    section: Text | None = None
    headers: list[Text] = field(default_factory=list)
    below: list[Text] = field(default_factory=list)


_SHORT = 60
"""A line above a table that is longer than this many characters is a paragraph, no title."""


def logical_tables(blocks: Sequence[Block], lexicon: Lexicon) -> list[LogicalTable]:
    """The tables of a document, joined over page ends, in reading order."""
    done: list[_Building] = []
    above: list[Text] = []
    current: _Building | None = None
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
            current = _Building(columns or guess_columns(grid, lexicon), key, tuple(above))
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


def _continues(current: _Building, key: tuple[str, ...], grid: Grid) -> bool:
    """Whether a piece is more of the same table: the same header, or none and the same width."""
    if key:
        return key == current.key
    return max((len(row) for row in grid), default=0) == len(current.columns)


def _is_another(title: Text, current: _Building) -> bool:
    """Whether a piece's own title names a session, and not as the table before it does."""
    return names_session(title) and title.text not in {text.text for text in current.above}


_KEY: frozenset[Meaning] = frozenset({"number", "session", "when", "delegate", "country", "place"})


def _add_rows(current: _Building, grid: Grid, lexicon: Lexicon, *, continued: bool) -> None:
    width = len(current.columns)
    held: list[tuple[Text, int] | None] = [None] * width
    first = continued
    for row in grid:
        if header_key(row, width, lexicon) == current.key or _is_page_number(row):
            current.headers += [cell.text for cell in filled_cells(row)]
            first = True
            continue
        cells, spanning = _row_texts(row, width, held)
        filled = [text for text in cells if text is not None]
        if not filled:
            continue
        if len(filled_cells(row)) == 1 and _spans_all(row, width):
            current.section = filled[0]
            continue
        logical = LogicalRow(tuple(cells), current.section, spanning)
        if current.rows and _is_rest(current, logical, lexicon, first=first):
            current.rows[-1] = _append(current.rows[-1], logical)
        else:
            if first and current.rows:
                logical = _with_whole_session(current, logical, held)
            current.rows.append(_in_session(current, logical))
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


def _spans_all(row: tuple[Cell | None, ...], width: int) -> bool:
    first = next((cell for cell in row if cell is not None), None)
    return width > 1 and first is not None and first.colspan >= width


def _is_rest(current: _Building, row: LogicalRow, lexicon: Lexicon, *, first: bool) -> bool:
    """Whether a row is the rest of the one before it: its key cells are blank.

    The first row of a piece may also carry the rest of a key cell: it is a rest when it has no
    number although the column has one, or no session and not all that a participant's row has; one
    that begins with a country is a participant's own.
    """
    if row.section != current.rows[-1].section or row.spanning:
        return False
    keys = [
        (column.meaning, text)
        for column, text in zip(current.columns, row.cells, strict=True)
        if column.meaning in _KEY
    ]
    if not keys:
        return first and not _ends_sentence(current.rows[-1])
    if all(text is None for _, text in keys):
        return True
    if not first or not current.columns:
        return False
    by_meaning = dict(keys)
    if "number" in by_meaning:
        return by_meaning["number"] is None
    of_session = by_meaning.get("session", row.cells[0]) is None
    seat = by_meaning.get("delegate")
    begins = seat is not None and _begins(seat, lexicon)
    return of_session and not begins and not _is_whole(current, row)


def _begins(seat: Text, lexicon: Lexicon) -> bool:
    """Whether a cell begins with a country, or is somebody with his office and place."""
    if lexicon.countries.prefix(lexicon.fold(seat.text)):
        return True
    if len(seat) > _SHORT:
        return False
    delegate = parse_delegate(Text.join(" ", seat.lines()), lexicon)
    return (
        delegate is not None
        and delegate.country is not None
        and delegate.person is not None
        and delegate.title is not None
    )


def _is_whole(current: _Building, row: LogicalRow) -> bool:
    """Whether a row has a text in each of the several columns that make up a participant."""
    parts = [
        text
        for column, text in zip(current.columns, row.cells, strict=True)
        if column.meaning in PARTS_OF_DELEGATE
    ]
    return len(parts) > 1 and all(text is not None for text in parts)


_SESSION: frozenset[Meaning] = frozenset({"session", "when"})


def _in_session(current: _Building, row: LogicalRow) -> LogicalRow:
    """A row that says nothing of its session has that of the row above (a cell cut by a page end)."""
    own = [
        text
        for column, text in zip(current.columns, row.cells, strict=True)
        if column.meaning in _SESSION
    ]
    if not current.rows or row.spanning or row.section != current.rows[-1].section or any(own):
        return row
    cells = tuple(
        above if column.meaning in _SESSION else text
        for column, text, above in zip(
            current.columns, row.cells, current.rows[-1].cells, strict=True
        )
    )
    return replace(row, cells=cells)


def _with_whole_session(
    current: _Building, row: LogicalRow, held: list[tuple[Text, int] | None]
) -> LogicalRow:
    """A row whose session's cell a page end cut (day above, hours below) with all of its text.

    The rows above that the cell is for get it too, and so do those below by `held`.
    """
    for index, column in enumerate(current.columns):
        above, own = current.rows[-1].cells[index], row.cells[index]
        if column.meaning not in _SESSION or above is None or own is None:
            continue
        if (whole := whole_session(above, own)) is None:
            continue
        for number in range(len(current.rows) - 1, -1, -1):
            if current.rows[number].cells[index] != above:
                break
            current.rows[number] = _with_cell(current.rows[number], index, whole)
        row = _with_cell(row, index, whole)
        kept = held[index]
        held[index] = (whole, kept[1]) if kept is not None else None
    return row


def _with_cell(row: LogicalRow, index: int, text: Text) -> LogicalRow:
    return replace(row, cells=(*row.cells[:index], text, *row.cells[index + 1 :]))


def _ends_sentence(row: LogicalRow) -> bool:
    last = next(filter(None, reversed(row.cells)), None)
    return last is None or ends_sentence(last.text)


def _append(row: LogicalRow, rest: LogicalRow) -> LogicalRow:
    cells = tuple(
        a if b is None else b if a is None else join_cut(a, b)
        for a, b in zip(row.cells, rest.cells, strict=True)
    )
    return replace(row, cells=cells)
