"""Reading untrusted bytes in a process of their own, which may fail, hang or die without harm.

A process serves many files in turn. It is replaced when it dies, when a file took it to a limit,
and after `SERVED` files. Each process of the conveyor has its own, each thread while it needs one.
"""

from __future__ import annotations

import atexit
import contextlib
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from typing import BinaryIO

from pipeline.codec import CodecError, decode, encode
from pipeline.ingest.document import Document
from pipeline.ingest.limits import Limits, OverLimit
from pipeline.ingest.pictures import Picture, pages_wanted
from pipeline.ingest.raw_file import RawFile, Source, load, report
from pipeline.ingest.source import Read
from pipeline.ingest.wire import (
    DATA,
    MORE_TIME,
    REPLY,
    TASK,
    Reply,
    Task,
    WireError,
    receive,
    send,
)

SERVED = 50
"""After so many files a process is replaced, lest what a library keeps add up."""

_START = "import sys; sys.path[:] = sys.argv[1:]; from pipeline.ingest.child import serve; serve()"
_HANDED_ON = ("LANG", "LC_ALL", "LD_LIBRARY_PATH", "PATH", "PYTHONHASHSEED", "SYSTEMROOT", "TZ")
_THREADS = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
_OUT_OF_TIME = tuple(-getattr(signal, name, 0) for name in ("SIGXCPU", "SIGALRM"))
_GRACE = 2  # seconds for a process that closed its pipe to end
_KILLED = -getattr(signal, "SIGKILL", 0)


class _Died(Exception):
    """The process ended, or spoke nonsense, before it had answered."""


class _Child:
    """A process that reads. `served` counts its files."""

    def __init__(self) -> None:
        inherited = {name: os.environ[name] for name in _HANDED_ON if name in os.environ}
        self.process = subprocess.Popen(  # noqa: S603 - this very interpreter, our own code
            [sys.executable, "-P", "-B", "-W", "ignore", "-c", _START, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env={**inherited, **_THREADS},
        )
        assert self.process.stdin
        assert self.process.stdout
        self.tasks: BinaryIO = self.process.stdin  # type: ignore[assignment]
        self.replies: BinaryIO = self.process.stdout  # type: ignore[assignment]
        self.served = 0

    def ask(self, task: Task, data: bytes) -> Reply:
        """The reply to a task. Raises OverLimit for its time and memory, _Died."""
        self.served += 1
        clock = _Clock(self.process.kill, task.limits)
        try:
            send(self.tasks, TASK, encode(Task, task))
            send(self.tasks, DATA, data)
            return decode(Reply, self._answer(clock))
        except (OSError, WireError, CodecError) as error:
            raise self._why(clock, task.limits, error) from error
        finally:
            clock.stop()

    def _answer(self, clock: _Clock) -> bytes:
        while True:
            kind, content = receive(self.replies)
            if kind == REPLY:
                return content
            if kind != MORE_TIME:
                raise WireError("no reply")
            clock.more()

    def _why(self, clock: _Clock, limits: Limits, error: Exception) -> Exception:
        """What to make of a process that did not answer."""
        if isinstance(error, CodecError):
            return _Died("its process gave no sound answer")
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.process.wait(_GRACE)
        self.end()
        code = self.process.returncode
        if clock.run_out or code in _OUT_OF_TIME:
            return OverLimit("seconds", None, limits.seconds)
        if code == _KILLED and self.served == 1:
            return OverLimit("memory", None, limits.memory)  # by the system, which ran out of it
        return _Died(f"its process died: {_ending(code)}")

    def end(self) -> None:
        """Stop the process, whatever it is doing."""
        self.process.kill()
        for pipe in (self.tasks, self.replies):
            with contextlib.suppress(OSError):
                pipe.close()
        self.process.wait()


class _Clock:
    """Calls `ring` when the time for a file has run out; a page read by OCR gives it more."""

    def __init__(self, ring: Callable[[], None], limits: Limits) -> None:
        self._ring, self._limits = ring, limits
        self._pages = 0
        self.run_out = False
        self._timer = self._start(limits.seconds)

    def more(self) -> None:
        self._pages += 1
        if self._pages <= self._limits.scanned_pages:
            self._timer.cancel()
            self._timer = self._start(self._limits.seconds + self._limits.page_seconds)

    def stop(self) -> None:
        self._timer.cancel()

    def _start(self, seconds: int) -> threading.Timer:
        timer = threading.Timer(seconds, self._end)
        timer.daemon = True
        timer.start()
        return timer

    def _end(self) -> None:
        self.run_out = True
        self._ring()


_idle: dict[int, list[_Child]] = {}
"""Processes that wait for work, by the process that started them: a fork must not use them."""


def sandboxed(reader: str, file: RawFile, limits: Limits) -> Read:
    """What `reader` (`module:function`, a Reader) gives for a file, read in another process.

    A reader that raises, and a process that dies, are a finding `worker-fault`. Raises OverLimit,
    also for time and memory.
    """
    task = Task(reader, file.release_id, file.name, file.sha256, limits)
    reply = _ask(task, file.data)
    if reply.excess is not None:
        raise OverLimit(reply.excess.what, reply.excess.value, reply.excess.limit)
    if reply.fault is not None:
        return None, [report("worker-fault", file, reason=reply.fault)]
    return reply.document, list(reply.findings)


def pictures(source: Source, document: Document, limits: Limits) -> tuple[Picture, ...]:
    """The pages of a PDF that may be shown, drawn in another process; none where that fails."""
    pages = pages_wanted(document)
    file = load(source, limits) if pages else None
    if not isinstance(file, RawFile):
        return ()
    drawer = "pipeline.ingest.pdf_pictures:draw_pages"
    task = Task(drawer, file.release_id, file.name, file.sha256, limits, pages)
    try:
        return _ask(task, file.data).pictures
    except OverLimit:
        return ()


def _ask(task: Task, data: bytes) -> Reply:
    """The reply of a waiting process, or of a new one: only that one's death is the file's fault."""
    idle = _idle.setdefault(os.getpid(), [])
    while idle:
        child = idle.pop()
        with contextlib.suppress(_Died):
            reply = _ask_child(child, task, data)
            if not _in_doubt(reply):
                return reply
    try:
        return _ask_child(_Child(), task, data)
    except _Died as death:
        return Reply(fault=str(death))


def _ask_child(child: _Child, task: Task, data: bytes) -> Reply:
    sound = False
    try:
        reply = child.ask(task, data)
        sound = child.served < SERVED and not _in_doubt(reply)
        return reply
    finally:
        if sound:
            _wait(child)
        else:
            child.end()


def _in_doubt(reply: Reply) -> bool:
    """Whether a reply may be owed to what the process did before."""
    return reply.excess is not None and reply.excess.what == "memory"


def _wait(child: _Child) -> None:
    if not any(_idle.values()):
        atexit.unregister(end_all)
        atexit.register(end_all)
    _idle[os.getpid()].append(child)


def end_all() -> None:
    """Stop the processes that wait for work."""
    for child in _idle.pop(os.getpid(), []):
        child.end()


def _ending(code: int) -> str:
    if code >= 0:
        return f"exit code {code}"
    with contextlib.suppress(ValueError):
        return signal.Signals(-code).name
    return f"signal {-code}"
