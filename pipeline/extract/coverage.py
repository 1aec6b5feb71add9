"""What became of every stretch of a source: used by a claim, ignored by a named rule, or reported."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from types import MappingProxyType

from pipeline.ingest.document import Block, Document, Stretch, Table, Text

RULES: Mapping[str, str] = MappingProxyType(
    {
        "label": "words that order the page: headings of columns, role labels, names of lists",
        "heading": "a heading or title from which nothing further was read",
        "caption": "a caption that names no participants of a session",
        "narrative": "running text from which nothing further was read",
        "link": "a link that is no stream",
        "punctuation": "bullets, commas, brackets and conjunctions between the entries of a table cell",
        "unused": "text that looks like data and was not understood; a finding quotes it",
    }
)
"""The rules by which extraction leaves text unused; reading has its own (`markup`, `contact`...)."""


def texts_of(claim: object) -> Iterator[Text]:
    """Every `Text` in a claim, however deep."""
    if isinstance(claim, Text):
        yield claim
    elif isinstance(claim, tuple | list):
        for item in claim:
            yield from texts_of(item)
    elif is_dataclass(claim):
        for part in fields(claim):
            yield from texts_of(getattr(claim, part.name))


def cover(
    document: Document, used: Iterable[tuple[str, Iterable[object]]], labels: Iterable[Text]
) -> tuple[Stretch, ...]:
    """Sorted, disjoint stretches over every non-blank position of the source.

    `used` gives, a table each, the claims that use text; what claims use comes first, then what
    reading ignored, then labels, then the rest of each block by its kind.
    """
    reasons: list[str | None] = [None] * len(document.source)
    for start, end, reason in _claims(document, used, labels):
        reasons[start:end] = [held or reason for held in reasons[start:end]]
    return tuple(_stretches(document.source, reasons))


def _claims(
    document: Document, used: Iterable[tuple[str, Iterable[object]]], labels: Iterable[Text]
) -> Iterator[tuple[int, int, str]]:
    """Every stretch and what becomes of it, the strongest word first."""
    for reason, claims in used:
        for text in texts_of(tuple(claims)):
            yield from ((start, end, reason) for start, end in text.spans())
    for stretch in document.ignored:
        yield stretch.start, stretch.end, stretch.reason
    for text in labels:
        yield from ((start, end, "label") for start, end in text.spans())
    for block in document.blocks:
        for reason, text in _rest(block):
            yield from ((start, end, reason) for start, end in text.spans())


def _rest(block: Block) -> Iterator[tuple[str, Text]]:
    """The texts of a block, each with the rule that lets it go unused."""
    for link in block.links:
        yield "link", link.label
        if link.target is not None:
            yield "link", link.target
    if block.table is not None:
        rule = "caption" if _shows_pictures(block.table) else "unused"
        for row in block.table.rows:
            yield from ((rule, cell.text) for cell in row if cell is not None)
    elif block.kind == "heading":
        yield "heading", block.text
    elif block.kind == "caption":
        yield "caption", block.text
    else:
        yield "narrative", block.text


_LONGEST_CAPTION = 40


def _shows_pictures(table: Table) -> bool:
    """Whether a table lays out pictures (QR codes): rows without words, a row of captions to each."""
    rows = [[cell.text.text.strip() for cell in row if cell is not None] for row in table.rows]
    worded = [row for row in rows if any(row)]
    short = all(len(words) <= _LONGEST_CAPTION for row in worded for words in row)
    return short and 0 < len(worded) <= len(rows) - len(worded)


def _stretches(source: str, reasons: list[str | None]) -> Iterator[Stretch]:
    """Runs of positions with one reason; blanks between two of a kind belong to the run."""
    start = end = -1
    current: str | None = None
    for position, reason in enumerate(reasons):
        if reason is None or source[position].isspace():
            continue
        if reason != current or source[end:position].strip():
            if current is not None:
                yield _stretch(source, start, end, current)
            start, current = position, reason
        end = position + 1
    if current is not None:
        yield _stretch(source, start, end, current)


_CONJUNCTIONS = frozenset({"及", "與", "与", "和", "以及", "暨", "等"})
"""Words between the entries of a cell, and behind the last of them."""
_STEMS = frozenset("甲乙丙丁戊己庚辛壬癸")
"""What numbers a list as letters do."""


def _stretch(source: str, start: int, end: int, reason: str) -> Stretch:
    words = "".join(c for c in source[start:end] if c.isalnum())
    marks_only = reason == "unused" and (not words or words in _CONJUNCTIONS | _STEMS)
    return Stretch(start, end, "punctuation" if marks_only else reason)


def unused_stretches(document: Document, coverage: Iterable[Stretch]) -> list[str]:
    """The texts of the stretches that no rule lets go unused."""
    return [document.source[s.start : s.end] for s in coverage if s.reason == "unused"]
