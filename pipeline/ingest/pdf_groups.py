"""Which rows of a table a name is for that stands once beside several of them.

`第一場次` stands beside the six rows of its speakers: at the top of them, or at half their height.
Rules that pass its column tell where its rows end, else the places of the names.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from pipeline.ingest.pdf_bands import best_cuts
from pipeline.ingest.pdf_lines import Line
from pipeline.ingest.pdf_rules import Rule
from pipeline.ingest.pdf_units import Measure, is_full

_COVERED = 0.8
"""Share of a column that a rule takes to part its cells."""
_ALIGNED = 0.3
"""Distance in sizes of type of two lines that stand at the same height, and where it is exact."""
_EXACTLY = 0.15
_CENTRED = 0.35
"""Distance, in sizes of type, of a name from the middle of its rows."""
_CLOSE = 0.8
"""Gap, in sizes of type, between two lines of one name."""

Extent = tuple[float, float]
"""Top and bottom."""
Group = tuple[int, int]
"""First row, and row after the last."""


def groups(
    extents: Sequence[Extent],
    names: Sequence[Line],
    room: Measure,
    rules: Sequence[Rule],
    *,
    within: Sequence[Group],
    centred: bool | None,
) -> list[Group]:
    """The rows (by their extents) that each name in a column is for.

    `room` are the margins of the column, `within` the groups of a coarser one, `centred` says
    whether cells are known to be set at half their height. Rows that stand before the first name
    may be a group without one: the rest of what a page before names.
    """
    after = [number for number, gap in enumerate(_gaps(extents), 1) if _is_cut(gap, room, rules)]
    if is_passed(extents, room, rules):
        return list(pairwise([0, *after, len(extents)]))
    parts = list(pairwise([0, *after, len(extents)]))
    held = sum(any(_is_beside(name, extents[a:b]) for name in names) for a, b in parts)
    if len(after) > 1 and 2 * held > len(parts):
        return parts
    inside = [[name for name in names if _is_beside(name, extents[a:b])] for a, b in within]
    if len(within) > 1 and all(len(_runs(lines)) <= 1 for lines in inside):
        return list(within)
    return [
        (a + first, a + last)
        for (a, b), lines in zip(within, inside, strict=True)
        for first, last in _by_names(extents[a:b], _names(lines, extents[a:b], room), centred)
    ]


def is_passed(extents: Sequence[Extent], room: Measure, rules: Sequence[Rule]) -> bool:
    """Whether rules part rows, but some not in this column: its cells are merged.

    One such rule may lie under a heading over several columns.
    """
    ruled = [gap for gap in _gaps(extents) if any(gap[0] < rule.at < gap[1] for rule in rules)]
    return sum(not _is_cut(gap, room, rules) for gap in ruled) > 1


def count_beside(extents: Sequence[Extent], names: Sequence[Line]) -> int:
    """How many rows a line of a name stands beside."""
    middles = [(name.top + name.bottom) / 2 for name in names]
    return sum(any(top < middle < bottom for middle in middles) for top, bottom in extents)


def count_level(extents: Sequence[Extent], names: Sequence[Line]) -> int:
    """How many rows a line of a name is level with, as if it were of this row only."""
    return sum(
        any(
            min(abs(n.top - top), abs(n.bottom - bottom), abs(n.top + n.bottom - top - bottom) / 2)
            < _EXACTLY * n.size
            for n in names
        )
        for top, bottom in extents
    )


def are_centred(extents: Sequence[Extent], names: Sequence[Line], room: Measure) -> bool:
    """Whether names stand at half the height of several rows, and not beside one of these."""
    found = _names(names, extents, room)
    middles = [(top + bottom) / 2 for top, bottom in found]
    between = [
        all(abs(high + low - 2 * middle) > _CENTRED * (low - high) for high, low in extents)
        for middle in middles
    ]
    return any(between) and _by_middles(extents, found, names[0].size) is not None


def _gaps(extents: Sequence[Extent]) -> list[Extent]:
    """What lies between each row and the next, their edges included."""
    return [(above - 3, below + 3) for (_, above), (below, _) in pairwise(extents)]


def _is_cut(gap: Extent, room: Measure, rules: Sequence[Rule]) -> bool:
    """Whether a rule between two rows parts them in a column too."""
    left, right = room
    return any(
        gap[0] < rule.at < gap[1]
        and min(rule.end, right) - max(rule.start, left) > _COVERED * (right - left)
        for rule in rules
    )


def _is_beside(name: Line, extents: Sequence[Extent]) -> bool:
    middle = (name.top + name.bottom) / 2
    return extents[0][0] - 0.5 * name.size < middle < extents[-1][1] + 0.5 * name.size


def _runs(lines: Sequence[Line]) -> list[Extent]:
    """The extents of lines, those close together taken as one."""
    found: list[Extent] = []
    for line in lines:
        if found and line.top - found[-1][1] < _CLOSE * line.size:
            found[-1] = (found[-1][0], line.bottom)
        else:
            found.append((line.top, line.bottom))
    return found


def _names(lines: Sequence[Line], extents: Sequence[Extent], room: Measure) -> list[Extent]:
    """The extents of names: a line goes on one that was full, or where no row begins."""
    found: list[Extent] = []
    for number, line in enumerate(lines):
        close = bool(found) and line.top - found[-1][1] < _CLOSE * line.size
        begins = any(abs(top - line.top) < _EXACTLY * line.size for top, _ in extents)
        if close and (not begins or is_full(lines[number - 1], line, room)):
            found[-1] = (found[-1][0], line.bottom)
        else:
            found.append((line.top, line.bottom))
    return found


def _by_names(
    extents: Sequence[Extent], names: Sequence[Extent], centred: bool | None
) -> list[Group]:
    count = len(extents)
    if not names:
        return [(0, count)]
    size = min(bottom - top for top, bottom in names)
    starts = [_nearest_top(top, extents) for top, _ in names]
    aligned = len(set(starts)) == len(starts) and all(
        abs(extents[start][0] - top) < _ALIGNED * size
        for start, (top, _) in zip(starts, names, strict=True)
    )
    if centred is None:
        centred = not aligned or starts[0] != 0 or starts[1:2] not in ([], [1])
    if centred or not aligned:
        found = _by_middles(extents, names, size)
        if found is not None:
            return found
    return list(pairwise(sorted({0, *starts, count})))


def _nearest_top(top: float, extents: Sequence[Extent]) -> int:
    return min(range(len(extents)), key=lambda number: abs(extents[number][0] - top))


def _by_middles(
    extents: Sequence[Extent], names: Sequence[Extent], size: float
) -> list[Group] | None:
    """The runs of rows at half the height of which these names stand, if there are such.

    The last run may go on over the page end, its name at its head; as few rows as possible at the
    head, or below a header, are left out: those that a page before names.
    """
    count = len(extents)
    limit = _CENTRED * size * len(names)
    middles = [(top + bottom) / 2 for top, bottom in names]
    cost, cuts = best_cuts(extents, middles)
    if cost < limit:
        return list(pairwise([0, *cuts, count]))
    top, bottom = extents[0]
    header = len(names) > 1 and abs(top + bottom - 2 * middles[0]) < _CENTRED * size
    last = _nearest_top(names[-1][0], extents)
    if last and len(names) > 1 and abs(extents[last][0] - names[-1][0]) < _ALIGNED * size:
        cost, cuts = best_cuts(extents[:last], middles[:-1])
        if cost < limit:
            return list(pairwise([0, *cuts, last, count]))
    for first in range(1 + header, count - len(names) + 1 + header):
        cost, cuts = best_cuts(extents[first:], middles[header:])
        if cost < limit:
            known = {0, int(header), first, *(first + cut for cut in cuts), count}
            return list(pairwise(sorted(known)))
    return None
