"""What a run need not do again: results on disk, kept as long as nothing they depend on changed.

A result depends on the bytes of its input and on a *setting*: the code and its data, the curation,
the limits, and the versions of Python and of the libraries. Entries are data, never code; one that
is damaged, which its digest shows, counts as absent and is written anew. Nothing is owed to the
cache: what cannot be written there is kept elsewhere as long as the run needs it.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import sys
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TypeVar

from pipeline.codec import CodecError, decode, encode
from pipeline.exits import WrongUsage
from pipeline.ingest.limits import Limits
from pipeline.normalize.expectations import FILE as EXPECTATIONS_FILE
from pipeline.publish.atomic import Content, write_whole
from pipeline.publish.lock import Lock, NoLocksError, lock_of
from pipeline.publish.new_folder import FileFacts, facts_of_file

T = TypeVar("T", bound=Hashable)

PACKAGE = Path(__file__).parent
_UNFINISHED = "unfinished"
"""Where files of a cache lie until they are whole."""
_LOCK = "lock"
_WHY = "why"


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


class NoRoomError(WrongUsage):
    """A run can keep what it finds nowhere; the message says why and what to do."""

    REMEDY = "Make room, or name a folder with room in TMPDIR, and run again."


@dataclass(frozen=True, slots=True)
class Cache:
    """A folder of results, one file a subject; a newer result takes the place of the older.

    A place is the path of a file in it. What cannot be written there goes into the folder `spare`,
    which is made then, and is found there first.
    """

    folder: Path
    spare: Path | None = None

    def get(self, kind: type[T], subject: str, key: str) -> T | None:
        """The result kept for a subject under that very key, if there is a sound one."""
        try:
            return self._read(kind, self.path(place_of(kind, subject)), key)
        except (OSError, CodecError):
            return None

    def _read(self, kind: type[T], path: Path, key: str) -> T | None:
        content = _sound(path, key)
        return None if content is None else decode(kind, content)

    def keeps(self, kind: type[T], subject: str, key: str) -> bool:
        """Whether there is a result under that very key, without a look whether it is sound."""
        try:
            with self.path(place_of(kind, subject)).open("rb") as file:
                return file.read(len(key) + 1) == key.encode() + b" "
        except OSError:
            return False

    def keeps_sound(self, kind: type[T], subject: str, key: str) -> bool:
        """Whether there is a sound result under that very key."""
        try:
            return _sound(self.path(place_of(kind, subject)), key) is not None
        except OSError:
            return False

    def every(self, kind: type[T], key: str) -> Iterator[T]:
        """All sound results of a kind under a key, whatever their subjects."""
        folder = self.folder / folder_of(kind)
        for path in sorted(folder.iterdir()) if folder.is_dir() else ():
            with contextlib.suppress(OSError, CodecError):
                found = self._read(kind, path, key)
                if found is not None:
                    yield found

    def put(self, kind: type[T], subject: str, key: str, result: T) -> None:
        """Keep a result, whole or not at all. Raises NoRoomError."""
        self.put_packed(kind, subject, key, encode(kind, result))

    def put_packed(self, kind: type[T], subject: str, key: str, packed: bytes) -> None:
        """Keep a result that is encoded already. Raises NoRoomError."""
        self.write(place_of(kind, subject), _head(key, packed) + b"\n" + packed)

    def write(self, place: str, content: Content) -> None:
        """Keep bytes, whole or not at all. Raises NoRoomError where even `spare` cannot be written."""
        try:
            write_whole(self.folder / place, content, self.folder / _UNFINISHED)
        except OSError as error:
            why = error.strerror or str(error)
            if self.spare is None:
                remedy = NoRoomError.REMEDY
                raise NoRoomError(f"{self.folder} cannot be written: {why}. {remedy}") from error
            self._write_spare(self.spare, place, content, why)

    def _write_spare(self, spare: Path, place: str, content: Content, why: str) -> None:
        try:
            spare.mkdir(mode=0o700, exist_ok=True)
            write_whole(spare / _WHY, why.encode())
            write_whole(spare / place, content)
        except OSError as error:
            both = f"neither {self.folder} ({why}) nor {spare} ({error.strerror}) can be written"
            raise NoRoomError(f"{both}. {NoRoomError.REMEDY}") from error

    def path(self, place: str) -> Path:
        """The file at a place, be it there or not."""
        if self.spare and (spared := self.spare / place).is_file():
            return spared
        return self.folder / place

    def refused(self) -> str | None:
        """What the system said when something could not be kept; None where all could be."""
        try:
            return (self.spare / _WHY).read_text() if self.spare else None
        except OSError:
            return None

    @contextmanager
    def in_use(self) -> Iterator[Lock]:
        """Work with the cache, as others may do; what was killed half-way through a file is removed."""
        with contextlib.suppress(OSError):
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # releases lie in it whole
        with lock_of(self.folder / _LOCK, os.O_RDWR | os.O_CREAT) as lock:
            with contextlib.suppress(NoLocksError):
                if lock.hold(alone=True, wait=False):
                    self.sweep([_UNFINISHED], ())
                lock.hold(alone=False, wait=True)
            yield lock

    def sweep(self, folders: Iterable[str], kept: Collection[str]) -> None:
        """Remove what lies in these folders and at none of the places `kept`."""
        for folder in folders:
            with contextlib.suppress(OSError):
                for path in [*(self.folder / folder).iterdir()]:
                    if f"{folder}/{path.name}" not in kept:
                        path.unlink()


def folder_of(kind: type) -> str:
    """The folder of a cache for results of a kind."""
    return kind.__name__.lower()


def place_of(kind: type, subject: str) -> str:
    """Where the result for a subject is kept."""
    return f"{folder_of(kind)}/{digest(subject)[:32]}"


def _sound(path: Path, key: str) -> bytes | None:
    """What a file holds of a result, if it is of that key and as it was written. Raises OSError."""
    head, _, content = path.read_bytes().partition(b"\n")
    return content if head == _head(key, content) else None


def _head(key: str, content: bytes) -> bytes:
    return f"{key} {hashlib.sha256(content).hexdigest()}".encode()
