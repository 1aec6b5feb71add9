"""HTML tables that were pasted into a text: rows, spans, and what stands loose around them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.ingest.document import Block, Text
from pipeline.ingest.grids import Found, RawCell, table_block
from pipeline.ingest.inline import inline
from pipeline.ingest.limits import Limits, within
from pipeline.ingest.lines import Line
from pipeline.ingest.residue import break_lines

_TABLE_TAG = re.compile(
    r"<(?P<close>/?)(?P<name>table|caption|tr|td|th)\b(?P<rest>[^<>]*)>", re.IGNORECASE
)
_SPAN = re.compile(r"\b(col|row)span\s*=\s*[\"']?(\d{1,4})", re.IGNORECASE)
_OPENING = re.compile(r"\s*<table\b", re.IGNORECASE)


def last_close(text: str) -> int:
    """Where the last closing tag of a table's part ends; 0 where there is none."""
    return max((m.end() for m in _TABLE_TAG.finditer(text) if m["close"]), default=0)


def html_tables(
    whole: Text, lines: Sequence[Line], at: int, closed: int, limits: Limits
) -> Found | None:
    """The HTML tables that begin on a line, up to the end of the line on which the last ends.

    `closed` is `last_close(whole)`: a table that is never closed ends there.
    """
    line = lines[at]
    if closed <= line.first or not _OPENING.match(line.text.text):
        return None
    end = _end(whole.text, line.first) or closed
    taken = 1
    while at + taken < len(lines) and lines[at + taken].first < end:
        taken += 1
    blocks = _blocks(whole[line.first : lines[at + taken - 1].after], limits)
    return Found(tuple(blocks), taken)


def _end(text: str, start: int) -> int | None:
    """Where the line ends on which the tables from `start` on are all closed."""
    depth, end = 0, None
    for match in _TABLE_TAG.finditer(text, start):
        if end is not None and match.start() >= end:
            break
        if match["name"].lower() == "table":
            depth += -1 if match["close"] else 1
            newline = text.find("\n", match.end())
            end = (len(text) if newline < 0 else newline) if depth <= 0 else None
    return end


def _blocks(text: Text, limits: Limits) -> list[Block]:
    """The tables of a text and, before each, the lines that stand outside its cells."""
    blocks: list[Block] = []
    rows: list[list[RawCell]] = []
    spans = (1, 1)
    depth, last, in_cell = 0, 0, False
    for match in _TABLE_TAG.finditer(text.text):
        name, closes = match["name"].lower(), bool(match["close"])
        inner = depth > 1 or (depth == 1 and in_cell and name == "table" and not closes)
        if name == "table":
            depth = max(0, depth + (-1 if closes else 1))
        if inner:
            continue
        stretch, last = text[last : match.start()], match.end()
        if in_cell and rows:
            rows[-1].append((stretch, *spans))
        else:
            blocks += _loose(stretch)
        in_cell = name in ("td", "th") and not closes
        if in_cell:
            sizes = {kind.lower(): int(size) for kind, size in _SPAN.findall(match["rest"])}
            spans = (max(1, sizes.get("col", 1)), max(1, sizes.get("row", 1)))
        if (name == "tr" and not closes) or (in_cell and not rows):
            rows.append([])
        if name == "table" and rows:
            blocks.append(table_block(spread(rows, limits), limits))
            rows = []
    rest = text[last:]
    if in_cell:
        rows[-1].append((rest, *spans))
    if rows:
        blocks.append(table_block(spread(rows, limits), limits))
    return blocks if in_cell else blocks + _loose(rest)


def _loose(text: Text) -> list[Block]:
    read = map(inline, break_lines(text))
    return [Block("paragraph", line, links=links) for line, links in read if line]


def spread(rows: Sequence[Sequence[RawCell]], limits: Limits) -> list[list[RawCell | None]]:
    """Cells moved to the columns where they begin, None where another's span stands.

    A rowspan beyond the last row is cut to it. Raises OverLimit.
    """
    grid: list[list[RawCell | None]] = []
    held: dict[int, int] = {}
    total = 0
    for number, row in enumerate(rows):
        below = {column: left - 1 for column, left in held.items() if left > 1}
        line: list[RawCell | None] = []
        for text, colspan, printed_rowspan in row:
            while len(line) in held:
                line.append(None)
            within("columns", len(line) + colspan, limits.columns)
            rowspan = min(printed_rowspan, len(rows) - number)
            if rowspan > 1:
                below |= dict.fromkeys(range(len(line), len(line) + colspan), rowspan - 1)
            line += [(text, colspan, rowspan), *[None] * (colspan - 1)]
        while len(line) in held:
            line.append(None)
        grid.append(line)
        total += len(line)
        within("cells", total, limits.cells)
        held = below
    return grid
