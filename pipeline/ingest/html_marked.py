"""Tables that a page makes of other elements: named by ARIA roles, CSS or classes, read as tables.

`<div role="table">`, `<div style="display: table">` and `<div class="table">` with their rows and
cells (WAI-ARIA 1.2, 5.3.3; CSS Tables 3, 2.1) get the names that HTML has for them. Only where all
is in place: nothing beside rows in a table, nothing beside cells in a row, two rows or more, and a row
of two cells. Roles and styles go before classes, which are but names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from pipeline.ingest.document import Span
from pipeline.ingest.html_tree import Node

_ROLES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("table", "grid", "treegrid"), "table"),
        **dict.fromkeys(("rowgroup", "presentation", "none"), "tbody"),
        "row": "tr",
        **dict.fromkeys(("cell", "gridcell"), "td"),
        **dict.fromkeys(("columnheader", "rowheader"), "th"),
        "caption": "caption",
    }
)
_DISPLAYS: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("table", "inline-table"), "table"),
        "table-header-group": "thead",
        "table-row-group": "tbody",
        "table-footer-group": "tfoot",
        "table-row": "tr",
        "table-cell": "td",
        "table-caption": "caption",
    }
)
_CLASSES: Mapping[str, str] = MappingProxyType(
    {
        **dict.fromkeys(("table", "tbl", "div-table", "divtable"), "table"),
        **{name: name for name in ("thead", "tbody", "tfoot", "tr", "td", "th")},
        **dict.fromkeys(("row", "table-row", "tablerow", "divtablerow"), "tr"),
        **dict.fromkeys(("cell", "col", "table-cell", "tablecell", "divtablecell"), "td"),
    }
)
_DISPLAY = re.compile(r"(?:^|;)\s*display\s*:\s*(?P<value>[a-z-]+)", re.IGNORECASE)
_MAY_BE_PARTS = frozenset("div span section p ul ol li dl dt dd".split())
_GROUPS = ("thead", "tbody", "tfoot")
_CELLS = ("td", "th")
_ROWS = 2
"""Rows from which on marked elements are a table, and cells of its widest row."""


def name_marked_tables(root: Node, source: str) -> None:
    """Gives the elements of a page that are marked as tables, rows and cells the names of such."""
    for node in root.all():
        if _marked(node) == "table":
            parts = list(_parts(node, source))
            widths = [len(_inside(part, source)) for part, name in parts if name == "tr"]
            if all(name for _, name in parts) and len(widths) >= _ROWS <= max(widths):
                node.name = "table"
                for part, name in parts:
                    _rename(part, name)


def _parts(table: Node, source: str) -> Iterator[tuple[Node, str]]:
    """The parts of a marked table, each with its name; the name is empty for what is none of one."""
    for child in _inside(table, source):
        name = _marked(child) if isinstance(child, Node) else ""
        if not isinstance(child, Node) or name not in (*_GROUPS, "tr", "caption"):
            yield table, ""
            return
        yield child, name
        if name in _GROUPS:
            yield from _parts(child, source)
        elif name == "tr":
            for cell in _inside(child, source):
                marked = _marked(cell) if isinstance(cell, Node) else ""
                yield (cell, marked) if isinstance(cell, Node) and marked in _CELLS else (child, "")


def _inside(node: Node, source: str) -> list[Node | Span]:
    """What an element holds, blanks between elements left out."""
    return [
        child
        for child in node.children
        if isinstance(child, Node) or not source[child[0] : child[1]].isspace()
    ]


def _marked(node: Node) -> str:
    """The part of a table that an element says that it is; nothing where it says nothing."""
    if node.name not in _MAY_BE_PARTS:
        return ""
    display = _DISPLAY.search(node.get("style"))
    told = _ROLES.get(node.get("role").lower()) or (
        _DISPLAYS.get(display["value"].lower()) if display else None
    )
    classes = node.get("class").lower().split()
    return told or next((_CLASSES[name] for name in classes if name in _CLASSES), "")


def _rename(part: Node, name: str) -> None:
    part.name = name
    for span in ("colspan", "rowspan"):
        if f"aria-{span}" in part.attributes:
            part.attributes.setdefault(span, part.get(f"aria-{span}"))
