"""A page -> its tables and paragraphs, in the order in which they are read."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from pipeline.ingest.pdf_cells import Grid, outside
from pipeline.ingest.pdf_columns import Item, regions
from pipeline.ingest.pdf_glyphs import Glyphs
from pipeline.ingest.pdf_lines import Line
from pipeline.ingest.pdf_open import open_grids
from pipeline.ingest.pdf_paragraphs import paragraphs, right_margin, with_labels
from pipeline.ingest.pdf_rivers import RIVER
from pipeline.ingest.pdf_rules import Rules, without_underlines
from pipeline.ingest.pdf_strips import join_strips
from pipeline.ingest.pdf_tiers import Tier, keeping, lines_of
from pipeline.ingest.pdf_units import Measure

_GAP = 0.9
"""Distance from the text above, in sizes of type, that counts as a blank line."""
_SAME_EDGE = 4.0
"""Points by which an edge of a table's column may differ from page to page."""
_SHOWN = 0.35
"""Distance from the margin, in sizes of type, at which full lines end."""
_NARROWER = 0.25
"""Share of the width by which the text of a page may be narrower than that of others."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, a heading or an item: its lines, and the margins that it is set between.

    `gap` says that a blank line stands before it, `first` that a page or a column begins with it.
    """

    lines: tuple[Line, ...]
    measure: Measure
    gap: bool = False
    first: bool = False

    @property
    def top(self) -> float:
        return self.lines[0].top

    @property
    def bottom(self) -> float:
        return max(line.bottom for line in self.lines)

    @property
    def size(self) -> float:
        """The size of type of most of its lines."""
        return statistics.median(line.size for line in self.lines)


Part = Grid | Passage


def page_parts(
    tiers: Sequence[Tier],
    grids: Sequence[Grid],
    rules: Rules,
    usual: Measure | None = None,
    carried: Grid | None = None,
) -> list[Part]:
    """The parts of a page in reading order.

    `tiers` are what stands outside of the ruled tables `grids`; `usual` are the margins of the text on
    other pages, `carried` the table that the page before ended with.
    """
    whole, fine = join_strips(grids, lines_of(tiers, RIVER), rules.across)
    items: list[Item] = [*fine, *whole]
    parts: list[Part] = []
    columns = regions(items)
    bare = without_underlines(rules, fine)
    for number, region in enumerate(columns):
        parts += _region_parts(
            region,
            tiers,
            bare,
            usual if len(columns) == 1 else None,
            carried if number == 0 else None,
        )
    if carried is not None and parts and isinstance(parts[0], Grid):
        parts[0] = _with_edges(parts[0], carried.edges)
    return parts


def _region_parts(
    region: Sequence[Item],
    tiers: Sequence[Tier],
    rules: Rules,
    usual: Measure | None,
    carried: Grid | None,
) -> Iterator[Part]:
    """The parts of a column of the page, from top to bottom."""
    grids = [item for item in region if isinstance(item, Grid)]
    fine = [item for item in region if isinstance(item, Line)]
    for number, stretch in enumerate(_stretches(fine, grids)):
        grids += open_grids(stretch, rules.across, carried if number == 0 else None)
    own = {number for line in fine for number in line.glyphs.numbers}
    free = outside(keeping(tiers, partial(_are_own, own)), grids)
    lines = [line for line in lines_of(free) if not own.isdisjoint(line.glyphs.numbers)]
    measure = _measure(lines, usual)
    if grids:
        measure = _beside_tables(measure, lines, grids)
    parts: list[Part] = list(grids)
    for stretch in _stretches(lines, grids):
        parts += (
            Passage(tuple(group), measure) for group in paragraphs(with_labels(stretch), *measure)
        )
    parts.sort(key=lambda part: part.top)
    yield from _with_gaps(_with_whole_headings(parts))


def _are_own(own: set[int], glyphs: Glyphs) -> list[bool]:
    """For each glyph, whether it is one of a region's own, or a blank."""
    if own.issuperset(glyphs.numbers):
        return [True] * len(glyphs)
    return [
        number in own or text.isspace()
        for number, text in zip(glyphs.numbers, glyphs.texts, strict=True)
    ]


