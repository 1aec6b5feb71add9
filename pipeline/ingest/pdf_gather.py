"""Glyphs -> the printed lines that they make.

Nothing is inserted but blanks: between Han characters where the page leaves a gap as wide as one;
between Latin words where the gap shows it, whether or not the file holds a blank there.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.ingest.numbering import symbols
from pipeline.ingest.pdf_lines import Line, is_wide
from pipeline.ingest.pdf_record import Glyph

_LATIN_GAP = 0.16
"""Gap between Latin letters from which on it is a blank, and where the line has printed blanks."""
_LATIN_GAP_BESIDE_BLANKS = 0.45
_MIXED_GAP = 0.7
_HAN_GAP = 1.0
_NO_GAP = 0.08
"""A blank between Han characters that leaves no more than this is no blank."""
_MANY = 64
"""Open lines from which on those are closed that are out of reach."""
_LARGEST = 2.5
"""Type so many times as large as its neighbour's stands on a line of its own: a watermark."""


def gathered(glyphs: Sequence[Glyph], gap: float, *, even: bool) -> tuple[list[Line], float]:
    """The lines of glyphs, sorted from left to right, and the widest gap that is left in one.

    Lines are parted at gaps of more than `gap` sizes of type. `even` says that all glyphs stand at
    one height and are as high. The widest gap is infinite where it was not looked for.
    """
    top, bottom, size = glyphs[0].top, glyphs[0].bottom, glyphs[0].size
    found = _row(glyphs, gap) if even and size > 0 else None
    if found is None:
        return [Line.of(_with_blanks(held)) for held in _of_heights(glyphs, gap)], math.inf
    lines: list[Line] = []
    for held, right in found[0]:
        line = _with_blanks(held)
        text = symbols("".join([glyph.text for glyph in line]))
        lines.append(Line(tuple(line), text, line[0].x0, top, right, bottom, size))
    return lines, found[1]


# --- glyphs of one height -------------------------------------------------------------------------


def _row(
    glyphs: Sequence[Glyph], gap: float
) -> tuple[list[tuple[list[Glyph], float]], float] | None:
    """The glyphs of each line with its right end, and the widest gap in a line.

    None where glyphs lie over each other, so that they may be those of two lines.
    """
    size = glyphs[0].size
    lines: list[tuple[list[Glyph], float]] = []
    held: list[Glyph] = []
    right, widest = -math.inf, 0.0
    blank: Glyph | None = None
    for glyph in glyphs:
        step = (glyph.x0 - right) / size
        if step < -1.0:
            return None
        if glyph.text.isspace():
            if step <= gap and blank is None:
                blank = glyph
            continue
        if step > gap:
            if held:
                lines.append((held, right))
            held, right = [], glyph.x1
        else:
            widest = max(widest, step)
            if blank is not None:
                held.append(blank)
        blank = None
        held.append(glyph)
        right = max(right, glyph.x1)
    if held:
        lines.append((held, right))
    return lines, widest


# --- glyphs of several heights --------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """A line while it is gathered; `top` and `bottom` are those of its largest glyph."""

    glyphs: list[Glyph]
    x1: float
    top: float
    bottom: float
    blank: Glyph | None = None

    def overlap(self, glyph: Glyph) -> float:
        """Share of the lower of the two heights that line and glyph have in common."""
        mine, other = self.bottom - self.top, glyph.size
        low, high = min(mine, other), max(mine, other)
        if low <= 0 or high > _LARGEST * low:
            return 0.0
        return (min(self.bottom, glyph.bottom) - max(self.top, glyph.top)) / low

    def add(self, glyph: Glyph) -> None:
        if self.blank is not None:
            self.glyphs.append(self.blank)
            self.blank = None
        if glyph.size > 1.05 * (self.bottom - self.top):
            self.top, self.bottom = glyph.top, glyph.bottom
        self.glyphs.append(glyph)
        self.x1 = max(self.x1, glyph.x1)


def _of_heights(glyphs: Sequence[Glyph], gap: float) -> Iterator[list[Glyph]]:
    """The glyphs of each line."""
    going: list[_Open] = []
    done: list[_Open] = []
    for glyph in glyphs:
        blank = glyph.text.isspace()
        nearest = _nearest(going, glyph, gap)
        if nearest is None:
            if not blank:
                going.append(_Open([glyph], glyph.x1, glyph.top, glyph.bottom))
        elif not blank:
            nearest.add(glyph)
        elif nearest.blank is None:
            nearest.blank = glyph
        if len(going) > _MANY and not math.isinf(gap):
            reach = glyph.x0 - 3 * gap * max(40.0, glyph.size)
            done += [line for line in going if line.x1 < reach]
            going = [line for line in going if line.x1 >= reach]
    return (line.glyphs for line in [*done, *going])


def _nearest(going: Sequence[_Open], glyph: Glyph, column_gap: float) -> _Open | None:
    """The line that a glyph goes on: at its height, and near enough to its left."""
    best: _Open | None = None
    closest = (0.0, 0.0)
    for line in going:
        if line.bottom <= glyph.top or line.top >= glyph.bottom:
            continue
        size = max(line.bottom - line.top, glyph.size)
        gap = (glyph.x0 - line.x1) / size if size else 0.0
        if not -1.0 <= gap <= column_gap:
            continue
        overlap = line.overlap(glyph)
        if overlap > 0.5 and (best is None or (round(overlap, 1), -gap) > closest):
            best, closest = line, (round(overlap, 1), -gap)
    return best


# --- blanks ---------------------------------------------------------------------------------------


def _with_blanks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs of a line with blanks where gaps show them, without those that show no gap."""
    seen = [glyph for glyph in glyphs if not glyph.text.isspace()]
    beside_blanks = len(seen) < len(glyphs)
    spread: bool | None = None
    line: list[Glyph] = [glyphs[0]]
    before, blank = glyphs[0], None
    for glyph in glyphs[1:]:
        if glyph.text.isspace():
            blank = glyph
            continue
        if blank is not None or glyph.x0 > before.x1:
            gap = (glyph.x0 - before.x1) / max(before.size, glyph.size)
            wide = is_wide(before.text[-1]), is_wide(glyph.text[0])
            if blank is not None:
                if not all(wide) or gap > _NO_GAP:
                    line.append(blank)
            elif gap > _least_gap(wide, beside_blanks):
                if spread is None:
                    spread = _is_spread(seen)
                if not (spread and all(wide)):
                    line.append(before.as_blank(glyph.x0))
        line.append(glyph)
        before, blank = glyph, None
    return line


def _least_gap(wide: tuple[bool, bool], beside_blanks: bool) -> float:
    if all(wide):
        return _HAN_GAP
    if any(wide):
        return _MIXED_GAP
    return _LATIN_GAP_BESIDE_BLANKS if beside_blanks else _LATIN_GAP


def _is_spread(glyphs: Sequence[Glyph]) -> bool:
    """Whether Han characters are set apart evenly, to fill a line: `出 席 者` is one word."""
    gaps = [(b.x0 - a.x1) / max(a.size, b.size) for a, b in pairwise(glyphs)]
    return bool(gaps) and min(gaps) > 0.4 and max(gaps) < 1.3 * min(gaps)
