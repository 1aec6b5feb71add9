"""Publishing: the folder, its sameness on repeat, and what is refused."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.dataset import TABLES, Session
from pipeline.publish.stage import OutputRefusedError, publish
from pipeline.publish.tables import TableError, read_csv
from tests.publish_example import ANNEX, ANNOUNCEMENT, RAW, example, render


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_every_table_is_published_in_three_forms_beside_what_describes_it(tmp_path: Path) -> None:
    publish(example(), tmp_path / "deep" / "out")
    expected = {"README.md", "croissant.json", "datapackage.json", "report.html"}
    expected |= {"report/changes.json"}
    expected |= {f"report/{release_id}.html" for release_id in (ANNOUNCEMENT, ANNEX)}
    for name in TABLES:
        expected |= {f"{name}.csv", f"{name}.parquet", f"excel/{name}.csv", f"schemas/{name}.json"}
    assert contents(tmp_path / "deep" / "out").keys() == expected


def test_publishing_again_changes_no_byte(tmp_path: Path) -> None:
    publish(example(), tmp_path / "out")
    before = contents(tmp_path / "out")
    publish(example(), tmp_path / "out")
    assert contents(tmp_path / "out") == before
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


@pytest.mark.slow
def test_time_zone_locale_and_hash_seed_do_not_show() -> None:
    program = (
        "import hashlib, locale; locale.setlocale(locale.LC_ALL, '');"
        "from tests.publish_example import example, render;"
        "print(hashlib.sha256(repr(render(example())).encode()).hexdigest())"
    )
    worlds = [
        {"TZ": "Asia/Taipei", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1"},
        {"TZ": "America/New_York", "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONHASHSEED": "2"},
    ]
    printed = {
        subprocess.run(
            [sys.executable, "-c", program],
            env={**os.environ, **world},
            cwd=RAW.parent,
            capture_output=True,
            check=True,
        ).stdout
        for world in worlds
    }
    assert len(printed) == 1


def test_rows_are_sorted_by_key_with_null_first(tmp_path: Path) -> None:
    dataset = example()
    dataset["sessions"].reverse()
    publish(dataset, tmp_path / "out")
    days = [row.date for row in read_csv(tmp_path / "out" / "sessions.csv", Session)]  # type: ignore[attr-defined]
    assert days == ["2022-03-22", "2022-03-23"]
    streams = (tmp_path / "out" / "streams.csv").read_text("utf-8").splitlines()
    assert [line.split(",")[1] for line in streams[1:]] == ["", "zh"]


def test_two_rows_of_one_key_are_refused() -> None:
    dataset = example()
    dataset["streams"].append(dataset["streams"][0])
    with pytest.raises(TableError, match="streams: two rows have the key mayors-summit-2022"):
        render(dataset)


def test_a_row_that_breaks_its_model_is_refused() -> None:
    dataset = example()
    dataset["figures"][0] = dataset["figures"][0].model_copy(update={"comparator": "over"})
    with pytest.raises(TableError, match="figures 2022-delegations-30: comparator: "):
        render(dataset)


def test_a_row_of_another_table_and_a_missing_table_are_refused() -> None:
    dataset = example()
    dataset["talks"].append(dataset["figures"][0])
    with pytest.raises(TableError, match="talks: a row of another table"):
        render(dataset)
    incomplete = example()
    del incomplete["people"]
    with pytest.raises(TableError, match="missing from the dataset, or unknown to it: people"):
        render(incomplete)


def test_a_refused_dataset_leaves_the_old_folder(tmp_path: Path) -> None:
    publish(example(), tmp_path / "out")
    before = contents(tmp_path / "out")
    broken = example()
    broken["sessions"][0] = broken["sessions"][0].model_copy(update={"venue_zh": ""})
    with pytest.raises(TableError):
        publish(broken, tmp_path / "out")
    assert contents(tmp_path / "out") == before


def test_a_folder_of_somebody_else_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "thesis.odt").write_text("three years of work")
    with pytest.raises(OutputRefusedError, match="no published dataset; name another folder"):
        publish(example(), tmp_path)
    (tmp_path / "datapackage.json").write_text('{"name": "thesis", "resources": [], "files": []}')
    with pytest.raises(OutputRefusedError):
        publish(example(), tmp_path)
    assert (tmp_path / "thesis.odt").read_text() == "three years of work"
    with pytest.raises(OutputRefusedError, match=r"thesis\.odt is a file"):
        publish(example(), tmp_path / "thesis.odt")


def test_an_empty_folder_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    publish(example(), tmp_path / "out")
    assert (tmp_path / "out" / "speakers.csv").is_file()


def test_files_that_were_put_beside_the_tables_stay_and_old_tables_go(tmp_path: Path) -> None:
    out = tmp_path / "out"
    publish(example(), out)
    (out / "notes").mkdir()
    (out / "notes" / "mine.txt").write_text("ask about 卡司翠", "utf-8")
    package = out / "datapackage.json"
    text = package.read_text("utf-8")
    package.write_text(text.replace('"path": "talks.csv"', '"path": "chats.csv"'), "utf-8")
    (out / "talks.csv").rename(out / "chats.csv")
    publish(example(), out)
    assert (out / "notes" / "mine.txt").read_text("utf-8") == "ask about 卡司翠"
    assert not (out / "chats.csv").exists()
    assert (out / "talks.csv").exists()


def test_a_link_to_the_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to("real")
    publish(example(), tmp_path / "link")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real" / "README.md").is_file()
