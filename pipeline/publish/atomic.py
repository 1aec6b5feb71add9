"""A file or folder replaced as a whole: whoever looks, and whatever is killed when, it is old or new.

The new folder is built beside the old one, on the same file system, and then the two change
places. One run at a time does so beside a folder; the others wait. What a killed run leaves behind
is put right by the next one (`_recover`).
"""

from __future__ import annotations

import contextlib
import ctypes
import errno
import os
import shutil
import sys
import tempfile
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from pipeline.exits import WrongUsage
from pipeline.publish.lock import NoLocksError, lock_of
from pipeline.publish.new_folder import NewFolder, sync

_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2)
_AT_CWD = -100  # AT_FDCWD

Tell = Callable[[str], None]
"""Told a line for the person at the terminal."""


class OutputBusyError(WrongUsage):
    """Another run may be at work on the folder to replace; the message says what to do."""


Content = bytes | Callable[[BinaryIO], None]
"""The bytes of a file, or what writes them, which may be asked to do so again."""


def write_whole(path: Path, content: Content, beside: Path | None = None) -> None:
    """Write a file, whole or not at all; its folder is made. Raises OSError.

    Until it is whole it lies in the folder `beside` of the same file system, or else in its own.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    folder = beside or path.parent
    folder.mkdir(exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".")
    try:
        with os.fdopen(handle, "wb") as file:
            if isinstance(content, bytes):
                file.write(content)
            else:
                content(file)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextlib.contextmanager
def replacing(out: Path, tell: Tell | None = None) -> Iterator[NewFolder]:
    """A new folder to fill; at the end it takes the place of `out`, all or nothing.

    What a run that was killed left behind is put right first; one that is at work is waited for,
    which `tell` is told. Where the body raises, or writing does (OSError), the old folder stays as
    it was. After the folders changed places (the disk fails to confirm) the new one is whole.
    Raises OutputBusyError where nobody can tell whether another run is at work.
    """
    out = out.resolve()
    out.parent.mkdir(parents=True, exist_ok=True)
    with _alone_beside(out, tell):
        new = _new_beside(out)
        try:
            folder = NewFolder(new, out)
            yield folder
            folder.carry_over()
            _sync_folders(new)
            replaced = _swap(new, out)
        except BaseException:
            _recover(out)
            raise
        sync(out.parent)
        if replaced:  # what cannot be removed now, the next run removes
            shutil.rmtree(replaced, ignore_errors=True)


def replace_folder(out: Path, files: Mapping[str, bytes], owned: Collection[str] = ()) -> None:
    """Make `out` hold `files` (relative POSIX path -> content) and what it held that is not `owned`,
    as `replacing` does."""
    with replacing(out) as folder:
        folder.owned = owned
        for name, content in files.items():
            folder.write(name, content)


def recover_folder(out: Path, tell: Tell | None = None) -> None:
    """Put right what a run that was killed while it replaced `out` left behind; one that is at work
    is waited for, which `tell` is told. Raises OSError, OutputBusyError."""
    out = out.resolve()
    if any(_leftovers(out)):
        with _alone_beside(out, tell):
            pass


@contextlib.contextmanager
def _alone_beside(out: Path, tell: Tell | None) -> Iterator[None]:
    """Work beside `out` while no other run does, with nothing there that one left behind."""
    with lock_of(out.parent) as lock:
        try:
            if not lock.hold(alone=True, wait=False):
                if tell:
                    tell(f"another run publishes in {out.parent}; this one waits until that ends")
                lock.hold(alone=True, wait=True)
            _recover(out)
        except NoLocksError:
            _must_be_clear(out)
        yield


def _must_be_clear(out: Path) -> None:
    """Where there are no locks, a folder being built says that somebody builds it, dead or alive."""
    left = [*_leftovers(out)]
    if left:
        old = _beside(out, "old")
        mend = f"rename {old} to {out}" if old in left and not out.exists() else f"remove {left[0]}"
        raise OutputBusyError(
            f"another run may be publishing in {out}, and this file system has no locks to tell: "
            f"let it end. If none is at work, {mend} and run again."
        )


def _new_beside(out: Path) -> Path:
    new = _beside(out, "new")
    try:
        new.mkdir()
    except FileExistsError:  # without locks another run may have come first
        _must_be_clear(out)
        raise
    return new


def _beside(out: Path, what: str) -> Path:
    return out.parent / f".{out.name}.publish-{what}"


def _leftovers(out: Path) -> Iterator[Path]:
    """What is beside `out` while it is replaced."""
    return (path for what in ("copy", "new", "old") if (path := _beside(out, what)).exists())


def _recover(out: Path) -> None:
    """Remove leftovers; where only the old folder was set aside and not yet replaced, restore it.

    `new` is there until it has become `out`, so `old` beside `new` means that `out` is not whole.
    """
    new, old = _beside(out, "new"), _beside(out, "old")
    if old.exists() and (new.exists() or not out.exists()):
        if out.exists():
            shutil.rmtree(out)
        old.rename(out)
    for leftover in _leftovers(out):
        shutil.rmtree(leftover)


def _swap(new: Path, out: Path) -> Path | None:
    """Put the new folder in the old one's place; where the old one is then, if there was one."""
    if not out.exists():
        new.rename(out)
        return None
    if _exchange(new, out):
        return new
    old = _beside(out, "old")
    _set_aside(out, old)
    new.rename(out)
    return old


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
