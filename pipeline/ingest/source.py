"""The raw folder: which files are releases, and what becomes of each.

Only files directly in the folder are read. A release may have a side-car NAME.yml (where it came
from, its licence); hidden files, side-cars and READMEs are no releases.
"""

from __future__ import annotations

import hashlib
import re
import stat
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pipeline.dataset import Finding
from pipeline.findings import finding
from pipeline.ingest.document import Document
from pipeline.ingest.limits import LIMITS, Limits, OverLimit, within
from pipeline.ingest.sniff import SUFFIXES, Content, sniff_bytes

_NO_RELEASE = re.compile(
    r"(?:\.|~\$).*|.*(?:~|\.ya?ml)|(?:readme|licen[cs]e|copying)(?:\..*)?|thumbs\.db|desktop\.ini",
    re.IGNORECASE | re.DOTALL,
)
_UNFIT_NAME = re.compile("[;\x00-\x1f\x7f\ud800-\udfff]")
"""What no id may hold: list columns are joined by `;`, and a name must be writable as UTF-8."""


@dataclass(frozen=True, slots=True)
class Source:
    """A raw file, its bytes read once. `suffix` is in lower case, with its dot."""

    release_id: str
    path: Path
    name: str
    suffix: str
    sha256: str
    data: bytes = field(repr=False)


Read = tuple[Document | None, list[Finding]]
Reader = Callable[[Source, Limits], Read]


def _read_text(source: Source, limits: Limits) -> Read:
    from pipeline.ingest.text import read_text

    return read_text(source, limits)


def _apart(reader: str) -> Reader:
    """A reader that works in a process of its own: what it reads may crash or hang its library."""

    def read(source: Source, limits: Limits) -> Read:
        from pipeline.ingest.sandbox import sandboxed

        return sandboxed(reader, source, limits)

    return read


READERS: Mapping[Content, Reader] = MappingProxyType(
    {
        "text": _read_text,
        "html": _apart("pipeline.ingest.html:read_html"),
        "docx": _apart("pipeline.ingest.office:read_docx"),
        "odt": _apart("pipeline.ingest.office:read_odt"),
        "pdf": _apart("pipeline.ingest.pdf:read_pdf"),
    }
)
"""The reader of each kind of content; each imports its library only when it is called."""


def find_sources(raw: Path, limits: Limits = LIMITS) -> tuple[list[Source], list[Finding]]:
    """The releases of a folder, sorted by name, and a finding for each file that is passed over.

    Of several files with one stem the first is used by: has a reader, order of `SUFFIXES`, name.
    Raises OSError if the folder itself cannot be listed.
    """
    findings: list[Finding] = []
    stems: dict[str, list[Path]] = {}
    for path in sorted(raw.iterdir(), key=lambda path: path.name):
        if _NO_RELEASE.fullmatch(path.name):
            continue
        refusal = _refusal(path, raw)
        if refusal:
            findings.append(refusal)
        else:
            stems.setdefault(unicodedata.normalize("NFC", path.stem), []).append(path)
    sources: list[Source] = []
    for release_id, paths in sorted(stems.items()):
        used, *others = sorted(paths, key=_preference)
        if others:
            findings.append(_duplicate(release_id, used, paths))
        try:
            sources.append(_load(release_id, used, limits))
        except OverLimit as over:
            findings.append(_over_limit(used.name, release_id, over))
        except OSError as error:
            findings.append(_unreadable(used, error.strerror or type(error).__name__))
    return sources, findings


def read_source(source: Source, limits: Limits = LIMITS) -> Read:
    """The document that a raw file holds, or None with the finding that says why not.

    Bad data never raises; what a reader does raise is a fault of its own.
    """
    sniffed = sniff_bytes(source.data)
    content: Content = sniffed[0] if sniffed else "text"
    named = SUFFIXES.get(source.suffix)
    if content == "empty":
        return None, [report("empty-file", source)]
    if sniffed and named == "text" and content not in READERS:
        return None, [report("binary-file", source, reason=f"it holds {sniffed[1]}")]
    if named is None and (sniffed is None or content not in READERS):
        suffix = source.suffix or "(none)"
        return None, [report("unknown-format", source, reason=f"the suffix {suffix} is not known")]
    if content == "text" and named is not None and named != "text":
        # A page without its outer tags, or a download that went wrong: the reader of its suffix
        # may know; no other should.
        content = named
    reader = READERS.get(content)
    if reader is None:
        what = sniffed[1] if sniffed else source.suffix.lstrip(".").upper()
        return None, [report("unknown-format", source, reason=f"nothing here reads {what}")]
    try:
        return reader(source, limits)
    except OverLimit as over:
        return None, [_over_limit(source.name, source.release_id, over)]


def _refusal(path: Path, raw: Path) -> Finding | None:
    """Why a directory entry cannot be a release, if so."""
    if _UNFIT_NAME.search(path.name):
        return _unreadable(path, "its name holds a character that no release id may hold")
    try:
        if path.is_symlink() and not path.resolve(strict=True).is_relative_to(raw.resolve()):
            return finding("outside-raw", release_id=path.stem, evidence=path.name, file=path.name)
        mode = path.stat().st_mode
    except (OSError, RuntimeError) as error:
        return _unreadable(path, getattr(error, "strerror", None) or "the link leads nowhere")
    if stat.S_ISDIR(mode):
        return finding("folder-in-raw", evidence=path.name, file=path.name)
    if not stat.S_ISREG(mode):
        return _unreadable(path, "it is no regular file")
    return None


def _preference(path: Path) -> tuple[bool, int, str]:
    suffix = path.suffix.lower()
    order = list(SUFFIXES).index(suffix) if suffix in SUFFIXES else len(SUFFIXES)
    return SUFFIXES.get(suffix) not in READERS, order, path.name


def _load(release_id: str, path: Path, limits: Limits) -> Source:
    with path.open("rb") as file:
        data = file.read(limits.bytes + 1)
    size = max(len(data), path.stat().st_size)
    within("bytes", size, limits.bytes)
    digest = hashlib.sha256(data).hexdigest()
    return Source(release_id, path, path.name, path.suffix.lower(), digest, data)


def report(code: str, source: Source, **values: str | int) -> Finding:
    """A finding about a raw file as a whole; its name is the evidence."""
    name = source.name
    about: dict[str, Any] = {"file": name, **values}
    return finding(code, release_id=source.release_id, evidence=name, **about)


def _unreadable(path: Path, reason: str) -> Finding:
    name = path.name.encode("utf-8", "backslashreplace").decode()
    stem = path.stem.encode("utf-8", "backslashreplace").decode()
    return finding("unreadable", release_id=stem, evidence=name, file=name, reason=reason)


def _duplicate(release_id: str, used: Path, paths: list[Path]) -> Finding:
    names = ", ".join(sorted(path.name for path in paths))
    return finding(
        "duplicate-stem",
        release_id=release_id,
        evidence=names,
        files=names,
        used=used.name,
    )


def _over_limit(name: str, release_id: str, over: OverLimit) -> Finding:
    return finding(
        "over-limit",
        release_id=release_id,
        evidence=name,
        file=name,
        what=over.what,
        value=over.shown,
        limit=over.limit,
    )
