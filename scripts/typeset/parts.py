"""What a test document is made of, whichever exporter sets it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Mark = Literal["bullet", "number"]
Style = Literal["body", "title", "heading", "bold", "caption", "cell"]
Rules = Literal["full", "horizontal", "none", "shading"]


@dataclass(frozen=True, slots=True)
class Para:
    """A paragraph. `mark` is a bullet or number that the exporter sets, not part of the text."""

    text: str
    style: Style = "body"
    mark: Mark | None = None
    boxed: bool = False
    """In a text box of its own, a paragraph a line."""


@dataclass(frozen=True, slots=True)
class Box:
    """A cell: paragraphs and tables in it, over `colspan` columns and `rowspan` rows."""

    parts: tuple[Part, ...]
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. Each row holds the cells that begin in it; the first `heads` rows are its header."""

    rows: tuple[tuple[Box, ...], ...]
    widths: tuple[float, ...]
    """Shares of the width of the table."""
    heads: int = 1
    rules: Rules = "full"
    repeat: bool = True
    """Whether the header stands on each page again."""
    align: Literal["top", "middle"] = "top"


Part: TypeAlias = Para | Grid


@dataclass(frozen=True, slots=True)
class Sheet:
    """The page and what holds for all of it. Lengths in points."""

    font: str = "Droid Sans Fallback"
    latin: str = "Liberation Serif"
    size: float = 12
    line: float = 18
    landscape: bool = False
    columns: int = 1
    bottom: float = 56
    running_head: str | None = None
    page_numbers: bool = False
    doubled: bool = False
    """Bold made by setting headings twice, a hair apart (pages of Chromium only)."""
    language: str = "zh-TW"


Parts = tuple[Part, ...]


def cell(*lines: str, colspan: int = 1, rowspan: int = 1, mark: Mark | None = None) -> Box:
    """A cell with a paragraph a line."""
    return Box(tuple(Para(line, "cell", mark) for line in lines), colspan, rowspan)
