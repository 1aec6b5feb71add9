"""What the conveyor and the process that reads untrusted bytes say to each other, and how.

Each message is a frame: a letter, a length, that many bytes. Records go as the codec's JSON, so that
nothing which that process sends is ever run.
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import BinaryIO

from pipeline.dataset import Finding
from pipeline.ingest.document import Document
from pipeline.ingest.limits import Limits
from pipeline.ingest.pictures import PageWanted, Picture

_HEAD = struct.Struct("<cQ")
_LONGEST = 512 * 1024 * 1024

TASK, DATA, MORE_TIME, REPLY = b"t", b"d", b"m", b"r"
"""The kinds of frames: a task, then its bytes; a page read by OCR lies ahead; the reply."""


class WireError(ValueError):
    """Bytes that are no frame: the other side stopped, or speaks of something else."""


@dataclass(frozen=True, slots=True)
class Task:
    """A file to read; `reader` as `module:function`. Its bytes follow in a frame of their own.

    With `pages`, the function is one that draws these.
    """

    reader: str
    release_id: str
    name: str
    sha256: str
    limits: Limits
    pages: tuple[PageWanted, ...] | None = None


@dataclass(frozen=True, slots=True)
class Excess:
    """What OverLimit says."""

    what: str
    value: int | None
    limit: int


@dataclass(frozen=True, slots=True)
class Reply:
    """What became of a task: what the reader returned, or the limit or fault that ended it."""

    document: Document | None = None
    findings: tuple[Finding, ...] = ()
    pictures: tuple[Picture, ...] = ()
    excess: Excess | None = None
    fault: str | None = None


def send(pipe: BinaryIO, kind: bytes, content: bytes = b"") -> None:
    """Write a frame. Raises OSError where nobody listens any more."""
    pipe.write(_HEAD.pack(kind, len(content)))
    pipe.write(content)
    pipe.flush()


def receive(pipe: BinaryIO) -> tuple[bytes, bytes]:
    """Read a frame, as its kind and content. Raises WireError, also at the end of the pipe."""
    head = pipe.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise WireError("the pipe has ended")
    kind, length = _HEAD.unpack(head)
    if length > _LONGEST:
        raise WireError(f"a frame of {length} bytes")
    content = pipe.read(length)
    if len(content) < length:
        raise WireError("the pipe has ended within a frame")
    return kind, content
