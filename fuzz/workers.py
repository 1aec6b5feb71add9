"""Worker processes that judge damaged files, and are stopped where they take too long.

Time is that of the processor, which a busy machine does not stretch; the clock, with much patience,
is for those that only wait.
"""

from __future__ import annotations

import multiprocessing
import signal
import threading
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

PATIENCE = 15
"""So many times as long by the clock as by the processor may a task take."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of each file, in their order: `read`, or the code of a finding; and the faults,
    each one sentence. Where there are faults, fates may be missing."""

    fates: tuple[str, ...]
    faults: tuple[str, ...]


T = TypeVar("T")
Judge = Callable[[T], Verdict]

_processes = multiprocessing.get_context("spawn")


class Worker(Generic[T]):
    """A process that calls `judge` with what it is sent; a new one after each that died or hung."""

    def __init__(self, judge: Judge[T]) -> None:
        self._judge = judge
        self._start()

    def _start(self) -> None:
        self._pipe, theirs = _processes.Pipe()
        self._process = _processes.Process(target=_serve, args=(theirs, self._judge), daemon=True)
        self._process.start()
        theirs.close()

    def judged(self, what: T, seconds: float) -> Verdict:
        """The verdict; one fault where the process died, or gave none within so many seconds."""
        try:
            self._pipe.send((what, seconds))
            if self._pipe.poll(PATIENCE * seconds):
                verdict: Verdict = self._pipe.recv()
                return verdict
            code = -signal.SIGPROF
        except (EOFError, OSError):
            self._process.join()
            code = self._process.exitcode or 0
        self.end()
        self._start()
        hung = code == -signal.SIGPROF
        return Verdict((), ("the run did not end" if hung else f"the run died: exit code {code}",))

    def end(self) -> None:
        """Stop the process, whatever it is doing."""
        self._process.kill()
        self._process.join()
        self._pipe.close()


def _serve(pipe: Connection, judge: Judge[T]) -> None:
    with suppress(EOFError):
        while True:
            what, seconds = pipe.recv()
            signal.setitimer(signal.ITIMER_PROF, seconds)  # when it has run out, the process ends
            pipe.send(judge(what))


class Workers(Generic[T]):
    """A worker for each thread that asks."""

    def __init__(self, judge: Judge[T]) -> None:
        self._judge = judge
        self._own = threading.local()
        self._all: list[Worker[T]] = []

    def judged(self, what: T, seconds: float) -> Verdict:
        """As the worker of this thread has it."""
        if not hasattr(self._own, "worker"):
            self._own.worker = Worker(self._judge)
            self._all.append(self._own.worker)
        verdict: Verdict = self._own.worker.judged(what, seconds)
        return verdict

    def end(self) -> None:
        """Stop them all."""
        for worker in self._all:
            worker.end()
