"""Logical tables: pieces joined over page ends, headers read, spans spread, cut cells mended."""

from __future__ import annotations

import pytest

from pipeline.extract.cuts import join_cut
from pipeline.extract.headers import meaning_of
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.tables import LogicalTable, logical_tables
from pipeline.ingest.document import Block, Cell, Table, Text

HEADER = ("編號", "城市與談人", "內容摘要")


def piece(*rows: tuple[str | Cell | None, ...]) -> Block:
    cells = tuple(
        tuple(Cell(Text.read(c)) if isinstance(c, str) else c for c in row) for row in rows
    )
    return Block("table", Text.read(""), Table(cells))


def line(text: str) -> Block:
    return Block("paragraph", Text.read(text))


def rows(table: LogicalTable) -> list[tuple[str, ...]]:
    return [tuple(str(cell) if cell else "" for cell in row.cells) for row in table.rows]


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [
        ("编号", "number"),
        ("项次", "number"),
        ("no.", "number"),
        ("场次", "session"),
        ("日期/时间", "when"),
        ("与会讲者(城市首长或代表)", "delegate"),
        ("城市与谈人", "delegate"),
        ("与会国家", "delegate"),
        ("国家/城市", "delegate"),
        ("国家", "country"),
        ("城市", "place"),
        ("职称", "title"),
        ("姓名", "person"),
        ("内容摘要", "summary"),
        ("编号 no.", "number"),
        ("speaker", "delegate"),
        ("国家/城市/职称", "delegate"),
        ("城市(中文)", "place"),
        ("姓　名", "person"),
        ("姓\n名", "person"),
        ("谈话摘要及内容", "summary"),
        ("提问内容", "question"),
        ("主题/场次", "theme"),
        ("黄珊珊副市长", None),
        ("聊天机器人取代客服可以了解市民的问题", None),
    ],
)
def test_a_heading_says_what_its_column_holds(heading: str, meaning: str | None) -> None:
    assert meaning_of(heading) == meaning


def test_a_table_is_joined_over_a_page_end_and_its_cut_row_mended(lexicon: Lexicon) -> None:
    blocks = [
        line("2022 智慧城市首長高峰會-歐亞場(3/22)"),
        piece(HEADER, ("6", "法國 普羅旺斯艾克斯市 副市長", "3. 利用區塊鏈")),
        piece(HEADER, ("", "", "技術打造公民參與獎勵計畫。"), ("7", "英國愛丁堡市", "兩個面向：")),
    ]
    (table,) = logical_tables(blocks, lexicon)
    assert rows(table) == [
        ("6", "法國 普羅旺斯艾克斯市 副市長", "3. 利用區塊鏈技術打造公民參與獎勵計畫。"),
        ("7", "英國愛丁堡市", "兩個面向："),
    ]
    assert [str(text) for text in table.above] == ["2022 智慧城市首長高峰會-歐亞場(3/22)"]
    assert len(table.headers) == 6


def test_a_speaker_cell_cut_by_a_page_end_is_mended(lexicon: Lexicon) -> None:
    blocks = [
        piece(HEADER, ("2", "捷克維索基", "ICT 四大")),
        piece(("", "納省議員", "用途")),
    ]
    (table,) = logical_tables(blocks, lexicon)
    assert rows(table) == [("2", "捷克維索基納省議員", "ICT 四大用途")]


def test_somebody_whole_at_the_head_of_a_page_is_no_rest(lexicon: Lexicon) -> None:
    header = ("照片", "與談人", "簡介")
    first = ("", "Mr. Luis Ortega\n墨西哥普埃布拉市副市長", "曾任大學教授。")
    second = ("", "Mr. Paulo Ribeiro\n巴西庫里奇巴市議長", "推動公車改革。")
    (table,) = logical_tables([piece(header, first), piece(second)], lexicon)
    assert rows(table) == [first, second]


