"""Whatever a text holds: nothing of it is lost, and everything read is found again."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.contact import MAIL, PHONE
from pipeline.ingest.coverage import texts_of, uncovered
from pipeline.ingest.document import Document
from pipeline.ingest.raw_file import RawFile
from pipeline.ingest.source import read_file

RELEASES = [p.read_text("utf-8") for p in sorted((Path(__file__).parents[2] / "raw").glob("*.txt"))]
LINES = sorted({line for text in RELEASES for line in text.split("\n")})
PARTS = [
    "# 標題",
    "聯絡人：王小明",
    "（新聞聯絡人：王小明 02-2345-6789）",
    "洽詢 0912-345-678",
    '[影片](#) 與 [直播](https://youtu.be/a_b "題")',
    "<https://youtu.be/abc>",
    "| 場次 | 城市 |",
    "|---|:--:|",
    "| 一 | 捷克<br>波蘭 |",
    "編號\t城市\t<p>摘要</p>",
    '1\t"捷克\n波蘭"\t<ol style="a"> 1.甲 2.乙',
    "<table><tr><td rowspan=2>一</td><td>捷克</td></tr><tr><td>波蘭",
    "</td></tr></table> 之後",
    "<!-- 註 -->",
    "首頁 地方 會員登入",
    "‧本站為平台 ◎服務條款 ‧Copyright ©某站",
    "---",
    "```",
    "- 2 -",
    "\f",
    "⾧官Hr\u030cib\u200b，A&amp;B\\_c",
    "**重點**，說明",
    "圖1：合影（市長",
]
texts = st.lists(
    st.one_of(
        st.sampled_from(PARTS),
        st.sampled_from(LINES),
        st.text(alphabet="市長與談人0123:/|<>-◆，。（）()[]\"'&;\t\n\r\u3000*_#台Aa", max_size=30),
    ),
    min_size=1,
    max_size=12,
).flatmap(
    lambda parts: st.sampled_from(["\n", "\n\n", "\n\n\n\n", "\r\n", "\t"]).map(
        lambda s: s.join(parts)
    )
)


def read(text: str) -> Document | None:
    source = RawFile("x", "x.txt", "0" * 64, text.encode())
    return read_file(source)[0]


@settings(max_examples=60)
@given(texts)
def test_nothing_is_lost_but_what_is_told(text: str) -> None:
    document = read(text)
    if document is None:
        return
    for before, after in pairwise(document.ignored):
        assert before.end <= after.start
    assert [document.source[start:end] for start, end in uncovered(document)] == []


@settings(max_examples=60)
@given(texts)
def test_what_is_read_is_in_the_source(text: str) -> None:
    document = read(text)
    if document is None:
        return
    for read_text in texts_of(document.blocks):
        for line in read_text.lines():
            for place in document.locate(line):
                assert place.char_start is not None
                assert document.source[place.char_start : place.char_end] == place.printed
            assert line.spans() == sorted(line.spans())


@settings(max_examples=40)
@given(texts)
def test_no_number_or_address_is_left(text: str) -> None:
    document = read(text)
    if document is None:
        return
    for read_text in texts_of(document.blocks):
        assert "王小明" not in read_text.text or "聯絡" not in text
        if "http" not in read_text.text:
            assert not PHONE.search(read_text.text)
            assert not MAIL.search(read_text.text)


@settings(max_examples=40)
@given(texts)
def test_no_block_is_empty_and_reading_is_repeatable(text: str) -> None:
    document = read(text)
    if document is None:
        return
    assert read(text) == document
    for block in document.blocks:
        assert (block.table is None) == bool(block.text.text.strip())
        if block.table:
            assert len({len(row) for row in block.table.rows}) == 1
