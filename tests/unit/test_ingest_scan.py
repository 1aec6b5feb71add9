"""What is made of a recogniser's answer: its known mistakes, the room of characters, its doubts.

The recogniser itself is an optional extra; here its answers are written down.
"""

from __future__ import annotations

import itertools
from pathlib import Path

import pytest

from pipeline.ingest.document import Block, CharBox, Document, Text
from pipeline.ingest.pdf_lines import Glyph
from pipeline.ingest.pdf_page import PageContent
from pipeline.ingest.scan import Scan, _askew, _em, _glyphs, _Read, _repaired, told
from pipeline.ingest.source import Source

SOURCE = Source("x", Path("x.pdf"), "x.pdf", ".pdf", "0" * 64, b"")


def line(text: str, em: float = 12.0, left: float = 72.0, score: float = 1.0) -> _Read:
    """A line of Han characters as it is read: `em` points wide each."""
    characters = tuple((c, score, left + em * at) for at, c in enumerate(text))
    return _Read(characters, (left, 100.0, left + em * len(text), 117.0))


def repaired(*texts: str) -> list[str]:
    lines = _repaired([line(text) for text in texts])
    return ["".join(c for c, _, _ in read.characters) for read in lines]


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
        ("https://youtu.be/yFa8 umRCww", "https://youtu.be/yFa8_umRCww"),
        ("https://youtu.be/yFa8umRCww 觀看", "https://youtu.be/yFa8umRCww 觀看"),
    ],
)
def test_known_mistakes_are_put_right_character_for_character(read: str, printed: str) -> None:
    assert repaired(read) == [printed]


def test_forms_of_characters_follow_the_script_of_the_page() -> None:
    assert repaired("這個國家與臺灣", "黄珊珊爲副市長") == ["這個國家與臺灣", "黃珊珊為副市長"]
    assert repaired("这个国家与台湾", "黄珊珊副市长") == ["这个国家与台湾", "黄珊珊副市长"]


def test_the_size_of_type_is_the_width_of_a_han_character() -> None:
    lines = [line("智慧城市首長高峰會"), line("Summit", em=5.0), line("圖一")]
    assert _em(lines, 17.0) == pytest.approx(12.0)
    assert _em([line("Summit", em=5.0)], 17.0) == pytest.approx(0.7 * 17.0)


def test_characters_of_a_line_touch_and_punctuation_has_its_room() -> None:
    glyphs = [glyph for glyph, _ in _glyphs(line("「智慧城市」"), 12.0)]
    assert "".join(glyph.text for glyph in glyphs) == "「智慧城市」"
    assert all(a.x1 == b.x0 for a, b in itertools.pairwise(glyphs))
    assert glyphs[0].x0 == pytest.approx(72.0 - 6.6)
    assert glyphs[-1].x1 == pytest.approx(144.0 + 6.6)
    assert {glyph.size for glyph in glyphs} == {12.0}


def test_a_place_is_that_on_the_page_as_it_lay() -> None:
    box = (500.0, 100.0, 512.0, 112.0)
    x0, top, x1, bottom = _askew(Glyph("市", *box, place=box), 1.0, 595.0, 842.0)
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
        boxes=tuple(boxes),
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
