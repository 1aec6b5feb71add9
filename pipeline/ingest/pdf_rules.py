"""The rules that a page draws: lines, thin boxes, borders and edges of filled areas, made whole.

Pieces of one rule are joined, both lines of a double rule are one, and what only underlines or
strikes out a text is left out.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from pipeline.ingest.pdf_glyphs import Box
from pipeline.ingest.pdf_lines import Line
from pipeline.ingest.pdf_record import PageRecord

SNAP = 3.5
"""Rules closer than this many points are one."""
_JOIN = 4.0
"""Gap in a rule, in points, that is none: dashes, dots, corners that miss each other."""
_THIN = 3.5
"""A filled box no thicker than this is a rule."""
_SHORTEST = 5.0
_MOST = 1500
"""Rules of one direction that a page has at most; what has more is a drawing, its longest kept."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule along one axis: `at` is y of a horizontal one or x of a vertical one, in points."""

    at: float
    start: float
    end: float

    @property
    def length(self) -> float:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a page, each list sorted by `at`, then `start`."""

    across: tuple[Rule, ...]
    down: tuple[Rule, ...]


NO_RULES = Rules((), ())


def rules_of(boxes: Iterable[Box], filled: Iterable[Box], size: tuple[float, float]) -> Rules:
    """The rules that strokes (thin boxes) and filled areas make on a page of a size.

    An area that fills the page is its background, and none of its edges a rule.
    """
    across: list[Rule] = []
    down: list[Rule] = []
    for x0, top, x1, bottom in boxes:
        if x1 - x0 >= bottom - top:
            across.append(Rule((top + bottom) / 2, x0, x1))
        else:
            down.append(Rule((x0 + x1) / 2, top, bottom))
    for x0, top, x1, bottom in filled:
        if x1 - x0 > 0.9 * size[0] and bottom - top > 0.9 * size[1]:
            continue
        across += Rule(top, x0, x1), Rule(bottom, x0, x1)
        down += Rule(x0, top, bottom), Rule(x1, top, bottom)
    return Rules(tuple(_whole(across)), tuple(_whole(down)))


def drawn_boxes(record: PageRecord) -> tuple[list[Box], list[Box]]:
    """The strokes of a page as thin boxes, and its filled areas."""
    strokes = [box for box in record.lines if box[2] - box[0] < _THIN or box[3] - box[1] < _THIN]
    filled: list[Box] = []
    for box, stroke, fill, white_stroke, white_fill in record.areas:
        x0, top, x1, bottom = box
        if min(x1 - x0, bottom - top) <= _THIN:
            if not (white_stroke if stroke else white_fill):
                strokes.append(box)
        elif stroke and not white_stroke:
            strokes += (x0, top, x1, top), (x0, bottom, x1, bottom)
            strokes += (x0, top, x0, bottom), (x1, top, x1, bottom)
        elif fill and not white_fill:
            filled.append(box)
    strokes += (stroke for points in record.curves for stroke in _straight_parts(points))
    return strokes, filled


def _straight_parts(points: Sequence[tuple[float, float]]) -> Iterator[Box]:
    """The parts of a path that run along an axis."""
    for (ax, ay), (bx, by) in pairwise(points):
        if min(abs(ax - bx), abs(ay - by)) < 0.5:
            yield min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _whole(pieces: Iterable[Rule]) -> list[Rule]:
    """Pieces at one height made one rule where they touch or nearly do; specks left out."""
    rules: list[Rule] = []
    for level in _levels(pieces):
        at = sum(rule.at * rule.length for rule in level) / (sum(r.length for r in level) or 1.0)
        start, end = level[0].start, level[0].end
        for rule in level[1:]:
            if rule.start > end + _JOIN:
                rules.append(Rule(at, start, end))
                start, end = rule.start, rule.end
            end = max(end, rule.end)
        rules.append(Rule(at, start, end))
    kept = sorted(rules, key=attrgetter("length"), reverse=True)[:_MOST]
    return sorted((r for r in kept if r.length >= _SHORTEST), key=attrgetter("at", "start"))


def _levels(pieces: Iterable[Rule]) -> list[list[Rule]]:
    """Pieces at about one height, each group sorted along the axis."""
    levels: list[list[Rule]] = []
    for rule in sorted(pieces, key=attrgetter("at")):
        if levels and rule.at - levels[-1][0].at <= SNAP:
            levels[-1].append(rule)
        else:
            levels.append([rule])
    return [sorted(level, key=attrgetter("start")) for level in levels]


def without_underlines(rules: Rules, lines: Sequence[Line]) -> Rules:
    """The rules without those that run along a text and no further than it."""
    kept = tuple(
        rule for rule in rules.across if not any(_runs_along(rule, line) for line in lines)
    )
    return Rules(kept, rules.down)


def _runs_along(rule: Rule, line: Line) -> bool:
    return (
        line.top + 0.3 * line.size < rule.at < line.bottom + 0.25 * line.size
        and line.x0 - 2 <= rule.start
        and rule.end <= line.x1 + 2
    )