def _stretches(lines: Sequence[Line], grids: Sequence[Grid]) -> list[list[Line]]:
    """Lines grouped by the tables that they stand between, so that none is joined across one."""
    groups: dict[int, list[Line]] = {}
    for line in lines:
        groups.setdefault(sum(grid.top <= line.top for grid in grids), []).append(line)
    return [groups[key] for key in sorted(groups)]


def _measure(lines: Sequence[Line], usual: Measure | None) -> Measure:
    """The margins of lines; those of other pages where these keep within them."""
    if not lines:
        return usual or (0.0, 0.0)
    left, right = min(line.x0 for line in lines), right_margin(lines)
    if usual is None:
        return left, right
    slack = _NARROWER * (usual[1] - usual[0])
    if usual[0] - slack < left and right < usual[1] + slack:
        return min(left, usual[0]), max(right, usual[1])
    return left, right


def _beside_tables(measure: Measure, lines: Sequence[Line], grids: Sequence[Grid]) -> Measure:
    """The margins of lines, those of the tables among them where no two lines show the right one."""
    left, right = measure
    shown = sum(right - line.x1 < _SHOWN * line.size for line in lines) > 1
    return measure if shown else (left, max(right, *(grid.x1 for grid in grids)))


def usual_measure(pages: Sequence[Sequence[Line]]) -> Measure | None:
    """The margins of most pages, told from those that hold some text."""
    full = [lines for lines in pages if len(lines) >= 8]
    if not full:
        return None
    lefts = sorted(min(line.x0 for line in lines) for lines in full)
    rights = sorted(right_margin(lines) for lines in full)
    return lefts[len(lefts) // 2], rights[len(rights) // 2]


def _with_whole_headings(parts: Sequence[Part]) -> list[Part]:
    """The parts, the lines of a centred heading that was broken by hand made one passage."""
    whole: list[Part] = []
    for part in parts:
        before = whole[-1] if whole else None
        if (
            isinstance(part, Passage)
            and isinstance(before, Passage)
            and _is_one_heading(before, part)
        ):
            whole[-1] = replace(before, lines=(*before.lines, *part.lines))
        else:
            whole.append(part)
    return whole


def _is_one_heading(before: Passage, after: Passage) -> bool:
    first, second = before.lines[-1], after.lines[0]
    left, right = before.measure
    return (
        len(before.lines) == len(after.lines) == 1
        and abs(first.size - second.size) < 0.05 * first.size
        and first.bold == second.bold
        and second.top - first.bottom < 0.7 * first.size
        and 0.7 * (right - left) < first.width
        and all(
            abs((line.x0 - left) - (right - line.x1)) < line.size and line.x0 > left + line.size
            for line in (first, second)
        )
    )


def _with_gaps(parts: Sequence[Part]) -> Iterator[Part]:
    bottom: float | None = None
    for part in parts:
        if isinstance(part, Passage):
            gap = bottom is not None and part.top - bottom > _GAP * part.size
            yield replace(part, gap=gap, first=bottom is None)
        else:
            yield part
        bottom = part.bottom if bottom is None else max(bottom, part.bottom)


def _with_edges(grid: Grid, carried: Sequence[float]) -> Grid:
    """A grid with the columns of the table before, if its own are some of those.

    A page that holds only cells over several columns does not show them all.
    """
    places = [
        next((i for i, other in enumerate(carried) if abs(edge - other) < _SAME_EDGE), None)
        for edge in grid.edges
    ]
    if None in places or len(carried) <= len(grid.edges):
        return grid
    columns = [place for place in places if place is not None]
    if columns[0] != 0 or columns[-1] != len(carried) - 1:
        return grid
    cells = tuple(
        replace(
            cell,
            column=columns[cell.column],
            colspan=columns[cell.column + cell.colspan] - columns[cell.column],
        )
        for cell in grid.cells
    )
    return replace(grid, edges=tuple(carried), cells=cells)
