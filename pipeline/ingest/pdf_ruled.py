"""Tables with rules on all sides of their cells, or on those that matter."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import partial

from pipeline.ingest.pdf_cells import Grid, GridCell
from pipeline.ingest.pdf_glyphs import Glyphs
from pipeline.ingest.pdf_lattice import Lattice, Region, lattices, middle_of_row, regions_of
from pipeline.ingest.pdf_rules import SNAP, Rule, Rules
from pipeline.ingest.pdf_tiers import Tier, keeping, lines_of

_FAR = 1e6
_CELL_GAP = 0.9
"""Gap, in sizes of type, between two cells of a row that no rule parts."""
_LEAST_PAD, _MOST_PAD = 1.0, 8.0
"""Room in points between the border of a cell and its text."""


def ruled_grids(rules: Rules, tiers: Sequence[Tier], before: Grid | None = None) -> list[Grid]:
    """The tables that rules make around text; one inside a cell of another is part of its text.

    `before` is the last such table of the page before: one of its rows may fill a page.
    """
    grids = [grid for one in lattices(rules) if (grid := _grid(one, tiers, before)) is not None]
    if not grids and before is not None:
        grids = list(_middle_of_row(rules, tiers, before))
    return sorted(grids, key=lambda grid: (grid.top, grid.x0))


def _middle_of_row(rules: Rules, tiers: Sequence[Tier], before: Grid) -> Iterator[Grid]:
    lattice = middle_of_row(rules.down, before.edges)
    if lattice is None:
        return
    regions = list(regions_of(lattice))
    held = _held(lattice, regions, tiers)
    columns, rows = lattice.columns, lattice.rows
    if any(held):
        box = (columns[0], rows[0], columns[-1], rows[-1])
        yield Grid(box, columns, 1, _cells(regions, held, columns, rows), ruled=True)


def _grid(lattice: Lattice, tiers: Sequence[Tier], before: Grid | None) -> Grid | None:
    """The table in a lattice; None for a frame: text in one column, or in one cell only.

    With the columns of the table before a page end it is the rest of that one's last row.
    """
    regions = list(regions_of(lattice))
    held = _held(lattice, regions, tiers)
    regions, held, columns, rows = _without_empty_sides(lattice, regions, held)
    regions, held = _with_open_rows(regions, held, columns)
    filled = [region for region, inside in zip(regions, held, strict=True) if inside]
    goes_on = before is not None and bool(filled) and _are_alike(columns, before.edges)
    if len(columns) < 3 or (len({region[1] for region in filled}) < 2 and not goes_on):
        return None
    box = (columns[0], rows[0], columns[-1], rows[-1])
    cells = _cells(regions, held, columns, rows)
    return Grid(box, columns, len(rows) - 1, cells, ruled=True)


def _are_alike(columns: Sequence[float], others: Sequence[float]) -> bool:
    return len(columns) == len(others) and all(
        abs(one - other) <= SNAP for one, other in zip(columns, others, strict=True)
    )


def _held(lattice: Lattice, regions: Sequence[Region], tiers: Sequence[Tier]) -> list[list[Tier]]:
    """What each of the regions holds."""
    owner = {
        (row, column): number
        for number, (top, left, bottom, right) in enumerate(regions)
        for row in range(top, bottom)
        for column in range(left, right)
    }
    held: list[list[Tier]] = [[] for _ in regions]
    for tier in tiers:
        if tier.bottom < lattice.rows[0] or tier.top > lattice.rows[-1]:
            continue
        glyphs = tier.glyphs
        columns = _between(lattice.columns, glyphs.x0, glyphs.x1)
        stood = glyphs.part(0, 1) if tier.even else glyphs
        rows = _between(lattice.rows, stood.top, stood.bottom) * (len(glyphs) if tier.even else 1)
        owners = list(map(owner.get, zip(rows, columns, strict=True)))
        for number in dict.fromkeys(owners):
            if number is not None:
                inside = glyphs.kept([other == number for other in owners])
                held[number].append(tier if inside is glyphs else Tier.of(inside))
    return held


def _between(edges: Sequence[float], starts: Sequence[float], ends: Sequence[float]) -> list[int]:
    """For each stretch, the number of the edge before its middle; -1 before the first."""
    return [bisect_right(edges, (a + b) / 2) - 1 for a, b in zip(starts, ends, strict=True)]


def _cells(
    regions: Sequence[Region],
    held: Sequence[Sequence[Tier]],
    columns: Sequence[float],
    rows: Sequence[float],
) -> tuple[GridCell, ...]:
    lines = [tuple(lines_of(inside, _FAR)) for inside in held]
    slack = [
        min(found[0].x0 - columns[left], columns[right] - found[0].x1)
        for found, (_, left, _, right) in zip(lines, regions, strict=True)
        if found
    ]
    pad = min(max(min(slack, default=_LEAST_PAD), _LEAST_PAD), _MOST_PAD)
    return tuple(
        GridCell(
            top,
            left,
            bottom - top,
            right - left,
            (columns[left], rows[top], columns[right], rows[bottom]),
            found,
            columns[left] + pad,
            columns[right] - pad,
        )
        for (top, left, bottom, right), found in zip(regions, lines, strict=True)
    )


def _without_empty_sides(
    lattice: Lattice, regions: Sequence[Region], held: Sequence[Sequence[Tier]]
) -> tuple[list[Region], list[list[Tier]], tuple[float, ...], tuple[float, ...]]:
    """The regions without outer columns and rows that hold nothing: ends of rules that overshoot."""
    filled = [region for region, inside in zip(regions, held, strict=True) if inside]
    if not filled:
        return list(regions), [list(tiers) for tiers in held], lattice.columns, lattice.rows
    tops, lefts, bottoms, rights = zip(*filled, strict=True)
    left, right = _kept(lattice.columns, lattice.down, min(lefts), max(rights))
    top, bottom = _kept(lattice.rows, lattice.across, min(tops), max(bottoms))
    kept: list[Region] = []
    inside: list[list[Tier]] = []
    for region, tiers in zip(regions, held, strict=True):
        cut = (
            max(region[0], top) - top,
            max(region[1], left) - left,
            min(region[2], bottom) - top,
            min(region[3], right) - left,
        )
        if cut[0] < cut[2] and cut[1] < cut[3]:
            kept.append(cut)
            inside.append(list(tiers))
    return kept, inside, lattice.columns[left : right + 1], lattice.rows[top : bottom + 1]


def _with_open_rows(
    regions: Sequence[Region], held: Sequence[list[Tier]], columns: Sequence[float]
) -> tuple[list[Region], list[list[Tier]]]:
    """The regions, those over several columns parted where their text stands in these columns.

    Some tables draw the rules between columns in their header only.
    """
    parted: list[Region] = []
    inside: list[list[Tier]] = []
    for (top, left, bottom, right), tiers in zip(regions, held, strict=True):
        lines = lines_of(tiers, _CELL_GAP) if right - left > 1 else []
        inner = columns[left + 1 : right]
        crossed = any(line.x0 < edge < line.x1 for line in lines for edge in inner)
        used = {sum(edge <= line.x0 for edge in inner) for line in lines}
        if crossed or len(used) < 2:
            parted.append((top, left, bottom, right))
            inside.append(tiers)
            continue
        for column in range(left, right):
            parted.append((top, column, bottom, column + 1))
            low, high = columns[column], columns[column + 1]
            inside.append(keeping(tiers, partial(_are_between, low, high)))
    return parted, inside


def _are_between(low: float, high: float, glyphs: Glyphs) -> list[bool]:
    """For each glyph, whether its middle lies between two edges."""
    return [low <= (x0 + x1) / 2 < high for x0, x1 in zip(glyphs.x0, glyphs.x1, strict=True)]


def _kept(edges: Sequence[float], rules: Sequence[Rule], first: int, last: int) -> tuple[int, int]:
    """The first and the last edge to keep, where text stands between edges `first` and `last`.

    An outer edge goes if no rule drew it and nothing stands beside it.
    """
    drawn = [any(abs(edges[i] - rule.at) <= SNAP for rule in rules) for i in (0, -1)]
    end = len(edges) - 1
    return (
        0 if drawn[0] or not first else 1,
        end if drawn[1] or last == end else end - 1,
    )
