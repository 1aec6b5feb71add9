"""Text of a PDF: lines, paragraphs, order, furniture, links, and where each of them stands."""

from __future__ import annotations

import io
import re

import pdfplumber
import pytest

from pipeline.dataset import Finding
from pipeline.ingest.coverage import texts_of, uncovered
from pipeline.ingest.document import Block, Document
from pipeline.ingest.limits import LIMITS, OverLimit
from pipeline.ingest.pdf import is_mute, read_pdf
from pipeline.ingest.pdf_glyphs import Glyph, Glyphs
from pipeline.ingest.pdf_page import PageContent
from pipeline.ingest.pdf_tiers import tiers_of
from pipeline.ingest.raw_file import RawFile
from tests.pdfs import A4, Drawn, Sheet, pdf, width

PROSE = (
    "臺北市政府今天表示，智慧城市首長高峰會邀請各國城市首長與會，就韌性城市、公共運輸與資料治理"
    "分享經驗，並說明如何以智慧科技改善市民的日常生活。"
)


def wrapped(text: str, measure: int) -> str:
    return "\n".join(text[at : at + measure] for at in range(0, len(text), measure))


def read(*sheets: Sheet) -> tuple[Document, list[Finding]]:
    """What a file of these pages gives; each text in it stands in its boxes, and nothing is lost."""
    data = pdf(*sheets)
    document, findings = read_pdf(RawFile("x", "x.pdf", "0" * 64, data), LIMITS)
    assert document is not None, findings
    assert uncovered(document) == []
    with pdfplumber.open(io.BytesIO(data)) as file:
        for text in texts_of(document.blocks):
            for place in document.locate(text):
                page = file.pages[(place.page or 0) - 1].dedupe_chars()
                box = page.crop((place.x0, place.top, place.x1, place.bottom))
                assert squeezed(box.extract_text()) == squeezed(place.printed)
    return document, findings


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def texts(*sheets: Sheet) -> list[str]:
    return [block.text.text for block in read(*sheets)[0].blocks]


def blocks(*sheets: Sheet) -> tuple[Block, ...]:
    return read(*sheets)[0].blocks


# --- lines ----------------------------------------------------------------------------------------


def test_no_blank_is_invented_between_han_characters() -> None:
    sheet = Sheet()
    for number, char in enumerate("臺北市長"):
        sheet.text(60 + 14 * number, 100, char)
    assert texts(sheet) == ["臺北市長"]


@pytest.mark.parametrize("gap", [2.4, 3, 7.2])
def test_words_set_apart_without_blanks_are_words(gap: float) -> None:
    sheet = Sheet()
    for top, words in ((100, "City of Taipei"), (130, "Mayor of Taipei, Ms. Aino Koskela")):
        x = 60.0
        for word in words.split():
            sheet.text(x, top, word)
            x += width(word, 12) + gap
    assert texts(sheet) == ["City of Taipei", "Mayor of Taipei, Ms. Aino Koskela"]


@pytest.mark.parametrize("gap", [2.4, 3, 7.2])
def test_a_gap_less_than_a_character_parts_words_but_not_han_characters(gap: float) -> None:
    sheet, x = Sheet(), 60.0
    for part in ("臺北", "市長", "City", "of", "Taipei"):
        sheet.text(x, 100, part)
        x += width(part, 12) + gap
    assert texts(sheet) == ["臺北市長City of Taipei"]


def test_characters_spread_over_a_line_are_one_word() -> None:
    sheet = Sheet()
    for number, char in enumerate("出席者"):
        sheet.text(60 + 24 * number, 100, char)
    assert texts(sheet) == ["出席者"]


def test_a_gap_as_wide_as_a_character_is_a_blank() -> None:
    assert texts(Sheet().text(60, 100, "新聞").text(98, 100, "稿件")) == ["新聞 稿件"]


def test_text_that_is_drawn_twice_is_read_once() -> None:
    found = blocks(Sheet().bold(60, 100, "智慧城市首長高峰會 Mayors"))
    assert [block.text.text for block in found] == ["智慧城市首長高峰會 Mayors"]


def test_letters_that_stand_twice_in_a_word_stay() -> None:
    assert texts(Sheet().text(60, 100, "Classroom 謝謝")) == ["Classroom 謝謝"]


