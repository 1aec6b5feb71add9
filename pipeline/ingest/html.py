"""Reading an HTML page into a document."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from pipeline.dataset import Finding
from pipeline.ingest.assemble import assemble
from pipeline.ingest.charset import about_encoding, decode_page
from pipeline.ingest.document import Document, Span, Text
from pipeline.ingest.flow import flow_pieces
from pipeline.ingest.html_chrome import RULE, find_chrome
from pipeline.ingest.html_flow import FlowReader, stretch
from pipeline.ingest.html_marked import name_marked_tables
from pipeline.ingest.html_tokens import Token
from pipeline.ingest.html_tree import Node, Page, read_page
from pipeline.ingest.limits import Limits
from pipeline.ingest.raw_file import RawFile, report

_WRAPS_AT_BLANKS = re.compile(r"LibreOffice|OpenOffice|StarOffice", re.IGNORECASE)


def read_html(source: RawFile, limits: Limits) -> tuple[Document | None, list[Finding]]:
    """The document in a page. Positions count code points of the decoded page, without BOM.

    Raises OverLimit.
    """
    decoded = decode_page(source.data)
    if decoded is None:
        return None, [report("binary-file", source, reason="its bytes are text in no encoding")]
    findings = about_encoding(source, decoded)
    page = read_page(decoded.text, limits)
    name_marked_tables(page.root, decoded.text)
    reader = FlowReader(
        source=decoded.text,
        limits=limits,
        chrome=find_chrome(page.root, decoded.text),
        chrome_rule=RULE,
        wraps_at_blanks=_WRAPS_AT_BLANKS.search(_generator(page.root)) is not None,
    )
    pieces = flow_pieces(reader.flow(page.root.children), limits)
    shown = sorted(
        link.target.start for piece in pieces for link in piece.block.links if link.target
    )
    aside = {**reader.aside, "markup": _markup(page, shown)}
    blocks, ignored = assemble(pieces, decoded.text, aside)
    if not blocks:
        return None, [report("empty-file", source), *findings]
    document = Document(
        release_id=source.release_id,
        source_file=source.name,
        source_format="html",
        source_sha256=source.sha256,
        source=decoded.text,
        blocks=tuple(blocks),
        ignored=tuple(ignored),
    )
    return document, findings


def _generator(root: Node) -> str:
    """The program that says that it wrote a page."""
    named = (n.get("content") for n in root.all() if n.get("name").lower() == "generator")
    return next(named, "")


def _markup(page: Page, shown: Sequence[int]) -> list[Text]:
    """The tags, comments and raw texts of a page, but for the addresses of links that it shows."""
    return [stretch(span) for token in page.markup for span in _around(token, shown)]


def _around(token: Token, shown: Sequence[int]) -> list[Span]:
    href = token.values.get("href")
    at = bisect_left(shown, href[0]) if href else len(shown)
    if href is None or at == len(shown) or shown[at] >= href[1]:
        return [(token.start, token.end)]
    return [(token.start, href[0]), (href[1], token.end)]
