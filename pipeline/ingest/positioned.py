"""Text that remembers, character by character, where in the source it was read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain

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
        bare = not left and right == len(self.text)
        return self if bare else self[left : max(left, right)]

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
        return Text.join("", [*parts, self[last:]]) if parts else self

    def lines(self) -> list[Text]:
        """The non-blank lines, stripped."""
        return self.split(_LINE_BREAK)

    def spans(self) -> list[Span]:
        """The stretches of the source behind this text, in reading order, touching ones merged."""
        if not self.text:
            return []
        first, after = self.starts[0], self.ends[-1]
        bare = self.starts == (*range(first, after),) and self.ends == (
            *range(first + 1, after + 1),
        )
        if bare:  # most texts are one stretch of the source
            return [(first, after)]
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
    def in_one_line(self) -> str:
        """The words with single blanks between them."""
        return " ".join(self.text.split())

    @property
    def start(self) -> int:
        """The position of the first character that the source holds; 0 for an empty text."""
        return next((s for s, e in zip(self.starts, self.ends, strict=True) if s < e), 0)


_LINE_BREAK = re.compile(r"\n")