def test_a_raised_number_is_read_in_its_line() -> None:
    sheet = Sheet().text(60, 100, "面積五公里").text(120, 98, "2", 7).text(125, 100, "以上")
    assert texts(sheet) == ["面積五公里2以上"]


def test_accents_and_ligatures_are_letters() -> None:
    assert texts(Sheet().text(60, 100, "Óscar Giménez－市長")) == ["Óscar Giménez－市長"]


# --- paragraphs -----------------------------------------------------------------------------------


def test_full_lines_are_one_paragraph() -> None:
    assert texts(Sheet().text(60, 100, wrapped(PROSE, 30))) == [PROSE]


def test_a_line_with_room_left_ends_its_paragraph() -> None:
    sheet = Sheet().text(
        60, 100, "發布機關：臺北市政府資訊局\n張貼日：2024/05/17\n" + wrapped(PROSE, 30)
    )
    assert texts(sheet) == ["發布機關：臺北市政府資訊局", "張貼日：2024/05/17", PROSE]


def test_a_title_below_the_longest_line_of_a_page_begins_anew() -> None:
    lines = (
        "發布機關：臺北市政府資訊局",
        "高峰會已於十八日圓滿落幕，發言摘要如附表。",
        "附表 亞太場",
    )
    sheet = Sheet()
    for number, line in enumerate(lines):
        sheet.text(60, 100 + 30 * number, line)
    assert texts(sheet) == list(lines)


@pytest.mark.parametrize(
    ("after", "blank"), [("Session 2 直播", " "), ("Session 2直播", ""), ("Session", "")]
)
def test_words_parted_from_what_follows_are_parted_from_what_precedes(
    after: str, blank: str
) -> None:
    sheet = Sheet().text(60, 100, PROSE[:30] + "\n" + PROSE[:28] + "\n" + after)
    assert texts(sheet) == [PROSE[:30] + PROSE[:28] + blank + after]


def test_marks_that_hang_over_the_margin_of_several_lines_do_not_move_it() -> None:
    lines = ["市" * 28 + "，", "市" * 28, "市" * 28 + "、", "市" * 28, "市" * 26 + "國", "24位市長"]
    assert texts(Sheet().text(60, 100, "\n".join(lines))) == ["".join(lines)]


@pytest.mark.parametrize("last", [29, 27, 12])
def test_an_indent_begins_a_paragraph(last: int) -> None:
    lines = [PROSE[:28], PROSE[:30], PROSE[:last] + "。"]
    sheet = Sheet()
    for number, line in enumerate(lines * 3):
        sheet.text(60 if number % 3 else 84, 100 + 18 * number, line)
    assert texts(sheet) == ["".join(lines)] * 3


def test_a_list_mark_begins_an_item_and_is_kept() -> None:
    lines = wrapped(PROSE[:45], 30).split("\n")
    sheet = Sheet().text(60, 100, f"1.{lines[0]}\n{lines[1]}\n2.{lines[0]}\n{lines[1]}\n◆ 台北市")
    assert [(b.kind, b.text.text) for b in blocks(sheet)] == [
        ("item", "1." + PROSE[:45]),
        ("item", "2." + PROSE[:45]),
        ("item", "◆ 台北市"),
    ]


def test_a_bullet_set_apart_belongs_to_its_item() -> None:
    sheet = Sheet()
    for number, name in enumerate(("芬蘭坦佩雷市", "德國漢堡市", "秘魯利馬市", "日本福岡市")):
        sheet.text(60, 100 + 18 * number, "●").text(90, 100 + 18 * number, name)
    assert [b.text.text for b in blocks(sheet)][1] == "● 德國漢堡市"
    assert {b.kind for b in blocks(sheet)} == {"item"}


def test_a_heading_over_two_lines_is_one() -> None:
    first, second = "二〇二四智慧城市首長高峰會暨女性領袖峰會「疫後", "的新常態」"
    sheet = Sheet().text(60, 60, first, 18)
    sheet.text(60 + (width(first, 18) - width(second, 18)) / 2, 87, second, 18)
    sheet.text(60, 140, wrapped(PROSE, 34))
    assert [(b.kind, b.text.text) for b in blocks(sheet)] == [
        ("heading", first + second),
        ("paragraph", PROSE),
    ]


