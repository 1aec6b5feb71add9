"""The content of a page, or of a form on it, while it is carried out: its state, and what changes it.

What a step does is pdfminer's, quirks and all, so that each number comes out the same. What is not
done here raises Unsure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pdfminer.pdfcolor import PREDEFINED_COLORSPACE, PDFColorSpace
from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import dict_value, list_value, stream_value
from pdfminer.psparser import LIT
from pdfminer.utils import mult_matrix

from pipeline.ingest.pdf_fonts import Fonts
from pipeline.ingest.pdf_painter import Ink, Painter, Path, TextState
from pipeline.ingest.pdf_record import Matrix
from pipeline.ingest.pdf_steps import Unsure, steps

UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
ANY = -1
"""As many operands as there are."""
Operator = tuple[int, Callable[..., None]]
"""The operands that an operator takes, and what it does with a content and these."""
Operators = Mapping[bytes, Operator]
"""Operators by their letters."""

_FORM, _IMAGE = LIT("Form"), LIT("Image")


@dataclass(frozen=True, slots=True)
class Color:
    """A color as it is set, and the space that the next one is of."""

    space: PDFColorSpace = PREDEFINED_COLORSPACE["DeviceGray"]
    value: object = 0


class Content:
    """The content of a page, or of a form on it, while it is carried out."""

    def __init__(
        self,
        painter: Painter,
        fonts: Fonts,
        resources: Mapping[Any, Any],
        *,
        matrix: Matrix,
        operators: Operators,
        around: frozenset[int | None] = frozenset(),
    ) -> None:
        self.painter, self.fonts, self.resources = painter, fonts, resources
        self.named = fonts.named(resources)
        manager = PDFResourceManager()
        others = PDFPageInterpreter(manager, PDFDevice(manager))
        others.init_resources({key: value for key, value in resources.items() if key != "Font"})
        self.spaces, self.drawn = others.csmap, others.xobjmap
        self.around = around
        """The numbers of the streams that draw this content."""
        self.matrix = matrix
        self.operators = operators
        self.text = TextState()
        self.stroke, self.fill = Color(), Color()
        self.path = Path()
        self._saved: list[tuple[Matrix, TextState, Color, Color]] = []

    def carry_out(self, streams: Sequence[object]) -> None:
        """Draw what streams hold; one that draws itself is passed over."""
        held = [
            stream
            for stream in map(stream_value, list_value(streams))
            if stream.objid is not None and stream.objid not in self.around
        ]
        self.around = self.around.union(stream.objid for stream in held)
        for operator, operands in steps(b"\n".join(stream.get_data() for stream in held)):
            count, do = self.operators.get(operator, _UNKNOWN)
            if len(operands) != count and count != ANY:
                raise Unsure(f"operator {operator!r} with {len(operands)} operands")
            do(self, *operands)

    # --- state ------------------------------------------------------------------------------------

    def save(self) -> None:
        self._saved.append((self.matrix, self.text.copy(), self.stroke, self.fill))

    def restore(self) -> None:
        if self._saved:
            self.matrix, self.text, self.stroke, self.fill = self._saved.pop()

    # --- colors -----------------------------------------------------------------------------------

    def device_color(self, _: Color, name: str, *values: float) -> Color:
        return Color(self.spaces[name], values if len(values) > 1 else values[0])

    def color(self, before: Color, *values: object) -> Color:
        """The color that components in the space of the one before make."""
        if len(values) != before.space.ncomponents:
            raise Unsure(f"{len(values)} components of a color")
        if before.space.name == "Pattern":
            return Color(before.space, None)
        if len(values) not in (1, 3, 4):
            return before
        return Color(before.space, values if len(values) > 1 else values[0])

    def color_space(self, before: Color, name: str) -> Color:
        return Color(self.spaces.get(name, before.space), before.value)

    # --- paths ------------------------------------------------------------------------------------

    def lead(self, letter: str, x: float, y: float) -> None:
        self.path.shape.append(letter)
        self.path.points.append((x, y))

    def close(self) -> None:
        self.path.shape.append("h")
        self.path.points.append(None)

    def rectangle(self, x: float, y: float, width: float, height: float) -> None:
        right, head = x + width, y + height
        self.path.shape.append("mlllh")
        self.path.points += (x, y), (right, y), (right, head), (x, head), None

    def paint(self, *, stroke: bool = False, fill: bool = False) -> None:
        inks = Ink(stroke, self.stroke.value), Ink(fill, self.fill.value)
        self.painter.path(self.path, self.matrix, *inks)
        self.path = Path()

    def drop_path(self) -> None:
        self.path = Path()

    # --- text -------------------------------------------------------------------------------------

    def font(self, name: str, size: float) -> None:
        if name not in self.named:
            raise Unsure(f"font {name!r}")
        self.text.font, self.text.size = self.named[name], size

    def move(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self.text.matrix
        self.text.begin((a, b, c, d, x * a + y * c + e, x * b + y * d + f))

    def next_line(self) -> None:
        a, b, c, d, e, f = self.text.matrix
        leading = self.text.leading
        self.text.begin((a, b, c, d, leading * c + e, leading * d + f))

    def show(self, pieces: Sequence[float | bytes]) -> None:
        self.painter.text(self.text, pieces, self.matrix)

    # --- pictures and forms -----------------------------------------------------------------------

    def draw(self, name: str) -> None:
        if name not in self.drawn:
            return
        stream = stream_value(self.drawn[name])
        kind = stream.get("Subtype")
        if kind is _IMAGE and "Width" in stream and "Height" in stream:
            self.painter.picture(self.matrix)
        elif kind is _FORM and "BBox" in stream:
            a, b, c, d, e, f = map(float, list_value(stream.get("Matrix", [*UPRIGHT])))
            own = stream.get("Resources")
            resources = dict_value(own) if own else self.resources
            matrix = mult_matrix((a, b, c, d, e, f), self.matrix)
            form = Content(
                self.painter,
                self.fonts,
                resources,
                matrix=matrix,
                operators=self.operators,
                around=self.around,
            )
            form.carry_out([stream])


def _unknown(_: Content, *__: object) -> None:
    raise Unsure("an operator that is not known")


_UNKNOWN: Operator = (ANY, _unknown)
