"""The lines of a text -> blocks: headings, paragraphs, list items, captions, tables.

One block a line here; what belongs together is mended afterwards, by the gaps that a piece knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.ingest.document import Block, BlockKind, Text
from pipeline.ingest.grids import pipe_table, tab_table
from pipeline.ingest.html_grid import html_tables, last_close
from pipeline.ingest.inline import inline
from pipeline.ingest.items import STRONG_BULLETS, item_mark, split_items
from pipeline.ingest.limits import Limits, within
from pipeline.ingest.lines import read_lines
from pipeline.ingest.residue import break_lines, drop_hidden

_HEADING = re.compile(r"\s*(?P<marks>#{1,6})\s+(?P<words>.*?\S)(?:\s+#+)?\s*")
_HEADING_TAG = re.compile(r"\s*<h(?P<level>[1-6])\b[^<>]*>", re.IGNORECASE)
_QUOTE = re.compile(r"\s*(?:>\s?)+")
_DASH = re.compile(r"\s*[-*+]\s+(?=\S)(?!\d{1,3}\s*-\s*$)")
_RULE = re.compile(r"\s*(?:(?:[-*_=]\s*){3,}|[`~]{3,}\s*[\w-]*\s*)")
_CAPTION = re.compile(
    r"附?[圖图表]\s*(?:\d{1,3}(?:[-–.]\d{1,2})?|[一二三四五六七八九十]{1,3}|[A-Z])\s*(?:[:：.、)）]|\s)"
    r"|附?[圖图表]\s*[:：]|[圖图][說说為为]|(?:照片|相片|圖片|图片)(?:說明|说明)?\s*[\d一二三四五六七八九十]{0,2}\s*[:：]"
    r"|(?:figure|fig\.|table|photo|picture)\s*\d{0,3}\s*[:：.]|[▲△]",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Piece:
    """A block with what stands before it: blank lines, a page end, an indent."""

    block: Block
    blank: int = 0
    page: bool = False
    indented: bool = False

    def holding(self, text: Text) -> Piece:
        """This piece with another text, and the links that are still in it."""
        held = set(text.starts)
        links = tuple(link for link in self.block.links if not held.isdisjoint(link.label.starts))
        return replace(self, block=replace(self.block, text=text, links=links))


def read_pieces(text: Text, limits: Limits) -> list[Piece]:
    """The blocks of a repaired text, in reading order. Raises OverLimit."""
    whole = drop_hidden(text)
    lines = read_lines(whole)
    within("lines", len(lines), limits.lines)
    closed = last_close(whole.text)
    pieces: list[Piece] = []
    counts: dict[str, int] = {}
    at = 0
    while at < len(lines):
        found = (
            html_tables(whole, lines, at, closed, limits)
            or pipe_table(lines, at, limits)
            or tab_table(lines, at, limits)
        )
        blocks = list(found.blocks) if found else list(line_blocks(lines[at].text, counts))
        gap, page, indented = lines[at].blank, lines[at].page, lines[at].text.text[:1].isspace()
        for block in blocks:
            pieces.append(Piece(block, gap, page, indented))
            gap, page, indented = 0, False, False
        at += found.lines if found else 1
    return pieces


def is_caption(text: str) -> bool:
    """Whether a line begins as the caption of a picture or a table does."""
    return _CAPTION.match(text) is not None


def line_blocks(line: Text, counts: dict[str, int]) -> Iterator[Block]:
    """The blocks of one line of text. `counts` holds the last number met of each kind of list."""
    text = _cut(line, _QUOTE)
    if _RULE.fullmatch(text.text):
        return
    heading = _HEADING.fullmatch(text.text)
    if heading:
        words, links = inline(text[heading.start("words") : heading.end("words")])
        yield Block("heading", words, links=links, level=len(heading["marks"]))
        return
    tag = _HEADING_TAG.match(text.text)
    body = _cut(text, _DASH)
    for number, part in enumerate(_parts(body)):
        words, links = inline(part)
        if not words:
            continue
        if tag:
            yield Block("heading", words, links=links, level=int(tag["level"]))
            continue
        dashed = number == 0 and len(body) < len(text)
        yield Block(_kind(words.text, dashed, counts), words, links=links)


def _parts(text: Text) -> list[Text]:
    """The lines that tags make of a line; a line that begins as a list is parted into its items."""
    parts: list[Text] = []
    for part in break_lines(text):
        listed = item_mark(part.text) or sum(map(part.text.count, STRONG_BULLETS)) > 1
        parts += split_items(part, False) if listed else [part]
    return parts


def _kind(text: str, dashed: bool, counts: dict[str, int]) -> BlockKind:
    """What a line is. `counts` holds the last number met of each kind of list mark.

    A number makes an item only as the first of a list or the next: `(22)日` is none.
    """
    if is_caption(text):
        return "caption"
    mark = item_mark(text)
    if mark is None:
        return "item" if dashed else "paragraph"
    kind, value = mark
    if value in (0, 1, counts.get(kind, 0) + 1):
        counts[kind] = value
        return "item"
    return "item" if dashed else "paragraph"


def _cut(text: Text, pattern: re.Pattern[str]) -> Text:
    match = pattern.match(text.text)
    return text[match.end() :] if match else text
