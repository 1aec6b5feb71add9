"""What the steps of a content leave on a page: characters, lines, areas, other paths, pictures.

The arithmetic, and what counts as a line or an area, is pdfminer's and pdfplumber's.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, repeat
from typing import NamedTuple, TypeVar

from pdfminer.utils import apply_matrix_pt, apply_matrix_rect, mult_matrix

from pipeline.ingest.pdf_fonts import Font
from pipeline.ingest.pdf_glyphs import Box, Glyphs
from pipeline.ingest.pdf_record import Area, Matrix, angle_of, is_white
from pipeline.ingest.pdf_steps import Unsure

T = TypeVar("T")
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
        self._texts: list[str] = []
        self._lefts: list[float] = []
        self._rights: list[float] = []
        self._runs: list[tuple[int, float, float, bool, int]] = []
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
        texts, lefts, rights = self._texts, self._lefts, self._rights
        bold, first = font.is_bold, len(texts)
        if b == c == 0 < a and d > 0 <= state.size and not self._left:
            for text, x, advance in _set(font, state, pieces):
                x0 = x * a + e
                x1 = a * advance + x0
                if x1 < x0:
                    x0, x1 = x1, x0
                texts.append(text)
                lefts.append(x0)
                rights.append(x1)
            top = self._height - (d * high + f) + self._head
            bottom = self._height - (d * low + f) + self._head
            self._runs.append((len(texts) - first, top, bottom, bold, 0))
            return
        angle = angle_of(matrix)
        for text, x, advance in _set(font, state, pieces):
            at = (a, b, c, d, x * a + e, x * b + f)
            x0, top, x1, bottom = self._placed(apply_matrix_rect(at, (0, low, advance, high)))
            texts.append(text)
            lefts.append(x0)
            rights.append(x1)
            self._runs.append((1, top, bottom, bold, angle))

    def glyphs(self) -> tuple[Glyphs, list[int]]:
        """The characters, and the direction of each."""
        counts = [run[0] for run in self._runs]
        tops = _each([run[1] for run in self._runs], counts)
        bottoms = _each([run[2] for run in self._runs], counts)
        bold = _each([run[3] for run in self._runs], counts)
        angles = _each([run[4] for run in self._runs], counts)
        numbers = list(range(len(angles)))
        return Glyphs(self._texts, self._lefts, tops, self._rights, bottoms, bold, numbers), angles

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


def _each(values: Iterable[T], counts: Iterable[int]) -> list[T]:
    """Each value so many times."""
    return list(chain.from_iterable(map(repeat, values, counts)))


def _set(
    font: Font, state: TextState, pieces: Iterable[float | bytes]
) -> Iterator[tuple[str, float, float]]:
    """Each character that is text, where it begins on its line and how far it goes."""
    x, scaling = state.x, state.scaling * 0.01
    charspace = state.charspace * scaling
    wordspace = 0.0 if font.is_multibyte else state.wordspace * scaling
    step = 0.001 * state.size * scaling
    known = font.sized(state.size, scaling)
    space = 0.0
    for piece in pieces:
        if isinstance(piece, float):
            x -= piece * step
            space = charspace
            continue
        for code in font.decode(piece):
            text, advance = known[code]
            x += space
            space = charspace
            if text:
                yield text, x, advance
            x += advance
            if wordspace and code == 32:
                x += wordspace
    state.x = x


def _is_rectangle(points: Sequence[Point]) -> bool:
    (x0, y0), (x1, y1), (x2, y2), (x3, y3), last = points
    return points[0] == last and (
        (x0 == x1 and y1 == y2 and x2 == x3 and y3 == y0)
        or (y0 == y1 and x1 == x2 and y2 == y3 and x3 == x0)
    )
