"""What is made of a recogniser's answer: its known mistakes, the room of characters, its doubts.

The recogniser itself is an optional extra; here its answers are written down.
"""

from __future__ import annotations

import itertools
import re

import pytest

from pipeline.ingest.document import Block, Boxes, CharBox, Document, Text
from pipeline.ingest.pdf_glyphs import Glyph
from pipeline.ingest.pdf_page import PageContent
from pipeline.ingest.raw_file import RawFile
from pipeline.ingest.scan import Scan, _askew, told
from pipeline.ingest.scan_glyphs import aligned, line_glyphs, type_sizes
from pipeline.ingest.scan_mend import mended
from pipeline.ingest.scan_read import ReadChar, ReadLine, _placed

SOURCE = RawFile("x", "x.pdf", "0" * 64, b"")


def line(text: str, em: float = 12.0, left: float = 72.0, height: float = 17.0) -> ReadLine:
    """A line as it is read: each character `em` points wide."""
    characters = tuple(ReadChar(c, 1.0, left + em * at) for at, c in enumerate(text))
    return ReadLine(characters, (left, 100.0, left + em * len(text), 100.0 + height))


def repaired(*texts: str) -> list[str]:
    return [read.text for read in mended([line(text) for text in texts])]


@pytest.mark.parametrize(
    ("read", "printed"),
    [
        ("臺北市一市長柯文哲", "臺北市－市長柯文哲"),
        ("南非米德瓦爾—市長Mr. Bongani Baloyi", "南非米德瓦爾－市長Mr. Bongani Baloyi"),
        ("波蘭格丁尼亞一副市長Mr. Bartosz", "波蘭格丁尼亞－副市長Mr. Bartosz"),
        ("厄瓜多惠夜基市一創新與競爭力管理局長Ms.", "厄瓜多惠夜基市－創新與競爭力管理局長Ms."),
        ("俄羅斯莫斯科第一副市長Ivan Ivanov", "俄羅斯莫斯科第一副市長Ivan Ivanov"),
        ("唯一市長出席，期與全球一同面對", "唯一市長出席，期與全球一同面對"),
        ("2020 年至今", "2020 年至今"),
        ("視訊（左起市長合影。)", "視訊（左起市長合影。）"),
        ("愛沙尼亞塔林市 -副市長 Mr. Rasmus", "愛沙尼亞塔林市 －副市長 Mr. Rasmus"),
        ("米兰市- 副市长 Mr. Paolo Bianco", "米兰市－ 副市长 Mr. Paolo Bianco"),
        ("格勒諾布爾-阿爾卑斯大都會區－區長 Mr.", "格勒諾布爾-阿爾卑斯大都會區－區長 Mr."),
        ("張貼日:2024/05/17", "張貼日：2024/05/17"),
        ("16:00-18:00", "16:00-18:00"),
        ("網址https://youtu.be/", "網址https://youtu.be/"),
        ("https://youtu.be/yFa8 umRCww", "https://youtu.be/yFa8_umRCww"),
        ("https://youtu.be/yFa8umRCww 觀看", "https://youtu.be/yFa8umRCww 觀看"),
    ],
)
def test_known_mistakes_are_put_right_character_for_character(read: str, printed: str) -> None:
    assert repaired(read) == [printed]


def test_a_blank_page_has_no_lines() -> None:
    assert repaired() == []


def test_forms_of_characters_follow_the_script_of_the_page() -> None:
    assert repaired("這個國家與臺灣", "黄珊珊爲副市長") == ["這個國家與臺灣", "黃珊珊為副市長"]
    assert repaired("这个国家与台湾", "黄珊珊副市长") == ["这个国家与台湾", "黄珊珊副市长"]


def test_the_size_of_type_is_the_width_of_a_han_character() -> None:
    text, short = line("智慧城市首長高峰會"), line("圖一")
    assert type_sizes([text, short]) == [pytest.approx(12.0)] * 2
    assert type_sizes([line("Summit", em=5.0)]) == [pytest.approx(0.7 * 17.0)]


def test_a_heading_has_larger_type_and_a_word_in_a_high_box_has_not() -> None:
    text, heading = line("智慧城市首長高峰會"), line("新聞稿", em=18.0, height=26.0)
    name = line("Puig", em=5.5, height=24.0)
    assert type_sizes([heading, text, text, text, name]) == pytest.approx(
        [18.35, 12, 12, 12, 12], 0.01
    )


def test_the_end_of_a_sentence_on_a_line_of_its_own_has_the_usual_type() -> None:
    end = line("影）", em=8.7, height=23.5)
    assert type_sizes([*[line("智慧城市首長高峰會")] * 4, end])[-1] == pytest.approx(12.0)


def test_lines_that_begin_almost_below_each_other_have_one_left_edge() -> None:
    lines = [line("智慧城市", left=left) for left in (72.0, 73.2, 71.4, 96.0)]
    assert [read.box[0] for read in aligned(lines)] == [72.0, 72.0, 72.0, 96.0]


def test_lines_that_stand_almost_side_by_side_have_one_height() -> None:
    lines = [line("場次"), line("日期", left=200.0), line("城市", left=300.0, height=19.0)]
    assert [read.box[1] + read.box[3] for read in aligned(lines)] == [217.0] * 3


