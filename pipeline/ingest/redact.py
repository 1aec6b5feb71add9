"""Contact blocks out, before anything else looks at a release's blocks.

What is cut leaves no trace in a block: only positions remain, as stretches with the reason
`contact`. Cut are: labelled contact details, with what stands on the label's line, in its
parenthesis, in its row or column of a table, and on the lines after a label that stands alone; and
telephone numbers and mail addresses wherever they stand. A name is cut where it is given as a
contact, labelled or in a sentence that says whom to ask, and nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.ingest.contact import (
    ADDRESS,
    ANY_LABEL,
    ASKED,
    HAS_NUMBER,
    LABEL_ALONE,
    LABEL_BLANK,
    LABEL_COLON,
    MAIL,
    NUMBER_VALUE,
    PERSON_VALUE,
    PHONE,
    ROLE_END,
)
from pipeline.ingest.document import Block, Cell, Link, Span, Stretch, Table, Text

REASON = "contact"
_BRACKETS = {"(": ")", "（": "）", "[": "]", "【": "】", "〔": "〕"}
_LINE = re.compile(r"[^\n]+")
_WORD = re.compile(r"\w")
_SENTENCE_END = re.compile(r"[。！？]")
_EMPTY_BRACKETS = re.compile(r"[(（\[【]\s*[)）\]】]")
_SHORT = 60
"""Characters that the value of a contact label may have and still be cut to its line's end."""
_PRIVATE_SCHEMES = ("mailto:", "tel:", "callto:", "sms:")


def redact(blocks: Sequence[Block]) -> tuple[list[Block], list[Stretch]]:
    """The blocks without contact details, one for one, and the stretches that were cut.

    A block that held nothing else is left with an empty text.
    """
    spans: list[Span] = []
    read: list[Block] = []
    awaited = _Awaited()
    for block in blocks:
        cut: list[Text] = []
        if block.table is not None:
            redacted = replace(block, table=_redact_table(block.table, cut))
            awaited = _Awaited()
        elif awaited.takes(block.text.text):
            cut.append(block.text)
            redacted = replace(block, text=block.text[:0])
            awaited = replace(awaited, lines=awaited.lines - 1)
        else:
            redacted = replace(block, text=_redact_text(block.text, cut))
            awaited = _awaited_after(block.text.text, redacted.text.text)
        read.append(_without_links(redacted, cut) if block.links else redacted)
        spans += (span for text in cut for span in text.spans())
    return read, [Stretch(start, end, REASON) for start, end in _merged(sorted(spans))]


@dataclass(frozen=True, slots=True)
class _Awaited:
    """Values that may follow on the next `lines` lines: those of a label that stood `alone`, or
    more numbers, or names with a role, after a line that was nothing but contact details."""

    lines: int = 0
    alone: bool = False

    def takes(self, text: str) -> bool:
        """Whether a line is such a value: short, and made of nothing else."""
        if not self.lines or len(text) > _SHORT or _SENTENCE_END.search(text):
            return False
        if _after_values(PERSON_VALUE, text, 0) < len(text.rstrip(" )）。.")):
            return False
        sure = HAS_NUMBER.search(text) is not None or ROLE_END.search(text) is not None
        return sure or (self.alone and len(text) <= 16)


def _awaited_after(printed: str, left: str) -> _Awaited:
    """What may follow a line that was printed so, and of which `left` was left."""
    if LABEL_ALONE.fullmatch(printed):
        return _Awaited(lines=4, alone=True)
    return _Awaited(lines=0 if left or not printed else 2)


def contact_spans(text: str) -> list[Span]:
    """The stretches of a line that are contact details."""
    if LABEL_ALONE.fullmatch(text):
        return [(0, len(text))]
    spans = [
        *_labelled(text),
        *(match.span(match.lastgroup or 0) for match in ASKED.finditer(text)),
    ]
    addresses = [match.span() for match in ADDRESS.finditer(text)]
    for pattern in (PHONE, MAIL):
        spans += (
            match.span()
            for match in pattern.finditer(text)
            if not any(start < match.end() and match.start() < end for start, end in addresses)
        )
    return _merged(sorted(spans))


