"""The boxes of characters, set apart so that the box of some words holds these words only.

Boxes that a file gives touch their neighbours to the left and right, and where lines stand close
those above and below. They are drawn in by as much as that takes, and no more.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from pipeline.ingest.pdf_glyphs import Box, Glyphs
from pipeline.ingest.pdf_tiers import COLUMN_GAP, Tier

_APART = 0.02
"""Points between two boxes, so that they stay apart when rounded to hundredths."""
_LEAST = 0.2
"""Share of its height and width that a box keeps."""


@dataclass(slots=True)
class _Row:
    """The characters of a line that are no blanks, and the edges of their places, one column each:
    left, top, right, bottom.

    `box` is that of all; `above` and `below` bound the height that it has to itself.
    """

    numbers: list[int]
    edges: tuple[tuple[float, ...], ...]
    box: Box
    heights: set[tuple[float, float]]
    above: float
    below: float


def set_apart(tiers: Sequence[Tier], places: Sequence[Box], page: Box) -> list[Box]:
    """The boxes of characters by their numbers, such that none touches another, inside of the page.

    `tiers` hold the characters, `places` are their boxes as the file has them.
    """
    rows = [_row(line.glyphs, places) for tier in tiers for line in tier.lines(COLUMN_GAP)]
    for row, other in _close(rows):
        _part(row, other)
        _part(other, row)
    moved = list(places)
    for row in rows:
        for number, box in zip(row.numbers, _drawn_in(row, page), strict=True):
            moved[number] = box
    return moved


def _row(glyphs: Glyphs, places: Sequence[Box]) -> _Row:
    seen, numbers = glyphs.seen, glyphs.numbers
    if len(seen) < len(numbers):
        numbers = [numbers[place] for place in seen]
    held = map(places.__getitem__, numbers)
    lefts, tops, rights, bottoms = zip(*held, strict=True)
    box = min(lefts), min(tops), max(rights), max(bottoms)
    heights = set(zip(tops, bottoms, strict=True))
    return _Row(numbers, (lefts, tops, rights, bottoms), box, heights, box[1], box[3])


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
    for high, low in other.heights:
        if high > bottom or low < top or not _reaches(other, (high, low), left, right):
            continue
        if (high + low) / 2 < middle:
            row.above = max(row.above, low + _APART)
        else:
            row.below = min(row.below, high - _APART)


def _reaches(row: _Row, height: tuple[float, float], left: float, right: float) -> bool:
    """Whether any place of a line that has this height lies between two edges, or on them."""
    return any(
        x0 <= right and x1 >= left and (top, bottom) == height
        for x0, top, x1, bottom in zip(*row.edges, strict=True)
    )


def _drawn_in(row: _Row, page: Box) -> list[Box]:
    """The places of a line, drawn in to where the next one begins and to what the line may reach."""
    left, head, right, foot = page
    heights: dict[tuple[float, float], tuple[float, float]] = {}
    for height in row.heights:
        high, low = _height(row, *height)
        heights[height] = max(high, head), min(low, foot)
    lefts = row.edges[0]
    drawn: list[Box] = []
    before = -math.inf
    for x0, top, x1, bottom, after in zip(*row.edges, (*lefts[1:], math.inf), strict=True):
        start, end = max(before, x0), min(x1, after)
        before = x1
        if end - start < _LEAST * (x1 - x0):
            start, end = x0, x1
        inset = _APART if end - start >= 4 * _APART else 0.25 * (end - start)
        high, low = heights[top, bottom]
        drawn.append((max(start + inset, left), high, min(end - inset, right), low))
    return drawn


def _height(row: _Row, top: float, bottom: float) -> tuple[float, float]:
    """The height of a character, drawn in to what its line has to itself."""
    high, low = max(top, row.above), min(bottom, row.below)
    if low - high < _LEAST * (bottom - top):
        return top, bottom
    inset = min(_APART, 0.25 * (low - high))
    return high + inset, low - inset
