"""Office files, web pages and archives that mean harm, each a few lines."""

from __future__ import annotations

import io
import struct
import zipfile

_WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPES = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELATIONS = (
    '<?xml version="1.0"?><Relationships'
    ' xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="r1" Target="word/document.xml" Type="http://schemas.openxmlformats.org/'
    'officeDocument/2006/relationships/officeDocument"/></Relationships>'
)
_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_ODT_TYPE = "application/vnd.oasis.opendocument.text"

EXTERNAL = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
"""An entity that is a file of the machine which reads it."""
LAUGHS = (
    '<!DOCTYPE x [<!ENTITY e0 "ha">'
    + "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    + '<!ENTITY e "&e9;">]>'
)
"""Ten entities that are a thousand million laughs."""


def archive(members: dict[str, str | bytes]) -> bytes:
    """A ZIP archive, its members in this order; that which names the type of an ODT is not packed."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as file:
        for name, content in members.items():
            kind = zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            file.writestr(zipfile.ZipInfo(name), content, kind)
    return buffer.getvalue()


def docx(paragraph: str, doctype: str = "", more: dict[str, str | bytes] | None = None) -> bytes:
    """A DOCX of one paragraph, in XML; `more` members come last."""
    body = f'<w:document xmlns:w="{_WORD}"><w:body><w:p><w:r><w:t>{paragraph}</w:t></w:r></w:p>'
    return archive(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELATIONS,
            "word/document.xml": f"<?xml version='1.0'?>{doctype}{body}</w:body></w:document>",
            **(more or {}),
        }
    )


def docx_without(part: str) -> bytes:
    members = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS,
        "word/document.xml": "<x/>",
        "word/media/word/document.xml": "x",
    }
    return archive({name: content for name, content in members.items() if name != part})


def odt(paragraph: str, doctype: str = "") -> bytes:
    """An ODT of one paragraph, in XML."""
    body = (
        f"<?xml version='1.0'?>{doctype}<office:document-content xmlns:office='{_OFFICE}'"
        f" xmlns:text='{_TEXT}'><office:body><office:text><text:p>{paragraph}</text:p>"
        "</office:text></office:body></office:document-content>"
    )
    return archive({"mimetype": _ODT_TYPE, "content.xml": body})


def deep_docx(depth: int = 20_000) -> bytes:
    """Content controls within content controls."""
    return docx("Summit</w:t></w:r>" + "<w:sdt>" * depth + "</w:sdt>" * depth + "<w:r><w:t>")


def deep_tables_docx(depth: int = 150) -> bytes:
    """Tables within tables within tables."""
    start, end = "<w:tbl><w:tr><w:tc>", "<w:p/></w:tc></w:tr></w:tbl>"
    inner = start * depth + "<w:p><w:r><w:t>Summit</w:t></w:r></w:p>" + end * depth
    return docx(f"Summit</w:t></w:r></w:p>{inner}<w:p><w:r><w:t>")


def deep_odt(depth: int = 20_000) -> bytes:
    """Sections within sections."""
    return odt(
        "Summit</text:p>" + "<text:section>" * depth + "</text:section>" * depth + "<text:p>"
    )


def deep_tables_odt(depth: int = 150) -> bytes:
    """Tables within tables within tables."""
    start = f"<t:table xmlns:t='{_TABLE}'><t:table-row><t:table-cell>"
    end = "</t:table-cell></t:table-row></t:table>"
    return odt(f"Summit</text:p>{start * depth}{end * depth}<text:p>")


def bomb_odt(megabytes: int = 40) -> bytes:
    """A paragraph of blanks, packed a thousand to one."""
    return odt(" " * (megabytes << 20))


def bomb(megabytes: int = 40) -> bytes:
    """A paragraph of blanks, packed a thousand to one."""
    return docx(" " * (megabytes << 20))


def many_members(count: int = 5_000) -> bytes:
    return docx("Summit", more={f"word/media/{number}.png": b"" for number in range(count)})


def nested_archives(depth: int = 8) -> bytes:
    """Archives within archives, each ten times what holds it."""
    inner = bytes(1 << 20)
    for level in range(depth):
        inner = archive({f"{level}-{number}.zip": inner for number in range(10)})
    return docx("Summit", more={"word/embeddings/a.zip": inner})


def overlapping(count: int = 500) -> bytes:
    """Members that are all the same bytes: one stretch of the archive, unpacked again and again."""
    data = docx(" " * 1_000_000)
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        info = file.getinfo("word/document.xml")
    directory = data[data.index(b"PK\x01\x02") : data.rindex(b"PK\x05\x06")]
    name = b"word/document.xml"
    at = directory.index(name) - 46
    entry = directory[at : at + 46 + len(name)]
    names = (b"word/x%08d.xml" % number for number in range(count))
    copies = b"".join(entry.replace(name, other) for other in names)
    assert info.header_offset
    total = len(zipfile.ZipFile(io.BytesIO(data)).infolist()) + count
    start = data.index(b"PK\x01\x02")
    end = struct.pack(
        "<4s4H2LH", b"PK\x05\x06", 0, 0, total, total, len(directory) + len(copies), start, 0
    )
    return data[:start] + directory + copies + end


def page(body: str, head: str = "") -> bytes:
    """A web page."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def deep_page(depth: int = 100_000) -> bytes:
    return page("<div>" * depth + "智慧城市首長高峰會" + "</div>" * depth)


def deep_tables_page(depth: int = 1_000) -> bytes:
    """Tables within tables within tables."""
    start, end = "<table><tr><td>", "</td></tr></table>"
    return page(start * depth + "智慧城市首長高峰會" + end * depth)


def page_with_entities() -> bytes:
    return ('<?xml version="1.0"?>' + LAUGHS + "<html><body>&e;</body></html>").encode()


def page_with_file() -> bytes:
    return ('<?xml version="1.0"?>' + EXTERNAL + "<html><body>&e;</body></html>").encode()
