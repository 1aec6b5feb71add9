"""What a release is made of, whichever format it is written in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from benchmarks.archive.places import simplified

Style = Literal["title", "heading", "body", "item", "caption"]


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph; an `item` is one of a list, without its bullet."""

    text: str
    style: Style = "body"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table whose first row is its header; a cell is its lines."""

    rows: tuple[tuple[tuple[str, ...], ...], ...]
    widths: tuple[int, ...]
    """Of the columns, in parts of the whole."""


Part: TypeAlias = Para | Grid


def in_simplified(part: Part) -> Part:
    """The part in Simplified characters."""
    if isinstance(part, Para):
        return Para(simplified(part.text), part.style)
    rows = tuple(tuple(tuple(map(simplified, cell)) for cell in row) for row in part.rows)
    return Grid(rows, part.widths)
