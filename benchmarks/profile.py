"""Where the time of the main job goes: a cold run over an archive, in one process, profiled.

`python -m benchmarks.profile [--releases N]` makes an archive of N releases (`benchmarks.archive`),
reads it with nothing cached and prints the share of the processor's time by part of the program,
and the functions that take most by themselves. Readers work here without their sandbox, so that
they are seen; the profiler itself makes small functions look dearer than they are.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import re
import tempfile
from collections import Counter
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from time import process_time
from unittest.mock import patch

from benchmarks.archive.make import MIX, make
from pipeline.ingest.limits import Limits
from pipeline.ingest.raw_file import RawFile
from pipeline.ingest.source import Read
from pipeline.run import run

ROOT = Path(__file__).parents[1]
Where = tuple[str, int, str]
"""File, line and name of a function."""
_LIBRARY = re.compile(r".*/(?:site-packages|python3\.\d+)/(?P<package>[A-Za-z]\w*)")


def profile(raw: Path, out: Path) -> dict[Where, tuple[int, float]]:
    """Calls and own seconds of every function in a cold run from `raw` to `out`."""
    profiler = cProfile.Profile(process_time)
    with patch("pipeline.ingest.sandbox.sandboxed", _in_process):
        profiler.enable()
        run(raw, out, ROOT / "curation", jobs=1)
        profiler.disable()
    told: dict[Where, tuple[int, int, float, float, object]] = pstats.Stats(profiler).stats  # type: ignore[attr-defined]
    return {where: (calls, own) for where, (_, calls, own, _, _) in told.items()}


def _in_process(reader: str, file: RawFile, limits: Limits) -> Read:
    module, _, name = reader.partition(":")
    read: Read = getattr(import_module(module), name)(file, limits)
    return read


def part_of(where: Where) -> str:
    """The part of the program that a function belongs to: `extract`, `numpy`, `built in`."""
    file = where[0]
    if Path(file).is_relative_to(ROOT):
        return ".".join(Path(file).relative_to(ROOT).with_suffix("").parts[:2])
    if file.startswith(("~", "<")):
        return "built in"
    library = _LIBRARY.match(file)
    return library["package"] if library else "other"


def as_lines(spent: dict[Where, tuple[int, float]], shown: int) -> Iterator[str]:
    """Two tables in Markdown: by part, and by function."""
    whole = sum(own for _, own in spent.values())
    parts: Counter[str] = Counter()
    for where, (_, own) in spent.items():
        parts[part_of(where)] += own  # type: ignore[assignment]  # a counter of seconds
    yield f"{whole:.1f} s under the profiler"
    yield from ("", "| part | own time |", "|---|--:|")
    yield from (f"| {part} | {own / whole:.1%} |" for part, own in parts.most_common(shown))
    yield from ("", "| function | calls | own time |", "|---|--:|--:|")
    for where, (calls, own) in sorted(spent.items(), key=lambda item: -item[1][1])[:shown]:
        name = f"{part_of(where)}: {where[2]}" if where[1] else where[2]
        yield f"| {name} | {calls} | {own / whole:.1%} |"


def main(arguments: list[str] | None = None) -> None:
    """Makes the archive, runs and prints."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.profile", description=__doc__)
    parser.add_argument("--releases", type=int, default=50)
    parser.add_argument("--shown", type=int, default=20, help="lines of each table")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        archive = Path(folder)
        make(archive, options.releases, 1, MIX, 1)
        print("\n".join(as_lines(profile(archive / "raw", archive / "out"), options.shown)))


if __name__ == "__main__":
    main()
