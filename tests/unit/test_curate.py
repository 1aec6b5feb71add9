"""Settling open names in a terminal: what is asked, what is kept, and what it changes."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pipeline.curate import Walk, write_decisions
from pipeline.normalize.curation import CurationError, load_curation
from pipeline.normalize.decisions import HEADER, canonical
from pipeline.normalize.entries import NameDecision
from pipeline.normalize.places import resolve_place
from pipeline.open_names import OpenName
from tests.conftest import ROOT

TODAY = datetime.date(2026, 11, 22)
COUNTY = OpenName("place", "奈洛比郡", "KE", (("2024-closing", "肯亞奈洛比郡郡長"),))
BERG = OpenName("person", "Tomas Berg", "pl-gdynia", (("a", "Tomas Berg"),), ("Jonas Bark",))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "curation", tmp_path / "curation"))


def walk(folder: Path, answers: list[str], *names: OpenName) -> list[str]:
    """What is said on a walk with these answers; behind the last the input ends."""
    said: list[str] = []
    told: Iterator[str] = iter(answers)

    def ask(_prompt: str) -> str:
        try:
            return next(told)
        except StopIteration:
            raise EOFError from None

    Walk(folder, "Ada", TODAY, ask, said.append).through(names)
    return said


def test_a_chosen_candidate_is_what_the_name_means_from_then_on(folder: Path) -> None:
    assert resolve_place("奈洛比郡", "KE", load_curation(folder)).entity_id is None
    said = walk(folder, ["s Nairobi", "a", "the county is the city"], COUNTY)
    assert any("肯亞奈洛比郡郡長" in line for line in said)
    curation = load_curation(folder)
    reading = resolve_place("奈洛比郡", "KE", curation)
    assert (reading.entity_id, reading.method, reading.score) == ("ke-nairobi", "curated", 1.0)
    kept = curation.names[-1]
    assert (kept.by, kept.date, kept.reason) == ("Ada", TODAY, "the county is the city")


def test_what_a_name_is_not_is_kept_too(folder: Path) -> None:
    name = OpenName("place", "坦佩雷", "FI", (("a", "芬蘭坦佩雷市長"),))
    assert resolve_place("坦佩雷", "FI", load_curation(folder)).entity_id == "fi-tampere"
    walk(folder, ["n", "none of these"], name)
    reading = resolve_place("坦佩雷", "FI", load_curation(folder))
    assert reading.entity_id is None
    assert "fi-tampere" not in reading.candidates


def test_people_are_told_the_same_or_not(folder: Path) -> None:
    walk(folder, ["n", "two mayors in one year"], BERG)
    (kept,) = load_curation(folder).names
    assert (kept.printed, kept.not_, kept.place) == ("Tomas Berg", ("Jonas Bark",), "pl-gdynia")


def test_later_and_stop_and_the_end_of_input_keep_nothing(folder: Path) -> None:
    before = sorted((path.name, path.read_bytes()) for path in folder.iterdir())
    walk(folder, ["l"], COUNTY)
    walk(folder, ["q"], COUNTY)
    walk(folder, [], COUNTY)
    walk(folder, ["7x", "what", "a"], COUNTY)
    assert sorted((path.name, path.read_bytes()) for path in folder.iterdir()) == before


def test_an_answer_nobody_knows_is_asked_again(folder: Path) -> None:
    said = walk(folder, ["99", "l"], COUNTY)
    assert any(line.startswith("?") for line in said)


def decision(printed: str, **more: object) -> NameDecision:
    fields = {"kind": "place", "country": "KE", "means": "ke-nairobi", "reason": "r", "by": "b"}
    return NameDecision.model_validate({**fields, "printed": printed, "date": TODAY, **more})


def test_the_file_has_one_form_whatever_the_order(folder: Path) -> None:
    entries = [decision("奈洛比郡"), decision("內羅畢"), decision("Nairobi: the city, NO")]
    assert canonical(entries) == canonical([*reversed(entries), entries[0]])
    write_decisions(folder, entries)
    text = (folder / "names.yml").read_text("utf-8")
    assert text.startswith(HEADER)
    assert canonical(load_curation(folder).names) == text


def test_the_committed_decisions_are_in_that_form() -> None:
    committed = (ROOT / "curation" / "names.yml").read_text("utf-8")
    assert canonical(load_curation(ROOT / "curation").names) == committed


@pytest.mark.parametrize(
    ("entry", "complaint"),
    [
        ({"means": "ke-atlantis"}, "names ke-atlantis, which is no place's id"),
        ({"means": None}, "says what the name means, or what it is not"),
        ({"not": ["ke-mombasa"]}, "says what the name means, or what it is not"),
        ({"kind": "person", "means": "A B"}, "needs the place"),
        ({"reason": None}, "field reason"),
    ],
)
def test_a_faulty_decision_is_refused(
    folder: Path, entry: dict[str, object], complaint: str
) -> None:
    fields = {"kind": "place", "country": "KE", "means": "ke-nairobi", "reason": "r", "by": "b"}
    held = {**fields, "printed": "奈洛比郡", "date": "2026-11-22", **entry}
    lines = [f"  {name}: {value}" for name, value in held.items() if value is not None]
    text = "- " + "\n".join(lines).strip() + "\n"
    (folder / "names.yml").write_text(text, encoding="utf-8")
    with pytest.raises(CurationError, match=complaint):
        load_curation(folder)
