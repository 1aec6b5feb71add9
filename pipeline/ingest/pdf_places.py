"""The boxes of characters, set apart so that the box of some words holds these words only.

Boxes that a file gives touch their neighbours to the left and right, and where lines stand close
those above and below. They are drawn in by as much as that takes, and no more.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pipeline.ingest.pdf_record import Box, Glyph
from pipeline.ingest.pdf_tiers import COLUMN_GAP, Tier

_APART = 0.02
"""Points between two boxes, so that they stay apart when rounded to hundredths."""
_LEAST = 0.2
"""Share of its height and width that a box keeps."""


@dataclass(slots=True)
class _Row:
    """The characters of a line that are no blanks, with their places, and the box of these.

    `above` and `below` bound the height that it has to itself.
    """

    glyphs: list[Glyph]
    places: list[Box]
    box: Box
    above: float
    below: float


def set_apart(tiers: Sequence[Tier], page: Box) -> list[Tier]:
    """The tiers, their characters with places that touch no other's, inside of the page."""
    rows = [_row(line.glyphs) for tier in tiers for line in tier.lines(COLUMN_GAP)]
    for row, other in _close(rows):
        _part(row, other)
        _part(other, row)
    moved = {id(old): new for row in rows for old, new in _moved(row, page)}
    return [tier.moved(moved) for tier in tiers]


def _row(glyphs: Sequence[Glyph]) -> _Row:
    seen = [glyph for glyph in glyphs if not glyph.text.isspace()]
    places = [glyph.printed or glyph[1:5] for glyph in seen]
    lefts, tops, rights, bottoms = zip(*places, strict=True)
    box = min(lefts), min(tops), max(rights), max(bottoms)
    return _Row(seen, places, box, box[1], box[3])


def _close(rows: Sequence[_Row]) -> Iterator[tuple[_Row, _Row]]:
    """The pairs of lines that touch."""
    ordered = sorted(rows, key=lambda row: row.box[1])
    for number, row in enumerate(ordered, 1):
        left, _, right, bottom = row.box
        for other in islice(ordered, number, None):
            if other.box[1] > bottom:
                break
            if other.box[0] <= right and left <= other.box[2]:
                yield row, other


def _part(row: _Row, other: _Row) -> None:
    """Take from the height of a line what places of another one reach into, above or below."""
    left, top, right, bottom = row.box
    middle = (top + bottom) / 2
    for x0, high, x1, low in other.places:
        if x0 > right or x1 < left or high > bottom or low < top:
            continue
        if (high + low) / 2 < middle:
            row.above = max(row.above, low + _APART)
        else:
            row.below = min(row.below, high - _APART)


def _moved(row: _Row, page: Box) -> Iterator[tuple[Glyph, Glyph]]:
    """The characters of a line, and the same drawn in to where the next begins and it may reach."""
    left, head, right, foot = page
    before = -math.inf
    heights: dict[tuple[float, float], tuple[float, float]] = {}
    following = [place[0] for place in row.places[1:]]
    for glyph, place, after in zip(row.glyphs, row.places, [*following, math.inf], strict=True):
        x0, top, x1, bottom = place
        start, end = max(before, x0), min(x1, after)
        before = x1
        if end - start >= _LEAST * (x1 - x0):
            x0, x1 = start, end
        inset = min(_APART, 0.25 * (x1 - x0))
        if (top, bottom) not in heights:
            high, low = _height(row, top, bottom)
            heights[top, bottom] = max(high, head), min(low, foot)
        top, bottom = heights[top, bottom]
        box = max(x0 + inset, left), top, min(x1 - inset, right), bottom
        text, x0, top, x1, bottom, bold, angle, _ = glyph
        yield glyph, Glyph(text, x0, top, x1, bottom, bold, angle, box)


def _height(row: _Row, top: float, bottom: float) -> tuple[float, float]:
    """The height of a character, drawn in to what its line has to itself."""
    high, low = max(top, row.above), min(bottom, row.below)
    if low - high < _LEAST * (bottom - top):
        return top, bottom
    inset = min(_APART, 0.25 * (low - high))
    return high + inset, low - inset
