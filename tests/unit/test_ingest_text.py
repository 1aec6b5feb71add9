"""How lines of a text become blocks."""

from __future__ import annotations

import pytest

from pipeline.ingest.document import Block, Text
from pipeline.ingest.items import split_items
from pipeline.ingest.limits import LIMITS
from pipeline.ingest.text import read_blocks


def shown(source: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text.text) for block in read_blocks(source, LIMITS)[0]]


def table(source: str) -> list[list[str | None]]:
    [block] = [b for b in read_blocks(source, LIMITS)[0] if b.kind == "table"]
    assert block.table is not None
    return [[cell and cell.text.text for cell in row] for row in block.table.rows]


def links(source: str) -> list[tuple[str, str | None]]:
    blocks: list[Block] = read_blocks(source, LIMITS)[0]
    return [
        (link.label.text, link.target.text if link.target else None)
        for block in blocks
        for link in block.links
    ]


@pytest.mark.parametrize(
    ("line", "markdown", "left"),
    [
        ("來自31國、~~60個城市~~58個城市", True, "來自31國、58個城市"),
        ("來自31國、<del class='x'>60個城市</del>58個城市", False, "來自31國、58個城市"),
        ("韓國<S>釜山市</S>大邱市市長", False, "韓國大邱市市長"),
        ("上午9時~~11時，下午2時~~4時", False, "上午9時~~11時，下午2時~~4時"),
        ("歡迎 ~~ 各位 ~~ 市長", True, "歡迎 ~~ 各位 ~~ 市長"),
        ("<span>60個</span><s>城市", False, "60個城市"),
    ],
)
def test_struck_text_is_left_out(line: str, markdown: bool, left: str) -> None:
    blocks, ignored = read_blocks(line, LIMITS, markdown=markdown)
    assert [block.text.text for block in blocks] == [left]
    struck = [line[s.start : s.end] for s in ignored if s.reason == "struck-text"]
    assert all(word in line and word not in left for word in struck)
    assert bool(struck) == ("58" in line or "大邱" in line)


@pytest.mark.parametrize(
    ("line", "kind", "text"),
    [
        ("# 臺北市政府 新聞稿", "heading", "臺北市政府 新聞稿"),
        ("### 場次 ###", "heading", "場次"),
        ("<h2>與會城市</h2>", "heading", "與會城市"),
        ("#智慧城市 標籤", "paragraph", "#智慧城市 標籤"),
        ("- ◆ 提供直播網址：", "item", "◆ 提供直播網址："),
        ("* 捷克布拉格市長", "item", "捷克布拉格市長"),
        ("◆ 台北市－市長柯文哲", "item", "◆ 台北市－市長柯文哲"),
        ("1. 第一點", "item", "1. 第一點"),
        ("一、主旨", "item", "一、主旨"),
        ("①開場", "item", "①開場"),
        ("(22)日下午登場", "paragraph", "(22)日下午登場"),
        ("2022 智慧城市首長高峰會", "paragraph", "2022 智慧城市首長高峰會"),
        ("圖1：全景照", "caption", "圖1：全景照"),
        ("表 2 與會名單", "caption", "表 2 與會名單"),
        ("附圖一、合影", "caption", "附圖一、合影"),
        ("圖為市長致詞", "caption", "圖為市長致詞"),
        ("Figure 3. The panel", "caption", "Figure 3. The panel"),
        ("表示歡迎之意", "paragraph", "表示歡迎之意"),
        ("> 引述的**重點**", "paragraph", "引述的重點"),
        ("<p>段落&nbsp;一</p>", "paragraph", "段落\u00a0一"),
    ],
)
def test_kinds(line: str, kind: str, text: str) -> None:
    assert shown(line) == [(kind, text)]


