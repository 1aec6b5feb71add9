"""What the steps of a content leave on a page: characters, lines, areas, other paths, pictures.

The arithmetic, and what counts as a line or an area, is pdfminer's and pdfplumber's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from operator import gt
from typing import NamedTuple

from pdfminer.utils import apply_matrix_pt, apply_matrix_rect, mult_matrix

from pipeline.ingest.pdf_fonts import Font
from pipeline.ingest.pdf_glyphs import Box, Glyphs
from pipeline.ingest.pdf_record import Area, Matrix, angle_of, is_white
from pipeline.ingest.pdf_steps import Unsure

Point = tuple[float, float]

_SUBPATH = re.compile("m[^m]+")
_UNIT: Box = (0, 0, 1, 1)
_ORIGIN: Point = (0.0, 0.0)


@dataclass(slots=True)
class TextState:
    """How text is set, and where the next one begins. Source: ISO 32000-1, 9.3."""

    font: Font | None = None
    size: float = 0.0
    charspace: float = 0.0
    wordspace: float = 0.0
    scaling: float = 100.0
    leading: float = 0.0
    rise: float = 0.0
    matrix: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
    x: float = 0.0

    def copy(self) -> TextState:
        """The same, to be changed by itself."""
        return TextState(
            *(self.font, self.size, self.charspace, self.wordspace, self.scaling),
            *(self.leading, self.rise, self.matrix, self.x),
        )

    def begin(self, matrix: Matrix) -> None:
        """Begin a text, or a line of it, at a matrix."""
        self.matrix = matrix
        self.x = 0.0


@dataclass(slots=True)
class Path:
    """A path: the letters of its operators (`m`, `l`, `c`, `h`), and where each of them leads.

    To close a subpath leads to its beginning, which is None here.
    """

    shape: list[str] = field(default_factory=list)
    points: list[Point | None] = field(default_factory=list)


class Ink(NamedTuple):
    """A color, and whether it is put on."""

    drawn: bool
    color: object


class Painter:
    """What is on a page so far, as a page record has it. `box` is the page's own, in points."""

    def __init__(self, box: Box, height: float) -> None:
        self._left, self._head, self._height = box[0], box[1], height
        self.glyphs = Glyphs.of(())
        self.angles: list[int] = []
        self.lines: list[Box] = []
        self.areas: list[Area] = []
        self.curves: list[list[Point]] = []
        self.pictures: list[Box] = []

    def picture(self, matrix: Matrix) -> None:
        """A picture that fills the unit square of a matrix."""
        self.pictures.append(self._placed(apply_matrix_rect(matrix, _UNIT)))

    def _placed(self, box: Box) -> Box:
        """A box measured from the foot of the page as one measured from its head."""
        x0, y0, x1, y1 = box
        top, bottom = self._height - y1 + self._head, self._height - y0 + self._head
        return (
            (x0 + self._left, top, x1 + self._left, bottom) if self._left else (x0, top, x1, bottom)
        )

    # --- text -------------------------------------------------------------------------------------

    def text(self, state: TextState, pieces: Iterable[float | bytes], page: Matrix) -> None:
        """Characters, and the numbers that set them apart; `state` is moved to their end.

        Raises Unsure for a font that is set downwards.
        """
        font = state.font
        if font is None:
            return
        if font.is_vertical:
            raise Unsure("text set downwards")
        a, b, c, d, e, f = matrix = mult_matrix(state.matrix, page)
        low = font.descent * state.size + state.rise
        high = low + state.size
        texts, starts, advances = _set(font, state, pieces)
        if b == c == 0 < a and d > 0 <= state.size and not self._left:
            top = self._height - (d * high + f) + self._head
            bottom = self._height - (d * low + f) + self._head
            x0 = [x * a + e for x in starts]
            x1 = [a * advance + x for x, advance in zip(x0, advances, strict=True)]
            if any(map(gt, x0, x1)):
                x0, x1 = list(map(min, x0, x1)), list(map(max, x0, x1))
            count = len(texts)
            self._add(texts, (x0, [top] * count, x1, [bottom] * count), font.is_bold, 0)
            return
        boxes = [
            self._placed(
                apply_matrix_rect((a, b, c, d, x * a + e, x * b + f), (0, low, advance, high))
            )
            for x, advance in zip(starts, advances, strict=True)
        ]
        if boxes:
            columns = tuple(map(list, zip(*boxes, strict=True)))
            self._add(texts, columns, font.is_bold, angle_of(matrix))

    def _add(
        self, texts: list[str], boxes: tuple[list[float], ...], bold: bool, angle: int
    ) -> None:
        glyphs, first, count = self.glyphs, len(self.glyphs), len(texts)
        x0, top, x1, bottom = boxes
        glyphs.texts.extend(texts)
        glyphs.x0.extend(x0)
        glyphs.top.extend(top)
        glyphs.x1.extend(x1)
        glyphs.bottom.extend(bottom)
        glyphs.bold.extend([bold] * count)
        glyphs.numbers.extend(range(first, first + count))
        self.angles += [angle] * count

    # --- paths ------------------------------------------------------------------------------------

    def path(self, path: Path, page: Matrix, stroke: Ink, fill: Ink) -> None:
        """A path that is drawn in one ink and filled with another."""
        shape = "".join(path.shape)
        if not shape.startswith("m"):
            return
        parts = [(0, len(shape))]
        if shape.count("m") > 1:
            parts = [part.span() for part in _SUBPATH.finditer(shape)]
        for start, end in parts:
            first = path.points[start] or _ORIGIN
            held = [apply_matrix_pt(page, point or first) for point in path.points[start:end]]
            self._subpath(shape[start:end], held, stroke, fill)

    def _subpath(self, shape: str, points: list[Point], stroke: Ink, fill: Ink) -> None:
        if len(shape) > 3 and shape.endswith("lh") and points[-2] == points[0]:
            shape = shape[:-2] + "h"
            points.pop()
        if shape in ("ml", "mlh"):
            self.lines.append(self._around(points[:2]))
        elif shape in ("mlllh", "mllll") and _is_rectangle(points):
            box = self._around((points[0], points[2]))
            inks = stroke.drawn, fill.drawn, is_white(stroke.color), is_white(fill.color)
            self.areas.append(Area(box, *inks))
        else:
            foot = self._head + self._height
            self.curves.append([(self._left + x, foot - y) for x, y in points])

    def _around(self, points: Sequence[Point]) -> Box:
        """The box of two points."""
        (ax, ay), (bx, by) = points
        return self._placed((min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)))


def _set(
    font: Font, state: TextState, pieces: Iterable[float | bytes]
) -> tuple[list[str], list[float], list[float]]:
    """The characters that are text, where each begins on its line, and how far it goes."""
    x, scaling = state.x, state.scaling * 0.01
    charspace = state.charspace * scaling
    wordspace = 0.0 if font.is_multibyte else state.wordspace * scaling
    step = 0.001 * state.size * scaling
    known = font.sized(state.size, scaling)
    texts: list[str] = []
    starts: list[float] = []
    advances: list[float] = []
    space = 0.0
    for piece in pieces:
        if isinstance(piece, float):
            x -= piece * step
            space = charspace
            continue
        for text, advance, is_blank in known[piece]:
            x += space
            space = charspace
            if text:
                texts.append(text)
                starts.append(x)
                advances.append(advance)
            x += advance
            if wordspace and is_blank:
                x += wordspace
    state.x = x
    return texts, starts, advances


def _is_rectangle(points: Sequence[Point]) -> bool:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3), last = points
    return points[0] == last and (
        (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0)
        or (y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0)
    )
