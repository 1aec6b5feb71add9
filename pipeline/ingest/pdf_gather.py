"""Glyphs -> the printed lines that they make.

Nothing is inserted but blanks: between Han characters where the page leaves a gap as wide as one;
between Latin words where the gap shows it, whether or not the file holds a blank there.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from operator import sub
from typing import Any

from pipeline.ingest.numbering import symbols
from pipeline.ingest.pdf_glyphs import Glyph, Glyphs
from pipeline.ingest.pdf_lines import Line, is_wide

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


def gathered(glyphs: Glyphs, gap: float, *, even: bool) -> tuple[list[Line], float]:
    """The lines of glyphs, sorted from left to right, and the widest gap that is left in one.

    Lines are parted at gaps of more than `gap` sizes of type. `even` says that all glyphs stand at
    one height and are as high. The widest gap is infinite where it was not looked for.
    """
    top, bottom = glyphs.top[0], glyphs.bottom[0]
    size = bottom - top
    found = _row(glyphs, gap, size) if even and size > 0 else None
    if found is None:
        parts = [glyphs.chosen(places) for places in _of_heights(glyphs, gap)]
        return [Line.of(_with_blanks(part, min(part.sizes))) for part in parts], math.inf
    lines: list[Line] = []
    for held, right in found[0]:
        lines.append(Line(held, symbols(held.text), held.x0[0], top, right, bottom, size))
    return lines, found[1]


# --- glyphs of one height -------------------------------------------------------------------------


def _row(
    glyphs: Glyphs, gap: float, size: float
) -> tuple[list[tuple[Glyphs, float]], float] | None:
    """The glyphs of each line with its right end, and the widest gap in a line.

    None where glyphs lie over each other, so that they may be those of two lines.
    """
    seen = glyphs.seen
    if not seen:
        return [], 0.0
    lefts, rights = glyphs.sides(seen)
    if rights != sorted(rights):
        rights = list(accumulate(rights, max))
    apart = list(map(sub, lefts[1:], rights))
    dropped = _dropped_blanks(glyphs, seen, rights, gap, size)
    if dropped is None or min(apart, default=0.0) / size < -1.0:
        return None
    widest, cuts = max(apart, default=0.0) / size, list[int]()
    if widest > gap:
        cuts = [number for number, distance in enumerate(apart, 1) if distance / size > gap]
        widest = max([step for distance in apart if (step := distance / size) <= gap], default=0.0)
    unbroken = len(seen) == len(glyphs) and rights is glyphs.x1 and widest <= _LATIN_GAP
    lines: list[tuple[Glyphs, float]] = []
    for start, after in pairwise([0, *cuts, len(seen)]):
        first, last = seen[start], seen[after - 1]
        held = glyphs.part(first, last + 1)
        if any(first < place < last for place in dropped):
            held = held.kept([place not in dropped for place in range(first, last + 1)])
        lines.append((held if unbroken else _with_blanks(held, size), rights[after - 1]))
    return lines, max(widest, 0.0)


def _dropped_blanks(
    glyphs: Glyphs, seen: Sequence[int], rights: Sequence[float], gap: float, size: float
) -> set[int] | None:
    """The blanks that are none: out of reach, or beside another one. None where one lies back."""
    if len(seen) == len(glyphs):
        return set()
    dropped: set[int] = set()
    kept = -1
    for count, place in enumerate(glyphs.blanks):
        number = place - count - 1  # of the glyph before that is no blank
        if number < 0:
            continue
        step = (glyphs.x0[place] - rights[number]) / size
        if step < -1.0:
            return None
        if kept == number or step > gap:
            dropped.add(place)
        else:
            kept = number
    return dropped


# --- glyphs of several heights --------------------------------------------------------------------


@dataclass(slots=True)
class _Open:
    """A line while it is gathered, as the places of its glyphs.

    `top` and `bottom` are those of its largest glyph.
    """

    places: list[int]
    x1: float
    top: float
    bottom: float
    blank: int | None = None

    def overlap(self, glyph: Glyph) -> float:
        """Share of the lower of the two heights that line and glyph have in common."""
        mine, other = self.bottom - self.top, glyph.size
        low, high = min(mine, other), max(mine, other)
        if low <= 0 or high > _LARGEST * low:
            return 0.0
        return (min(self.bottom, glyph.bottom) - max(self.top, glyph.top)) / low

    def add(self, place: int, glyph: Glyph) -> None:
        if self.blank is not None:
            self.places.append(self.blank)
            self.blank = None
        if glyph.size > 1.05 * (self.bottom - self.top):
            self.top, self.bottom = glyph.top, glyph.bottom
        self.places.append(place)
        self.x1 = max(self.x1, glyph.x1)


def _of_heights(glyphs: Glyphs, gap: float) -> Iterator[list[int]]:
    """The places of the glyphs of each line."""
    going: list[_Open] = []
    done: list[_Open] = []
    for place, glyph in enumerate(glyphs):
        blank = glyph.text.isspace()
        nearest = _nearest(going, glyph, gap)
        if nearest is None:
            if not blank:
                going.append(_Open([place], glyph.x1, glyph.top, glyph.bottom))
        elif not blank:
            nearest.add(place, glyph)
        elif nearest.blank is None:
            nearest.blank = place
        if len(going) > _MANY and not math.isinf(gap):
            reach = glyph.x0 - 3 * gap * max(40.0, glyph.size)
            done += [line for line in going if line.x1 < reach]
            going = [line for line in going if line.x1 >= reach]
    return (line.places for line in [*done, *going])


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


def _with_blanks(glyphs: Glyphs, least: float) -> Glyphs:
    """The glyphs of a line with blanks where gaps show them, without those that show no gap.

    `least` is the smallest of their sizes.
    """
    seen = glyphs.seen
    beside_blanks = len(seen) < len(glyphs)
    lefts, rights = glyphs.sides(seen)
    apart = list(map(sub, lefts[1:], rights))
    widest = max(apart, default=0.0)
    if not beside_blanks and (widest <= 0 or widest / least <= _LATIN_GAP):
        return glyphs
    sizes, texts = glyphs.sizes, glyphs.texts
    wide_gaps = {number for number, distance in enumerate(apart) if distance / least > _LATIN_GAP}
    printed = {place - count - 1 for count, place in enumerate(glyphs.blanks)}
    spread: bool | None = None
    blanks: list[int] = []
    dropped: list[int] = []
    for number in sorted(wide_gaps | printed):
        before, place = seen[number], seen[number + 1]
        gap = apart[number] / max(sizes[before], sizes[place])
        wide = is_wide(texts[before][-1]), is_wide(texts[place][0])
        if number in printed:
            if all(wide) and gap <= _NO_GAP:
                dropped.append(before + 1)
        elif gap > _least_gap(wide, beside_blanks):
            if spread is None:
                spread = _is_spread(apart, seen, sizes)
            if not (spread and all(wide)):
                blanks.append(place)
    return _edited(glyphs, blanks, dropped) if blanks or dropped else glyphs


def _edited(glyphs: Glyphs, blanks: Sequence[int], dropped: Sequence[int]) -> Glyphs:
    """Glyphs with blanks before some places, and without those at others."""
    columns: list[list[Any]] = [list(column) for column in glyphs.columns]
    for place in sorted([*blanks, *dropped], reverse=True):
        if place in dropped:
            for column in columns:
                del column[place]
        else:
            blank = glyphs[place - 1].as_blank(glyphs.x0[place])
            for column, value in zip(columns, blank, strict=True):
                column.insert(place, value)
    return Glyphs(*columns)


def _is_spread(apart: Sequence[float], seen: Sequence[int], sizes: Sequence[float]) -> bool:
    """Whether Han characters are set apart evenly, to fill a line: `出 席 者` is one word."""
    gaps = [
        distance / max(sizes[before], sizes[place])
        for distance, (before, place) in zip(apart, pairwise(seen), strict=True)
    ]
    return min(gaps) > 0.4 and max(gaps) < 1.3 * min(gaps)


def _least_gap(wide: tuple[bool, bool], beside_blanks: bool) -> float:
    if all(wide):
        return _HAN_GAP
    if any(wide):
        return _MIXED_GAP
    return _LATIN_GAP_BESIDE_BLANKS if beside_blanks else _LATIN_GAP
