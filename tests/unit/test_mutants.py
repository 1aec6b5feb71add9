"""Mutants: which are a fair question, which are drawn, and how one is put in place."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from benchmarks.mutants.mutant import Mutant
from benchmarks.mutants.report import summary, table
from benchmarks.mutants.rules import is_fair
from benchmarks.mutants.sample import drawn
from benchmarks.mutants.trial import Outcome, functions_of, put_in_place

HERE = Path(__file__)


@cache
def answer() -> int:
    return 42


class Oracle:
    @property
    def word(self) -> str:
        return "yes"


def mutant(path: str, function: str, was: str, code: str) -> Mutant:
    return Mutant(path, function, line=1, first=1, last=1, was=was, code=code)


@pytest.mark.parametrize(
    ("was", "code"),
    [
        ("return zip(a, b, strict=True)", "return zip(a, b)"),
        ("return zip(a, b, strict=True)", "return zip(a, b, strict=False)"),
        ("raise ValueError(f'no day: {day}')", "raise ValueError(None)"),
        ("assert rows, 'no rows'", "assert not rows, 'no rows'"),
        ("return cast(Text, cell)", "return cast(None, cell)"),
        ("return data.decode('utf-8')", "return data.decode('UTF-8')"),
    ],
)
def test_what_no_release_can_show_is_no_fair_question(was: str, code: str) -> None:
    assert not is_fair(f"def f():\n    {was}\n", f"def f():\n    {code}\n")


@pytest.mark.parametrize(
    ("was", "code"),
    [
        ("return a < b", "return a <= b"),
        ("return zip(a, b, strict=True)", "return zip(None, b, strict=True)"),
        ("raise ValueError(day)", "raise KeyError(day)"),
        ("return cast(Text, cell)", "return cast(Text, None)"),
    ],
)
def test_what_a_release_may_show_is_a_fair_question(was: str, code: str) -> None:
    assert is_fair(f"def f():\n    {was}\n", f"def f():\n    {code}\n")


def test_a_mutant_takes_the_place_of_a_function_below_its_cache_or_property() -> None:
    held = functions_of([HERE])
    path = HERE.as_posix()
    changed = "def answer() -> int:\n    return 43\n"
    put_in_place(mutant(path, "answer", "", changed), held[path, "answer"])
    changed = "class Oracle:\n    def word(self) -> str:\n        return 'no'\n"
    put_in_place(mutant(path, "Oracle.word", "", changed), held[path, "Oracle.word"])
    assert answer() == 43
    assert Oracle().word == "no"


def test_the_same_seed_draws_the_same_mutants_and_each_module_in_proportion() -> None:
    made = {
        path: [
            mutant(path, f"f{nth}", "def f(): return 1", "def f(): return 2")
            for nth in range(count)
        ]
        for path, count in (("large", 300), ("small", 100))
    }
    first = drawn(made, 40, seed=7)
    assert first == drawn(made, 40, seed=7)
    assert first != drawn(made, 40, seed=8)
    assert abs(sum(one.path == "large" for one in first) - 30) <= 1
    assert abs(len(first) - 40) <= 1


def test_a_mutant_that_survives_is_not_noticed_and_one_that_never_ends_is() -> None:
    outcomes = [Outcome.KILLED, Outcome.KILLED, Outcome.TIMED_OUT, Outcome.SURVIVED]
    found = [(mutant("pipeline/extract/a.py", "f", "", ""), outcome) for outcome in outcomes]
    assert "**75.0% noticed** (95 % interval 30.1% to 95.4%, Wilson)" in summary(found, seed=3)
    rows = list(table({"pipeline/extract/a.py": 9}, found))
    assert rows[2] == "| extract/a.py | 9 | 4 | 2 | 1 | 1 | 75.0% |"
    assert rows[-1] == "| **all** | 9 | 4 | 2 | 1 | 1 | 75.0% |"
