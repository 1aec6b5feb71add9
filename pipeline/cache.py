"""What a run need not do again: results on disk, kept as long as nothing they depend on changed.

A result depends on the bytes of its input and on a *setting*: the code and its data, the curation,
the limits, and the versions of Python and of the libraries. Entries are data, never code; one that
is damaged counts as absent and is written anew.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Hashable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.codec import CodecError, decode, encode
from pipeline.ingest.limits import Limits
from pipeline.publish.atomic import write_whole

T = TypeVar("T", bound=Hashable)

PACKAGE = Path(__file__).parent


def digest(*parts: str) -> str:
    """SHA-256 of texts, hexadecimal; how they are parted counts."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def folder_digest(folder: Path) -> str:
    """SHA-256 of a folder: the names and bytes of its files, byte code apart.

    Raises OSError where a file cannot be read.
    """
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix != ".pyc" and path.is_file():
            name = os.fsencode(path.relative_to(folder).as_posix())
            total.update(hashlib.sha256(name).digest())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def setting_digest(curation: Path, limits: Limits, package: Path = PACKAGE) -> str:
    """SHA-256 of all that a result depends on beside the release itself."""
    bounds = json.dumps(asdict(limits), sort_keys=True)
    return digest(
        sys.version, *_libraries(), folder_digest(package), folder_digest(curation), bounds
    )


def _libraries() -> Iterable[str]:
    """The installed distributions, by the names of their metadata folders: `pandas-3.0.0`."""
    found = (Path(entry).glob("*.dist-info") for entry in sys.path if Path(entry).is_dir())
    return sorted({path.stem for paths in found for path in paths})


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of results, one file a subject; a newer result takes the place of the older."""

    folder: Path

    def get(self, kind: type[T], subject: str, key: str) -> T | None:
        """The result kept for a subject under that very key, if there is a sound one."""
        try:
            stored, _, content = self._path(kind, subject).read_bytes().partition(b"\n")
            return decode(kind, content) if stored == key.encode() else None
        except (OSError, CodecError):
            return None

    def put(self, kind: type[T], subject: str, key: str, result: T) -> None:
        """Keep a result, whole or not at all. A folder that cannot be written is no fault."""
        content = key.encode() + b"\n" + encode(kind, result)
        with contextlib.suppress(OSError):
            write_whole(self._path(kind, subject), content)

    def _path(self, kind: type[T], subject: str) -> Path:
        return self.folder / kind.__name__.lower() / digest(subject)[:32]
