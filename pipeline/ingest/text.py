"""Reading a text file, plain or Markdown, into a document."""

from __future__ import annotations

import re

from pipeline.dataset import Finding
from pipeline.ingest.assemble import assemble
from pipeline.ingest.charset import about_encoding
from pipeline.ingest.decode import decode
from pipeline.ingest.document import Block, Document, SourceFormat, Stretch, Text
from pipeline.ingest.limits import Limits, within
from pipeline.ingest.pieces import read_pieces
from pipeline.ingest.raw_file import RawFile, report
from pipeline.ingest.repair import repair
from pipeline.ingest.residue import STRUCK, drop_struck

_MARKDOWN = re.compile(
    r"^[ \t]{0,3}#{1,6}[ \t]+\S"
    r"|^[ \t]*(?:\|[ \t]*)?:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*\r?$"
    r"|\]\([^()\s]{1,2000}\)|<https?://",
    re.MULTILINE,
)


def read_text(source: RawFile, limits: Limits) -> tuple[Document | None, list[Finding]]:
    """The document in a text file. Positions count code points of the decoded text, without BOM.

    Raises OverLimit.
    """
    decoded = decode(source.data)
    if decoded is None:
        return None, [report("binary-file", source, reason="its bytes are text in no encoding")]
    within("characters", len(decoded.text), limits.characters)
    findings = about_encoding(source, decoded)
    written = _format(source.suffix, decoded.text)
    blocks, ignored = read_blocks(decoded.text, limits, markdown=written == "markdown")
    if not blocks and not ignored:
        return None, [report("empty-file", source), *findings]
    document = Document(
        release_id=source.release_id,
        source_file=source.name,
        source_format=written,
        source_sha256=source.sha256,
        source=decoded.text,
        blocks=tuple(blocks),
        ignored=tuple(ignored),
    )
    return document, findings


def read_blocks(
    source: str, limits: Limits, *, markdown: bool = False
) -> tuple[list[Block], list[Stretch]]:
    """The blocks of a decoded text, and the stretches set aside by rule. Raises OverLimit."""
    text, struck = drop_struck(repair(Text.read(source)), markdown)
    return assemble(read_pieces(text, limits), source, {STRUCK: struck})


def _format(suffix: str, text: str) -> SourceFormat:
    marked = suffix in (".md", ".markdown") or _MARKDOWN.search(text) is not None
    return "markdown" if marked else "text"
