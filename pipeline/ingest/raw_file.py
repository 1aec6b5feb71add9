"""A raw file: where it lies, and its bytes once they are in hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import PurePath
from typing import Any

from pipeline.dataset import Finding
from pipeline.findings import finding
from pipeline.ingest.limits import LIMITS, Limits, OverLimit
from pipeline.ingest.storage import Folder, StorageError, storage


@dataclass(frozen=True, slots=True)
class Named:
    """What a raw file is called, and which bytes it holds: `sha256` is theirs, hexadecimal."""

    release_id: str
    name: str
    sha256: str

    @property
    def suffix(self) -> str:
        """The end of the name in lower case, with its dot."""
        return PurePath(self.name).suffix.lower()


@dataclass(frozen=True, slots=True)
class Source(Named):
    """A raw file and the folder where it lies; its bytes are read when they are needed."""

    folder: Folder


@dataclass(frozen=True, slots=True)
class RawFile(Named):
    """A raw file in hand, as a reader gets it."""

    data: bytes = field(repr=False)


def load(source: Source, limits: Limits = LIMITS) -> RawFile | Finding:
    """A raw file with its bytes, or the finding that they are no longer what was listed."""
    try:
        data = b"".join(bounded(storage(source.folder).pieces(source.name), limits))
    except OverLimit:
        return report("changed-file", source, reason="it has grown")
    except (OSError, StorageError) as error:
        return report("changed-file", source, reason=said(error))
    if hashlib.sha256(data).hexdigest() != source.sha256:
        return report("changed-file", source, reason="its bytes are others")
    return RawFile(source.release_id, source.name, source.sha256, data)


def bounded(pieces: Iterator[bytes], limits: Limits) -> Iterator[bytes]:
    """The pieces of a file. Raises OverLimit where they come to more than it may hold."""
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limits.bytes:
            raise OverLimit("bytes", None, limits.bytes)
        yield piece


def said(error: Exception) -> str:
    """What the system says of a file, without its path."""
    return getattr(error, "strerror", None) or type(error).__name__


def report(code: str, file: Named, **values: str | int) -> Finding:
    """A finding about a raw file as a whole; its name is the evidence."""
    about: dict[str, Any] = {"file": file.name, **values}
    return finding(code, release_id=file.release_id, evidence=file.name, **about)
