"""The rows of a table while its pieces are joined: what a page end cut from a row is put back."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from pipeline.extract.columns import Column
from pipeline.extract.cuts import ends_sentence, join_cut, whole_session
from pipeline.extract.delegates import parse_delegate
from pipeline.extract.headers import PARTS_OF_DELEGATE, Meaning
from pipeline.extract.lexicon import Lexicon
from pipeline.ingest.document import Text


@dataclass(frozen=True, slots=True)
class LogicalRow:
    """A body row: one text a column (None for a blank or spanned-over cell).

    `section` is the text of the last full-width row above (`歐亞場(3/22)` inside a table);
    `spanning` says that the row's first cell spans further key columns.
    """

    cells: tuple[Text | None, ...]
    section: Text | None = None
    spanning: bool = False


@dataclass(slots=True)
class Building:
    """A logical table while its pieces are gathered."""

    columns: tuple[Column, ...]
    key: tuple[str, ...]
    above: tuple[Text, ...]
    rows: list[LogicalRow] = field(default_factory=list)
    section: Text | None = None
    headers: list[Text] = field(default_factory=list)
    below: list[Text] = field(default_factory=list)


_LONGEST_SEAT = 60
"""Characters of a cell from which on it holds more than one participant."""
_KEY: frozenset[Meaning] = frozenset({"number", "session", "when", "delegate", "country", "place"})


def is_rest(current: Building, row: LogicalRow, lexicon: Lexicon, *, first: bool) -> bool:
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
    if len(seat) > _LONGEST_SEAT:
        return False
    delegate = parse_delegate(Text.join(" ", seat.lines()), lexicon)
    return (
        delegate is not None
        and delegate.country is not None
        and delegate.person is not None
        and delegate.title is not None
    )


def _is_whole(current: Building, row: LogicalRow) -> bool:
    """Whether a row has a text in each of the several columns that make up a participant."""
    parts = [
        text
        for column, text in zip(current.columns, row.cells, strict=True)
        if column.meaning in PARTS_OF_DELEGATE
    ]
    return len(parts) > 1 and all(text is not None for text in parts)


_SESSION: frozenset[Meaning] = frozenset({"session", "when"})


def in_session(current: Building, row: LogicalRow) -> LogicalRow:
    """A row that says nothing of its session has that of the row above (a cell cut by a page end),
    and of a programme its item."""
    own = [
        text
        for column, text in zip(current.columns, row.cells, strict=True)
        if column.meaning in _SESSION
    ]
    if not current.rows or row.spanning or row.section != current.rows[-1].section or any(own):
        return row
    cells = tuple(
        above if column.meaning in _SESSION or (column.meaning == "item" and not text) else text
        for column, text, above in zip(
            current.columns, row.cells, current.rows[-1].cells, strict=True
        )
    )
    return replace(row, cells=cells)


def with_whole_session(
    current: Building, row: LogicalRow, held: list[tuple[Text, int] | None]
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


def appended(row: LogicalRow, rest: LogicalRow) -> LogicalRow:
    cells = tuple(
        a if b is None else b if a is None else join_cut(a, b)
        for a, b in zip(row.cells, rest.cells, strict=True)
    )
    return replace(row, cells=cells)
