"""Reading on the workers of a Dask cluster that is there already.

Its workers must have this very code, its libraries and the curation, and reach the raw files: each
compares what it has with what is wanted before its first file, and refuses where they differ.
"""

from __future__ import annotations

import logging
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import BrokenExecutor, Executor, Future
from contextlib import contextmanager
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

from pipeline.cache import PACKAGE, digest, folder_digest, libraries
from pipeline.exits import WrongUsage
from pipeline.ingest.storage import Folder, StorageError, is_there, storage

SECONDS = 15
"""So long is waited for the scheduler, and for a first worker."""
_INSTALL = "pip install '.[cluster]'"
_START = "install it there, or start `python -m dask` in its folder"

Outfit = tuple[tuple[str, str], ...]
"""What results depend on beside the releases: its names, each with its version or digest."""


class ClusterError(WrongUsage):
    """A cluster that cannot be used; the message says why and what to do."""


def outfit(curation: Path) -> Outfit:
    """What this process works with. Raises OSError for curation that is not there."""
    return (
        ("Python", sys.version),
        ("libraries", digest(*libraries())),
        ("code", _code()),
        ("curation", folder_digest(curation)),
    )


@cache
def _code() -> str:
    """The digest of the code when it was first used here: a worker keeps what it has loaded."""
    return folder_digest(PACKAGE)


@contextmanager
def cluster(address: str, raw: Folder, curation: Path) -> Iterator[Executor]:
    """The workers of the scheduler at `address` as one executor.

    Raises ClusterError where there is no scheduler or worker, or where a worker is not fit.
    """
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError(f"a scheduler takes Dask: {_INSTALL} adds it") from error
    where = raw.absolute() if isinstance(raw, Path) else raw
    fit = partial(must_be_fit, outfit(curation), where, curation.absolute())
    try:
        client = Client(address, timeout=SECONDS, set_as_default=False)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(f"no scheduler answers at {address}: {error}") from error
    with _quiet(), client:
        _try_workers(client, address, fit)
        executor = _Workers(client, fit)
        try:
            yield executor
        finally:
            executor.shutdown(wait=False)


@contextmanager
def _quiet() -> Iterator[None]:
    """Dask logs the traceback of each attempt to reach what is gone; the error says it once."""
    logger = logging.getLogger("distributed.client")
    before = logger.level
    logger.setLevel(logging.CRITICAL)
    try:
        yield
    finally:
        logger.setLevel(before)


@lru_cache(maxsize=1)
def must_be_fit(wanted: Outfit, raw: Folder, curation: Path) -> None:
    """Returns where this process may work for whoever has that outfit. Raises ClusterError."""
    if not is_there(curation):
        raise ClusterError(f"it has no folder {curation}: it must see what people decided")
    here = dict(outfit(curation))
    others = [name for name, what in wanted if here[name] != what]
    if others:
        named = " and ".join(others)
        raise ClusterError(
            f"it has other {named} than this process: make them equal, start it anew"
        )
    if not is_there(raw):
        raise ClusterError(f"it has no folder {raw}: name one that all can see, or an address")
    try:
        storage(raw)
    except StorageError as error:
        raise ClusterError(str(error)) from error


def _try_workers(client: Any, address: str, fit: Callable[[], None]) -> None:
    """Raises ClusterError unless there are workers, and all of them are fit."""
    try:
        same = client.run_on_scheduler(_code) == _code()
    except ModuleNotFoundError as error:
        raise ClusterError(
            f"the scheduler at {address} lacks the code: {error}; {_START}"
        ) from error
    if not same:
        raise ClusterError(f"the scheduler at {address} has other code: start it anew with this")
    try:
        client.wait_for_workers(1, timeout=SECONDS)
    except TimeoutError as error:
        raise ClusterError(f"the scheduler at {address} has no workers") from error
    for worker, fault in client.run(fit, on_error="return").items():
        if isinstance(fault, ModuleNotFoundError):
            raise ClusterError(f"the worker {worker} lacks the code: {fault}; {_START}")
        if fault is not None:
            raise ClusterError(f"the worker {worker} cannot be used: {fault}")


def _on_worker(fit: Callable[[], None], work: Callable[..., Any], *args: Any) -> Any:
    """What a worker is sent: one that came late is tried before its first file, too."""
    fit()
    return work(*args)


class _Workers(Executor):
    """The workers of a cluster. Dask sends what was lost with a worker to others, a few times."""

    def __init__(self, client: Any, fit: Callable[[], None]) -> None:
        self._executor = client.get_executor(pure=False)
        self._fit = fit

    def submit(self, work: Callable[..., Any], /, *args: Any, **named: Any) -> Future[Any]:
        told: Future[Any] = Future()
        done = self._executor.submit(_on_worker, self._fit, partial(work, **named), *args)
        done.add_done_callback(partial(_pass_on, told))
        return told

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._executor.shutdown(wait=wait and not cancel_futures)


def _pass_on(told: Future[Any], done: Future[Any]) -> None:
    """Tell one future what came of another, in the words of an executor."""
    from distributed import KilledWorker

    if done.cancelled():
        told.set_exception(ClusterError("the scheduler was lost, or gave the work up"))
        return
    fault = done.exception()
    if fault is None:
        told.set_result(done.result())
    elif isinstance(fault, KilledWorker):
        told.set_exception(BrokenExecutor(str(fault)))
    else:
        told.set_exception(fault)
