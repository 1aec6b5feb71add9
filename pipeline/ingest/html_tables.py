"""The rows of an HTML table, and whether it is one or lays out a page."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import groupby

from pipeline.ingest.document import Span
from pipeline.ingest.html_tree import Node

RowOfCells = list[tuple[Node, int, int]]
"""The cells of a row, each with its colspan and rowspan."""

_GROUPS = ("thead", "tbody", "tfoot")
_CELLS = ("td", "th")
_OF_A_PAGE = frozenset(
    "h1 h2 h3 nav header footer main article section aside form hr iframe".split()
)
"""What a cell of a page holds, and one of a data table does not."""
_PARAGRAPHS = frozenset("p div ul ol dl blockquote table pre".split())
_MANY = 3
_MOSTLY = 0.6
"""Share of its text that a table must have in inner tables to be their frame."""
_WIDEST = 1000
"""Greatest colspan of HTML; the greatest rowspan is 65534."""


@dataclass(frozen=True, slots=True)
class TableRows:
    """The rows of a table, and what stands in it outside of any cell, its caption first."""

    rows: list[RowOfCells]
    loose: list[Node | Span]


def read_rows(table: Node, left_out: Callable[[Node], bool]) -> TableRows:
    """The rows in the order of display: a footer comes last. Spans end with their group of rows."""
    groups: list[tuple[bool, list[RowOfCells]]] = []
    loose: list[Node | Span] = []
    for is_group, children in groupby(table.children, _is_group):
        if not is_group:
            groups.append((False, _rows(children, loose, left_out)))
            continue
        for group in children:
            if isinstance(group, Node) and not left_out(group):
                rows = _rows(group.children, loose, left_out)
                groups.append((group.name == "tfoot", rows))
    loose.sort(key=lambda child: not (isinstance(child, Node) and child.name == "caption"))
    ordered = sorted(groups, key=lambda group: group[0])
    return TableRows(_narrowed([row for _, rows in ordered for row in rows if row]), loose)


def is_layout(table: Node, rows: list[RowOfCells]) -> bool:
    """Whether a table lays out a page, or a part of one, and holds no data.

    It says so itself; or, having neither header cells nor a caption, it has cells that hold what
    pages are made of, or one row or column of cells that hold several paragraphs each.
    """
    if table.get("role") in ("presentation", "none"):
        return True
    cells = [cell for row in rows for cell, _, _ in row]
    if any(cell.name == "th" for cell in cells) or any(
        child.name in ("caption", "thead") for child in table.nodes()
    ):
        return False
    if any(node.name in _OF_A_PAGE for cell in cells for node in _inside(cell)):
        return True
    inner = sum(map(_size_of, (n for cell in cells for n in _inside(cell) if n.name == "table")))
    if inner > _MOSTLY * sum(map(_size_of, cells)):
        return True
    one_way = len(rows) == 1 or all(len(row) == 1 for row in rows)
    return one_way and any(_paragraphs(cell) >= _MANY for cell in cells)


def _is_group(child: Node | Span) -> bool:
    return isinstance(child, Node) and child.name in _GROUPS


def _rows(
    children: Iterable[Node | Span], loose: list[Node | Span], left_out: Callable[[Node], bool]
) -> list[RowOfCells]:
    """The rows of a group, spans cut to it; `loose` gets what is in no cell."""
    rows: list[RowOfCells] = []
    parted = True
    for child in children:
        if not isinstance(child, Node) or child.name not in ("tr", *_CELLS):
            loose.append(child)
        elif child.name == "tr" and left_out(child):
            continue
        elif child.name == "tr":
            rows.append(_row(child.children, loose, left_out))
            parted = True
        elif parted:
            rows.append(_row((child,), loose, left_out))
            parted = False
        else:
            rows[-1] += _row((child,), loose, left_out)
    return [
        [(cell, colspan, _cut(rowspan, len(rows) - at)) for cell, colspan, rowspan in row]
        for at, row in enumerate(rows)
    ]


def _row(
    children: Iterable[Node | Span], loose: list[Node | Span], left_out: Callable[[Node], bool]
) -> RowOfCells:
    row: RowOfCells = []
    for child in children:
        if not isinstance(child, Node) or child.name not in _CELLS:
            loose.append(child)
        elif not left_out(child):
            colspan = min(max(1, _size(child, "colspan", 1)), _WIDEST)
            row.append((child, colspan, _size(child, "rowspan", 1)))
    return row


def _cut(rowspan: int, left: int) -> int:
    """A rowspan cut to the rows that are left; 0 stands for all of them."""
    return min(rowspan or left, left)


def _narrowed(rows: list[RowOfCells]) -> list[RowOfCells]:
    """The rows, a cell alone in its row no wider than the others make the table."""
    width = max((sum(cell[1] for cell in row) for row in rows if len(row) > 1), default=1)
    return [
        [(row[0][0], min(row[0][1], width), row[0][2])] if len(row) == 1 else row for row in rows
    ]


def _size(node: Node, attribute: str, default: int) -> int:
    digits = node.get(attribute).strip()
    return int(digits) if digits.isdecimal() and len(digits) < 6 else default


def _inside(cell: Node) -> Iterable[Node]:
    """The elements in a cell, those of inner tables left out."""
    waiting = list(cell.nodes())
    while waiting:
        node = waiting.pop()
        yield node
        if node.name != "table":
            waiting += node.nodes()


def _size_of(node: Node) -> int:
    """Characters in an element, entities and blanks as they are written."""
    spans = (child for each in node.all() for child in each.children)
    return sum(span[1] - span[0] for span in spans if not isinstance(span, Node))


def _paragraphs(cell: Node) -> int:
    return sum(node.name in _PARAGRAPHS for node in _inside(cell))
