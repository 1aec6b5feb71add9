"""What is read in a DOCX file: the text of its last page view, as printed."""

from __future__ import annotations

import pytest

from pipeline.ingest.coverage import uncovered
from pipeline.ingest.document import Document
from pipeline.ingest.limits import LIMITS
from pipeline.ingest.office import read_docx
from tests.office_files import (
    codes,
    document,
    docx,
    lines,
    links,
    rows,
    shown,
    source,
    spans,
    unlike_their_source,
)


def read(body: str, relations: dict[str, str] | None = None, **parts: str) -> Document:
    got = document(read_docx, docx(body, relations, **parts), "x.docx")
    assert not list(unlike_their_source(got))
    assert uncovered(got) == []
    return got


def run(text: str, properties: str = "") -> str:
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def p(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text) if text else ''}</w:p>"


def item(text: str, level: int = 0, number: int = 1) -> str:
    return p(text, f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>')


def level(at: int, form: str, text: str, more: str = "") -> str:
    return (
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>{more}'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
    )


def numbering(levels: str, numbers: str = '<w:num w:numId="1">{}</w:num>') -> str:
    base = '<w:abstractNumId w:val="7"/>'
    return f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>' + numbers.format(base)


def cell(content: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{content}</w:tc>"


def table(*rows_of_cells: str) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{cells}</w:tr>" for cells in rows_of_cells) + "</w:tbl>"


def test_the_source_is_one_line_a_paragraph() -> None:
    got = read(p("新聞稿") + p("") + table(cell(p("城市")) + cell(p("首長") + p("姓名"))) + p("完"))
    assert got.source == "新聞稿\n\n城市\n首長\n姓名\n完\n"
    assert (got.source_format, got.page_count) == ("docx", None)


def test_headings_by_style_and_by_outline_level() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="a"><w:name w:val="heading 2"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="b"><w:name w:val="own"/><w:basedOn w:val="a"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="c"><w:name w:val="Title"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="d"><w:name w:val="caption"/></w:style>'
    )
    body = "".join(p("與會城市", f'<w:pStyle w:val="{style}"/>') for style in "abcd")
    got = read(body + p("議程", '<w:outlineLvl w:val="0"/>'), styles=styles)
    assert [(block.kind, block.level) for block in got.blocks] == [
        *(("heading", 2), ("heading", 2), ("heading", 1), ("caption", None), ("heading", 1))
    ]


def test_running_prose_in_the_style_of_a_heading_is_none() -> None:
    got = read(p("各國市長與會，分享經驗。", '<w:outlineLvl w:val="1"/>'))
    assert shown(got) == [("paragraph", "各國市長與會，分享經驗。")]


@pytest.mark.parametrize(
    ("form", "text", "printed"),
    [
        ("decimal", "%1.", ["1. ", "2. ", "3. "]),
        ("decimal", "(%1)", ["(1) ", "(2) ", "(3) "]),
        ("chineseCounting", "%1、", ["一、", "二、", "三、"]),
        ("taiwaneseCountingThousand", "（%1）", ["（一）", "（二）", "（三）"]),
        ("ideographTraditional", "%1、", ["甲、", "乙、", "丙、"]),
        ("ideographLegalTraditional", "%1、", ["壹、", "貳、", "參、"]),
        ("upperLetter", "%1.", ["A. ", "B. ", "C. "]),
        ("lowerRoman", "%1)", ["i) ", "ii) ", "iii) "]),
        ("decimalEnclosedCircle", "%1", ["① ", "② ", "③ "]),
        ("decimalZero", "第%1點：", ["第01點：", "第02點：", "第03點："]),
        ("bullet", "\uf06c", ["● ", "● ", "● "]),
        ("bullet", "\uf0b7", ["• ", "• ", "• "]),
        ("bullet", "◆", ["◆ ", "◆ ", "◆ "]),
        ("none", "", ["", "", ""]),
    ],
)
def test_automatic_marks_as_they_are_printed(form: str, text: str, printed: list[str]) -> None:
    body = item("開場") + item("座談") + item("閉幕")
    got = read(body, numbering=numbering(level(0, form, text)))
    words = ["開場", "座談", "閉幕"]
    assert got.source.splitlines() == [
        mark + word for mark, word in zip(printed, words, strict=True)
    ]
    assert {kind for kind, _ in shown(got)} == ({"item"} if text else {"paragraph"})


def test_levels_count_within_each_other_and_lists_go_on() -> None:
    levels = (
        level(0, "decimal", "%1.") + level(1, "decimal", "%1.%2") + level(2, "upperRoman", "%3.")
    )
    body = [
        item("甲"),
        item("乙", 1),
        item("丙", 2),
        item("丁", 1),
        p("說明。"),
        item("戊"),
        item("己", 1),
    ]
    assert lines(read("".join(body), numbering=numbering(levels))) == [
        *("1. 甲", "1.1 乙", "I. 丙", "1.2 丁", "說明。", "2. 戊", "2.1 己")
    ]


def test_a_list_starts_again_where_it_says_so() -> None:
    again = '<w:num w:numId="2">{0}<w:lvlOverride w:ilvl="0"><w:startOverride w:val="{1}"/>'
    numbers = (
        '<w:num w:numId="1">{0}</w:num>' + again.replace("{1}", "5") + "</w:lvlOverride></w:num>"
    )
    numbers += '<w:num w:numId="3">{0}</w:num>'
    body = item("甲") + item("乙") + item("丙", 0, 2) + item("丁", 0, 2) + item("戊", 0, 3)
    got = read(body, numbering=numbering(level(0, "decimal", "%1."), numbers))
    assert lines(got) == ["1. 甲", "2. 乙", "5. 丙", "6. 丁", "7. 戊"]


def test_a_style_may_number_and_a_paragraph_may_take_it_back() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="s"><w:name w:val="list"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    off = '<w:pStyle w:val="s"/><w:numPr><w:numId w:val="0"/></w:numPr>'
    body = p("甲", '<w:pStyle w:val="s"/>') + p("乙", off) + p("丙", '<w:pStyle w:val="s"/>')
    got = read(body, styles=styles, numbering=numbering(level(0, "decimal", "%1.")))
    assert lines(got) == ["1. 甲", "乙", "2. 丙"]


def test_a_column_of_automatic_numbers() -> None:
    body = table(*(cell(item("")) + cell(p(city)) for city in ("布拉格", "格丁尼亞")))
    assert rows(read(body, numbering=numbering(level(0, "decimal", "%1")))) == [
        ["1", "布拉格"],
        ["2", "格丁尼亞"],
    ]


def test_merged_cells() -> None:
    begin, go_on = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"
    got = read(
        table(
            cell(p("場次")) + cell(p("講者"), '<w:gridSpan w:val="2"/>'),
            cell(p("第一場"), begin) + cell(p("捷克")) + cell(p("市長")),
            cell(p(""), go_on) + cell(p("波蘭")) + cell(p("副市長")),
            cell(p("第二場"), begin) + cell(p("美國")) + cell(p("議員")),
        )
    )
    assert rows(got) == [
        ["場次", "講者", None],
        ["第一場", "捷克", "市長"],
        [None, "波蘭", "副市長"],
        ["第二場", "美國", "議員"],
    ]
    assert spans(got) == [
        [(1, 1), (2, 1), None],
        [(1, 2), (1, 1), (1, 1)],
        [None, (1, 1), (1, 1)],
        [(1, 1)] * 3,
    ]


def test_a_table_in_a_cell_is_read_row_by_row() -> None:
    inner = table(cell(p("芬蘭")) + cell(p("市長")), cell(p("德國")) + cell(p("議員")))
    got = read(table(cell(p("場次")) + cell(p("講者")), cell(p("一")) + cell(inner + p(""))))
    assert rows(got)[1] == ["一", "芬蘭 市長\n德國 議員"]


def test_tables_set_side_by_side_are_tables() -> None:
    header = cell(p("場次")) + cell(p("與談人"))
    first = table(header, cell(p("亞太場")) + cell(p("捷克布拉格市長")))
    second = table(header, cell(p("歐美場")) + cell(p("芬蘭坦佩雷市長")))
    outer = table(cell(first + p("")) + cell(second + p("")))
    found = [block.table.rows for block in read(outer).blocks if block.table is not None]
    assert [[text and text.text.text for text in rows[1]] for rows in found] == [
        ["亞太場", "捷克布拉格市長"],
        ["歐美場", "芬蘭坦佩雷市長"],
    ]


def test_a_frame_of_one_cell_is_no_table() -> None:
    assert shown(read(table(cell(p("第一段。") + p("第二段。"))))) == [
        ("paragraph", "第一段。"),
        ("paragraph", "第二段。"),
    ]


def test_text_beside_pictures_is_no_table() -> None:
    people = [cell(p("")) + cell(p(name) + p("市長")) for name in ("Aino Koskela", "Bruno Soto")]
    assert lines(read(table(*people))) == ["Aino Koskela", "市長", "Bruno Soto", "市長"]


def test_a_text_box_is_read_once_after_its_paragraph() -> None:
    inside = f"<w:txbxContent>{p('主持人：黃珊珊')}</w:txbxContent>"
    body = (
        "<w:p><w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback>"
        f"</mc:AlternateContent></w:r>{run('第一場次')}</w:p>"
    )
    assert lines(read(body + p("完"))) == ["第一場次", "主持人：黃珊珊", "完"]
    old = f"<w:p><w:r><w:pict><v:textbox>{inside}</v:textbox></w:pict></w:r></w:p>"
    assert lines(read(old)) == ["主持人：黃珊珊"]


def test_links_by_relation_by_field_and_bare() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    field = (
        f"{mark('begin')}<w:r><w:instrText> HYPERLINK &quot;https://a.tw/c&quot; </w:instrText></w:r>"
        f"{mark('separate')}{run('中譯')}{mark('end')}"
    )
    body = (
        f'<w:p><w:hyperlink r:id="r9">{run("影片")}</w:hyperlink>{run("與")}'
        f'<w:hyperlink r:id="r8">{run("https://a.tw/b")}</w:hyperlink></w:p>'
        f"<w:p>{field}{run('，見 https://a.tw/d。')}</w:p>"
    )
    got = read(body, {"r9": "https://a.tw/a?b=1&c=2", "r8": "https://a.tw/b"})
    assert lines(got) == ["影片與https://a.tw/b", "中譯，見 https://a.tw/d。"]
    assert links(got) == [
        ("影片", "https://a.tw/a?b=1&c=2"),
        ("https://a.tw/b", "https://a.tw/b"),
        ("中譯", "https://a.tw/c"),
        ("https://a.tw/d", "https://a.tw/d"),
    ]
    assert got.source.startswith("影片 <https://a.tw/a?b=1&c=2>與https://a.tw/b\n")


def test_deleted_and_hidden_text_is_left_out_inserted_text_stays() -> None:
    styles = (
        '<w:style w:type="character" w:styleId="h"><w:name w:val="h"/>'
        "<w:rPr><w:vanish/></w:rPr></w:style>"
    )
    body = (
        f"<w:p>{run('布拉格')}<w:del><w:r><w:delText>副</w:delText></w:r></w:del>"
        f"<w:ins>{run('市長')}</w:ins>{run('密', '<w:vanish/>')}"
        + run("密", '<w:rStyle w:val="h"/>')
        + run("賀瑞普", '<w:vanish w:val="0"/>')
        + "</w:p>"
    )
    assert lines(read(body, styles=styles)) == ["布拉格市長賀瑞普"]


@pytest.mark.parametrize("stroke", ["strike", "dstrike"])
def test_struck_text_is_left_out_by_its_run_and_by_its_styles(stroke: str) -> None:
    kinds = (("character", "c"), ("paragraph", "p"))
    styles = "".join(
        f'<w:style w:type="{kind}" w:styleId="{name}"><w:name w:val="{name}"/>'
        f"<w:rPr><w:{stroke}/></w:rPr></w:style>"
        for kind, name in kinds
    )
    on, off, styled = f"<w:{stroke}/>", f'<w:{stroke} w:val="0"/>', '<w:rStyle w:val="c"/>'
    body = (
        f"<w:p>{run('韓國')}{run('釜山市', on)}{run('仁川市', styled)}"
        f"{run('大邱市', off)}{run('市長')}</w:p>"
        f'<w:p><w:pPr><w:pStyle w:val="p"/></w:pPr>{run("60個城市")}{run("58個城市", off)}</w:p>'
    )
    assert lines(read(body, styles=styles)) == ["韓國大邱市市長", "58個城市"]


def test_a_deleted_cell_is_none_of_its_row() -> None:
    gone = cell(p("草案"), '<w:cellDel w:id="1"/>')
    body = table(cell(p("場次")) + cell(p("城市")), gone + cell(p("一")) + cell(p("布拉格")))
    assert rows(read(body)) == [["場次", "城市"], ["一", "布拉格"]]


def test_a_paragraph_whose_end_is_deleted_goes_on() -> None:
    gone = "<w:rPr><w:del/></w:rPr>"
    assert lines(read(p("布拉格", gone) + p("市長") + p("完", gone))) == ["布拉格市長", "完"]


def test_breaks_tabs_and_symbols() -> None:
    body = (
        f"<w:p>{run('日期')}<w:r><w:tab/><w:br/><w:t>8/13</w:t><w:noBreakHyphen/><w:softHyphen/>"
        '<w:sym w:font="Wingdings" w:char="F0E0"/><w:lastRenderedPageBreak/></w:r></w:p>'
    )
    got = read(body)
    assert got.source == "日期\t\n8/13-→\n"
    assert lines(got) == ["日期", "8/13-→"]


def test_lines_parted_by_tabs_are_a_table() -> None:
    tabbed = ["場次\t日期\t城市", "一\t8/13\t布拉格", "二\t8/18\t高陽"]
    body = "".join(p(line).replace("\t", "</w:t><w:tab/><w:t>") for line in tabbed)
    assert rows(read(body)) == [line.split("\t") for line in tabbed]


def test_a_paragraph_cut_by_a_page_break_is_mended() -> None:
    long = "高峰會邀請多國城市首長與會，分享以科技因應疫情的經驗，並強調城市之間的合作"
    end = '<w:p><w:r><w:br w:type="page"/><w:t>極為重要，各國均有同感。</w:t></w:r></w:p>'
    got = read(p("首段，第一句。") + p(long) + end)
    assert lines(got) == ["首段，第一句。", f"{long}極為重要，各國均有同感。"]


def test_notes_stand_after_their_paragraph_once() -> None:
    notes = (
        f'<w:footnote w:id="0" w:type="separator">{p("—")}</w:footnote>'
        f'<w:footnote w:id="1">{p("以視訊出席。")}</w:footnote>'
    )
    body = f'<w:p>{run("市長與會。")}<w:r><w:footnoteReference w:id="1"/></w:r></w:p>{p("完。")}'
    assert lines(read(body, footnotes=notes)) == ["市長與會。", "以視訊出席。", "完。"]


def test_notes_of_a_table_stand_below_it_in_the_order_of_their_marks() -> None:
    def noted(kind: str, number: int) -> str:
        return f'<w:r><w:{kind}Reference w:id="{number}"/></w:r>'

    notes = f'<w:footnote w:id="1">{p("以視訊出席。")}</w:footnote>'
    ends = f'<w:endnote w:id="1">{p("代理市長出席。")}</w:endnote>'
    inner = table(cell(f"<w:p>{run('德國慕尼黑市議員')}{noted('endnote', 1)}</w:p>"))
    city = f"<w:p>{run('捷克布拉格市長')}{noted('footnote', 1)}</w:p>"
    body = table(cell(p("場次")) + cell(p("講者")), cell(p("一")) + cell(city + inner + p("")))
    got = read(body + p("完。"), footnotes=notes, endnotes=ends)
    assert rows(got) == [["場次", "講者"], ["一", "捷克布拉格市長\n德國慕尼黑市議員"]]
    assert lines(got) == ["以視訊出席。", "代理市長出席。", "完。"]
    assert got.source.splitlines()[-3:] == ["以視訊出席。", "代理市長出席。", "完。"]


LETTERHEAD = p("臺北市政府資訊局 新聞稿") + p("發布日期：115年3月10日")


def section(kinds: str, more: str = "") -> str:
    heads = "".join(f'<w:headerReference w:type="{kind}" r:id="header"/>' for kind in kinds.split())
    return f"<w:sectPr>{heads}{more}</w:sectPr>"


@pytest.mark.parametrize(
    ("end", "first"),
    [
        (section("default"), True),
        (section("first", "<w:titlePg/>"), True),
        (section("default", "<w:titlePg/>"), False),
        (section("even"), False),
        (f"<w:p><w:pPr>{section('even')}</w:pPr></w:p>{section('default')}", False),
    ],
)
def test_a_letterhead_on_the_first_page_comes_first(end: str, first: bool) -> None:
    got = read(p("高峰會登場") + end, header=LETTERHEAD)
    head = ["臺北市政府資訊局 新聞稿", "發布日期：115年3月10日"]
    assert lines(got) == [*(head if first else ()), "高峰會登場"]


def test_a_running_head_is_left_out() -> None:
    got = read(p("高峰會登場") + section("default"), header=p("智慧城市首長高峰會 第1頁"))
    assert got.source == "高峰會登場\n"


def test_an_embedded_page_is_read_in_its_place() -> None:
    page = (
        "<html><body><table><tr><td>城市<td>連結<tr><td>布拉格<td><a href='https://a.tw/b'>影片</a>"
        "</table><ol><li>甲</ol><p>尾 <a href='https://a.tw/c'>https://a.tw/c</a></body></html>"
    )
    body = p("首") + '<w:altChunk r:id="a.htm"/>' + p("末")
    got = document(read_docx, docx(body, chunks={"a.htm": page}), "x.docx")
    assert got.source == (
        "首\n城市\n連結\n布拉格\n影片 <https://a.tw/b>\n1. 甲\n尾 https://a.tw/c\n末\n"
    )
    assert rows(got) == [["城市", "連結"], ["布拉格", "影片"]]
    assert lines(got) == ["首", "1. 甲", "尾 https://a.tw/c", "末"]
    assert links(got) == [("影片", "https://a.tw/b"), ("https://a.tw/c", "https://a.tw/c")]
    assert uncovered(got) == []


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.rtf", "{\\rtf1 x}", "embeds word/a.rtf, which was not read: it is RTF and no HTML"),
        ("a.txt", "市長", "embeds word/a.txt, which was not read: it is text and no HTML"),
        (
            "a.docx",
            docx(p("市長")),
            "embeds word/a.docx, which was not read: it is DOCX and no HTML",
        ),
    ],
)
def test_an_embedded_part_that_is_no_page_is_told(
    name: str, content: str | bytes, told: str
) -> None:
    data = docx(p("首") + f'<w:altChunk r:id="{name}"/>', chunks={name: content})
    got, [finding] = read_docx(source(data, "x.docx"), LIMITS)
    assert got is not None
    assert got.source == "首\n"
    assert (finding.code, finding.severity) == ("part-not-read", "warning")
    assert told in finding.message


