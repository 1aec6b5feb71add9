"""What one page of a PDF shows, without knowing what it means: characters, rules, links, pictures."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.ingest.pdf_places import set_apart
from pipeline.ingest.pdf_record import MIRRORED, Box, Glyph, PageRecord
from pipeline.ingest.pdf_rules import NO_RULES, Rules, drawn_boxes, rules_of
from pipeline.ingest.pdf_tiers import Tier, tiers_of

_SAME = 0.7
"""Share of its box that a character must have in common with its like to be drawn twice."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page, turned so that most of its text is upright; sizes in points.

    `stray` are characters in another direction than the rest. `links` are boxes on the printed
    page with an address.
    """

    number: int
    width: float
    height: float
    tiers: tuple[Tier, ...]
    rules: Rules = NO_RULES
    links: tuple[tuple[Box, str], ...] = ()
    stray: tuple[Glyph, ...] = ()
    pictures: int = 0
    covered: float = 0.0
    """Share of the page that its largest picture takes."""

    @property
    def glyphs(self) -> Iterator[Glyph]:
        """The characters, top to bottom and left to right."""
        return (glyph for tier in self.tiers for glyph in tier.glyphs)


def page_content(record: PageRecord) -> PageContent:
    """What a page shows; text drawn twice is folded."""
    shown = _on_page(record)
    angle = _reading_angle(shown)
    turn = _turn(angle, record.box)
    upright, stray = _parted(shown, angle % _VERTICAL)
    if angle:
        upright = [_turned(glyph, turn) for glyph in upright]
        stray = [_turned(glyph, turn) for glyph in stray]
    strokes, filled = drawn_boxes(record)
    width, height = float(record.box[2] - record.box[0]), float(record.box[3] - record.box[1])
    if angle in (90, 270, _VERTICAL):
        width, height = height, width
    return PageContent(
        number=record.number,
        width=width,
        height=height,
        tiers=tuple(set_apart(_folded(_with_marks(upright)), record.box)),
        rules=rules_of(map(turn, strokes), map(turn, filled), (width, height)),
        links=record.links,
        stray=tuple(glyph for glyph in stray if not glyph.text.isspace()),
        pictures=len(record.pictures),
        covered=_covered(record),
    )


def _on_page(record: PageRecord) -> Sequence[Glyph]:
    """The characters whose middle lies on the page."""
    left, head, right, foot = record.box
    return [
        glyph
        for glyph in record.glyphs
        if left <= (glyph.x0 + glyph.x1) / 2 <= right
        and head <= (glyph.top + glyph.bottom) / 2 <= foot
    ]


def _parted(glyphs: Sequence[Glyph], angle: int) -> tuple[Sequence[Glyph], Sequence[Glyph]]:
    """The characters that stand at an angle, and the others."""
    if all(glyph.angle == angle for glyph in glyphs):
        return glyphs, ()
    return (
        [glyph for glyph in glyphs if glyph.angle == angle],
        [glyph for glyph in glyphs if glyph.angle != angle],
    )


def _turned(glyph: Glyph, turn: Callable[[Box], Box]) -> Glyph:
    return Glyph(glyph.text, *turn(glyph.place), glyph.bold, printed=glyph.place)


def _covered(record: PageRecord) -> float:
    left, head, right, foot = record.box
    area = float(right - left) * float(foot - head)
    pictures = (
        (min(x1, right) - max(x0, left)) * (min(bottom, foot) - max(top, head))
        for x0, top, x1, bottom in record.pictures
    )
    return max(pictures, default=0.0) / area if area else 0.0


# --- the direction of the text --------------------------------------------------------------------

_VERTICAL = 360
"""Stands for upright characters set one below the other, in columns from right to left."""
_STEPS = 12
"""Fewer steps downwards than this may be a narrow column of a table."""


def _reading_angle(glyphs: Sequence[Glyph]) -> int:
    """The direction of most of a page's text: 0, 90, 180, 270 or vertical."""
    seen = [glyph for glyph in glyphs if not glyph.text.isspace()]
    if not seen:
        return 0
    angle, count = Counter([glyph.angle for glyph in seen]).most_common(1)[0]
    if angle % 90 or angle == MIRRORED or 2 * count <= len(seen):
        return 0
    return _VERTICAL if angle == 0 and _is_vertical(seen) else angle


