"""Tables without rules in a PDF: which lines make a cell, a row and a table."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.ingest.limits import LIMITS
from pipeline.ingest.pdf import read_pdf
from pipeline.ingest.raw_file import RawFile
from tests.pdfs import Drawn, Sheet, pdf

LINE = 15
"""Points from a line to the next."""

Row = tuple[str, ...]


def parts(*sheets: Sheet) -> list[str | list[Row]]:
    """What a file of these pages holds: paragraphs, and tables as the texts of their cells."""
    document, findings = read_pdf(RawFile("x", "x.pdf", "0" * 64, pdf(*sheets)), LIMITS)
    assert document is not None, findings
    return [
        block.text.text
        if block.table is None
        else [tuple(cell.text.text if cell else "" for cell in row) for row in block.table.rows]
        for block in document.blocks
    ]


def table(page: Sheet, top: float, places: Sequence[float], rows: Sequence[Row]) -> float:
    """Rows whose cells, of lines parted by newlines, begin at these places; where the last ends."""
    for row in rows:
        for x, text in zip(places, row, strict=True):
            for number, line in enumerate(text.split("\n")):
                page.text(x, top + LINE * number, line)
        top += LINE * max(text.count("\n") + 1 for text in row)
    return top


# --- cells ----------------------------------------------------------------------------------------


def test_the_longest_of_many_entries_is_not_broken() -> None:
    seats = (
        "主持人：臺北市副市長林奕華",
        "捷克布拉格市長 Mr. Bohuslav Svoboda",
        "德國慕尼黑市副市長 Ms. Verena Dietl",
        "西班牙瓦倫西亞市議員 Ms. Paula Llobet",
        "美國鳳凰城市長 Ms. Kate Gallego",
    )
    rows = [
        ("場次", "時間", "與談人"),
        ("亞太場", "3/17 09:30", "日本京都市市長 松井孝治\n越南峴港市副主席 Ms. Nguyen Thi"),
        ("歐美場", "3/18 14:00", "\n".join(seats)),
    ]
    page = Sheet()
    table(page, 100, (60, 130, 240), rows)
    assert parts(page) == [rows]


def test_the_longest_entry_without_blanks_is_not_broken_either() -> None:
    rows = [
        ("場次", "時間", "與談人"),
        (
            "亞太場",
            "3/17 09:30",
            "日本京都市市長松井孝治\n馬來西亞檳城市市長拉惹南德蘭\n印度市長王五",
        ),
        ("歐美場", "3/18 14:00", "捷克市長張三\n德國慕尼黑市副市長丁二\n美國市長李四"),
    ]
    page = Sheet()
    table(page, 100, (60, 130, 240), rows)
    assert parts(page) == [rows]


# --- rows -----------------------------------------------------------------------------------------

WIDE = (60, 100, 200)
HEADER = ("編號", "城市與談人", "內容摘要")


def test_a_page_may_begin_with_the_rest_of_a_row() -> None:
    first = [
        HEADER,
        ("1", "芬蘭坦佩雷市\n市長", "本市以輕軌為骨幹重新規劃公車路網，並公開即時\n班次資料。"),
        ("2", "德國漢堡市\n副市長", "港區改造以減碳為先，新建築須先說明能源從何處\n而來，再說明"),
    ]
    second = [
        ("", "", "去向，並由居民投票決定。"),
        (
            "3",
            "秘魯利馬市\n市長",
            "山坡地的供水是首要課題，感測器能在漏水的十分\n鐘內通知維修，市府並與居民合作，以手機回報災\n情。",
        ),
        (
            "4",
            "印度浦那市\n局長",
            "公車專用道與號誌連動之後，平均車速提高，市民\n滿意度也公開，下一步是讓行人先行，再來才是汽\n車。",
        ),
        ("5", "日本福岡市\n市長", "創業特區讓外國人也能開店，三年之內有上百家新\n公司。"),
    ]
    head, rest = Sheet(), Sheet()
    table(head, 700, WIDE, first)
    table(rest, 60, WIDE, [HEADER, *second])
    found = [row for part in parts(head, rest) if isinstance(part, list) for row in part]
    assert found == [flat(row) for row in (*first, HEADER, *second)]


def test_a_row_may_fill_a_page_on_which_rules_only_part_its_columns() -> None:
    edges = (60, 90, 200, 520)
    pages = [Sheet(), Sheet(), Sheet()]
    texts = (
        ("1", "芬蘭坦佩雷市市長", "公車路網以輕軌為骨幹，"),
        "班次資料公開，",
        "班距因此縮短。",
    )
    for page, cells in zip(pages, (texts[0], ("", "", texts[1]), ("", "", texts[2])), strict=True):
        table(page, 60, [edge + 4 for edge in edges[:3]], [cells])
        for edge in edges:
            page.rule(edge, 55, edge, 780)
    pages[0].rule(60, 55, 520, 55)
    pages[2].rule(60, 780, 520, 780)
    assert parts(*pages) == [[texts[0]], [("", "", texts[1])], [("", "", texts[2])]]


def test_the_last_line_of_a_table_may_stand_alone_on_a_page() -> None:
    edges, cells = (60, 90, 200, 520), ("2", "芬蘭坦佩雷市市長", "公車路網以輕軌為骨幹，")
    drawn = {(0, n): text for n, text in enumerate(("1", "智利利納雷斯市市長", "公園更綠。"))}
    drawn |= {(1, n): text for n, text in enumerate(cells)}
    first = Drawn(edges, (730, 755, 780), drawn)
    last = Drawn(edges, (60, 85), {(0, 2): "班距因此縮短。"})
    below = last.sides(last.texts(Sheet())).text(60, 120, "美洲場(3/19)")
    assert parts(first.sides(first.texts(Sheet())), below) == [
        [("1", "智利利納雷斯市市長", "公園更綠。"), cells],
        [("", "", "班距因此縮短。")],
        "美洲場(3/19)",
    ]


def test_a_frame_around_a_line_at_the_head_of_a_page_is_no_table() -> None:
    first = Drawn(
        (60, 90, 520), (730, 755, 780), {(0, 0): "1", (0, 1): "甲", (1, 0): "2", (1, 1): "乙"}
    )
    frame = Drawn((60, 300, 520), (60, 85), {(0, 0): "公園更綠。"})
    found = parts(first.sides(first.texts(Sheet())), frame.sides(frame.texts(Sheet())))
    assert found == [[("1", "甲"), ("2", "乙")], "公園更綠。"]


def test_lines_that_fill_all_columns_are_rows_however_long_their_texts() -> None:
    rows = [
        ("城市", "職稱", "姓名"),
        ("日本金澤市", "市長", "村井大輔"),
        ("韓國光州市", "副市長", "Mr. Park Sung-ho"),
        ("紐西蘭但尼丁市", "議員", "Ms. Hannah\nWhitfield"),
        ("馬來西亞怡保市", "市長", "Mr. Ahmad Faizal"),
        ("泰國清邁市", "副市長", "Ms. Siriporn\nChaiyasit"),
        ("智利利納雷斯市", "議員", "Mr. Rodrigo Paz"),
    ]
    page = Sheet()
    table(page, 100, (60, 160, 220), rows)
    assert parts(page) == [[tuple(cell.replace("\n", " ") for cell in row) for row in rows]]


def test_a_title_among_the_rows_of_a_table_hides_none_of_its_columns() -> None:
    header = ("編號", "國家", "城市", "職稱", "姓名")
    rows = [
        header,
        ("1", "日本", "金澤市", "市長", "村井大輔"),
        ("2", "韓國", "光州市", "副市長", "朴成浩"),
        ("3", "泰國", "清邁市", "副市長", "差瓦立"),
    ]
    page, end = Sheet(), 60.0
    for title in (
        "亞太場：3月17日（二） 09:30",
        "歐美場：3月18日（三） 14:00",
        "歐非場：3月19日（四） 14:00",
    ):
        page.text(60, end + 10, title)
        end = table(page, end + 30, (60, 110, 180, 260, 330), rows)
    tables = [part for part in parts(page) if isinstance(part, list)]
    assert [row for part in tables for row in part if row[1]] == rows * 3


def test_a_name_right_below_the_heading_of_its_column_is_not_more_of_it() -> None:
    rows = [
        ("場次", "城市", "職稱", "姓名"),
        ("亞太場", "日本金澤市", "市長", "村井大輔"),
        ("", "韓國光州市", "副市長", "朴成浩"),
        ("", "泰國清邁市", "副市長", "差瓦立"),
        ("歐美場", "芬蘭奧盧市", "市長", "尤卡"),
        ("", "智利利馬奇市", "議員", "羅德里戈"),
    ]
    page = Sheet()
    for number, row in enumerate(rows):
        for x, text in zip((60, 120, 220, 280), row, strict=True):
            page.text(x, 100 + LINE * number, text)
    assert parts(page) == [rows]


def test_lines_above_a_table_that_is_wider_are_paragraphs_of_their_own() -> None:
    lines = [
        "2027智慧城市首長高峰會圓滿落幕　談話摘要",
        "高峰會已於3月24日落幕，兩場次談話摘要如下。",
        "2027智慧城市首長高峰會-歐亞場(3/23)",
    ]
    page = Sheet()
    for number, text in enumerate(lines):
        page.text(60, 60 + 20 * number, text)
    cells = {(0, 0): "編號", (0, 1): "摘要", (1, 0): "1", (1, 1): "公園更綠。"}
    drawn = Drawn((60, 120, 530), (130, 155, 180), cells)
    found = parts(drawn.sides(drawn.texts(page)))
    assert found == [*lines, [("編號", "摘要"), ("1", "公園更綠。")]]


def test_two_tables_beside_each_other_keep_their_titles() -> None:
    page = Sheet().text(60, 60, "與談名單如下：")
    for x, title, city in ((60, "第一場 3/19", "日本高松市"), (310, "第二場 3/20", "英國雪菲爾市")):
        cells = {(0, 0): "城市", (0, 1): "姓名", (1, 0): city, (1, 1): "柯一"}
        drawn = Drawn((x, x + 110, x + 230), (120, 145, 170), cells)
        drawn.sides(drawn.texts(page)).text(x, 100, title)
    assert parts(page.text(60, 200, "報名請上官網。")) == [
        "與談名單如下：",
        "第一場 3/19",
        [("城市", "姓名"), ("日本高松市", "柯一")],
        "第二場 3/20",
        [("城市", "姓名"), ("英國雪菲爾市", "柯一")],
        "報名請上官網。",
    ]


def test_words_that_stand_for_a_number_are_one_name() -> None:
    first = [
        HEADER,
        ("1", "芬蘭坦佩雷市\n市長", "本市以輕軌為骨幹重新規劃公車路網，並公開即時\n班次資料。"),
        ("2", "德國漢堡市\n副市長", "港區改造以減碳為先，新建築須先說明能源從何處\n而來，再說明"),
    ]
    last = "芬蘭坦佩雷市市長：\n最難的是讓不同單位交出資料，所以本市先從氣象\n資料開始。"
    head, rest = Sheet(), Sheet()
    table(head, 700, WIDE, first)
    table(rest, 60, WIDE, [HEADER, ("", "", "去向。"), ("專題\n討論\n為何", "", last)])
    (_, found) = parts(head, rest)
    assert [row[0] for row in found] == ["編號", "", "專題討論為何"]


def flat(row: Row) -> Row:
    """A row of running text as it is read."""
    return tuple(text.replace("\n", "") for text in row)


# --- cells of running text ------------------------------------------------------------------------


def test_a_colon_within_a_sentence_makes_no_label() -> None:
    lines = [
        "本市發展：航太與資訊，並以市民所",
        "需的公共運輸為先，同時也要推動另",
        "一個重要方案：都會實驗室。",
    ]
    page = Sheet().text(60, 100, "\n".join([*lines, "市" * 16]))
    assert parts(page)[0] == "".join(lines)


def test_a_list_that_a_page_before_begins_goes_on() -> None:
    items = ("2. 橋梁裝設感測器，結冰時自動通知，並公開資料。", "3. 數位包容力，讓更多市民參與。")
    first = [
        HEADER,
        ("1", "芬蘭坦佩雷市\n市長", "本市以輕軌為骨幹重新規劃公車路網，並公開即時\n班次資料。"),
        ("2", "德國漢堡市\n副市長", "兩大重點：\n1. 港區改造以減碳為先。"),
    ]
    head, rest = Sheet(), Sheet()
    table(head, 700, WIDE, first)
    table(rest, 60, WIDE, [HEADER, ("", "", "\n".join(items)), ("3", "秘魯利馬市", "供水。")])
    (_, found) = parts(head, rest)
    assert found[1] == ("", "", "\n".join(items))


# --- titles ---------------------------------------------------------------------------------------


def test_a_title_right_above_a_table_is_no_row_of_it() -> None:
    tables = [
        [
            HEADER,
            *(
                (
                    str(n),
                    f"芬蘭坦佩雷市{n}\n市長",
                    "本市以輕軌為骨幹，重新規劃公車路網，並公開時刻。",
                )
                for n in range(1, 4)
            ),
        ],
        [
            ("項次", *HEADER[1:]),
            *(
                (
                    f"{n}.",
                    f"德國漢堡市{n}\n副市長",
                    "港區以減碳為先，新建築須先說明能源從何處而來。",
                )
                for n in range(1, 4)
            ),
        ],
    ]
    titles = ["2022 智慧城市首長高峰會-歐亞場(3/22)", "2022 智慧城市首長高峰會-美亞場(3/23)"]
    page, top = Sheet(), 100.0
    for title, rows in zip(titles, tables, strict=True):
        page.text(60, top, title)
        top = table(page, top + LINE, WIDE, rows)
    read = [[flat(row) for row in rows] for rows in tables]
    assert parts(page) == [titles[0], read[0], titles[1], read[1]]


def test_two_columns_of_text_are_read_one_by_one_where_one_line_stands_level() -> None:
    left = ["臺北市政府資訊局新聞稿", "發布機關：資訊局", "發布日期：3月10日", "首長高峰會登場"]
    page = Sheet()
    for number, line in enumerate(left):
        page.text(60, 100 + 24 * number, line)
    for number, line in enumerate(("各國市長與會，分享韌性城", "市的經驗，共有三場。")):
        page.text(60, 196 + LINE * number, line)
    right = ["亞太場的直播請見網站。", "歐美場的直播，中文。", "美洲場的直播請見報導。", "謝謝。"]
    for number, line in enumerate(right):
        page.text(320, 100 + 17 * number, line)
    last = "各國市長與會，分享韌性城市的經驗，共有三場。"
    assert "".join(map(str, parts(page))) == "".join([*left, last, *right])
