"""The characters of a page, and the printed lines that they make."""

from __future__ import annotations

import statistics
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.ingest.numbering import symbols
from pipeline.ingest.pdf_record import Glyph


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
        sizes = [glyph.size for glyph in seen]
        size = statistics.median(sizes)
        body = [glyph for glyph, own in zip(seen, sizes, strict=True) if own > 0.8 * size]
        return cls(
            tuple(glyphs),
            symbols("".join([glyph.text for glyph in glyphs])),
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


@lru_cache(maxsize=4096)
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
