"""Thousands of damaged files put through runs, some at a time; what does harm is found among them."""

from __future__ import annotations

from collections.abc import Callable, Generator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass
from functools import partial

from fuzz.oracle import verdict
from fuzz.recipes import Recipe, recipe
from fuzz.workers import Verdict, Workers

TOGETHER = 100
"""So many files are read in one run."""
REPORTED = 16
"""Every so many runs, the report is written too: it takes longer than all else."""
FAULT = "fault"
_FOR_ALL, _FOR_EACH = 60, 2
"""Seconds of the processor that a run may take, and those more for each of its files."""

Task = tuple[tuple[Recipe, ...], bool]
Ask = Callable[[Sequence[Recipe]], Verdict]


@dataclass(frozen=True, slots=True)
class Failure:
    """Files that do harm, alone or only together, and what they do."""

    recipes: tuple[Recipe, ...]
    faults: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """What became of the files of one run: each with its fate, and the failures among them."""

    fates: tuple[tuple[Recipe, str], ...]
    failures: tuple[Failure, ...]


def judge(task: Task) -> Verdict:
    """The verdict on files, with a report or without."""
    recipes, report = task
    return verdict(recipes, report=report)


def campaign(seed: int, count: int, jobs: int) -> Generator[Result]:
    """The results of the first `count` inputs of a seed, as they are done, by so many processes."""
    workers: Workers[Task] = Workers(judge)

    def result(start: int) -> Result:
        recipes = [recipe(seed, number) for number in range(start, min(count, start + TOGETHER))]
        report = start // TOGETHER % REPORTED == 0
        return searched(recipes, partial(_asked, workers, report))

    try:
        with ThreadPoolExecutor(jobs) as threads:
            waiting = [threads.submit(result, start) for start in range(0, count, TOGETHER)]
            try:
                for future in as_completed(waiting):
                    yield future.result()
            finally:
                for future in waiting:
                    future.cancel()
    finally:
        workers.end()


def _asked(workers: Workers[Task], report: bool, recipes: Sequence[Recipe]) -> Verdict:
    seconds = _FOR_ALL + _FOR_EACH * len(recipes)
    return workers.judged((tuple(recipes), report), seconds)


def searched(recipes: Sequence[Recipe], ask: Ask) -> Result:
    """The result for files, those that do harm found by halving and each made with fewer steps."""
    told = ask(recipes)
    if not told.faults:
        return Result(tuple(zip(recipes, told.fates, strict=True)), ())
    if len(recipes) == 1:
        return Result(
            ((recipes[0], FAULT),), (shortened(Failure(tuple(recipes), told.faults), ask),)
        )
    middle = len(recipes) // 2
    one, other = searched(recipes[:middle], ask), searched(recipes[middle:], ask)
    failures = one.failures + other.failures
    return Result(one.fates + other.fates, failures or (Failure(tuple(recipes), told.faults),))


def shortened(failure: Failure, ask: Ask) -> Failure:
    """The failure of one file by as few steps as still bring a fault about."""
    for shorter in failure.recipes[0].shorter():
        told = ask([shorter])
        if told.faults:
            return shortened(Failure((shorter,), told.faults), ask)
    return failure