def test_larger_type_is_a_heading_of_a_higher_level() -> None:
    sheet = Sheet().text(60, 60, "新聞稿", 24).text(60, 100, "首長高峰會登場", 18)
    levels = [(b.kind, b.level) for b in blocks(sheet.text(60, 150, wrapped(PROSE, 30)))]
    assert levels == [("heading", 1), ("heading", 2), ("paragraph", None)]


def test_a_caption_of_several_centred_lines_is_one() -> None:
    lines = [
        "圖5：首場（台北市長柯文哲、捷克布拉格市長、",
        "南非米德瓦爾市長、波蘭格丁尼亞市副市長與土耳",
        "其伊茲密爾市長視訊合影）",
    ]
    sheet = Sheet()
    for number, line in enumerate(lines):
        sheet.text(300 - width(line, 12) / 2, 400 + 18 * number, line)
    assert [(b.kind, b.text.text) for b in blocks(sheet)] == [("caption", "".join(lines))]


def test_a_paragraph_goes_on_over_a_page_end() -> None:
    lines = wrapped(PROSE, 30).split("\n")
    first = Sheet().text(60, 700, lines[0]).text(60, 718, lines[1])
    assert texts(first, Sheet().text(60, 60, lines[2])) == [PROSE]


def test_a_finished_paragraph_ends_with_its_page() -> None:
    first = Sheet().text(60, 700, wrapped(PROSE, 30))
    assert texts(first, Sheet().text(60, 60, wrapped(PROSE, 30))) == [PROSE, PROSE]


# --- order ----------------------------------------------------------------------------------------


def test_two_columns_are_read_one_after_the_other() -> None:
    left, right = "甲" + PROSE * 3 + "乙。", "丙" + PROSE * 3 + "丁。"
    title = "二〇二四智慧城市首長高峰會新聞稿"
    sheet = Sheet().text(170, 60, title, 16).text(60, 100, wrapped(left, 18))
    sheet.text(300, 107, wrapped(right, 18))
    assert texts(sheet) == [title, left, right]


def test_a_page_that_is_turned_is_read_as_it_is_shown() -> None:
    for turned, at in ((90, 90), (270, 270)):
        sheet = Sheet(A4, turned)
        x, top = (100, 742) if at == 90 else (495, 100)
        sheet.text(x, top, "首長高峰會第一場", 12, at)
        assert texts(sheet) == ["首長高峰會第一場"]


@pytest.mark.parametrize(("angle", "x", "top"), [(90, 100, 742), (270, 495, 100), (180, 500, 700)])
def test_a_page_whose_text_is_turned_is_turned_back(angle: int, x: float, top: float) -> None:
    sheet = Sheet()
    step = {90: (18, 0), 270: (-18, 0), 180: (0, -18)}[angle]
    for number, line in enumerate(wrapped(PROSE, 30).split("\n")):
        sheet.text(x + step[0] * number, top + step[1] * number, line, 12, angle)
    found, _ = read_places_only(sheet)
    assert [block.text.text for block in found.blocks] == [PROSE]


def test_text_written_downwards_is_read_from_right_to_left() -> None:
    sheet = Sheet()
    for number, line in enumerate(wrapped(PROSE, 30).split("\n")):
        sheet.down(520 - 18 * number, 80, line)
    found, _ = read_places_only(sheet)
    assert [block.text.text for block in found.blocks] == [PROSE]


def read_places_only(sheet: Sheet) -> tuple[Document, list[Finding]]:
    """As `read`, for pages that pdfplumber's own text does not follow: places hold the characters."""
    data = pdf(sheet)
    document, findings = read_pdf(RawFile("x", "x.pdf", "0" * 64, data), LIMITS)
    assert document is not None, findings
    with pdfplumber.open(io.BytesIO(data)) as file:
        for text in texts_of(document.blocks):
            for place in document.locate(text):
                box = file.pages[0].crop((place.x0, place.top, place.x1, place.bottom))
                shown = [char["text"] for char in box.chars]
                assert sorted(shown) == sorted(squeezed(place.printed))
    return document, findings


