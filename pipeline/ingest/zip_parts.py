"""The parts of an office file, which is a ZIP archive: opened in memory, inflated with a count.

Nothing is ever written to disk, and only the parts that a reader asks for are inflated: pictures
never are. What a member says about its own size is not believed.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator
from typing import TypeVar

from pipeline.ingest.limits import Limits, within
from pipeline.ingest.xml_tree import BadXml, Element, UnsafeXml, read_xml

_T = TypeVar("_T")
"""What a part is read as."""
_CHUNK = 64 * 1024
_SLACK = 1024 * 1024
"""Bytes that may be inflated before the ratio to the packed size counts."""
_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    NotImplementedError,
    OSError,
    RuntimeError,
    UnicodeError,
    ValueError,
)
"""What `zipfile` raises for archives that are damaged, encrypted or packed by other methods."""
_ENCRYPTED = 0x1


class Refused(Exception):
    """An archive that is not read: the code of the finding that says so, and its values."""

    def __init__(self, code: str, **values: str) -> None:
        super().__init__(code, values)
        self.code, self.values = code, values


class Package:
    """The parts of an archive, by name. Raises Refused and OverLimit."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        self._limits = limits
        self._unpacked = 0
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise Refused("unreadable", reason=f"its archive is damaged ({error})") from error
        members = self._archive.infolist()
        within("members", len(members), limits.members)
        for member in members:
            if _leads_out(member.filename):
                raise Refused("unsafe-archive", reason="a member's name leads out of it")
        name, count = next(iter(Counter(m.filename for m in members).most_common(1)), ("", 0))
        if count > 1:
            raise Refused("unsafe-archive", reason=f"it holds {name} {count} times")
        self._members = {member.filename: member for member in members}
        self.unread: dict[str, str] = {}
        """The parts whose text a reader had to leave out, and why."""

    def xml(self, name: str) -> Element | None:
        """The root element of a part; None where the archive has no such part."""
        return self._read(name, lambda chunks: read_xml(chunks, self._limits))

    def data(self, name: str) -> bytes | None:
        """The bytes of a part; None where the archive has no such part."""
        return self._read(name, b"".join)

    def _read(self, name: str, read: Callable[[Iterator[bytes]], _T]) -> _T | None:
        member = self._members.get(name)
        if member is None:
            return None
        if member.flag_bits & _ENCRYPTED:
            raise Refused("encrypted-file")
        try:
            return read(self._inflated(member))
        except UnsafeXml as error:
            raise Refused("unsafe-xml", part=name) from error
        except BadXml as error:
            raise Refused("unreadable", reason=f"{name} is no XML ({error})") from error
        except _BROKEN as error:
            raise Refused("unreadable", reason=f"{name} is damaged ({error})") from error

    def required(self, name: str) -> Element:
        """As `xml`, of a part that no such file can do without."""
        found = self.xml(name)
        if found is None:
            raise Refused("unreadable", reason=f"it has no {name}")
        return found

    def _inflated(self, member: zipfile.ZipInfo) -> Iterator[bytes]:
        most = _SLACK + member.compress_size * self._limits.ratio
        size = 0
        with self._archive.open(member) as stream:
            while chunk := stream.read(_CHUNK):
                size += len(chunk)
                self._unpacked += len(chunk)
                within("unpacked", self._unpacked, self._limits.unpacked)
                if size > most:
                    ratio = -(-size // max(1, member.compress_size))
                    within("ratio", ratio, self._limits.ratio)
                yield chunk


def _leads_out(name: str) -> bool:
    """Whether a name is absolute, has a drive, or climbs above the archive."""
    plain = name.replace("\\", "/")
    return (
        plain.startswith("/")
        or plain[1:2] == ":"
        or posixpath.normpath(plain).split("/")[0] == ".."
    )
