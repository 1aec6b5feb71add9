"""The process in which untrusted bytes are read: bounded, without network, writing nothing.

`sandbox` starts it. It serves one task after the other until its standard input ends. What bounds
it is the operating system's as far as there is such a thing (Linux: all of it; macOS: no bound on
memory), and the clock of the process that started it in any case.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import os
import signal
import sys
from typing import Any, BinaryIO

from pipeline.codec import decode, encode
from pipeline.ingest.faults import reason
from pipeline.ingest.limits import Limits, OverLimit
from pipeline.ingest.raw_file import RawFile
from pipeline.ingest.wire import DATA, MORE_TIME, REPLY, TASK, Excess, Reply, Task, WireError
from pipeline.ingest.wire import receive as receive_frame
from pipeline.ingest.wire import send as send_frame

if sys.platform == "win32":
    resource = None
else:
    import resource

_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED = (
    *("socket.", "subprocess.", "pty.", "shutil.", "tempfile.", "ftplib.", "http.", "urllib."),
    *("os.exec", "os.fork", "os.posix_spawn", "os.spawn", "os.startfile", "os.system"),
    *("os.chmod", "os.chown", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir"),
    *("os.symlink", "os.truncate", "os.utime"),
)
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_GRACE = 5  # seconds by which whoever started this process is the first to lose patience


class _Server:
    """The far end of the pipes, and the time that is left for the task in hand."""

    def __init__(self) -> None:
        self.tasks: BinaryIO = os.fdopen(os.dup(0), "rb")
        self.replies: BinaryIO = os.fdopen(os.dup(1), "wb")
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)  # whatever a library prints is lost

    def allow(self, seconds: int) -> None:
        """Give the task in hand so many seconds from now."""
        if resource is not None:
            usage = resource.getrusage(resource.RUSAGE_SELF)
            _bound("RLIMIT_CPU", int(usage.ru_utime + usage.ru_stime) + seconds + 1)
            signal.alarm(seconds + _GRACE)

    def reply(self, packed: bytes) -> None:
        """Answer the task in hand; until the next one comes, time is of no matter."""
        send_frame(self.replies, REPLY, packed)
        if resource is not None:
            signal.alarm(0)


_server: _Server | None = None


def page_ahead(limits: Limits) -> None:
    """Ask for the time that a page takes which is read by OCR. Does nothing outside of the child."""
    if _server is not None:
        send_frame(_server.replies, MORE_TIME)
        _server.allow(limits.seconds + limits.page_seconds)


def serve() -> None:
    """Read what is sent until the pipe ends, or until a task has left this process in doubt."""
    global _server  # noqa: PLW0603 - one process, one pipe
    _server = server = _Server()
    _confine()
    gc.set_threshold(200_000, 20, 100)  # what is read refers one way: few cycles to find
    while True:
        try:
            task, data = _receive_task(server.tasks)
        except WireError:
            return
        server.allow(task.limits.seconds)
        _bound("RLIMIT_AS", task.limits.memory)
        reply = _read(task, data)
        try:
            packed = encode(Reply, reply)
        except MemoryError:
            packed = encode(Reply, Reply(excess=Excess("memory", None, task.limits.memory)))
        server.reply(packed)


def _receive_task(pipe: BinaryIO) -> tuple[Task, bytes]:
    (kind, packed), (data_kind, data) = receive_frame(pipe), receive_frame(pipe)
    if (kind, data_kind) != (TASK, DATA):
        raise WireError("no task")
    return decode(Task, packed), data


def _read(task: Task, data: bytes) -> Reply:
    limits = task.limits
    file = RawFile(task.release_id, task.name, task.sha256, data)
    try:
        module, _, function = task.reader.partition(":")
        read = getattr(importlib.import_module(module), function)
        if task.pages is not None:
            return Reply(pictures=read(file, limits, task.pages))
        document, findings = read(file, limits)
        return Reply(document, tuple(findings))
    except OverLimit as over:
        return Reply(excess=Excess(over.what, over.value, over.limit))
    except MemoryError:
        return Reply(excess=Excess("memory", None, limits.memory))
    except RecursionError:
        return Reply(excess=Excess("depth", None, limits.depth))
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is this file's alone
        return Reply(fault=reason(fault))


def _confine() -> None:
    """Give up what no reader needs: the network, files to write, other programs, a core dump."""
    sys.addaudithook(_refuse)
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # it is for whoever started this process
    _bound("RLIMIT_FSIZE", 0)
    _bound("RLIMIT_CORE", 0)
    if sys.platform == "linux":
        # A network of its own, with nothing in it; not every machine lets everybody have one.
        ctypes.CDLL(None).unshare(_CLONE_NEWUSER | _CLONE_NEWNET)


def _refuse(event: str, arguments: tuple[Any, ...]) -> None:
    """The audit hook: raises PermissionError for what a reader has no business with."""
    if event == "open":
        _, mode, flags = arguments
        writing = isinstance(flags, int) and flags & _WRITING
        if writing or (isinstance(mode, str) and not {"w", "a", "x", "+"}.isdisjoint(mode)):
            raise PermissionError("a reader writes no file")
    elif event.startswith(_REFUSED):
        raise PermissionError(f"a reader has no business with {event}")


def _bound(name: str, value: int) -> None:
    """Lower the soft limit of a resource, where there is such a thing."""
    kind = getattr(resource, name, None)
    if kind is None:
        return
    _, hard = resource.getrlimit(kind)
    try:
        resource.setrlimit(kind, (value if hard < 0 else min(value, hard), hard))
    except (OSError, ValueError):
        return  # the system knows the limit and does not keep it: the clock remains
