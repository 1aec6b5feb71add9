"""The fonts of a PDF: which characters the bytes of a text are, and how wide.

What a font says is pdfminer's to read. Only its slow parts are gone round: the table of Unicode values
is read here, and the font's program not at all while each character shown stands in that table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import Any

from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFResourceManager
from pdfminer.pdftypes import PDFObjRef, PDFStream, dict_value, list_value, resolve1

from pipeline.ingest.pdf_record import is_bold, shown

_CODE = rb"<(?:[0-9A-Fa-f]{2})++>"
_LIST = rb"\[\s*+(?:%b\s*+)*+\]" % _CODE
_PAIRS = re.compile(rb"\s*+(?:%b\s*+%b\s*+)*+" % (_CODE, _CODE))
_RANGES = re.compile(rb"\s*+(?:%b\s*+%b\s*+(?:%b|%b)\s*+)*+" % (_CODE, _CODE, _CODE, _LIST))
_RANGE = re.compile(rb"<(\w+)>\s*<(\w+)>\s*(?:<(\w+)>|\[([^\]]*)\])")
_HELD = re.compile(rb"<(\w+)>")
_SECTION = re.compile(rb"begin(bfchar|bfrange)\b(.*?)end\1\b", re.DOTALL)
_OTHERWISE = re.compile(rb"usecmap|begincid|endcmap.*begin", re.DOTALL)
_PROGRAMS = ("FontFile", "FontFile2", "FontFile3")
_WIDEST = 0x10000
"""Characters that one range may hold."""


class Font(dict[int, tuple[str, float]]):
    """By its code: the text of a character, and its width in type of size one.

    `whole` gives the font as the file has it, where `font` is one without its program.
    """

    def __init__(self, font: PDFFont, whole: Callable[[], PDFFont]) -> None:
        super().__init__()
        self._font, self._whole = font, whole
        self._sized: dict[tuple[float, float], Sized] = {}
        self.decode: Callable[[bytes], Iterable[int]] = font.decode
        self.descent = font.get_descent()
        self.is_bold = is_bold(font.fontname)
        self.is_multibyte = font.is_multibyte()
        self.is_vertical = font.is_vertical()

    def sized(self, size: float, scaling: float) -> Sized:
        """Its characters in a size."""
        found = self._sized.get((size, scaling))
        if found is None:
            found = self._sized[size, scaling] = Sized(self, size, scaling)
        return found

    def __missing__(self, code: int) -> tuple[str, float]:
        table = getattr(self._font, "unicode_map", None)
        font = self._font if table and code in table.cid2unichr else self._whole()
        try:
            text = font.to_unichr(code)
        except PDFUnicodeNotDefined:
            text = f"(cid:{code})"
        found = self[code] = shown(text), font.char_width(code)
        return found


class Sized(dict[int, tuple[str, float]]):
    """By its code: the text of a character, and how far it goes in type of a size."""

    def __init__(self, font: Font, size: float, scaling: float) -> None:
        super().__init__()
        self._font, self._size, self._scaling = font, size, scaling

    def __missing__(self, code: int) -> tuple[str, float]:
        text, width = self._font[code]
        found = self[code] = text, width * self._size * self._scaling
        return found


class Fonts:
    """The fonts of a document, each read once."""

    def __init__(self) -> None:
        self._known: dict[int, Font] = {}

    def named(self, resources: Mapping[Any, Any]) -> dict[str, Font]:
        """The fonts that resources name. Raises what pdfminer raises."""
        found: dict[str, Font] = {}
        for name, spec in dict_value(resources.get("Font", {})).items():
            number = spec.objid if isinstance(spec, PDFObjRef) else 0
            if number and number in self._known:
                found[name] = self._known[number]
                continue
            found[name] = _font(dict_value(spec))
            if number:
                self._known[number] = found[name]
        return found


def _font(spec: dict[Any, Any]) -> Font:
    whole = cache(lambda: PDFResourceManager().get_font(None, spec))
    table = resolve1(spec.get("ToUnicode"))
    values = unicode_values(table.get_data()) if isinstance(table, PDFStream) else None
    if values is None:
        return Font(whole(), whole)
    font: Any = PDFResourceManager().get_font(None, _bare(spec))
    font.unicode_map.cid2unichr.update(values)
    return Font(font, whole)


def _bare(spec: Mapping[Any, Any]) -> dict[Any, Any]:
    """A font with an empty table of Unicode values, and without its program."""
    bare = {**spec, "ToUnicode": PDFStream({}, b"")}
    if "DescendantFonts" in spec:
        first, *others = list_value(spec["DescendantFonts"])
        bare["DescendantFonts"] = [_without_program(dict_value(first)), *others]
    return _without_program(bare)


def _without_program(spec: dict[Any, Any]) -> dict[Any, Any]:
    if "FontDescriptor" not in spec:
        return spec
    descriptor = dict_value(spec["FontDescriptor"])
    kept = {key: value for key, value in descriptor.items() if key not in _PROGRAMS}
    return {**spec, "FontDescriptor": kept}


def unicode_values(data: bytes) -> dict[int, str] | None:
    """The text of each code in a table of Unicode values; None where it is no plain one.

    Source: ISO 32000-1, 9.10.3; what pdfminer makes of it where that leaves a choice.
    """
    if _OTHERWISE.search(data):
        return None
    table: dict[int, str] = {}
    for kind, held in _SECTION.findall(data):
        if kind == b"bfchar":
            if not _PAIRS.fullmatch(held):
                return None
            codes = iter(_HELD.findall(held))
            for code, value in zip(codes, codes, strict=True):
                _add(table, int(code, 16), _decoded(value))
        elif not _RANGES.fullmatch(held) or not _add_ranges(table, held):
            return None
    return table


def _decoded(value: bytes) -> str:
    return bytes.fromhex(value.decode()).decode("utf-16-be", "ignore")


def _add(table: dict[int, str], code: int, text: str) -> None:
    """Add a character, but no hard blank for what is a plain one already."""
    if text != "\u00a0" or table.get(code) != " ":
        table[code] = text


def _add_ranges(table: dict[int, str], held: bytes) -> bool:
    """Add what ranges hold; whether they are as they should be."""
    for first, last, base, several in _RANGE.findall(held):
        start, end = int(first, 16), int(last, 16)
        if len(first) != len(last) or not 0 <= end - start < _WIDEST:
            return False
        if several or not base:
            values = _HELD.findall(several)
            if len(values) != end - start + 1:
                return False
        else:
            low, width = int(base[-8:], 16), min(len(base), 8)
            if low + end - start >= 16**width:
                return False
            values = [base[:-8] + b"%0*x" % (width, low + n) for n in range(end - start + 1)]
        for code, value in enumerate(values, start):
            _add(table, code, _decoded(value))
    return True
