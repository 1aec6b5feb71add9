"""Tables in a text: Markdown's pipe tables, and lines whose cells are parted by tabs.

Each reader takes the lines and an index and gives the table that begins there, or None. A table
ends with its lines: one that runs over a page end is several.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from pipeline.ingest.document import Block, Cell, Link, Table, Text
from pipeline.ingest.inline import inline
from pipeline.ingest.items import item_mark
from pipeline.ingest.limits import Limits, within
from pipeline.ingest.lines import Line
from pipeline.ingest.residue import break_lines

RawCell = tuple[Text, int, int]
"""A cell's text with its markup, its colspan and its rowspan."""

_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"\s*(?:\|\s*)?:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?\s*")
_MARKUP_START = re.compile(r"\s*</?(?:p|ol|ul|li|br|div)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"[。！？；][」』”]?\s*$")
_TAB_CELL = re.compile(r'"(?:[^"]|"")*"(?=\t|\Z)|[^\t]*')
_QUOTED = re.compile(r'"(?:[^"]|"")*+"(?=\t|\s*\Z)')
_DOUBLED = re.compile('""')
_REACH = 50
"""Lines that one cell may run over."""


@dataclass(frozen=True, slots=True)
class Found:
    """The blocks read from the next `lines` lines."""

    blocks: tuple[Block, ...]
    lines: int


def table_block(rows: Sequence[Sequence[RawCell | None]], limits: Limits) -> Block:
    """A table of raw cells, short rows filled up with empty cells. Raises OverLimit."""
    width = max(map(len, rows), default=0)
    within("columns", width, limits.columns)
    within("cells", width * len(rows), limits.cells)
    links: list[Link] = []
    cells: list[tuple[Cell | None, ...]] = []
    for row in rows:
        line: list[Cell | None] = []
        for raw in row:
            if raw is None:
                line.append(None)
                continue
            text, found = cell_text(raw[0])
            line.append(Cell(text, raw[1], raw[2]))
            links += found
        line += [Cell(Text.inserted(""))] * (width - len(row))
        cells.append(tuple(line))
    return Block("table", Text.inserted(""), Table(tuple(cells)), tuple(links))


def cell_text(text: Text) -> tuple[Text, tuple[Link, ...]]:
    """The text of a cell, its lines parted by newlines, and its links."""
    read = [inline(line) for line in break_lines(text)]
    lines = [line for line, _ in read if line]
    return Text.join("\n", lines), tuple(link for _, links in read for link in links)


def pipe_table(lines: Sequence[Line], at: int, limits: Limits) -> Found | None:
    """A Markdown table: with a rule below its header, or rows that begin and end with a pipe."""
    below = lines[at + 1] if at + 1 < len(lines) else None
    ruled = below is not None and not _apart(below) and is_rule(below.text.text)
    if not (ruled and _PIPE.search(lines[at].text.text)) and not _boxed(lines[at].text.text):
        return None
    rows: list[list[RawCell | None]] = []
    index = at
    while index < len(lines) and not (index > at and _apart(lines[index])):
        line = lines[index].text
        if not _PIPE.search(line.text):
            break
        index += 1
        if is_rule(line.text):
            continue
        if line.text.lstrip().startswith("|") and not line.text.rstrip().endswith("|"):
            index, line = _joined(lines, index, line, lambda text: text.rstrip().endswith("|"))
        rows.append([(cell, 1, 1) for cell in _pipe_cells(line.strip())])
    return Found((table_block(rows, limits),), index - at) if rows else None


def is_rule(text: str) -> bool:
    """Whether a line is the rule below the header of a pipe table."""
    return "|" in text and "-" in text and _RULE.fullmatch(text) is not None


def _boxed(text: str) -> bool:
    """Whether a line is a table row beyond doubt: pipes at both ends and one between."""
    stripped = text.strip()
    return stripped[:1] == "|" == stripped[-1:] and len(_PIPE.findall(stripped)) > 2


def _pipe_cells(line: Text) -> list[Text]:
    bounds = [match.start() for match in _PIPE.finditer(line.text)]
    starts = [0, *(bound + 1 for bound in bounds)]
    cells = [line[a:b] for a, b in zip(starts, [*bounds, len(line)], strict=True)]
    first = 1 if bounds[:1] == [0] else 0
    last = len(cells) - 1 if bounds[-1:] == [len(line) - 1] else len(cells)
    return cells[first:last]


def tab_table(lines: Sequence[Line], at: int, limits: Limits) -> Found | None:
    """Lines in succession whose cells are parted by tabs.

    A quoted cell may hold line ends (RFC 4180). A line without tabs goes on with the last cell
    where it begins with a tag or the next mark of its list, or is a sentence among the rows. A tab
    after the number of a list item makes no table.
    """
    rows: list[list[RawCell | None]] = []
    index, inner = at, 0
    while index < len(lines) and not (index > at and _apart(lines[index])):
        line = lines[index].text
        after, row = _whole_row(lines, index)
        if "\t" in row.text:
            index = after
            inner = max(inner, row.text.strip().count("\t"))
            rows.append([(_unquoted(cell), 1, 1) for cell in _tab_cells(row)])
        elif rows and (last := rows[-1][-1]) and _goes_on(last[0], lines, index):
            rows[-1][-1] = (Text.join("\n", [last[0], line]), 1, 1)
            index += 1
        else:
            break
    if inner == 0 or (len(rows) < 2 and inner < 2) or (inner == 1 and _numbered(rows)):
        return None
    return Found((table_block(rows, limits),), index - at)


def _goes_on(cell: Text, lines: Sequence[Line], at: int) -> bool:
    """Whether a line without tabs belongs to the cell before it."""
    line = lines[at].text.text
    if _MARKUP_START.match(line):
        return True
    mark, before = item_mark(line.strip()), item_mark(_last_line(cell))
    if mark is not None and before is not None:
        return mark[0] == before[0] and mark[1] in (0, before[1] + 1)
    following = lines[at + 1 : at + _REACH]
    row = next((n for n, other in enumerate(following) if "\t" in other.text.text), None)
    among = row is not None and not any(map(_apart, following[: row + 1]))
    return among and _SENTENCE.search(line) is not None


def _last_line(cell: Text) -> str:
    return cell.text.rpartition("\n")[2].strip()


def _numbered(rows: Sequence[Sequence[RawCell | None]]) -> bool:
    """Whether the first column holds nothing but the marks of list items."""
    firsts = [row[0][0].text.strip() for row in rows if row[0]]
    return all(len(first) < 6 and item_mark(first + " x") for first in firsts)


def _tab_cells(line: Text) -> list[Text]:
    cells, first = [], 0
    while match := _TAB_CELL.match(line.text, first):
        cells.append(line[match.start() : match.end()])
        if match.end() == len(line):
            break
        first = match.end() + 1
    return cells


def _whole_row(lines: Sequence[Line], at: int) -> tuple[int, Text]:
    """A row with the lines that its quoted cells run on over, and the index after them.

    The line alone where no line within reach closes what it opens.
    """
    row = lines[at].text
    for after in range(at, min(at + _REACH, len(lines))):
        if after > at:
            row = Text.join("\n", [row, lines[after].text])
        if not _is_open(row.text):
            return after + 1, row
    return at + 1, lines[at].text


def _is_open(text: str) -> bool:
    """Whether a cell of a row begins with a quote that is not closed before the row ends."""
    first = 0
    while first >= 0 and '"' in text[first:]:
        quoted = _QUOTED.match(text, first)
        if quoted is None and text[first] == '"' and text.count('"', first) % 2:
            return True
        first = text.find("\t", quoted.end() if quoted else first) + 1 or -1
    return False


def _unquoted(cell: Text) -> Text:
    inner = cell.strip()
    if len(inner) > 1 and inner.text[0] == inner.text[-1] == '"':
        return inner[1 : len(inner) - 1].replace(_DOUBLED, '"')
    return cell


def _joined(
    lines: Sequence[Line], index: int, line: Text, ends: Callable[[str], bool]
) -> tuple[int, Text]:
    """A row with the lines that it runs on over, and the index after them.

    The row alone where no line within reach ends it.
    """
    for after in range(index, min(index + _REACH, len(lines))):
        if ends(lines[after].text.text):
            parts = [line, *(other.text for other in lines[index : after + 1])]
            return after + 1, Text.join("\n", parts)
    return index, line


def _apart(line: Line) -> bool:
    return line.blank > 0 or line.page