def test_pipe_tables_with_and_without_outer_pipes() -> None:
    rows = [["場次", "城市"], ["歐亞場\n(一)", "捷克|波蘭"]]
    assert table("| 場次 | 城市 |\n|:---|---:|\n| 歐亞場<br>(一) | 捷克\\|波蘭 |") == rows
    assert table("場次 | 城市\n--- | ---\n歐亞場<br/>(一) | 捷克\\|波蘭") == rows


def test_a_pipe_row_broken_over_lines_is_one_row() -> None:
    assert table("| 場次 | 城市 |\n|---|---|\n| 一 | 捷克\n波蘭 |\n| 二 | 美國 |")[1:] == [
        ["一", "捷克\n波蘭"],
        ["二", "美國"],
    ]


def test_a_line_with_pipes_is_no_table() -> None:
    assert shown("時間 | 地點") == [("paragraph", "時間 | 地點")]


def test_tab_table_keeps_blank_cells_and_fills_short_rows() -> None:
    assert table("編號\t城市\t摘要\n\t\t續前頁\n2\t波蘭") == [
        ["編號", "城市", "摘要"],
        ["", "", "續前頁"],
        ["2", "波蘭", ""],
    ]


def test_a_quoted_cell_may_hold_lines_and_tabs() -> None:
    assert table('編號\t摘要\n1\t"第一行\n第二行 ""引語""\t完"\n2\t單行') == [
        ["編號", "摘要"],
        ["1", '第一行\n第二行 "引語"\t完'],
        ["2", "單行"],
    ]


def test_each_quoted_cell_of_a_row_may_hold_line_ends() -> None:
    source = '場次\t"與會\n城市"\n"第一\n\n場"\t"芬蘭坦佩雷\n波蘭羅茲"\n第二場\t葡萄牙布拉加\n'
    assert table(source) == [
        ["場次", "與會\n城市"],
        ["第一\n場", "芬蘭坦佩雷\n波蘭羅茲"],
        ["第二場", "葡萄牙布拉加"],
    ]


def test_a_quote_that_is_never_closed_ends_with_its_line() -> None:
    assert table('a\t"b\tc\nd\te\tf\n') == [["a", '"b', "c"], ["d", "e", "f"]]


def test_markup_goes_on_on_the_next_line() -> None:
    assert table("編號\t摘要\n1\t<p>用途：</p>\n<ol>\n<li>1.發展</li>\n</ol>")[1] == [
        "1",
        "用途：\n1.發展",
    ]


def test_numbered_lines_with_a_tab_are_items() -> None:
    assert shown("1.\t開場\n2.\t座談") == [("item", "1.\t開場"), ("item", "2.\t座談")]


def test_html_table_keeps_its_spans() -> None:
    source = (
        "<table><caption>表1：講者</caption>\n<tr><th>場次</th><th colspan=2>講者</th></tr>\n"
        "<tr><td rowspan='2'>一</td><td>捷克</td><td>市長</td></tr>\n"
        "<tr><td>波蘭</td><td><p>副市長</p><p>局長</p></td></tr></table>\n之後"
    )
    assert shown(source)[0] == ("paragraph", "表1：講者")
    assert shown(source)[2] == ("paragraph", "之後")
    assert table(source) == [
        ["場次", "講者", None],
        ["一", "捷克", "市長"],
        [None, "波蘭", "副市長\n局長"],
    ]
    grid = read_blocks(source, LIMITS)[0][1].table
    assert grid is not None
    spans = [[cell and (cell.colspan, cell.rowspan) for cell in row] for row in grid.rows]
    assert spans == [[(1, 1), (2, 1), None], [(1, 2), (1, 1), (1, 1)], [None, (1, 1), (1, 1)]]


