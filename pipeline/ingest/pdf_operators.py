"""The operators of content streams, and what each does. Source: ISO 32000-1, A.2."""

from __future__ import annotations

from collections.abc import Callable
from types import MappingProxyType

from pdfminer.utils import mult_matrix

from pipeline.ingest.pdf_content import ANY, UPRIGHT, Color, Content, Operators

_Do = Callable[..., None]


def _passed_over(_: Content, *__: object) -> None:
    """Do nothing: it changes nothing that is read."""


def _text(part: str, sign: int = 1) -> _Do:
    return lambda content, value: setattr(content.text, part, sign * value)


def _colored(part: str, make: Callable[..., Color], *given: object) -> _Do:
    return lambda content, *values: setattr(
        content, part, make(content, getattr(content, part), *given, *values)
    )


def _painted(*, close: bool = False, stroke: bool = False, fill: bool = False) -> _Do:
    def do(content: Content) -> None:
        if close:
            content.close()
        content.paint(stroke=stroke, fill=fill)

    return do


def _led(letter: str) -> _Do:
    return lambda content, *numbers: content.lead(letter, *numbers[-2:])


def _transform(content: Content, *matrix: float) -> None:
    a, b, c, d, e, f = matrix
    content.matrix = mult_matrix((a, b, c, d, e, f), content.matrix)


def _move_leading(content: Content, x: float, y: float) -> None:
    content.move(x, y)
    content.text.leading = y


def _show_next(content: Content, text: bytes) -> None:
    content.next_line()
    content.show([text])


def _show_spaced(content: Content, wordspace: float, charspace: float, text: bytes) -> None:
    content.text.wordspace, content.text.charspace = wordspace, charspace
    content.show([text])


OPERATORS: Operators = MappingProxyType(
    {
        **dict.fromkeys((b"BX", b"EMC", b"ET", b"EX", b"F", b"W", b"W*"), (0, _passed_over)),
        **dict.fromkeys((b"BMC", b"J", b"M", b"MP", b"Tr", b"gs", b"i"), (1, _passed_over)),
        **dict.fromkeys((b"j", b"ri", b"sh", b"w"), (1, _passed_over)),
        **dict.fromkeys((b"BDC", b"DP", b"d"), (2, _passed_over)),
        **dict.fromkeys((b"SC", b"SCN"), (ANY, _colored("stroke", Content.color))),
        **dict.fromkeys((b"sc", b"scn"), (ANY, _colored("fill", Content.color))),
        b"CS": (1, _colored("stroke", Content.color_space)),
        b"cs": (1, _colored("fill", Content.color_space)),
        b"G": (1, _colored("stroke", Content.device_color, "DeviceGray")),
        b"g": (1, _colored("fill", Content.device_color, "DeviceGray")),
        b"RG": (3, _colored("stroke", Content.device_color, "DeviceRGB")),
        b"rg": (3, _colored("fill", Content.device_color, "DeviceRGB")),
        b"K": (4, _colored("stroke", Content.device_color, "DeviceCMYK")),
        b"k": (4, _colored("fill", Content.device_color, "DeviceCMYK")),
        b"q": (0, Content.save),
        b"Q": (0, Content.restore),
        b"cm": (6, _transform),
        b"Do": (1, Content.draw),
        b"m": (2, _led("m")),
        b"l": (2, _led("l")),
        b"c": (6, _led("c")),
        b"v": (4, _led("v")),
        b"y": (4, _led("y")),
        b"h": (0, Content.close),
        b"re": (4, Content.rectangle),
        b"n": (0, Content.drop_path),
        b"S": (0, _painted(stroke=True)),
        b"s": (0, _painted(close=True, stroke=True)),
        **dict.fromkeys((b"f", b"f*"), (0, _painted(fill=True))),
        **dict.fromkeys((b"B", b"B*"), (0, _painted(stroke=True, fill=True))),
        **dict.fromkeys((b"b", b"b*"), (0, _painted(close=True, stroke=True, fill=True))),
        b"BT": (0, lambda content: content.text.begin(UPRIGHT)),
        b"Tf": (2, Content.font),
        b"Tc": (1, _text("charspace")),
        b"Tw": (1, _text("wordspace")),
        b"Tz": (1, _text("scaling")),
        b"TL": (1, _text("leading", -1)),
        b"Ts": (1, _text("rise")),
        b"Tm": (6, lambda content, *matrix: content.text.begin(matrix)),
        b"Td": (2, Content.move),
        b"TD": (2, _move_leading),
        b"T*": (0, Content.next_line),
        b"TJ": (1, Content.show),
        b"'": (1, _show_next),
        b'"': (3, _show_spaced),
    }
)
