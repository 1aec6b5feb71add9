"""PDF files that mean harm, each a few lines: written by hand, since no library would write them."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

_PAGE = (
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F 5 0 R >> >> "
)
_FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
_CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"


def pdf(objects: Sequence[bytes], trailer: bytes = b"") -> bytes:
    """A PDF file of these objects, the first of which is the catalogue, numbered from 1."""
    data = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
    offsets = []
    for number, content in enumerate(objects, 1):
        offsets.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    data += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    head = b"/Size %d /Root 1 0 R %b" % (len(objects) + 1, trailer)
    return data + b"trailer\n<< %b >>\nstartxref\n%d\n%%%%EOF\n" % (head, start)


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< /Length %d %b >>\nstream\n%b\nendstream" % (len(content), entries, content)


def one_page(content: bytes, entries: bytes = b"", page: bytes = b"", *more: bytes) -> bytes:
    """A PDF of one page with this content stream; `more` objects are numbered from 6."""
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    sheet = _PAGE + b"/Contents 4 0 R %b >>" % page
    return pdf([_CATALOG, pages, sheet, stream(content, entries), _FONT, *more])


def words(text: str) -> bytes:
    """A content stream that shows Latin text."""
    return b"BT /F 12 Tf 72 720 Td (%b) Tj ET" % text.encode("latin-1")


def honest() -> bytes:
    return one_page(words("Smart City Mayors' Summit"))


def box_of_words() -> bytes:
    """A page that is cut to a box with a text among its coordinates."""
    return one_page(words("Smart City Mayors' Summit"), page=b"/CropBox [0 0 (wide) 842]")


def encrypted() -> bytes:
    """A password that nobody knows."""
    keys = b"/O <%b> /U <%b>" % (b"ab" * 32, b"cd" * 32)
    cipher = b"<< /Filter /Standard /V 1 /R 2 /P -4 %b >>" % keys
    identity = b"/ID [<%b> <%b>]" % (b"01" * 16, b"01" * 16)
    return honest_with(b"/Encrypt %b %b" % (cipher, identity))


def honest_with(trailer: bytes) -> bytes:
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    sheet = _PAGE + b"/Contents 4 0 R >>"
    return pdf([_CATALOG, pages, sheet, stream(words("Summit")), _FONT], trailer)


def truncated() -> bytes:
    """Cut in the middle of an object, as a download that broke off is."""
    return honest()[:260]


def many_pages(count: int) -> bytes:
    kids = b" ".join(b"%d 0 R" % number for number in range(4, 4 + count))
    tree = b"<< /Type /Pages /Kids [%b] /Count %d >>" % (kids, count)
    sheet = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
    return pdf([_CATALOG, tree, b"null", *([sheet] * count)])


def pages_that_lie() -> bytes:
    """A tree that speaks of two thousand million pages and holds one."""
    tree = b"<< /Type /Pages /Kids [3 0 R] /Count 2000000000 >>"
    return pdf([_CATALOG, tree, _PAGE + b"/Contents 4 0 R >>", stream(words("Summit")), _FONT])


def bomb(megabytes: int = 1024) -> bytes:
    """A content stream of zeros, packed a thousand to one."""
    return one_page(_packed_zeros(megabytes), b"/Filter /FlateDecode")


def _packed_zeros(megabytes: int) -> bytes:
    """Zeros as zlib packs them: one block again and again, which takes no time to make."""
    packer = zlib.compressobj(9, wbits=-15)
    block = packer.compress(bytes(1 << 20)) + packer.flush(zlib.Z_FULL_FLUSH)
    checksum = 1
    for _ in range(megabytes):
        checksum = zlib.adler32(bytes(1 << 20), checksum)
    return b"\x78\xda" + block * megabytes + packer.flush() + checksum.to_bytes(4, "big")


def nested_bomb() -> bytes:
    """A bomb in a bomb: a gigabyte of zeros in some kilobytes."""
    packed = zlib.compress(_packed_zeros(1024), 9)
    return one_page(packed, b"/Filter [/FlateDecode /FlateDecode]")


def bomb_of_operators() -> bytes:
    """Millions of characters to show, in some thousand bytes."""
    packed = zlib.compress(words("A" * 200 + ")Tj(") * 100_000, 9)
    return one_page(packed, b"/Filter /FlateDecode")


def endless_tree() -> bytes:
    """A page tree whose branch is the tree."""
    branch = b"<< /Type /Pages /Parent 2 0 R /Kids [2 0 R] /Count 1 >>"
    return pdf([_CATALOG, b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>", branch])


def deep_tree(depth: int = 5000) -> bytes:
    """Page trees within page trees."""
    branches = [
        b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 1)
        for number in range(2, 2 + depth)
    ]
    return pdf([_CATALOG, *branches, b"<< /Type /Page /MediaBox [0 0 595 842] >>"])


def deep_arrays(depth: int = 100_000) -> bytes:
    """Arrays within arrays."""
    return one_page(words("Summit"), b"", b"/Deep " + b"[" * depth + b"]" * depth)


def loop_of_references() -> bytes:
    """Two objects that are each other, where the content and its length should be."""
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    sheet = _PAGE + b"/Contents 4 0 R >>"
    return pdf([_CATALOG, pages, sheet, b"6 0 R", _FONT, b"4 0 R"])


def form_in_itself() -> bytes:
    """A form that draws itself."""
    form = stream(
        b"/X Do " + words("Summit"),
        b"/Type /XObject /Subtype /Form /BBox [0 0 595 842] /Resources << /XObject << /X 6 0 R >> >>",
    )
    sheet = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F 5 0 R >> /XObject << /X 6 0 R >> >> >>"
    )
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf([_CATALOG, pages, sheet, stream(b"/X Do"), _FONT, form])


def endless_xref() -> bytes:
    """A table of objects that refers to itself as the one before."""
    data = honest()
    at = data.rindex(b"xref\n0")
    return data.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % at)


def no_unicode() -> bytes:
    """Text in a font that does not say which characters its glyphs are."""
    font = (
        b"<< /Type /Font /Subtype /Type0 /BaseFont /AAAAAA+Ming /Encoding /Identity-H "
        b"/DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /AAAAAA+Ming "
        b"/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> /DW 1000 >>] >>"
    )
    text = b"BT /F 12 Tf 72 720 Td <" + b"".join(b"%04x" % n for n in range(500, 580)) + b"> Tj ET"
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    return pdf([_CATALOG, pages, _PAGE + b"/Contents 4 0 R >>", stream(text), font])


def huge_page() -> bytes:
    """A page of three thousand kilometres, with a scan's worth of nothing on it."""
    return one_page(b"").replace(b"[0 0 595 842]", b"[0 0 9999999999 9999999999]")


