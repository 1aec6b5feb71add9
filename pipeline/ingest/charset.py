"""The encoding of a text file or a page: what it says of it, and what is told when it was guessed."""

from __future__ import annotations

import codecs
import re

from pipeline.dataset import Finding
from pipeline.ingest.decode import Decoded, decode
from pipeline.ingest.raw_file import RawFile, report

_DECLARED = re.compile(
    rb"<meta\b[^>]{0,200}?\bcharset\s*=\s*[\"']?\s*(?P<meta>[A-Za-z0-9_:.\-]{2,40})"
    rb"|<\?xml\b[^>]{0,100}?\bencoding\s*=\s*[\"'](?P<xml>[A-Za-z0-9_:.\-]{2,40})",
    re.IGNORECASE,
)
_DECLARED_WITHIN = 4096
"""Bytes in which a page has to declare its encoding."""
_FAMILIES = (
    frozenset(("big5", "big5hkscs", "cp950")),
    frozenset(("gb2312", "gbk", "gb18030")),
    frozenset(("cp1252", "iso8859-1", "ascii")),
)
"""Encodings that pages call by each other's names."""


def about_encoding(source: RawFile, decoded: Decoded) -> list[Finding]:
    """What a person should know of the way that a file was decoded."""
    findings = []
    if decoded.guessed:
        findings.append(report("decoded-by-guess", source, encoding=decoded.encoding))
    if decoded.losses:
        findings.append(
            report("decoding-losses", source, count=decoded.losses, encoding=decoded.encoding)
        )
    return findings


def decode_page(data: bytes) -> Decoded | None:
    """The characters of a page, in the encoding that its bytes look like.

    What it declares counts where the bytes bear it out, and where they say nothing.
    """
    found = decode(data)
    match = _DECLARED.search(data[:_DECLARED_WITHIN])
    declared = _codec((match["meta"] or match["xml"]).decode("ascii")) if match else None
    if declared is None:
        return found
    if found is None:
        text = data.decode(declared, "replace")
        return Decoded(text, declared, text.count("\ufffd"))
    agreed = any({declared, found.encoding} <= family for family in _FAMILIES)
    return Decoded(found.text, found.encoding, found.losses) if agreed else found


def _codec(label: str) -> str | None:
    """The name of a text encoding that Python knows by a label."""
    try:
        info = codecs.lookup(label)
    except LookupError:
        return None
    return info.name if "".encode(info.name) == b"" else None
