"""The characters of a page, and the printed lines that they make."""

from __future__ import annotations

import statistics
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.ingest.numbering import symbols
from pipeline.ingest.pdf_glyphs import Glyphs


@dataclass(frozen=True, slots=True)
class Line:
    """Glyphs that stand side by side, left to right; the blanks between them are among them.

    `text` shows marks of symbol fonts as Unicode.
    """

    glyphs: Glyphs
    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    size: float

    @classmethod
    def of(cls, glyphs: Glyphs) -> Line:
        """The line of these glyphs, of which there is at least one that is no blank."""
        places, sizes = glyphs.seen, glyphs.sizes
        size = statistics.median([sizes[place] for place in places])
        body = [place for place in places if sizes[place] > 0.8 * size]
        return cls(
            glyphs,
            symbols(glyphs.text),
            glyphs.x0[places[0]],
            min([glyphs.top[place] for place in body]),
            max([glyphs.x1[place] for place in places]),
            max([glyphs.bottom[place] for place in body]),
            size,
        )

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    def parted(self, starts: Sequence[int]) -> list[Line]:
        """The line cut before the glyphs with these numbers; each part holds something."""
        bounds = [0, *starts, len(self.glyphs)]
        parts = [_stripped(self.glyphs, a, b) for a, b in pairwise(bounds)]
        return [Line.of(part) for part in parts if part]

    @property
    def bold(self) -> bool:
        glyphs = self.glyphs
        return all(glyphs.bold) or all(
            bold or not text.isalnum() for text, bold in zip(glyphs.texts, glyphs.bold, strict=True)
        )


def _stripped(glyphs: Glyphs, first: int, after: int) -> Glyphs:
    """Glyphs from one up to another, without the blanks at their ends."""
    texts = glyphs.texts
    while first < after and texts[first].isspace():
        first += 1
    while after > first and texts[after - 1].isspace():
        after -= 1
    return glyphs.part(first, after)


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
