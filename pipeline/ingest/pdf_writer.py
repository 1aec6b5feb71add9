"""What the pages of a PDF print, written out as the document's source.

A printed line is a line of the source, in the order in which the page is read; `boxes` gives each
character its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, pairwise, repeat

from pipeline.ingest.boxes import Boxes, LineBoxes, box_at
from pipeline.ingest.document import Link, Text
from pipeline.ingest.limits import Limits, within
from pipeline.ingest.numbering import symbols
from pipeline.ingest.pdf_glyphs import Box, Glyphs
from pipeline.ingest.pdf_lines import Line, is_wide
from pipeline.ingest.pdf_page import PageContent

_ADDRESS = re.compile(r"(?:https?://|www\.)[!-~]*$", re.IGNORECASE)
_ADDRESS_BREAKS = re.compile(r"[-/?&=#%+._~:]$")
"""What an address may be broken after with room left on its line."""
_WORD_OF_HAN = re.compile("(?:[A-Za-z0-9]+|[\\d./:~-]+)(?=[\u3400-\u9fff])")
"""A word or a number that Han characters go on: no rest of an address (`2021智慧城市`)."""
_HAN, _LATIN = "[\u3400-\u9fff]", "[A-Za-z\u00c0-\u024f]"
_SCRIPTS_MEET = re.compile(f"(?<={_HAN})(?={_LATIN})|(?<={_LATIN})(?={_HAN})")
_SCRIPTS_APART = re.compile(f"(?<={_HAN}) (?={_LATIN})|(?<={_LATIN}) (?={_HAN})")
_WORDS_APART = re.compile(f"{_LATIN}[!-~\u00c0-\u024f ]* {_HAN}")
"""Latin words that begin a line, and the blank that parts them from the Han characters after."""
_ENDS_WORD = frozenset(",.;:!?)%\"'&”’")
_BEGINS_WORD = frozenset("(&$\"'“‘")


class PdfWriter:
    """The source as far as it is written. Raises OverLimit on too many characters.

    `parts_scripts` says that the document prints blanks between Han characters and Latin words.
    """

    def __init__(self, limits: Limits, *, parts_scripts: bool = False) -> None:
        self._limits = limits
        self._texts: list[str] = []
        self._size = 0
        self._lines: list[LineBoxes] = []
        self._parts_scripts = parts_scripts

    @property
    def source(self) -> str:
        return "".join(self._texts)

    @property
    def boxes(self) -> Boxes:
        return Boxes(tuple(self._lines), self._size)

    def line(self, glyphs: Glyphs, page: PageContent) -> Text:
        """Write a printed line of a page; its text, marks of symbol fonts as Unicode."""
        start, text, places = self._size, glyphs.text, page.places
        edges = list(zip(*map(places.__getitem__, glyphs.numbers), strict=True))
        if len(text) > len(glyphs):  # ligatures
            counts = list(map(len, glyphs.texts))
            edges = [tuple(chain.from_iterable(map(repeat, edge, counts))) for edge in edges]
        end = start + len(text)
        self._size = end + 1
        within("characters", end, self._limits.characters)
        self._lines.append(LineBoxes.of(start, page.number, edges))
        self._texts += text, "\n"
        return Text(symbols(text), tuple(range(start, end)), tuple(range(start + 1, end + 1)))

    def paragraph(self, lines: Sequence[Line], page: PageContent, right: float) -> Text:
        """Write lines, at least one, whose margin is `right`; the one text that they make."""
        text = self.line(lines[0].glyphs, page)
        for before, line in pairwise(lines):
            more = self.line(line.glyphs, page)
            if _ADDRESS.search(text.text):
                blank = "" if _address_goes_on(before, line, right) else " "
            else:
                blank = between(text.text, more.text, parts_scripts=self._parts_scripts)
            text = Text.join(blank, [text, more])
        return text

    def links(self, text: Text, links: Sequence[tuple[Box, str]]) -> Iterator[Link]:
        """The links that lie on a text that was written, parts of one over several lines joined.

        The address stands for the words that it lies on.
        """
        on: list[tuple[int, int, str]] = []
        for box, uri in links:
            under = [
                index
                for index, (start, end) in enumerate(zip(text.starts, text.ends, strict=True))
                if start < end and self._lies_on(start, box)
            ]
            if under:
                on.append((under[0], under[-1] + 1, uri))
        on.sort()
        joined: list[tuple[int, int, str]] = []
        for first, after, uri in on:
            if joined and joined[-1][2] == uri and first <= joined[-1][1] + 1:
                joined[-1] = (joined[-1][0], max(after, joined[-1][1]), uri)
            else:
                joined.append((first, after, uri))
        for first, after, uri in joined:
            label = text[first:after].strip()
            if label:
                size, start, end = len(uri), label.start, max(label.ends)
                yield Link(label, Text(uri, (start,) * size, (end,) * size))

    def _lies_on(self, position: int, box: Box) -> bool:
        place = box_at(self._lines, position)
        if place is None:
            return False
        x, y = (place.x0 + place.x1) / 2, (place.top + place.bottom) / 2
        return box[0] <= x <= box[2] and box[1] <= y <= box[3]


def between(before: str, after: str, *, parts_scripts: bool) -> str:
    """What parts two printed lines of one paragraph: a blank between Latin words, else nothing.

    Between a Han character and a Latin letter it is one where the document mostly prints one, or
    prints one at the other end of the Latin words.
    """
    last, first = before[-1], after[0]
    if is_wide(last) or is_wide(first):
        apart = parts_scripts or _WORDS_APART.match(after)
        return " " if apart and _SCRIPTS_MEET.search(last + first) else ""
    ends = last.isalnum() or last in _ENDS_WORD
    begins = first.isalnum() or first in _BEGINS_WORD
    return " " if ends and begins else ""


def _address_goes_on(before: Line, line: Line, right: float) -> bool:
    """Whether a line may be joined to an address at the end of the one before without a blank.

    An address is broken after a mark of its own, or where the next character has no room.
    """
    if is_wide(line.text[0]):
        return True
    if _WORD_OF_HAN.match(line.text):
        return False
    first = line.glyphs.x1[line.glyphs.seen[0]] - line.x0
    return _ADDRESS_BREAKS.search(before.text) is not None or right - before.x1 < first + 1


def parts_scripts(texts: Iterable[str]) -> bool:
    """Whether lines print blanks between Han characters and Latin words, mostly."""
    apart = close = 0
    for text in texts:
        apart += len(_SCRIPTS_APART.findall(text))
        close += len(_SCRIPTS_MEET.findall(text))
    return apart > close
