"""What is read in an ODT file: the text that is printed."""

from __future__ import annotations

import pytest

from pipeline.ingest.coverage import uncovered
from pipeline.ingest.document import Document
from pipeline.ingest.office import read_odt
from tests.office_files import (
    document,
    lines,
    links,
    odt,
    rows,
    shown,
    spans,
    unlike_their_source,
)


def read(body: str, automatic: str = "", styles: str = "") -> Document:
    got = document(read_odt, odt(body, automatic, styles), "x.odt")
    assert not list(unlike_their_source(got))
    assert uncovered(got) == []
    return got


def p(text: str, style: str = "") -> str:
    return f'<text:p text:style-name="{style}">{text}</text:p>'


def listed(*items: str, style: str = "L", more: str = "") -> str:
    inside = "".join(f"<text:list-item>{item}</text:list-item>" for item in items)
    return f'<text:list text:style-name="{style}" {more}>{inside}</text:list>'


def numbered(*levels: str, name: str = "L") -> str:
    return f'<text:list-style style:name="{name}">{"".join(levels)}</text:list-style>'


def level(at: int, form: str, before: str = "", after: str = "", more: str = "") -> str:
    return (
        f'<text:list-level-style-number text:level="{at}" style:num-format="{form}"'
        f' style:num-prefix="{before}" style:num-suffix="{after}" {more}/>'
    )


def cell(content: str, more: str = "") -> str:
    return f"<table:table-cell {more}>{content}</table:table-cell>"


COVERED = "<table:covered-table-cell/>"


def table(*rows_of_cells: str) -> str:
    inside = "".join(f"<table:table-row>{cells}</table:table-row>" for cells in rows_of_cells)
    return f"<table:table>{inside}</table:table>"


def test_the_source_is_one_line_a_paragraph() -> None:
    got = read(p("新聞稿") + p("") + table(cell(p("城市")) + cell(p("首長") + p("姓名"))) + p("完"))
    assert got.source == "新聞稿\n\n城市\n首長\n姓名\n完\n"
    assert (got.source_format, got.page_count) == ("odt", None)


def test_white_space_is_folded_and_what_stands_for_it_is_read() -> None:
    got = read(p("  柯文哲\n   市長<text:s text:c='2'/>與<text:tab/>談<text:line-break/>完 "))
    assert got.source == "柯文哲 市長  與\t談\n完 \n"


def test_headings_their_numbers_and_titles() -> None:
    styles = (
        f"<text:outline-style>{level(1, '一', '', '、')}{level(2, '1', '', '.')}</text:outline-style>"
        '<style:style style:family="paragraph" style:name="Title"/>'
    )
    automatic = (
        '<style:style style:family="paragraph" style:name="P1" style:parent-style-name="Title"/>'
    )
    body = p("高峰會", "P1") + "".join(
        f'<text:h text:outline-level="{depth}">{words}</text:h>'
        for depth, words in ((1, "議程"), (2, "開場"), (2, "座談"), (1, "名單"), (2, "講者"))
    )
    got = read(body, automatic, styles)
    assert [(block.kind, block.level, block.text.text) for block in got.blocks] == [
        ("heading", 1, "高峰會"),
        ("heading", 1, "一、議程"),
        ("heading", 2, "1. 開場"),
        ("heading", 2, "2. 座談"),
        ("heading", 1, "二、名單"),
        ("heading", 2, "1. 講者"),
    ]


@pytest.mark.parametrize(
    ("form", "before", "after", "printed"),
    [
        ("1", "", ".", ["1. ", "2. "]),
        ("1", "(", ")", ["(1) ", "(2) "]),
        ("一, 二, 三, ...", "", "、", ["一、", "二、"]),
        ("壹, 貳, 參, ...", "", "、", ["壹、", "貳、"]),
        ("甲, 乙, 丙, ...", "（", "）", ["（甲）", "（乙）"]),
        ("A", "", ".", ["A. ", "B. "]),
        ("i", "", ")", ["i) ", "ii) "]),
        ("", "", "", ["", ""]),
    ],
)
def test_automatic_marks_as_they_are_printed(
    form: str, before: str, after: str, printed: list[str]
) -> None:
    got = read(listed(p("開場"), p("座談")), numbered(level(1, form, before, after)))
    assert got.source.splitlines() == [
        mark + word for mark, word in zip(printed, ("開場", "座談"), strict=True)
    ]
    assert [kind for kind, _ in shown(got)] == ["item", "item"]


