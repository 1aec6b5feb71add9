"""HTML tables that were pasted into a text: rows, spans, and what stands loose around them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeVar

from pipeline.ingest.document import Block, Text
from pipeline.ingest.grids import Found, table_block
from pipeline.ingest.html_tables import read_rows
from pipeline.ingest.html_tree import Node, read_page
from pipeline.ingest.inline import inline
from pipeline.ingest.limits import Limits, within
from pipeline.ingest.lines import Line
from pipeline.ingest.residue import break_lines

T = TypeVar("T")
"""What a cell holds."""

_TABLE_TAG = re.compile(r"<(?P<close>/?)(?P<name>table|caption|tr|td|th)\b[^<>]*>", re.IGNORECASE)
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
    last = 0
    for table in _outermost(read_page(text.text, limits).root):
        blocks += _loose(text[last : table.tag.start])
        last = table.ends[1]
        read = read_rows(table, lambda node: False)
        for child in read.loose:
            start, end = (child.tag.start, child.ends[1]) if isinstance(child, Node) else child
            blocks += _loose(text[start:end])
        rows = [
            [
                (text[cell.tag.end : cell.ends[0]], colspan, rowspan)
                for cell, colspan, rowspan in row
            ]
            for row in read.rows
        ]
        if rows:
            blocks.append(table_block(spread(rows, limits), limits))
    return blocks + _loose(text[last:])


def _outermost(root: Node) -> Iterator[Node]:
    """The tables that are in no other, in reading order."""
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if node.name == "table":
            yield node
        else:
            waiting += reversed(list(node.nodes()))


def _loose(text: Text) -> list[Block]:
    read = map(inline, break_lines(text))
    return [Block("paragraph", line, links=links) for line, links in read if line]


def spread(
    rows: Sequence[Sequence[tuple[T, int, int]]], limits: Limits
) -> list[list[tuple[T, int, int] | None]]:
    """Cells moved to the columns where they begin, None where another's span stands.

    A rowspan beyond the last row is cut to it. Raises OverLimit.
    """
    grid: list[list[tuple[T, int, int] | None]] = []
    held: dict[int, int] = {}
    total = 0
    for number, row in enumerate(rows):
        below = {column: left - 1 for column, left in held.items() if left > 1}
        line: list[tuple[T, int, int] | None] = []
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
