"""The catalogue of findings: every entry is raised somewhere, and says what to do."""

from __future__ import annotations

import pytest

from pipeline.findings import CATALOGUE, finding
from tests.conftest import ROOT

SOURCES = "".join(
    path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "pipeline").rglob("*.py"))
    if path.name != "findings.py"
)


@pytest.mark.parametrize("code", CATALOGUE)
def test_a_code_of_the_catalogue_is_raised_by_some_stage(code: str) -> None:
    assert f'"{code}"' in SOURCES


@pytest.mark.parametrize("code", CATALOGUE)
def test_an_entry_says_what_to_do(code: str) -> None:
    assert CATALOGUE[code].remedy.endswith(".")


def test_a_new_wording_does_not_move_an_id() -> None:
    told = finding("empty-file", release_id="2022-annex", evidence="a.txt", file="a.txt")
    again = finding("empty-file", release_id="2022-annex", evidence="a.txt", file="other words")
    assert told.finding_id == again.finding_id
    assert "Fetch the release again" in told.message


def test_a_sentence_that_lacks_a_value_is_a_fault_of_the_caller() -> None:
    with pytest.raises(KeyError):
        finding("empty-file", release_id="2022-annex")