def _labelled(text: str) -> Iterator[Span]:
    """Label and value, for each label of a line."""
    blank = LABEL_BLANK.match(text)
    if blank and len(text) <= _SHORT:
        yield 0, _field_end(text, blank.end())
    for match in LABEL_COLON.finditer(text):
        before = text[: match.start()].rstrip()
        closing = _BRACKETS.get(before[-1:])
        if closing and (close := text.find(closing, match.end())) >= 0:
            if match["person"] or HAS_NUMBER.search(text, match.end(), close):
                yield len(before) - 1, close + 1
            continue
        end = _field_end(text, match.end())
        value = text[match.end() : end].rstrip(" 。")
        if len(value) > _SHORT or _SENTENCE_END.search(value):
            pattern = PERSON_VALUE if match["person"] else NUMBER_VALUE
            end = _after_values(pattern, text[:end], match.end(), 4)
            value = text[match.end() : end]
        if match["person"] or not value or HAS_NUMBER.search(value):
            yield match.start(), end


def _field_end(text: str, start: int) -> int:
    """Where the next field of the line begins that is no contact's, or the line ends.

    Looks only as far as a value may reach.
    """
    reach = min(len(text), start + 2 * _SHORT)
    for match in ANY_LABEL.finditer(text, start, reach):
        if not LABEL_COLON.search(match[0]):
            return match.start()
    return reach


def _after_values(pattern: re.Pattern[str], text: str, at: int, most: int = 12) -> int:
    """The position after up to `most` values that follow each other from `at` on."""
    for _ in range(most):
        match = pattern.match(text, at)
        if not match:
            break
        at = match.end()
    return at


def _redact_text(text: Text, cut: list[Text]) -> Text:
    """A text, which may have several lines, without contact details; `cut` gets what goes."""
    kept: list[Text] = []
    last = 0
    for line in _LINE.finditer(text.text):
        for start, end in contact_spans(line[0]):
            kept.append(text[last : line.start() + start])
            cut.append(text[line.start() + start : line.start() + end])
            last = line.start() + end
    if not last:
        return text
    left = Text.join("", [*kept, text[last:]])
    cut += (left[match.start() : match.end()] for match in _EMPTY_BRACKETS.finditer(left.text))
    left = left.replace(_EMPTY_BRACKETS, "")
    if not _WORD.search(left.text):
        cut.append(text)
        return text[:0]
    return Text.join("\n", left.lines())


def _redact_table(table: Table, cut: list[Text]) -> Table:
    """A table without cells that hold or head contact details, by row or by column."""
    columns = _contact_columns(table)
    rows: list[tuple[Cell | None, ...]] = []
    for row in table.rows:
        labelled = False
        cells: list[Cell | None] = []
        for column, cell in enumerate(row):
            label = cell is not None and _is_label(cell)
            if cell is None:
                cells.append(None)
            elif label or labelled or column in columns:
                cut.append(cell.text)
                cells.append(replace(cell, text=cell.text[:0]))
            else:
                cells.append(replace(cell, text=_redact_text(cell.text, cut)))
            labelled = label and column not in columns
        rows.append(tuple(cells))
    return replace(table, rows=tuple(rows))


def _contact_columns(table: Table) -> set[int]:
    """The columns that a contact label heads: none where the first row itself holds the values."""
    header = table.rows[0] if len(table.rows) > 1 else ()
    labels = [cell is not None and _is_label(cell) for cell in header]
    values = any(cell and HAS_NUMBER.search(cell.text.text) for cell in header)
    if values or (len(labels) == 2 and labels[0] and not labels[1]):
        return set()
    return {column for column, label in enumerate(labels) if label}


def _is_label(cell: Cell) -> bool:
    return LABEL_ALONE.fullmatch(cell.text.text) is not None


def _without_links(block: Block, cut: list[Text]) -> Block:
    """A block without the links that were cut from it or lead to a mailbox or a telephone."""
    gone = {start for text in cut for start in text.starts}
    kept: list[Link] = []
    for link in block.links:
        target = link.target
        private = target is not None and (
            target.text.lower().startswith(_PRIVATE_SCHEMES) or contact_spans(target.text) != []
        )
        if not private and gone.isdisjoint(link.label.starts):
            kept.append(link)
        elif target is not None:
            cut.append(target)
    return replace(block, links=tuple(kept))


def _merged(spans: Sequence[Span]) -> list[Span]:
    merged: list[Span] = []
    for start, end in spans:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
