"""The fast reader of PDF against pdfplumber: of each page the same record, to the last digit.

What is made of a page depends on its record alone, so that equal records are equal documents.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from pathlib import Path

import pdfplumber
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.limits import LIMITS
from pipeline.ingest.pdf_fonts import Fonts, unicode_values
from pipeline.ingest.pdf_plumber import plumber_record
from pipeline.ingest.pdf_reading import page_record, read_contents
from pipeline.ingest.pdf_record import PageRecord
from tests.hostile.harmful_pdf import one_page, stream
from tests.pdfs import Sheet, pdf

TESTS = Path(__file__).parents[1]
FUZZED = TESTS / "hostile" / "fuzzed"
"""Files that neither reader may be able to open."""
DOCUMENTS = sorted(path for path in TESTS.rglob("*.pdf") if path.parent != FUZZED)


def swift(data: bytes) -> list[tuple[PageRecord, str]]:
    """The record of each page, and why it was handed to the reference, if it was."""
    fonts = Fonts()
    with pdfplumber.open(io.BytesIO(data)) as file:
        return [page_record(page, fonts) for page in file.pages]


def plumbed(data: bytes) -> list[PageRecord]:
    with pdfplumber.open(io.BytesIO(data)) as file:
        return [plumber_record(page) for page in file.pages]


def reasons(*sheets: Sheet) -> list[str]:
    """Why pages were handed over; what was not handed over is as the reference has it."""
    data = pdf(*sheets)
    found = swift(data)
    assert [record for record, _ in found] == plumbed(data)
    return [why for _, why in found if why]


@pytest.mark.slow
@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_documents_are_read_alike_and_none_needs_the_reference(path: Path) -> None:
    found = swift(path.read_bytes())
    assert [why for _, why in found if why] == []
    assert [record for record, _ in found] == plumbed(path.read_bytes())


def test_there_are_documents_to_read() -> None:
    assert len(DOCUMENTS) > 70


# --- pages drawn by hand --------------------------------------------------------------------------


def test_all_that_a_sheet_can_show_is_read_alike() -> None:
    sheet = Sheet()
    sheet.text(60, 100, "臺北市政府 Taipei (Ó) \\ 2020").bold(60, 130, "智慧城市").unknown(
        60, 160, 5
    )
    sheet.rule(60, 200, 500, 200).dashes(60, 220, 500).frame(60, 240, 300, 300)
    sheet.area(60, 310, 300, 340).area(60, 350, 300, 380, 1.0).picture(60, 400, 200, 500)
    sheet.link(60, 100, 200, 112, "https://example.org/").text(60, 600, "斜", angle=30)
    assert reasons(sheet) == []


@pytest.mark.parametrize("turned", [0, 90, 180, 270])
@pytest.mark.parametrize("angle", [0, 90, 180, 270])
def test_turned_pages_and_turned_text_are_read_alike(turned: int, angle: int) -> None:
    assert reasons(Sheet(turned=turned).text(300, 400, "臺北 Taipei", angle=angle)) == []


def test_text_set_downwards_is_handed_over_and_the_next_page_is_not() -> None:
    assert reasons(Sheet().down(60, 100, "臺北市"), Sheet().text(60, 100, "臺北市")) == [
        "text set downwards"
    ]


def test_a_reading_says_which_pages_were_handed_over_and_why() -> None:
    data = pdf(Sheet().text(60, 100, "臺北市"), Sheet().down(60, 100, "臺北市"))
    assert read_contents(data, LIMITS).handed_over == {2: "text set downwards"}
    assert read_contents(data, LIMITS, swift=False).handed_over == {}


# --- contents of all kinds ------------------------------------------------------------------------

NUMBER = st.one_of(
    st.integers(-60, 600).map(str),
    st.decimals(-60, 600, places=3).map(str),
    st.sampled_from([".5", "-.25", "4.", "+7", "0"]),
)
PARTS = st.sampled_from(["0", "1", "0.5", ".9"])
TEXT = st.sampled_from(["(Taipei)", "(a\\(b\\)\\101\\n)", "(a(b)c)", "<41 42>", "<4142>", "()"])


def operation(operator: str, *operands: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.tuples(*operands).map(lambda values: " ".join([*values, operator]))


def _operations() -> Iterator[st.SearchStrategy[str]]:
    for operator in "q Q W W* n S s f f* F B B* b b* h BT ET T* EMC".split():
        yield st.just(operator)
    for operator, count in {"m": 2, "l": 2, "c": 6, "v": 4, "y": 4, "re": 4}.items():
        yield operation(operator, *[NUMBER] * count)
    for operator, count in {"g": 1, "G": 1, "rg": 3, "RG": 3, "k": 4, "K": 4}.items():
        yield operation(operator, *[PARTS] * count)
    for operator in "Tc Tw TL Ts w".split():
        yield operation(operator, NUMBER)
    yield operation("Tz", st.sampled_from(["100", "80", "120"]))
    yield from (operation(operator, NUMBER, NUMBER) for operator in ("Td", "TD"))
    matrix = st.sampled_from(
        ["1 0 0 1", "0 1 -1 0", "-1 0 0 -1", "1 0 0 -1", ".8 .6 -.6 .8", "2 0 0 3"]
    )
    yield from (operation(operator, matrix, NUMBER, NUMBER) for operator in ("Tm", "cm"))
    yield operation("Tf", st.just("/F"), st.sampled_from(["12", "9.5", "-10"]))
    yield from (operation(operator, TEXT) for operator in ("Tj", "'"))
    yield operation('"', NUMBER, NUMBER, TEXT)
    yield st.lists(st.one_of(TEXT, NUMBER), max_size=4).map(lambda held: f"[{' '.join(held)}] TJ")
    yield st.sampled_from(
        ["/Span << /MCID 0 /L (a) >> BDC", "/P BMC", "[3 2] 0 d", "/X Do", "/G gs"]
    )
    yield st.sampled_from(["/DeviceRGB cs", "/Pattern CS", "1 1 1 sc", "/P1 SCN", "0.5 SCN"])
    yield st.sampled_from(
        ["/Nowhere 12 Tf", "1 2 3", "% a remark\n", "BI /W 1 /H 1 ID x EI", "1 w 2"]
    )


@settings(max_examples=150)
@given(st.lists(st.one_of(*_operations()), max_size=25))
def test_contents_of_any_steps_are_read_alike(operations: Sequence[str]) -> None:
    content = "\n".join(["/F 12 Tf", *operations, "(Summit) Tj"]).encode()
    data = one_page(content)
    [(record, _)] = swift(data)
    assert [record] == plumbed(data)


def test_forms_are_drawn_where_they_stand_and_not_within_themselves() -> None:
    form = stream(
        b"BT /F 12 Tf (Taipei) Tj ET 0 0 40 20 re S /Y Do",
        b"/Type /XObject /Subtype /Form /BBox [0 0 100 100] /Matrix [2 0 0 2 10 20]"
        b" /Resources << /Font << /F 5 0 R >> /XObject << /Y 6 0 R >> >>",
    )
    page = b"/Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >>"
    data = one_page(b"q 1 0 0 1 100 100 cm /X Do Q /X Do", b"", page, form)
    [(record, why)] = swift(data)
    assert not why
    assert len(record.glyphs) == 2 * len("Taipei")
    assert [record] == plumbed(data)


# --- tables of Unicode values ---------------------------------------------------------------------


def test_a_table_of_unicode_values_is_read() -> None:
    table = b"""1 begincodespacerange <0000> <FFFF> endcodespacerange
    2 beginbfchar <0001> <81FA> <0002> <00660066> endbfchar
    2 beginbfrange <0010> <0012> <5317> <0020> <0021> [<0041> <D842DFB7>] endbfrange endcmap"""
    assert unicode_values(table) == {
        1: "臺",
        2: "ff",
        0x10: "北",
        0x11: "匘",
        0x12: "匙",
        0x20: "A",
        0x21: "𠮷",
    }


@pytest.mark.parametrize(
    "odd",
    [
        b"/Other usecmap 1 beginbfchar <01> <0041> endbfchar",
        b"1 beginbfchar <01> /space endbfchar",
        b"1 beginbfchar <1> <0041> endbfchar",
        b"1 beginbfrange <01> <0002> <0041> endbfrange",
        b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange",
        b"1 beginbfrange <01> <03> [<0041>] endbfrange",
        b"1 begincidchar <01> 7 endcidchar",
    ],
    ids=repr,
)
def test_a_table_that_is_no_plain_one_is_left_to_pdfminer(odd: bytes) -> None:
    assert unicode_values(odd) is None
