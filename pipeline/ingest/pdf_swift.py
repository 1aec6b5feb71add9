"""A page read fast: the steps of its content carried out on what pdfminer knows of the file.

Objects, filters and fonts are pdfminer's to read; its interpreter, which takes most of the time, is
replaced. What a step does is pdfminer's, quirks and all, so that each number comes out the same. What
is not done here raises Unsure, and the page is one for `pdf_plumber`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from pdfminer.pdfcolor import PREDEFINED_COLORSPACE, PDFColorSpace
from pdfminer.pdfdevice import PDFDevice
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager
from pdfminer.pdftypes import dict_value, list_value, stream_value
from pdfminer.psparser import LIT
from pdfminer.utils import mult_matrix

from pipeline.ingest.pdf_fonts import Fonts
from pipeline.ingest.pdf_painter import Ink, Painter, Path, TextState
from pipeline.ingest.pdf_plumber import page_links
from pipeline.ingest.pdf_record import Matrix, PageRecord
from pipeline.ingest.pdf_steps import Unsure, steps

if TYPE_CHECKING:
    from pdfplumber.page import Page

_UPRIGHT: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_FORM, _IMAGE = LIT("Form"), LIT("Image")


def swift_record(page: Page, fonts: Fonts) -> PageRecord:
    """What a page shows, as `plumber_record` gives it. Raises Unsure, and what pdfminer raises.

    `fonts` are those of the file.
    """
    content = page.page_obj
    painter = Painter(page.mediabox, page.height)
    x0, y0, x1, y1 = content.mediabox
    turned: dict[int, Matrix] = {
        90: (0, -1, 1, 0, -y0, x1),
        180: (-1, 0, 0, -1, x1, y1),
        270: (0, 1, -1, 0, y1, -x0),
    }
    matrix = turned.get(content.rotate, (1, 0, 0, 1, -x0, -y0))
    _Content(painter, fonts, content.resources, matrix).carry_out(content.contents)
    return PageRecord(
        number=page.page_number,
        box=page.bbox,
        glyphs=painter.glyphs,
        lines=painter.lines,
        areas=painter.areas,
        curves=painter.curves,
        links=tuple(page_links(page)),
        pictures=painter.pictures,
    )


@dataclass(frozen=True, slots=True)
class _Color:
    """A color as it is set, and the space that the next one is of."""

    space: PDFColorSpace = PREDEFINED_COLORSPACE["DeviceGray"]
    value: object = 0


class _Content:
    """The content of a page, or of a form on it, while it is carried out."""

    def __init__(
        self,
        painter: Painter,
        fonts: Fonts,
        resources: Mapping[Any, Any],
        matrix: Matrix,
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
        self.text = TextState()
        self.stroke, self.fill = _Color(), _Color()
        self.path = Path()
        self._saved: list[tuple[Matrix, TextState, _Color, _Color]] = []

    def carry_out(self, streams: Sequence[object]) -> None:
        """Draw what streams hold; one that draws itself is passed over."""
        held = [
            stream
            for stream in map(stream_value, list_value(streams))
            if stream.objid is not None and stream.objid not in self.around
        ]
        self.around = self.around.union(stream.objid for stream in held)
        for operator, operands in steps(b"\n".join(stream.get_data() for stream in held)):
            count, do = _STEPS.get(operator, _UNKNOWN)
            if len(operands) != count and count != _ANY:
                raise Unsure(f"operator {operator!r} with {len(operands)} operands")
            do(self, *operands)

    # --- state ------------------------------------------------------------------------------------

    def save(self) -> None:
        self._saved.append((self.matrix, self.text.copy(), self.stroke, self.fill))

    def restore(self) -> None:
        if self._saved:
            self.matrix, self.text, self.stroke, self.fill = self._saved.pop()

    # --- colors -----------------------------------------------------------------------------------

    def device_color(self, _: _Color, name: str, *values: float) -> _Color:
        return _Color(self.spaces[name], values if len(values) > 1 else values[0])

    def color(self, before: _Color, *values: object) -> _Color:
        """The color that components in the space of the one before make."""
        if len(values) != before.space.ncomponents:
            raise Unsure(f"{len(values)} components of a color")
        if before.space.name == "Pattern":
            return _Color(before.space, None)
        if len(values) not in (1, 3, 4):
            return before
        return _Color(before.space, values if len(values) > 1 else values[0])

    def color_space(self, before: _Color, name: str) -> _Color:
        return _Color(self.spaces.get(name, before.space), before.value)

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
            a, b, c, d, e, f = map(float, list_value(stream.get("Matrix", [*_UPRIGHT])))
            own = stream.get("Resources")
            resources = dict_value(own) if own else self.resources
            matrix = mult_matrix((a, b, c, d, e, f), self.matrix)
            form = _Content(self.painter, self.fonts, resources, matrix, self.around)
            form.carry_out([stream])


def _unknown(_: _Content, *__: object) -> None:
    raise Unsure("an operator that is not known")


def _passed_over(_: _Content, *__: object) -> None:
    """Do nothing: it changes nothing that is read."""


def _text(part: str, sign: int = 1) -> _Do:
    return lambda content, value: setattr(content.text, part, sign * value)


def _colored(part: str, make: Callable[..., _Color], *given: object) -> _Do:
    return lambda content, *values: setattr(
        content, part, make(content, getattr(content, part), *given, *values)
    )


def _painted(*, close: bool = False, stroke: bool = False, fill: bool = False) -> _Do:
    def do(content: _Content) -> None:
        if close:
            content.close()
        content.paint(stroke=stroke, fill=fill)

    return do


def _led(letter: str) -> _Do:
    return lambda content, *numbers: content.lead(letter, *numbers[-2:])


def _transform(content: _Content, *matrix: float) -> None:
    a, b, c, d, e, f = matrix
    content.matrix = mult_matrix((a, b, c, d, e, f), content.matrix)


def _move_leading(content: _Content, x: float, y: float) -> None:
    content.move(x, y)
    content.text.leading = y


def _show_next(content: _Content, text: bytes) -> None:
    content.next_line()
    content.show([text])


def _show_spaced(content: _Content, wordspace: float, charspace: float, text: bytes) -> None:
    content.text.wordspace, content.text.charspace = wordspace, charspace
    content.show([text])


_Do = Callable[..., None]
_ANY = -1
_UNKNOWN: tuple[int, _Do] = (_ANY, _unknown)
_STEPS: Mapping[bytes, tuple[int, _Do]] = MappingProxyType(
    {
        **dict.fromkeys((b"BX", b"EMC", b"ET", b"EX", b"F", b"W", b"W*"), (0, _passed_over)),
        **dict.fromkeys((b"BMC", b"J", b"M", b"MP", b"Tr", b"gs", b"i"), (1, _passed_over)),
        **dict.fromkeys((b"j", b"ri", b"sh", b"w"), (1, _passed_over)),
        **dict.fromkeys((b"BDC", b"DP", b"d"), (2, _passed_over)),
        **dict.fromkeys((b"SC", b"SCN"), (_ANY, _colored("stroke", _Content.color))),
        **dict.fromkeys((b"sc", b"scn"), (_ANY, _colored("fill", _Content.color))),
        b"CS": (1, _colored("stroke", _Content.color_space)),
        b"cs": (1, _colored("fill", _Content.color_space)),
        b"G": (1, _colored("stroke", _Content.device_color, "DeviceGray")),
        b"g": (1, _colored("fill", _Content.device_color, "DeviceGray")),
        b"RG": (3, _colored("stroke", _Content.device_color, "DeviceRGB")),
        b"rg": (3, _colored("fill", _Content.device_color, "DeviceRGB")),
        b"K": (4, _colored("stroke", _Content.device_color, "DeviceCMYK")),
        b"k": (4, _colored("fill", _Content.device_color, "DeviceCMYK")),
        b"q": (0, _Content.save),
        b"Q": (0, _Content.restore),
        b"cm": (6, _transform),
        b"Do": (1, _Content.draw),
        b"m": (2, _led("m")),
        b"l": (2, _led("l")),
        b"c": (6, _led("c")),
        b"v": (4, _led("v")),
        b"y": (4, _led("y")),
        b"h": (0, _Content.close),
        b"re": (4, _Content.rectangle),
        b"n": (0, _Content.drop_path),
        b"S": (0, _painted(stroke=True)),
        b"s": (0, _painted(close=True, stroke=True)),
        **dict.fromkeys((b"f", b"f*"), (0, _painted(fill=True))),
        **dict.fromkeys((b"B", b"B*"), (0, _painted(stroke=True, fill=True))),
        **dict.fromkeys((b"b", b"b*"), (0, _painted(close=True, stroke=True, fill=True))),
        b"BT": (0, lambda content: content.text.begin(_UPRIGHT)),
        b"Tf": (2, _Content.font),
        b"Tc": (1, _text("charspace")),
        b"Tw": (1, _text("wordspace")),
        b"Tz": (1, _text("scaling")),
        b"TL": (1, _text("leading", -1)),
        b"Ts": (1, _text("rise")),
        b"Tm": (6, lambda content, *matrix: content.text.begin(matrix)),
        b"Td": (2, _Content.move),
        b"TD": (2, _move_leading),
        b"T*": (0, _Content.next_line),
        b"TJ": (1, _Content.show),
        b"'": (1, _show_next),
        b'"': (3, _show_spaced),
    }
)
"""By its letters: the operands that an operator takes, and what it does. Source: the same, A.2."""
