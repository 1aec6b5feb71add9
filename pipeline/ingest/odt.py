"""ODT (OpenDocument 1.3, part 3) -> the flow of its text.

Read is what is printed and no line strikes out: tracked deletions (which stand apart in the file),
hidden text and sections, annotations, headers and footers of pages are left out, but for a letterhead;
text boxes and notes stand after the paragraph that they hang on, notes of a table after the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.ingest.docx_styles import integer
from pipeline.ingest.flow import Flow, Grid, GridCell, Paragraph, Role
from pipeline.ingest.letterhead import is_letterhead
from pipeline.ingest.limits import Limits, within
from pipeline.ingest.notes import Notes
from pipeline.ingest.odt_lists import ListPlace, OdtLists
from pipeline.ingest.odt_styles import OdtStyles
from pipeline.ingest.odt_text import OdtText
from pipeline.ingest.writer import Writer, Written
from pipeline.ingest.xml_tree import Element, children
from pipeline.ingest.zip_parts import Package, Refused

_WRAPPERS = frozenset(
    "text:section text:table-of-content text:illustration-index text:table-index text:object-index"
    " text:user-index text:alphabetical-index text:bibliography text:index-body text:index-title"
    " draw:text-box draw:frame draw:g draw:custom-shape draw:rect draw:ellipse draw:a".split()
)
_ROW_GROUPS = ("table:table-header-rows", "table:table-rows", "table:table-row-group")
_CELLS = ("table:table-cell", "table:covered-table-cell")


def read_odt_flow(package: Package, writer: Writer, limits: Limits) -> Flow:
    """The paragraphs and tables of a text document. Raises Refused and OverLimit."""
    manifest = package.xml("META-INF/manifest.xml")
    files = children(manifest, "manifest:file-entry")
    if any(file.first("manifest:encryption-data") for file in files):
        raise Refused("encrypted-file")
    content = package.required("content.xml")
    common = package.xml("styles.xml")
    styles = OdtStyles.read(common, content)
    body = content.first("office:body", "office:text")
    if body is None:
        raise Refused("unreadable", reason="it holds no text document")
    reader = _Reader(writer, limits, styles, OdtLists(styles))
    head = _first_head(common, styles, body)
    letterhead = head and is_letterhead(head, "text:p")
    return (*(reader.flow(head) if head and letterhead else ()), *reader.flow(body))


def _first_head(common: Element | None, styles: OdtStyles, body: Element) -> Element | None:
    """The head of the first page, by the style of the first paragraph."""
    pages = {
        page.get("style:name"): page
        for group in children(common, "office:master-styles")
        for page in group.elements("style:master-page")
    }
    first = next(body.elements("text:p", "text:h"), None)
    chain = styles.chain("paragraph", first.get("text:style-name") if first else None)
    told = next((name for s in chain if (name := s.get("style:master-page-name"))), "Standard")
    page = pages.get(told)
    heads = page.elements("style:header-first", "style:header") if page else ()
    shown = [head for head in heads if head.get("style:display") != "false"]
    return min(shown, key=lambda head: head.tag != "style:header-first", default=None)


@dataclass(slots=True)
class _Reader:
    """Writes out one document, paragraph after paragraph."""

    writer: Writer
    limits: Limits
    styles: OdtStyles
    lists: OdtLists
    _mark: list[str] = field(default_factory=list)
    """The mark of a list item whose first paragraph is still to come."""
    _notes: Notes = field(default_factory=Notes)
    _rows: int = 0
    _cells: int = 0

    def flow(self, parent: Element, place: ListPlace | None = None) -> Iterator[Paragraph | Grid]:
        """What stands in a body, a cell, a section, a text box, a note or a list item."""
        for element in parent.elements():
            if element.tag in ("text:p", "text:h"):
                yield from self._paragraph(element, place)
            elif element.tag == "text:list":
                yield from self._list(element, place)
            elif element.tag == "text:numbered-paragraph":
                yield from self.flow(element, place)
            elif element.tag == "table:table":
                with self._notes.held_back():
                    grid = self._grid(element)
                yield grid
                yield from self._notes_due()
            elif element.tag in _WRAPPERS and not self._is_hidden(element):
                yield from self.flow(element)

    def _is_hidden(self, element: Element) -> bool:
        if element.tag != "text:section":
            return False
        return element.get("text:display") == "none" or self.styles.hidden(
            "section", element.get("text:style-name")
        )

    def _list(self, element: Element, outer: ListPlace | None) -> Iterator[Paragraph | Grid]:
        place = self.lists.enter(element, outer)
        for item in element.elements("text:list-item", "text:list-header"):
            self._mark.clear()
            if item.tag == "text:list-item":
                mark = self.lists.count(place, integer(item.get("text:start-value")))
                # An item that holds nothing but an inner list shows no mark of its own.
                if any(True for _ in item.elements("text:p", "text:h")):
                    self._mark.append(mark)
            yield from self.flow(item, place)
        self._mark.clear()

    def _paragraph(self, element: Element, place: ListPlace | None) -> Iterator[Paragraph | Grid]:
        style = element.get("text:style-name")
        struck = self.styles.struck("paragraph", style) or False
        text = OdtText(Written(self.writer), self.styles, struck)
        mark = self._mark.pop() if self._mark else ""
        level = self._level(element, style)
        if element.tag == "text:h" and place is None and level:
            mark = self.lists.heading_mark(element, level)
        text.written.add(mark)
        if not self.styles.hidden("paragraph", style):
            text.read(element)
        self.writer.write("\n")
        names = self.styles.names(style)
        role: Role = "heading" if level else "item" if place else "paragraph"
        if "caption" in names:
            role = "caption"
        page = self.styles.says("paragraph", style, "style:paragraph-properties", "fo:break-before")
        yield Paragraph(
            text.written.text, tuple(text.written.links), role, level, page=page == "page"
        )
        for box in text.boxes:
            yield from self.flow(box)
        for note in text.notes:
            self._notes.add(note)
        yield from self._notes_due()

    def _notes_due(self) -> Iterator[Paragraph | Grid]:
        for note in self._notes.due():
            yield from self.flow(note)

    def _level(self, element: Element, style: str | None) -> int | None:
        """Depth of a heading from 1, None for body text."""
        if element.tag == "text:h":
            return integer(element.get("text:outline-level")) or 1
        return 1 if "title" in self.styles.names(style) else None

    def _grid(self, table: Element) -> Grid:
        rows: list[list[GridCell | None]] = []
        for row in _rows(table):
            if row.get("table:visibility") not in ("collapse", "filter"):
                times = _count(row, "table:number-rows-repeated")
                rows += (self._row(row) for _ in range(times))
        return Grid(tuple(map(tuple, _cut(rows))))

    def _row(self, row: Element) -> list[GridCell | None]:
        """The cells of a row; one that is repeated is read again, and counted."""
        line: list[GridCell | None] = []
        for element in row.elements(*_CELLS):
            times = _count(element, "table:number-columns-repeated")
            within("columns", len(line) + times, self.limits.columns)
            self._cells += times
            within("cells", self._cells, self.limits.cells)
            if element.tag == "table:covered-table-cell":
                line += [None] * times
                continue
            colspan = _count(element, "table:number-columns-spanned")
            rowspan = _count(element, "table:number-rows-spanned")
            line += (GridCell(tuple(self.flow(element)), colspan, rowspan) for _ in range(times))
        self._rows += 1
        within("cells", self._rows, self.limits.cells)
        return line


def _count(element: Element, name: str) -> int:
    told = element.get(name)
    return integer(told) or (99_999 if told and told.isdecimal() and told.strip("0") else 1)


def _rows(table: Element) -> Iterator[Element]:
    for element in table.elements():
        if element.tag == "table:table-row":
            yield element
        elif element.tag in _ROW_GROUPS:
            yield from _rows(element)


def _cut(rows: list[list[GridCell | None]]) -> list[list[GridCell | None]]:
    """The rows with no span longer than the table, and none over a cell that is there."""
    cut: list[list[GridCell | None]] = []
    for number, row in enumerate(rows):
        line: list[GridCell | None] = []
        for column, cell in enumerate(row):
            if cell is None:
                line.append(None)
                continue
            colspan, rowspan = 1, 1
            while colspan < cell.colspan and row[column + colspan : column + colspan + 1] == [None]:
                colspan += 1
            while rowspan < cell.rowspan and _is_covered(rows, number + rowspan, column):
                rowspan += 1
            line.append(GridCell(cell.flow, colspan, rowspan))
        cut.append(line)
    return cut


def _is_covered(rows: list[list[GridCell | None]], number: int, column: int) -> bool:
    return number < len(rows) and column < len(rows[number]) and rows[number][column] is None
