"""A folder that is being built, file by file, and the facts of what it holds."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import shutil
import sys
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast


@dataclass(frozen=True, slots=True)
class FileFacts:
    """How long a file is, and the SHA-256 of its bytes, hexadecimal."""

    size: int
    sha256: str


_UNWRITTEN = FileFacts(0, "")

Mark = tuple[int, int, int]
"""What tells a folder from another that took its place: device, inode, and when it last changed."""


@dataclass(frozen=True, slots=True)
class Seen:
    """The files of a folder by relative POSIX path, as they were when it bore that mark, which is
    null where there was no folder."""

    files: Mapping[str, FileFacts]
    mark: Mark | None

    def holds(self, folder: Path) -> bool:
        """Whether that folder is still there, and no other run's in its place."""
        return mark_of(folder) == self.mark


def mark_of(folder: Path) -> Mark | None:
    """The mark that a folder bears; none where there is no folder."""
    try:
        known = folder.stat()
    except OSError:
        return None
    return known.st_dev, known.st_ino, known.st_ctime_ns


def facts_of_bytes(content: bytes) -> FileFacts:
    """The facts of a file that would hold these bytes."""
    return FileFacts(len(content), hashlib.sha256(content).hexdigest())


def facts_of_file(path: Path) -> FileFacts:
    """The facts of a file, read piece by piece. Raises OSError."""
    with path.open("rb") as file:
        return FileFacts(os.fstat(file.fileno()).st_size, sha256_of(file))


def sha256_of(file: BinaryIO) -> str:
    """SHA-256 of what is left of a file, hexadecimal, read piece by piece."""
    return hashlib.file_digest(file, "sha256").hexdigest()  # type: ignore[arg-type]


class Hashed(io.RawIOBase):
    """An open file that is written from beginning to end, and knows what was written."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._digest = hashlib.sha256()
        self._size = 0

    def writable(self) -> bool:
        return True

    def write(self, content: Any) -> int:
        self._digest.update(content)
        self._size += len(content)
        return self._file.write(content)

    def tell(self) -> int:
        return self._size

    @property
    def facts(self) -> FileFacts:
        return FileFacts(self._size, self._digest.hexdigest())


class NewFolder:
    """A folder that is being built beside the one whose place it will take.

    `files` are those that it holds so far, by relative POSIX path. `owned` are those in the old
    folder that may go; whatever else that one holds is carried over.
    """

    def __init__(self, path: Path, old: Path) -> None:
        self._path, self._old = path, old
        self.files: dict[str, FileFacts] = {}
        self.owned: Collection[str] = ()

    @contextlib.contextmanager
    def opened(self, name: str) -> Iterator[BinaryIO]:
        """A file to write, from beginning to end; it is on the disk when it is closed."""
        self.files[name] = _UNWRITTEN
        with self._made(name).open("wb") as file:
            hashed = Hashed(file)
            yield cast(BinaryIO, hashed)
            file.flush()
            os.fsync(file.fileno())
        self.files[name] = hashed.facts

    def write(self, name: str, content: bytes) -> None:
        """Write a file."""
        with self.opened(name) as file:
            file.write(content)

    def read(self, name: str) -> bytes:
        """What a file holds that was written here."""
        return (self._path / name).read_bytes()

    def keep(self, name: str, facts: FileFacts) -> None:
        """Take a file of the old folder over, whose facts are known to be these."""
        _link(self._old / name, self._made(name))
        self.files[name] = facts

    def carry_over(self) -> None:
        """Take over all files of the old folder that are neither owned nor here already."""
        if not self._old.exists():
            return
        shutil.copymode(self._old, self._path)
        for path in sorted(self._old.rglob("*")):
            name = path.relative_to(self._old).as_posix()
            if (
                name in self.files
                or name in self.owned
                or (path.is_dir() and not path.is_symlink())
            ):
                continue
            copy = Path(shutil.copy2(path, self._made(name), follow_symlinks=False))
            if not copy.is_symlink():
                sync(copy)
            if path.is_file():
                self.files[name] = facts_of_file(path)

    def _made(self, name: str) -> Path:
        path = self._path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        return path


def _link(source: Path, target: Path) -> None:
    """The same file under another name, or a copy where the file system has no such thing."""
    try:
        target.hardlink_to(source)
    except OSError:
        shutil.copy2(source, target)
        sync(target)


def sync(path: Path) -> None:
    """Have a file or folder on the disk. Raises OSError."""
    if sys.platform == "win32":  # there a folder cannot be opened, nor a file synced for reading
        return
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
