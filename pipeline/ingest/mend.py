"""Paragraphs that a page end or a narrow page cut are made one again.

Nothing is inserted between Han characters; between two Latin words one blank is. Evidence is asked
of both sides of a cut: the text before must be running prose that does not end, the text after must
be prose and neither heading, caption, item, table nor the line of a label.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.ingest.document import Block, Text
from pipeline.ingest.pieces import Piece

_ENDS = frozenset("。！？!?：:；;」』）)】》〉…~～”’\"'.—")
_GOES_ON = frozenset("，,、")
_COMMA = re.compile(r"[，。；、,;]")
_ITEM_NUMBER = re.compile(r"\W*[\d一二三四五六七八九十]{1,3}[、.]")
_LABEL = re.compile(r"[^\s\d:：，。；、「」『』（）()]{1,10}\s?[:：]|【[^】]{1,12}】")
_ADDRESS_END = re.compile(r"(?:https?://|www\.)[!-~]+$", re.IGNORECASE)
_ADDRESS_START = re.compile(r"(?:https?://|www\.)", re.IGNORECASE)
_PAIRS = {"（": "）", "(": ")", "「": "」", "『": "』", "【": "】", "《": "》"}
_CLOSERS = {closer: opener for opener, closer in _PAIRS.items()}
_FIRST_UNIT = re.compile(r"[!-~\u00c0-\u024f]+|.[，。、；：！？」』）】》…]*")
_PAGE_GAP = 2
"""Blank lines from which on a gap is taken for a page end."""
_TITLE = 45
"""A first line of prose shorter than this is rather a title with a comma in it."""
_SHORTEST = 15
"""Prose shorter than this fills no line at the foot of a page."""
_REACH = 20
"""Lines back over which a bracket may stand open."""
_NARROWEST, _WIDEST = 40, 130
"""Widths of wrapped lines, in half-width cells."""


def mend(pieces: Sequence[Piece]) -> list[Block]:
    """The blocks of the pieces, wrapped lines and cut paragraphs joined."""
    width = _wrap_width(pieces)
    groups: list[list[Piece]] = []
    prose_before = False
    for piece in pieces:
        if groups and not groups[-1][-1].block.table:
            group = groups[-1]
            if _is_wrapped(group, piece, width) or _is_cut(group, piece, prose_before):
                group.append(piece)
                continue
            prose_before = prose_before or _is_prose(group[-1].block.text.text)
        groups.append([piece])
    return [_joined([piece.block for piece in group]) for group in groups]


def _is_cut(group: Sequence[Piece], piece: Piece, prose_before: bool) -> bool:
    """Whether a page end stands between two parts of one paragraph."""
    before = group[-1].block
    a, b = before.text.text, piece.block.text.text
    gap = _PAGE_GAP if piece.page else piece.blank
    if not gap or not _may_join(group[0].block, before, piece.block) or a[-1] in "。！？!?":
        return False
    whole = "".join(part.block.text.text for part in group[-_REACH:])
    if _closes(whole, b):
        return True
    if a[-1] in _ENDS or _LABEL.match(b) or not _is_prose(b):
        return False
    if a[-1] in _GOES_ON:
        return True
    shortest = _SHORTEST if prose_before else _TITLE
    if before.kind == "caption" or len(whole) < shortest or not _COMMA.search(whole):
        return False
    if _is_latin(a[-1]) and _is_latin(b[0]):
        return b[0].islower()
    first_clause = _COMMA.search(b)
    return gap >= _PAGE_GAP or (first_clause is not None and first_clause.start() <= 2)


def _is_wrapped(group: Sequence[Piece], piece: Piece, width: int | None) -> bool:
    """Whether a line goes on from the one directly above, which has no room for its first word."""
    if width is None or not _adjoin(group[0].block, group[-1], piece):
        return False
    a, b = group[-1].block.text.text, piece.block.text.text
    if a[-1] in _ENDS:
        return _cells(a) > width - 2 and not piece.indented and not _LABEL.match(b)
    return _is_full(a, b, width)


def _may_join(first: Block, before: Block, after: Block) -> bool:
    """Whether `after` may go on with `before`, of a paragraph that `first` begins."""
    return (
        first.kind in ("paragraph", "item", "caption")
        and after.kind == "paragraph"
        and not _ADDRESS_START.match(after.text.text)
        and not _ADDRESS_END.search(before.text.text)
    )


def _adjoin(first: Block, before: Piece, piece: Piece) -> bool:
    return not piece.blank and not piece.page and _may_join(first, before.block, piece.block)


def _wrap_width(pieces: Sequence[Piece]) -> int | None:
    """The width at which the lines of a text were broken, in half-width cells; None if never.

    It is the greatest width that explains at least two in five of the line ends, and three.
    """
    pairs = [
        (before.block.text.text, piece.block.text.text)
        for before, piece in pairwise(pieces)
        if _adjoin(before.block, before, piece)
    ]
    widths = {_cells(a) for a, _ in pairs}
    for width in sorted((w for w in widths if _NARROWEST <= w <= _WIDEST), reverse=True):
        full = [a for a, b in pairs if _is_full(a, b, width)]
        within = [a for a in full if _cells(a) <= width]
        if len(within) < len(full) * 0.9:
            return None
        prose = sum(1 for a in within if _COMMA.search(a, _after_number(a)))
        if len(within) >= 3 and 5 * len(within) >= 2 * len(pairs) and 2 * prose >= len(within):
            return width
    return None


def _after_number(text: str) -> int:
    """Where a line goes on behind the number of an item (`一、`), whose mark is no comma."""
    match = _ITEM_NUMBER.match(text)
    return match.end() if match else 0


def _is_full(line: str, following: str, width: int) -> bool:
    unit = _FIRST_UNIT.match(following)
    return _cells(line) + (_cells(unit[0]) if unit else 1) > width


def _cells(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def _is_prose(text: str) -> bool:
    return _COMMA.search(text) is not None or text[-1:] in tuple("。！？.")


def _is_latin(char: str) -> bool:
    return char.isalpha() and char < "\u0250"


def _closes(before: str, after: str) -> bool:
    """Whether the last bracket left open in `before` is closed in `after`."""
    left = _unmatched(before)
    if not left or left[-1] not in _PAIRS:
        return False
    rest = _unmatched(after)
    return bool(rest) and _CLOSERS.get(rest[0]) == left[-1]


def _unmatched(text: str) -> list[str]:
    stack: list[str] = []
    for char in text:
        if char in _PAIRS:
            stack.append(char)
        elif char in _CLOSERS:
            if stack and stack[-1] == _CLOSERS[char]:
                stack.pop()
            else:
                stack.append(char)
    return stack


def _joined(blocks: Sequence[Block]) -> Block:
    """One block of several; the first tells its kind."""
    if len(blocks) == 1:
        return blocks[0]
    parts: list[Text] = []
    for block in blocks:
        if parts and _needs_blank(parts[-1].text, block.text.text):
            parts.append(Text.inserted(" ", parts[-1].ends[-1]))
        parts.append(block.text)
    links = tuple(link for block in blocks for link in block.links)
    return replace(blocks[0], text=Text.join("", parts), links=links)


def _needs_blank(before: str, after: str) -> bool:
    """Whether two parts of a line are Latin words that a blank parts."""
    if not (after[0].isalnum() and after[0] < "\u0250" and before[-1] < "\u0250"):
        return False
    return before[-1].isalnum() or before[-1] in ",.;:)"
