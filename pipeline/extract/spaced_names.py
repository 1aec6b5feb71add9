"""Han names that are drawn apart (松井　孝治, 王　明), as tables and lists align them: made one again.

The blank goes, positions stay: what is printed can be found as before. A name is known by the
surname before the blank and by the title beside it, or is all that a text holds.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.lexicon import Lexicon
from pipeline.extract.office_holders import HAN
from pipeline.ingest.document import Block, Table, Text

_APART = re.compile(rf"[{HAN}]{{1,3}}\s{{1,6}}[{HAN}]{{1,3}}")
_GAP = re.compile(rf"(?<=[{HAN}])[ \u00a0\u2000-\u200a\u3000]{{1,6}}(?=[{HAN}])")
_BLANKS = re.compile(r"\s+")
_HAN_END = re.compile(rf"[{HAN}]$")
_LEADS_TO_NAME = re.compile(r"[由與与和及請请]$")
_LONGEST_SURNAME = 3
_GIVEN = (2, 1, 3)
"""Characters of a given name, the commonest first; three only behind a surname of several."""


def with_whole_names(block: Block, lexicon: Lexicon) -> Block:
    """The block with the names in it, or in its cells, in one piece."""
    if block.table is None:
        return replace(block, text=whole_names(block.text, lexicon))
    rows = tuple(
        tuple(cell and replace(cell, text=whole_names(cell.text, lexicon)) for cell in row)
        for row in block.table.rows
    )
    return replace(block, table=Table(rows))


def whole_name(name: Text) -> Text:
    """A text that is nothing but somebody's name, in one piece."""
    return name.replace(_BLANKS, "") if _APART.fullmatch(name.text) else name


def whole_names(text: Text, lexicon: Lexicon) -> Text:
    """The text without the blanks inside names."""
    gaps = list(_GAP.finditer(text.text))
    if not gaps:
        return text
    folded = lexicon.fold(text.text)
    inner = [gap for gap in gaps if _is_in_name(folded, gap.start(), gap.end(), lexicon)]
    for gap in reversed(inner):
        text = text[: gap.start()] + text[gap.end() :]
    return text


def _is_in_name(folded: str, before: int, behind: int, lexicon: Lexicon) -> bool:
    """Whether a blank stands between a surname and a given name."""
    for size in range(_LONGEST_SURNAME, 0, -1):
        start = before - size
        if start < 0 or folded[start:before] not in lexicon.surnames:
            continue
        head = folded[:start].rstrip()
        given = _given(folded, behind, size > 1, lexicon)
        if given is None:
            continue
        rest = folded[behind + given :].lstrip()
        if not head and not rest:
            return True
        if lexicon.titles.suffix(head) and not lexicon.titles.prefix(rest):
            return True
        if lexicon.titles.prefix(rest) and _may_precede(head, lexicon):
            return True
    return False


def _may_precede(head: str, lexicon: Lexicon) -> bool:
    """Whether a name may begin behind these words: a place, a body, a mark, a conjunction."""
    named = lexicon.place_suffixes.suffix(head) or lexicon.body_suffixes.suffix(head)
    return bool(named or _LEADS_TO_NAME.search(head)) or not _HAN_END.search(head)


def _given(folded: str, at: int, double: bool, lexicon: Lexicon) -> int | None:
    """How long the given name is that begins there; None where something else begins."""
    others = (lexicon.titles, lexicon.countries, lexicon.places, lexicon.place_suffixes)
    if (
        any(words.prefix(folded, at) for words in others)
        or lexicon.body_words.prefix(folded, at) > 1
    ):
        return None
    for size in _GIVEN if double else _GIVEN[:2]:
        end = at + size
        whole = re.fullmatch(rf"[{HAN}]+", folded[at:end]) is not None and end <= len(folded)
        closed = not _HAN_START.match(folded, end) or lexicon.titles.prefix(folded, end)
        if whole and closed:
            return size
    return None


_HAN_START = re.compile(rf"[{HAN}]")
