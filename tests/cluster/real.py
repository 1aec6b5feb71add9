"""A scheduler and workers as they are started from the command line, on this machine alone."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from tests.conftest import ROOT

_HERE = "127.0.0.1"
_SECONDS = 30


def free_port() -> int:
    with socket.socket() as asked:
        asked.bind((_HERE, 0))
        return int(asked.getsockname()[1])


@contextmanager
def started(
    *arguments: str, folder: Path, environment: dict[str, str] | None = None
) -> Iterator[subprocess.Popen[bytes]]:
    """`python -m dask ARGUMENTS` in a folder, stopped at the end with what it has started."""
    process = subprocess.Popen(
        [sys.executable, "-m", "dask", *arguments],
        cwd=folder,
        env={**os.environ, **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield process
    finally:
        with ExitStack() as stack:
            stack.callback(process.wait)
            stack.callback(_end, process.pid)


def _end(group: int) -> None:
    try:
        os.killpg(group, signal.SIGKILL)
    except ProcessLookupError:
        return


@contextmanager
def scheduler(**environment: str) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A scheduler that runs: its address and its process."""
    port = free_port()
    told = ("--host", _HERE, "--port", str(port), "--no-dashboard")
    with started("scheduler", *told, folder=ROOT, environment=environment) as process:
        _wait_for(port)
        yield f"tcp://{_HERE}:{port}", process


@contextmanager
def workers(
    address: str, count: int, kept: Path, folder: Path = ROOT, options: Sequence[str] = ()
) -> Iterator[list[subprocess.Popen[bytes]]]:
    """So many workers of one thread each, all of them known to the scheduler."""
    from distributed import Client

    told = ("worker", address, "--nthreads", "1", "--no-dashboard", "--host", _HERE, *options)
    with ExitStack() as stack:
        running = [
            stack.enter_context(
                started(*told, "--local-directory", str(kept / str(number)), folder=folder)
            )
            for number in range(count)
        ]
        with Client(address, set_as_default=False, timeout=_SECONDS) as client:
            client.wait_for_workers(count, timeout=_SECONDS)
        yield running


def _wait_for(port: int) -> None:
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        try:
            socket.create_connection((_HERE, port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.1)
    raise TimeoutError(f"nothing listens on port {port}")
