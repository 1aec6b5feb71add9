"""What one page of a PDF shows, without knowing what it means: characters, rules, links, pictures."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import chain, compress, pairwise
from operator import lt

from pipeline.ingest.pdf_glyphs import Box, Glyph, Glyphs
from pipeline.ingest.pdf_places import set_apart
from pipeline.ingest.pdf_record import MIRRORED, PageRecord
from pipeline.ingest.pdf_rules import NO_RULES, Rules, drawn_boxes, rules_of
from pipeline.ingest.pdf_tiers import Tier, tiers_of

_SAME = 0.7
"""Share of its box that a character must have in common with its like to be drawn twice."""


@dataclass(frozen=True, slots=True)
class PageContent:
    """One page, turned so that most of its text is upright; sizes in points.

    `places` are the boxes of characters on the printed page, by their numbers; `stray` are those in
    another direction than the rest. `links` are boxes on the printed page with an address.
    """

    number: int
    width: float
    height: float
    tiers: tuple[Tier, ...]
    places: Sequence[Box] = ()
    rules: Rules = NO_RULES
    links: tuple[tuple[Box, str], ...] = ()
    stray: Glyphs = field(default_factory=partial(Glyphs.of, ()))
    pictures: int = 0
    covered: float = 0.0
    """Share of the page that its largest picture takes."""

    @property
    def texts(self) -> Iterator[str]:
        """The characters, top to bottom and left to right."""
        return chain.from_iterable([tier.glyphs.texts for tier in self.tiers])


def page_content(record: PageRecord) -> PageContent:
    """What a page shows; text drawn twice is folded."""
    glyphs, angles = _on_page(record)
    angle = _reading_angle(glyphs, angles)
    turn = _turn(angle, record.box)
    upright, stray = _parted(glyphs, angles, angle % _VERTICAL)
    if angle:
        upright, stray = _turned(upright, turn), _turned(stray, turn)
    strokes, filled = drawn_boxes(record)
    width, height = float(record.box[2] - record.box[0]), float(record.box[3] - record.box[1])
    if angle in (90, 270, _VERTICAL):
        width, height = height, width
    tiers = tuple(_folded(_with_marks(upright)))
    return PageContent(
        number=record.number,
        width=width,
        height=height,
        tiers=tiers,
        places=set_apart(tiers, record.glyphs.boxes, record.box),
        rules=rules_of(map(turn, strokes), map(turn, filled), (width, height)),
        links=record.links,
        stray=stray.chosen(stray.seen),
        pictures=len(record.pictures),
        covered=_covered(record),
    )


def _on_page(record: PageRecord) -> tuple[Glyphs, Sequence[int]]:
    """The characters whose middle lies on the page, and their directions."""
    left, head, right, foot = record.box
    if not record.glyphs or _is_within(record.glyphs, record.box):
        return record.glyphs, record.angles
    mask = [
        left <= (x0 + x1) / 2 <= right and head <= (top + bottom) / 2 <= foot
        for x0, top, x1, bottom in record.glyphs.boxes
    ]
    return record.glyphs.kept(mask), list(compress(record.angles, mask))


def _is_within(glyphs: Glyphs, box: Box) -> bool:
    """Whether the boxes of all glyphs lie in a box."""
    lows, highs = box[:2] * 2, box[2:] * 2
    return all(
        low <= min(column) and max(column) <= high
        for column, low, high in zip(glyphs.edges, lows, highs, strict=True)
    )


def _parted(glyphs: Glyphs, angles: Sequence[int], angle: int) -> tuple[Glyphs, Glyphs]:
    """The characters that stand at an angle, and the others."""
    if angles.count(angle) == len(angles):
        return glyphs, Glyphs.of(())
    mask = [other == angle for other in angles]
    return glyphs.kept(mask), glyphs.kept([not fits for fits in mask])


def _turned(glyphs: Glyphs, turn: Callable[[Box], Box]) -> Glyphs:
    boxes = [turn(box) for box in glyphs.boxes]
    x0, top, x1, bottom = ([box[edge] for box in boxes] for edge in range(4))
    return replace(glyphs, x0=x0, top=top, x1=x1, bottom=bottom)


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


def _reading_angle(glyphs: Glyphs, angles: Sequence[int]) -> int:
    """The direction of most of a page's text: 0, 90, 180, 270 or vertical."""
    seen = glyphs.seen
    if not seen:
        return 0
    angle, count = Counter([angles[place] for place in seen]).most_common(1)[0]
    if angle % 90 or angle == MIRRORED or 2 * count <= len(seen):
        return 0
    return _VERTICAL if angle == 0 and _is_vertical(glyphs, seen) else angle


def _is_vertical(glyphs: Glyphs, seen: Sequence[int]) -> bool:
    """Whether characters follow each other downwards rather than to the right."""
    lefts, tops, rights, bottoms = glyphs.edges
    downwards = rightwards = 0
    most = (len(seen) - 1) / 4
    for place, following in pairwise(seen):
        x0, top = lefts[place], tops[place]
        size = max(rights[place] - x0, bottoms[place] - top)
        right, down = lefts[following] - x0, tops[following] - top
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


def _with_marks(glyphs: Glyphs) -> Glyphs:
    """The glyphs, accents that are drawn by themselves made part of the letter before them."""
    if not any(map(unicodedata.combining, set(glyphs.text))):
        return glyphs
    joined: list[Glyph] = []
    for glyph in glyphs:
        if joined and unicodedata.combining(glyph.text[0]) and not joined[-1].text.isspace():
            joined[-1] = joined[-1]._replace(text=joined[-1].text + glyph.text)
        else:
            joined.append(glyph)
    return Glyphs.of(joined)


def _folded(glyphs: Glyphs) -> list[Tier]:
    """The tiers of glyphs, those that are drawn again almost in place only once.

    So fake bold type is made, and shadows.
    """
    tiers = tiers_of(glyphs)
    doubtful = [_lie_over(tier.glyphs) for tier in tiers]
    if not any(doubtful):
        return tiers
    numbers = {n for tier in compress(tiers, doubtful) for n in tier.glyphs.numbers}
    sure = [tier for tier, doubt in zip(tiers, doubtful, strict=True) if not doubt]
    again = tiers_of(Glyphs.of(_once([glyph for glyph in glyphs if glyph.number in numbers])))
    return sorted([*sure, *again], key=lambda tier: tier.top)


def _lie_over(glyphs: Glyphs) -> bool:
    """Whether a glyph begins on the one to its left, as one that is drawn again does."""
    reach = [x1 - _SAME * (x1 - x0) for x0, x1 in zip(glyphs.x0, glyphs.x1, strict=True)]
    return any(map(lt, glyphs.x0[1:], reach))


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
