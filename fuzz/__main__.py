"""`python -m fuzz`: damaged releases through whole runs, and each reader on bytes of all kinds.

Ends in 1 where something did harm; what did is kept among the fixtures of the tests, one file for
each kind of harm.
"""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Iterable
from contextlib import closing
from datetime import UTC, datetime
from math import inf
from pathlib import Path

from benchmarks.against import write_section
from benchmarks.measured import machine
from fuzz.campaign import TOGETHER, Failure, campaign
from fuzz.kept import keep, kind, of_each_kind
from fuzz.readers import can_run, targets
from fuzz.sources import ROOT
from fuzz.tally import Tally

_NO_ATHERIS = (
    "atheris is not installed: it has wheels for Linux on x86-64 and Python 3.11. "
    "The targets of the readers are left out; the damaged releases are tried all the same."
)


def main(arguments: list[str] | None = None) -> int:
    """Run, print, write where asked to; the exit code."""
    options = _parser().parse_args(arguments)
    guided = _guided(options)
    failures = _damaged(options)
    for path in (paths := [*guided, *failures]):
        _say(f"kept: {path.relative_to(ROOT)}; mend what it does, and leave it there")
    return int(bool(paths))


def _guided(options: argparse.Namespace) -> list[Path]:
    """Give each reader bytes; what did harm is kept in these files."""
    if not options.guided:
        return []
    if not can_run():
        _say(_NO_ATHERIS)
        return []
    begun = time.monotonic()
    done = [*targets(options.guided, options.jobs)]
    _tell(
        "fuzz-readers",
        options,
        f"{sum(target.inputs for target in done):,} inputs, {_ago(begun)}.",
        [
            "| reader | inputs | branches reached | harm done |",
            "|---|--:|--:|--:|",
            *map(str, done),
        ],
    )
    return [target.harm for target in done if target.harm]


def _damaged(options: argparse.Namespace) -> list[Path]:
    """Try whole runs on damaged releases; what did harm is kept in these files."""
    begun = time.monotonic()
    tally, failures = Tally(), list[Failure]()
    with closing(campaign(options.seed, options.count, options.jobs)) as results:
        for result in results:
            tally.add(result)
            failures += result.failures
            for failure in result.failures:
                _say(f"harm: {kind(failure)}")
            _say(f"{tally.inputs:,} of {options.count:,}, harm done by {len(failures)}")
            if time.monotonic() - begun > options.minutes * 60:
                break
    if tally.inputs:
        about = (
            f"seed {options.seed}, {tally.inputs:,} damaged releases, {TOGETHER} at most in a run"
        )
        _tell("fuzz", options, f"{about}, {_ago(begun)}.", tally.lines())
    return [keep(failure) for failure in of_each_kind(failures)]


def _tell(section: str, options: argparse.Namespace, about: str, table: Iterable[str]) -> None:
    lines = [f"Run {datetime.now(UTC).date()} on {machine()}: {about}", "", *table]
    print("\n".join([*lines, ""]), flush=True)
    if options.write:
        write_section(section, lines)


def _ago(begun: float) -> str:
    return f"{(time.monotonic() - begun) / 60:.0f} minutes"


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


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