def test_characters_of_a_line_touch_and_punctuation_has_its_room() -> None:
    glyphs = line_glyphs(line("「智慧城市」"), 12.0)
    assert "".join(glyph.text for glyph in glyphs) == "「智慧城市」"
    assert all(a.x1 == b.x0 for a, b in itertools.pairwise(glyphs))
    assert glyphs[0].x0 == pytest.approx(72.0 - 6.6)
    assert glyphs[-1].x1 == pytest.approx(144.0 + 6.6)
    assert {glyph.size for glyph in glyphs} == {12.0}


def test_a_blank_does_not_take_the_room_of_the_character_before_it() -> None:
    characters = (ReadChar("市", 1.0, 72.0), ReadChar(" ", 1.0, 72.0), ReadChar("長", 1.0, 90.0))
    glyphs = line_glyphs(ReadLine(characters, (72.0, 100.0, 102.0, 117.0)), 12.0)
    assert [glyph.x0 for glyph in glyphs] == pytest.approx([72 - 0.6, 84, 90 - 0.6])


def set_right(read: ReadLine, *pauses: tuple[float, float]) -> list[tuple[str, float]]:
    """Words and where they begin, after the places of characters are set to pauses of the ink."""
    placed = list(_placed(read.characters, pauses, 12.0))
    starts = [at for at, one in enumerate(placed) if not at or placed[at - 1].end is not None]
    ends = [*starts[1:], len(placed)]
    return [
        ("".join(one.text for one in placed[a:b]).strip(), placed[a].x0)
        for a, b in zip(starts, ends, strict=True)
    ]


def test_columns_that_were_read_as_one_line_are_told_by_the_paper_between_them() -> None:
    read = line("瓜達拉哈拉市副市長", left=72.0)
    assert set_right(read, (143.0, 148.0)) == [("瓜達拉哈拉市", 72.0), ("副市長", 148.0)]


@pytest.mark.parametrize(
    ("read", "pause", "printed"),
    [
        ("RasmusTamm", (107.0, 110.0), "Rasmus Tamm"),
        ("Ms.Grace", (89.0, 92.0), "Ms. Grace"),
        ("Macdonald", (89.0, 92.0), "Macdonald"),
    ],
)
def test_blanks_between_words_are_seen_in_the_ink(
    read: str, pause: tuple[float, float], printed: str
) -> None:
    placed = _placed(line(read, em=6.0).characters, [pause], 12.0)
    assert "".join(one.text for one in placed) == printed


@pytest.mark.parametrize(
    ("read", "printed"), [("副市長Ms. Ana", "副市長 Ms. Ana"), ("的CTalk線上", "的CTalk線上")]
)
def test_a_name_after_han_characters_stands_apart(read: str, printed: str) -> None:
    at = 72.0 + 12.0 * re.search("[A-Z]", read).start()  # type: ignore[union-attr]
    placed = _placed(line(read).characters, [(at - 3.0, at)], 12.0)
    assert "".join(one.text for one in placed) == printed


def test_a_place_is_that_on_the_page_as_it_lay() -> None:
    box = (500.0, 100.0, 512.0, 112.0)
    x0, top, x1, bottom = _askew(Glyph("市", *box), 1.0, 595.0, 842.0)
    # a point right of the middle of the page stood lower before it was turned counter-clockwise
    assert top - 100.0 == pytest.approx(3.7, abs=0.1)
    assert x0 - 500.0 == pytest.approx(5.4, abs=0.1)
    assert (x1 - x0, bottom - top) == (pytest.approx(12.0), pytest.approx(12.0))


def scanned(text: str, scores: list[float]) -> tuple[Document, Scan]:
    boxes = [CharBox(1, 12.0 * at, 0.0, 12.0 * at + 12, 12.0, 1) for at in range(len(text))]
    document = Document(
        release_id="x",
        source_file="x.pdf",
        source_format="pdf",
        source_sha256="0" * 64,
        source=text,
        blocks=(Block("paragraph", Text.read(text)[:7]),),
        boxes=Boxes.of(boxes),
    )
    by_box = {(b.x0, b.top, b.x1, b.bottom): score for b, score in zip(boxes, scores, strict=True)}
    return document, Scan(PageContent(1, 595.0, 842.0, ()), by_box, unread=2)


def test_a_page_read_by_ocr_says_so_and_names_what_is_in_doubt() -> None:
    document, scan = scanned("臺北市長柯文哲", [0.99, 0.99, 0.99, 0.99, 0.41, 0.99, 0.99])
    page, doubt = told(SOURCE, document, {1: scan})
    assert (page.code, page.severity) == ("read-by-ocr", "info")
    assert "page 1 of x.pdf is a picture; OCR read 7 character(s) in it" in page.message
    assert "gave up on 2 line(s)" in page.message
    assert (doubt.code, doubt.severity) == ("ocr-doubtful", "warning")
    assert "柯 (41%)" in doubt.message
    assert doubt.evidence == "臺北市長柯文哲"


def test_what_was_set_aside_is_not_quoted_however_doubtful() -> None:
    document, scan = scanned("臺北市長柯文哲承辦人某", [0.99] * 7 + [0.3] * 4)
    assert [finding.code for finding in told(SOURCE, document, {1: scan})] == ["read-by-ocr"]


def test_a_doubtful_mark_of_punctuation_is_no_doubt() -> None:
    document, scan = scanned("臺北市、高雄市", [0.99, 0.99, 0.99, 0.2, 0.99, 0.99, 0.99])
    assert [finding.code for finding in told(SOURCE, document, {1: scan})] == ["read-by-ocr"]