def test_a_session_cell_cut_between_day_and_hours_is_whole_for_all_its_rows(
    lexicon: Lexicon,
) -> None:
    header = ("場次", "城市", "代表")
    before = (Cell(Text.read("美洲場\n3/24(三)")), "美國波夕市", "市長 Ms. Kelly Ander")
    after = (Cell(Text.read("08:00-10:00"), rowspan=2), "加拿大哈利法克斯市", "議長 Mr. Ryan Mill")
    last = (None, "哥斯大黎加卡塔戈市", "市長 Ms. Ana Vega")
    (table,) = logical_tables([piece(header, before), piece(after, last)], lexicon)
    assert [row[0] for row in rows(table)] == ["美洲場\n3/24(三)\n08:00-10:00"] * 3


def test_another_day_at_the_head_of_a_page_is_another_session(lexicon: Lexicon) -> None:
    header = ("日期", "城市", "代表")
    pieces = [
        piece(header, ("3/23", "美國波夕市", "市長 Ms. Kelly Ander")),
        piece(("3/24", "加拿大哈利法克斯市", "議長 Mr. Ryan Mill")),
    ]
    (table,) = logical_tables(pieces, lexicon)
    assert [row[0] for row in rows(table)] == ["3/23", "3/24"]


def test_a_title_between_two_tables_parts_them(lexicon: Lexicon) -> None:
    blocks = [
        piece(HEADER, ("1", "台北市黃珊珊副市長", "甲。")),
        line("2022 智慧城市首長高峰會-美亞場(3/23)"),
        piece(HEADER, ("1", "聖露西亞卡司翠市長", "乙。")),
    ]
    first, second = logical_tables(blocks, lexicon)
    assert len(first.rows) == len(second.rows) == 1
    assert str(second.above[-1]) == "2022 智慧城市首長高峰會-美亞場(3/23)"


def test_a_cell_that_spans_rows_holds_for_each_of_them(lexicon: Lexicon) -> None:
    block = piece(
        ("場次", "與會城市"),
        (Cell(Text.read("歐亞場 3/22"), rowspan=2), "波蘭格丁尼亞市"),
        (None, "奈及利亞埃多州"),
    )
    (table,) = logical_tables([block], lexicon)
    assert rows(table) == [("歐亞場 3/22", "波蘭格丁尼亞市"), ("歐亞場 3/22", "奈及利亞埃多州")]


def test_a_cell_holds_for_no_more_rows_than_it_spans(lexicon: Lexicon) -> None:
    block = piece(
        ("編號", "國家", "城市"),
        ("1", Cell(Text.read("芬蘭"), rowspan=2), "坦佩雷市"),
        ("2", None, "奧盧市"),
        ("3", None, "利馬"),
        ("4", "智利", "瓦爾迪維亞"),
        ("5", None, "塔林"),
    )
    (table,) = logical_tables([block], lexicon)
    assert [row[1] for row in rows(table)] == ["芬蘭", "芬蘭", "", "智利", ""]


def test_a_full_width_row_is_a_section(lexicon: Lexicon) -> None:
    block = piece(
        HEADER,
        (Cell(Text.read("美亞場(3/23)"), colspan=3), None, None),
        ("1", "聖露西亞卡司翠市長", "乙。"),
    )
    (table,) = logical_tables([block], lexicon)
    assert [str(row.section) for row in table.rows] == ["美亞場(3/23)"]


def test_a_section_at_the_foot_of_a_page_holds_on_the_next(lexicon: Lexicon) -> None:
    blocks = [
        piece(HEADER, (Cell(Text.read("美亞場(3/23)"), colspan=3), None, None)),
        piece(HEADER, ("1", "聖露西亞卡司翠市長", "乙。")),
    ]
    (table,) = logical_tables(blocks, lexicon)
    assert [str(row.section) for row in table.rows] == ["美亞場(3/23)"]


def test_a_session_cell_cut_by_a_page_end_holds_on_the_next(lexicon: Lexicon) -> None:
    header = ("場次", "國家", "城市", "姓名")
    blocks = [
        piece(header, ("第三場次", "印尼", "泗水市", "Bagus Wirawan")),
        piece(
            header,
            (Cell(Text.read(""), rowspan=2), "菲律賓", "奎松市", "Liza"),
            (None, "印度", "浦那市", "Rohan Kulkarni"),
        ),
    ]
    (table,) = logical_tables(blocks, lexicon)
    assert [row[:2] for row in rows(table)] == [
        ("第三場次", "印尼"),
        ("第三場次", "菲律賓"),
        ("第三場次", "印度"),
    ]


