"""Replace a folder again and again, killed each time one step later; run as a program of its own.

A step is anything that the interpreter reports to an audit hook: a file opened, a folder made, a
name changed or removed. The child that is killed gets no chance to clean up after itself.
"""

from __future__ import annotations

import errno
import os
import shutil
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

from pipeline.publish import atomic

OLD = {"datapackage.json": b"old", "excel/a.csv": b"1"}
NEW = {"datapackage.json": b"new", "excel/a.csv": b"2", "excel/b.csv": b"3"}
STEPS = ("open", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.scandir", "shutil.rmtree")


def no_exchange(one: Path, other: Path) -> bool:
    return False


def renaming_on_layers(rename: Callable[[Path, Path], Path]) -> Callable[[Path, Path], Path]:
    """As on a container image: a folder that came with it cannot be renamed."""

    def refusing(self: Path, target: Path) -> Path:
        if self.name == "out":
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        return rename(self, target)

    return refusing


def contents(out: Path) -> dict[str, bytes]:
    return {p.relative_to(out).as_posix(): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def killed_at(step: int, out: Path) -> bool:
    """Whether a child that replaces `out` was killed at that step before it was through."""
    child = os.fork()
    if child == 0:
        steps = count()
        sys.addaudithook(lambda event, _: end_at(step, steps) if event in STEPS else None)
        atomic.replace_folder(out, NEW, OLD)
        os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0


def end_at(step: int, steps: count[int]) -> None:
    if next(steps) == step:
        os._exit(9)


def main(way: str, folder: Path) -> None:
    if way != "exchange":
        atomic._exchange = no_exchange
    if way == "layers":
        Path.rename = renaming_on_layers(Path.rename)  # type: ignore[method-assign, assignment]
    out = folder / "out"
    seen = set()
    for step in count():
        shutil.rmtree(folder)
        folder.mkdir()
        atomic.replace_folder(out, OLD)
        killed = killed_at(step, out)
        if way == "exchange":
            assert contents(out) in (OLD, NEW), f"step {step}: {contents(out)}"
        atomic.recover_folder(out)
        assert contents(out) in (OLD, NEW), f"step {step}: {contents(out)}"
        assert [path.name for path in folder.iterdir()] == ["out"], f"step {step}: leftovers"
        seen.add(contents(out)["datapackage.json"])
        killed_once = killed_at(step, out)  # and once more on what the first left behind
        atomic.replace_folder(out, NEW, OLD)
        assert contents(out) == NEW, f"step {step}"
        assert [path.name for path in folder.iterdir()] == ["out"], f"step {step}: leftovers"
        if not (killed or killed_once):
            sys.stdout.write(" ".join((str(step), *sorted(word.decode() for word in seen))))
            return


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
