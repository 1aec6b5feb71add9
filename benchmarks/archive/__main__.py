"""`python -m benchmarks.archive COUNT FOLDER`: makes an archive of COUNT releases in FOLDER.

FOLDER/raw holds the releases, FOLDER/truth.jsonl what is in them, a line an edition of a summit.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping
from pathlib import Path

from benchmarks.archive.make import MIX, make


def main(arguments: list[str] | None = None) -> None:
    """Makes the archive and says how long it took."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.archive", description=__doc__)
    parser.add_argument("count", type=int)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--formats", default=_shown(MIX), help="shares by suffix (%(default)s)")
    options = parser.parse_args(arguments)
    mix = _mix(options.formats, parser)
    begun = time.monotonic()
    size = make(options.folder, options.count, options.seed, mix, options.jobs)
    taken = time.monotonic() - begun
    rate = options.count / taken
    print(f"{options.count} releases, {size / 1e6:.1f} MB, {taken:.1f} s, {rate:.0f} a second")


def _mix(told: str, parser: argparse.ArgumentParser) -> dict[str, int]:
    """Shares by suffix; 1 where none is told. `txt,pdf` or `txt=3,pdf=1`."""
    mix: dict[str, int] = {}
    for one in told.split(","):
        suffix, _, share = one.partition("=")
        if suffix not in MIX or not (share or "1").isdecimal():
            parser.error(f"no format: {one}")
        mix[suffix] = int(share or 1)
    return mix


def _shown(mix: Mapping[str, int]) -> str:
    return ",".join(f"{suffix}={share}" for suffix, share in mix.items())


if __name__ == "__main__":
    main()
