"""Damaged files come out the same from the same seed, harm that is planted is noticed, and what once
did harm does none any more."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random

import pytest

from fuzz import kept, sources
from fuzz.campaign import Failure, searched
from fuzz.mutators import BY_FORMAT
from fuzz.oracle import LIMITS, judged
from fuzz.recipes import Recipe, Step, recipe
from fuzz.workers import Verdict, Worker
from pipeline.dataset import Dataset
from pipeline.explain import read_dataset
from pipeline.ingest.sandbox import end_all
from pipeline.outcome import Outcome
from pipeline.publish.stage import publish
from pipeline.run import run
from tests.grounded import bare
from tests.hostile.judges import judge

DAMAGES = [(suffix, name) for suffix, known in BY_FORMAT.items() for name in known]


@pytest.mark.parametrize(("suffix", "name"), DAMAGES, ids=["-".join(one) for one in DAMAGES])
def test_a_damage_is_the_same_from_the_same_seed_and_another_from_another(
    suffix: str, name: str
) -> None:
    data, other = (sources.content(one) for one in sources.names(suffix)[:2])
    damaged = [BY_FORMAT[suffix][name](data, Random(seed), other) for seed in (*range(12), 0)]
    assert damaged[0] == damaged[-1]
    assert len({data, *damaged}) > 2


def test_an_input_depends_on_its_number_and_seed_alone() -> None:
    again = [recipe(1, number) for number in range(60)]
    assert [recipe(1, number) for number in reversed(range(60))] == again[::-1]
    assert recipe(2, 0) != again[0]
    assert {one.suffix for one in again} == {*sources.FOLDERS}


def test_an_accent_set_apart_from_its_letter_begins_no_tag() -> None:
    assert bare("雲林<e\u0301>") == bare("雲林<é>") == "雲林<é>"
    assert bare("雲林<b>縣</b>") == bare("雲林&nbsp;縣") == "雲林縣"


def unharmed(raw: Path, out: Path, curation: Path) -> Outcome:
    return run(raw, out, curation, jobs=1, limits=LIMITS, report=False)


def with_change(change: Callable[[Dataset], None]) -> Callable[[Path, Path, Path], Outcome]:
    """A run that publishes other rows than it found."""

    def harmful(raw: Path, out: Path, curation: Path) -> Outcome:
        outcome = unharmed(raw, out, curation)
        dataset = read_dataset(out)
        change(dataset)
        publish(dataset, out, report=False)
        return outcome

    return harmful


def invent(dataset: Dataset) -> None:
    first, *rest = dataset["releases"]
    dataset["releases"] = [first.model_copy(update={"title": "某市長高峰會"}), *rest]


def lose(dataset: Dataset) -> None:
    gone = dataset["figures"].pop()
    dataset["provenance"] = [row for row in dataset["provenance"] if row.table != gone.TABLE]


def alter(dataset: Dataset) -> None:
    first, *rest = dataset["talks"]
    dataset["talks"] = [first.model_copy(update={"order": 77}), *rest]


def stumble(raw: Path, out: Path, curation: Path) -> Outcome:
    raise ZeroDivisionError


def half_way(raw: Path, out: Path, curation: Path) -> Outcome:
    outcome = unharmed(raw, out, curation)
    (out / "talks.parquet").unlink()
    (out.parent / ".out-half").mkdir()
    return outcome


@pytest.mark.slow
@pytest.mark.parametrize(
    ("harmful", "said"),
    [
        (stumble, "the run raised ZeroDivisionError"),
        (half_way, "talks.parquet: the file is missing"),
        (half_way, "beside the published folder was left .out-half"),
        (with_change(invent), "某市長高峰會"),
        (with_change(lose), "the sound release lost ('figures'"),
        (with_change(alter), "is another row"),
    ],
)
def test_harm_is_noticed(harmful: Callable[[Path, Path, Path], Outcome], said: str) -> None:
    assert any(said in fault for fault in judged({}, harmful).faults)


@pytest.mark.slow
def test_a_file_is_read_or_refused_and_does_no_harm() -> None:
    files = {
        "a.txt": "2020 智慧城市首長高峰會\n".encode(),
        "b.txt": b"",
        "c.docx": b"PK\3\4nothing",
    }
    assert judged(files, unharmed) == Verdict(("read", "empty-file", "unknown-format"), ())


@pytest.mark.slow
def test_a_run_that_dies_or_never_ends_is_noticed_and_the_next_one_goes_on() -> None:
    worker: Worker[str] = Worker(judge)
    try:
        assert worker.judged("leave", 30) == Verdict((), ("the run died: exit code 7",))
        assert worker.judged("spin", 0.2) == Verdict((), ("the run did not end",))
        assert worker.judged("read", 30) == Verdict(("read",), ())
    finally:
        worker.end()


FILES = [
    Recipe("raw/2021-closing.txt", (Step("excerpt", at), Step("truncated", at))) for at in range(9)
]


def harmed_by(*numbers: int, steps: int = 1) -> Callable[[Sequence[Recipe]], Verdict]:
    """A judge to whom those files together do harm, as long as they have so many steps."""
    seeds = {FILES[number].steps[-1].seed for number in numbers}

    def ask(recipes: Sequence[Recipe]) -> Verdict:
        met = {one.steps[-1].seed for one in recipes if len(one.steps) >= steps}
        return Verdict(("read",) * len(recipes), ("harm",) if seeds <= met else ())

    return ask


def test_a_file_that_does_harm_is_found_and_made_with_fewer_steps() -> None:
    result = searched(FILES, harmed_by(6))
    assert [fate for _, fate in result.fates] == ["read"] * 6 + ["fault"] + ["read"] * 2
    ((failure,),) = (result.failures,)
    assert failure.recipes == (Recipe(FILES[6].source, FILES[6].steps[1:]),)
    ((whole,),) = (searched(FILES, harmed_by(6, steps=2)).failures,)
    assert whole.recipes == (FILES[6],)


def test_files_that_do_harm_only_together_are_kept_together() -> None:
    result = searched(FILES, harmed_by(0, 8))
    assert result.failures == (Failure(tuple(FILES), ("harm",)),)


def test_a_failure_is_kept_as_what_makes_it_and_found_again(tmp_path: Path) -> None:
    failure = Failure(tuple(FILES[:2]), ("speakers.csv line 12: the words '布拉格' differ",))
    path = kept.keep(failure, tmp_path)
    assert kept.read(path).recipes == failure.recipes
    assert kept.read(path).sha256 == tuple(
        hashlib.sha256(one.made()).hexdigest() for one in FILES[:2]
    )
    assert "布拉格" not in path.read_text("utf-8")
    other = Failure((FILES[3],), ("speakers.csv line 7: the words '丹佛' differ",))
    assert [*kept.of_each_kind([failure, other])] == [other]


@pytest.mark.slow
def test_what_once_did_harm_does_none_any_more() -> None:
    files: dict[str, bytes] = {}
    for path in sorted(kept.FOLDER.iterdir()):
        if path.suffix != ".json":
            files[path.name] = path.read_bytes()
            continue
        failure = kept.read(path)
        for at, one in enumerate(failure.recipes):
            files[f"{path.stem}-{at}.{one.suffix}"] = one.made()
        made = [hashlib.sha256(one.made()).hexdigest() for one in failure.recipes]
        assert made == [*failure.sha256], f"{path.name} makes other files than it did"
    assert files
    assert judged(files, unharmed).faults == ()
    end_all()