def test_a_row_of_a_seat_that_a_page_end_cuts_is_one(lexicon: Lexicon) -> None:
    header = ("場次", "國家", "城市", "姓名")
    blocks = [
        piece(header, ("第三場次", "墨西哥", "瓜達拉哈", "Lucía")),
        piece(header, ("", "", "拉市", "Herrera")),
    ]
    (table,) = logical_tables(blocks, lexicon)
    assert rows(table) == [("第三場次", "墨西哥", "瓜達拉哈拉市", "Lucía Herrera")]


def test_what_stands_under_one_heading_is_read_as_one(lexicon: Lexicon) -> None:
    block = piece(
        ("場次", Cell(Text.read("與會講者"), colspan=3), None, None),
        ("第一場次", "芬蘭坦佩雷市", "市長", "Aino Koskela"),
    )
    (table,) = logical_tables([block], lexicon)
    assert str(table.cell(table.rows[0], "delegate")) == "芬蘭坦佩雷市 市長 Aino Koskela"


def test_a_heading_over_headings_leaves_them_their_meaning(lexicon: Lexicon) -> None:
    block = piece(
        (Cell(Text.read("場次"), rowspan=2), Cell(Text.read("與會代表"), colspan=2), None),
        (None, "國家", "姓名"),
        ("第一場次", "芬蘭", "Aino Koskela"),
    )
    (table,) = logical_tables([block], lexicon)
    assert [column.meaning for column in table.columns] == ["session", "country", "person"]


def test_columns_without_a_header_are_known_by_what_they_hold(lexicon: Lexicon) -> None:
    block = piece(
        ("1", "芬蘭奧盧市副市長", "推動數位轉型，" * 8),
        ("2", "智利瓦爾迪維亞市長", "發展智慧交通，" * 8),
    )
    (table,) = logical_tables([block], lexicon)
    assert [column.meaning for column in table.columns] == ["number", "delegate", "summary"]


def test_parts_of_seats_without_a_header_are_known_too(lexicon: Lexicon) -> None:
    block = piece(
        ("第一場次", "芬蘭", "奧盧市", "市長", "Ms. Aino Koskela"),
        ("第一場次", "智利", "瓦爾迪維亞", "副市長", "Mr. Bruno Giménez"),
        ("第二場次", "波蘭", "格丁尼亞市", "議員", "Zofia Nowak"),
    )
    (table,) = logical_tables([block], lexicon)
    meanings = [column.meaning for column in table.columns]
    assert meanings == ["session", "country", "place", "title", "person"]


@pytest.mark.parametrize(
    ("before", "after", "joined"),
    [
        ("使用自行車的行為模", "式，這可以改善", "使用自行車的行為模式，這可以改善"),
        ("吸引 1-2 萬名工程師進駐。", "4.因新冠疫情", "吸引 1-2 萬名工程師進駐。\n4.因新冠疫情"),
        ("收取規費與稅收、", "提供工作機會", "收取規費與稅收、提供工作機會"),
        ("the public", "private model", "the public private model"),
        ("創新局局長 Mr.", "Óscar Quispe", "創新局局長 Mr. Óscar Quispe"),
        ("主持人：台北市副市長王美玲", "與談人：", "主持人：台北市副市長王美玲\n與談人："),
    ],
)
def test_two_parts_of_a_cut_text_are_joined(before: str, after: str, joined: str) -> None:
    assert str(join_cut(Text.read(before), Text.read(after))) == joined


def test_captions_of_pictures_side_by_side_are_nobody_s_names(lexicon: Lexicon) -> None:
    (table,) = logical_tables([piece(("Smart City online", "Mayors' Summit online"))], lexicon)
    assert not table.has("person", "delegate")


def test_a_table_may_begin_with_its_own_title(lexicon: Lexicon) -> None:
    title = Cell(Text.read("2022 智慧城市首長高峰會-歐亞場(3/22)"), colspan=3)
    (table,) = logical_tables([piece((title, None, None), HEADER, ("1", "甲", "乙。"))], lexicon)
    assert [str(text) for text in table.above] == ["2022 智慧城市首長高峰會-歐亞場(3/22)"]
    assert [column.meaning for column in table.columns] == ["number", "delegate", "summary"]
    assert rows(table) == [("1", "甲", "乙。")]


