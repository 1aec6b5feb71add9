"""Reading a word processor's file, DOCX or ODT, into a document.

Such a file has no text of its own to count positions in, so its source is what is written out here:
one line a paragraph, in the order in which a person reads it, the cells of a table one after the
other, row by row; automatic numbers in front of their items; text boxes and footnotes after the
paragraph that they hang on, footnotes of a table after it; the address of a link in angle brackets
after its words, unless they are that address. Nothing but the file decides it. `page_count` stays open: pages are made when a
file is printed, and the count that is stored in it is whatever some program last thought.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from pipeline.dataset import Finding
from pipeline.ingest.assemble import assemble
from pipeline.ingest.document import Document
from pipeline.ingest.docx import read_docx_flow
from pipeline.ingest.flow import Flow, flow_pieces
from pipeline.ingest.limits import Limits
from pipeline.ingest.odt import read_odt_flow
from pipeline.ingest.raw_file import RawFile, report
from pipeline.ingest.writer import Writer
from pipeline.ingest.zip_parts import Package, Refused

_Read = tuple[Document | None, list[Finding]]
_FlowReader = Callable[[Package, Writer, Limits], Flow]


def read_docx(source: RawFile, limits: Limits) -> _Read:
    """The document in a DOCX file, or the finding that says why there is none. Raises OverLimit."""
    return _read(source, limits, "docx", read_docx_flow)


def read_odt(source: RawFile, limits: Limits) -> _Read:
    """The document in an ODT file, or the finding that says why there is none. Raises OverLimit."""
    return _read(source, limits, "odt", read_odt_flow)


def _read(
    source: RawFile, limits: Limits, kind: Literal["docx", "odt"], read_flow: _FlowReader
) -> _Read:
    writer = Writer(limits)
    try:
        package = Package(source.data, limits)
        flow = read_flow(package, writer, limits)
    except Refused as refused:
        return None, [report(refused.code, source, **refused.values)]
    written = writer.source
    blocks, ignored = assemble(flow_pieces(flow, limits), written)
    findings = [
        report("part-not-read", source, part=part, reason=reason)
        for part, reason in package.unread.items()
    ]
    if not blocks and not ignored:
        return None, [report("empty-file", source), *findings]
    document = Document(
        release_id=source.release_id,
        source_file=source.name,
        source_format=kind,
        source_sha256=source.sha256,
        source=written,
        blocks=tuple(blocks),
        ignored=tuple(ignored),
    )
    return document, findings
