"""Work on many things at once, on worker processes that never outlive what they work for."""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from functools import partial
from itertools import chain
from queue import SimpleQueue
from typing import TypeVar

FEW = 8
"""Up to so many things are worked on in this process: starting others would take longer."""
TOGETHER = 8
"""So many neighbours at most go to one process: what it has learned of one helps with the next."""
AHEAD = 2
"""So many parts for each process are handed out before the first is done: none has to wait."""
MANY = 2_000
"""Of more things than these a process holds so much that processes begun later, being copies of it,
would hold it too."""
CROWD = 16
"""An executor of which nobody here knows the number of processes is taken to have so many,"""
AT_ONCE = 256
"""and is handed so many parts at once, lest it has more."""

T = TypeVar("T")
R = TypeVar("R")


def each_done(
    things: Sequence[T],
    work: Callable[[T], R],
    lost: Callable[[T], R],
    jobs: int | None = None,
    *,
    executor: Executor | None = None,
    crew: Executor | None = None,
) -> Generator[tuple[T, R]]:
    """Each thing with what `work` gives for it, in the order in which they are done.

    `jobs` is how many processes work, None for as many as are worth it; an `executor` that is
    handed in is used instead, and a `crew` of as many processes as long as it lasts. Neighbours
    are worked on together, and only so many at a time that results do not pile up. A thing that
    took its process with it gets what `lost` gives.
    """
    count = min(jobs or (1 if len(things) <= FEW else os.cpu_count() or 1), len(things))
    if executor is None and count <= 1:
        yield from ((thing, work(thing)) for thing in things)
        return
    ahead = AT_ONCE if executor else AHEAD * count
    parts = _parts(things, CROWD if executor else count)
    ready = executor or crew
    for part in parts:
        suspects: list[T] = []
        with nullcontext(ready) if ready else processes(count) as pool:
            for done, results in _on(pool, chain([part], parts), partial(_each, work), ahead):
                if results is None:
                    suspects += done
                else:
                    yield from zip(done, results, strict=True)
        # One of them took its process, and the pool, with it: which one shows when each is alone.
        for thing in suspects:
            with processes(1) as pool:
                for _, result in _on(pool, [thing], work, 1):
                    yield thing, lost(thing) if result is None else result
        ready = None  # where parts are left, it broke


def _parts(things: Sequence[T], count: int) -> Iterator[Sequence[T]]:
    """Neighbours to be worked on together; fewer towards the end, so that all end at a time."""
    start = 0
    while start < len(things):
        size = min(TOGETHER, -(-(len(things) - start) // (4 * count)))
        yield things[start : start + size]
        start += size


def _each(work: Callable[[T], R], things: Sequence[T]) -> list[R]:
    return [work(thing) for thing in things]


def _on(
    executor: Executor, things: Iterable[T], work: Callable[[T], R], ahead: int
) -> Iterator[tuple[T, R | None]]:
    """Each thing with its result, or with None where the executor broke under it.

    No more than `ahead` of them wait or are worked on; no further one is taken once it is broken.
    """
    running: dict[Future[R], T] = {}
    done: SimpleQueue[Future[R]] = SimpleQueue()
    for thing in things:
        try:
            future = executor.submit(work, thing)
        except BrokenExecutor:
            yield thing, None
            break
        running[future] = thing
        future.add_done_callback(done.put)
        if len(running) >= ahead:
            future = done.get()
            yield running.pop(future), _result(future)
    while running:
        future = done.get()
        yield running.pop(future), _result(future)


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


@contextmanager
def crew_for(things: int, jobs: int | None) -> Iterator[Executor | None]:
    """Processes that are begun at once and wait, where there are many things; else None."""
    count = jobs or os.cpu_count() or 1
    if count <= 1 or things <= MANY:
        yield None
        return
    with processes(count) as pool:
        pool.submit(os.getpid)  # with the first work all of them begin
        yield pool


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
