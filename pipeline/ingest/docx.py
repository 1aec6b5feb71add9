"""DOCX (ISO 29500-1, WordprocessingML) -> the flow of its text.

Read is what the last page view shows and no line strikes out: tracked deletions, hidden text,
comments, headers and footers of pages are left out, but for a letterhead; text boxes and footnotes
stand after the paragraph that they hang on, footnotes of a table after the table.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from pipeline.ingest.document import Text
from pipeline.ingest.docx_chunks import read_chunk
from pipeline.ingest.docx_lists import Lists
from pipeline.ingest.docx_parts import Part
from pipeline.ingest.docx_runs import Fields, Runs
from pipeline.ingest.docx_styles import Styles, integer, switched_on
from pipeline.ingest.flow import Flow, Grid, GridCell, Paragraph, Role
from pipeline.ingest.letterhead import is_letterhead
from pipeline.ingest.limits import Limits, within
from pipeline.ingest.notes import Notes
from pipeline.ingest.writer import Writer, Written
from pipeline.ingest.xml_tree import Element, children
from pipeline.ingest.zip_parts import Package

_WRAPPERS = ("w:sdt", "w:sdtContent", "w:customXml", "w:smartTag", "w:ins", "w:moveTo")
"""Elements that hold others at any place and show nothing of their own."""
_NO_TEXT = Text.inserted("")
_NOTES = (("footnote", "w:footnote"), ("endnote", "w:endnote"))


def read_docx_flow(package: Package, writer: Writer, limits: Limits) -> Flow:
    """The paragraphs and tables of the main part. Raises Refused and OverLimit."""
    main = Part.main(package)
    root = package.required(main.name)

    def part(kind: str) -> Element | None:
        path = main.path_of_kind(kind)
        return package.xml(path) if path else None

    styles = Styles.read(part("styles"))
    notes = {
        (kind, element.get("w:id") or ""): element
        for kind, tag in _NOTES
        for element in children(part(f"{kind}s"), tag)
        if element.get("w:type") in (None, "normal")
    }
    body = root.first("w:body")
    if body is None:
        return ()
    reader = _Reader(
        package=package,
        part=main,
        writer=writer,
        limits=limits,
        styles=styles,
        lists=Lists.read(part("numbering"), styles),
        notes=notes,
    )
    return (*_letterhead(body, reader), *reader.flow(body))


def _letterhead(body: Element, main: _Reader) -> Iterator[Paragraph | Grid]:
    """What the head of the first page shows, if it is a letterhead (17.10.5, 17.10.6)."""
    path = main.part.path(_first_header(body))
    header = main.package.xml(path) if path else None
    if path and header and is_letterhead(header, "w:p"):
        yield from replace(main, part=Part.of(main.package, path)).flow(header)


def _first_header(body: Element) -> str | None:
    """The relationship of the head of the first page, where the first section has one."""
    ends = (part.first("w:pPr", "w:sectPr") for part in body.elements("w:p"))
    section = next((end for end in (*ends, body.first("w:sectPr")) if end), None)
    kind = "first" if switched_on(section, "w:titlePg") else "default"
    heads = children(section, "w:headerReference")
    return next((head.get("r:id") for head in heads if head.get("w:type") == kind), None)


@dataclass(slots=True)
class _Reader:
    """Writes out one document, paragraph after paragraph."""

    package: Package
    part: Part
    writer: Writer
    limits: Limits
    styles: Styles
    lists: Lists
    notes: dict[tuple[str, str], Element]
    fields: Fields = field(default_factory=Fields)
    _met: Notes = field(default_factory=Notes)
    _chunks: set[str] = field(default_factory=set)
    _unended: list[Runs] = field(default_factory=list)
    """The last paragraph, while its end is deleted: the next goes on with it."""

    def flow(self, parent: Element) -> Iterator[Paragraph | Grid]:
        """What stands in a body, a cell, a text box or a note."""
        yield from self._parts(parent)
        while self._unended:
            yield from self._ended(self._unended.pop(), Paragraph(_NO_TEXT))

    def _parts(self, parent: Element) -> Iterator[Paragraph | Grid]:
        for element in parent.elements():
            if element.tag == "w:p":
                yield from self._paragraph(element)
            elif element.tag == "w:tbl":
                with self._met.held_back():
                    grid = self._grid(element)
                yield grid
                yield from self._notes_due()
            elif element.tag == "w:altChunk":
                yield from self._chunk(self.part.path(element.get("r:id")) or "")
            elif element.tag in _WRAPPERS:
                yield from self._parts(element)

    def _chunk(self, name: str) -> Flow:
        """What an embedded part shows: once, however often it is referred to."""
        if name in self._chunks:
            return ()
        self._chunks.add(name)
        return read_chunk(self.package, name, self.writer, self.limits)

    def _paragraph(self, element: Element) -> Iterator[Paragraph | Grid]:
        style = element.value("w:pPr", "w:pStyle") or self.styles.default
        runs = self._unended.pop() if self._unended else None
        if runs is None:
            runs = Runs(Written(self.writer), self.fields, self.styles, self.part.links)
        mark = self.lists.mark(*self.styles.numbering(element))
        runs.written.add(mark or "")
        runs.read(element, self.styles.unread(style))
        if element.first("w:pPr", "w:rPr", "w:del"):
            self._unended.append(runs)
            return
        level = self.styles.level(element)
        role: Role = "heading" if level else "item" if mark else "paragraph"
        if "caption" in (name.lower() for name in self.styles.names(style)):
            role = "caption"
        page = bool(switched_on(element.first("w:pPr"), "w:pageBreakBefore"))
        yield from self._ended(runs, Paragraph(_NO_TEXT, role=role, level=level, page=page))

    def _ended(self, runs: Runs, form: Paragraph) -> Iterator[Paragraph | Grid]:
        """A paragraph of a form with the text that was read, and what hangs on it."""
        runs.end()
        self.writer.write("\n")
        links = tuple(runs.written.links)
        yield replace(form, text=runs.written.text, links=links, page=form.page or runs.page)
        for box in runs.boxes:
            yield from self.flow(box)
        for key in runs.notes:
            note = self.notes.pop(key, None)
            if note:
                self._met.add(note)
        yield from self._notes_due()

    def _notes_due(self) -> Iterator[Paragraph | Grid]:
        for note in self._met.due():
            yield from self.flow(note)

    def _grid(self, table: Element) -> Grid:
        rows: list[list[GridCell | None]] = []
        merging: dict[int, tuple[int, int]] = {}
        for row in _inner(table, "w:tr"):
            if row.first("w:trPr", "w:del"):
                continue
            line: list[GridCell | None] = self._blank(row, "w:gridBefore")
            open_above, merging = merging, {}
            for cell in _inner(row, "w:tc"):
                if cell.first("w:tcPr", "w:cellDel"):
                    continue
                span = integer(cell.value("w:tcPr", "w:gridSpan")) or 1
                within("columns", len(line) + span, self.limits.columns)
                merge = cell.first("w:tcPr", "w:vMerge")
                column = len(line)
                begun = open_above.get(column)
                if merge and merge.get("w:val") != "restart" and begun:
                    first, at = begun
                    above = rows[first][at]
                    assert above is not None
                    rows[first][at] = GridCell(above.flow, above.colspan, len(rows) - first + 1)
                    line += [None] * span
                    merging[column] = begun
                    continue
                line += [GridCell(tuple(self.flow(cell)), span), *[None] * (span - 1)]
                if merge:
                    merging[column] = (len(rows), column)
            line += self._blank(row, "w:gridAfter")
            rows.append(line)
        return Grid(tuple(map(tuple, rows)))

    def _blank(self, row: Element, side: str) -> list[GridCell | None]:
        """The columns that a row leaves out at one of its sides."""
        count = integer(row.value("w:trPr", side)) or 0
        within("columns", count, self.limits.columns)
        return [GridCell(()) for _ in range(count)]


def _inner(parent: Element, tag: str) -> Iterator[Element]:
    """The rows of a table or cells of a row, wherever a control or a change wraps them."""
    for element in parent.elements():
        if element.tag == tag:
            yield element
        elif element.tag in _WRAPPERS:
            yield from _inner(element, tag)