@pytest.mark.parametrize(
    ("line", "items"),
    [
        ("1.作為工具 2.作為溝通 3.突破", ["1.作為工具", "2.作為溝通", "3.突破"]),
        ("1.5G：最快 2.能源：再生", ["1.5G：最快", "2.能源：再生"]),
        ("1.發展光纖 2.5G 網路 3.雲端", ["1.發展光纖", "2.5G 網路", "3.雲端"]),
        ("1.成長 2.5 倍 2.減少三成", ["1.成長 2.5 倍", "2.減少三成"]),
        (
            "1.面向： (1)治理 (2)創生 2、發展： (1)智慧",
            ["1.面向：", "(1)治理", "(2)創生", "2、發展：", "(1)智慧"],
        ),
        ("4.醫療園區 5.人才", ["4.醫療園區", "5.人才"]),
        ("◆ 台北市 ◆ 捷克", ["◆ 台北市", "◆ 捷克"]),
        ("• 14:00 - 16:00 • 座談", ["• 14:00 - 16:00", "• 座談"]),
        ("①開場②座談", ["①開場", "②座談"]),
        ("一、主旨 二、說明", ["一、主旨", "二、說明"]),
        ("推出 1.0 版 2.0 版", ["推出 1.0 版 2.0 版"]),
        ("於 IMD 1. 名列前茅", ["於 IMD 1. 名列前茅"]),
        ("智慧城市指數 · 全球第 4 名 · 亞洲第二", ["智慧城市指數 · 全球第 4 名 · 亞洲第二"]),
        ("- 戴口罩 - 量體溫", ["- 戴口罩 - 量體溫"]),
    ],
)
def test_items_on_one_line(line: str, items: list[str]) -> None:
    assert [item.text for item in split_items(Text.read(line), in_list=False)] == items


@pytest.mark.parametrize(
    ("line", "text", "link"),
    [
        ("見[影片](#)。", "見影片。", ("影片", None)),
        (
            '[直播](https://a.tw/x_(1)?b=1&amp;c=2 "題")',
            "直播",
            ("直播", "https://a.tw/x_(1)?b=1&c=2"),
        ),
        (
            "英語：<https://youtu.be/aB-_1>",
            "英語：https://youtu.be/aB-_1",
            ("https://youtu.be/aB-_1",) * 2,
        ),
        (
            "[https://youtu.be/a\\\\_b](https://youtu.be/a_b)",
            "https://youtu.be/a_b",
            ("https://youtu.be/a_b",) * 2,
        ),
        ("（https://a.tw/b）及其他", "（https://a.tw/b）及其他", ("https://a.tw/b",) * 2),
        ("網址https://a.tw/b【英文】", "網址https://a.tw/b【英文】", ("https://a.tw/b",) * 2),
        ("see www.a.tw/b.", "see www.a.tw/b.", ("www.a.tw/b",) * 2),
        ("youtu.be/aWk13 為直播", "youtu.be/aWk13 為直播", ("youtu.be/aWk13",) * 2),
        ('<a class="b" href="https://a.tw">中文</a>', "中文", ("中文", "https://a.tw")),
    ],
)
def test_links(line: str, text: str, link: tuple[str, str | None]) -> None:
    assert shown(line) == [("paragraph", text)]
    assert links(line) == [link]


LONG = "高峰會邀請多國城市首長與會，分享以科技因應疫情的經驗，並強調城市之間的合作"


@pytest.mark.parametrize("gap", ["\n\n\n", "\n\n\n\n", "\n\f\n", "\r\n\r\n\r\n"])
def test_a_paragraph_cut_by_a_page_end_is_mended(gap: str) -> None:
    assert [
        text for _, text in shown(f"首段，第一句。\n\n{LONG}{gap}極為重要，各國均有同感。")
    ] == [
        "首段，第一句。",
        f"{LONG}極為重要，各國均有同感。",
    ]


def test_a_page_number_in_the_cut_is_set_aside() -> None:
    source = f"首段，第一句。\n\n{LONG}\n\n\n- 2 -\n\n\n極為重要，各國均有同感。"
    blocks, ignored = read_blocks(source, LIMITS)
    assert blocks[1].text.text == f"{LONG}極為重要，各國均有同感。"
    assert "page-number" in {stretch.reason for stretch in ignored}


