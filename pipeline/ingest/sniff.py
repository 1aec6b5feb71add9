"""What a raw file is, by its content; its suffix is only a hint."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import Literal

Content = Literal["empty", "binary", "pdf", "docx", "odt", "html", "text", "other"]

SUFFIXES: Mapping[str, Content] = MappingProxyType(
    {
        ".docx": "docx",
        ".odt": "odt",
        ".html": "html",
        ".htm": "html",
        ".md": "text",
        ".markdown": "text",
        ".tsv": "text",
        ".txt": "text",
        ".text": "text",
        ".pdf": "pdf",
    }
)
"""The suffixes of releases, those whose format keeps most of a release's structure first."""

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"{\\rtf", "RTF"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document"),
    (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"RIFF", "a RIFF container"),
    (b"II*\x00", "a TIFF picture"),
    (b"MM\x00*", "a TIFF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90", "a program"),
)
_HTML = re.compile(
    r"\s*(?:<\?xml[^>]{0,200}>\s*)?(?:<!--.{0,2000}?-->\s*){0,5}<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
"""How a whole page begins; a text with tags in it does not."""
_ODT_TYPE = b"mimetypeapplication/vnd.oasis.opendocument.text"


def sniff_bytes(data: bytes) -> tuple[Content, str] | None:
    """What the bytes are and how to call it, as (`pdf`, `PDF`); None where they may be text."""
    if not data.strip(b" \t\r\n\x0b\x0c\x00"):
        return "empty", "nothing"
    if b"%PDF-" in data[:1024]:
        return "pdf", "PDF"
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_content(data)
    if _HTML.match(_ascii_head(data)):
        return "html", "HTML"
    return next((("other", name) for magic, name in _MAGIC if data.startswith(magic)), None)


def _ascii_head(data: bytes) -> str:
    """The ASCII at the beginning of a file, in whatever encoding: wide ones hold zeros beside it."""
    head = data[:40_000].replace(b"\x00", b"")
    return head.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").decode("latin-1")


def _zip_content(data: bytes) -> tuple[Content, str]:
    if b"word/document.xml" in data:
        return "docx", "DOCX"
    if _ODT_TYPE in data[:200]:
        return "odt", "ODT"
    return "other", "a ZIP archive"
