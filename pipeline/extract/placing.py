"""Which session lines and table rows belong to: their own words, filled from those around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from pipeline.extract.patterns import CLOCK, find_hours, find_whens
from pipeline.extract.piece_rows import LogicalRow
from pipeline.extract.programme import says_which
from pipeline.extract.records import SessionRef
from pipeline.extract.references import session_refs
from pipeline.extract.subjects import subject_in_brackets, subject_on
from pipeline.extract.tables import LogicalTable
from pipeline.ingest.document import Text


def first_ref(texts: Iterable[Text]) -> SessionRef | None:
    """The session that the words speak of: the reference that says most of all of them."""
    refs = [ref for text in texts for ref in _of_line([found.ref for found in session_refs(text)])]
    return max(refs, key=_telling, default=None)


def _of_line(refs: list[SessionRef]) -> list[SessionRef]:
    """The references of a line; a session's name and the one date of the line are one.

    A subject may stand between them: `第二場　淨零城市 3月29日14:00`.
    """
    dated = [ref for ref in refs if ref.when is not None]
    named = [ref for ref in refs if ref.name is not None or ref.ordinals]
    if len(dated) != 1 or len(named) != 1 or dated == named:
        return refs
    if named[0].whole or dated[0].event not in (None, named[0].event):
        return refs
    return [replace(named[0], when=dated[0].when), *refs]


def _telling(ref: SessionRef) -> int:
    return sum(bool(part) for part in (ref.when, ref.name, ref.ordinals, ref.event))


def merge_refs(ref: SessionRef, outer: SessionRef | None) -> SessionRef:
    """`ref` with what it leaves open filled from the words around it (`outer`)."""
    if outer is None:
        return ref
    own = says_which(ref)
    return SessionRef(
        event=ref.event or outer.event,
        name=ref.name or (None if own else outer.name),
        when=_merged_when(ref, outer, own),
        ordinals=ref.ordinals or (() if own else outer.ordinals),
        whole=ref.whole or (outer.whole and not own),
    )


def _merged_when(ref: SessionRef, outer: SessionRef, own: bool) -> Text | None:
    """The day and hours of `ref`; hours alone, or a name within a day, take the day from around."""
    if ref.when is None:
        return None if own else outer.when
    if outer.when is None or find_whens(ref.when.text) or not find_whens(outer.when.text):
        return ref.when
    return Text.join(" ", [ref.when, outer.when])


_TABLE_CAPTION = re.compile(r"\s*(?:附?表|Table)\s*[\d一二三四五六七八九十]", re.IGNORECASE)


def table_ref(table: LogicalTable) -> SessionRef | None:
    """The session or event that a table's caption names, or the lines above it, nearest first."""
    captions = [text for text in (*table.below, *table.above) if _TABLE_CAPTION.match(text.text)]
    for text in (*captions, *reversed(table.above), *table.below):
        if (ref := first_ref([text])) is not None:
            return ref
    return None


def _is_programme(table: LogicalTable) -> bool:
    """Whether the rows are items of a session (開幕致詞, 茶敘), each with its hours, and no sessions.

    Rows that are dated are, where one of them is what no session is (報到).
    """
    if not table.has("item") or not table.has("when") or table.has("session"):
        return False
    whens = [cell for row in table.rows if (cell := table.cell(row, "when")) is not None]
    items = [cell for row in table.rows if (cell := table.cell(row, "item")) is not None]
    served = any(_SERVICE.search(cell.text) for cell in items)
    return len(whens) > 1 and (served or not any(find_whens(cell.text) for cell in whens))


_SERVICE = re.compile(
    r"報到|报到|茶[敘叙會会點点]|休息|合影|大合照|午餐|午宴|晚宴|交流時間|致[詞词辭辞]|registration|break\b|lunch|group photo",
    re.IGNORECASE,
)
"""Items of a programme that are no sessions."""


def _is_item(table: LogicalTable, row: LogicalRow) -> bool:
    """Whether a row is an item of a session, and does not name one itself (第一場座談)."""
    cell = table.cell(row, "item")
    named = [found.ref for found in session_refs(cell)] if cell is not None else []
    return _is_programme(table) and not any(ref.name or ref.ordinals for ref in named)


def programme_labels(table: LogicalTable, row: LogicalRow) -> list[Text]:
    """The words of a row that order a programme: the item, and its hours."""
    cells = [
        text
        for column, text in zip(table.columns, row.cells, strict=True)
        if text is not None and column.meaning in ("when", "item")
    ]
    return cells if _is_item(table, row) else []


def row_ref(table: LogicalTable, row: LogicalRow) -> SessionRef | None:
    """The session of a row: its own cells, else the section above it, else the table's words."""
    cells = [
        text
        for column, text in zip(table.columns, row.cells, strict=True)
        if text is not None and column.meaning in ("session", "when", "item")
    ]
    outer = table_ref(table)
    if row.section is not None and (inner := first_ref([row.section])) is not None:
        outer = merge_refs(inner, outer)
    if not cells:
        return outer
    if _is_item(table, row):
        days = [text for text in cells if find_whens(text.text) and not CLOCK.search(text.text)]
        return merge_refs(SessionRef(when=days[0]), outer) if days else outer
    found = [located.ref for cell in cells for located in session_refs(cell)]
    own = SessionRef()
    for ref in found:
        own = SessionRef(
            event=own.event or ref.event,
            name=own.name or ref.name,
            when=own.when or ref.when,
            ordinals=own.ordinals or ref.ordinals,
            whole=own.whole or ref.whole,
        )
    own = replace(own, when=_when(own.when, cells))
    session_cell = table.cell(row, "session")
    if own.name is None and session_cell is not None and own.event is None:
        own = replace(own, name=session_cell)
    return merge_refs(own, outer)


def _when(dated: Text | None, cells: Sequence[Text]) -> Text | None:
    """A row's date with its hours, where these stand in a cell or column of their own."""
    if dated is not None and CLOCK.search(dated.text):
        return dated
    hours = [cell[start:end] for cell in cells for start, end in find_hours(cell.text)]
    own = [text for text in hours if dated is None or not set(text.starts) & set(dated.starts)]
    parts = [*([] if dated is None else [dated]), *own[:1]]
    return Text.join(" ", parts) if parts else None


_BESIDE = re.compile(r"^\s*[:：\-－–—|｜\s]\s*(?P<theme>\S.*)$", re.DOTALL)


def theme_beside(table: LogicalTable, row: LogicalRow) -> Text | None:
    """What a session's cell, or that of a programme's item, prints behind its name, as its subject:
    `第一場：AI治理`.

    The rows of a session that a row over all columns, or a line above, names have its subject there.
    """
    cell = table.cell(row, "session") or table.cell(row, "item")
    if cell is None:
        return _theme_above(table, row)
    if (bracketed := subject_in_brackets(cell)) is not None:
        return bracketed
    located = session_refs(cell)
    named = next((n for n, found in enumerate(located) if found.ref.ordinals), None)
    if named is None:
        return None
    last = named + 1 == len(located)
    rest = cell[located[named].end : len(cell) if last else located[named + 1].start]
    if not last:
        rest = next(iter(rest.lines()), rest)
    match = _BESIDE.match(rest.text)
    theme = rest.group(match, "theme") if match else None
    return theme.strip("「」『』《》 ") if theme is not None else None


def _theme_above(table: LogicalTable, row: LogicalRow) -> Text | None:
    when = table.cell(row, "when")
    if when is not None and find_whens(when.text):
        return None
    lines = table.above if row.section is None else (row.section,)
    return next(filter(None, map(subject_on, reversed(lines))), None)