def test_stray_turned_text_is_reported_and_kept_out() -> None:
    sheet = Sheet().text(60, 100, wrapped(PROSE, 30)).text(200, 500, "內部文件", 40, 45)
    document, findings = read(sheet)
    assert [block.text.text for block in document.blocks] == [PROSE]
    assert [(f.code, "4 character(s) on page 1" in f.message) for f in findings] == [
        ("turned-text", True)
    ]
    assert [s.reason for s in document.ignored] == ["turned-text"]


# --- furniture ------------------------------------------------------------------------------------


def test_running_heads_and_page_numbers_are_set_aside() -> None:
    sheets = [
        Sheet()
        .text(60, 30, "臺北市政府新聞稿")
        .text(60, 100, wrapped(f"第{number}段。" + PROSE, 30))
        .text(280, 800, f"第 {number} 頁，共 3 頁")
        for number in (1, 2, 3)
    ]
    document, _ = read(*sheets)
    assert len(document.blocks) == 3
    reasons = [(s.reason, document.source[s.start : s.end]) for s in document.ignored]
    assert reasons.count(("page-furniture", "臺北市政府新聞稿")) == 3
    assert ("page-furniture", "第 2 頁，共 3 頁") in reasons


def test_heads_and_feet_of_two_pieces_are_set_aside_around_a_table() -> None:
    """As a browser prints them: when and what above, the address and the page below."""
    sheets: list[Sheet] = []
    for number in (1, 2):
        sheet = Sheet().text(30, 20, "2026/3/9 10:20", 8).text(280, 20, "臺北市政府資訊局", 8)
        sheet.text(30, 815, "https://city.example/news/1", 8).text(540, 815, f"{number}/2", 8)
        drawn = Drawn((60, 100, 400), (100, 130, 160), {(0, 0): "1", (1, 1): "捷克布拉格市長"})
        sheets.append(drawn.sides(drawn.texts(sheet)))
    assert [block.kind for block in blocks(*sheets)] == ["table", "table"]


def test_the_room_below_a_title_is_not_that_between_lines_of_text() -> None:
    bio = "二〇二四年上任，推動智慧長照政策，曾任工程師。"
    page = Sheet().text(60, 60, "二〇二八智慧城市首長高峰會名單", 18).text(60, 100, bio)
    page.text(60, 145, "Ms. Maria Santos").text(60, 163, bio)
    assert texts(page) == ["二〇二八智慧城市首長高峰會名單", bio, "Ms. Maria Santos", bio]


def test_what_a_browser_prints_is_set_aside_however_near_it_stands() -> None:
    rows = ("臺北市副市長柯一明", "日本高松市副市長佐藤英一", "秘魯利馬市市長陳二")
    sheets: list[Sheet] = []
    for number in (1, 2):
        sheet = Sheet().text(30, 20, "11/9/26, 4:23 PM", 8).text(280, 20, f"高峰會{number}", 8)
        sheet.text(30, 815, f"https://city.example/{number}", 8).text(540, 815, f"{number}/2", 8)
        for top in (34, 60, 86, 790):
            sheet.text(60, top, rows[0], 10).text(320, top, rows[number], 10)
        sheets.append(sheet)
    found = " ".join(texts(*sheets))
    assert all(row in found for row in rows)
    assert not [word for word in ("4:23", "高峰會", "example", "/2") if word in found]


def test_a_heading_at_the_head_of_a_page_is_none() -> None:
    found = texts(*(Sheet().text(60, 60, f"第{n}場次").text(60, 100, PROSE[:20]) for n in "一二三"))
    assert [text for text in found if "場次" in text] == ["第一場次", "第二場次", "第三場次"]


# --- links ----------------------------------------------------------------------------------------


def test_an_address_broken_over_lines_is_that_of_its_link() -> None:
    sheet = Sheet().text(60, 100, PROSE[:19] + "https://youtu.be/\nb0fWeY_5sLk")
    sheet.link(288, 98, 412, 114, "https://youtu.be/b0fWeY_5sLk")
    sheet.link(60, 116, 150, 132, "https://youtu.be/b0fWeY_5sLk").text(60, 160, PROSE[:30])
    document, _ = read(sheet)
    (link,) = document.blocks[0].links
    assert link.target is not None
    assert link.target.text == "https://youtu.be/b0fWeY_5sLk"
    assert [place.printed for place in document.locate(link.target)] == [
        "https://youtu.be/",
        "b0fWeY_5sLk",
    ]


