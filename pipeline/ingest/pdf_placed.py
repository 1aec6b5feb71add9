"""Lines that stand in the columns of a table, and what they show of these."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from pipeline.ingest.pdf_lines import Line
from pipeline.ingest.pdf_units import Measure, is_full


@dataclass(frozen=True, slots=True)
class Placed:
    """A line of a table with the first and the last column that it stands in."""

    line: Line
    column: int
    last: int


Row = Sequence[Placed]
"""What stands at one height, from left to right."""

_RUNNING = 8.0
"""Width, in sizes of type, of a column of running text."""
_CLAUSE = re.compile("[，。；]")
_OFTEN = 0.25
"""Share of its lines that are full in a column whose lines are broken."""
_WHOLE_IN_LINE = re.compile(r"^[^\w]*[\d.,:%()/\s–-]+$|(?:\.\s?|…){3,}$")
"""Numbers, and words with a leader of dots, are never broken."""
_KEY = re.compile(r"[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3}|[A-Z])[.)）、．]?")
"""What numbers a row."""


@dataclass(frozen=True, slots=True)
class Columns:
    """What the lines of a whole table show of its columns.

    `measures` are their margins; `running` those with running text, broken over lines; `listed`
    those as wide with an entry a line, the longest of which shows no margin; `keyed` says that the
    first one numbers the rows, `topped` that its cells are known to stand at the top of theirs.
    """

    width: int
    measures: dict[int, Measure]
    running: frozenset[int]
    listed: frozenset[int]
    keyed: bool
    topped: bool = False


def is_section(row: Row) -> bool:
    """Whether a line over several columns stands alone: it speaks of all rows below it."""
    return len(row) == 1 and row[0].column == 0 and row[0].last > 0


def is_broken(band: Sequence[Row], cell: Placed, columns: Columns) -> bool:
    """Whether a line goes on from the one above it in its column, which was full."""
    above = [other.line for row in band for other in row if other.column == cell.column]
    measure = columns.measures.get(cell.column)
    if (
        not above
        or measure is None
        or cell.last > cell.column
        or _WHOLE_IN_LINE.search(above[-1].text)
    ):
        return False
    close = cell.line.top - above[-1].bottom < 0.8 * cell.line.size
    return close and is_full(above[-1], cell.line, measure)


def columns_of(rows: Sequence[Row], width: int) -> Columns:
    """What rows show of the columns that they stand in."""
    lines = {
        column: [c.line for row in rows for c in row if c.column == c.last == column]
        for column in range(width)
    }
    measures = {
        column: (min(line.x0 for line in held), max(line.x1 for line in held))
        for column, held in lines.items()
        if held
    }
    wide = [
        column
        for column, (left, right) in measures.items()
        if right - left >= _RUNNING * lines[column][0].size
    ]
    running = frozenset(c for c in wide if _is_running(lines[c], measures[c]))
    listed = frozenset(c for c in wide if c not in running and not _is_prose(lines[c]))
    return Columns(width, measures, running, listed, are_keys([line.text for line in lines[0]]))


def is_clause(line: Line) -> bool:
    """Whether a line holds the mark of a clause or of a sentence."""
    return _CLAUSE.search(line.text) is not None


def is_key(text: str) -> bool:
    """Whether a text is what numbers a row."""
    return _KEY.fullmatch(text) is not None


def are_keys(texts: Sequence[str]) -> bool:
    """Whether the texts of a column number its rows; two may be of a header or of another row."""
    keys = sum(map(is_key, texts))
    return keys > 0 and keys >= len(texts) - 2


def _is_running(lines: Sequence[Line], measure: Measure) -> bool:
    full = sum(
        is_full(a, b, measure) and not _WHOLE_IN_LINE.search(a.text) for a, b in pairwise(lines)
    )
    return full >= max(2, _OFTEN * len(lines))


def _is_prose(lines: Sequence[Line]) -> bool:
    """Whether lines are of sentences, however few are broken."""
    return any(map(is_clause, lines))
