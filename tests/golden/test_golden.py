"""The dataset of `raw/` is the one that was last blessed; `make bless` shows and accepts changes."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.bless import SUMS, SWITCH, checksums, compare, golden_files, switched_on
from pipeline.dataset import Dataset
from pipeline.publish.diff import render

GOLDEN = Path(__file__).parent / "data"


def test_the_dataset_is_the_blessed_one(dataset: Dataset) -> None:
    difference = compare(dataset, GOLDEN)
    assert not difference, f"run `make bless` if this is right:\n{render(difference)}"
    blessed = {path.name: path.read_bytes() for path in GOLDEN.iterdir()}
    assert blessed == golden_files(dataset)


def test_the_golden_files_are_as_blessing_left_them() -> None:
    files = {path.name: path.read_bytes() for path in GOLDEN.glob("*.csv")}
    assert (GOLDEN / SUMS).read_bytes() == checksums(files)


def test_blessing_is_not_left_switched_on() -> None:
    assert not switched_on(), f"unset {SWITCH}: a change would be accepted unseen"


@pytest.mark.parametrize(("value", "on"), [("1", True), ("yes", True), ("0", False), ("", False)])
def test_the_switch_is_what_the_test_above_looks_at(
    value: str, on: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SWITCH, value)
    assert switched_on() is on
