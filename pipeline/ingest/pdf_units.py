"""Whether a line ends because it is full: what could not be broken would not have fitted on it."""

from __future__ import annotations

import re

from pipeline.ingest.pdf_lines import Line

Measure = tuple[float, float]
"""Left and right margin that text is set between, in points."""

_UNIT = re.compile(r"[（「『【《〈“(]*(?:[!-~\u00a1-\u024f]+|.)[，。、；：！？」』）】》〉…]*")
_ENDS = re.compile(r"[。！？：；:]$")
"""A line that ends so and leaves room for two characters is the last of its paragraph."""
_SLACK = 0.35
"""Room in sizes of type that a full line may leave."""


def unit_width(line: Line) -> float:
    """The width in points of the first unit of a line: a Latin word, a character of Han."""
    match = _UNIT.match(line.text)
    end = match.end() if match else 1
    at = 0
    for text, right in zip(line.glyphs.texts, line.glyphs.x1, strict=True):
        at += len(text)
        if at >= end:
            return right - line.x0
    return line.width


def is_full(line: Line, following: Line, measure: Measure) -> bool:
    """Whether a line between two margins has no room for the first unit of the next one.

    A centred line has room on both sides.
    """
    left, right = measure
    room = right - line.x1
    if is_centred(line, measure):
        room += line.x0 - left
    size = max(line.size, following.size)
    if _ENDS.search(line.text) and room > 2 * size:
        return False
    return room < unit_width(following) + _SLACK * size


def is_centred(line: Line, measure: Measure) -> bool:
    """Whether a line leaves the same room on both sides, and some."""
    before, after = line.x0 - measure[0], measure[1] - line.x1
    return before > 0.5 * line.size and abs(before - after) < 0.5 * line.size
