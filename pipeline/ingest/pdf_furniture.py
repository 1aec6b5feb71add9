"""Running heads, running feet and page numbers: what a page prints around its text.

A line is one if it stands at the head or the foot of its page, apart from the text, and is a page
number or stands at the same place on other pages too.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.ingest.pdf_lines import Line, visual_rows
from pipeline.ingest.pdf_tiers import Tier, lines_of

_MARGIN = 0.13
"""Share of a page's height, at its head and at its foot, where such lines are looked for."""
_ROWS = 2
"""Rows at the head and at the foot that may be such lines."""
_CELL_GAP = 0.9
"""Gap in a line, in sizes of type, that parts two cells: rows of several are a table's."""
_NEAR = 5
_APART = 0.7
"""Least distance from the text, in sizes of type."""
_PLACE = 4.0
"""Points by which the place of a line may differ from page to page."""
_NUMBER = re.compile(
    r"[-–—~～‧·.\s]*(?:第\s*)?(?:p(?:age|\.)?\s*)?\d{1,3}\s*[頁页]?"
    r"(?:\s*(?:[,，/／、]|of)?\s*(?:共|总|總)?\s*(?:\d{1,3}\s*[頁页]?)?)?[-–—~～‧·.\s]*",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d+")
_ADDRESS = re.compile(r"(?:https?|file)://\S+", re.IGNORECASE)
_PRINTED = re.compile(
    r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}[,，]?\s*(?:[上下]午\s*)?\d{1,2}:\d{2}(?:\s*[AP]M)?",
    re.IGNORECASE,
)
"""The day and hour at which a browser printed a page: `11/23/26, 4:23 PM`."""
_BLANK = re.compile(r"\s+")

Key = tuple[str, int]
"""Text of a line without blanks (and digits, beside the word for page), and its place."""


def furniture(pages: Sequence[tuple[float, Sequence[Tier]]]) -> list[list[Line]]:
    """For each page (its height, what it holds outside of tables) the lines that are furniture."""
    candidates = [_margin_lines(height, tiers) for height, tiers in pages]
    seen: Counter[Key] = Counter()
    for (height, _), lines in zip(pages, candidates, strict=True):
        seen.update({key for line in lines for key in _keys(line, height)[:1]})
    return [
        _browser_lines(height, tiers)
        or [line for line in lines if _is_furniture(line, height, seen, len(pages))]
        for (height, tiers), lines in zip(pages, candidates, strict=True)
    ]


def _browser_lines(height: float, tiers: Sequence[Tier]) -> list[Line]:
    """What a browser prints at the edges of a page: title and day, address and number of the page."""
    rows = visual_rows(lines_of(tiers, _CELL_GAP))
    outer = [
        line
        for row, depth in zip(rows[:1] + rows[1:][-1:], (1, -1), strict=False)
        if all(_in_margin(line, height, depth) for line in row)
        for line in row
    ]
    printed = [line.text.strip() for line in outer]
    known = all(any(map(form.fullmatch, printed)) for form in (_ADDRESS, _PRINTED, _NUMBER))
    return outer if known else []


def _margin_lines(height: float, tiers: Sequence[Tier]) -> list[Line]:
    """The outermost lines of a page that stand apart from what is between them."""
    rows = visual_rows(lines_of(tiers, _CELL_GAP))
    found: list[Line] = []
    for inwards, depth in ((rows, 1), (rows[::-1], -1)):
        for number, row in enumerate(inwards[:_ROWS]):
            if not all(_in_margin(line, height, depth) for line in row):
                break
            following = inwards[number + 1] if number + 1 < len(inwards) else None
            near = inwards[number + 1 : number + _NEAR]
            if len(row) > 1 and any(_is_cells(other, height, -depth) for other in near):
                break
            if following is None or _distance(row, following, depth) > _APART * row[0].size:
                found += (line for r in inwards[: number + 1] for line in r if line not in found)
    return found


def _is_cells(row: Sequence[Line], height: float, opposite: int) -> bool:
    """Whether a row is parted into cells, and is none of the margin opposite."""
    return len(row) > 1 and not all(_in_margin(line, height, opposite) for line in row)


def _in_margin(line: Line, height: float, depth: int) -> bool:
    if depth > 0:
        return line.bottom < _MARGIN * height
    return line.top > (1 - _MARGIN) * height


def _distance(row: Sequence[Line], following: Sequence[Line], depth: int) -> float:
    if depth > 0:
        return min(line.top for line in following) - max(line.bottom for line in row)
    return min(line.top for line in row) - max(line.bottom for line in following)


def _keys(line: Line, height: float) -> list[Key]:
    """What a line is recognised by on other pages, places next to its own after its own."""
    text = _BLANK.sub("", line.text)
    if "頁" in text or "页" in text or "page" in text.lower():
        text = _DIGITS.sub("#", text)
    place = line.top if line.top < height / 2 else line.top - height
    step = round(place / _PLACE)
    return [(text, step), (text, step - 1), (text, step + 1)]


def _is_furniture(line: Line, height: float, seen: Counter[Key], pages: int) -> bool:
    if _NUMBER.fullmatch(line.text):
        return True
    count = sum(seen[key] for key in _keys(line, height))
    return count > 1 and 3 * count >= pages
