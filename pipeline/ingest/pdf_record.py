"""What a reader of PDF hands over of a page, before anything is made of it.

There are two: `pdf_plumber` reads any page, `pdf_swift` the ordinary ones some eight times as fast. Of
one page they give the same record, to the last digit.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pipeline.ingest.pdf_glyphs import Box, Glyphs

Matrix = tuple[float, float, float, float, float, float]

MIRRORED = -1
"""Stands for the angle of characters that are seen in a mirror."""
UNMAPPED = "\ufffd"
"""Stands for a character whose Unicode value the file does not give."""
_CID = re.compile(r"\(cid:\d+\)")
_BOLD = re.compile(r"bold|heavy|black|demi", re.IGNORECASE)
_LIGATURES = str.maketrans(
    {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
)


class Area(NamedTuple):
    """A rectangle: its border and what it is filled with, where they are drawn and not white."""

    box: Box
    stroke: bool
    fill: bool
    white_stroke: bool
    white_fill: bool


@dataclass(frozen=True, slots=True)
class PageRecord:
    """One page as it is printed; `box` is its own. Everything is in the order of drawing."""

    number: int
    box: Box
    glyphs: Glyphs
    angles: Sequence[int]
    """The direction of each character, counter-clockwise."""
    lines: Sequence[Box]
    areas: Sequence[Area]
    curves: Sequence[Sequence[tuple[float, float]]]
    """The points of other paths."""
    links: tuple[tuple[Box, str], ...]
    pictures: Sequence[Box]


def angle_of(matrix: Matrix) -> int:
    """The direction in which a matrix sets text, in degrees counter-clockwise."""
    a, b, c, d, *_ = matrix
    if a * d - b * c < 0:
        return MIRRORED
    return round(math.degrees(math.atan2(b, a))) % 360


@lru_cache(maxsize=4096)
def shown(text: str) -> str:
    """The text of a character as it is shown: ligatures as the letters that they stand for."""
    return UNMAPPED if _CID.fullmatch(text) else text.translate(_LIGATURES)


@lru_cache(maxsize=256)
def is_bold(font: str) -> bool:
    """Whether the name of a font says that it is bold."""
    return _BOLD.search(font) is not None


def is_white(color: object) -> bool:
    """Whether a color, as a number or several, is that of paper."""
    values = color if isinstance(color, list | tuple) else () if color is None else (color,)
    if not values or not all(isinstance(value, int | float) for value in values):
        return False
    return all(v <= 0.01 for v in values) if len(values) == 4 else all(v >= 0.99 for v in values)
