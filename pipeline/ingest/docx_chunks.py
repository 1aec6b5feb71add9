"""Parts of a DOCX file in another format (`w:altChunk`, 17.17.2.1): HTML is read, others are told.

A program that opens the file turns such a part into paragraphs; until one has saved it, the part is
the only place where its text stands.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import PurePosixPath

from pipeline.ingest.charset import decode_page
from pipeline.ingest.document import Text
from pipeline.ingest.flow import Flow, Grid, Paragraph
from pipeline.ingest.html_chrome import RULE
from pipeline.ingest.html_flow import FlowReader
from pipeline.ingest.html_marked import name_marked_tables
from pipeline.ingest.html_tree import read_page
from pipeline.ingest.limits import Limits
from pipeline.ingest.sniff import SUFFIXES, sniff_bytes
from pipeline.ingest.writer import Writer, Written
from pipeline.ingest.zip_parts import Package


def read_chunk(package: Package, name: str, writer: Writer, limits: Limits) -> Flow:
    """What a part shows, written out; nothing where it is no HTML, which `package.unread` then says.

    Raises Refused and OverLimit.
    """
    data = package.data(name)
    if data is None:
        package.unread["a part"] = "it is not in the file"
        return ()
    sniffed = sniff_bytes(data)
    suffix = PurePosixPath(name).suffix.lower()
    kind = sniffed[0] if sniffed else SUFFIXES.get(suffix)
    decoded = decode_page(data) if kind == "html" else None
    if decoded is None:
        package.unread[name] = f"it is {sniffed[1] if sniffed else 'text'} and no HTML"
        return ()
    page = read_page(decoded.text, limits)
    name_marked_tables(page.root, decoded.text)
    reader = FlowReader(
        source=decoded.text,
        limits=limits,
        chrome=frozenset(),
        chrome_rule=RULE,
        wraps_at_blanks=False,
    )
    return _written(reader.flow(page.root.children), writer)


def _written(flow: Flow, writer: Writer) -> Flow:
    """A flow of one source as one of what the writer writes."""
    return tuple(
        _paragraph(part, writer)
        if isinstance(part, Paragraph)
        else Grid(
            tuple(
                tuple(cell and replace(cell, flow=_written(cell.flow, writer)) for cell in row)
                for row in part.rows
            )
        )
        for part in flow
    )


def _paragraph(paragraph: Paragraph, writer: Writer) -> Paragraph:
    text, written, at = paragraph.text, Written(writer), 0
    for link in paragraph.links:
        start = _index(text, link.label, at)
        if start is not None:
            written.add(text.text[at:start])
            since = written.mark()
            at = start + len(link.label)
            written.add(text.text[start:at])
            written.link(since, link.target.text if link.target else "")
    written.add(text.text[at:])
    writer.write("\n")
    return replace(paragraph, text=written.text, links=tuple(written.links))


def _index(text: Text, label: Text, at: int) -> int | None:
    """Where the label of a link begins in its paragraph, from a place on."""
    try:
        return text.starts.index(label.starts[0], at)
    except ValueError:
        return None
