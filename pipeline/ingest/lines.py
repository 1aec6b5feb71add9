"""The lines of a text, with what parts them: blank lines and page ends."""

from __future__ import annotations

import re
from dataclasses import dataclass

from pipeline.ingest.document import Text

_LINE_END = re.compile(r"\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")


@dataclass(frozen=True, slots=True)
class Line:
    """A non-blank line, without its end. `blank` counts the blank lines before it.

    `first` and `after` are its bounds in the text that it was cut from; `page` says that a form
    feed stands before it.
    """

    text: Text
    first: int
    after: int
    blank: int
    page: bool


def read_lines(text: Text) -> list[Line]:
    """The non-blank lines of a text, tabs and leading blanks kept."""
    lines: list[Line] = []
    last, blank, page = 0, 0, False
    for first, after, end in _bounds(text.text):
        content = text.text[first:after]
        if content.strip():
            lines.append(Line(text[first:after], first, after, blank, page))
            blank, page = 0, False
        else:
            blank += 1
        page = page or end == "\x0c"
        last = after
    assert last == len(text)
    return lines


def _bounds(text: str) -> list[tuple[int, int, str]]:
    """First, last and terminator of each line."""
    bounds, first = [], 0
    for match in _LINE_END.finditer(text):
        bounds.append((first, match.start(), match[0]))
        first = match.end()
    bounds.append((first, len(text), ""))
    return bounds
