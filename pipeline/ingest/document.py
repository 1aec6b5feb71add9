"""What reading a raw file gives: text, tables and links that know their place in the source.

Every source, whatever its format, is one string of code points (`Document.source`): the decoded
text of a text-like file, or the characters of a PDF in reading order. A *position* is an index
into it. `Text` is a string each of whose characters remembers the positions it was read from, so
slicing, joining and repairing never lose the way back.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain
from typing import Literal

Span = tuple[int, int]
"""A stretch of `Document.source`: first position, position after the last."""


@dataclass(frozen=True, slots=True)
class Text:
    """A string with, for each character, the stretch of the source that it stands for.

    A character that the source does not hold (a line break between two cells' paragraphs, an
    automatic list number) has an empty stretch: `starts[i] == ends[i]`.
    """

    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    @classmethod
    def read(cls, source: str, start: int = 0, end: int | None = None) -> Text:
        """The characters `source[start:end]`, each standing for itself."""
        stop = len(source) if end is None else end
        return cls(source[start:stop], tuple(range(start, stop)), tuple(range(start + 1, stop + 1)))

    @classmethod
    def inserted(cls, text: str, position: int = 0) -> Text:
        """Characters that the source does not hold, placed at `position`."""
        return cls(text, (position,) * len(text), (position,) * len(text))

    @classmethod
    def join(cls, separator: str, parts: Iterable[Text]) -> Text:
        """`separator.join(parts)`; the separators are inserted characters."""
        texts: list[str] = []
        starts: list[tuple[int, ...]] = []
        ends: list[tuple[int, ...]] = []
        for part in parts:
            if texts:
                position = ends[-1][-1] if ends[-1] else 0
                texts.append(separator)
                starts.append((position,) * len(separator))
                ends.append((position,) * len(separator))
            texts.append(part.text)
            starts.append(part.starts)
            ends.append(part.ends)
        return cls("".join(texts), tuple(chain(*starts)), tuple(chain(*ends)))

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    def __getitem__(self, index: slice) -> Text:
        return Text(self.text[index], self.starts[index], self.ends[index])

    def __add__(self, other: Text) -> Text:
        return Text(self.text + other.text, self.starts + other.starts, self.ends + other.ends)

    def strip(self, characters: str | None = None) -> Text:
        """As `str.strip`."""
        left = len(self.text) - len(self.text.lstrip(characters))
        right = len(self.text.rstrip(characters))
        return self[left : max(left, right)]

    def group(self, match: re.Match[str], name: str | int = 0) -> Text | None:
        """The part of this text that a group of a match on `self.text` caught, if it did."""
        start, end = match.span(name)
        return None if start < 0 else self[start:end]

    def split(self, pattern: re.Pattern[str]) -> list[Text]:
        """The parts between the matches of `pattern`, blank ones left out, each stripped."""
        parts, last = [], 0
        for match in pattern.finditer(self.text):
            parts.append(self[last : match.start()].strip())
            last = match.end()
        parts.append(self[last:].strip())
        return [part for part in parts if part]

    def replace(self, pattern: re.Pattern[str], replacement: str) -> Text:
        """Each match replaced by `replacement`, whose characters stand for the whole match.

        An empty replacement deletes the match.
        """
        parts: list[Text] = []
        last = 0
        for match in pattern.finditer(self.text):
            if match.end() == match.start():
                continue
            parts.append(self[last : match.start()])
            start, end = self.starts[match.start()], self.ends[match.end() - 1]
            size = len(replacement)
            parts.append(Text(replacement, (start,) * size, (end,) * size))
            last = match.end()
        return Text.join("", [*parts, self[last:]])

    def lines(self) -> list[Text]:
        """The non-blank lines, stripped."""
        return self.split(_LINE_BREAK)

    def spans(self) -> list[Span]:
        """The stretches of the source behind this text, in reading order, touching ones merged."""
        merged: list[Span] = []
        for start, end in zip(self.starts, self.ends, strict=True):
            if start == end:
                continue
            if merged and merged[-1][0] <= start <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
            else:
                merged.append((start, end))
        return merged

    @property
    def start(self) -> int:
        """The position of the first character that the source holds; 0 for an empty text."""
        return next((s for s, e in zip(self.starts, self.ends, strict=True) if s < e), 0)


_LINE_BREAK = re.compile(r"\n")


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


@dataclass(frozen=True, slots=True)
class CharBox:
    """The box of one character of a PDF source: page from 1, points, origin top left."""

    page: int
    x0: float
    top: float
    x1: float
    bottom: float
    line: int
    """Number of the printed line, so that a span over several lines gives a box a line."""


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
    boxes: tuple[CharBox | None, ...] | None = field(default=None, repr=False)
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
        line: list[int] = []
        for position in range(start, end):
            box = self.boxes[position]
            if box is None:
                continue
            if line and not self._same_line(line[-1], box):
                yield self._line_place(line)
                line = []
            line.append(position)
        if line:
            yield self._line_place(line)

    def _same_line(self, position: int, box: CharBox) -> bool:
        last = self.boxes[position] if self.boxes else None
        return last is not None and (last.page, last.line) == (box.page, box.line)

    def _line_place(self, positions: list[int]) -> Place:
        boxes = [box for p in positions if self.boxes and (box := self.boxes[p]) is not None]
        return Place(
            printed=self.source[positions[0] : positions[-1] + 1],
            page=boxes[0].page,
            x0=round(min(box.x0 for box in boxes), 2),
            top=round(min(box.top for box in boxes), 2),
            x1=round(max(box.x1 for box in boxes), 2),
            bottom=round(max(box.bottom for box in boxes), 2),
        )