def _is_vertical(glyphs: Sequence[Glyph]) -> bool:
    """Whether characters follow each other downwards rather than to the right."""
    downwards = rightwards = 0
    most = (len(glyphs) - 1) / 4
    for a, b in pairwise(glyphs):
        size = max(a.x1 - a.x0, a.bottom - a.top)
        right, down = b.x0 - a.x0, b.top - a.top
        if abs(down) < 0.3 * size and 0 < right < 1.7 * size:
            rightwards += 1
            if rightwards >= most:  # the others are too few
                return False
        elif abs(right) < 0.3 * size and 0.6 * size < down < 1.7 * size:
            downwards += 1
    return downwards >= _STEPS and downwards > 3 * rightwards


def _turn(angle: int, page: Box) -> Callable[[Box], Box]:
    """The function that turns a box on a page so that text at an angle stands upright."""
    left, head, right, foot = page

    def turned(box: Box) -> Box:
        x0, top, x1, bottom = box
        if angle == 90:
            return foot - bottom, x0 - left, foot - top, x1 - left
        if angle == 180:
            return right - x1, foot - bottom, right - x0, foot - top
        if angle in (270, _VERTICAL):
            return top - head, right - x1, bottom - head, right - x0
        return box

    return turned


# --- characters -----------------------------------------------------------------------------------


def _with_marks(glyphs: Sequence[Glyph]) -> Sequence[Glyph]:
    """The glyphs, accents that are drawn by themselves made part of the letter before them."""
    if not any(map(unicodedata.combining, "".join([glyph.text for glyph in glyphs]))):
        return glyphs
    joined: list[Glyph] = []
    for glyph in glyphs:
        if joined and unicodedata.combining(glyph.text[0]) and not joined[-1].text.isspace():
            joined[-1] = joined[-1]._replace(text=joined[-1].text + glyph.text)
        else:
            joined.append(glyph)
    return joined


def _folded(glyphs: Sequence[Glyph]) -> list[Tier]:
    """The tiers of glyphs, those that are drawn again almost in place only once.

    So fake bold type is made, and shadows.
    """
    tiers = tiers_of(glyphs)
    doubtful = {id(glyph) for tier in tiers if _lie_over(tier.glyphs) for glyph in tier.glyphs}
    if not doubtful:
        return tiers
    sure = [tier for tier in tiers if id(tier.glyphs[0]) not in doubtful]
    again = tiers_of(_once([glyph for glyph in glyphs if id(glyph) in doubtful]))
    return sorted([*sure, *again], key=lambda tier: tier.top)


def _lie_over(glyphs: Sequence[Glyph]) -> bool:
    """Whether a glyph begins on the one to its left, as one that is drawn again does."""
    return any(b.x0 < a.x1 - _SAME * (a.x1 - a.x0) for a, b in pairwise(glyphs))


def _once(glyphs: Sequence[Glyph]) -> list[Glyph]:
    kept: list[Glyph] = []
    at: dict[tuple[str, int, int], list[int]] = {}
    for glyph in glyphs:
        size = max(glyph.size, 1.0)
        column, row = round(glyph.x0 / size), round(glyph.top / size)
        twin = next(
            (
                number
                for x in (column - 1, column, column + 1)
                for y in (row - 1, row, row + 1)
                for number in at.get((glyph.text, x, y), ())
                if _drawn_again(kept[number], glyph)
            ),
            None,
        )
        if twin is not None:
            kept[twin] = kept[twin]._replace(bold=True)
            continue
        at.setdefault((glyph.text, column, row), []).append(len(kept))
        kept.append(glyph)
    return kept


def _drawn_again(first: Glyph, second: Glyph) -> bool:
    width = min(first.x1, second.x1) - max(first.x0, second.x0)
    height = min(first.bottom, second.bottom) - max(first.top, second.top)
    return (
        width > _SAME * (second.x1 - second.x0)
        and width > _SAME * (first.x1 - first.x0)
        and height > _SAME * max(first.size, second.size)
    )
