"""Office files and pages that mean harm, or were harmed: a named finding, in time and in bounds."""

from __future__ import annotations

import io
import time
import tracemalloc
import zipfile
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.coverage import uncovered
from pipeline.ingest.html import read_html
from pipeline.ingest.html_chrome import find_chrome
from pipeline.ingest.html_marked import name_marked_tables
from pipeline.ingest.html_tree import read_page
from pipeline.ingest.limits import LIMITS, Limits, OverLimit
from pipeline.ingest.office import read_docx, read_odt
from pipeline.ingest.source import Reader
from tests.office_files import (
    ODF,
    W,
    codes,
    document,
    docx,
    lines,
    odt,
    source,
    unlike_their_source,
    zipped,
)

pytestmark = pytest.mark.slow

MAIN = "word/document.xml"
TEXT = "<w:p><w:r><w:t>市長與會。</w:t></w:r></w:p>"


def main(content: str, **parts: str | bytes) -> bytes:
    return zipped({MAIN: content, **parts})


def body(content: str) -> str:
    return f"<w:document {W}><w:body>{content}</w:body></w:document>"


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE w:document SYSTEM "file:///etc/passwd">',
        '<!DOCTYPE w:document [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w:document [<!ENTITY % x SYSTEM "http://127.0.0.1/x">%x;]>',
        '<!DOCTYPE w:document [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;">]>',
    ],
)
def test_a_document_type_is_refused_before_it_does_anything(declared: str) -> None:
    xml = declared + body("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")
    assert codes(read_docx, main(xml), "x.docx") == ["unsafe-xml"]
    utf16 = zipped({MAIN: f'<?xml version="1.0" encoding="UTF-16"?>{xml}'.encode("utf-16")})
    assert codes(read_docx, utf16, "x.docx") == ["unsafe-xml"]
    other = zipped({MAIN: body(TEXT), "_rels/.rels": declared + "<x/>"})
    assert codes(read_docx, other, "x.docx") == ["unsafe-xml"]
    content = f"{declared}<office:document-content {ODF}/>"
    assert codes(read_odt, zipped({"content.xml": content}), "x.odt") == ["unsafe-xml"]


def test_an_entity_that_nobody_declared_is_no_xml() -> None:
    assert codes(read_docx, main(body("<w:p>&b;</w:p>")), "x.docx") == ["unreadable"]


def test_a_bomb_is_stopped_while_it_is_inflated() -> None:
    bomb = main(body("<w:p/>" * 3 + " " * 60_000_000))
    assert len(bomb) < 100_000
    tracemalloc.start()
    start = time.process_time()
    try:
        assert over(read_docx, bomb) == "ratio"
        assert tracemalloc.get_traced_memory()[1] < 32 * 1024 * 1024
    finally:
        tracemalloc.stop()
    assert time.process_time() - start < 10


def test_a_size_that_a_member_claims_is_not_believed() -> None:
    bomb = bytearray(main(body(" " * 20_000_000)))
    sizes = [at for at in range(len(bomb)) if bomb[at : at + 4] in (b"PK\x01\x02", b"PK\x03\x04")]
    for at in sizes:
        field = at + (24 if bomb[at + 2] == 1 else 22)
        bomb[field : field + 4] = (100).to_bytes(4, "little")
    assert codes(read_docx, bytes(bomb), "x.docx") == ["unreadable"]


