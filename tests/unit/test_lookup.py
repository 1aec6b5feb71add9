"""Names that anybody hands in: how they are read, and what the answer holds."""

from __future__ import annotations

import io
import json
import shutil
from pathlib import Path

import pytest

from pipeline.cli import main
from pipeline.curate import write_decisions
from pipeline.lookup import answer, queries, table
from pipeline.normalize.curation import load_curation
from pipeline.normalize.entries import NameDecision
from tests.conftest import ROOT

FIELDS = {
    "status",
    "place_id",
    "geonames_id",
    "name_en",
    "country_iso2",
    "method",
    "score",
    "candidates",
}


def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str, *more: str
) -> tuple[list[str], str]:
    monkeypatch.chdir(ROOT)
    monkeypatch.setattr("sys.stdin", io.StringIO(text))
    assert main(["resolve", *more]) == 0
    out, err = capsys.readouterr()
    return out.splitlines(), err


def test_a_line_is_a_name_and_its_country(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = "\ufeff墨爾本\tAU\r\n\n坦佩雷\tfi\n雪梨\t澳洲\n"
    lines, _ = run(monkeypatch, capsys, text, "--json")
    told = [json.loads(line) for line in lines]
    assert [one["place_id"] for one in told] == ["au-melbourne", "fi-tampere", "au-sydney"]
    assert [one["geonames_id"] for one in told] == [2158177, 634963, 2147714]
    assert all(set(one) >= FIELDS for one in told)


def test_a_name_that_is_open_shows_its_candidates(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines, _ = run(monkeypatch, capsys, "", "克蘭頓", "--country", "US")
    assert lines[1].split() == ["克蘭頓", "ambiguous", "US", "none", lines[1].split()[-1]]
    assert {line.split(",")[2].strip() for line in lines[2:]} == {
        "us-cranston-ri",
        "us-scranton-pa",
    }


def test_a_country_that_nobody_knows_is_said_and_costs_no_answer(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    lines, said = run(monkeypatch, capsys, "墨爾本\tQX\n雪梨\tAU\n", "--json")
    assert len(lines) == 2
    assert "line 1: QX is no country" in said


def test_columns_line_up_although_han_is_wide() -> None:
    curation = load_curation(ROOT / "curation")
    told = [answer(one, curation) for one in queries(["雪梨\tAU", "墨爾本\tAU"], curation)]
    head, first, second = table(told)
    assert head.index("status") - first.index("resolved") == len("雪梨")
    assert head.index("status") - second.index("resolved") == len("墨爾本")


@pytest.mark.parametrize("name", ["", "   ", "\x00", "？？", "A" * 10_000, "市" * 10_000, "=1+1"])
def test_whatever_is_asked_is_answered(name: str) -> None:
    curation = load_curation(ROOT / "curation")
    for query in queries([f"{name}\tLC"], curation):
        assert answer(query, curation)["status"] in {"resolved", "ambiguous", "unknown"}


def test_a_place_that_a_person_decided_on_is_told_with_its_name(tmp_path: Path) -> None:
    folder = Path(shutil.copytree(ROOT / "curation", tmp_path / "curation"))
    fields = {"kind": "place", "printed": "奈洛比郡", "country": "KE", "means": "ke-mombasa"}
    more = {"reason": "r", "by": "b", "date": "2026-11-22"}
    write_decisions(folder, [NameDecision.model_validate({**fields, **more})])
    curation = load_curation(folder)
    (query,) = queries(["奈洛比郡\tKE"], curation)
    told = answer(query, curation)
    assert (told["status"], told["method"], told["score"]) == ("resolved", "curated", 1.0)
    assert (told["name_en"], told["geonames_id"], told["country_iso2"]) == ("Mombasa", 186301, "KE")
