"""Lines that were read -> glyphs with the size of type and the room that print gives them."""

from __future__ import annotations

import re
import statistics
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.ingest.pdf_glyphs import Box, Glyph
from pipeline.ingest.scan_read import INK, ReadChar, ReadLine

_SAME = 0.35
"""Heights that differ by less are one size of type on a page, drawn around with a shaking hand."""
_TELLING = 6
"""A line of as many Han characters tells how wide they are."""
_WOBBLE = 0.35
"""Sizes of type by which the left edges of lines differ that print aligned."""
_AS_WIDE = 0.2
_ADVANCE = {True: 1.0, False: 0.48}
"""The width of a character of Han and of others, on average, in sizes of type."""
_WIDE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff01-\uff5e]")
_BEARING = 0.05
"""The paper, in sizes of type, on either side of a character's ink that belongs to it."""
_ROOM_AFTER = {**dict.fromkeys("，。、：；！？", 0.35), **dict.fromkeys("）」』】》〉", 0.55)}
_ROOM_BEFORE = dict.fromkeys("（「『【《〈", 0.55)
"""The same for marks of punctuation, on their far side."""


def aligned(lines: Sequence[ReadLine]) -> list[ReadLine]:
    """The lines, those almost below or beside each other set to one left edge or height.

    So they stand in print; the recogniser's boxes shake.
    """
    if not lines:
        return []
    reach = _WOBBLE * INK * statistics.median(_height(line) for line in lines)
    edges = _gathered([line.box[0] for line in lines], reach)
    middles = _gathered([_middle(line) for line in lines], reach)
    return [_moved(line, edges[line.box[0]], middles[_middle(line)]) for line in lines]


def _gathered(values: Sequence[float], reach: float) -> dict[float, float]:
    """For each value the median of those that it stands among, the largest groups first."""
    left = sorted(values)
    medians: dict[float, float] = {}
    while left:
        held = max((_within(left, value, reach) for value in left), key=len)
        medians |= dict.fromkeys(held, statistics.median(held))
        left = [value for value in left if value not in medians]
    return medians


def _within(values: Sequence[float], first: float, reach: float) -> Sequence[float]:
    """Of sorted values, those from `first` on that lie within a reach."""
    return values[bisect_left(values, first) : bisect_right(values, first + reach)]


def _middle(line: ReadLine) -> float:
    return (line.box[1] + line.box[3]) / 2


def _moved(line: ReadLine, left: float, middle: float) -> ReadLine:
    first, *others = line.characters
    half = _height(line) / 2
    box = (left, middle - half, line.box[2], middle + half)
    return replace(line, characters=(replace(first, x0=left), *others), box=box)


def type_sizes(lines: Sequence[ReadLine]) -> list[float]:
    """The size of type of each line in points: one for all that are about as high or wide as most.

    The boxes around short lines shake the most.
    """
    if not lines:
        return []
    usual = statistics.median(_height(line) for line in lines)
    em = _em(lines, usual)
    return [
        em
        if _is_near(_height(line), usual, _SAME) or _is_near(_em_by_width(line), em, _AS_WIDE)
        else em * _height(line) / usual
        for line in lines
    ]


def _is_near(value: float, usual: float, share: float) -> bool:
    return abs(value - usual) < share * usual


def _height(line: ReadLine) -> float:
    """The height of the box that the recogniser draws around a line."""
    return line.box[3] - line.box[1]


def _em_by_width(line: ReadLine) -> float:
    """The size of type that the width of a line speaks for."""
    advances = sum(_ADVANCE[_WIDE.match(read.text) is not None] for read in line.characters)
    paper = _ROOM_BEFORE.get(line.text[0], 0.0) + _ROOM_AFTER.get(line.text[-1], 0.0)
    return (line.box[2] - line.box[0]) / (advances - paper)


def _em(lines: Sequence[ReadLine], usual: float) -> float:
    """The size of most of the type: the width of a Han character, where lines are made of them."""
    widths = [
        _em_by_width(line)
        for line in lines
        if len(line.characters) >= _TELLING
        and _is_near(_height(line), usual, _SAME)
        and all(_WIDE.match(read.text) for read in line.characters)
    ]
    return statistics.median(widths) if widths else INK * usual


def line_glyphs(line: ReadLine, size: float) -> list[Glyph]:
    """The characters of a line as glyphs, one for each. They touch where its ink does not pause.

    A mark of punctuation at either end has the room of a whole character, as print gives it.
    """
    first = line.characters[0]
    lefts = list(_lefts(line, size))
    lefts[0] -= _ROOM_BEFORE.get(first.text, _BEARING) * size
    ends = [max(a, b) for a, b in pairwise(lefts)]
    for at, (read, following) in enumerate(pairwise(line.characters)):
        if read.end is not None and following.text not in _ROOM_AFTER:
            ends[at] = max(lefts[at], min(ends[at], _end(read, read.end, size)))
    ends.append(_end(line.characters[-1], line.box[2], size))
    return [
        _glyph(read.text, left, max(end, left), line.box, size)
        for read, left, end in zip(line.characters, lefts, ends, strict=True)
    ]


def _lefts(line: ReadLine, size: float) -> Iterator[float]:
    """Where the characters begin; a blank does when the one before it has had its room."""
    yield max(line.characters[0].x0, line.box[0])
    for at, (before, read) in enumerate(pairwise(line.characters), 1):
        if read.text == " ":
            room = size if _WIDE.match(before.text) else size / 2
            end = before.x0 + room if before.end is None else _end(before, before.end, size)
            yield min(end, line.characters[at + 1].x0)
        else:
            paused = before.text == " " or before.end is not None
            yield read.x0 - _BEARING * size * paused


def _end(read: ReadChar, ink: float, size: float) -> float:
    """Where a character ends, which is after its ink."""
    return ink + _ROOM_AFTER.get(read.text, _BEARING) * size


def _glyph(text: str, x0: float, x1: float, line: Box, size: float) -> Glyph:
    """A glyph between two edges, in the middle of the height of a line."""
    middle = (line[1] + line[3]) / 2
    box = (x0, middle - size / 2, x1, middle + size / 2)
    return Glyph(text, *box)
