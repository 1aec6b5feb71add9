"""Which printed lines of a table without vertical rules make one of its rows."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice, pairwise

from pipeline.ingest.pdf_placed import Columns, Row, is_broken, is_clause, is_key
from pipeline.ingest.pdf_rules import Rule

_WIDER = 0.35
"""How much wider, in sizes of type, the gap between rows is than that between lines of a cell."""
_SPAN = 0.5
"""Share of a table's width that rules at one height take to part rows."""
_HEADER = 4
"""Lines that a header has at most."""
_CENTRED = 0.35
"""Distance from the middle of its row, in sizes of type, that a centred cell may have."""
_ALIKE = 9
"""Cells from which on lines that fill all columns are rows, not the lines of cells."""
_WHOLE = 4
"""Columns from which on a line that fills them all is a row."""


def bands(rows: Sequence[Row], columns: Columns, rules: Sequence[Rule]) -> list[list[Row]]:
    """The rows of a table, each as the lines that make it, top to bottom.

    Rules part them where there is one a row; else the wider gaps, where lines of one cell stand
    closer; else what the first column begins.
    """
    parts = _cut(rows, _ruled(rows, rules))
    if len(parts) > 1 and all(_begun(part, columns) <= 1 for part in parts[1:]):
        return [*_header(parts[0]), *parts[1:]]
    found: list[list[Row]] = []
    for number, part in enumerate(parts):
        if number == 0 and len(parts) > 1 and len(part) <= _HEADER:
            found += _header(part)
        else:
            found += _unruled(part, columns)
    return found


def _begun(part: Sequence[Row], columns: Columns) -> int:
    """How many rows begin in a part."""
    if sum(row[0].column == 0 for row in part) < 2:
        return 1
    return len(_by_centres(part, columns) or _by_first_column(part, columns))


def _ruled(rows: Sequence[Row], rules: Sequence[Rule]) -> list[bool]:
    """For each row but the last: whether rules part it from the next."""
    left = min(cell.line.x0 for row in rows for cell in row)
    right = max(cell.line.x1 for row in rows for cell in row)
    cuts: list[bool] = []
    for above, below in pairwise(rows):
        low = max(cell.line.bottom - 0.35 * cell.line.size for cell in above)
        high = min(cell.line.top + 0.35 * cell.line.size for cell in below)
        length = sum(
            min(rule.end, right) - max(rule.start, left) for rule in rules if low <= rule.at <= high
        )
        cuts.append(length > _SPAN * (right - left))
    return cuts


def _cut(rows: Sequence[Row], after: Sequence[bool]) -> list[list[Row]]:
    parts: list[list[Row]] = [[rows[0]]]
    for row, cut in zip(rows[1:], after, strict=True):
        if cut:
            parts.append([row])
        else:
            parts[-1].append(row)
    return parts


def _header(part: Sequence[Row]) -> list[list[Row]]:
    """The header above a rule: one row, or more where a heading spans columns below it."""
    spanning = [any(cell.last > cell.column for cell in row) for row in part]
    if not any(spanning[:-1]):
        return [list(part)]
    return _cut(part, [True] * (len(part) - 1))


# --- without rules --------------------------------------------------------------------------------


def _unruled(part: Sequence[Row], columns: Columns) -> list[list[Row]]:
    if len(part) == 1:
        return [list(part)]
    return (
        parted_by_gaps(part, columns)
        or _line_by_line(part, columns)
        or _by_centres(part, columns)
        or _by_first_column(part, columns)
    )


def _line_by_line(part: Sequence[Row], columns: Columns) -> list[list[Row]] | None:
    """A row for each line that fills all columns, where most do; cells that are broken over lines
    would all have to be broken alike. Other lines are more of a cell or two of the row above.
    """
    filled = [{cell.column for cell in row} for row in part]
    whole = [len(held) == columns.width for held in filled]
    if columns.width < 2 or not whole[0] or sum(whole) * columns.width < _ALIKE:
        return None
    below = zip(filled, filled[1:], whole[1:], strict=False)
    if 3 * sum(whole) < 2 * len(part) or not all(full or on <= up for up, on, full in below):
        return None
    sentences = columns.width == 2 and any(is_clause(cell.line) for row in part for cell in row)
    return None if sentences else _cut(part, whole[1:])


