"""Sets the releases of raw/ again as PDF, DOCX, ODT and HTML, for tests/renditions.

`python scripts/make_renditions.py` needs the exporters that `typeset/exporters.py` names. Words
are those of the text releases, table pieces that a page end parted are one table again, and the
contact lines are invented: no name or number of a press officer gets into the copies.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from typeset.exporters import office
from typeset.opendocument import flat_document
from typeset.parts import Box, Grid, Para, Part, Parts, Sheet, cell
from typeset.webpage import web_page

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from pipeline.ingest.document import Block, Document, Table  # noqa: E402
from pipeline.ingest.source import find_sources, read_source  # noqa: E402

OUT = ROOT / "tests" / "renditions" / "documents"
CONTACT = ("聯絡人:林小明 科員", "聯絡資訊:02-0000-0000")
SHEETS = {"2022-closing-annex": Sheet(landscape=True, size=11, line=17, page_numbers=True)}
SHEET = Sheet(size=13, line=24, page_numbers=True)
SITE = "2021-closing"
"""The release that a news site carried: its page gets what such a site prints around it."""
_WIDTHS = {
    "內容摘要": 11,
    "與會講者(城市首長或代表)": 9,
    "與會國家": 8,
    "城市與談人": 3.2,
    "日期/時間": 3.2,
}
_ITEM = re.compile(r"\d+[.、]|[(（]\d+[)）]")
_ENDED = "。：:；;"
_HEAD = (
    '<div id="nav"><ul><li><a href="/">首頁</a></li><li><a href="/local">地方</a></li>'
    '<li><a href="/life">生活</a></li></ul></div><div class="post">'
)
_FOOT = (
    '</div><div class="side"><h4>熱門文章</h4><ul><li><a href="/post/1">圖書館延長開放時間</a></li>'
    '<li><a href="/post/2">公園步道整修完工</a></li></ul></div><div id="footer"><p>◎服務條款 '
    "‧Copyright ©新聞網 ‧本站最佳顯示解析度 1024 X 768以上‧</p></div>"
)


def main() -> None:
    """Writes every rendition. Raises CalledProcessError if an exporter fails."""
    OUT.mkdir(parents=True, exist_ok=True)
    flat: dict[Path, str] = {}
    sources, _ = find_sources(ROOT / "raw")
    for source in sources:
        document, _ = read_source(source)
        if document is None or document.source_format not in ("text", "markdown"):
            continue
        parts, sheet = tuple(_parts(document)), SHEETS.get(document.release_id, SHEET)
        text = flat_document(parts, sheet)
        flat |= {OUT / f"{source.release_id}.{suffix}": text for suffix in ("pdf", "docx", "odt")}
        page = web_page(parts, sheet)
        if source.release_id == SITE:
            page = page.replace("<main>", f"{_HEAD}<main>").replace("</main>", f"</main>{_FOOT}")
        (OUT / f"{source.release_id}.html").write_text(page, "utf-8")
    office(flat)


def _parts(document: Document) -> Iterator[Part]:
    before: Part | None = None
    for part in _joined(document.blocks):
        headed = isinstance(part, Para) and before is None and "新聞稿" in part.text
        yield replace(part, style="title") if headed and isinstance(part, Para) else part
        if isinstance(part, Para) and part.text.startswith("張貼日"):
            yield from (Para(line) for line in CONTACT)
        before = part


def _joined(blocks: Iterable[Block]) -> Iterator[Part]:
    """The blocks as parts; a table piece with the header of the one before goes on with it."""
    rows: list[list[str]] = []
    for block in blocks:
        if block.table is None:
            yield from _table(rows)
            rows = []
            yield _para(block)
            continue
        piece = _texts(block.table)
        if rows and piece[0] == rows[0]:
            _go_on(rows, piece[1:])
        else:
            yield from _table(rows)
            rows = piece
    yield from _table(rows)


def _go_on(rows: list[list[str]], piece: list[list[str]]) -> None:
    """More rows; one with blank key cells is the rest of the row that a page end cut."""
    first = piece[0]
    if not any(first[:-1]):
        before = rows[-1][-1]
        whole = before.endswith(tuple(_ENDED)) or _ITEM.match(first[-1])
        rows[-1][-1] = f"{before}\n{first[-1]}" if whole else before + first[-1]
        piece = piece[1:]
    rows += piece


def _texts(table: Table) -> list[list[str]]:
    return [[cell.text.text if cell else "" for cell in row] for row in table.rows]


def _table(rows: list[list[str]]) -> Parts:
    if not rows:
        return ()
    widths = tuple(_WIDTHS.get(head, 2.0) for head in rows[0])
    return (Grid(tuple(tuple(_cells(row)) for row in rows), widths),)


def _cells(row: list[str]) -> Iterator[Box]:
    """The cells of a row; a number cell that holds a question is as wide as its neighbour too."""
    asks = len(row) > 2 and len(row[0]) > 6 and not row[1]
    for index, text in enumerate(row):
        if not (asks and index == 1):
            yield cell(*text.split("\n"), colspan=2 if asks and index == 0 else 1)


def _para(block: Block) -> Para:
    text = block.text.text
    match block.kind:
        case "heading":
            return Para(text, "title" if block.level == 1 else "heading")
        case "caption":
            return Para(text, "caption")
        case _:
            return Para(text)


if __name__ == "__main__":
    main()
