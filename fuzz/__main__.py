"""`python -m fuzz`: damaged releases through whole runs, and each reader on bytes of all kinds.

Ends in 1 where something did harm; what did is kept among the fixtures of the tests, one file for
each kind of harm.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import UTC, datetime
from math import inf

from benchmarks.against import write_section
from benchmarks.measured import machine
from fuzz.campaign import TOGETHER, Failure, campaign
from fuzz.kept import keep, of_each_kind
from fuzz.readers import Target, can_run, targets
from fuzz.sources import ROOT
from fuzz.tally import Tally

_NO_ATHERIS = (
    "atheris is not installed: it has wheels for Linux on x86-64 and Python 3.11. "
    "The targets of the readers are left out; the damaged releases are tried all the same."
)


def main(arguments: list[str] | None = None) -> int:
    """Run, print, write where asked to; the exit code."""
    options = _parser().parse_args(arguments)
    begun = time.monotonic()
    guided = _guided(options.guided, options.jobs)
    tally, failures = Tally(), list[Failure]()
    with closing(campaign(options.seed, options.count, options.jobs)) as results:
        for result in results:
            tally.add(result)
            failures += result.failures
            _say(f"{tally.inputs:,} of {options.count:,}, harm done by {len(failures)}")
            if time.monotonic() - begun > options.minutes * 60:
                break
    paths = [target.harm for target in guided if target.harm]
    paths += [keep(failure) for failure in of_each_kind(failures)]

    lines = [*_lines(options, tally, guided, time.monotonic() - begun)]
    print("\n".join(lines))
    for path in paths:
        _say(f"kept: {path.relative_to(ROOT)}; mend what it does, and leave it there")
    if options.write:
        write_section("fuzz", lines)
    return int(bool(paths))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m fuzz", description=__doc__)
    parser.add_argument("--count", type=int, default=2000, help="damaged releases (2000)")
    parser.add_argument(
        "--guided", type=int, default=1000, help="inputs of each reader's target (1000)"
    )
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same files (1)")
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1, help="processes at work")
    parser.add_argument(
        "--minutes", type=float, default=inf, help="then no more are tried (no end)"
    )
    parser.add_argument(
        "--write", action="store_true", help="put the tables into benchmarks/README.md"
    )
    return parser


def _guided(runs: int, jobs: int) -> list[Target]:
    if not runs:
        return []
    if not can_run():
        _say(_NO_ATHERIS)
        return []
    return [*targets(runs, jobs)]


def _lines(
    options: argparse.Namespace, tally: Tally, guided: list[Target], seconds: float
) -> Iterator[str]:
    yield (
        f"Run {datetime.now(UTC).date()} on {machine()}, in {seconds / 60:.0f} minutes: "
        f"`python -m fuzz --count {options.count} --guided {options.guided} --seed {options.seed} "
        f"--jobs {options.jobs}`; {tally.inputs:,} damaged releases, {TOGETHER} at most in a run."
    )
    yield ""
    yield from tally.lines()
    if guided:
        yield ""
        yield "| reader | inputs | branches reached | harm done |"
        yield "|---|--:|--:|--:|"
        yield from map(str, guided)


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
