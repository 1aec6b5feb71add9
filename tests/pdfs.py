"""PDF files for tests, drawn by hand: text, rules, areas, links and pictures at given places.

Han characters are set in a font that every reader knows and no file embeds (Adobe-CNS1), as wide
as they are high; ASCII in Courier, six tenths of that. All measures are points from the top left.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from benchmarks.archive.pdf import assembled

A4 = (595, 842)
_ASCENT = {"L": 0.843, "H": 0.88}
"""Share of the size of type that the box of a character reaches above its base line."""
_HAN = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /MSung-Light /Encoding /UniCNS-UCS2-%b"
    b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /MSung-Light /DW 1000"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (CNS1) /Supplement 0 >>"
    b" /FontDescriptor << /Type /FontDescriptor /FontName /MSung-Light /Flags 6 /StemV 80"
    b" /FontBBox [0 -120 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880 >> >>] >>"
)
_UNKNOWN = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Lost /Encoding /Identity-H /DescendantFonts"
    b" [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Lost /DW 1000 /CIDSystemInfo"
    b" << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> >>] >>"
)
_FONTS = (
    b"<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
    _HAN % b"H",
    _HAN % b"V",
    _UNKNOWN,
)
_PICTURE = (
    b"<< /Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8"
    b" /ColorSpace /DeviceGray /Length 1 >>\nstream\nX\nendstream"
)
_NAMES = ("L", "H", "V", "U")


def width(text: str, size: float) -> float:
    """How wide a text is."""
    return sum(0.6 * size if ord(char) < 256 else size for char in text)


@dataclass(slots=True)
class Sheet:
    """A page. `turned` is its /Rotate entry; what is drawn is drawn before it is turned."""

    size: tuple[float, float] = A4
    turned: int = 0
    _content: list[bytes] = field(default_factory=list)
    _links: list[bytes] = field(default_factory=list)
    _pictures: int = 0

    def text(self, x: float, top: float, text: str, size: float = 12, angle: int = 0) -> Sheet:
        """A line, or several parted by newlines one and a half sizes apart.

        At an angle (in degrees, counter-clockwise), x and top are those of the base line.
        """
        for number, line in enumerate(text.split("\n")):
            self._line(x, top + 1.5 * size * number, line, size, angle)
        return self

    def bold(self, x: float, top: float, text: str, size: float = 12) -> Sheet:
        """A line drawn twice, a little apart, for want of a bold font."""
        return self.text(x, top, text, size).text(x + 0.3, top, text, size)

    def down(self, x: float, top: float, text: str, size: float = 12) -> Sheet:
        """A line written downwards: x is the middle of its characters."""
        return self._show("V", (1, 0, 0, 1), (x, self.size[1] - top), text, size)

    def unknown(self, x: float, top: float, count: int, size: float = 12) -> Sheet:
        """Characters whose font does not say what they are."""
        codes = "".join(map(chr, range(500, 500 + count)))
        return self._show("U", (1, 0, 0, 1), (x, self.size[1] - top - size), codes, size)

    def rule(self, x0: float, y0: float, x1: float, y1: float, thick: float = 0.5) -> Sheet:
        return self._draw(f"{thick} w {x0} {self._y(y0)} m {x1} {self._y(y1)} l S")

    def dashes(self, x0: float, y: float, x1: float) -> Sheet:
        """A rule across, drawn in pieces of three points."""
        for step in range(int((x1 - x0) / 5) + 1):
            left = x0 + 5 * step
            self.rule(left, y, min(left + 3, x1), y)
        return self

    def area(self, x0: float, top: float, x1: float, bottom: float, grey: float = 0.9) -> Sheet:
        """A filled area without a border."""
        return self._draw(f"{grey} g {x0} {self._y(bottom)} {x1 - x0} {bottom - top} re f 0 g")

    def frame(self, x0: float, top: float, x1: float, bottom: float) -> Sheet:
        return self._draw(f"0.5 w {x0} {self._y(bottom)} {x1 - x0} {bottom - top} re S")

    def link(self, x0: float, top: float, x1: float, bottom: float, uri: str) -> Sheet:
        box = f"[{x0} {self._y(bottom)} {x1} {self._y(top)}]"
        self._links.append(
            f"<< /Type /Annot /Subtype /Link /Rect {box} /A << /S /URI /URI ({uri}) >> >>".encode()
        )
        return self

    def picture(self, x0: float, top: float, x1: float, bottom: float) -> Sheet:
        self._pictures += 1
        return self._draw(f"q {x1 - x0} 0 0 {bottom - top} {x0} {self._y(bottom)} cm /X Do Q")

    def _line(self, x: float, top: float, line: str, size: float, angle: int) -> None:
        turn = math.radians(angle)
        cos, sin = round(math.cos(turn), 6), round(math.sin(turn), 6)
        along = 0.0
        for latin, run in groupby(line, key=lambda char: ord(char) < 256):
            text = "".join(run)
            font = "L" if latin else "H"
            drop = _ASCENT[font] * size if not angle else 0.0
            at = (x + along * cos, self.size[1] - top - drop + along * sin)
            self._show(font, (cos, sin, -sin, cos), at, text, size)
            along += width(text, size)

    def _show(
        self,
        font: str,
        turn: tuple[float, float, float, float],
        at: tuple[float, float],
        text: str,
        size: float,
    ) -> Sheet:
        coded = text.encode("cp1252" if font == "L" else "utf-16-be").hex()
        matrix = " ".join(f"{value:.6f}" for value in (*turn, *at))
        return self._draw(f"BT /{font} {size} Tf {matrix} Tm <{coded}> Tj ET")

    def _draw(self, operators: str) -> Sheet:
        self._content.append(operators.encode())
        return self

    def _y(self, top: float) -> float:
        return self.size[1] - top

    def objects(self, number: int, picture: int) -> list[bytes]:
        """The page, numbered, and its content, numbered next."""
        fonts = b" ".join(b"/%b %d 0 R" % (n.encode(), 3 + i) for i, n in enumerate(_NAMES))
        content = b"\n".join(self._content)
        turned = b"/Rotate %d" % self.turned if self.turned else b""
        page = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] %b /Contents %d 0 R"
            b" /Resources << /Font << %b >> /XObject << /X %d 0 R >> >> /Annots [%b] >>"
        ) % (*map(int, self.size), turned, number + 1, fonts, picture, b" ".join(self._links))
        return [page, b"<< /Length %d >>\nstream\n%b\nendstream" % (len(content), content)]


def pdf(*sheets: Sheet) -> bytes:
    """A file of these pages."""
    first = 4 + len(_FONTS)
    picture = first - 1
    numbers = [first + 2 * index for index in range(len(sheets))]
    kids = b" ".join(b"%d 0 R" % number for number in numbers)
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, len(sheets)),
        *_FONTS,
        _PICTURE,
    ]
    for number, sheet in zip(numbers, sheets, strict=True):
        objects += sheet.objects(number, picture)
    return assembled(objects)


Cells = Mapping[tuple[int, int], str]
"""Texts by row and column; lines parted by newlines."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Where the columns and rows of a table are, and what to draw of it."""

    columns: Sequence[float]
    rows: Sequence[float]
    cells: Cells
    spans: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """Rows and columns that a cell covers, where that is more than one."""
    middle: frozenset[int] = frozenset()
    """Columns whose texts stand at half the height of their rows."""
    size: float = 12

    def texts(self, sheet: Sheet) -> Sheet:
        """Draw the texts, four points from the left edge and three from the top."""
        for (row, column), text in self.cells.items():
            top = self.rows[row] + 3
            if column in self.middle:
                last = row + self.spans.get((row, column), (1, 1))[0]
                height = (1.5 * text.count("\n") + 1) * self.size
                top = (self.rows[row] + self.rows[last] - height) / 2
            sheet.text(self.columns[column] + 4, top, text, self.size)
        return sheet

    def sides(self, sheet: Sheet) -> Sheet:
        """Draw a rule along each side of each cell."""
        covered = {
            (row + down, column + right)
            for (row, column), (rows, columns) in self.spans.items()
            for down in range(rows)
            for right in range(columns)
            if down or right
        }
        for row in range(len(self.rows) - 1):
            for column in range(len(self.columns) - 1):
                if (row, column) not in covered:
                    down, right = self.spans.get((row, column), (1, 1))
                    x0, x1 = self.columns[column], self.columns[column + right]
                    top, bottom = self.rows[row], self.rows[row + down]
                    for a, b, c, d in (
                        *((x0, top, x1, top), (x0, bottom, x1, bottom)),
                        *((x0, top, x0, bottom), (x1, top, x1, bottom)),
                    ):
                        sheet.rule(a, b, c, d)
        return sheet
