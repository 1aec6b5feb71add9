"""Parts set as a PDF of plain pages: text in one font, tables ruled, the page numbered.

The font is embedded by nobody; a table of the file says which characters its codes mean, so that
the text can be read as in files that office programs export. All measures are points.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from benchmarks.archive.parts import Grid, Para, Part

_WIDTH, _HEIGHT, _MARGIN = 595, 842, 56
_SIZE, _LINE = 12, 18
_SIZES = {"title": 16, "heading": 14}
_PAD = 4
_ROOM = _WIDTH - 2 * _MARGIN
_FOOT = _HEIGHT - _MARGIN
_PIECE = re.compile(r"[\u2e80-\uffff]|[^\s\u2e80-\uffff]+|\s+")
_NARROW = ((0x20, 0x24F), (0x1E00, 0x1EFF))
"""Letters that are half as wide as they are high; all else is a square."""


def as_pdf(parts: Sequence[Part]) -> bytes:
    """The pages of a release."""
    setter = _Setter()
    for part in parts:
        if isinstance(part, Para):
            setter.paragraph(part)
        else:
            setter.table(part)
    return _file(setter.pages)


@dataclass(slots=True)
class _Setter:
    """Sets parts one below the other, on new pages where one is full."""

    pages: list[list[str]] = field(default_factory=lambda: [[]])
    top: float = _MARGIN

    def paragraph(self, para: Para) -> None:
        size = _SIZES.get(para.style, _SIZE)
        text = f"◆ {para.text}" if para.style == "item" else para.text
        for line in _lines(text, _ROOM, size):
            self._room(size * 1.5)
            self._show(_MARGIN, line, size)
            self.top += size * 1.5
        self.top += 6

    def table(self, grid: Grid) -> None:
        """Rows as high as their highest cell, cut where a page ends, the header on each page."""
        whole = sum(grid.widths)
        widths = [_ROOM * width / whole for width in grid.widths]
        head, *rows = (
            [
                [line for text in cell for line in _lines(text, width - 2 * _PAD, _SIZE)]
                for cell, width in zip(row, widths, strict=True)
            ]
            for row in grid.rows
        )
        self._room(_height(head) + _LINE * 3)
        self._row(head, widths)
        for row in rows:
            left = row
            while any(left):
                fits = int((_FOOT - self.top - 2 * _PAD) // _LINE)
                if fits < 1:
                    self._turn()
                    self._row(head, widths)
                    continue
                self._row([cell[:fits] for cell in left], widths)
                left = [cell[fits:] for cell in left]
        self.top += 8

    def _row(self, cells: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        height = _height(cells)
        left, above = float(_MARGIN), self.top
        for cell, width in zip(cells, widths, strict=True):
            self._draw(f"{left:.2f} {_HEIGHT - above - height:.2f} {width:.2f} {height:.2f} re S")
            self.top = above + _PAD
            for line in cell:
                self._show(left + _PAD, line, _SIZE)
                self.top += _LINE
            left += width
        self.top = above + height

    def _room(self, height: float) -> None:
        if self.top + height > _FOOT:
            self._turn()

    def _turn(self) -> None:
        self.pages.append([])
        self.top = _MARGIN

    def _show(self, left: float, line: str, size: float) -> None:
        base = _HEIGHT - self.top - 0.88 * size
        code = line.encode("utf-16-be").hex()
        self._draw(f"BT /F {size} Tf {left:.2f} {base:.2f} Td <{code}> Tj ET")

    def _draw(self, operators: str) -> None:
        self.pages[-1].append(operators)


def _height(cells: Sequence[Sequence[str]]) -> float:
    return max(map(len, cells)) * _LINE + 2 * _PAD


def _lines(text: str, room: float, size: float) -> Iterator[str]:
    """A text cut into lines: between Han characters, and at blanks."""
    line, used = "", 0.0
    for piece in _PIECE.findall(text):
        width = _width(piece, size)
        if line and used + width > room:
            yield line.rstrip()
            line, used = "", 0.0
        if line or not piece.isspace():
            line, used = line + piece, used + width
    yield line


def _width(text: str, size: float) -> float:
    return sum(size / 2 if _is_narrow(char) else size for char in text)


def _is_narrow(char: str) -> bool:
    return any(first <= ord(char) <= last for first, last in _NARROW)


# --- the file ------------------------------------------------------------------------------------

_WIDTHS = " ".join(f"{first} {last} 500" for first, last in _NARROW)
_FONT = (
    "<< /Type /Font /Subtype /Type0 /BaseFont /Invented /Encoding /Identity-H /ToUnicode 4 0 R"
    " /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /Invented /DW 1000"
    f" /W [{_WIDTHS}] /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
    " /FontDescriptor << /Type /FontDescriptor /FontName /Invented /Flags 4 /StemV 80"
    " /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 700 >> >>] >>"
)
_MEANINGS = "\n".join(
    f"{len(rows)} beginbfrange\n"
    + "".join(f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>\n" for high in rows)
    + "endbfrange"
    for rows in (range(100), range(100, 200), range(200, 256))
)
_TO_UNICODE = (
    "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapType 2 def\n"
    f"1 begincodespacerange <0000> <ffff> endcodespacerange\n{_MEANINGS}\nendcmap end end"
)


def _file(pages: Sequence[Sequence[str]]) -> bytes:
    first = 5
    kids = " ".join(f"{first + 2 * nth} 0 R" for nth in range(len(pages)))
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
        _FONT.encode(),
        _stream(_TO_UNICODE),
    ]
    for nth, page in enumerate(pages):
        foot = f"BT /F 10 Tf {_WIDTH / 2} 28 Td <{str(nth + 1).encode('utf-16-be').hex()}> Tj ET"
        objects.append(
            f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 {_WIDTH} {_HEIGHT}] /Contents"
            f" {first + 2 * nth + 1} 0 R /Resources << /Font << /F 3 0 R >> >> >>".encode()
        )
        objects.append(_stream("\n".join(("0.5 w", *page, foot))))
    return assembled(objects)


def assembled(objects: Sequence[bytes]) -> bytes:
    """A PDF file of its objects, numbered from 1; the first is its catalogue."""
    data = b"%PDF-1.7\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    table = b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    return data + (
        b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n"
        b"%%%%EOF\n"
    ) % (len(objects) + 1, table, len(objects) + 1, len(data))


def _stream(content: str) -> bytes:
    packed = zlib.compress(content.encode("ascii"))
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(packed), packed)
