"""`python -m benchmarks.mutants [--count N] [--seed N] [--budget MINUTES] [--write]`: do the tests notice?

Changes one thing in a function of `extract` or `normalize` and runs the tests that run its line, again
and again. Of all mutants a random sample is drawn, each module in proportion, and tried in random
order as far as the budget goes. Those that no test noticed are written to build/mutants.diff. Linux
only.
"""

from __future__ import annotations

import argparse
import math
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest

from benchmarks.against import BUILD, write_section
from benchmarks.measured import machine
from benchmarks.mutants.making import mutants_of
from benchmarks.mutants.mutant import Mutant
from benchmarks.mutants.report import summary, table
from benchmarks.mutants.sample import drawn
from benchmarks.mutants.suite import TESTS, Suite
from benchmarks.mutants.trial import Outcome, ended, prepared, started

ROOMS = ("pipeline/extract", "pipeline/normalize")
SURVIVORS = BUILD / "mutants.diff"


_CONTROLS = 10
"""Mutants that are tried as they were, too: the tests have to pass then, whatever their order."""


def tried(
    suite: Suite, mutants: Sequence[Mutant], paths: Sequence[Path], jobs: int, budget: float
) -> Iterator[tuple[Mutant, Outcome]]:
    """Each mutant and how it ended, in the order in which they end; none is begun after `budget`
    seconds. Raises RuntimeError where tests fail with nothing changed."""
    until = time.monotonic() + budget
    seen = suite.seen(paths)
    functions = prepared(paths, seen.modules)
    controls = [replace(mutant, code=mutant.was) for mutant in mutants[:_CONTROLS]]
    running: dict[int, Mutant] = {}
    for mutant in (*controls, *mutants):
        tests, seconds = suite.chosen(seen, mutant.path, range(mutant.first, mutant.last + 1))
        while len(running) == jobs:
            yield from _ended(running)
        if time.monotonic() > until:
            break
        if tests:
            running[started(mutant, functions, seconds, partial(suite.passes, tests))] = mutant
        elif mutant.changed:
            yield mutant, Outcome.SURVIVED
    while running:
        yield from _ended(running)


def _ended(running: dict[int, Mutant]) -> Iterator[tuple[Mutant, Outcome]]:
    pid, outcome = ended()
    mutant = running.pop(pid)
    if mutant.changed:
        yield mutant, outcome
    elif outcome is not Outcome.SURVIVED:
        raise RuntimeError(f"tests of {mutant.path}:{mutant.line} fail with nothing changed")


def main(arguments: list[str] | None = None) -> None:
    """Tries the mutants, prints, and writes where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.mutants", description=__doc__)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--budget", type=float, default=math.inf, metavar="MINUTES")
    parser.add_argument("--only", default="", help="modules with this in their path")
    parser.add_argument("--write", action="store_true", help="into README.md")
    options = parser.parse_args(arguments)
    paths = [
        p for room in ROOMS for p in sorted(Path(room).rglob("*.py")) if options.only in str(p)
    ]
    made = {path.as_posix(): mutants_of(path) for path in paths}
    sample = drawn(made, options.count, options.seed)
    found: list[tuple[Mutant, Outcome]] = []

    def work(suite: Suite) -> None:
        for mutant, outcome in tried(suite, sample, paths, options.jobs, 60 * options.budget):
            found.append((mutant, outcome))
            print(
                f"{len(found)}/{len(sample)} {outcome.value} {mutant.path}:{mutant.line}",
                flush=True,
            )

    patterns = [pattern for turn in TESTS for pattern in turn]
    files = [str(path) for pattern in patterns for path in sorted(Path().glob(pattern))]
    how = ["-q", "-s", "-p", "no:cacheprovider"]
    code = pytest.main([*how, *files], [Suite(work)])
    if code or not found:
        sys.exit(int(code) or 1)
    missed = [mutant for mutant, outcome in found if outcome is Outcome.SURVIVED]
    SURVIVORS.parent.mkdir(exist_ok=True)
    SURVIVORS.write_text("\n".join(mutant.difference for mutant in missed), "utf-8")
    told = f"Measured {datetime.now(UTC).date()} on {machine()}. {summary(found, options.seed)}"
    counts = {path: len(mutants) for path, mutants in made.items() if mutants}
    lines = [told, "", *table(counts, found)]
    print("\n".join(lines))
    if options.write:
        write_section("mutants", lines)


if __name__ == "__main__":
    main()
