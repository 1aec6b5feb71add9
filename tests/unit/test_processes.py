"""Many things on processes: each once, few at a time, and one that takes its process costs itself."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from concurrent.futures import (
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
)
from typing import Any

import pytest

from pipeline import processes
from pipeline.processes import AT_ONCE, TOGETHER, crew_for, each_done
from tests.conftest import ROOT

MANY = 60


def twice(number: int) -> int:
    """The double; a number ending in 7 ends its process."""
    if number % 10 == 7:
        os._exit(1)
    return 2 * number


def lost(number: int) -> int:
    return -number


def one(number: int) -> int:
    return 1


class Recorded(Executor):
    """Works at once, and knows how many parts it was handed and how large they were."""

    def __init__(self) -> None:
        self.sizes: list[int] = []

    def submit(self, work: Any, part: Any) -> Future[Any]:  # type: ignore[override]
        self.sizes.append(len(part))
        future: Future[Any] = Future()
        future.set_result(work(part))
        return future


def test_neighbours_are_worked_on_together_and_fewer_towards_the_end() -> None:
    recorded = Recorded()
    told = [number for number, _ in each_done(range(3_000), one, lost, executor=recorded)]
    assert told == list(range(3_000))
    assert recorded.sizes == sorted(recorded.sizes, reverse=True)
    assert (recorded.sizes[0], recorded.sizes[-1]) == (TOGETHER, 1)


def test_parts_are_handed_out_as_there_is_room() -> None:
    recorded = Recorded()
    results = each_done(range(100_000), one, lost, executor=recorded)
    next(results)
    assert len(recorded.sizes) == AT_ONCE
    results.close()


@pytest.mark.slow
def test_each_of_several_that_take_their_process_costs_itself_alone() -> None:
    told = dict(each_done(range(MANY), twice, lost, jobs=2))
    assert told == {n: -n if n % 10 == 7 else 2 * n for n in range(MANY)}


@pytest.mark.slow
@pytest.mark.parametrize("broken_at", [0, 7])
def test_an_executor_that_breaks_is_replaced(broken_at: int) -> None:
    numbers = range(broken_at, broken_at + MANY)
    with ProcessPoolExecutor(2) as executor:
        told = dict(each_done(numbers, twice, lost, executor=executor))
    assert told == {n: -n if n % 10 == 7 else 2 * n for n in numbers}


def test_any_number_is_worked_on_by_any_executor() -> None:
    with ThreadPoolExecutor(3) as threads:
        told = sorted(each_done(range(3_000), one, lost, executor=threads))
    assert told == [(number, 1) for number in range(3_000)]


class LosesOne(Executor):
    """An executor that loses a part now and then, and goes on: so a cluster does."""

    def submit(self, work: Any, part: Any) -> Future[Any]:  # type: ignore[override]
        future: Future[Any] = Future()
        if 3 in part:
            future.set_exception(BrokenExecutor("a worker was lost"))
        else:
            future.set_result(work(part))
        return future


def test_what_an_executor_loses_is_tried_again_alone() -> None:
    assert dict(each_done(range(5), one, lost, executor=LosesOne())) == dict.fromkeys(range(5), 1)


def sleep(number: int) -> int:
    print("asleep", flush=True)  # noqa: T201 - whoever holds the pipe is alive
    time.sleep(3_600)
    return number


@pytest.mark.slow
def test_no_process_outlives_a_parent_that_is_killed() -> None:
    each = "from tests.unit.test_processes import each_done, lost, sleep"
    code = f"{each}; list(each_done(range(9), sleep, lost, jobs=2))"
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdout=subprocess.PIPE, text=True
    ) as parent:
        assert parent.stdout
        assert [parent.stdout.readline(), parent.stdout.readline()] == ["asleep\n"] * 2
        parent.kill()
        parent.communicate(timeout=60)  # until the last process has closed the pipe


def whose(_: int) -> int:
    """The parent of the process that works."""
    return os.getppid()


@pytest.mark.slow
def test_a_crew_for_many_things_waits_and_is_replaced_where_it_breaks(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with crew_for(MANY, 2) as none:
        assert none is None
    monkeypatch.setattr(processes, "MANY", MANY - 1)
    with crew_for(MANY, 1) as none:
        assert none is None
    with crew_for(MANY, 2) as crew:
        assert isinstance(crew, ProcessPoolExecutor)
        assert {*dict(each_done(range(MANY), whose, lost, crew=crew)).values()} == {os.getpid()}
        told = dict(each_done(range(MANY), twice, lost, jobs=2, crew=crew))
        assert told == {n: -n if n % 10 == 7 else 2 * n for n in range(MANY)}
        assert dict(each_done(range(9), one, lost, jobs=2, crew=crew)) == dict.fromkeys(range(9), 1)


def test_nothing_is_no_work() -> None:
    assert list(each_done([], twice, lost)) == []
