"""Runs that meet a fault at one step after the other; run as a program of its own.

A step is whatever changes the disk: a file opened for writing or synced, a folder made, a name
given, changed or removed. The run is a fork that does what `extract` does, with stages that cost
nothing; one that is killed gets no chance to clean up after itself.
"""

from __future__ import annotations

import errno
import json
import os
import shutil
import signal
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pytest import MonkeyPatch  # noqa: PT013 - the module is no test

import pipeline.run
from pipeline.cache import Cache
from pipeline.outcome import Outcome
from pipeline.publish import atomic
from pipeline.publish.check import check_folder
from pipeline.run import run
from tests import conveyor as stages

NAMED = ("os.mkdir", "os.rename", "os.link", "os.symlink", "os.chmod", "os.remove", "os.rmdir")
GIVING = ("os.remove", "os.rmdir")
"""Steps that a full disk lets through."""
FOR_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


class Fault:
    """What happens at a step, counted from 0, of those that change what lies in `where`."""

    def __init__(self, where: Path, step: int) -> None:
        self.where, self.step, self.met = str(where), step, 0

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not _changes(event, arguments) or not str(arguments[0]).startswith(self.where):
            return
        self.met += 1
        if self.met > self.step:
            self.happen(event)

    def happen(self, event: str) -> None:
        pass


class Kill(Fault):
    def happen(self, event: str) -> None:
        os.kill(os.getpid(), signal.SIGKILL)


class Full(Fault):
    """From that step on there is no room."""

    def happen(self, event: str) -> None:
        if event not in GIVING:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


class ReadOnly(Fault):
    """From that step on nothing can be changed, whoever asks."""

    def happen(self, event: str) -> None:
        raise OSError(errno.EROFS, os.strerror(errno.EROFS))


def _changes(event: str, arguments: tuple[Any, ...]) -> bool:
    if event == "open":
        return not isinstance(arguments[0], int) and bool(arguments[2] & FOR_WRITING)
    return event in (*NAMED, "synced", "exchanged")


@dataclass(frozen=True)
class Ended:
    """How a run ended: killed, refused with a sentence, or through; what was said on the way."""

    steps: int = 0
    how: str = "killed"
    said: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """Where a run works; each folder has a disk of its own."""

    folder: Path

    @property
    def raw(self) -> Path:
        return self.folder / "raw"

    @property
    def disk(self) -> Path:
        return self.folder / "disk"

    @property
    def out(self) -> Path:
        return self.disk / "out"

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    @property
    def spare(self) -> Path:
        return self.folder / "tmp"

    def release(self, name: str, text: str) -> None:
        self.raw.mkdir(parents=True, exist_ok=True)
        (self.raw / name).write_text(text, "utf-8")

    def extract(
        self, out: Path | None = None, cache: Path | None = None, **settings: Any
    ) -> Outcome:
        """Extract in this process, with a cache."""
        kept = Cache(cache or self.cache)
        return run(self.raw, out or self.out, stages.CURATION, cache=kept, **settings)

    def run(self, fault: Fault | None = None) -> Ended:
        """Extract in another process, which meets the fault."""
        receiving, sending = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(receiving)
            ended = self._extract(fault or Fault(self.folder, 0))
            os.write(sending, json.dumps(ended).encode())
            os._exit(0)
        os.close(sending)
        with os.fdopen(receiving, "rb") as pipe:
            told = pipe.read()
        os.waitpid(child, 0)
        if not told:
            return Ended()
        steps, how, said = json.loads(told)
        return Ended(steps, how, tuple(said))

    def _extract(self, fault: Fault) -> tuple[int, str, list[str]]:
        self.spare.mkdir(exist_ok=True)
        tempfile.tempdir = str(self.spare)
        said: list[str] = []
        sys.addaudithook(fault)
        try:
            self.extract(tell=said.append)
        except Exception as error:  # noqa: BLE001 - how it ended is what is looked at
            return fault.met, f"{type(error).__name__}: {error}", said
        return fault.met, "through", said


