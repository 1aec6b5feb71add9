"""Whatever befalls a run, the old dataset or the new one is whole, and the next run mends the rest."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT

EVERY = 9_999
NO_ROOM, READ_ONLY = "No space left on device", "Read-only file system"

Ends = dict[str, list[dict[str, Any]]]
"""How runs ended, in the order of the steps at which they met a fault, by fault."""


@pytest.fixture
def ends(tmp_path: Path) -> Callable[..., Ends]:
    """Lets runs meet faults, each at so many of the steps that change what lies somewhere."""

    def met(state: str, most: int, *faults: str) -> Ends:
        done = subprocess.run(
            [sys.executable, "-m", "tests.hostile.faulty", tmp_path, state, str(most), *faults],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr
        told = [json.loads(line) for line in done.stdout.splitlines()]
        assert all(end["whole"] and end["mended"] for end in told), told
        return {fault: [end for end in told if end["fault"] == fault] for fault in faults}

    return met


def are_killed(told: list[dict[str, Any]]) -> None:
    assert {end["how"] for end in told} == {"killed"}
    assert {end["new"] for end in told} == {True, False}  # before and after they changed places


def are_refused(told: list[dict[str, Any]], out: Path, why: str) -> None:
    said = f"OutputRefusedError: {out} cannot be written: {why}; nothing was lost."
    assert all(end["how"].startswith(said) or end["new"] for end in told), told
    assert not told[0]["new"]


def do_without_a_cache(told: list[dict[str, Any]], cache: Path, why: str) -> None:
    assert all(end["how"] == "through" and end["new"] for end in told)
    said = (
        f"the cache {cache} cannot be written: {why}; the run went on without it. "
        "Make room, mend its rights, or name another folder with --cache."
    )
    assert all(end["said"] == [said] for end in told), told


@pytest.mark.slow
def test_a_run_that_is_killed_at_the_first_the_middle_and_the_last_step(
    ends: Callable[..., Ends],
) -> None:
    are_killed(ends("replaced", 3, "Kill:folder")["Kill:folder"])


@pytest.mark.slow
@pytest.mark.parametrize("state", ["replaced", "first"])
def test_a_run_that_is_killed_at_any_step(ends: Callable[..., Ends], state: str) -> None:
    told = ends(state, EVERY, "Kill:folder")["Kill:folder"]
    are_killed(told)
    assert len(told) > 200


@pytest.mark.slow
@pytest.mark.parametrize("state", ["replaced", "first"])
def test_a_disk_that_is_full_from_some_step_on(
    ends: Callable[..., Ends], tmp_path: Path, state: str
) -> None:
    told = ends(state, 12, "Full:disk", "Full:cache", "Full:folder")
    are_refused(told["Full:disk"], tmp_path / "work" / "disk" / "out", NO_ROOM)
    do_without_a_cache(told["Full:cache"], tmp_path / "work" / "cache", NO_ROOM)
    how = {end["how"].partition(":")[0] for end in told["Full:folder"] if not end["new"]}
    assert how == {"NoRoomError", "OutputRefusedError"}


@pytest.mark.slow
def test_a_disk_that_is_read_only_from_some_step_on(
    ends: Callable[..., Ends], tmp_path: Path
) -> None:
    told = ends("replaced", 12, "ReadOnly:disk", "ReadOnly:cache")
    are_refused(told["ReadOnly:disk"], tmp_path / "work" / "disk" / "out", READ_ONLY)
    do_without_a_cache(told["ReadOnly:cache"], tmp_path / "work" / "cache", READ_ONLY)
