"""Parts written as a file, in each of the formats."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from html import escape
from itertools import groupby
from types import MappingProxyType

from benchmarks.archive.parts import Grid, Para, Part
from benchmarks.archive.pdf import as_pdf
from tests.office_files import docx, odt, zipped

Writer = Callable[[Sequence[Part]], bytes]

# --- text ----------------------------------------------------------------------------------------

_PAGE = 900
"""Characters of a page of those that a text was copied from."""
_TABLE_PAGE = 350
"""The same of the widest column of a table."""
_BETWEEN_PAGES = "\n\n\n\n"


def as_text(parts: Sequence[Part]) -> bytes:
    """Plain text copied from pages: cells parted by tabs, pages by blank lines within a sentence.

    Where a page ends within a table, its header stands again, and the cell goes on without the
    ones before it.
    """
    left = _PAGE
    blocks = []
    for part in parts:
        if isinstance(part, Grid):
            blocks.append("\n".join(_tabbed(part)))
            continue
        text = f"◆ {part.text}" if part.style == "item" else part.text
        left -= len(text)
        cut = _between_words(text, len(text) + left) if text.endswith("。") else 0
        if left < 0 and cut:
            text = text[:cut] + _BETWEEN_PAGES + text[cut:]
            left += _PAGE
        blocks.append(text)
    return ("\n\n".join(blocks) + "\n").encode()


def _tabbed(grid: Grid) -> Iterator[str]:
    head = "\t".join(map(_cell, grid.rows[0]))
    left = _TABLE_PAGE
    for row in grid.rows:
        before, last = row[:-1], "".join(row[-1])
        left -= len(last)
        if left < 0 and len(row[-1]) == 1 and len(last) > 40:
            middle = _between_words(last, len(last) // 2)
            yield "\t".join((*map(_cell, before), last[:middle]))
            yield f"\n{head}"
            yield "\t" * len(before) + last[middle:]
            left += _TABLE_PAGE
        else:
            yield "\t".join(map(_cell, row))


_WORDS = re.compile(r"(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])")


def _between_words(text: str, at: int) -> int:
    """The first place from `at` on where two Han characters meet; 0 for none."""
    found = _WORDS.search(text, max(at, 1))
    return found.start() if found else 0


def _cell(lines: Sequence[str]) -> str:
    return lines[0] if len(lines) == 1 else "".join(f"<p>{line}</p>" for line in lines)


def as_markdown(parts: Sequence[Part]) -> bytes:
    """Markdown with pipe tables."""
    marks = {"title": "# ", "heading": "## ", "item": "- "}
    blocks = []
    for part in parts:
        if isinstance(part, Para):
            blocks.append(marks.get(part.style, "") + part.text)
            continue
        rows = [f"| {' | '.join('<br>'.join(cell) for cell in row)} |" for row in part.rows]
        rows.insert(1, "|" + "---|" * len(part.widths))
        blocks.append("\n".join(rows))
    return ("\n\n".join(blocks) + "\n").encode()


# --- web pages -----------------------------------------------------------------------------------

_ABOVE = '<nav><a href="/">回首頁</a> <a href="/map">網站導覽</a> <a href="/en">English</a></nav>'
_BELOW = "<footer>臺北市政府 版權所有 建議使用 Chrome 瀏覽</footer>"
_TAGS = {"title": "h1", "heading": "h2", "caption": "p", "body": "p", "item": "li"}


def as_html(parts: Sequence[Part]) -> bytes:
    """A page of a site, with what stands around every page of it."""
    title = next((part.text for part in parts if isinstance(part, Para)), "")
    body = "\n".join(_grouped(parts, _html, "<ul>{}</ul>"))
    return (
        f'<!DOCTYPE html>\n<html lang="zh-TW"><head><meta charset="utf-8"><title>{escape(title)}'
        f"</title></head>\n<body>{_ABOVE}\n<main>\n{body}\n</main>\n{_BELOW}</body></html>\n"
    ).encode()


def _html(part: Part) -> str:
    if isinstance(part, Para):
        tag = _TAGS[part.style]
        return f"<{tag}>{escape(part.text)}</{tag}>"
    head, *body = (
        "".join(f"<td>{'<br>'.join(map(escape, cell))}</td>" for cell in row) for row in part.rows
    )
    rows = "".join(f"<tr>{row}</tr>\n" for row in body)
    return (
        f"<table><thead><tr>{head.replace('td>', 'th>')}</tr></thead><tbody>{rows}</tbody></table>"
    )


def _grouped(parts: Iterable[Part], write: Callable[[Part], str], around: str) -> Iterator[str]:
    """The parts written, items that follow each other within a list."""
    for listed, group in groupby(parts, lambda part: getattr(part, "style", "") == "item"):
        written = "\n".join(map(write, group))
        yield around.format(written) if listed else written


# --- office files --------------------------------------------------------------------------------

_NUMBERING = (
    '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/>'
    '<w:lvlText w:val="◆"/></w:lvl></w:abstractNum>'
    '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
)
_LIST = "<text:list>{}</text:list>"
_LEVELS = {"title": "Title", "heading": "Heading1"}


def as_docx(parts: Sequence[Part]) -> bytes:
    """A Word file; bullets are its own."""
    return docx("".join(map(_word, parts)), numbering=_NUMBERING)


def _word(part: Part) -> str:
    if isinstance(part, Para):
        listed = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
        style = f'<w:pStyle w:val="{_LEVELS[part.style]}"/>' if part.style in _LEVELS else ""
        return _word_paragraph(part.text, listed if part.style == "item" else style)
    rows = (
        "".join(f"<w:tc>{''.join(map(_word_paragraph, cell))}</w:tc>" for cell in row)
        for row in part.rows
    )
    return f"<w:tbl>{''.join(f'<w:tr>{row}</w:tr>' for row in rows)}</w:tbl>"


def _word_paragraph(text: str, how: str = "") -> str:
    return (
        f'<w:p><w:pPr>{how}</w:pPr><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'
    )


def as_odt(parts: Sequence[Part]) -> bytes:
    """An OpenDocument text, packed as such files are: what it is can be read without unpacking."""
    with zipfile.ZipFile(io.BytesIO(odt("".join(_grouped(parts, _open, _LIST))))) as packed:
        contents: dict[str, str | bytes] = {name: packed.read(name) for name in packed.namelist()}
    return zipped(contents, zipfile.ZIP_STORED)


def _open(part: Part) -> str:
    if isinstance(part, Grid):
        rows = (
            "".join(
                f"<table:table-cell>{''.join(map(_text, cell))}</table:table-cell>" for cell in row
            )
            for row in part.rows
        )
        inner = "".join(f"<table:table-row>{row}</table:table-row>" for row in rows)
        return f"<table:table>{inner}</table:table>"
    if part.style == "item":
        return f"<text:list-item>{_text(part.text)}</text:list-item>"
    if part.style in _LEVELS:
        level = 1 if part.style == "title" else 2
        return f'<text:h text:outline-level="{level}">{escape(part.text)}</text:h>'
    return _text(part.text)


def _text(text: str) -> str:
    return f"<text:p>{escape(text)}</text:p>"


WRITERS: Mapping[str, Writer] = MappingProxyType(
    {
        "txt": as_text,
        "md": as_markdown,
        "html": as_html,
        "docx": as_docx,
        "odt": as_odt,
        "pdf": as_pdf,
    }
)
"""The writer of each format, by suffix."""