def test_an_open_bracket_is_closed_on_the_next_page() -> None:
    caption = "圖5：首場（市長柯文哲、副市長黃珊珊"
    assert shown(f"{caption}\n\n\n與捷克布拉格市長合影）") == [
        ("caption", f"{caption}與捷克布拉格市長合影）")
    ]


@pytest.mark.parametrize(
    "after",
    [
        "# 標題，與說明。",
        "圖1：全景，及合影。",
        "◆ 直播，歡迎觀看。",
        "主持人：市長，與談人。",
        "英文網址",
        "https://youtu.be/a,b",
        "|a|b|\n|-|-|",
    ],
)
def test_what_begins_anew_is_not_glued(after: str) -> None:
    assert shown(f"首段，第一句。\n\n{LONG}\n\n\n{after}")[1] == ("paragraph", LONG)


@pytest.mark.parametrize(
    "before",
    [
        "北市府國際交流不中斷，高峰會線上首發登場",
        "「智慧城市首長高峰會」",
        f"{LONG}。",
        f"{LONG}：",
    ],
)
def test_a_title_or_a_whole_sentence_is_not_glued(before: str) -> None:
    body = "受到疫情影響，今年改以線上舉行。"
    assert shown(f"{before}\n\n\n\n{body}") == [("paragraph", before), ("paragraph", body)]


def test_latin_words_are_parted_by_one_blank() -> None:
    page = "The summit, held in Taipei, gathered mayors of many cities\n\n\nwho spoke, at length."
    assert shown(f"A first one, whole.\n\n{page}")[1] == (
        "paragraph",
        "The summit, held in Taipei, gathered mayors of many cities who spoke, at length.",
    )


def test_hard_wrapped_lines_are_joined() -> None:
    text = LONG * 4 + "。"
    wrapped = "\n".join(text[i : i + 35] for i in range(0, len(text), 35))
    assert shown(f"標題\n\n{wrapped}\n\n另一段，短。") == [
        ("paragraph", "標題"),
        ("paragraph", text),
        ("paragraph", "另一段，短。"),
    ]


def test_lines_of_unlike_length_stay_apart() -> None:
    lines = [
        "發布機關：資訊局",
        "張貼日：2022/3/22",
        "第一段說明，如下。",
        f"{LONG}。",
        "完，謝謝。",
    ]
    assert [text for _, text in shown("\n".join(lines))] == lines


def test_menu_side_bar_and_footer_are_set_aside() -> None:
    page = [
        "某新聞網",
        "首頁 即時 地方 會員登入",
        "高峰會登場",
        "字級 小 中 大 ｜ 列印",
        f"{LONG}。",
        "英語：https://youtu.be/abc",
        "熱門文章",
        "* 花市登場，人潮多",
        "Copyright © 2022 某新聞網 All rights reserved.",
    ]
    assert [text for _, text in shown("\n".join(page))] == [page[2], page[4], page[5]]


def test_what_readers_say_below_the_related_stories_is_set_aside() -> None:
    page = [f"{LONG}。", "# 延伸閱讀", "* 首爾市長訪市府", "# 留言", "王小明：希望京都市長也來"]
    assert [text for _, text in shown("\n".join(page))] == page[:1]


def test_files_neighbours_and_the_day_of_the_page_below_a_release_are_the_site_s() -> None:
    page = [
        f"{LONG}。",
        "",
        "相關檔案",
        "名單.pdf (356 KB)",
        "上一則：日本橫濱市長山田良介3/2訪市府",
        "下一則：3/25停水公告",
        "資訊局 臺北市信義區市府路1號 更新日期：2022-03-22",
    ]
    assert [text for _, text in shown("\n".join(page))] == page[:1]


def test_words_of_a_menu_inside_a_release_stay() -> None:
    lines = [f"{LONG}。", "列印 分享", f"{LONG}。", "本站為捷運轉乘站，設有智慧閘門。", f"{LONG}。"]
    assert [text for _, text in shown("\n\n".join(lines))] == lines
