"""Names beside the dots of a map, none over another."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import ceil, cos, floor, hypot, pi, sin

from pipeline.publish.report.charts.drawing import width

_GAPS = (0.5, 1, 1.7, 2.7, 4, 5.6, 7.5, 9.6)
"""How far from its dot a name may stand, in em; beyond the first a line leads to it."""

_SIXTEENTHS = sorted(range(16), key=lambda turn: (min(turn % 8, -turn % 8), turn))
_DIRECTIONS = tuple((cos(turn * pi / 8), -sin(turn * pi / 8)) for turn in _SIXTEENTHS)
"""Across and down, the best first: right, left, then ever more up and down."""

_TURNS = ((0, 0), (1, 0), (-1, 0), (0, 1), (0, -1))
"""Orders of names whose dots are of one size: as they come, then by each side of the map."""
_FEW = 150

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
Squares = Mapping[int, int]
"""Squares of a grid: by its row, a bit for each column."""

_MARGIN = 1_000
"""Columns left of the map that a row of bits has room for: dots may stand on its edge."""


@dataclass(frozen=True, slots=True)
class Frame:
    """The map that names are put on, and the size of their letters."""

    width: float
    height: float
    size: float

    def squares(self, left: float, top: float, right: float, bottom: float) -> Squares:
        """The squares of a grid, a fifth of a letter wide, that a box touches."""
        side = self.size / 5
        first, after = floor(left / side), ceil(right / side)
        bits = ((1 << (after - first)) - 1) << (first + _MARGIN)
        return dict.fromkeys(range(floor(top / side), ceil(bottom / side)), bits)

    def under(self, dot: Dot) -> Squares:
        """What a dot takes, with a margin that keeps names of others away from it."""
        reach = dot.radius + self.size / 5
        return self.squares(dot.x - reach, dot.y - reach, dot.x + reach, dot.y + reach)

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
    turns = _TURNS if len(dots) <= _FEW else _TURNS[:1]  # a full map has no room to win
    orders = (
        sorted(named, key=lambda name: (-name[1].radius, turn * name[1].x, upright * name[1].y))
        for turn, upright in turns
    )
    tried = (list(_put(order, dots, frame)) for order in orders)
    return min(tried, key=lambda labels: (-len(labels), sum(map(_length, labels))))


def _length(label: Label) -> float:
    if label.leader is None:
        return 0.0
    x1, y1, x2, y2 = label.leader
    return hypot(x2 - x1, y2 - y1)


def _put(named: Named, dots: Sequence[Dot], frame: Frame) -> Iterator[Label]:
    taken: dict[int, int] = {}
    for dot in dots:
        _take(taken, frame.under(dot))
    for text, dot in named:
        for label, box in _choices(text, dot, frame):
            squares = frame.squares(*box)
            if not _are_free(taken, squares):
                continue
            line = _line(frame, label.leader, dot) if label.leader else {}
            if _are_free(taken, line):
                _take(taken, squares)
                _take(taken, line)
                yield label
                break


def _line(frame: Frame, leader: tuple[float, float, float, float], dot: Dot) -> Squares:
    """The squares that a leader crosses outside of its own dot."""
    own, crossed = frame.under(dot), dict[int, int]()
    for column, row in frame.along(*leader):
        crossed[row] = crossed.get(row, 0) | 1 << (column + _MARGIN)
    return {row: bits & ~own.get(row, 0) for row, bits in crossed.items()}


def _are_free(taken: Squares, squares: Squares) -> bool:
    return not any(taken.get(row, 0) & bits for row, bits in squares.items())


def _take(taken: dict[int, int], squares: Squares) -> None:
    for row, bits in squares.items():
        taken[row] = taken.get(row, 0) | bits


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
