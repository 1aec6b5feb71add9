"""Documents for tests, from a few lines of text."""

from __future__ import annotations

import re
from itertools import groupby

from pipeline.ingest.document import Block, Cell, Document, Link, Table, Text

_LINE = re.compile(r"[^\n]+")
_LINK = re.compile(r"\[(?P<label>[^\]]*)\]\((?P<target>[^)]*)\)")
_TAB = re.compile(r"\t")
_MARKUP = re.compile(r"\]\([^)]*\)|\[(?=[^\]]*\]\()")


def document(text: str) -> Document:
    """A document whose lines are its blocks.

    `# ` begins a heading, `表1：` or `圖1：` a caption; lines with tabs that follow each other are a
    table. `[label](target)` is a link, `#` a target that leads nowhere.
    """
    lines = [Text.read(text, *match.span()) for match in _LINE.finditer(text)]
    blocks: list[Block] = []
    for tabbed, group in groupby(lines, key=lambda line: "\t" in line.text):
        if not tabbed:
            blocks += [_block(line) for line in group]
            continue
        rows = list(group)
        links = tuple(link for row in rows for link in _links(row))
        cells = tuple(tuple(Cell(cell) for cell in row.split(_TAB)) for row in rows)
        blocks.append(Block("table", Text.read(""), Table(cells), links))
    return Document("made-up", "made-up.txt", "text", "0" * 64, text, tuple(blocks))


def _block(line: Text) -> Block:
    links = _links(line)
    if line.text.startswith("# "):
        return Block("heading", line[2:], links=links, level=1)
    shown = line.replace(_MARKUP, "")
    if re.match(r"[表圖]\s*\d+：", line.text):
        return Block("caption", shown, links=links)
    return Block("paragraph", shown, links=links)


def _links(line: Text) -> tuple[Link, ...]:
    links = []
    for match in _LINK.finditer(line.text):
        label, target = line.group(match, "label"), line.group(match, "target")
        if label is not None:
            links.append(Link(label, target if target and target.text != "#" else None))
    return tuple(links)
