"""Time, memory and right rows of the whole pipeline against the size of an archive.

`python -m benchmarks.scale [--sizes 100,1000,10000] [--budget MINUTES] [--write]` makes archives of
invented releases (`benchmarks.archive`), reads each by `python -m pipeline extract` with nothing
cached, then again with nothing changed and with a release added, and holds what was published
against what is known. It stops when the budget is used up and says how far it came. With `--write`
the tables go into README.md and the picture into scale.svg. Linux only.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from benchmarks.against import write_section
from benchmarks.archive.make import MIX, RAW, TRUTH, make, releases
from benchmarks.archive.plan import planned
from benchmarks.archive.score import Score, score
from benchmarks.extrapolation import extrapolated
from benchmarks.measured import Taken, machine, measured
from benchmarks.scale_picture import picture
from pipeline.worker import ReleaseResult

PICTURE = Path(__file__).parent / "scale.svg"
SIZES = (100, 500, 1000, 10_000)
_SEED = 1
_AGAIN = 3
"""How often a run is repeated that takes a second or two; the median counts."""
_FINE = (0, 1)
"""Exit codes of a run that published; 1 where names wait for a person."""
_MB = 2**20


@dataclass(frozen=True, slots=True)
class Measured:
    """An archive of `size` releases: the cold run, and where it came to an end in time also the
    others (seconds), the bytes published, and the right rows. `done` releases were read."""

    size: int
    making: float
    cold: Taken
    done: int
    raw: int = 0
    published: int = 0
    unchanged: float | None = None
    added: float | None = None
    scores: tuple[Score, ...] = ()

    @property
    def whole(self) -> bool:
        return self.cold.code in _FINE


class Bench:
    """A folder to work in, and the time that may still be taken."""

    def __init__(self, folder: Path, budget: float, jobs: int | None) -> None:
        self._folder = folder
        self._until = time.monotonic() + budget
        self._jobs = () if jobs is None else ("--jobs", str(jobs))

    @property
    def left(self) -> float:
        return self._until - time.monotonic()

    def measure(self, size: int) -> Measured:
        """All runs on an archive, which is removed afterwards."""
        place = self._folder / str(size)
        begun = time.monotonic()
        raw = make(place, size, _SEED, MIX, jobs=2)
        making = time.monotonic() - begun
        cold = self._extract(place)
        if cold.code not in _FINE:
            found = Measured(size, making, cold, done=_kept(place), raw=raw)
        else:
            found = Measured(
                size,
                making,
                cold,
                done=size,
                raw=raw,
                published=sum(path.stat().st_size for path in _files(place / "out")),
                scores=tuple(score(place / TRUTH, place / "out")),
                unchanged=self._again(place, ()),
                added=self._again(place, further(size)),
            )
        shutil.rmtree(place)
        return found

    def _again(self, place: Path, further: Sequence[tuple[str, bytes]]) -> float | None:
        """The median of some runs, before each of which a file is added, if there are any."""
        walls = []
        for nth in range(_AGAIN):
            for name, data in further[nth : nth + 1]:
                (place / RAW / name).write_bytes(data)
            taken = self._extract(place)
            if taken.code not in _FINE:
                return None
            walls.append(taken.wall)
        return median(walls)

    def _extract(self, place: Path) -> Taken:
        folders = ("--raw", place / RAW, "--out", place / "out", "--cache", place / "cache")
        command = [sys.executable, "-m", "pipeline", "extract", "-q", *folders, *self._jobs]
        return measured(command, within=max(self.left, 1))


def further(size: int) -> list[tuple[str, bytes]]:
    """Releases that an archive of that size does not have yet."""
    new = (edition for edition in planned(size + 100) if edition.first >= size)
    return [file for edition in new for file in releases(_SEED, edition, MIX)][:_AGAIN]


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _kept(place: Path) -> int:
    """How many releases a run had read that was stopped: a result is kept of each."""
    return sum(1 for _ in _files(place / "cache" / ReleaseResult.__name__.lower()))


def measure(sizes: Sequence[int], budget: float, jobs: int | None, folder: Path) -> list[Measured]:
    """The archives of these sizes, the smallest first, as far as the time goes."""
    bench = Bench(folder, budget, jobs)
    found: list[Measured] = []
    for size in sorted(sizes):
        if bench.left <= 0 or not all(one.whole for one in found):
            break
        found.append(bench.measure(size))
        print("\n".join(_lines_of(found[-1])), file=sys.stderr, flush=True)
    return found


def _lines_of(one: Measured) -> Iterator[str]:
    yield f"{one.size} releases, {one.done} read: {one.cold}"
    yield f"unchanged {one.unchanged}, one added {one.added}"
    yield from (f"{s.table}: {s.right} right of {s.expected}, F1 {s.f1:.4f}" for s in one.scores)


def as_lines(found: Sequence[Measured]) -> Iterator[str]:
    """The tables in Markdown, and what they say of ten million."""
    yield (
        "| releases | of a year | cold run | a second | processor, all | main process | memory, main"
        " | memory, largest worker | one added | nothing changed | raw | published |"
    )
    yield "|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|"
    for one in found:
        cold, partly = one.cold, "" if one.whole else f", stopped at {one.done:,}"
        yield (
            f"| {one.size:,}{partly} | {most_of_a_year(one.size):,} | {cold.wall:,.1f} s | {one.done / cold.wall:.1f}"
            f" | {cold.processor:,.1f} s | {cold.main:,.1f} s | {cold.memory:.0f} MB"
            f" | {cold.worker:.0f} MB | {_seconds(one.added)} | {_seconds(one.unchanged)}"
            f" | {one.raw / _MB:,.1f} MB | {one.published / _MB:,.1f} MB |"
        )
    whole = [one for one in found if one.whole]
    if whole:
        tables = [s.table for s in whole[0].scores]
        yield from ("", f"| F1 | {' | '.join(tables)} |", f"|--:|{'--:|' * len(tables)}")
        for one in whole:
            cells = " | ".join(f"{s.f1:.4f} ({s.expected:,})" for s in one.scores)
            yield f"| {one.size:,} | {cells} |"
        runs = [(one.size, one.cold) for one in whole]
        yield from ("", *extrapolated(runs, whole[-1].published / whole[-1].size))


def most_of_a_year(size: int) -> int:
    """Releases about the busiest year of an archive: rows of a year are held in memory at once."""
    return max(
        Counter(edition.year for edition in planned(size) for _ in edition.families).values()
    )


def _seconds(taken: float | None) -> str:
    return "" if taken is None else f"{taken:.2f} s"


def main(arguments: list[str] | None = None) -> None:
    """Measures, prints, and writes where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.scale", description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--budget", type=float, default=60, metavar="MINUTES")
    parser.add_argument("--jobs", type=int, help="processes that read (as many as are worth it)")
    parser.add_argument("--folder", type=Path, help="where the archives may stand meanwhile")
    parser.add_argument("--write", action="store_true", help="into README.md and scale.svg")
    options = parser.parse_args(arguments)
    sizes = [int(size) for size in options.sizes.split(",")]
    with tempfile.TemporaryDirectory(dir=options.folder) as folder:
        found = measure(sizes, options.budget * 60, options.jobs, Path(folder))
    today = datetime.now(UTC).date()
    lines = [f"Measured {today} on {machine()}.", "", *as_lines(found)]
    print("\n".join(lines))
    if options.write:
        PICTURE.write_text(picture([(one.size, one.cold) for one in found if one.whole]), "utf-8")
        write_section("scale", [*lines, "", "![time and memory](scale.svg)"])


if __name__ == "__main__":
    main()
