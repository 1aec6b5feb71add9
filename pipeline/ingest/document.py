"""What reading a raw file gives: text, tables and links that know their place in the source.

Every source, whatever its format, is one string of code points (`Document.source`): the decoded
text of a text-like file, or the characters of a PDF in reading order. A *position* is an index
into it. `Text` is a string each of whose characters remembers the positions it was read from, so
slicing, joining and repairing never lose the way back.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from pipeline.ingest.boxes import Boxes, CharBox
from pipeline.ingest.positioned import Span, Text

__all__ = [
    "Block",
    "Boxes",
    "Cell",
    "CharBox",
    "Document",
    "Link",
    "Place",
    "SourceFormat",
    "Span",
    "Stretch",
    "Table",
    "Text",
]


@dataclass(frozen=True, slots=True)
class Place:
    """Where a stretch of a source stands, as the provenance table has it.

    `page` counts from 1; the box is in PDF points with the origin top left; `char_start` and
    `char_end` count code points of the decoded source text. A text-like source has no box, a PDF
    no character offsets.
    """

    printed: str
    page: int | None = None
    x0: float | None = None
    top: float | None = None
    x1: float | None = None
    bottom: float | None = None
    char_start: int | None = None
    char_end: int | None = None


@dataclass(frozen=True, slots=True)
class Link:
    """A link: the words it hangs on and the address it leads to (null where it leads nowhere)."""

    label: Text
    target: Text | None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell; lines of its text are parted by newlines, list markers are kept."""

    text: Text
    colspan: int = 1
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Table:
    """A table as it stands on one page: rows of cells, a spanned position holding no cell.

    `rows[r][c]` is the cell that begins in column c of row r, or None under a span.
    """

    rows: tuple[tuple[Cell | None, ...], ...]
    edges: tuple[float, ...] | None = None
    """Left and right edges of the columns in points, for joining by geometry; PDF only."""

    @property
    def width(self) -> int:
        return max((len(row) for row in self.rows), default=0)


BlockKind = Literal["heading", "paragraph", "item", "caption", "table"]


@dataclass(frozen=True, slots=True)
class Block:
    """One thing on a page, in reading order. `text` is empty for a table."""

    kind: BlockKind
    text: Text
    table: Table | None = None
    links: tuple[Link, ...] = ()
    page: int | None = None
    level: int | None = None
    """Depth of a heading, 1 outermost."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A span of the source and what became of it: a use (`speakers`) or a rule (`markup`)."""

    start: int
    end: int
    reason: str


SourceFormat = Literal["pdf", "docx", "odt", "html", "markdown", "text"]


@dataclass(frozen=True, slots=True)
class Document:
    """One release as read: its source string and the blocks found in it.

    `ignored` holds the stretches that reading itself set aside, each by a named rule: markup,
    page furniture, and the contact block, whose text never gets any further.
    """

    release_id: str
    source_file: str
    source_format: SourceFormat
    source_sha256: str
    source: str
    blocks: tuple[Block, ...]
    ignored: tuple[Stretch, ...] = ()
    page_count: int | None = None
    boxes: Boxes | None = field(default=None, repr=False)
    """One box a position for a PDF; None for a text-like source."""
    scanned: tuple[int, ...] = ()
    """The pages that were read by OCR."""

    def is_scanned(self, text: Text) -> bool:
        """Whether `text` was read by OCR, all or in part."""
        return bool(self.scanned) and any(place.page in self.scanned for place in self.locate(text))

    def locate(self, text: Text) -> list[Place]:
        """Where `text` was read: one place a stretch, or one a printed line of a PDF."""
        return [place for start, end in text.spans() for place in self._places(start, end)]

    def _places(self, start: int, end: int) -> Iterator[Place]:
        if self.boxes is None:
            yield Place(self.source[start:end], char_start=start, char_end=end)
            return
        for line, first, after in self.boxes.between(start, end):
            x0, top, x1, bottom = line.around(first, after)
            yield Place(
                printed=self.source[first:after],
                page=line.page,
                x0=round(x0, 2),
                top=round(top, 2),
                x1=round(x1, 2),
                bottom=round(bottom, 2),
            )
