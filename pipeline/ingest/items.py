"""List items that a converter ran together on one line, told apart by their printed marks.

A number parts a line only where it continues a sequence: `1.作為… 2.作為…` is two items, while
`1.5G：…` is the first item of a list, `2021 1.0 版` no item at all.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from pipeline.ingest.document import Text

STRONG_BULLETS = "◆◇●■□▪▶►※★☆❖✓✔➤"
"""Marks that part items wherever they stand; prose has no other use for them."""
_WEAK_BULLETS = "•‧·∙○◎"
"""Marks that also part words: they part items only on a line that begins with one."""
_DASHES = "*–－-"
"""Marks that begin an item, but never part two: `14:00 - 16:00`."""
_HAN_DIGITS = {digit: value for value, digit in enumerate("一二三四五六七八九", start=1)}
_MARK = re.compile(
    rf"(?P<strong>[{STRONG_BULLETS}])"
    r"|(?P<circle>[①-⑳⑴-⒇㈠-㈩])"
    r"|(?:(?<=\s)|^)(?:"
    rf"(?P<weak>[{_WEAK_BULLETS}])(?=\s*\S)"
    rf"|(?P<dash>[{_DASHES}])(?=\s+\S)"
    r"|(?P<number>\d{1,2})[.、．)）]"
    r"|[(（](?P<paren>\d{1,2})[)）]"
    r"|(?P<han>[一二三四五六七八九十]{1,3})、"
    r"|[(（](?P<hanparen>[一二三四五六七八九十]{1,3})[)）])"
)
_OPENERS = "：:。；;！？!?"


def item_mark(text: str) -> tuple[str, int] | None:
    """The kind of list mark that a line begins with and its number (0 for a bullet), or None."""
    match = _MARK.match(text)
    return _read(match) if match else None


def split_items(line: Text, in_list: bool) -> list[Text]:
    """The items of a line, each with its mark; the line itself where it holds no list."""
    starts = _item_starts(line.text, in_list)
    bounds = [0, *(start for start in starts if start), len(line)]
    parts = (line[a:b].strip() for a, b in pairwise(bounds))
    return [part for part in parts if part]


def _item_starts(text: str, in_list: bool) -> list[int]:
    """Where the items of a line begin."""
    first = item_mark(text)
    starts: dict[str, list[int]] = {}
    expected: dict[str, int] = {}
    doubtful: dict[str, int] = {}
    for match in _MARK.finditer(text):
        kind, value = _read(match)
        before = text[: match.start()].rstrip()
        if kind in ("weak", "dash"):
            if kind == "weak" and first == (kind, 0) and text[match.start()] == text[0]:
                starts.setdefault(kind, []).append(match.start())
            continue
        if kind == "strong":
            starts.setdefault(kind, []).append(match.start())
            continue
        decimal = text[match.end() - 1] in ".．" and text[match.end() : match.end() + 1].isdigit()
        sure = not decimal or not before or before[-1] in _OPENERS
        if kind not in expected:
            begins = (
                not before or (value == 1 and before[-1] in _OPENERS) or (value == 1 and in_list)
            )
        else:
            begins = value == 1 and before[-1:] in ("：", ":")
            if value == expected[kind] + 1 and kind in doubtful:
                starts[kind].append(doubtful.pop(kind))
                expected[kind] += 1
        if (begins and sure) or (value == expected.get(kind) and sure):
            starts.setdefault(kind, []).append(match.start())
            expected[kind] = value + 1
            doubtful.pop(kind, None)
            if kind in ("number", "han"):
                expected.pop("paren", None)
        elif value == expected.get(kind):
            doubtful.setdefault(kind, match.start())
    return sorted(
        start
        for kind, found in starts.items()
        for start in found
        if len(found) > 1 or in_list or kind in ("strong", "weak")
    )


def _read(match: re.Match[str]) -> tuple[str, int]:
    kind = match.lastgroup or ""
    mark = match[kind]
    if kind in ("strong", "weak", "dash"):
        return kind, 0
    if kind == "circle":
        return kind, int(unicodedata.numeric(mark))
    return kind, int(mark) if mark.isdigit() else _han_number(mark)


def _han_number(mark: str) -> int:
    tens, ten, ones = mark.rpartition("十")
    value = _HAN_DIGITS.get(ones, 0)
    return value + 10 * _HAN_DIGITS.get(tens, 1) if ten else value