def test_an_embedded_part_that_is_missing_is_told_without_its_address() -> None:
    data = docx(p("首") + '<w:altChunk r:id="r9"/>', links={"r9": "file:///C:/Users/a/b.htm"})
    _, [finding] = read_docx(source(data, "x.docx"), LIMITS)
    assert finding.code == "part-not-read"
    assert "Users" not in finding.message


def test_controls_and_placeholders() -> None:
    body = (
        f"<w:sdt><w:sdtPr/><w:sdtContent>{p('標題')}</w:sdtContent></w:sdt>"
        "<w:p><w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>"
        f"{run('按一下輸入')}</w:sdtContent></w:sdt>{run('內文')}</w:p>"
    )
    assert lines(read(body)) == ["標題", "內文"]


def test_a_ruby_gloss_is_no_text() -> None:
    body = f"<w:p><w:r><w:ruby><w:rt>{run('ㄎㄜ')}</w:rt><w:rubyBase>{run('柯')}</w:rubyBase></w:ruby></w:r></w:p>"
    assert lines(read(body)) == ["柯"]


def test_contact_details_are_cut() -> None:
    got = read(p("市長與會。") + p("聯絡資訊：0900-000-000"))
    assert lines(got) == ["市長與會。"]
    assert [stretch.reason for stretch in got.ignored] == ["contact"]


def test_a_file_without_text_is_empty() -> None:
    assert codes(read_docx, docx("<w:p/>"), "x.docx") == ["empty-file"]
