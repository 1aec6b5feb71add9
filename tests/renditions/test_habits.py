"""What offices and sites do to a release changes none of its rows: notes, strokes, links, headers.

The release is invented. Each habit is put on a page or into an office file by itself.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from pipeline.dataset import Dataset
from pipeline.ingest.html import read_html
from pipeline.ingest.office import read_docx, read_odt
from pipeline.ingest.source import Reader
from pipeline.ingest.text import read_text
from pipeline.reconcile.stage import reconcile
from tests.layouts.rows import chain, meaning
from tests.office_files import document, docx, odt

HEAD = ("臺北市政府資訊局新聞稿", "發布機關：臺北市政府資訊局", "發布日期：115年3月10日")
TITLE = "2026智慧城市首長高峰會 17日登場"
PROSE = (
    "「2026智慧城市首長高峰會」將於3月17日及18日在南港展覽館二館舉行，由蔣萬安市長主持開幕，"
    "預計吸引來自31國、58個城市、超過90位市長與代表參與。"
)
ROWS = (
    (("場次",), ("時間",), ("與談人",)),
    (
        ("亞太場",),
        ("3/17 09:30-11:30",),
        (
            "主持人：臺北市副市長李四川",
            "日本京都市市長 松井孝治",
            "韓國大邱市市長 Mr. Hong Joon-pyo",
        ),
    ),
    (
        ("歐美場",),
        ("3/18 14:00-16:00",),
        ("主持人：臺北市副市長林奕華", "捷克布拉格市長 Mr. Bohuslav Svoboda"),
    ),
)
"""The lines of each cell."""
STREAMS = (
    "直播連結：",
    "亞太場 中文 https://youtu.be/aaaaaaaaaaa 英文 https://youtu.be/bbbbbbbbbbb",
    "歐美場 中文 https://youtu.be/ccccccccccc",
)
_COLUMNS = {
    "releases": ("kind", "title", "agency_printed", "published_date", "year"),
    "sessions": ("session_id", "name_zh", "venue_zh", "start_time", "end_time"),
    "speakers": ("session_id", "part", "person_printed", "title_printed", "place_id"),
    "streams": ("session_id", "language", "url"),
    "figures": ("year", "measure", "value", "comparator", "unit_zh"),
}
Rows = Mapping[str, list[tuple[Any, ...]]]


def rows_of(reader: Reader, data: bytes, name: str) -> Rows:
    """What a file says: by table, its rows in the columns that do not depend on the file's format."""
    read = document(reader, data, name)
    dataset: Dataset = reconcile([meaning(read)], chain()[0], [])
    return {
        table: [tuple(str(getattr(row, column)) for column in columns) for row in dataset[table]]
        for table, columns in _COLUMNS.items()
    }


@cache
def plain() -> Rows:
    """What the release says as plain text."""
    table = "\n".join("\t".join(_quoted(cell) for cell in row) for row in ROWS)
    parts = ("\n".join(HEAD), TITLE, PROSE, table, "\n".join(STREAMS))
    return rows_of(read_text, "\n\n".join(parts).encode(), "x.txt")


def _quoted(lines: tuple[str, ...]) -> str:
    return lines[0] if len(lines) == 1 else '"' + "\n".join(lines) + '"'


def test_what_the_release_says() -> None:
    said = plain()
    seats = {(row[0][-5:], *row[2:]) for row in said["speakers"]}
    assert ("03-17", "['Hong Joon-pyo']", "['市長']", "kr-daegu") in seats
    assert ("03-18", "['Bohuslav Svoboda']", "['市長']", "cz-prague") in seats
    assert len(said["speakers"]) == 7  # the opening's host sits at both sessions
    assert ("2026", "cities", "58", "eq", "個城市") in said["figures"]
    assert len(said["figures"]) == 3
    assert [row[1:3] for row in said["sessions"]] == [
        *(("亞太場", "南港展覽館二館"), ("歐美場", "南港展覽館二館"))
    ]
    assert len(said["streams"]) == 3


