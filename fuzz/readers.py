"""The targets of `guided.py`, run in processes of their own, and what they find kept."""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from fuzz.kept import FOLDER
from fuzz.sources import FOLDERS, ROOT

BUILD = ROOT / "build" / "fuzz"
_DONE = re.compile(r"stat::number_of_executed_units:\s*(\d+)")
_REACHED = re.compile(r"\bcov: (\d+)")


@dataclass(frozen=True, slots=True)
class Target:
    """What a target came to: inputs tried, branches reached, and the input that did harm, if any."""

    reader: str
    inputs: int
    reached: int
    harm: Path | None

    def __str__(self) -> str:
        return f"| {self.reader} | {self.inputs:,} | {self.reached:,} | {int(bool(self.harm))} |"


def can_run() -> bool:
    """Whether atheris is there: it has wheels for Linux on x86-64 alone."""
    return find_spec("atheris") is not None


def targets(runs: int, jobs: int) -> Iterator[Target]:
    """What each reader's target comes to, with so many inputs each and so many at a time."""
    with ThreadPoolExecutor(jobs) as threads:
        yield from threads.map(lambda reader: _target(reader, runs), FOLDERS)


def _target(reader: str, runs: int) -> Target:
    folder = BUILD / reader
    folder.mkdir(parents=True, exist_ok=True)
    before = set(_harmful(folder))
    command = [sys.executable, "-m", "fuzz.guided", reader, str(folder), str(runs)]
    told = subprocess.run(  # noqa: S603 - our own code
        command, cwd=ROOT, capture_output=True, check=False, encoding="utf-8", errors="replace"
    )
    (folder / "log").write_text(told.stderr, "utf-8")
    new = sorted(set(_harmful(folder)) - before)
    if told.returncode and not new:
        raise ChildProcessError(f"the target {reader} did not run; see {folder / 'log'}")
    done, reached = _DONE.search(told.stderr), _REACHED.findall(told.stderr)
    return Target(
        reader,
        int(done[1]) if done else 0,
        int(reached[-1]) if reached else 0,
        _kept(reader, new[0]) if new else None,
    )


def _harmful(folder: Path) -> Sequence[Path]:
    return [*folder.glob("crash-*"), *folder.glob("timeout-*"), *folder.glob("oom-*")]


def _kept(reader: str, harm: Path) -> Path:
    """The input among the fixtures; it was made of invented contacts, so its bytes may be kept."""
    data = harm.read_bytes()
    path = FOLDER / f"{hashlib.sha256(data).hexdigest()[:12]}.{reader}"
    FOLDER.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)
    return path
