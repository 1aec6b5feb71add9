"""A lock on a folder or file.

It goes with the process that holds it, so what was killed keeps nobody out.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path


class NoLocksError(Exception):
    """The system, or the file system, has no locks."""


@dataclass(frozen=True, slots=True)
class Lock:
    """The lock of something open, which is let go when that is closed."""

    handle: int | None

    def hold(self, *, alone: bool, wait: bool) -> bool:
        """Hold it, alone or beside others that do not want it alone; what was held before is let go.

        False where others are in the way and `wait` is false. Raises NoLocksError.
        """
        if sys.platform == "win32" or self.handle is None:
            raise NoLocksError
        import fcntl

        how = (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | (0 if wait else fcntl.LOCK_NB)
        try:
            fcntl.flock(self.handle, how)
        except BlockingIOError:
            return False
        except OSError as error:
            raise NoLocksError from error
        return True


@contextmanager
def lock_of(path: Path, flags: int = os.O_RDONLY) -> Iterator[Lock]:
    """The lock of a folder, or of a file opened with these flags; not held yet."""
    try:
        handle = os.open(path, flags)
    except OSError:  # not there, or on a system that opens no folders
        yield Lock(None)
        return
    try:
        yield Lock(handle)
    finally:
        os.close(handle)
