"""Office files made of the XML that a test is about, and what a reader makes of them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator

from pipeline.ingest.coverage import texts_of
from pipeline.ingest.document import Document
from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.raw_file import RawFile
from pipeline.ingest.source import Reader

_OPEN = "http://schemas.openxmlformats.org"
W = (
    f'xmlns:w="{_OPEN}/wordprocessingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"'
    f' xmlns:r="{_OPEN}/officeDocument/2006/relationships"'
    f' xmlns:mc="{_OPEN}/markup-compatibility/2006" xmlns:wps="urn:made-up:shapes"'
)
_ODF = "urn:oasis:names:tc:opendocument:xmlns"
ODF = " ".join(
    [f'xmlns:{name}="{_ODF}:{name}:1.0"' for name in ("office", "text", "table", "draw", "style")]
    + [f'xmlns:fo="{_ODF}:xsl-fo-compatible:1.0"', 'xmlns:xlink="http://www.w3.org/1999/xlink"']
)


def zipped(parts: dict[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of parts, in their order."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def docx(
    body: str,
    links: dict[str, str] | None = None,
    chunks: dict[str, str | bytes] | None = None,
    **parts: str,
) -> bytes:
    """A DOCX file. `parts` are the contents of `numbering`, `styles`, `footnotes`, `header`.

    `links` and `chunks`, embedded files by name, can be referred to by their keys.
    """
    embedded = chunks or {}
    targets = {name: f"{name}.xml" for name in parts} | (links or {}) | {n: n for n in embedded}
    kinds = {name: name for name in parts} | dict.fromkeys(embedded, "aFChunk")
    relations = "".join(
        f'<Relationship Id="{key}" Target="{target.replace("&", "&amp;")}"'
        f' Type="{_OPEN}/officeDocument/2006/relationships/{kinds.get(key, "hyperlink")}"/>'
        for key, target in targets.items()
    )
    return zipped(
        {
            "word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>",
            "word/_rels/document.xml.rels": (
                f'<Relationships xmlns="{_OPEN}/package/2006/relationships">{relations}'
                "</Relationships>"
            ),
            **{
                f"word/{name}.xml": f"<w:{name} {W}>{content}</w:{name}>"
                for name, content in parts.items()
            },
            **{f"word/{name}": content for name, content in embedded.items()},
        }
    )


def odt(body: str, automatic: str = "", styles: str = "", pages: str = "") -> bytes:
    """An ODT file: its text, its automatic styles, common styles and master pages of the other part."""
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": (
                f"<office:document-content {ODF}><office:automatic-styles>{automatic}"
                f"</office:automatic-styles><office:body><office:text>{body}</office:text>"
                "</office:body></office:document-content>"
            ),
            "styles.xml": (
                f"<office:document-styles {ODF}><office:styles>{styles}</office:styles>"
                f"<office:master-styles>{pages}</office:master-styles></office:document-styles>"
            ),
        }
    )


def source(data: bytes, name: str) -> RawFile:
    return RawFile("x", name, "0" * 64, data)


def document(reader: Reader, data: bytes, name: str, limits: Limits = LIMITS) -> Document:
    """The document that must be in a file."""
    read, findings = reader(source(data, name), limits)
    assert read is not None, findings
    return read


def codes(reader: Reader, data: bytes, name: str, limits: Limits = LIMITS) -> list[str]:
    """The codes of the findings about a file that holds no document."""
    read, findings = reader(source(data, name), limits)
    assert read is None
    return [finding.code for finding in findings]


def shown(read: Document) -> list[tuple[str, str]]:
    """Kind and text of the blocks that are no table."""
    return [(block.kind, block.text.text) for block in read.blocks if block.table is None]


def lines(read: Document) -> list[str]:
    return [text for _, text in shown(read)]


def rows(read: Document) -> list[list[str | None]]:
    """The cells of the only table."""
    [table] = [block.table for block in read.blocks if block.table is not None]
    return [[cell and cell.text.text for cell in row] for row in table.rows]


def spans(read: Document) -> list[list[tuple[int, int] | None]]:
    [table] = [block.table for block in read.blocks if block.table is not None]
    return [[cell and (cell.colspan, cell.rowspan) for cell in row] for row in table.rows]


def links(read: Document) -> list[tuple[str, str | None]]:
    """Words and address of every link."""
    return [
        (link.label.text, link.target.text if link.target else None)
        for block in read.blocks
        for link in block.links
    ]


def unlike_their_source(read: Document) -> Iterator[tuple[str, str]]:
    """Characters that are other in the source than in the text: none, entities and blanks apart."""
    for text in texts_of(read.blocks):
        for char, start, end in zip(text.text, text.starts, text.ends, strict=True):
            if end == start + 1 and read.source[start] != char and not char.isspace():
                yield char, read.source[start]
