"""Printed lines -> paragraphs.

A line goes on from the one above when that had no room for its first word, and neither a mark of
a list, an indent, a gap nor another size of type begins something new. Lines that are centred have
room on both sides.
"""

from __future__ import annotations

import re
import statistics
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from pipeline.ingest.items import item_mark
from pipeline.ingest.pdf_glyphs import Glyphs
from pipeline.ingest.pdf_lines import Line, visual_rows
from pipeline.ingest.pdf_units import Measure, is_centred, is_full
from pipeline.ingest.pieces import is_caption

_LABEL = re.compile(r"[^\s\d:：，。；、「」『』（）()]{1,6}\s?[:：]|【[^】]{1,12}】")
_ORDINAL = re.compile(r"第\s?[一二三四五六七八九十\d]{1,3}\s?(?:場|场|章|節|节|部分|屆|届|天|日)")
_LABEL_ALONE = re.compile(r"[^:：，。；、]{1,14}[:：]\s*")
_MARK_ALONE = re.compile(r"\W|[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)）.、．]")
_SENTENCE_END = re.compile(r"[。！？；]$")
_ENTRY = re.compile(r"[\u3400-\u9fff]{3,} (?:(?P<han>[\u3400-\u9fff·]{2,5})|[A-Z][^，。；：:]+)")
"""An office and who holds it, in Han or in Latin characters."""
_UNENDED = re.compile(r"(?<![A-Za-z])(?:Mr|Mrs|Ms|Dr|Prof)\.$|[（「『【《〈]$")
"""No paragraph ends so, whatever room its line leaves: a form of address, an opening bracket."""
_HANGS = re.compile(r"[，。、；：！？,.]$")
"""A mark that may stand outside of the margin."""
_FURTHER = 1.45
"""Distance between lines, in usual ones, from which on a paragraph ends."""
_INDENT = 0.9
_HANGING = 8.0
"""How far in, in sizes of type, the further lines of a list item may stand."""


@dataclass(slots=True)
class _Group:
    lines: list[Line]
    marked: bool
    counts: dict[str, int] = field(default_factory=dict)

    @property
    def left(self) -> float:
        """Where the lines begin, a first one that is indented aside."""
        return min(line.x0 for line in self.lines)


def paragraphs(lines: Sequence[Line], left: float, right: float) -> list[list[Line]]:
    """Lines in paragraphs, in reading order; they stand between `left` and `right`, in points."""
    groups: list[_Group] = []
    pitch = _pitch(lines, (left, right))
    counts: dict[str, int] = {}
    for line in lines:
        mark = item_mark(line.text)
        group = _above(groups, line)
        listed = mark is not None and _is_listed(mark, counts, group)
        if group is not None and not listed and _goes_on(group, line, (left, right), pitch):
            group.lines.append(line)
            continue
        if mark is not None and listed:
            counts[mark[0]] = mark[1]
        groups.append(_Group([line], listed))
    return [group.lines for group in groups]


def _is_listed(mark: tuple[str, int], counts: dict[str, int], group: _Group | None) -> bool:
    """Whether a mark is that of an item: the next one of a list, which a page before may begin."""
    kind, number = mark
    if number in (0, 1, counts.get(kind, 0) + 1):
        return True
    unseen = kind not in counts
    return unseen and (group is None or _SENTENCE_END.search(group.lines[-1].text) is not None)


def _above(groups: Sequence[_Group], line: Line) -> _Group | None:
    """The paragraph whose last line is the nearest one above a line."""
    best: _Group | None = None
    for group in reversed(groups[-8:]):
        last = group.lines[-1]
        if last.x0 >= line.x1 or last.x1 <= line.x0:
            continue
        if last.top < line.top and (best is None or last.bottom > best.lines[-1].bottom):
            best = group
    return best


