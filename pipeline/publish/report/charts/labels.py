"""Names beside the dots of a map, none over another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil, cos, floor, hypot, pi, sin

from pipeline.publish.report.charts.drawing import width

_GAPS = (0.5, 1, 1.7, 2.7, 4, 5.6, 7.5, 9.6)
"""How far from its dot a name may stand, in em; beyond the first a line leads to it."""

_SIXTEENTHS = sorted(range(16), key=lambda turn: (min(turn % 8, -turn % 8), turn))
_DIRECTIONS = tuple((cos(turn * pi / 8), -sin(turn * pi / 8)) for turn in _SIXTEENTHS)
"""Across and down, the best first: right, left, then ever more up and down."""

_ANCHORS = {0.0: "start", 0.5: "middle", 1.0: "end"}


@dataclass(frozen=True, slots=True)
class Dot:
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Label:
    """A line of text by its anchor, and its leader, if it has one: from the dot to the text."""

    text: str
    x: float
    y: float
    anchor: str
    leader: tuple[float, float, float, float] | None


Named = Sequence[tuple[str, Dot]]
Cell = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Frame:
    """The map that names are put on, and the size of their letters."""

    width: float
    height: float
    size: float

    def cells(self, left: float, top: float, right: float, bottom: float) -> Iterator[Cell]:
        """The squares of a grid, a fifth of a letter wide, that a box touches."""
        side = self.size / 5
        rows = range(floor(top / side), ceil(bottom / side))
        for column in range(floor(left / side), ceil(right / side)):
            for row in rows:
                yield column, row

    def under(self, dot: Dot) -> Iterator[Cell]:
        """What a dot takes, with a margin that keeps names of others away from it."""
        reach = dot.radius + self.size / 5
        return self.cells(dot.x - reach, dot.y - reach, dot.x + reach, dot.y + reach)

    def along(self, x: float, y: float, to_x: float, to_y: float) -> Iterator[Cell]:
        side = self.size / 5
        steps = max(1, ceil(hypot(to_x - x, to_y - y) / side * 2))
        for step in range(steps + 1):
            share = step / steps
            yield floor((x + (to_x - x) * share) / side), floor((y + (to_y - y) * share) / side)


def placed(named: Named, dots: Sequence[Dot], frame: Frame) -> list[Label]:
    """The names that find room, none over another or over one of the dots.

    They are put down in several orders, those of larger dots first in each; kept is the one that
    places most, and of those the one with the shortest leaders.
    """
    orders = (
        sorted(named, key=lambda name: (-name[1].radius, turn * name[1].x, upright * name[1].y))
        for turn, upright in ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))
    )
    tried = (list(_put(order, dots, frame)) for order in orders)
    return min(tried, key=lambda labels: (-len(labels), sum(map(_length, labels))))


def _length(label: Label) -> float:
    if label.leader is None:
        return 0.0
    x1, y1, x2, y2 = label.leader
    return hypot(x2 - x1, y2 - y1)


def _put(named: Named, dots: Sequence[Dot], frame: Frame) -> Iterator[Label]:
    taken = {cell for dot in dots for cell in frame.under(dot)}
    for text, dot in named:
        for label, box in _choices(text, dot, frame):
            # the first square that is taken ends the search: most places are full
            if not taken.isdisjoint(frame.cells(*box)):
                continue
            line = set(frame.along(*label.leader)) - set(frame.under(dot)) if label.leader else ()
            if taken.isdisjoint(line):
                taken.update(frame.cells(*box))
                taken.update(line)
                yield label
                break


def _choices(
    text: str, dot: Dot, frame: Frame
) -> Iterator[tuple[Label, tuple[float, float, float, float]]]:
    """Where a name may stand, the best first, each with its box: left, top, right, bottom."""
    wide, high = width(text, frame.size), frame.size * 1.15
    for gap in _GAPS:
        for across, down in _DIRECTIONS:
            reach = dot.radius + gap * frame.size
            x, y = dot.x + across * reach, dot.y + down * reach
            left, top = x - wide * _share(across), y - high * _share(down)
            if 0 <= left <= frame.width - wide and 0 <= top <= frame.height - high:
                start = (dot.x + across * dot.radius, dot.y + down * dot.radius)
                leader = (*start, x, y) if gap > _GAPS[0] else None
                label = Label(text, x, top + frame.size * 0.9, _ANCHORS[_share(across)], leader)
                yield label, (left, top, left + wide, top + high)


def _share(direction: float) -> float:
    """How much of a box lies before the point where a line in this direction meets it."""
    if direction > 0.5:
        return 0.0
    return 1.0 if direction < -0.5 else 0.5
