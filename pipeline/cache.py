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
from collections.abc import Hashable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.codec import CodecError, decode, encode
from pipeline.ingest.limits import Limits
from pipeline.normalize.expectations import FILE as EXPECTATIONS_FILE
from pipeline.publish.atomic import write_whole
from pipeline.publish.new_folder import FileFacts, facts_of_file

T = TypeVar("T", bound=Hashable)

PACKAGE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Setting:
    """What every result depends on beside the releases; `digest` is of all of it."""

    curation: Path
    limits: Limits
    digest: str


def digest(*parts: str) -> str:
    """SHA-256 of texts, hexadecimal; how they are parted counts."""
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def folder_digest(folder: Path) -> str:
    """SHA-256 of a folder: the names and bytes of its files, apart from byte code and from
    expectations, on which no result depends.

    Raises OSError where a file cannot be read.
    """
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix != ".pyc" and path.name != EXPECTATIONS_FILE and path.is_file():
            name = os.fsencode(path.relative_to(folder).as_posix())
            total.update(hashlib.sha256(name).digest())
            total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def facts_of(folder: Path) -> dict[str, FileFacts]:
    """The facts of a folder's files by their relative POSIX paths; none where there is no folder.

    Raises OSError where a file cannot be read.
    """
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    with ThreadPoolExecutor() as threads:  # reading and hashing leave Python to the others
        return {
            path.relative_to(folder).as_posix(): facts
            for path, facts in zip(paths, threads.map(facts_of_file, paths), strict=True)
        }


def files_digest(files: Mapping[str, FileFacts]) -> str:
    """SHA-256 of a folder's files, whatever their order."""
    return digest(*(f"{name}\0{files[name].sha256}" for name in sorted(files)))


def setting_digest(curation: Path, limits: Limits, package: Path = PACKAGE) -> str:
    """SHA-256 of all that a result depends on beside the release itself."""
    bounds = json.dumps(asdict(limits), sort_keys=True)
    return digest(
        sys.version, *libraries(), folder_digest(package), folder_digest(curation), bounds
    )


def expectations_digest(curation: Path) -> str:
    """SHA-256 of what is expected: what is published depends on it, and no reading does."""
    path = curation / EXPECTATIONS_FILE
    return hashlib.sha256(path.read_bytes() if path.is_file() else b"").hexdigest()


def libraries() -> Iterable[str]:
    """The installed distributions, by the names of their metadata folders: `pandas-3.0.0`."""
    found = (Path(entry).glob("*.dist-info") for entry in sys.path if Path(entry).is_dir())
    return sorted({path.stem for paths in found for path in paths})


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of results, one file a subject; a newer result takes the place of the older."""

    folder: Path

    def is_usable(self) -> bool:
        """Whether results can be kept here."""
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # releases lie in it whole
            return os.access(self.folder, os.W_OK | os.X_OK)
        except OSError:
            return False

    def get(self, kind: type[T], subject: str, key: str) -> T | None:
        """The result kept for a subject under that very key, if there is a sound one."""
        return self._read(kind, self.path(kind, subject), key)

    def _read(self, kind: type[T], path: Path, key: str) -> T | None:
        try:
            stored, _, content = path.read_bytes().partition(b"\n")
            return decode(kind, content) if stored == key.encode() else None
        except (OSError, CodecError):
            return None

    def keeps(self, kind: type[T], subject: str, key: str) -> bool:
        """Whether there is a result under that very key, without a look whether it is sound."""
        try:
            with self.path(kind, subject).open("rb") as file:
                return file.read(len(key) + 1) == key.encode() + b"\n"
        except OSError:
            return False

    def sheets(self, key: str) -> Path:
        """The file in which the rows of a year are kept."""
        return self.folder / "sheets" / key

    def keeps_sheets(self, keys: Iterable[str]) -> bool:
        """Whether the rows of all these years are kept, without a look whether they are whole."""
        return all(self.sheets(key).is_file() for key in keys)

    def every(self, kind: type[T], key: str) -> Iterator[T]:
        """All sound results of a kind under a key, whatever their subjects."""
        folder = self.path(kind, "").parent
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            found = self._read(kind, path, key)
            if found is not None:
                yield found

    def put(self, kind: type[T], subject: str, key: str, result: T) -> None:
        """Keep a result, whole or not at all. A folder that cannot be written is no fault."""
        self.put_packed(kind, subject, key, encode(kind, result))

    def put_packed(self, kind: type[T], subject: str, key: str, packed: bytes) -> None:
        """Keep a result that is encoded already."""
        with contextlib.suppress(OSError):
            write_whole(self.path(kind, subject), key.encode() + b"\n" + packed)

    def path(self, kind: type, subject: str) -> Path:
        """Where the result for a subject is kept."""
        return self.folder / kind.__name__.lower() / digest(subject)[:32]
