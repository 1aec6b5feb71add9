"""Writes out the text of a file that has none of its own: a file of XML parts and styles.

What is written is the document's source, in the order in which it is written; each stretch comes
back with its positions.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.ingest.document import Link, Text
from pipeline.ingest.limits import Limits, within


class Writer:
    """The source as far as it is written. Raises OverLimit on too many characters."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._parts: list[str] = []
        self._size = 0

    @property
    def source(self) -> str:
        return "".join(self._parts)

    def write(self, text: str) -> Text:
        start = self._size
        self._size += len(text)
        within("characters", self._size, self._limits.characters)
        self._parts.append(text)
        positions = tuple(range(start, self._size + 1))
        return Text(text, positions[:-1], positions[1:])


@dataclass(slots=True)
class Written:
    """A paragraph while it is being written: its text so far, and the links in it."""

    writer: Writer
    parts: list[Text] = field(default_factory=list)
    links: list[Link] = field(default_factory=list)
    shown: bool = False
    """Whether anything but white space is written."""

    @property
    def text(self) -> Text:
        return Text.join("", self.parts)

    def add(self, text: str) -> None:
        if text:
            self.parts.append(self.writer.write(text))
            self.shown = self.shown or not text.isspace()

    def mark(self) -> int:
        """Where a link may begin: to be given to `link`."""
        return len(self.parts)

    def link(self, since: int, address: str) -> None:
        """Makes a link of what was added since a mark.

        An address that the words do not show is written after them in angle brackets. It is no
        part of the text; a link without words shows nothing and is left out.
        """
        label = Text.join("", self.parts[since:]).strip()
        if not label or not address:
            return
        if label.text == address:
            self.links.append(Link(label, label))
            return
        self.writer.write(" <")
        target = self.writer.write(address)
        self.writer.write(">")
        self.links.append(Link(label, target))