def test_a_header_in_the_midst_of_a_table_is_no_row(lexicon: Lexicon) -> None:
    (table,) = logical_tables(
        [piece(HEADER, ("1", "甲", "乙。"), HEADER, ("2", "丙", "丁。"))], lexicon
    )
    assert rows(table) == [("1", "甲", "乙。"), ("2", "丙", "丁。")]
    assert len(table.headers) == 2 * len(HEADER)


@pytest.mark.parametrize(
    ("before", "joined"),
    [
        ("使用自行車的行為模", [("Aino Koskela", "使用自行車的行為模式，這可以改善。")]),
        ("使用自行車。", [("Aino Koskela", "使用自行車。"), ("", "式，這可以改善。")]),
    ],
)
def test_a_row_without_a_key_goes_on_where_a_sentence_was_cut(
    before: str, joined: list[tuple[str, ...]], lexicon: Lexicon
) -> None:
    header = ("姓名", "內容摘要")
    blocks = [
        piece(header, ("Aino Koskela", before)),
        piece(header, ("", "式，這可以改善。")),
    ]
    (table,) = logical_tables(blocks, lexicon)
    assert rows(table) == joined


def test_a_row_that_has_all_its_key_cells_is_one_of_its_own(lexicon: Lexicon) -> None:
    header = ("場次", "國家", "城市")
    blocks = [
        piece(header, ("第一場", "芬蘭", "坦佩雷市")),
        piece(header, ("第二場", "智利", "瓦爾迪維亞"), ("", "波蘭", "格丁尼亞市")),
    ]
    (table,) = logical_tables(blocks, lexicon)
    assert rows(table) == [
        ("第一場", "芬蘭", "坦佩雷市"),
        ("第二場", "智利", "瓦爾迪維亞"),
        ("第二場", "波蘭", "格丁尼亞市"),
    ]


def test_two_columns_of_one_meaning_are_two_cells(lexicon: Lexicon) -> None:
    block = piece(
        ("場次", "與談人", "與會講者"), ("第一場", "芬蘭坦佩雷市長", "智利瓦爾迪維亞市長")
    )
    (table,) = logical_tables([block], lexicon)
    assert str(table.cell(table.rows[0], "delegate")) == "芬蘭坦佩雷市長"
    assert table.cell(table.rows[0], "summary") is None
    assert (table.has("delegate"), table.has("country", "summary")) == (True, False)


def test_tables_of_other_headers_or_widths_do_not_go_on(lexicon: Lexicon) -> None:
    other = ("編號", "城市", "職稱")
    first, second, third = (
        piece(HEADER, ("1", "甲", "乙。")),
        piece(other, ("1", "坦佩雷市", "市長")),
        piece(("2", "坦佩雷市", "市長", "四")),
    )
    tables = logical_tables([first, second, third], lexicon)
    assert [len(table.columns) for table in tables] == [3, 3, 4]
    assert logical_tables([piece()], lexicon)[0].rows == ()


def test_short_lines_above_and_captions_below_belong_to_a_table(lexicon: Lexicon) -> None:
    blocks = [
        *(line(f"第{n}行") for n in "一二三四"),
        piece(HEADER, ("1", "甲", "乙。")),
        Block("caption", Text.read("表1：歐亞場")),
        line("長" * 61),
        piece(HEADER, ("1", "丙", "丁。")),
    ]
    first, second = logical_tables(blocks, lexicon)
    assert [str(text) for text in first.above] == ["第二行", "第三行", "第四行"]
    assert [str(text) for text in first.below] == ["表1：歐亞場"]
    assert (second.above, second.below) == ((), ())
    (only,) = logical_tables([line("長" * 60), piece(HEADER, ("1", "甲", "乙。"))], lexicon)
    assert [len(text) for text in only.above] == [60]


def meanings(lexicon: Lexicon, *printed: tuple[str | Cell | None, ...]) -> list[str]:
    (table,) = logical_tables([piece(*printed)], lexicon)
    return [column.meaning for column in table.columns]


