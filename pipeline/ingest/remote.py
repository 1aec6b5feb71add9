"""Raw files at an address that fsspec knows: `s3://`, `gs://`, `memory://`, `zip://…::s3://…`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pipeline.ingest.faults import reason
from pipeline.ingest.storage import Entry, Storage, StorageError

_PIECE = 1024 * 1024
_INSTALL = "pip install '.[remote]'"


def remote_folder(address: str) -> Storage:
    """The storage at an address. Raises StorageError for one that nothing installed here reads."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        raise StorageError(f"{address} is an address: {_INSTALL} adds what reads it") from error
    try:
        filesystem, path = url_to_fs(address)
    except (ImportError, ValueError) as error:  # fsspec names the package to install
        raise StorageError(f"{address} cannot be read: {error}") from error
    except Exception as fault:
        raise StorageError(f"{address} cannot be reached: {reason(fault, names=True)}") from fault
    return _RemoteFolder(address, filesystem, path.rstrip("/"))


@dataclass(frozen=True, slots=True)
class _RemoteFolder:
    address: str
    filesystem: Any
    path: str
    at_once: int = 16  # a request takes far longer than its bytes

    def entries(self) -> Iterator[Entry]:
        try:
            self.filesystem.invalidate_cache()
            listed = self.filesystem.ls(self.path, detail=True)
        except FileNotFoundError as error:
            raise StorageError(f"there is no folder {self.address}") from error
        except Exception as fault:
            raise StorageError(
                f"{self.address} cannot be listed: {reason(fault, names=True)}"
            ) from fault
        for about in listed:
            name = about["name"].rstrip("/").rpartition("/")[2]
            if about["name"].strip("/") != self.path.strip("/"):  # a store may list the folder too
                yield _entry(name, about)

    def pieces(self, name: str) -> Iterator[bytes]:
        path = f"{self.path}/{name}" if self.path else name
        try:
            with self.filesystem.open(path, "rb") as file:
                while piece := file.read(_PIECE):
                    yield piece
        except OSError:
            raise
        except Exception as fault:
            raise OSError(None, reason(fault, names=True)) from fault


def _entry(name: str, about: dict[str, Any]) -> Entry:
    if about.get("islink"):
        return Entry(name, refused="outside-raw")
    if about["type"] == "directory":
        return Entry(name, refused="folder-in-raw")
    if about["type"] != "file":
        return Entry(name, refused="unreadable", reason="it is no regular file")
    return Entry(name, about.get("size"))