def _pitch(lines: Sequence[Line], measure: Measure) -> float:
    """The usual distance between two lines of a paragraph, 0 where nothing shows it.

    A line that has room, or ends a sentence, may be the last of its paragraph.
    """
    steps = sorted(
        b.top - a.top
        for a, b in pairwise(lines)
        if b.top > a.top + 0.5 * a.size
        and _are_alike(a, b)
        and is_full(a, b, measure)
        and not _SENTENCE_END.search(a.text)
    )
    return steps[len(steps) // 3] if steps else 0.0


def _are_alike(a: Line, b: Line) -> bool:
    """Whether two lines are of one size of type."""
    return abs(a.size - b.size) <= 0.15 * max(a.size, b.size)


def _goes_on(group: _Group, line: Line, measure: Measure, pitch: float) -> bool:
    before = group.lines[-1]
    size = max(before.size, line.size)
    if not _are_alike(before, line):
        return False
    steps = [b.top - a.top for a, b in pairwise(group.lines)]
    usual = statistics.median(steps) if steps else max(pitch, 1.2 * size)
    if line.top - before.top > _FURTHER * usual:
        return False
    if group.marked and _ORDINAL.match(line.text):
        return False
    if is_caption(line.text) or _begins_label(group, line):
        return False
    if _are_entries(before.text, line.text):
        return False
    if not (_UNENDED.search(before.text) or is_full(before, line, measure)):
        return False
    return _is_centred_block(group, line, measure) or _keeps_margin(group, line, size)


def _begins_label(group: _Group, line: Line) -> bool:
    """Whether a line is one of several with labels: right below another, or below a sentence."""
    return bool(
        _LABEL.match(line.text)
        and _LABEL.match(group.lines[0].text)
        and (len(group.lines) == 1 or _SENTENCE_END.search(group.lines[-1].text))
    )


def _are_entries(before: str, text: str) -> bool:
    """Whether each of two lines is an entry of one list: none goes on with the other."""
    first, second = _ENTRY.fullmatch(before), _ENTRY.fullmatch(text)
    if first is None or second is None or _UNENDED.search(before):
        return False
    return (first["han"] is None) == (second["han"] is None)


def _is_centred_block(group: _Group, line: Line, measure: Measure) -> bool:
    """Whether a line goes on with centred ones, the first of which may be as wide as the text."""
    centred = [is_centred(other, measure) for other in group.lines]
    if len(group.lines) == 1 and is_centred(line, measure):
        first = group.lines[0]
        return centred[0] or first.x0 - measure[0] < 0.5 * first.size
    return all(centred[1:]) and centred[-1]


def _keeps_margin(group: _Group, line: Line, size: float) -> bool:
    """Whether a line begins where those of a paragraph do."""
    if len(group.lines) > 1 and not group.marked and line.x0 < group.left - _INDENT * size:
        return False
    reach = _HANGING if group.marked and len(group.lines) == 1 else _INDENT
    first = group.lines[-1].x0 if group.marked and len(group.lines) > 1 else group.left
    return line.x0 <= first + reach * size


def right_margin(lines: Sequence[Line]) -> float:
    """Where full lines end: marks that hang over the margin of the others are left out."""
    ends = sorted((line.x1 for line in lines), reverse=True)
    unmarked = sorted((line.x1 for line in lines if not _HANGS.search(line.text)), reverse=True)
    size = lines[0].size
    for held in (unmarked, ends):
        for end, following in pairwise(held):
            if end < ends[0] - 1.2 * size:
                break
            if end - following < 0.35 * size:
                return end
    return ends[0]


def with_labels(lines: Sequence[Line]) -> list[Line]:
    """Lines, what stands beside a label (`時間：`) or the mark of a list joined to it."""
    return sorted(
        (line for row in visual_rows(lines) for line in _joined(row)),
        key=lambda line: (line.top, line.x0),
    )


def _joined(row: Sequence[Line]) -> Iterator[Line]:
    held = row[0]
    for line in row[1:]:
        if _LABEL_ALONE.fullmatch(held.text) or _MARK_ALONE.fullmatch(held.text):
            blank = held.glyphs[-1].as_blank(line.x0)
            held = Line.of(Glyphs.joined([held.glyphs, Glyphs.of([blank]), line.glyphs]))
        else:
            yield held
            held = line
    yield held