def test_bullets_are_printed_as_unicode_has_them() -> None:
    style = (
        '<text:list-style style:name="L"><text:list-level-style-bullet text:level="1"'
        ' text:bullet-char="\uf075"/></text:list-style>'
    )
    assert lines(read(listed(p("捷克"), p("波蘭")), style)) == ["◆ 捷克", "◆ 波蘭"]


def test_inner_lists_begin_anew_and_show_the_levels_above() -> None:
    style = numbered(level(1, "1", "", "."), level(2, "1", "", ".", 'text:display-levels="2"'))
    inner = listed(p("甲"), p("乙"), style="")
    got = read(listed(p("一場") + inner, p("二場") + p("說明。") + inner), style)
    assert lines(got) == [
        "1. 一場",
        "1.1. 甲",
        "1.2. 乙",
        "2. 二場",
        "說明。",
        "2.1. 甲",
        "2.2. 乙",
    ]


def test_lists_go_on_only_where_they_say_so() -> None:
    style = numbered(level(1, "1", "", ".", 'text:start-value="3"'))
    body = (
        listed(p("甲"), p("乙"))
        + listed(p("丙"), more='text:continue-numbering="true"')
        + listed(p("丁"))
        + '<text:list text:style-name="L"><text:list-item text:start-value="9">'
        + f"{p('戊')}</text:list-item></text:list>"
    )
    assert lines(read(body, style)) == ["3. 甲", "4. 乙", "5. 丙", "3. 丁", "9. 戊"]


def test_merged_and_repeated_cells() -> None:
    got = read(
        table(
            cell(p("場次")) + cell(p("講者"), 'table:number-columns-spanned="2"') + COVERED,
            cell(p("一"), 'table:number-rows-spanned="2"') + cell(p("捷克")) + cell(p("市長")),
            COVERED + cell(p("波蘭")) + cell(p("議員")),
            cell(p("－"), 'table:number-columns-repeated="3"'),
        )
    )
    assert rows(got) == [
        ["場次", "講者", None],
        ["一", "捷克", "市長"],
        [None, "波蘭", "議員"],
        ["－", "－", "－"],
    ]
    assert spans(got)[:2] == [[(1, 1), (2, 1), None], [(1, 2), (1, 1), (1, 1)]]


def test_header_rows_and_tables_in_cells() -> None:
    inner = table(cell(p("芬蘭")) + cell(p("市長")))
    head = f"<table:table-row>{cell(p('場次'))}{cell(p('講者'))}</table:table-row>"
    body = table(cell(p("一")) + cell(inner)).replace(
        "<table:table>",
        f"<table:table><table:table-header-rows>{head}</table:table-header-rows>",
        1,
    )
    assert rows(read(body)) == [["場次", "講者"], ["一", "芬蘭 市長"]]


def test_text_boxes_and_notes_stand_after_their_paragraph() -> None:
    box = f"<draw:frame><draw:text-box>{p('主持人：黃珊珊')}</draw:text-box></draw:frame>"
    note = (
        "<text:note><text:note-citation>1</text:note-citation>"
        f"<text:note-body>{p('以視訊出席。')}</text:note-body></text:note>"
    )
    assert lines(read(p(f"第一{box}場次{note}。") + p("完"))) == [
        *("第一場次。", "主持人：黃珊珊", "以視訊出席。", "完")
    ]


@pytest.mark.parametrize("part", ["style", "type"])
def test_struck_text_is_left_out(part: str) -> None:
    def style(name: str, family: str, value: str) -> str:
        return (
            f'<style:style style:name="{name}" style:family="{family}"><style:text-properties'
            f' style:text-line-through-{part}="{value}"/></style:style>'
        )

    styles = (
        style("S", "text", "single") + style("N", "text", "none") + style("P", "paragraph", "x")
    )
    struck = '<text:span text:style-name="S">釜山<text:tab/>市</text:span>'
    kept = '<text:span text:style-name="N">58個城市</text:span>'
    got = read(p(f"韓國{struck}大邱市市長") + p(f"60個城市<text:s/>{kept}", "P"), styles)
    assert got.source == "韓國大邱市市長\n58個城市\n"


