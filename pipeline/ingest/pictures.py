"""Pages of a PDF as pictures, made in the process apart, for a person who compares them with rows.

What reading set aside is painted over before a picture leaves that process: contact details and
what stands around a release. Where the place of such words on a page is not certain, there is no
picture of that page.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.ingest.document import CharBox, Document

MOST_PAGES = 20
MOST_CHARACTERS = 6_000_000
"""Of all pictures of one release, written in base64."""
_MARKUP = "markup"


@dataclass(frozen=True, slots=True)
class Picture:
    """A page, from 1, as a PNG in base64; its size is in points."""

    page: int
    width: float
    height: float
    png: str


@dataclass(frozen=True, slots=True)
class Hidden:
    """Words of a line that must not be seen, and their box in points, origin top left."""

    words: str
    x0: float
    top: float
    x1: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PageWanted:
    """A page to be drawn, without what is hidden on it."""

    page: int
    hidden: tuple[Hidden, ...] = ()


def pages_wanted(document: Document) -> tuple[PageWanted, ...]:
    """The pages of a PDF that may be drawn.

    Left out are pages without any text, which nobody has looked through, and scanned ones with
    something to hide; all of them where something to hide has no place.
    """
    if document.source_format != "pdf" or document.boxes is None:
        return ()
    hidden: dict[int, list[Hidden]] = {}
    for stretch in document.ignored:
        if stretch.reason == _MARKUP:
            continue
        for line in _lines(document, stretch.start, stretch.end):
            boxes = [box for _, box in line]
            words = "".join(document.source[at] for at, _ in line)
            hidden.setdefault(boxes[0].page, []).append(_hidden(words, boxes))
        if any(
            document.boxes[at] is None and not document.source[at].isspace()
            for at in range(stretch.start, stretch.end)
        ):
            return ()
    read = sorted({line.page for line in document.boxes.lines})
    unsure = {page for page in document.scanned if page in hidden}
    return tuple(
        PageWanted(page, tuple(hidden.get(page, ()))) for page in read if page not in unsure
    )[:MOST_PAGES]


def _lines(document: Document, start: int, end: int) -> Iterator[list[tuple[int, CharBox]]]:
    """The characters of a stretch with their boxes, a list a printed line."""
    line: list[tuple[int, CharBox]] = []
    for at in range(start, end):
        box = document.boxes[at] if document.boxes else None
        if box is None:
            continue
        if line and (line[-1][1].page, line[-1][1].line) != (box.page, box.line):
            yield line
            line = []
        line.append((at, box))
    if line:
        yield line


def _hidden(words: str, boxes: list[CharBox]) -> Hidden:
    return Hidden(
        words,
        min(box.x0 for box in boxes),
        min(box.top for box in boxes),
        max(box.x1 for box in boxes),
        max(box.bottom for box in boxes),
    )
