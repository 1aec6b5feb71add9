"""The runs of a DOCX paragraph -> its text, its links, and what hangs on it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.ingest.docx_styles import Styles, switched_on
from pipeline.ingest.numbering import symbol
from pipeline.ingest.writer import Written
from pipeline.ingest.xml_tree import Element

_PLAIN = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_CHARACTERS = frozenset((*_PLAIN, "w:t", "w:sym"))
_LEFT_OUT = frozenset(
    "w:pPr w:rPr w:del w:moveFrom w:delText w:sdtPr w:sdtEndPr w:smartTagPr w:customXmlPr"
    " w:instrText w:delInstrText w:rt w:footnoteRef w:endnoteRef w:annotationRef".split()
)
"""What shows nothing: properties, deletions, field codes, ruby glosses; text is read on its own."""
_CODE = re.compile(r"(?![Dd][89A-Fa-f])[0-9A-Fa-f]{4}")
"""A character by its code, which no half of a surrogate pair is."""
_DEEPEST = 20
"""Fields within fields; of more, the outermost is given up."""
_HYPERLINK = re.compile(r'\s*HYPERLINK\s+(?P<inside>\\l\s+)?"?(?P<address>[^"\s]*)', re.IGNORECASE)


@dataclass(slots=True)
class _Field:
    """A complex field (17.16.18): its code, and once that has ended where its result began."""

    code: str = ""
    shown: int | None = None


@dataclass(slots=True)
class Fields:
    """The fields that are open, the outermost first. They may run over paragraphs."""

    open: list[_Field] = field(default_factory=list)

    @property
    def in_code(self) -> bool:
        return any(each.shown is None for each in self.open)


@dataclass(slots=True)
class Runs:
    """Reads the runs of one paragraph. `boxes` and `notes` are left to be read after it."""

    written: Written
    fields: Fields
    styles: Styles
    addresses: Mapping[str, str]
    boxes: list[Element] = field(default_factory=list)
    notes: list[tuple[str, str]] = field(default_factory=list)
    page: bool = False
    """Whether a page break stands before the first character."""

    def read(self, element: Element, unread: frozenset[str] = frozenset()) -> None:
        """Reads what an element holds; `unread` has the toggles that its style turns on."""
        for child in element.elements():
            if child.tag == "w:r":
                self._run(child, unread)
            elif child.tag == "w:hyperlink":
                since = self.written.mark()
                self.read(child, unread)
                self.written.link(since, self.addresses.get(child.get("r:id") or "", ""))
            elif child.tag == "w:fldSimple":
                since = self.written.mark()
                self.read(child, unread)
                self.written.link(since, _address(child.get("w:instr") or ""))
            elif child.tag == "mc:AlternateContent":
                self._alternatives(child, unread)
            elif child.tag == "w:txbxContent":
                self.boxes.append(child)
            elif child.tag == "w:sdt" and switched_on(child.first("w:sdtPr"), "w:showingPlcHdr"):
                continue
            elif child.tag not in _LEFT_OUT:
                self.read(child, unread)

    def end(self) -> None:
        """Ends the links of fields that are still open; the next paragraph begins them anew.

        A code that its paragraph does not end is taken for damage: it hides nothing more.
        """
        self.fields.open = [each for each in self.fields.open if each.shown is not None]
        for each in self.fields.open:
            self.written.link(each.shown or 0, _address(each.code))
            each.shown = 0

    def _run(self, run: Element, unread: frozenset[str]) -> None:
        own = run.first("w:rPr")
        left_out = self.styles.unread(run.value("w:rPr", "w:rStyle"), own, unread)
        for child in run.elements():
            if child.tag == "w:fldChar":
                self._field_mark(child.get("w:fldCharType") or "")
            elif child.tag == "w:instrText":
                if self.fields.open:
                    self.fields.open[-1].code += _text(child)
            elif not (left_out or self.fields.in_code):
                self._shown(child)

    def _shown(self, child: Element) -> None:
        """One part of a run that is visible."""
        if child.tag == "w:br" and child.get("w:type") in ("page", "column"):
            self._break_page()
        elif child.tag in _CHARACTERS:
            self.written.add(_characters(child))
        elif child.tag in ("w:footnoteReference", "w:endnoteReference"):
            kind = child.tag.removeprefix("w:").removesuffix("Reference")
            self.notes.append((kind, child.get("w:id") or ""))
        elif child.tag == "mc:AlternateContent":
            self._alternatives(child, frozenset())
        elif child.tag == "w:txbxContent":
            self.boxes.append(child)
        elif child.tag not in _LEFT_OUT:
            # A drawing, a picture, an object or a ruby text: what they hold.
            for inner in child.elements():
                if inner.tag == "w:r":
                    self._run(inner, frozenset())
                else:
                    self._shown(inner)

    def _break_page(self) -> None:
        """A page ends here: before the paragraph, or in it as a form feed."""
        if self.written.shown:
            self.written.add("\x0c")
        else:
            self.page = True

    def _alternatives(self, element: Element, unread: frozenset[str]) -> None:
        """One of several ways to show the same thing: the first that shows any text."""
        for choice in element.elements("mc:Choice", "mc:Fallback"):
            before = len(self.boxes), self.written.mark()
            for inner in choice.elements():
                if inner.tag in ("w:r", "w:p"):
                    self.read(choice, unread)
                    break
                self._shown(inner)
            if before != (len(self.boxes), self.written.mark()):
                return

    def _field_mark(self, kind: str) -> None:
        if kind == "begin":
            self.fields.open = [*self.fields.open[1 - _DEEPEST :], _Field()]
        elif kind == "separate" and self.fields.open:
            self.fields.open[-1].shown = self.written.mark()
        elif kind == "end" and self.fields.open:
            ended = self.fields.open.pop()
            if ended.shown is not None:
                self.written.link(ended.shown, _address(ended.code))


def _address(code: str) -> str:
    """Where a field HYPERLINK leads to; nothing for other fields and for places in the file."""
    match = _HYPERLINK.match(code)
    return match["address"] if match and not match["inside"] else ""


def _characters(element: Element) -> str:
    """What an element of a run prints; text without `xml:space` is stripped, as XML has it."""
    if element.tag == "w:t":
        text = _text(element)
        return text if element.get("xml:space") == "preserve" else text.strip(" \t\r\n")
    if element.tag == "w:sym":
        code = element.get("w:char") or ""
        return symbol(chr(int(code, 16))) if _CODE.fullmatch(code) else ""
    return _PLAIN[element.tag]


def _text(element: Element) -> str:
    return "".join(child for child in element.children if isinstance(child, str))