def parted_by_gaps(part: Sequence[Row], columns: Columns) -> list[list[Row]] | None:
    """Rows parted by gaps wider than those between the lines of a cell, if there are such.

    The narrowest gap counts that leaves each row one beginning in the first column; what stands
    above the first beginning may be a header, or the rest of a row of the page before.
    """
    gaps: list[float] = []
    bottom = max(cell.line.bottom for cell in part[0])
    for row in part[1:]:
        gaps.append(min(cell.line.top for cell in row) - bottom)
        bottom = max(bottom, *(cell.line.bottom for cell in row))
    least = _WIDER * part[0][0].line.size
    known = sorted(gaps)
    for narrow, wide in pairwise(known):
        if wide - max(narrow, 0.0) <= least:
            continue
        parts = _cut(part, [gap >= wide for gap in gaps])
        named = [any(row[0].column == 0 for row in rows) for rows in parts]
        if all(named[2:]) and all(_begun(rows, columns) == 1 for rows in parts):
            return parts
    return None


def _by_centres(part: Sequence[Row], columns: Columns) -> list[list[Row]] | None:
    """Rows whose first cell stands at half their height, if it does and not at their top.

    Where that breaks off more running text than rows that begin with their first cell would, what
    stands above the first one is the rest of a row of the page before.
    """
    starts = [
        number
        for number, row in enumerate(part)
        if row[0].column == 0 and not _is_rest_of_key(part[:number], row, columns)
    ]
    anchors = [part[number] for number in starts]
    if columns.topped or len(anchors) < 2 or len(anchors) == len(part) or starts[0] == 0:
        return None
    middles = [(row[0].line.top + row[0].line.bottom) / 2 for row in anchors]
    extents = [
        (min(cell.line.top for cell in row), max(cell.line.bottom for cell in row)) for row in part
    ]
    cost, cuts = best_cuts(extents, middles)
    if cost > _CENTRED * len(anchors) * anchors[0][0].line.size:
        return None
    if _broken_off(part, cuts, columns) > _broken_off(part, starts, columns):
        return None
    return [list(part[a:b]) for a, b in pairwise([0, *cuts, len(part)])]


def _broken_off(part: Sequence[Row], starts: Sequence[int], columns: Columns) -> int:
    """How many of the rows that begin at some lines would break off running text."""
    return sum(
        any(
            is_broken(part[:start], cell, columns)
            for column in columns.running
            for cell in islice((c for row in part[start:] for c in row if c.column == column), 1)
        )
        for start in starts
    )


def best_cuts(
    lines: Sequence[tuple[float, float]], middles: Sequence[float]
) -> tuple[float, list[int]]:
    """The cuts of lines into as many runs as there are middles that fit these best, and how well.

    The cost is the sum of the distances between the middle of each run and its own.
    """
    count = len(lines)
    best: list[tuple[float, list[int]]] = [
        (abs((lines[0][0] + lines[end][1]) / 2 - middles[0]), []) for end in range(count)
    ]
    for middle in middles[1:]:
        after: list[tuple[float, list[int]]] = []
        for end in range(count):
            options = [
                (
                    best[start - 1][0] + abs((lines[start][0] + lines[end][1]) / 2 - middle),
                    start,
                )
                for start in range(1, end + 1)
            ]
            cost, start = min(options, default=(float("inf"), 0))
            after.append((cost, [*best[start - 1][1], start] if options else []))
        best = after
    return best[-1]


def _by_first_column(part: Sequence[Row], columns: Columns) -> list[list[Row]]:
    """A row begins where the first column does, unless that or a column of running text goes on.

    One also begins where a line fills all columns but the first.
    """
    found: list[list[Row]] = []
    for row in part:
        if not found or _begins(found[-1], row, columns):
            found.append([row])
        else:
            found[-1].append(row)
    return found


def _begins(band: Sequence[Row], row: Row, columns: Columns) -> bool:
    """Whether a row begins something new below the lines of another."""
    if row[0].column > 0:
        return _is_whole(row, columns, 1)
    if columns.keyed:
        return not _is_rest_of_key(band, row, columns)
    return not _goes_on(band, row, columns)


def _is_rest_of_key(above: Sequence[Row], row: Row, columns: Columns) -> bool:
    """Whether words that stand for a number (`專題討論`) go on in a row."""
    first = row[0]
    return columns.keyed and not is_key(first.line.text) and is_broken(above, first, columns)


def _goes_on(band: Sequence[Row], row: Row, columns: Columns) -> bool:
    """Whether a row with text in the first column is more of the row above."""
    if _is_whole(row, columns, 0):
        return False
    filled = {cell.column for cell in row}
    on = {cell.column for cell in row if is_broken(band, cell, columns)}
    if on & columns.running:
        return len(filled - on - columns.running) < 2
    return filled == on == {0}


def _is_whole(row: Row, columns: Columns, first: int) -> bool:
    """Whether a line fills all columns from one on, and there are enough of them to tell."""
    filled = {cell.column for cell in row if cell.column >= first}
    return len(filled) == columns.width - first >= _WHOLE