def test_the_total_of_all_parts_counts() -> None:
    pad = "<!--" + "".join(map(chr, range(0x4E00, 0x4E00 + 5_000))) * 4 + "-->"
    parts: dict[str, str | bytes] = {
        MAIN: body(TEXT + pad),
        "_rels/.rels": f"<x>{pad}</x>",
        "word/_rels/document.xml.rels": f"<x>{pad}</x>",
    }
    data = zipped(parts)
    assert lines(document(read_docx, data, "x.docx")) == ["市長與會。"]
    assert over(read_docx, data, replace(LIMITS, unpacked=150_000)) == "unpacked"


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (Limits(members=2), "members"),
        (Limits(elements=3), "elements"),
        (Limits(depth=4), "depth"),
        (Limits(characters=4), "characters"),
        (Limits(lines=1), "lines"),
        (Limits(unpacked=100), "unpacked"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_limits_are_kept(limits: Limits, what: str) -> None:
    assert over(read_docx, docx(TEXT * 2, styles=""), limits) == what
    two_lines = "<text:p>市長<text:span>與會</text:span>。</text:p>" * 2
    assert over(read_odt, odt(two_lines), limits) == what


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (Limits(elements=3), "elements"),
        (Limits(depth=4), "depth"),
        (Limits(characters=4), "characters"),
        (Limits(lines=1), "lines"),
        (Limits(cells=3), "cells"),
        (Limits(columns=1), "columns"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_limits_of_a_page_are_kept(limits: Limits, what: str) -> None:
    table = "<table><tr><td>一<td>二<tr><td>三<td><div><div>四</table>"
    page = f"<div><p>市長與會。</p><p>市長與會。</p></div>{table}"
    assert over(read_html, page.encode(), limits) == what


@pytest.mark.parametrize(
    "content",
    [
        "<w:tbl><w:tr><w:tc>" * 5_000,
        "<w:p><w:r><w:pict><v:textbox><w:txbxContent>" * 5_000,
        "<w:sdt><w:sdtContent>" * 5_000,
        "<w:ins>" * 100_000,
    ],
    ids=lambda content: content[:12],
)
def test_depth_is_refused_and_never_overflows(content: str) -> None:
    closed = "".join(f"</{tag}>" for tag in reversed(content.replace("<", "").split(">")[:-1]))
    assert over(read_docx, main(body(content + closed))) == "depth"


def test_the_greatest_depth_that_is_allowed_can_be_read() -> None:
    levels = (LIMITS.depth - 6) // 3
    docx_table = "<w:tbl><w:tr><w:tc>" * levels + TEXT + "</w:tc></w:tr></w:tbl>" * levels
    assert lines(document(read_docx, main(body(docx_table)), "x.docx")) == ["市長與會。"]
    odt_table = (
        "<table:table><table:table-row><table:table-cell>" * levels
        + "<text:p>市長與會。</text:p>"
        + "</table:table-cell></table:table-row></table:table>" * levels
    )
    assert lines(document(read_odt, odt(odt_table), "x.odt")) == ["市長與會。"]
    page = "<table><tr><td>" * ((LIMITS.depth - 2) // 3) + "市長與會。"
    assert lines(document(read_html, page.encode(), "x.html")) == ["市長與會。"]
    lists = "<ul><li>" * ((LIMITS.depth - 2) // 2) + "市長與會。"
    assert lines(document(read_html, lists.encode(), "x.html")) == ["市長與會。"]


@pytest.mark.parametrize(
    "content",
    [
        '<table:table-row table:number-rows-repeated="99999999"><table:table-cell/>',
        '<table:table-row><table:table-cell table:number-columns-repeated="99999999"/>',
        '<table:table-row table:number-rows-repeated="99999">',
    ],
    ids=["rows", "columns", "empty rows"],
)
def test_repeated_cells_are_counted_before_they_are_made(content: str) -> None:
    start = time.process_time()
    table = f"<table:table>{content}</table:table-row></table:table>"
    assert over(read_odt, odt(table)) in ("cells", "columns")
    assert time.process_time() - start < 5


def test_numbers_beyond_reason() -> None:
    levels = (
        '<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="99999"/>'
        '<w:numFmt w:val="upperLetter"/><w:lvlText w:val="%1."/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>'
    )
    marked = TEXT.replace("<w:p>", '<w:p><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr>')
    got = document(read_docx, docx(marked, numbering=levels), "x.docx")
    assert got.source == "99999. 市長與會。\n"
    row = f'<w:tr><w:trPr><w:gridBefore w:val="99999"/></w:trPr><w:tc>{TEXT}</w:tc></w:tr>'
    assert over(read_docx, docx(f"<w:tbl>{row}</w:tbl>")) == "columns"
    page = "<table><tr><td colspan=99999 rowspan=99999>一<td>二<tr><td>三</table>"
    assert over(read_html, page.encode()) == "columns"


def test_styles_that_are_based_on_each_other() -> None:
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{other}"/></w:style>'
        for one, other in (("a", "b"), ("b", "a"))
    )
    styled = TEXT.replace("<w:p>", '<w:p><w:pPr><w:pStyle w:val="a"/></w:pPr>')
    assert lines(document(read_docx, docx(styled, styles=styles), "x.docx")) == ["市長與會。"]


def test_a_note_that_refers_to_itself_is_read_once() -> None:
    reference = '<w:p><w:r><w:t>注</w:t><w:footnoteReference w:id="1"/></w:r></w:p>'
    notes = f'<w:footnote w:id="1">{reference}</w:footnote>'
    assert lines(document(read_docx, docx(reference, footnotes=notes), "x.docx")) == ["注", "注"]


def test_an_embedded_page_is_read_once_and_within_the_limits() -> None:
    chunk = '<w:altChunk r:id="a.htm"/>'
    page = "<html><p>市長與會。</p></html>"
    got = document(read_docx, docx(chunk * 9_000, chunks={"a.htm": page}), "x.docx")
    assert got.source == "市長與會。\n"
    deep = "<html>" + "<ul><li>" * LIMITS.depth
    assert over(read_docx, docx(chunk, chunks={"a.htm": deep})) == "depth"
    long = "<html>" + "市" * 1000
    few = replace(LIMITS, characters=900)
    assert over(read_docx, docx(chunk, chunks={"a.htm": long}), few) == "characters"
    bomb = "<html>" + " " * 60_000_000
    assert over(read_docx, docx(chunk, chunks={"a.htm": bomb})) == "ratio"


def test_an_embedded_page_in_the_innermost_of_many_tables() -> None:
    levels = (LIMITS.depth - 6) // 3
    page = "<html>" + "<table><tr><td>" * ((LIMITS.depth - 3) // 3) + "市長與會。"
    table = "<w:tbl><w:tr><w:tc>" * levels + '<w:altChunk r:id="a.htm"/>'
    table += "</w:tc></w:tr></w:tbl>" * levels
    assert lines(document(read_docx, docx(table, chunks={"a.htm": page}), "x.docx")) == [
        "市長與會。"
    ]


@pytest.mark.parametrize(
    "part",
    [
        "<a href=/x>" * 60 + "<b>甲乙</b>" * 20_000,
        "<p><a href=/x>甲乙丙丁戊己庚辛壬癸子丑</a>" * 5_000,
        "<p>" + "..!! " * 50_000,
        "<div class=table><div class=tbody>" * 90 + "<p>甲" * 5_000,
        "<div class=table>" + "<div class=tr><div class=td>甲</div></div>" * 5_000 + "<p>乙",
    ],
    ids=lambda part: part[:24],
)
def test_links_and_marks_without_end_take_no_more_than_their_time(part: str) -> None:
    root = read_page(part, LIMITS).root
    start = time.process_time()
    name_marked_tables(root, part)
    find_chrome(root, part)
    assert time.process_time() - start < 5


def test_a_field_that_never_ends_hides_nothing() -> None:
    field = '<w:p><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>TOC</w:instrText></w:r></w:p>'
    assert lines(document(read_docx, docx(field + TEXT), "x.docx")) == ["市長與會。"]


def test_many_fields_links_and_breaks_take_no_more_than_their_time() -> None:
    field = '<w:r><w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="separate"/></w:r>'
    start = time.process_time()
    for part in (field + TEXT[5:-6], '<w:r><w:tab/><w:br w:type="page"/></w:r>', TEXT[5:-6]):
        document(read_docx, docx(f"<w:p>{part * 9_000}<w:r><w:t>完</w:t></w:r></w:p>"), "x.docx")
    assert time.process_time() - start < 20


def test_half_a_surrogate_pair_is_no_character() -> None:
    symbols = '<w:r><w:sym w:char="D800"/><w:sym w:char="dfff"/><w:t>市長</w:t></w:r>'
    got = document(read_docx, docx(f"<w:p>{symbols}</w:p>"), "x.docx")
    assert got.source.encode("utf-8") == "市長\n".encode()
    page = "<p>市長&#xD800;&#xDFFF;&#0;</p>"
    assert document(read_html, page.encode(), "x.html").blocks[0].text.text.encode("utf-8")


@pytest.mark.parametrize("name", ["../../etc/x", "/etc/x", "C:\\x", "a/../../x", "..\\x"])
def test_a_name_that_leads_out_of_the_archive(name: str) -> None:
    assert codes(read_docx, main(body(TEXT), **{name: "x"}), "x.docx") == ["unsafe-archive"]


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_parts_of_one_name() -> None:
    buffer = io.BytesIO(main(body(TEXT)))
    with zipfile.ZipFile(buffer, "a") as archive:
        archive.writestr(MAIN, body("<w:p><w:r><w:t>別的。</w:t></w:r></w:p>"))
    assert codes(read_docx, buffer.getvalue(), "x.docx") == ["unsafe-archive"]


def test_encrypted_files() -> None:
    manifest = (
        '<m:manifest xmlns:m="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        "<m:file-entry><m:encryption-data/></m:file-entry></m:manifest>"
    )
    sealed = zipped({"content.xml": b"\x93\x11\x07", "META-INF/manifest.xml": manifest})
    assert codes(read_odt, sealed, "x.odt") == ["encrypted-file"]
    data = bytearray(main(body(TEXT)))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert codes(read_docx, bytes(data), "x.docx") == ["encrypted-file"]


@pytest.mark.parametrize("reader", [read_docx, read_odt], ids=["docx", "odt"])
def test_an_archive_of_something_else(reader: Reader) -> None:
    assert codes(reader, zipped({"a.txt": "x"}), "x") == ["unreadable"]
    assert codes(reader, b"PK\x03\x04", "x") == ["unreadable"]
    strange = zipped({MAIN: body(TEXT), "content.xml": "<a/>"}, zipfile.ZIP_LZMA)
    assert reader(source(strange[:-9], "x"), LIMITS)[0] is None


@settings(max_examples=150)
@given(st.data())
def test_a_damaged_file_is_read_or_refused(data: st.DataObject) -> None:
    reader, whole = data.draw(
        st.sampled_from(
            [
                (read_docx, docx(TEXT * 3, numbering="", styles="")),
                (read_odt, odt("<text:p>市長</text:p>" * 3)),
                (read_docx, zipped({MAIN: body(TEXT)}, zipfile.ZIP_STORED)),
            ]
        )
    )
    at = data.draw(st.integers(0, len(whole)))
    harm = data.draw(st.binary(max_size=8))
    gone = data.draw(st.integers(0, 40))
    broken = whole[:at] + harm + whole[at + gone :]
    read, findings = reader(source(broken, "x"), LIMITS)
    assert read is not None or findings


_TAGS = (
    "table tr td th tbody thead tfoot caption p div span a b ul ol li h1 h2 br pre img head title"
    " script style template ruby rt form nav main html body font textarea select option dl dt dd"
).split()
_PARTS = st.one_of(
    st.sampled_from(
        ["市長，", "與會。", " ", "\n", "&amp;", "&#x;", "&", "<", ">", '"', "<!--", "-->"]
    ),
    st.builds("<{}>".format, st.sampled_from(_TAGS)),
    st.builds("</{}>".format, st.sampled_from(_TAGS)),
    st.builds(
        '<{} {}="{}">'.format,
        st.sampled_from(_TAGS),
        st.sampled_from(["href", "class", "style", "rowspan", "colspan", "start", "role", "id"]),
        st.sampled_from(["0", "2", "nav", "footer", "display:none", "https://a.tw/?b&amp;c", "#"]),
    ),
    st.text(max_size=4),
)


@settings(max_examples=300)
@given(st.lists(_PARTS, max_size=40).map("".join))
def test_any_page_is_read_whole(page: str) -> None:
    """Each visible stretch is used or set aside by a rule, and used text is that of the page."""
    read, findings = read_html(source(page.encode("utf-8", "replace"), "x.html"), LIMITS)
    if read is None:
        assert findings
        return
    assert uncovered(read) == []
    assert not list(unlike_their_source(read))


@pytest.mark.parametrize(
    "part",
    [
        *("<", "<a ", '<a b="', "<a b='\"", "<!--", "<!", "<?", "</", "<script>", "<title>", "&#"),
        *(
            "<b>",
            "<p>",
            "<li>",
            "<td>",
            "<tr><td>",
            "<a href=x>",
            "<br>",
            "<div>x</div>",
            "</table>",
        ),
        *(
            "<div><p>x</div>",
            "<a href=/x>x</a>",
            "<ul><li>x</ul>",
            "<table><tr><td>x</table>",
            "<p>&",
        ),
        *(
            "<table><table>x</table></table>",
            "<style>x</style>",
            "<b><i>x</b></i>",
            "x\n",
            "<br>\n",
        ),
    ],
    ids=repr,
)
def test_no_page_takes_for_ever(part: str) -> None:
    data = (part * (20_000 // len(part)) + "x").encode()
    start = time.process_time()
    with suppress(OverLimit):
        read, findings = read_html(source(data, "x.html"), LIMITS)
        assert read is not None or findings
    assert time.process_time() - start < 10


def over(reader: Reader, data: bytes, limits: Limits = LIMITS) -> str:
    """The limit that a file is over."""
    with pytest.raises(OverLimit) as raised:
        reader(source(data, "x"), limits)
    return raised.value.what
