"""Footnotes and endnotes of an office file, until it is their turn to be read.

A note stands after the paragraph that it hangs on. One that hangs on a cell stands after the whole
table, as it is printed below it: in the cell it would be one more line of what the cell lists.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from pipeline.ingest.xml_tree import Element


@dataclass(slots=True)
class Notes:
    """The notes that were met and not read yet, in the order of their marks."""

    _waiting: list[Element] = field(default_factory=list)
    _tables: int = 0
    """How many tables, each within the one before, are being read."""

    def add(self, note: Element) -> None:
        self._waiting.append(note)

    @contextmanager
    def held_back(self) -> Iterator[None]:
        """While a table is read, none of its notes is due."""
        self._tables += 1
        yield
        self._tables -= 1

    def due(self) -> Iterator[Element]:
        """The notes to be read now: none within a table."""
        while self._waiting and not self._tables:
            yield self._waiting.pop(0)
