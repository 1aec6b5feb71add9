"""The characters of a page in tiers, which have no height in common.

What one tier holds has nothing to do with what another does, so that the printed lines of each are
found once and kept.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from operator import attrgetter

from pipeline.ingest.pdf_gather import gathered
from pipeline.ingest.pdf_glyphs import Glyphs
from pipeline.ingest.pdf_lines import Line

COLUMN_GAP = 2.2
"""Gap, in sizes of type, that parts two pieces of running text on one line."""


@dataclass(frozen=True, slots=True, eq=False)
class Tier:
    """Glyphs that have no height in common with any other of their page, from left to right."""

    glyphs: Glyphs
    top: float
    bottom: float
    even: bool
    """Whether all stand at the same height and are as high."""
    _known: dict[float, tuple[list[Line], float]] = field(default_factory=dict, repr=False)
    """By the gap that parts lines: the lines, and the widest gap that is left in one."""

    @classmethod
    def of(cls, glyphs: Glyphs) -> Tier:
        """The tier of some glyphs, sorted from left to right."""
        count = len(glyphs)
        top, bottom = glyphs.top[0], glyphs.bottom[0]
        if glyphs.top.count(top) == count and glyphs.bottom.count(bottom) == count:
            return cls(glyphs, top, bottom, even=True)
        return cls(glyphs, min(glyphs.top), max(glyphs.bottom), even=False)

    def lines(self, gap: float) -> list[Line]:
        """The lines, parted at gaps of more than so many sizes of type."""
        if gap not in self._known:
            known = (held for wide, held in self._known.items() if held[1] <= gap <= wide)
            self._known[gap] = next(known, None) or gathered(self.glyphs, gap, even=self.even)
        return self._known[gap][0]

    def keeping(self, keep: Callable[[Glyphs], Sequence[bool]]) -> Tier | None:
        """The tier with the glyphs only that are to be kept; None where there is none."""
        kept = self.glyphs.kept(keep(self.glyphs))
        if kept is self.glyphs:
            return self
        return Tier.of(kept) if kept else None


def tiers_of(glyphs: Glyphs) -> list[Tier]:
    """The tiers that glyphs make, top to bottom."""
    heights = list(zip(glyphs.top, glyphs.bottom, strict=True))
    cuts = [place for place, (a, b) in enumerate(pairwise(heights), 1) if a != b]
    stretches: dict[tuple[float, float], list[range]] = {}
    for first, after in pairwise([0, *cuts, len(heights)]):
        if first < after:
            stretches.setdefault(heights[first], []).append(range(first, after))
    parts: list[list[range]] = []
    reach = -math.inf
    at = -math.inf
    for top, bottom in sorted(stretches):
        if top >= reach and top != at:
            parts.append([])
        parts[-1] += stretches[top, bottom]
        reach, at = max(reach, bottom), top
    return [Tier.of(_sorted(glyphs, part)) for part in parts]


def _sorted(glyphs: Glyphs, stretches: list[range]) -> Glyphs:
    """The glyphs in some stretches, from left to right."""
    stretches.sort(key=attrgetter("start"))
    found = Glyphs.joined([glyphs.part(held.start, held.stop) for held in stretches])
    edges = list(zip(found.x0, found.x1, strict=True))
    places = sorted(range(len(edges)), key=edges.__getitem__)
    return found if places == list(range(len(edges))) else found.chosen(places)


def lines_of(tiers: Iterable[Tier], gap: float = COLUMN_GAP) -> list[Line]:
    """The lines of tiers, top to bottom, left to right."""
    return sorted([line for tier in tiers for line in tier.lines(gap)], key=attrgetter("top", "x0"))


def keeping(tiers: Iterable[Tier], keep: Callable[[Glyphs], Sequence[bool]]) -> list[Tier]:
    """The tiers with the glyphs only for which a function of them says so."""
    found = [tier.keeping(keep) for tier in tiers]
    return [tier for tier in found if tier is not None]
