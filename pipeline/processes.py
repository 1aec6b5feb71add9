"""Work on many things at once, on worker processes that never outlive what they work for."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterator, Sequence
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    as_completed,
)
from contextlib import contextmanager, nullcontext
from typing import TypeVar

FEW = 8
"""Up to so many things are worked on in this process: starting others would take longer."""

T = TypeVar("T")
R = TypeVar("R")


def each_done(
    things: Sequence[T],
    work: Callable[[T], R],
    lost: Callable[[T], R],
    jobs: int | None = None,
    executor: Executor | None = None,
) -> Generator[tuple[T, R]]:
    """Each thing with what `work` gives for it, in the order in which they are done.

    `jobs` is how many processes work, None for as many as are worth it; an `executor` that is
    handed in is used instead. A thing that took its process with it gets what `lost` gives.
    """
    count = min(jobs or (1 if len(things) <= FEW else os.cpu_count() or 1), len(things))
    if executor is None and count <= 1:
        yield from ((thing, work(thing)) for thing in things)
        return
    suspects: list[T] = []
    with nullcontext(executor) if executor else processes(count) as pool:
        for thing, result in _on(pool, things, work):
            if result is None:
                suspects.append(thing)
            else:
                yield thing, result
    # One of them took its process, and the pool, with it: which one shows when each is alone.
    for thing in suspects:
        with processes(1) as pool:
            for _, result in _on(pool, [thing], work):
                yield thing, lost(thing) if result is None else result


def _on(
    executor: Executor, things: Sequence[T], work: Callable[[T], R]
) -> Iterator[tuple[T, R | None]]:
    """Each thing with its result, or with None where the executor broke under it."""
    futures: dict[Future[R], T] = {}
    for thing in things:
        try:
            futures[executor.submit(work, thing)] = thing
        except BrokenExecutor:
            yield thing, None
    for future in as_completed(futures):
        yield futures[future], _result(future)


def _result(future: Future[R]) -> R | None:
    try:
        return future.result()
    except BrokenExecutor:
        return None


@contextmanager
def processes(count: int) -> Iterator[ProcessPoolExecutor]:
    """A pool of `count` processes; where the caller stops half-way, they are stopped at once."""
    others = set(multiprocessing.active_children())
    with ProcessPoolExecutor(count, initializer=_prepare) as pool:
        try:
            yield pool
        except BaseException:
            for process in set(multiprocessing.active_children()) - others:
                process.terminate()
            raise


def _prepare() -> None:
    # The keyboard stops the parent, which stops its workers: no traceback from each of them.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    """A parent that was killed sends no word, and a worker would wait for it for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