def test_notes_of_a_table_stand_below_it() -> None:
    note = f"<text:note><text:note-body>{p('以視訊出席。')}</text:note-body></text:note>"
    cities = p(f"捷克布拉格市長{note}") + p("波蘭格丁尼亞市長")
    got = read(table(cell(p("場次")) + cell(p("講者")), cell(p("一")) + cell(cities)) + p("完。"))
    assert rows(got) == [["場次", "講者"], ["一", "捷克布拉格市長\n波蘭格丁尼亞市長"]]
    assert lines(got) == ["以視訊出席。", "完。"]


@pytest.mark.parametrize(
    ("name", "heads", "first"),
    [
        ("Standard", "<style:header>{}</style:header>", True),
        ("Brief", "<style:header>{}</style:header>", False),
        ("Standard", "<style:header/><style:header-first>{}</style:header-first>", True),
        ("Standard", '<style:header style:display="false">{}</style:header>', False),
    ],
)
def test_a_letterhead_on_the_first_page_comes_first(name: str, heads: str, first: bool) -> None:
    letterhead = heads.format(p("發布機關：資訊局"))
    pages = f'<style:master-page style:name="{name}">{letterhead}</style:master-page>'
    got = document(read_odt, odt(p("高峰會登場"), pages=pages), "x.odt")
    assert got.source == ("發布機關：資訊局\n" if first else "") + "高峰會登場\n"


def test_the_first_paragraph_says_which_page_is_the_first() -> None:
    style = '<style:style style:name="F" style:family="paragraph" style:master-page-name="Brief"/>'
    pages = "".join(
        f'<style:master-page style:name="{name}"><style:header>{p(head)}</style:header>'
        "</style:master-page>"
        for name, head in (("Standard", "發布機關：秘書處"), ("Brief", "發布機關：資訊局"))
    )
    got = document(read_odt, odt(p("高峰會登場", "F"), style, pages=pages), "x.odt")
    assert lines(got) == ["發布機關：資訊局", "高峰會登場"]


def test_links() -> None:
    body = p(
        '<text:a xlink:href="https://a.tw/a?b&amp;c">影片</text:a>、'
        '<text:a xlink:href="https://a.tw/b">https://a.tw/b</text:a>'
    )
    got = read(body)
    assert got.source == "影片 <https://a.tw/a?b&c>、https://a.tw/b\n"
    assert links(got) == [("影片", "https://a.tw/a?b&c"), ("https://a.tw/b", "https://a.tw/b")]


def test_what_is_not_printed_is_left_out() -> None:
    automatic = (
        '<style:style style:family="text" style:name="T1">'
        '<style:text-properties text:display="none"/></style:style>'
        '<style:style style:family="section" style:name="S1">'
        '<style:section-properties text:display="none"/></style:style>'
    )
    body = (
        f"<text:tracked-changes><text:changed-region><text:deletion>{p('舊文')}</text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        f"<text:section text:style-name='S1'>{p('密件')}</text:section>"
        + p(
            "布拉格<text:span text:style-name='T1'>密</text:span>"
            f"<office:annotation>{p('請查證')}</office:annotation>市長<text:soft-page-break/>"
        )
        + f"<text:section>{p('公開')}</text:section>"
    )
    assert lines(read(body, automatic)) == ["布拉格市長", "公開"]


def test_a_page_break_before_a_paragraph_is_known() -> None:
    long = "高峰會邀請多國城市首長與會，分享以科技因應疫情的經驗，並強調城市之間的合作"
    automatic = (
        '<style:style style:family="paragraph" style:name="P1">'
        '<style:paragraph-properties fo:break-before="page"/></style:style>'
    )
    got = read(p("首段，第一句。") + p(long) + p("極為重要，各國均有同感。", "P1"), automatic)
    assert lines(got) == ["首段，第一句。", f"{long}極為重要，各國均有同感。"]
