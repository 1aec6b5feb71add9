"""The boxes of characters, set apart so that the box of some words holds these words only.

Boxes that a file gives touch their neighbours to the left and right, and where lines stand close
those above and below. They are drawn in by as much as that takes, and no more.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.ingest.pdf_lines import Box, Glyph, printed_lines

_APART = 0.02
"""Points between two boxes, so that they stay apart when rounded to hundredths."""
_LEAST = 0.2
"""Share of its height and width that a box keeps."""
_STRIP = 24.0
"""Height in points of the strips in which neighbours are looked for."""


def set_apart(glyphs: Sequence[Glyph], page: Box) -> list[Glyph]:
    """The glyphs with places that touch no other's, inside of the page."""
    lines = printed_lines(glyphs)
    strips: dict[int, list[tuple[int, Box]]] = defaultdict(list)
    for number, line in enumerate(lines):
        for glyph in line.glyphs:
            if not glyph.text.isspace():
                for strip in _strips(glyph.place):
                    strips[strip].append((number, glyph.place))
    places: dict[int, Box] = {}
    for number, line in enumerate(lines):
        seen = [glyph for glyph in line.glyphs if not glyph.text.isspace()]
        top, bottom = _free_band(number, seen, strips)
        for glyph, place in zip(seen, _parted(seen), strict=True):
            places[id(glyph)] = _clipped(_within(place, top, bottom), page)
    return [
        replace(glyph, place=places[id(glyph)]) if id(glyph) in places else glyph
        for glyph in glyphs
    ]


def _strips(box: Box) -> range:
    return range(int(box[1] // _STRIP), int(box[3] // _STRIP) + 1)


def _free_band(
    number: int, line: Sequence[Glyph], strips: dict[int, list[tuple[int, Box]]]
) -> tuple[float, float]:
    """The height that a line has to itself, between the lines above and below that reach into it."""
    x0, x1 = min(g.place[0] for g in line), max(g.place[2] for g in line)
    top, bottom = min(g.place[1] for g in line), max(g.place[3] for g in line)
    middle = (top + bottom) / 2
    above, below = top, bottom
    for strip in _strips((x0, top, x1, bottom)):
        for other, box in strips[strip]:
            if other == number or box[0] > x1 or box[2] < x0 or box[1] > bottom or box[3] < top:
                continue
            if (box[1] + box[3]) / 2 < middle:
                above = max(above, box[3] + _APART)
            else:
                below = min(below, box[1] - _APART)
    return above, below


def _parted(line: Sequence[Glyph]) -> Iterator[Box]:
    """The places of glyphs side by side, each drawn in to where the next begins."""
    ends = [(a.place[2], b.place[0]) for a, b in pairwise(line)]
    lefts = [line[0].place[0], *(max(before, x0) for before, x0 in ends)]
    rights = [*(min(x1, after) for x1, after in ends), line[-1].place[2]]
    for glyph, left, right in zip(line, lefts, rights, strict=True):
        x0, top, x1, bottom = glyph.place
        if right - left >= _LEAST * (x1 - x0):
            x0, x1 = left, right
        inset = min(_APART, 0.25 * (x1 - x0))
        yield x0 + inset, top, x1 - inset, bottom


def _within(place: Box, top: float, bottom: float) -> Box:
    x0, upper, x1, lower = place
    high, low = max(upper, top), min(lower, bottom)
    if low - high < _LEAST * (lower - upper):
        return place
    inset = min(_APART, 0.25 * (low - high))
    return x0, high + inset, x1, low - inset


def _clipped(place: Box, page: Box) -> Box:
    x0, top, x1, bottom = place
    return max(x0, page[0]), max(top, page[1]), min(x1, page[2]), min(bottom, page[3])