def word(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def word_paragraphs(*texts: str) -> str:
    return "".join(f"<w:p>{word(text)}</w:p>" for text in texts)


def word_table() -> str:
    rows = ("".join(f"<w:tc>{word_paragraphs(*cell)}</w:tc>" for cell in row) for row in ROWS)
    return "<w:tbl>" + "".join(f"<w:tr>{row}</w:tr>" for row in rows) + "</w:tbl>"


def word_release() -> str:
    return word_paragraphs(*HEAD, TITLE, PROSE) + word_table() + word_paragraphs(*STREAMS)


def odt_release() -> str:
    def paragraphs(*texts: str) -> str:
        return "".join(f"<text:p>{text}</text:p>" for text in texts)

    cells = (
        "".join(f"<table:table-cell>{paragraphs(*cell)}</table:table-cell>" for cell in row)
        for row in ROWS
    )
    rows = "".join(f"<table:table-row>{row}</table:table-row>" for row in cells)
    table = f"<table:table>{rows}</table:table>"
    return paragraphs(*HEAD, TITLE, PROSE) + table + paragraphs(*STREAMS)


def page() -> str:
    cells = ("".join(f"<td>{'<br>'.join(cell)}</td>" for cell in row) for row in ROWS)
    table = "".join(f"<tr>{row}</tr>" for row in cells)
    head = "".join(f"<p>{line}</p>" for line in HEAD)
    streams = "".join(f"<p>{line}</p>" for line in STREAMS)
    return f"<article>{head}<h1>{TITLE}</h1><p>{PROSE}</p><table>{table}</table>{streams}</article>"


def test_the_release_as_a_page_and_as_office_files() -> None:
    assert rows_of(read_html, page().encode(), "x.html") == plain()
    assert rows_of(read_docx, docx(word_release()), "x.docx") == plain()
    assert rows_of(read_odt, odt(odt_release()), "x.odt") == plain()


def test_what_is_struck_out_is_neither_a_figure_nor_part_of_a_seat() -> None:
    struck = (
        page()
        .replace("58個城市", "<s>60個城市</s><ins>58個城市</ins>")
        .replace("韓國大邱市", "韓國<del>釜山市</del>大邱市")
    )
    assert rows_of(read_html, struck.encode(), "x.html") == plain()
    split = "</w:t></w:r><w:r><w:rPr><w:strike/></w:rPr><w:t>60個城市</w:t></w:r><w:r><w:t>58個城市"
    assert rows_of(read_docx, docx(word_release().replace("58個城市", split)), "x.docx") == plain()


def test_a_table_of_other_elements_keeps_the_names_of_its_sessions() -> None:
    marked = page()
    for tag, role in (("table", "table"), ("tr", "row"), ("td", "cell")):
        marked = marked.replace(f"<{tag}>", f'<div role="{role}">').replace(f"</{tag}>", "</div>")
    assert rows_of(read_html, marked.encode(), "x.html") == plain()


def test_a_table_that_is_embedded_as_a_page_is_read() -> None:
    table = page().partition("<table>")[2].partition("</table>")[0]
    chunk = f"<html><body><table>{table}</table></body></html>"
    body = word_release().replace(word_table(), '<w:altChunk r:id="table.htm"/>')
    assert rows_of(read_docx, docx(body, chunks={"table.htm": chunk}), "x.docx") == plain()


def test_fields_in_the_letterhead_are_those_of_the_release() -> None:
    body = word_release().removeprefix(word_paragraphs(*HEAD))
    section = '<w:sectPr><w:headerReference w:type="default" r:id="header"/></w:sectPr>'
    data = docx(body + section, header=word_paragraphs(*HEAD))
    assert rows_of(read_docx, data, "x.docx") == plain()


def test_related_news_above_the_table_adds_nothing() -> None:
    titles = ("2024智慧城市首長高峰會圓滿落幕 共計25國40位城市首長分享", "大阪市市長橫山英幸訪市府")
    related = "".join(f'<p><a href="/news/{title[:4]}">{title}</a></p>' for title in titles)
    mixed = page().replace("<table>", f"<p>延伸閱讀</p>{related}<table>")
    assert rows_of(read_html, mixed.encode(), "x.html") == plain()


def test_a_note_in_a_cell_is_no_seat() -> None:
    marked = word_release().replace(
        "Hong Joon-pyo</w:t></w:r>",
        'Hong Joon-pyo</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r>',
    )
    notes = f'<w:footnote w:id="1">{word_paragraphs("以線上方式參與")}</w:footnote>'
    assert rows_of(read_docx, docx(marked, footnotes=notes), "x.docx") == plain()
    note = "<text:note><text:note-body><text:p>以線上方式參與</text:p></text:note-body></text:note>"
    marked = odt_release().replace("Hong Joon-pyo", f"Hong Joon-pyo{note}")
    assert rows_of(read_odt, odt(marked), "x.odt") == plain()
