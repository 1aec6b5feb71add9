"""What one page of a PDF shows, without knowing what it means: characters, rules, links, pictures.

Only here and in `pdf_rules` are pdfplumber's records read.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pipeline.ingest.pdf_lines import Box, Glyph
from pipeline.ingest.pdf_places import set_apart
from pipeline.ingest.pdf_rules import NO_RULES, Rules, drawn_boxes, rules_of

if TYPE_CHECKING:
    from pdfplumber.page import Page

_CID = re.compile(r"\(cid:\d+\)")
_BOLD = re.compile(r"bold|heavy|black|demi", re.IGNORECASE)
UNMAPPED = "\ufffd"
"""Stands for a character whose Unicode value the file does not give."""
_SAME = 0.7
"""Share of its box that a character must have in common with its like to be drawn twice."""
_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page, turned so that most of its text is upright; sizes in points.

    `stray` are characters in another direction than the rest. `links` are boxes on the printed
    page with an address.
    """

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: Rules = NO_RULES
    links: tuple[tuple[Box, str], ...] = ()
    stray: tuple[Glyph, ...] = ()
    pictures: int = 0
    covered: float = 0.0
    """Share of the page that its largest picture takes."""


def read_page(page: Page) -> PageContent:
    """What a page of pdfplumber shows; text drawn twice is folded."""
    chars = [char for char in page.chars if char["text"] and _on_page(char, page.bbox)]
    angle = _reading_angle(chars)
    turn = _turn(angle, page.bbox)
    straight: list[Glyph] = []
    stray: list[Glyph] = []
    for char in chars:
        glyph = _glyph(char, turn)
        (straight if _angle(char) == angle % _VERTICAL else stray).append(glyph)
    strokes, filled = drawn_boxes(page)
    width, height = float(page.width), float(page.height)
    if angle in (90, 270, _VERTICAL):
        width, height = height, width
    return PageContent(
        number=page.page_number,
        width=width,
        height=height,
        glyphs=tuple(set_apart(_folded(_with_marks(straight)), page.bbox)),
        rules=rules_of(map(turn, strokes), map(turn, filled), (width, height)),
        links=tuple(_links(page)),
        stray=tuple(glyph for glyph in stray if not glyph.text.isspace()),
        pictures=len(page.images),
        covered=_covered(page),
    )


def _on_page(char: dict[str, Any], box: Box) -> bool:
    x: float = (char["x0"] + char["x1"]) / 2
    y: float = (char["top"] + char["bottom"]) / 2
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def _covered(page: Page) -> float:
    area = float(page.width) * float(page.height)
    pictures = (
        (min(p["x1"], page.bbox[2]) - max(p["x0"], page.bbox[0]))
        * (min(p["bottom"], page.bbox[3]) - max(p["top"], page.bbox[1]))
        for p in page.images
    )
    return max(pictures, default=0.0) / area if area else 0.0


def _links(page: Page) -> Iterator[tuple[Box, str]]:
    """The links of a page, each with its box."""
    for link in page.hyperlinks:
        uri = link.get("uri")
        if isinstance(uri, str) and uri.strip():
            yield (link["x0"], link["top"], link["x1"], link["bottom"]), uri.strip()


# --- the direction of the text --------------------------------------------------------------------

_VERTICAL = 360
"""Stands for upright characters set one below the other, in columns from right to left."""
_STEPS = 12
"""Fewer steps downwards than this may be a narrow column of a table."""


def _angle(char: dict[str, Any]) -> int:
    """The direction in which a character stands, in degrees counter-clockwise."""
    a, b, c, d, *_ = char["matrix"]
    if a * d - b * c < 0:  # mirrored
        return -1
    return round(math.degrees(math.atan2(b, a))) % 360


def _reading_angle(chars: Sequence[dict[str, Any]]) -> int:
    """The direction of most of a page's text: 0, 90, 180, 270 or vertical."""
    seen = [char for char in chars if not char["text"].isspace()]
    if not seen:
        return 0
    angle, count = Counter(map(_angle, seen)).most_common(1)[0]
    if angle % 90 or angle < 0 or 2 * count <= len(seen):
        return 0
    return _VERTICAL if angle == 0 and _is_vertical(seen) else angle


def _is_vertical(chars: Sequence[dict[str, Any]]) -> bool:
    """Whether characters follow each other downwards rather than to the right."""
    downwards = rightwards = 0
    for a, b in pairwise(chars):
        size = max(a["x1"] - a["x0"], a["bottom"] - a["top"])
        right, down = b["x0"] - a["x0"], b["top"] - a["top"]
        if abs(right) < 0.3 * size and 0.6 * size < down < 1.7 * size:
            downwards += 1
        elif abs(down) < 0.3 * size and 0 < right < 1.7 * size:
            rightwards += 1
    return downwards >= _STEPS and downwards > 3 * rightwards


def _turn(angle: int, page: Box) -> Callable[[Box], Box]:
    """The function that turns a box on a page so that text at an angle stands upright."""
    left, head, right, foot = page

    def turned(box: Box) -> Box:
        x0, top, x1, bottom = box
        if angle == 90:
            return foot - bottom, x0 - left, foot - top, x1 - left
        if angle == 180:
            return right - x1, foot - bottom, right - x0, foot - top
        if angle in (270, _VERTICAL):
            return top - head, right - x1, bottom - head, right - x0
        return box

    return turned


# --- characters -----------------------------------------------------------------------------------


def _glyph(char: dict[str, Any], turn: Callable[[Box], Box]) -> Glyph:
    text = char["text"]
    if _CID.fullmatch(text):
        text = UNMAPPED
    place = (char["x0"], char["top"], char["x1"], char["bottom"])
    bold = _BOLD.search(char.get("fontname") or "") is not None
    return Glyph("".join(_LIGATURES.get(c, c) for c in text), *turn(place), place, bold)


def _with_marks(glyphs: Iterable[Glyph]) -> list[Glyph]:
    """The glyphs, accents that are drawn by themselves made part of the letter before them."""
    joined: list[Glyph] = []
    for glyph in glyphs:
        if joined and unicodedata.combining(glyph.text[0]) and not joined[-1].text.isspace():
            joined[-1] = replace(joined[-1], text=joined[-1].text + glyph.text)
        else:
            joined.append(glyph)
    return joined


def _folded(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs, those that are drawn again almost in place (fake bold, a shadow) only once."""
    kept: list[Glyph] = []
    at: dict[tuple[str, int, int], list[int]] = {}
    for glyph in glyphs:
        size = max(glyph.size, 1.0)
        column, row = round(glyph.x0 / size), round(glyph.top / size)
        twin = next(
            (
                number
                for x in (column - 1, column, column + 1)
                for y in (row - 1, row, row + 1)
                for number in at.get((glyph.text, x, y), ())
                if _drawn_again(kept[number], glyph)
            ),
            None,
        )
        if twin is not None:
            kept[twin] = replace(kept[twin], bold=True)
            continue
        at.setdefault((glyph.text, column, row), []).append(len(kept))
        kept.append(glyph)
    return kept


def _drawn_again(first: Glyph, second: Glyph) -> bool:
    width = min(first.x1, second.x1) - max(first.x0, second.x0)
    height = min(first.bottom, second.bottom) - max(first.top, second.top)
    return (
        width > _SAME * (second.x1 - second.x0)
        and width > _SAME * (first.x1 - first.x0)
        and height > _SAME * max(first.size, second.size)
    )
