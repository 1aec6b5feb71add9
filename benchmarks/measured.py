"""Running a command and seeing what it takes: time, processor, memory of it and of its workers.

Linux only: memory is read from /proc, where a process leaves its own peak.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

_LOOK = 0.1
"""Seconds between two looks. A process that ends is missed by what it grew since the last one."""
_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Taken:
    """What a command took: seconds, and megabytes (of 2**20 bytes).

    `processor` is of all its processes, `main` of the first one alone; so are `memory` and
    `worker`, which is of the largest of the others. `code` is None where it was stopped.
    """

    wall: float
    processor: float
    main: float
    memory: float
    worker: float
    code: int | None


def measured(command: Sequence[str | Path], within: float | None = None) -> Taken:
    """Runs a command, its output thrown away; stops it after `within` seconds."""
    begun = time.monotonic()
    process = subprocess.Popen(  # noqa: S603 - a command of a benchmark
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
    )
    watch = _Watch(process.pid)
    late = threading.Event()
    timer = threading.Timer(within, _stop, (process.pid, late)) if within is not None else None
    if timer:
        timer.start()
    watch.start()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    watch.end()
    if timer:
        timer.cancel()
    return Taken(
        wall=wall,
        processor=usage.ru_utime + usage.ru_stime,
        main=watch.main,
        memory=watch.memory,
        worker=watch.worker,
        code=None if late.is_set() else process.returncode,
    )


def _stop(group: int, late: threading.Event) -> None:
    late.set()
    os.killpg(group, signal.SIGKILL)


class _Watch(threading.Thread):
    """Looks at a process and at those below it until it ends."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self._pid = pid
        self._ended = threading.Event()
        self.main = self.memory = self.worker = 0.0

    def run(self) -> None:
        while not self._ended.wait(_LOOK):
            self.main = max(self.main, own_seconds(self._pid))
            self.memory = max(self.memory, peak(self._pid))
            self.worker = max([self.worker, *map(peak, below(self._pid))])

    def end(self) -> None:
        self._ended.set()
        self.join()


def below(pid: int) -> Iterator[int]:
    """The processes that a process started, and those that they started."""
    for thread in _threads(pid):
        for child in map(int, _read(Path(f"/proc/{pid}/task/{thread}/children")).split()):
            yield child
            yield from below(child)


def _threads(pid: int) -> list[str]:
    try:
        return os.listdir(f"/proc/{pid}/task")  # noqa: PTH208 - names are all that is wanted
    except (FileNotFoundError, ProcessLookupError):
        return []


def peak(pid: int) -> float:
    """The most memory that a process has held so far, in megabytes; 0 for one that has ended."""
    status = dict(
        line.partition(":")[::2] for line in _read(Path(f"/proc/{pid}/status")).splitlines()
    )
    return int(status.get("VmHWM", "0 kB").split()[0]) / 1024


def own_seconds(pid: int) -> float:
    """Processor time of a process without those it started; 0 for one that has ended."""
    fields = _read(Path(f"/proc/{pid}/stat")).rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS if fields else 0.0


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return ""


def machine() -> str:
    """What this runs on: `2 cores of Intel(R) Xeon(R), 16 GB, Linux 6.1, Python 3.11.7`."""
    import platform

    model = _field("/proc/cpuinfo", "model name") or platform.machine()
    memory = int((_field("/proc/meminfo", "MemTotal") or "0 kB").split()[0]) / 2**20
    system = f"{platform.system()} {platform.release().split('-')[0]}"
    cores = len(os.sched_getaffinity(0))
    return (
        f"{cores} cores of {model}, {memory:.0f} GB, {system}, Python {platform.python_version()}"
    )


def _field(path: str, name: str) -> str | None:
    pairs = (line.partition(":") for line in _read(Path(path)).splitlines())
    return next((value.strip() for key, _, value in pairs if key.strip() == name), None)