@pytest.mark.parametrize(
    ("head", "room", "after", "address"),
    [
        ("https://youtu.be/aWk13deq9fY", 12, "2021智慧城市", "https://youtu.be/aWk13deq9fY"),
        ("https://youtu.be/aWk13deq9fY", 0, "2021智慧城市", "https://youtu.be/aWk13deq9fY"),
        ("https://youtu.be/aWk13deq9fY", 12, "3/24場次直播", "https://youtu.be/aWk13deq9fY"),
        ("https://youtu.be/aWk13deq9fY", 12, "Session 2", "https://youtu.be/aWk13deq9fY"),
        ("https://youtu.be/", 12, "aWk13deq9fY 直播", "https://youtu.be/aWk13deq9fY"),
        ("https://taipei.example/", 12, "live?v=1觀看", "https://taipei.example/live?v=1"),
        ("https://youtu.be/aWk1", 3, "3deq9fY", "https://youtu.be/aWk13deq9fY"),
    ],
)
def test_an_address_ends_with_its_line_unless_it_was_broken(
    head: str, room: float, after: str, address: str
) -> None:
    start = 420 - room - width(head, 12)
    sheet = Sheet().text(60, 100, PROSE[:30]).text(60, 118, PROSE[: int((start - 60) / 12)])
    (block,) = blocks(sheet.text(start, 118, head).text(60, 136, after))
    assert [link.target.text for link in block.links if link.target] == [address]


def test_words_with_a_link_keep_both() -> None:
    sheet = (
        Sheet()
        .text(60, 100, "活動影片請見此處連結")
        .link(132, 98, 156, 114, "https://youtu.be/abc")
    )
    (link,) = blocks(sheet)[0].links
    assert (link.label.text, link.target and link.target.text) == ("此處", "https://youtu.be/abc")


def test_an_address_without_a_link_is_one() -> None:
    (link,) = blocks(Sheet().text(60, 100, "英語：https://youtu.be/abc"))[0].links
    assert link.target is not None
    assert link.target.text == "https://youtu.be/abc"


# --- what cannot be read --------------------------------------------------------------------------


def test_characters_without_unicode_are_counted() -> None:
    document, findings = read(Sheet().text(60, 100, wrapped(PROSE, 30)).unknown(60, 300, 5))
    assert [(f.code, f.message[:14]) for f in findings] == [
        ("characters-without-unicode", "5 character(s)")
    ]
    assert document.source.count("\ufffd") == 5


def test_a_page_is_mute_if_most_of_its_characters_are_without_unicode() -> None:
    for texts, mute in ((["fi", "\ufffd"], False), (["fi", "\ufffd", "\ufffd"], True)):
        glyphs = Glyphs.of(Glyph(text, 10 * n, 10, 10 * n + 9, 20) for n, text in enumerate(texts))
        assert is_mute(PageContent(1, 595, 842, tuple(tiers_of(glyphs)))) is mute


def test_a_page_of_pictures_is_named() -> None:
    sheets = Sheet().text(60, 100, PROSE[:30]), Sheet().picture(100, 100, 300, 300)
    assert "page-without-text" in [f.code for f in read(*sheets)[1]]


def test_what_is_damaged_is_no_document() -> None:
    data = pdf(Sheet().text(60, 100, PROSE[:30]))[:300]
    document, findings = read_pdf(RawFile("x", "x.pdf", "0", data), LIMITS)
    assert document is None
    assert [f.code for f in findings] in (["unreadable"], ["empty-file"])


def test_pages_and_characters_are_bounded() -> None:
    from dataclasses import replace

    data = pdf(*[Sheet().text(60, 100, PROSE[:30])] * 3)
    source = RawFile("x", "x.pdf", "0", data)
    for limits in (replace(LIMITS, pages=2), replace(LIMITS, characters=50)):
        with pytest.raises(OverLimit):
            read_pdf(source, limits)
