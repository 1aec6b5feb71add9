"""What changed between two published folders."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from pipeline.dataset import Dataset
from pipeline.publish.diff import diff_folders, render
from pipeline.publish.stage import publish
from pipeline.publish.tables import TableError
from tests.publish_example import AMERICAS, CASTRIES, EURASIA, example


def folders(tmp_path: Path, new: Dataset) -> tuple[Path, Path]:
    publish(example(), tmp_path / "old")
    publish(new, tmp_path / "new")
    return tmp_path / "old", tmp_path / "new"


def test_equal_folders_do_not_differ(tmp_path: Path) -> None:
    difference = diff_folders(*folders(tmp_path, example()))
    assert not difference
    assert render(difference) == "no difference\n"


def test_rows_added_changed_and_removed_are_told_by_key(tmp_path: Path) -> None:
    dataset = example()
    eurasia, _ = dataset["sessions"]
    women = "women-leaders-summit-2022-03-23"
    dataset["sessions"] = [
        eurasia.model_copy(update={"venue_zh": "南港展覽館", "end_time": None}),
        eurasia.model_copy(update={"session_id": women, "name_zh": "女性領袖峰會"}),
    ]
    difference = diff_folders(*folders(tmp_path, dataset))
    assert list(difference.tables) == ["sessions"]
    sessions = difference.tables["sessions"]
    assert sessions.added[women]["name_zh"] == "女性領袖峰會"
    assert list(sessions.removed) == [AMERICAS]
    assert [(change.key, change.columns) for change in sessions.changed] == [
        (EURASIA, {"venue_zh": (None, "南港展覽館"), "end_time": ("18:00", None)})
    ]
    assert render(difference).startswith("sessions: 1 added, 1 changed, 1 removed\n")
    assert "      end_time: '18:00' -> null\n" in render(difference)


def test_a_difference_goes_into_json(tmp_path: Path) -> None:
    dataset = example()
    dataset["talks"].clear()
    difference = diff_folders(*folders(tmp_path, dataset))
    told = json.loads(json.dumps(difference.as_dict(), ensure_ascii=False))
    (talk,) = told["tables"]["talks"]["removed"].values()
    assert talk["text"].startswith("ICT 四大用途：\n")


def test_columns_that_only_one_version_has_change_no_row(tmp_path: Path) -> None:
    old, new = folders(tmp_path, example())
    lines = (old / "streams.csv").read_text("utf-8").splitlines()
    shorter = [",".join(line.split(",")[:3]) for line in lines]
    (old / "streams.csv").write_text("\n".join(shorter) + "\n", "utf-8")
    streams = diff_folders(old, new).tables["streams"]
    assert streams.columns_added == ("release_id",)
    assert (streams.added, streams.changed, streams.removed) == ({}, (), {})


def test_a_missing_table_is_named(tmp_path: Path) -> None:
    old, new = folders(tmp_path, example())
    (new / "figures.csv").unlink()
    difference = diff_folders(old, new)
    assert difference.missing_in_new == ("figures",)
    assert len(difference.tables["figures"].removed) == 1
    assert "figures: the new folder has no such table" in render(difference)


def test_long_lists_are_cut_with_a_note(tmp_path: Path) -> None:
    dataset = example()
    seat = next(row for row in dataset["speakers"] if row.key_values() == (CASTRIES,))
    dataset["speakers"] += [
        seat.model_copy(update={"speaker_id": f"{CASTRIES}-{number}"}) for number in range(5)
    ]
    text = render(diff_folders(*folders(tmp_path, dataset)), limit=3)
    assert text.count("  + ") == 3
    assert text.endswith("  … 2 more added\n")


def test_a_key_cannot_move_the_cursor(tmp_path: Path) -> None:
    dataset = example()
    name = dataset["names"][0]
    dataset["names"].append(name.model_copy(update={"printed": "克蘭頓\x1b[2J"}))
    text = render(diff_folders(*folders(tmp_path, dataset)))
    assert "\x1b" not in text
    assert "克蘭頓" in text


def test_what_cannot_be_compared_is_refused(tmp_path: Path) -> None:
    old, new = folders(tmp_path, example())
    with pytest.raises(FileNotFoundError, match="gone is no folder"):
        diff_folders(old, tmp_path / "gone")
    (new / "talks.csv").write_text("talk,text\n", "utf-8")
    with pytest.raises(TableError, match=r"talks\.csv lacks the key \['talk_id'\]"):
        diff_folders(old, new)
    (new / "talks.csv").write_text("talk_id,text\na\n", "utf-8")
    with pytest.raises(TableError, match="line 2: 1 fields, not 2"):
        diff_folders(old, new)
