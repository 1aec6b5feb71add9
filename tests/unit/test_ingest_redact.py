"""Contact details go, all else stays. Every name and number here is made up."""

from __future__ import annotations

import pytest

from pipeline.ingest.document import Block, Cell, Table, Text
from pipeline.ingest.limits import LIMITS
from pipeline.ingest.redact import redact
from pipeline.ingest.text import read_blocks


def left(*lines: str) -> list[str]:
    blocks, _ = redact([Block("paragraph", Text.read(line)) for line in lines])
    return [block.text.text for block in blocks if block.text]


def left_in(rows: list[list[str]]) -> list[list[str]]:
    cells = tuple(tuple(Cell(Text.read(text)) for text in row) for row in rows)
    [block], _ = redact([Block("table", Text.read(""), Table(cells))])
    assert block.table is not None
    return [[cell.text.text for cell in row if cell] for row in block.table.rows]


@pytest.mark.parametrize(
    "line",
    [
        "聯絡人:王小明 主任秘書",
        "聯絡人：新聞聯絡人 王小明",
        "新聞聯絡人 王小明",
        "聯 絡 人：王小明",
        "聯絡資訊: 0912345678",
        "聯絡資訊:02-12345678 分機 12345/0912345678",
        "聯絡電話：（02）2345-6789 轉 123",
        "電話（公）：02-2345-6789",
        "傳真:02 2345 6789",
        "电子邮箱：press@example.org",
        "E-mail：press＠example.org",
        "Contact: John Doe, +886 2 2345 6789",
        "Media contact: Jane Doe",
        "Tel: (02) 2345-6789 #123",
        "※ 新聞聯絡人 王小明 電話 2345-6789 轉 71234",
        "●聯絡人：王小明",
        "【新聞聯絡人】王小明 0912-345-678",
        "(聯絡人)王小明",
        "發言人：王小明 副局長 0912-345-678",
        "Press officer: Jane Doe",
        "Tel: (02) 2345-6789 ext. 123 Attn: Ms. Jane Doe",
        "０９１２－３４５－６７８",
        "+886-2-2345-6789",
    ],
)
def test_a_line_of_contact_details_goes(line: str) -> None:
    assert left(line) == []


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("高峰會落幕。（新聞聯絡人：王小明 02-12345678）", "高峰會落幕。"),
        (
            "發布機關：資訊局　聯絡人：王小明　張貼日：2022/3/22",
            "發布機關：資訊局　張貼日：2022/3/22",
        ),
        ("請電洽(02)2345-6789報名", "請電洽報名"),
        (
            "Please contact Jane Doe at press@example.org, or call +886 2 2345 6789.",
            "Please contact  at , or call .",
        ),
        ("如有疑問，請洽資訊局王小明先生，電話02-2345-6789。", "如有疑問，請洽，電話。"),
        (
            "聯絡人:王小明 電話:0912345678 高峰會線上首發登場 " + "各國首長與會，" * 9,
            "高峰會線上首發登場 " + "各國首長與會，" * 9,
        ),
    ],
)
def test_the_rest_of_a_line_stays(line: str, kept: str) -> None:
    assert left(line) == [kept]


@pytest.mark.parametrize(
    "line",
    [
        "市民可撥打1999",
        "2020-08-13 17:00-18:40",
        "0700-0830 1000-1200",
        "8/13(四) 7:00-8:30、03-22 16:00-18:00",
        "線上觀看總人數達到3800人次以上",
        "手機：開發 App 便利市民",
        "智慧行動：推動電動巴士",
        "Contact tracing for cities",
        "主持人：副市長黃珊珊",
        "發言人：副市長黃珊珊",
        "雙方接洽多年，格丁尼亞市長與副市長來訪",
        "※ 聯絡人民團體",
        "請參閱 https://example.org/2022/0912345678",
        "加強聯絡人民團體",
        "影片 https://youtu.be/0912345678a",
    ],
)
def test_what_only_looks_like_it_stays(line: str) -> None:
    assert left(line) == [line]


def test_values_on_the_lines_after_a_label() -> None:
    title = "北市府國際交流不中斷 首長高峰會線上首發登場"
    assert left("聯絡人：", "王小明", "資訊局 專員", "02-2345-6789", title) == [title]
    assert left("Media Contact", "Jane Doe", "Mayors of many cities meet in Taipei") == [
        "Mayors of many cities meet in Taipei"
    ]
    assert left("聯絡人：", title) == [title]
    assert left("聯絡人：王小明 科長", "李大同 專員", "2022-03-22", "新聞稿") == [
        "2022-03-22",
        "新聞稿",
    ]


def test_rows_and_columns_of_tables() -> None:
    assert left_in([["聯絡人", "王小明"], ["日期", "3/22"]]) == [["", ""], ["日期", "3/22"]]
    assert left_in([["場次", "聯絡人", "電話"], ["一", "王小明", "0912345678"]]) == [
        ["場次", "", ""],
        ["一", "", ""],
    ]
    assert left_in([["一", "聯絡人：王小明\n與談人：捷克"]]) == [["一", "與談人：捷克"]]


def test_a_name_is_cut_as_a_contact_only() -> None:
    assert left("聯絡人：王小明", "發言人王小明表示歡迎") == ["發言人王小明表示歡迎"]


def test_mail_links_go_with_their_address() -> None:
    source = "洽詢[服務台](mailto:press@example.org)或<https://example.org>。"
    [block], ignored = read_blocks(source, LIMITS)
    assert block.text.text == "洽詢服務台或https://example.org。"
    assert [link.label.text for link in block.links] == ["https://example.org"]
    assert [source[s.start : s.end] for s in ignored if s.reason == "contact"] == [
        "mailto:press@example.org"
    ]


@pytest.mark.parametrize(
    "source",
    [
        "聯\u200b絡人：王小明",
        "## 聯絡人：王小明",
        "**聯絡人：** 王小明",
        "<p>聯絡人：王小明</p>",
        "聯絡人：王&#23567;明",
    ],
)
def test_markup_and_invisible_characters_hide_nothing(source: str) -> None:
    assert read_blocks(source, LIMITS)[0] == []
