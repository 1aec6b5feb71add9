"""A file or folder replaced as a whole: whoever looks, and whatever is killed when, it is old or new.

The new folder is built beside the old one, on the same file system, and then the two change
places. What a killed run leaves behind is put right by the next one (`_recover`).
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from pipeline.publish.new_folder import NewFolder, sync

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_AT_CWD = -100  # AT_FDCWD


def write_whole(path: Path, content: bytes) -> None:
    """Write a file, whole or not at all; its folder is made. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def replacing(out: Path) -> Iterator[NewFolder]:
    """A new folder to fill; at the end it takes the place of `out`, all or nothing.

    What a run that was killed left behind is put right first. Where the body raises, or writing does (OSError), the old folder stays as it was. After the
    folders changed places (the disk fails to confirm, or the old one cannot be removed) the new one
    is whole.
    """
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    with _locked(out.parent):
        new, old = _beside(out, "new"), _beside(out, "old")
        _recover(out)
        try:
            new.mkdir()
            folder = NewFolder(new, out)
            yield folder
            folder.carry_over()
            _sync_folders(new)
            _swap(new, out, old)
        except BaseException:
            _recover(out)
            raise
        sync(out.parent)
        _remove(new)
        _remove(old)


def replace_folder(out: Path, files: Mapping[str, bytes], owned: Collection[str] = ()) -> None:
    """Make `out` hold `files` (relative POSIX path -> content) and what it held that is not `owned`,
    as `replacing` does."""
    with replacing(out) as folder:
        folder.owned = owned
        for name, content in files.items():
            folder.write(name, content)


def recover_folder(out: Path) -> None:
    """Put right what a run that was killed while it replaced `out` left behind."""
    out = out.resolve()
    if out.parent.is_dir():
        with _locked(out.parent):
            _recover(out)


def _beside(out: Path, what: str) -> Path:
    return out.parent / f".{out.name}.publish-{what}"


def _recover(out: Path) -> None:
    """Remove leftovers; where only the old folder was set aside and not yet replaced, restore it.

    `new` is there until it has become `out`, so `old` beside `new` means that `out` is not whole.
    """
    new, old, copy = (_beside(out, what) for what in ("new", "old", "copy"))
    if old.exists() and (new.exists() or not out.exists()):
        _remove(out)
        old.rename(out)
    for leftover in (copy, new, old):
        _remove(leftover)


def _remove(folder: Path) -> None:
    if folder.exists():
        shutil.rmtree(folder)


def _swap(new: Path, out: Path, old: Path) -> None:
    if not out.exists():
        new.rename(out)
    elif not _exchange(new, out):
        _set_aside(out, old)
        new.rename(out)


def _exchange(one: Path, other: Path) -> bool:
    """Let two folders change places in one step; False where the system does not offer it."""
    if sys.platform != "linux":
        return False
    rename = getattr(ctypes.CDLL(None), "renameat2", None)
    if rename is None:
        return False
    names = (os.fsencode(one), os.fsencode(other))
    return bool(rename(_AT_CWD, names[0], _AT_CWD, names[1], _EXCHANGE) == 0)


def _set_aside(out: Path, old: Path) -> None:
    try:
        out.rename(old)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        # A folder of a container image's layer cannot be renamed: copy it, then remove it.
        copy = _beside(out, "copy")
        shutil.copytree(out, copy, symlinks=True)
        _sync_all(copy)
        copy.rename(old)
        shutil.rmtree(out)


def _sync_all(folder: Path) -> None:
    """Have files and folders on the disk before anything is renamed over them."""
    for path in folder.rglob("*"):
        if path.is_file() and not path.is_symlink():
            sync(path)
    _sync_folders(folder)


def _sync_folders(folder: Path) -> None:
    for path in (*(path for path in folder.rglob("*") if path.is_dir()), folder):
        if not path.is_symlink():
            sync(path)


@contextlib.contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold a lock on a folder, which goes with the process; a second publisher waits."""
    if sys.platform == "win32":
        yield
        return
    import fcntl

    handle = os.open(folder, os.O_RDONLY)
    try:
        # Where the file system has no locks, two runs at once are the caller's care.
        with contextlib.suppress(OSError):
            fcntl.flock(handle, fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)
