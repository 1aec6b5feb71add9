"""Layouts that nobody tuned for: each document varies one thing, and must give its rows.

The documents and the truth beside them are made by `scripts/make_layouts.py`.
"""

from __future__ import annotations

import json
from functools import cache
from statistics import mean

import pytest

from pipeline.dataset import Dataset
from pipeline.ingest import scan
from pipeline.ingest.limits import LIMITS
from pipeline.ingest.pdf import read_pdf
from tests.layouts.rows import (
    DOCUMENTS,
    FLOORS,
    dataset_of,
    load,
    names,
    score,
    sessions_missing,
    talks_missing,
    truth_of,
)

floors: dict[str, float] = json.loads(FLOORS.read_text("utf-8"))
"""Row F1 that a document must reach where that is less than 1."""

pytestmark = pytest.mark.slow

SCANS = frozenset(name for name in names() if name.startswith("scan-"))
NAMES = [name for name in names() if name not in SCANS]
"""The documents that show text; `test_scans` has the others."""
MEAN = 0.95


@cache
def read(name: str) -> Dataset:
    return dataset_of(DOCUMENTS / name)


def test_there_are_documents_and_each_floor_is_of_one() -> None:
    assert len(NAMES) >= 30
    assert set(floors) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_seats(name: str) -> None:
    scored = score(read(name), truth_of(name)["speakers"])
    told = f"missing {scored.missing}, extra {scored.extra}"
    assert round(scored.f1, 3) >= floors.get(name, 1.0), told


@pytest.mark.parametrize("name", [name for name in NAMES if name not in floors])
def test_sessions_and_talks(name: str) -> None:
    truth = truth_of(name)
    assert sessions_missing(read(name), truth["sessions"]) == []
    assert talks_missing(read(name), truth["talks"]) == []


def test_mean_over_all_documents() -> None:
    assert mean(score(read(name), truth_of(name)["speakers"]).f1 for name in NAMES) >= MEAN


def test_a_scan_says_what_it_takes_to_read_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    told = [read_pdf(load(DOCUMENTS / name), LIMITS) for name in SCANS]
    assert [[f.code for f in findings] for _, findings in told] == [["scan-needs-ocr"]] * len(SCANS)
    assert all("pip install '.[ocr]'" in findings[0].message for _, findings in told)
