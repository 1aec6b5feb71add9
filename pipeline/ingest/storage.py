"""Where raw files lie: a folder of this machine, or a folder at an address that fsspec knows.

A folder is a `Path`, or a text with a protocol: `s3://bucket/releases`, `zip://::s3://bucket/all.zip`.
Only an address takes fsspec, which is imported then.
"""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from pipeline.exits import WrongUsage

Folder = Path | str
"""A folder of raw files; a text is an address."""

_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?:://|::)")
_READ_ONLY = os.O_RDONLY | sum(
    getattr(os, name, 0) for name in ("O_NONBLOCK", "O_NOFOLLOW", "O_BINARY")
)
"""A pipe that took the place of a file is not waited for, and a link that did is not followed."""
_PIECE = 1024 * 1024
_NO_FILE = "it is no regular file"


class StorageError(WrongUsage):
    """A folder that cannot be reached; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Something in a folder, by its name; `size` in bytes, where that is known.

    Where it cannot be a release, `refused` is the code of the finding that says so.
    """

    name: str
    size: int | None = None
    refused: str | None = None
    reason: str = ""


class Storage(Protocol):
    """A folder of raw files."""

    @property
    def at_once(self) -> int:
        """So many of its files are best read at a time."""

    def entries(self) -> Iterator[Entry]:
        """What lies directly in the folder. Raises OSError, StorageError."""

    def pieces(self, name: str) -> Iterator[bytes]:
        """The bytes of a file of the folder, piece by piece. Raises OSError."""


def folder_named(text: str) -> Folder:
    """The folder that is meant by a text: an address if it has a protocol, a path if it has not.

    Files of this machine keep the rules of a path, under whatever address.
    """
    if not _ADDRESS.match(text):
        return Path(text)
    parts = urlsplit(text)
    if parts.scheme in ("file", "local") and "::" not in text:
        return Path(unquote(parts.netloc + parts.path))
    return text


def is_there(folder: Folder) -> bool:
    """Whether there is such a folder; of an address, that shows when it is listed."""
    return not isinstance(folder, Path) or folder.is_dir()


def storage(folder: Folder) -> Storage:
    """The storage of a folder. Raises StorageError for an address that nobody here can read."""
    if isinstance(folder, Path):
        return _LocalFolder(folder)
    from pipeline.ingest.remote import remote_folder

    return remote_folder(folder)


@dataclass(frozen=True, slots=True)
class _LocalFolder:
    folder: Path
    at_once: int = 1

    def entries(self) -> Iterator[Entry]:
        with os.scandir(self.folder) as entries:
            for entry in entries:
                yield self._entry(entry)

    def pieces(self, name: str) -> Iterator[bytes]:
        descriptor = os.open(self._file(self.folder / name), _READ_ONLY)
        try:
            if not stat.S_ISREG(os.fstat(descriptor).st_mode):
                raise OSError(None, _NO_FILE)
            while piece := os.read(descriptor, _PIECE):
                yield piece
        finally:
            os.close(descriptor)

    def _file(self, path: Path) -> Path:
        """What a link of the folder leads to, in the folder still. Raises OSError."""
        if not path.is_symlink():
            return path
        if not self._is_inside(path):
            raise OSError(None, "it leads out of the raw folder")
        return path.resolve(strict=True)

    def _entry(self, entry: os.DirEntry[str]) -> Entry:
        try:
            if entry.is_symlink() and not self._is_inside(Path(entry.path)):
                return Entry(entry.name, refused="outside-raw")
            about = entry.stat()
        except (OSError, RuntimeError) as error:
            reason = getattr(error, "strerror", None) or "the link leads nowhere"
            return Entry(entry.name, refused="unreadable", reason=reason)
        if stat.S_ISDIR(about.st_mode):
            return Entry(entry.name, refused="folder-in-raw")
        if not stat.S_ISREG(about.st_mode):
            return Entry(entry.name, refused="unreadable", reason=_NO_FILE)
        return Entry(entry.name, about.st_size)

    def _is_inside(self, link: Path) -> bool:
        return link.resolve(strict=True).is_relative_to(self.folder.resolve())