def held(folder: Path) -> dict[str, bytes]:
    """The files of a folder by their paths in it."""
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file()]
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def audited(call: Callable[..., Any], event: str, where: Path) -> Callable[..., Any]:
    """A call that counts as a step there before it is made, and as another afterwards."""

    def made(*arguments: Any) -> Any:
        sys.audit(event, where)
        result = call(*arguments)
        sys.audit(event, where)
        return result

    return made


@dataclass(frozen=True)
class States:
    """A dataset and the one that takes its place, each with what its run keeps in the cache."""

    place: Place
    old: dict[str, bytes]
    new: dict[str, bytes]
    kept: dict[str, bytes]
    saved: Path

    @classmethod
    def made(cls, place: Place, *, replaced: bool) -> States:
        """`replaced` says whether there is an old dataset at all."""
        place.disk.mkdir(parents=True)
        old: dict[str, bytes] = {}
        place.release("a.txt", "新聞稿\n")
        if replaced:
            place.release("gone.txt", "撤回的新聞稿\n")
            assert place.run().how == "through"
            assert check_folder(place.out) == []
            old = held(place.out)
            (place.raw / "gone.txt").unlink()
            place.release("a.txt", "更正的新聞稿\n")
        place.release("b.txt", "又一篇新聞稿\n")
        saved = place.folder.with_name("saved")
        shutil.copytree(place.folder, saved)
        assert place.run().how == "through"
        assert check_folder(place.out) == []
        return cls(place, old, held(place.out), held(place.cache), saved)

    def restore(self) -> None:
        shutil.rmtree(self.place.folder)
        shutil.copytree(self.saved, self.place.folder)

    def is_whole(self) -> bool:
        """Whether there is the old dataset or the new one; none where there was none."""
        return held(self.place.out) in (self.old, self.new)

    def is_mended(self) -> bool:
        """Whether the next run publishes the new dataset, and leaves nothing else anywhere."""
        ended = self.place.run()
        return (
            ended == Ended(ended.steps, "through")
            and held(self.place.disk) == {f"out/{name}": data for name, data in self.new.items()}
            and [path.name for path in self.place.disk.iterdir()] == ["out"]
            and held(self.place.cache) == self.kept
        )


def each_step(
    states: States, fault: type[Fault], where: str, most: int
) -> Iterator[dict[str, Any]]:
    """What a fault comes to at each of the steps that change what lies `where`, or at so many of
    them, from the first to the last."""
    folder = getattr(states.place, where)
    states.restore()
    count = states.place.run(Fault(folder, 0)).steps
    few = min(most, count)
    for step in sorted({number * (count - 1) // (few - 1) for number in range(few)}):
        states.restore()
        ended = states.place.run(fault(folder, step))
        yield {
            "step": step,
            "how": ended.how,
            "said": ended.said,
            "whole": states.is_whole(),
            "new": held(states.place.out) == states.new,
            "mended": states.is_mended(),
        }


def main(folder: str, state: str, most: str, *faults: str) -> None:
    """Each of the faults is written as its name, a colon, and where it strikes."""
    stages.use_cheap_stages(MonkeyPatch())
    pipeline.run.setting_of = cache(pipeline.run.setting_of)
    warm = Place(Path(folder) / "warm")  # what a process learns once, each fork inherits
    warm.release("a.txt", "新聞稿\n")
    run(warm.raw, warm.out, stages.CURATION)
    place = Place(Path(folder) / "work")
    os.fsync = audited(os.fsync, "synced", place.disk)
    atomic._exchange = audited(atomic._exchange, "exchanged", place.disk)
    states = States.made(place, replaced=state == "replaced")
    for one in faults:
        fault, _, where = one.partition(":")
        for told in each_step(states, globals()[fault], where, int(most)):
            sys.stdout.write(f"{json.dumps({'fault': one, **told})}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
