"""The raw folder: which files are releases, and what becomes of each.

Only files directly in the folder are read. A release may have a side-car NAME.yml (where it came
from, its licence); hidden files, side-cars and READMEs are no releases.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePath
from types import MappingProxyType

from pipeline.dataset import Finding
from pipeline.findings import finding
from pipeline.ingest.document import Document
from pipeline.ingest.limits import LIMITS, Limits, OverLimit, within
from pipeline.ingest.raw_file import RawFile, Source, bounded, load, report, said
from pipeline.ingest.sniff import SUFFIXES, Content, sniff_bytes
from pipeline.ingest.storage import Entry, Folder, Storage, storage

_NO_RELEASE = re.compile(
    r"(?:\.|~\$).*|.*(?:~|\.ya?ml)|(?:readme|licen[cs]e|copying)(?:\..*)?|thumbs\.db|desktop\.ini",
    re.IGNORECASE | re.DOTALL,
)
_UNFIT_NAME = re.compile("[;\x00-\x1f\x7f\ud800-\udfff]")
"""What no id may hold: list columns are joined by `;`, and a name must be writable as UTF-8."""


Read = tuple[Document | None, list[Finding]]
Reader = Callable[[RawFile, Limits], Read]


def _read_text(file: RawFile, limits: Limits) -> Read:
    from pipeline.ingest.text import read_text

    return read_text(file, limits)


def _apart(reader: str) -> Reader:
    """A reader that works in a process of its own: what it reads may crash or hang its library."""

    def read(file: RawFile, limits: Limits) -> Read:
        from pipeline.ingest.sandbox import sandboxed

        return sandboxed(reader, file, limits)

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


def find_sources(
    raw: Folder, limits: Limits = LIMITS, only: Container[str] | None = None
) -> tuple[list[Source], list[Finding]]:
    """The releases of a folder, sorted by name, and a finding for each file that is passed over.

    Of several files with one stem the first is used by: has a reader, order of `SUFFIXES`, name.
    With `only`, release ids, no other file is opened.
    Raises OSError if the folder itself cannot be listed, StorageError if it cannot be reached.
    """
    place = storage(raw)
    stems, findings = _listed(place)
    used: list[tuple[str, Entry]] = []
    for release_id, entries in sorted(stems.items()):
        entry, *others = sorted(entries, key=_preference)
        if others:
            findings.append(_duplicate(release_id, entry, entries))
        if only is None or release_id in only:
            used.append((release_id, entry))
    folder = raw.absolute() if isinstance(raw, Path) else raw  # a worker may stand elsewhere
    sources: list[Source] = []
    for (release_id, entry), known in zip(used, _digests(place, used, limits), strict=True):
        if isinstance(known, str):
            sources.append(Source(release_id, entry.name, known, folder))
        elif isinstance(known, OverLimit):
            findings.append(_over_limit(entry.name, release_id, known))
        else:
            findings.append(_unreadable(entry.name, said(known)))
    return sources, findings


def read_source(source: Source, limits: Limits = LIMITS) -> Read:
    """The document that a raw file holds, or None with the finding that says why not.

    Bad data never raises; what a reader does raise is a fault of its own.
    """
    file = load(source, limits)
    return (None, [file]) if isinstance(file, Finding) else read_file(file, limits)


def read_file(file: RawFile, limits: Limits = LIMITS) -> Read:
    """What `read_source` gives, for a file in hand."""
    sniffed = sniff_bytes(file.data)
    content: Content = sniffed[0] if sniffed else "text"
    named = SUFFIXES.get(file.suffix)
    if content == "empty":
        return None, [report("empty-file", file)]
    if sniffed and named == "text" and content not in READERS:
        return None, [report("binary-file", file, reason=f"it holds {sniffed[1]}")]
    if named is None and (sniffed is None or content not in READERS):
        suffix = file.suffix or "(none)"
        return None, [report("unknown-format", file, reason=f"the suffix {suffix} is not known")]
    if content == "text" and named is not None and named != "text":
        # A page without its outer tags, or a download that went wrong: the reader of its suffix
        # may know; no other should.
        content = named
    reader = READERS.get(content)
    if reader is None:
        what = sniffed[1] if sniffed else file.suffix.lstrip(".").upper()
        return None, [report("unknown-format", file, reason=f"nothing here reads {what}")]
    try:
        return reader(file, limits)
    except OverLimit as over:
        return None, [_over_limit(file.name, file.release_id, over)]


def _listed(place: Storage) -> tuple[dict[str, list[Entry]], list[Finding]]:
    """The files of a folder that may be releases, by stem, and findings about the others."""
    stems: dict[str, list[Entry]] = {}
    findings: list[Finding] = []
    for entry in sorted(place.entries(), key=lambda entry: entry.name):
        if _NO_RELEASE.fullmatch(entry.name):
            continue
        if refusal := _refusal(entry):
            findings.append(refusal)
        else:
            stem = unicodedata.normalize("NFC", PurePath(entry.name).stem)
            stems.setdefault(stem, []).append(entry)
    return stems, findings


def _refusal(entry: Entry) -> Finding | None:
    """Why an entry of the folder cannot be a release, if so."""
    name = entry.name
    if _UNFIT_NAME.search(name):
        return _unreadable(name, "its name holds a character that no release id may hold")
    if entry.refused is None:
        return None
    if entry.refused == "unreadable":
        return _unreadable(name, entry.reason)
    about_a_file = entry.refused == "outside-raw"
    stem = PurePath(name).stem if about_a_file else None
    return finding(entry.refused, release_id=stem, evidence=name, file=name)


def _preference(entry: Entry) -> tuple[bool, int, str]:
    suffix = PurePath(entry.name).suffix.lower()
    order = list(SUFFIXES).index(suffix) if suffix in SUFFIXES else len(SUFFIXES)
    return SUFFIXES.get(suffix) not in READERS, order, entry.name


def _digests(
    place: Storage, used: Sequence[tuple[str, Entry]], limits: Limits
) -> Iterator[str | OverLimit | OSError]:
    """The SHA-256 of each file in turn, or what keeps it from being read."""

    def known(one: tuple[str, Entry]) -> str | OverLimit | OSError:
        _, entry = one
        total = hashlib.sha256()
        try:
            within("bytes", entry.size or 0, limits.bytes)
            for piece in bounded(place.pieces(entry.name), limits):
                total.update(piece)
        except (OverLimit, OSError) as error:
            return error
        return total.hexdigest()

    if place.at_once == 1:
        yield from map(known, used)
        return
    with ThreadPoolExecutor(place.at_once) as threads:
        yield from threads.map(known, used)


def _unreadable(name: str, reason: str) -> Finding:
    shown = name.encode("utf-8", "backslashreplace").decode()
    stem = PurePath(name).stem.encode("utf-8", "backslashreplace").decode()
    return finding("unreadable", release_id=stem, evidence=shown, file=shown, reason=reason)


def _duplicate(release_id: str, used: Entry, entries: list[Entry]) -> Finding:
    names = ", ".join(sorted(entry.name for entry in entries))
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
