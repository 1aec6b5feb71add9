"""Whatever fails or is killed while a folder is replaced, the old dataset or the new one is whole."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from pipeline.dataset import Dataset
from pipeline.publish import atomic
from pipeline.publish.new_folder import mark_of
from pipeline.publish.stage import OutputRefusedError, publish
from tests.publish_example import RAW, example


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*.*")}


def later() -> Dataset:
    dataset = example()
    dataset["talks"].clear()
    dataset["provenance"].clear()
    return dataset


@pytest.mark.slow
@pytest.mark.parametrize("way", ["exchange", "renames", "layers"])
def test_a_kill_at_any_step_costs_nothing(tmp_path: Path, way: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.killing", way, str(tmp_path)],
        cwd=RAW.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    steps, *seen = done.stdout.split()
    assert int(steps) > 20
    assert seen == ["new", "old"]  # kills came before and after the folders changed places


class Failing:
    """A call that fails at the k-th time, and counts."""

    def __init__(self, call: Callable[..., object], at: int) -> None:
        self.call, self.at, self.calls = call, at, 0

    def __call__(self, *args: object, **kwargs: object) -> object:
        self.calls += 1
        if self.calls == self.at:
            raise OSError(28, "No space left on device")
        return self.call(*args, **kwargs)


@pytest.mark.parametrize("name", ["fsync", "rename", "mkdir", "open"])
@pytest.mark.parametrize("exchange", [True, False])
def test_a_failure_at_any_step_leaves_a_whole_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(atomic, "_exchange", lambda one, other: False)
    files = {"a.csv": b"1", "b.csv": b"2"}
    new = {"a.csv": b"3", "b.csv": b"4"}
    out = tmp_path / "out"
    for at in count(1):
        atomic.replace_folder(out, files, new)
        with monkeypatch.context() as patch:
            failing = Failing(getattr(os, name), at)
            patch.setattr(os, name, failing)
            try:
                atomic.replace_folder(out, new, files)
            except OSError:
                assert contents(out) in (files, new)
        atomic.replace_folder(out, new, files)
        assert contents(out) == new
        assert [path.name for path in tmp_path.iterdir()] == ["out"]
        if failing.calls < at:
            break


def test_a_disk_that_is_full_leaves_the_old_dataset(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = tmp_path / "out"
    publish(example(), out)
    before = contents(out)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", Failing(os.fsync, 10))
        with pytest.raises(OutputRefusedError, match=r"No space left on device.* Make room there"):
            publish(later(), out)
    assert contents(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    publish(later(), out)
    assert contents(out) != before


def test_what_was_read_from_a_folder_does_not_replace_what_took_its_place(tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(example(), out)
    mark = mark_of(out)
    publish(example(), out, mark=mark)
    newer = mark_of(out)
    publish(later(), out)
    before = contents(out)
    with pytest.raises(OutputRefusedError, match=r"another run has replaced .*; run again"):
        publish(example(), out, mark=newer)
    assert contents(out) == before


def test_a_run_cut_between_two_renames_is_put_right_by_the_next(tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(example(), out)
    before = contents(out)
    out.rename(tmp_path / ".out.publish-old")
    (tmp_path / ".out.publish-new").mkdir()
    atomic.recover_folder(out)
    assert contents(out) == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
