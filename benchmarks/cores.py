"""One process, several, and a cluster: the same cold run, its time and its memory.

`python -m benchmarks.cores [--write] [--rounds 3]` makes an archive of 200 releases and reads it anew by each
way in turn, several rounds, each in a new interpreter that has kept nothing; times are medians, a
ratio is the median of the ratios within a round. With `--write` the table also goes into README.md.
Linux only: peaks of memory are read from /proc.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import logging
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.against import write_section
from benchmarks.archive.make import RAW, make
from pipeline.cache import folder_digest

RELEASES = 200
CURATION = Path("curation")
WAYS = ("1", "2", "cluster")
_NAMES = {"1": "1 process", "2": "pool of 2", "cluster": "Dask, 2 workers"}
_MB = 1024
"""/proc counts in kB."""

_READER = "pipeline.ingest.child"

Figures = dict[str, float]


class Peaks:
    """The largest memory of a process that works, and of one that reads untrusted bytes for it."""

    def __init__(self, alone: bool) -> None:
        self._alone = alone
        self.worker = self.reader = 0

    def look(self) -> None:
        """Look at all processes that this one has started."""
        for depth, pid in _below(os.getpid(), 0):
            name, peak = _about(pid)
            if _READER in name:
                self.reader = max(self.reader, peak)
            elif self._alone == (depth == 0):
                self.worker = max(self.worker, peak)


def _below(pid: int, depth: int) -> Iterator[tuple[int, int]]:
    yield depth, pid
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in task.read_text("ascii").split():
            yield from _below(int(child), depth + 1)


def _about(pid: int) -> tuple[str, int]:
    """How a process was started, and its peak of resident memory in kB; "" and 0 for one that ended."""
    try:
        command = Path(f"/proc/{pid}/cmdline").read_text("utf-8")
        status = Path(f"/proc/{pid}/status").read_text("utf-8")
    except (FileNotFoundError, ProcessLookupError):
        return "", 0
    peaks = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM")]
    return command, int(peaks[0]) if peaks else 0


def measure(way: str, raw: Path, out: Path) -> Figures:
    """Seconds of reading and of the whole run, and peaks of memory in MB, in this interpreter."""
    from pipeline.run import run

    peaks = Peaks(alone=way == "1")
    read: list[float] = []

    def look(done: int, total: int, _: str) -> None:
        peaks.look()
        if done == total:
            read.append(time.perf_counter())

    with ExitStack() as stack:
        executor = stack.enter_context(_local_cluster(raw)) if way == "cluster" else None
        jobs = None if executor else int(way)
        begun = time.perf_counter()
        run(raw, out, CURATION, jobs=jobs, executor=executor, progress=look)
        ended = time.perf_counter()
    return {
        "read": read[0] - begun,
        "whole": ended - begun,
        "worker": peaks.worker / _MB,
        "reader": peaks.reader / _MB,
    }


@contextmanager
def _local_cluster(raw: Path) -> Iterator[Executor]:
    """Two workers on this machine, started before the clock is."""
    from distributed import LocalCluster

    from pipeline.cluster import cluster

    quiet = {"dashboard_address": None, "silence_logs": logging.CRITICAL}
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, **quiet) as local,
        cluster(local.scheduler_address, raw, CURATION) as executor,
    ):
        yield executor


def rounds(
    count: int, raw: Path, ways: Sequence[str], folder: Path
) -> Iterator[dict[str, Figures]]:
    """The figures of each way, round by round. Raises ValueError where their datasets differ."""
    for number in range(count):
        figures: dict[str, Figures] = {}
        for way in ways:
            command = [sys.executable, "-m", "benchmarks.cores", "--measure", way]
            places = ["--raw", str(raw), "--out", str(folder / f"{way}-{number}")]
            told = subprocess.run([*command, *places], check=True, stdout=subprocess.PIPE)  # noqa: S603
            figures[way] = json.loads(told.stdout)
        if len({folder_digest(folder / f"{way}-{number}") for way in ways}) != 1:
            raise ValueError("the datasets differ")
        yield figures


def table(found: Sequence[Mapping[str, Figures]]) -> list[str]:
    """The figures as Markdown."""
    lines = [
        "| on | reading, s | whole run, s | reading, × | whole run, × | a worker, MB | its reader, MB |",
        "|---|--:|--:|--:|--:|--:|--:|",
    ]
    for way in found[0]:
        seconds = [f"{median(told[way][part] for told in found):.1f}" for part in ("read", "whole")]
        ratios = [
            f"{median(told[WAYS[0]][part] / told[way][part] for told in found):.2f}"
            for part in ("read", "whole")
        ]
        peaks = [f"{max(told[way][part] for told in found):.0f}" for part in ("worker", "reader")]
        lines.append(f"| {' | '.join((_NAMES[way], *seconds, *ratios, *peaks))} |")
    return lines


def main(arguments: list[str] | None = None) -> None:
    """Prints the table, and writes it where that is wanted."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.cores", description=__doc__)
    parser.add_argument("--write", action="store_true", help="write the table into the README")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--measure", choices=WAYS, help=argparse.SUPPRESS)
    parser.add_argument("--raw", type=Path, help=argparse.SUPPRESS)
    parser.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args(arguments)
    if options.measure:
        print(json.dumps(measure(options.measure, options.raw, options.out)))
        return
    ways = WAYS if importlib.util.find_spec("distributed") else WAYS[:-1]
    with tempfile.TemporaryDirectory() as folder:
        make(Path(folder), RELEASES)
        found = list(rounds(options.rounds, Path(folder, RAW), ways, Path(folder)))
    day = datetime.now(tz=UTC).date()
    lines = [f"Measured {day}: {RELEASES} releases, rounds: {len(found)}.", "", *table(found)]
    print("\n".join(lines))
    if options.write:
        write_section("cores", lines)


if __name__ == "__main__":
    main()
