"""Where the characters of a PDF stand: their boxes, kept by printed lines.

One by one they are made where single ones are looked at: a release has thousands, of which few are
ever asked for.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice, repeat
from operator import attrgetter
from typing import NamedTuple


class CharBox(NamedTuple):
    """The box of one character of a PDF source: page from 1, points, origin top left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    line: int
    """Number of the printed line, so that a span over several lines gives a box a line."""


@dataclass(frozen=True, slots=True)
class LineBoxes:
    """The boxes of a printed line, whose characters stand in the source from `start` on.

    `tops` and `bottoms` hold one value only where it is that of all.
    """

    start: int
    page: int
    lefts: tuple[float, ...]
    tops: tuple[float, ...]
    rights: tuple[float, ...]
    bottoms: tuple[float, ...]

    def __post_init__(self) -> None:
        count = len(self.lefts)
        heights = len(self.tops), len(self.bottoms)
        if not count or len(self.rights) != count or not {*heights} <= {1, count}:
            raise ValueError("a printed line without a box for each of its characters")

    @classmethod
    def of(cls, start: int, page: int, columns: Sequence[tuple[float, ...]]) -> LineBoxes:
        """A line by the edges of its characters: left, top, right, bottom."""
        lefts, tops, rights, bottoms = columns
        return cls(start, page, lefts, _once(tops), rights, _once(bottoms))

    @property
    def end(self) -> int:
        """The position after its last character."""
        return self.start + len(self.lefts)

    def around(self, first: int, after: int) -> tuple[float, float, float, float]:
        """The box of the characters from one position up to another, which this line holds."""
        held = slice(first - self.start, after - self.start)
        tops = self.tops[held] if len(self.tops) > 1 else self.tops
        bottoms = self.bottoms[held] if len(self.bottoms) > 1 else self.bottoms
        return min(self.lefts[held]), min(tops), max(self.rights[held]), max(bottoms)


def _once(values: tuple[float, ...]) -> tuple[float, ...]:
    return values[:1] if values.count(values[0]) == len(values) else values


@dataclass(frozen=True, slots=True)
class Boxes:
    """The boxes of a source of so many characters, by position; None for what no line holds.

    `lines` follow each other.
    """

    lines: tuple[LineBoxes, ...]
    size: int

    def __post_init__(self) -> None:
        end = 0
        for line in self.lines:
            if line.start < end:
                raise ValueError("printed lines that overlap")
            end = line.end
        if end > self.size:
            raise ValueError("a printed line after the end of the source")

    @classmethod
    def of(cls, boxes: Iterable[CharBox | None]) -> Boxes:
        """The boxes of a source that are given one by one."""
        held = list(enumerate(boxes))
        lines: list[LineBoxes] = []
        for on, group in groupby(held, lambda one: one[1] and (one[1].page, one[1].line)):
            if on:
                found = [(at, box) for at, box in group if box]
                columns = list(zip(*(box[1:5] for _, box in found), strict=True))
                lines.append(LineBoxes.of(found[0][0], on[0], columns))
        return cls(tuple(lines), len(held))

    def __len__(self) -> int:
        return self.size

    def __getitem__(self, position: int) -> CharBox | None:
        return box_at(self.lines, position)

    def __iter__(self) -> Iterator[CharBox | None]:
        end = 0
        for line in self.lines:
            yield from repeat(None, line.start - end)
            yield from (box_at(self.lines, position) for position in range(line.start, line.end))
            end = line.end
        yield from repeat(None, self.size - end)

    def between(self, start: int, end: int) -> Iterator[tuple[LineBoxes, int, int]]:
        """The lines that hold a span, each with the part of the span that it holds."""
        for line in islice(self.lines, max(_number(self.lines, start), 0), None):
            if line.start >= end:
                break
            first, after = max(start, line.start), min(end, line.end)
            if first < after:
                yield line, first, after


def box_at(lines: Sequence[LineBoxes], position: int) -> CharBox | None:
    """The box of the character at a position of the source, if one of these lines holds it."""
    number = _number(lines, position)
    if number < 0 or position >= lines[number].end:
        return None
    line = lines[number]
    return CharBox(line.page, *line.around(position, position + 1), number + 1)


def _number(lines: Sequence[LineBoxes], position: int) -> int:
    """The place of the last line that begins at a position or before it; -1 if none does."""
    return bisect_right(lines, position, key=attrgetter("start")) - 1
