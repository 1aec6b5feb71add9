"""What stands inside a paragraph of an ODT file -> its text, its links, and what hangs on it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from pipeline.ingest.docx_styles import integer
from pipeline.ingest.odt_styles import OdtStyles
from pipeline.ingest.writer import Written
from pipeline.ingest.xml_tree import Element

_BLANK = re.compile(r"[ \t\r\n]+")
_LEFT_OUT = frozenset(
    "office:annotation office:annotation-end text:tracked-changes text:number text:ruby-text"
    " text:hidden-text text:script text:note-citation svg:title svg:desc office:event-listeners"
    " text:deletion".split()
)
"""What shows nothing, or what is computed here: the stored number of a list item."""
_TEXTS = ("text:p", "text:h", "text:list", "table:table")


@dataclass(slots=True)
class OdtText:
    """Reads one paragraph. `boxes` and `notes` are left to be read after it."""

    written: Written
    styles: OdtStyles
    struck: bool
    """Whether what is read is struck out, and so left out; what a span says goes first."""
    boxes: list[Element] = field(default_factory=list)
    notes: list[Element] = field(default_factory=list)
    _blank: bool = True
    """Whether the text so far ends in white space: more of it is dropped (6.1.2)."""

    def read(self, element: Element) -> None:
        for child in element.children:
            if isinstance(child, str):
                self._add(child)
            elif child.tag not in _LEFT_OUT:
                self._part(child)

    def _part(self, child: Element) -> None:
        tag = child.tag
        if tag == "text:s":
            self._show(" " * min(integer(child.get("text:c")) or 1, 1000))
        elif tag == "text:tab":
            self._show("\t")
        elif tag == "text:line-break":
            self._show("\n")
        elif tag == "text:note":
            self.notes += () if self.struck else child.elements("text:note-body")
        elif tag == "text:a":
            since = self.written.mark()
            self.read(child)
            address = child.get("xlink:href") or ""
            self.written.link(since, "" if address.startswith("#") else address)
        elif tag == "text:span":
            self._span(child)
        elif tag.startswith(("draw:", "{")):
            self._drawing(child)
        else:
            self.read(child)

    def _span(self, element: Element) -> None:
        style = element.get("text:style-name")
        if self.styles.hidden("text", style):
            return
        outer, told = self.struck, self.styles.struck("text", style)
        self.struck = outer if told is None else told
        self.read(element)
        self.struck = outer

    def _drawing(self, element: Element) -> None:
        """What a drawing holds is read after the paragraph, as the text of a box."""
        if self.struck:
            return
        if any(True for _ in element.elements(*_TEXTS)):
            self.boxes.append(element)
            return
        for inner in element.elements():
            if inner.tag not in _LEFT_OUT:
                self._drawing(inner)

    def _add(self, text: str) -> None:
        """Characters of the file: white space in a row is one blank, none begins a paragraph."""
        if self.struck:
            return
        plain = _BLANK.sub(" ", text)
        if self._blank:
            plain = plain.removeprefix(" ")
        if plain:
            self.written.add(plain)
            self._blank = plain.endswith(" ")

    def _show(self, text: str) -> None:
        if self.struck:
            return
        self.written.add(text)
        self._blank = False
