"""The characters of a page -> printed lines.

Nothing is inserted between Han characters but where the page leaves a gap as wide as one; Latin
words are parted where the gap shows it, whether or not the file holds a blank there.
"""

from __future__ import annotations

import math
import statistics
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.ingest.numbering import symbol

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, origin top left."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as a page shows it: one or, for a ligature, several code points.

    The coordinates are those of the page as it is read: where its text is turned, the page is
    turned until the text is upright. `place` is the box on the page as it is printed.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    place: Box
    bold: bool = False

    @property
    def size(self) -> float:
        """The size of the type in points."""
        return self.bottom - self.top

    def as_blank(self, until: float) -> Glyph:
        """A blank from the end of this glyph on; it has no place of its own on the page."""
        return Glyph(" ", self.x1, self.top, until, self.bottom, self.place)


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs that stand side by side, left to right; the blanks between them are among them.

    `text` shows marks of symbol fonts as Unicode.
    """

    glyphs: tuple[Glyph, ...]
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @classmethod
    def of(cls, glyphs: Sequence[Glyph]) -> Line:
        """The line of these glyphs, of which there is at least one that is no blank."""
        seen = [glyph for glyph in glyphs if not glyph.text.isspace()]
        size = statistics.median(glyph.size for glyph in seen)
        body = [glyph for glyph in seen if glyph.size > 0.8 * size]
        return cls(
            tuple(glyphs),
            "".join(symbol(char) for glyph in glyphs for char in glyph.text),
            seen[0].x0,
            min(glyph.top for glyph in body),
            max(glyph.x1 for glyph in seen),
            max(glyph.bottom for glyph in body),
            size,
        )

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    def parted(self, starts: Sequence[int]) -> list[Line]:
        """The line cut before the glyphs with these numbers; each part holds something."""
        bounds = [0, *starts, len(self.glyphs)]
        parts = [_stripped(self.glyphs[a:b]) for a, b in pairwise(bounds)]
        return [Line.of(part) for part in parts if part]

    @property
    def bold(self) -> bool:
        return all(glyph.bold for glyph in self.glyphs if glyph.text.isalnum())


def _stripped(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """Glyphs without the blanks at their ends."""
    first, after = 0, len(glyphs)
    while first < after and glyphs[first].text.isspace():
        first += 1
    while after > first and glyphs[after - 1].text.isspace():
        after -= 1
    return glyphs[first:after]


COLUMN_GAP = 2.2
"""Gap, in sizes of type, that parts two pieces of running text on one line."""
_LATIN_GAP = 0.16
"""Gap between Latin letters from which on it is a blank, and where the line has printed blanks."""
_LATIN_GAP_BESIDE_BLANKS = 0.45
_MIXED_GAP = 0.7
_HAN_GAP = 1.0
_NO_GAP = 0.08
"""A blank between Han characters that leaves no more than this is no blank."""
_LARGEST = 2.5
"""Type so many times as large as its neighbour's stands on a line of its own: a watermark."""


@dataclass(slots=True)
class _Open:
    """A line while it is gathered; `top` and `bottom` are those of its largest glyph."""

    glyphs: list[Glyph]
    x1: float
    top: float
    bottom: float
    blank: Glyph | None = None
    blanks: int = 0

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


def printed_lines(glyphs: Iterable[Glyph], column_gap: float = COLUMN_GAP) -> list[Line]:
    """The lines that glyphs make, top to bottom, left to right.

    A gap of more than `column_gap` sizes of type parts a line.
    """
    going: list[_Open] = []
    done: list[_Open] = []
    for glyph in sorted(glyphs, key=lambda glyph: (glyph.x0, glyph.x1)):
        blank = glyph.text.isspace()
        nearest = _nearest(going, glyph, column_gap)
        if nearest is None:
            if not blank:
                going.append(_Open([glyph], glyph.x1, glyph.top, glyph.bottom))
        elif not blank:
            nearest.add(glyph)
        elif nearest.blank is None:
            nearest.blank = glyph
        if len(going) > 64 and not math.isinf(column_gap):
            reach = glyph.x0 - 3 * column_gap * max(40.0, glyph.size)
            done += [line for line in going if line.x1 < reach]
            going = [line for line in going if line.x1 >= reach]
    lines = [Line.of(_with_blanks(line.glyphs)) for line in [*done, *going]]
    return sorted(lines, key=lambda line: (line.top, line.x0))


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


def _with_blanks(glyphs: Sequence[Glyph]) -> list[Glyph]:
    """The glyphs of a line with blanks where gaps show them, without those that show no gap."""
    seen = [glyph for glyph in glyphs if not glyph.text.isspace()]
    spread = _is_spread(seen)
    beside_blanks = len(seen) < len(glyphs)
    line: list[Glyph] = []
    blank: Glyph | None = None
    for glyph in glyphs:
        if glyph.text.isspace():
            blank = glyph
            continue
        if line:
            before = line[-1]
            gap = (glyph.x0 - before.x1) / max(before.size, glyph.size)
            wide = is_wide(before.text[-1]), is_wide(glyph.text[0])
            if blank is not None:
                if not all(wide) or gap > _NO_GAP:
                    line.append(blank)
            elif gap > _least_gap(wide, beside_blanks) and not (spread and all(wide)):
                line.append(before.as_blank(glyph.x0))
        line.append(glyph)
        blank = None
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


def is_wide(char: str) -> bool:
    """Whether a character is one of those that are as wide as they are high: Han, kana, 「，」."""
    return unicodedata.east_asian_width(char) in "WF"


def visual_rows(lines: Sequence[Line]) -> list[list[Line]]:
    """Lines grouped by the height that they stand at, each group from left to right."""
    rows: list[list[Line]] = []
    for line in sorted(lines, key=lambda line: ((line.top + line.bottom) / 2, line.x0)):
        last = rows[-1][0] if rows else None
        if last is not None:
            overlap = min(last.bottom, line.bottom) - max(last.top, line.top)
            if overlap > 0.5 * min(last.size, line.size):
                rows[-1].append(line)
                continue
        rows.append([line])
    return [sorted(row, key=lambda line: line.x0) for row in rows]
