"""Tables without vertical rules some of whose columns name several rows at once.

The other columns, those of detail, are read first, by themselves: what stands beside several of
their rows is at none's height.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.ingest.pdf_bands import bands, parted_by_gaps
from pipeline.ingest.pdf_groups import (
    Extent,
    Group,
    are_centred,
    count_beside,
    count_level,
    groups,
    is_passed,
)
from pipeline.ingest.pdf_lines import Line, visual_rows
from pipeline.ingest.pdf_placed import Columns, Placed, Row, columns_of
from pipeline.ingest.pdf_rules import Rule
from pipeline.ingest.pdf_units import Measure

_MOST = 4
"""Columns that name rows: of day, session, time, country. At least two are left for detail."""
_FILLED = 0.85
"""Share of the rows that fill all columns of detail."""
_BLANK = 0.3
"""Share of the rows beside which no name stands."""
_BLANK_BESIDE = 0.2
"""The same of further columns, whose names may be for fewer rows."""
_MANY = 3
"""Rows for each name that are more than the lines of one row, where all of its cells are as long."""
_WRAPPED = 2
"""Lines of each cell in a column of names and titles; more are running text, which rows hold."""
_OFF = 0.35
"""Distance, in sizes of type, of a cell from where its row would have it."""

Band = list[Row]


@dataclass(frozen=True, slots=True)
class Merged:
    """A table of which `naming` columns name several rows, the coarsest first.

    `bands` are its rows in the columns of `detail`, numbered as if there were no others.
    """

    naming: tuple[int, ...]
    detail: tuple[int, ...]
    bands: list[Band]
    extents: list[Extent]
    names: dict[int, list[Line]]
    """What stands in each column that names rows."""


def merged(
    rows: Sequence[Row], columns: Columns, rules: Sequence[Rule], rooms: dict[int, Measure]
) -> tuple[int, ...]:
    """The columns that name several rows at once, the coarsest first; mostly none.

    `rooms` are the margins of the text in each column.
    """
    if columns.keyed:
        return ()
    best: Merged | None = None
    least = len(rows)
    for naming in _candidates(columns.width):
        found = parted(rows, naming, columns.width, rules)
        lacking = [n for n, band in enumerate(found.bands) if not _is_full(band, len(found.detail))]
        if best is None:
            allowed = max((1 - _FILLED) * len(found.bands), int(lacking == [0]))
        elif len(found.bands) > len(best.bands) and len(found.detail) > 2:
            allowed = least
        else:
            continue
        if (
            len(lacking) < len(found.bands)
            and len(lacking) <= allowed
            and _shows_merged(found, rows, columns, rules, rooms)
        ):
            best, least = found, len(lacking)
    return best.naming if best is not None else ()


def _candidates(width: int) -> Iterator[tuple[int, ...]]:
    """Outer columns, the fewest first."""
    for count in range(1, min(_MOST, width - 2) + 1):
        for right in range(count + 1):
            yield (*range(count - right), *range(width - right, width))


def parted(rows: Sequence[Row], naming: Sequence[int], width: int, rules: Sequence[Rule]) -> Merged:
    """Rows parted into the columns that name and rows of the others."""
    detail = tuple(column for column in range(width) if column not in naming)
    cells = [cell for row in rows for cell in row]
    at = {
        id(cell.line): Placed(
            cell.line,
            detail.index(cell.column),
            sum(column <= cell.last for column in detail) - 1,
        )
        for cell in cells
        if cell.column in detail
    }
    lines = [cell.line for cell in at.values()]
    regrouped = [[at[id(line)] for line in row] for row in visual_rows(lines)]
    shown = columns_of(regrouped, len(detail))
    banded = [list(band) for band in bands(regrouped, shown, rules)] if regrouped else []
    names = {c: [cell.line for cell in cells if cell.column == c] for c in naming}
    return Merged(
        tuple(sorted(naming, key=lambda column: (len(names[column]), column))),
        detail,
        banded,
        [_extent([cell for row in band for cell in row]) for band in banded],
        names,
    )


def _is_full(band: Band, width: int) -> bool:
    """Whether a row fills all columns, and each cell stands where its row would have it."""
    cells = [cell for row in band for cell in row]
    top, bottom = _extent(cells)
    for column in range(width):
        mine = [cell for cell in cells if cell.column <= column <= cell.last]
        if not mine:
            return False
        high, low = _extent(mine)
        off = min(abs(high - top), abs(low - bottom), abs(high + low - top - bottom) / 2)
        if off > _OFF * mine[0].line.size:
            return False
    return True


def _shows_merged(
    found: Merged,
    rows: Sequence[Row],
    columns: Columns,
    rules: Sequence[Rule],
    rooms: dict[int, Measure],
) -> bool:
    """Whether the lines beside a name are rows, not lines of one row."""
    count = len(found.extents)
    beside = [count_beside(found.extents, found.names[column]) for column in found.naming]
    level = [count_level(found.extents, found.names[column]) for column in found.naming]
    few = 1 if len(found.detail) > 2 else 2
    if count - beside[0] < max(few, _BLANK * count) or count - max(level) < _BLANK_BESIDE * count:
        return False
    last = found.detail[-1]
    if not all(
        is_passed(found.extents, rooms[column], rules)
        or are_centred(found.extents, found.names[column], rooms[column])
        for column in found.naming
        if column > last and column in rooms
    ):
        return False
    if any(is_passed(found.extents, rooms[c], rules) for c in found.naming if c in rooms):
        return True
    detail = [row for band in found.bands for row in band]
    for column in columns.running.intersection(found.detail):
        lines = sum(found.detail[cell.column] == column for row in detail for cell in row)
        if lines > _WRAPPED * count:
            return False
    return (
        len(found.detail) > 2
        or count > _MANY * beside[0]
        or parted_by_gaps(detail, columns_of(detail, len(found.detail))) is not None
        or parted_by_gaps(rows, columns) is None
    )


def named_groups(
    found: Merged, rules: Sequence[Rule], rooms: dict[int, Measure], *, topped: bool
) -> dict[int, list[Group]]:
    """For each column that names rows, those that each of its names is for.

    `topped` says that names are known to stand at the top of theirs.
    """
    within: list[Group] = [(0, len(found.bands))]
    centred = False if topped else _sets_centred(found)
    by_column: dict[int, list[Group]] = {}
    for column in found.naming:
        names, room = found.names[column], rooms.get(column, (0.0, 0.0))
        within = groups(found.extents, names, room, rules, within=within, centred=centred)
        by_column[column] = within
    return by_column


def _sets_centred(found: Merged) -> bool | None:
    """Whether cells of detail lower than their rows stand at half of the height; None if none is."""
    seen: list[bool] = []
    for band, (top, bottom) in zip(found.bands, found.extents, strict=True):
        cells = [cell for row in band for cell in row]
        for column in range(len(found.detail)):
            mine = [cell for cell in cells if cell.column == column]
            if mine:
                high, low = _extent(mine)
                if bottom - top - (low - high) > mine[0].line.size:
                    seen.append(high - top > _OFF * mine[0].line.size)
    return sum(seen) > len(seen) / 2 if seen else None


def _extent(cells: Sequence[Placed]) -> Extent:
    return min(cell.line.top for cell in cells), max(cell.line.bottom for cell in cells)