@pytest.mark.parametrize(
    ("printed", "held"),
    [
        (
            [("3/22 16:00", "芬蘭", "Tampere"), ("3/23 16:00", "智利", "Valdivia")],
            ["when", "country", "place"],
        ),
        ([("1", "甲"), ("2", "乙"), ("丙", "丁")], ["number", "other"]),
        ([("1", "甲"), ("丙", "丁")], ["other", "other"]),
        ([("市長", "Aino Koskela"), ("副市長", "Bruno Soto")], ["title", "person"]),
        ([("一", "Aino Koskela"), ("二", "Bruno Soto")], ["number", "other"]),
        ([("芬蘭", "芬蘭"), ("智利", "智利")], ["country", "place"]),
        ([("第一場", "芬蘭"), ("第二場", "智利")], ["session", "country"]),
        ([("字" * 41, "芬蘭"), ("字" * 41, "智利")], ["summary", "country"]),
        ([("字" * 40, "芬蘭"), ("字" * 40, "智利")], ["other", "country"]),
        ([("字" * 16, "芬蘭"), ("字" * 16, "智利")], ["place", "country"]),
        ([("字" * 17, "芬蘭"), ("字" * 17, "智利")], ["other", "country"]),
    ],
)
def test_more_than_half_of_the_cells_say_what_a_column_holds(
    printed: list[tuple[str, ...]], held: list[str], lexicon: Lexicon
) -> None:
    assert meanings(lexicon, *printed) == held


def test_a_header_is_short_and_half_of_it_known(lexicon: Lexicon) -> None:
    row = ("第一場", "芬蘭", "甲", "乙")
    assert meanings(lexicon, ("場次", "國家", "丙", "丁"), row) == [
        *("session", "country", "other", "other")
    ]
    long = ("場次", "國家" + "及" * 23, "丙", "丁")
    for no_header in (("場次", "戊", "丙", "丁"), long, ("場次", "丙")):
        (table,) = logical_tables([piece(no_header, row[: len(no_header)])], lexicon)
        assert len(table.rows) == 2


def test_a_column_without_a_heading_may_hold_sessions_or_days(lexicon: Lexicon) -> None:
    header = ("", "國家", "城市")
    rows_of = [("第一場", "芬蘭", "坦佩雷市"), ("第二場", "智利", "瓦爾迪維亞")]
    assert meanings(lexicon, header, *rows_of) == ["session", "country", "place"]
    rows_of = [("甲", "芬蘭", "坦佩雷市"), ("乙", "智利", "瓦爾迪維亞")]
    assert meanings(lexicon, header, *rows_of) == ["other", "country", "place"]


@pytest.mark.parametrize(
    ("header", "held"),
    [
        (("與談城市", "與談人"), ["place", "delegate"]),
        (("與會城市", "職稱", "與談人"), ["place", "title", "delegate"]),
        (("主持人", "與談城市"), ["delegate", "delegate"]),
        (("場次", "與會城市"), ["session", "delegate"]),
    ],
)
def test_cities_beside_a_column_of_people_are_their_places(
    header: tuple[str, ...], held: list[str], lexicon: Lexicon
) -> None:
    assert meanings(lexicon, header, ("甲",) * len(header)) == held


def test_a_grid_of_sessions_side_by_side_is_turned(lexicon: Lexicon) -> None:
    block = piece(
        ("", "第一場 3/22", "第二場 3/23"),
        ("主持人", "台北市長甲", "台北市副市長乙"),
        ("與談人", "芬蘭坦佩雷市長", "智利瓦爾迪維亞市長"),
    )
    (table,) = logical_tables([block], lexicon)
    assert rows(table) == [
        ("第一場 3/22", "台北市長甲", "芬蘭坦佩雷市長"),
        ("第二場 3/23", "台北市副市長乙", "智利瓦爾迪維亞市長"),
    ]
    short = piece(
        ("", "第一場 3/22", "第二場 3/23"), ("主持人", "台北市長甲"), ("與談人", "乙市長", "丙市長")
    )
    assert rows(logical_tables([short], lexicon)[0]) == [
        ("第一場 3/22", "台北市長甲", "乙市長"),
        ("第二場 3/23", "", "丙市長"),
    ]
    upright = piece(("", "芬蘭", "智利"), ("主持人", "甲", "乙"), ("與談人", "丙", "丁"))
    assert len(rows(logical_tables([upright], lexicon)[0])) == 3
