"""Characters as pages show them, one by one or in columns.

A page has hundreds, so that they are kept as columns, of which whole stretches are cut, joined and
computed with at once. One by one they are made where single ones are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain, compress
from typing import NamedTuple

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in points, origin top left."""

_BLANK = re.compile(r"\s")
_SEEN = re.compile(r"\S+")


class Glyph(NamedTuple):
    """A character as a page shows it: one or, for a ligature, several code points.

    The coordinates are those of the page as it is read: where its text is turned, the page is
    turned until the text is upright. `number` is its place in the order of drawing.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    bold: bool = False
    number: int = 0

    @property
    def size(self) -> float:
        """The size of the type in points."""
        return self.bottom - self.top

    def as_blank(self, until: float) -> Glyph:
        """A blank from the end of this glyph on; it has no place of its own on the page."""
        return self._replace(text=" ", x0=self.x1, x1=until, bold=False)


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Characters in columns of one length: each column has a value for each character."""

    texts: list[str]
    x0: list[float]
    top: list[float]
    x1: list[float]
    bottom: list[float]
    bold: list[bool]
    numbers: list[int]

    @classmethod
    def of(cls, glyphs: Iterable[Glyph]) -> Glyphs:
        """The columns of characters that are given one by one."""
        held = list(glyphs)
        return cls(
            [glyph[0] for glyph in held],
            [glyph[1] for glyph in held],
            [glyph[2] for glyph in held],
            [glyph[3] for glyph in held],
            [glyph[4] for glyph in held],
            [glyph[5] for glyph in held],
            [glyph[6] for glyph in held],
        )

    @classmethod
    def joined(cls, parts: Sequence[Glyphs]) -> Glyphs:
        """Characters one after the other."""
        if len(parts) == 1:
            return parts[0]
        columns = zip(*(part.columns for part in parts), strict=True)
        return cls(*[list(chain.from_iterable(column)) for column in columns])

    @property
    def columns(self) -> tuple[list[str] | list[float] | list[bool] | list[int], ...]:
        """The columns, in the order of the fields of a `Glyph`."""
        return self.texts, self.x0, self.top, self.x1, self.bottom, self.bold, self.numbers

    def __len__(self) -> int:
        return len(self.texts)

    def __iter__(self) -> Iterator[Glyph]:
        return map(Glyph._make, zip(*self.columns, strict=True))

    def __getitem__(self, place: int) -> Glyph:
        return Glyph._make([column[place] for column in self.columns])

    def part(self, first: int, after: int) -> Glyphs:
        """The characters from one up to another."""
        if not first and after == len(self.texts):
            return self
        return Glyphs(
            self.texts[first:after],
            self.x0[first:after],
            self.top[first:after],
            self.x1[first:after],
            self.bottom[first:after],
            self.bold[first:after],
            self.numbers[first:after],
        )

    def chosen(self, places: Sequence[int]) -> Glyphs:
        """The characters at some places."""
        return Glyphs(
            list(map(self.texts.__getitem__, places)),
            list(map(self.x0.__getitem__, places)),
            list(map(self.top.__getitem__, places)),
            list(map(self.x1.__getitem__, places)),
            list(map(self.bottom.__getitem__, places)),
            list(map(self.bold.__getitem__, places)),
            list(map(self.numbers.__getitem__, places)),
        )

    def kept(self, mask: Sequence[bool]) -> Glyphs:
        """The characters for which a mask is true."""
        return self if all(mask) else self.chosen(list(compress(range(len(self)), mask)))

    @property
    def edges(self) -> tuple[list[float], list[float], list[float], list[float]]:
        """The columns of the edges: left, top, right, bottom."""
        return self.x0, self.top, self.x1, self.bottom

    @property
    def boxes(self) -> list[Box]:
        """The box of each."""
        return list(zip(*self.edges, strict=True))

    @property
    def text(self) -> str:
        """What they say."""
        return "".join(self.texts)

    @property
    def seen(self) -> Sequence[int]:
        """The places of those that are no blanks."""
        text = self.text
        if len(text) > len(self.texts):
            return [place for place, text in enumerate(self.texts) if not text.isspace()]
        if not _BLANK.search(text):
            return range(len(text))
        return list(chain.from_iterable([range(*held.span()) for held in _SEEN.finditer(text)]))

    @property
    def blanks(self) -> list[int]:
        """The places of the others."""
        text = self.text
        if len(text) > len(self.texts):
            return [place for place, text in enumerate(self.texts) if text.isspace()]
        return [held.start() for held in _BLANK.finditer(text)]

    def sides(self, places: Sequence[int]) -> tuple[list[float], list[float]]:
        """The left and the right edges of those at some places."""
        if len(places) == len(self.texts):
            return self.x0, self.x1
        return list(map(self.x0.__getitem__, places)), list(map(self.x1.__getitem__, places))

    @property
    def sizes(self) -> list[float]:
        """The size of the type of each, in points."""
        return [bottom - top for top, bottom in zip(self.top, self.bottom, strict=True)]