def with_actions() -> bytes:
    """JavaScript that runs, a program that starts and a form that is sent when it is opened."""
    script = b"<< /S /JavaScript /JS (app.launchURL\\('http://192.0.2.1/'\\)) >>"
    launch = b"<< /S /Launch /F (/bin/sh) /Next << /S /URI /URI (http://192.0.2.1/) >> >>"
    catalog = b"<< /Type /Catalog /Pages 2 0 R /OpenAction %b /AA << /WC %b >> >>" % (
        script,
        launch,
    )
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    sheet = _PAGE + b"/Contents 4 0 R /AA << /O %b >> >>" % launch
    return pdf([catalog, pages, sheet, stream(words("Smart City Mayors' Summit")), _FONT])


def scan() -> bytes:
    """A page that is nothing but a picture."""
    picture = stream(
        zlib.compress(bytes(range(256)) * 256),
        b"/Type /XObject /Subtype /Image /Width 256 /Height 256 /BitsPerComponent 8 "
        b"/ColorSpace /DeviceGray /Filter /FlateDecode",
    )
    sheet = (
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /XObject << /X 6 0 R >> >> >>"
    )
    pages = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    draw = stream(b"q 595 0 0 842 0 0 cm /X Do Q")
    return pdf([_CATALOG, pages, sheet, draw, _FONT, picture])
