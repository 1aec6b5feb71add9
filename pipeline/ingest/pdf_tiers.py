"""The characters of a page in tiers, which have no height in common.

What one tier holds has nothing to do with what another does, so that the printed lines of each are
found once and kept.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from pipeline.ingest.pdf_gather import gathered
from pipeline.ingest.pdf_lines import Line
from pipeline.ingest.pdf_record import Glyph

COLUMN_GAP = 2.2
"""Gap, in sizes of type, that parts two pieces of running text on one line."""


@dataclass(frozen=True, slots=True, eq=False)
class Tier:
    """Glyphs that have no height in common with any other of their page, from left to right."""

    glyphs: tuple[Glyph, ...]
    top: float
    bottom: float
    even: bool
    """Whether all stand at the same height and are as high."""
    _known: dict[float, tuple[list[Line], float]] = field(default_factory=dict, repr=False)
    """By the gap that parts lines: the lines, and the widest gap that is left in one."""

    @classmethod
    def of(cls, glyphs: Sequence[Glyph]) -> Tier:
        """The tier of some glyphs, sorted from left to right."""
        heights = {(glyph.top, glyph.bottom) for glyph in glyphs}
        top, bottom = min(heights)[0], max(bottom for _, bottom in heights)
        return cls(tuple(glyphs), top, bottom, len(heights) == 1)

    def lines(self, gap: float) -> list[Line]:
        """The lines, parted at gaps of more than so many sizes of type."""
        if gap not in self._known:
            known = (held for wide, held in self._known.items() if held[1] <= gap <= wide)
            self._known[gap] = next(known, None) or gathered(self.glyphs, gap, even=self.even)
        return self._known[gap][0]

    def keeping(self, keep: Callable[[Glyph], bool]) -> Tier | None:
        """The tier with the glyphs only that are to be kept; None where there is none."""
        kept = [glyph for glyph in self.glyphs if keep(glyph)]
        if len(kept) == len(self.glyphs):
            return self
        return Tier.of(kept) if kept else None

    def moved(self, others: Mapping[int, Glyph]) -> Tier:
        """The tier with other glyphs for some, by their identity, that differ in what is printed.

        The lines found so far are kept.
        """
        known = {
            gap: ([_moved(line, others) for line in lines], widest)
            for gap, (lines, widest) in self._known.items()
        }
        glyphs = tuple([others.get(id(glyph), glyph) for glyph in self.glyphs])
        return Tier(glyphs, self.top, self.bottom, self.even, known)


def _moved(line: Line, others: Mapping[int, Glyph]) -> Line:
    """A line with other glyphs; a blank that has the place of the one before it goes with that."""
    held: list[Glyph] = []
    before: Glyph | None = None
    for glyph in line.glyphs:
        other = others.get(id(glyph))
        if other is None:
            follows = before is not None and glyph.printed == before.place
            other = held[-1].as_blank(glyph.x1) if follows else glyph
        held.append(other)
        before = glyph
    return Line(tuple(held), line.text, line.x0, line.top, line.x1, line.bottom, line.size)


def tiers_of(glyphs: Iterable[Glyph]) -> list[Tier]:
    """The tiers that glyphs make, top to bottom."""
    held = sorted(glyphs, key=attrgetter("x0", "x1"))
    parts: list[list[Glyph]] = []
    by_top: dict[float, list[Glyph]] = {}
    reach = -math.inf
    for top, bottom in sorted({(glyph.top, glyph.bottom) for glyph in held}):
        if top >= reach and top not in by_top:
            parts.append([])
        by_top[top] = parts[-1]
        reach = max(reach, bottom)
    for glyph in held:
        by_top[glyph.top].append(glyph)
    return [Tier.of(part) for part in parts]


def lines_of(tiers: Iterable[Tier], gap: float = COLUMN_GAP) -> list[Line]:
    """The lines of tiers, top to bottom, left to right."""
    return sorted((line for tier in tiers for line in tier.lines(gap)), key=attrgetter("top", "x0"))


def keeping(tiers: Iterable[Tier], keep: Callable[[Glyph], bool]) -> list[Tier]:
    """The tiers with the glyphs only that are to be kept, without those that are left empty."""
    found = (tier.keeping(keep) for tier in tiers)
    return [tier for tier in found if tier is not None]
