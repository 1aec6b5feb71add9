"""The conveyor: what is read, on what, what is kept, and what a fault costs."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import fields, replace
from functools import partial
from pathlib import Path

import pytest

from pipeline import chronicle
from pipeline.cache import Cache, setting_digest
from pipeline.exits import Exit
from pipeline.ingest.limits import LIMITS
from pipeline.ingest.source import find_sources
from pipeline.publish.check import check_folder
from pipeline.run import Outcome, run
from tests import conveyor as stages

Folder = Callable[..., Path]


@pytest.fixture(autouse=True)
def cheap_stages(monkeypatch: pytest.MonkeyPatch) -> None:
    stages.use_cheap_stages(monkeypatch)


@pytest.fixture
def raw(tmp_path: Path) -> Folder:
    """Makes a raw folder of files of these names."""

    def make(*names: str) -> Path:
        folder = tmp_path / "raw"
        folder.mkdir()
        for name in names:
            (folder / name).write_text(f"新聞稿 {name}\n", "utf-8")
        return folder

    return make


@pytest.fixture
def curation(tmp_path: Path) -> Path:
    shutil.copytree(stages.CURATION, tmp_path / "curation")
    return tmp_path / "curation"


@pytest.fixture
def again(tmp_path: Path, curation: Path) -> Callable[..., Outcome]:
    """Runs `raw` into `out` with the cache, as often as wanted."""
    folders = (tmp_path / "raw", tmp_path / "out", curation)
    return lambda **settings: run(*folders, cache=Cache(tmp_path / "cache"), **settings)


def test_each_release_is_read_once_and_published(raw: Folder, tmp_path: Path) -> None:
    outcome = run(raw("b.txt", "a.txt"), tmp_path / "out", stages.CURATION)
    assert outcome.releases == ("a", "b")
    assert outcome.counts["releases"] == 2
    assert outcome.exit_code is Exit.CLEAN
    assert sorted(stages.read) == ["a", "b"]
    assert (tmp_path / "out" / "releases.csv").read_text("utf-8").count("\n") == 3


def test_any_executor_gives_the_same(raw: Folder, tmp_path: Path) -> None:
    folder = raw(*(f"{name}.txt" for name in "edcba"))
    with ThreadPoolExecutor(3) as threads:
        on_threads = run(folder, None, stages.CURATION, executor=threads)
    assert on_threads == run(folder, None, stages.CURATION, jobs=1)


def test_progress_is_told_of_every_release(raw: Folder) -> None:
    told: list[tuple[int, int, str]] = []
    run(
        raw("a.txt", "b.txt"),
        None,
        stages.CURATION,
        progress=lambda done, total, name: told.append((done, total, name)),
    )
    assert told == [(1, 2, "a"), (2, 2, "b")]


def test_one_that_cannot_be_read_costs_the_others_nothing(raw: Folder, tmp_path: Path) -> None:
    outcome = run(raw("a.txt", "unreadable.txt"), tmp_path / "out", stages.CURATION)
    assert outcome.releases == ("a",)
    assert [told.code for told in outcome.open_findings] == ["unreadable"]
    assert outcome.exit_code is Exit.OPEN_ERROR


@pytest.mark.slow
def test_a_process_that_is_killed_costs_only_its_own_release(
    raw: Folder, again: Callable[..., Outcome], tmp_path: Path
) -> None:
    folder = raw("a.txt", "b.txt", "c.txt", "deadly.txt")
    outcome = again(jobs=2)
    assert outcome.releases == ("a", "b", "c")
    assert outcome.exit_code is Exit.OPEN_ERROR
    (told,) = outcome.findings
    assert (told.code, told.release_id) == ("worker-fault", "deadly")
    assert "deadly.txt made its reader fail: its process died" in told.message
    assert check_folder(tmp_path / "out") == []
    (folder / "deadly.txt").rename(folder / "harmless.txt")
    assert again(jobs=2).releases == ("a", "b", "c", "harmless")


@pytest.mark.slow
@pytest.mark.parametrize("deaths", [1, 2])
def test_a_year_whose_process_is_killed_is_made_again_by_itself_once(
    raw: Folder,
    again: Callable[..., Outcome],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    deaths: int,
) -> None:
    folder = raw("a-2020.txt")
    again()
    before = (tmp_path / "out" / "releases.csv").read_bytes()
    for name in ("b-2022.txt", "c-2024.txt"):
        (folder / name).write_text("又一年\n", "utf-8")
    monkeypatch.setattr(
        chronicle, "make_rows", partial(stages.make_rows_after_deaths, tmp_path / "deaths", deaths)
    )
    if deaths == 1:
        assert again(jobs=2).releases == ("a-2020", "b-2022", "c-2024")
        assert check_folder(tmp_path / "out") == []
        return
    with pytest.raises(ChildProcessError, match=r"year 2022 .* Nothing was published; .*--jobs 1"):
        again(jobs=2)
    assert (tmp_path / "out" / "releases.csv").read_bytes() == before


def test_where_nothing_can_be_read_the_old_dataset_stays(
    raw: Folder, again: Callable[..., Outcome], tmp_path: Path
) -> None:
    folder = raw("a.txt")
    again()
    before = (tmp_path / "out" / "datapackage.json").read_bytes()
    (folder / "a.txt").rename(folder / "unreadable.txt")
    outcome = again()
    assert outcome.exit_code is Exit.NOTHING_READ
    assert outcome.findings
    assert (tmp_path / "out" / "datapackage.json").read_bytes() == before


def test_an_empty_raw_folder_has_nothing_to_read(raw: Folder, tmp_path: Path) -> None:
    assert run(raw(), tmp_path / "out", stages.CURATION).exit_code is Exit.NOTHING_READ
    assert not (tmp_path / "out").exists()


def test_a_second_run_reads_nothing(raw: Folder, again: Callable[..., Outcome]) -> None:
    raw("a.txt", "unreadable.txt")
    first = again()
    stages.read.clear()
    second = again()
    assert stages.read == []
    assert second.unchanged
    assert second.cached == ("a",)
    assert second == replace(first, cached=("a",), unchanged=True)


def test_only_a_changed_release_is_read_again(raw: Folder, again: Callable[..., Outcome]) -> None:
    folder = raw("a.txt", "b.txt", "unreadable.txt")
    again()
    stages.read.clear()
    (folder / "b.txt").write_text("另一篇新聞稿", "utf-8")
    outcome = again()
    assert stages.read == ["b"]
    assert outcome.cached == ("a", "unreadable")
    assert not outcome.unchanged


def test_a_release_of_the_same_bytes_and_another_name_is_another(
    raw: Folder, again: Callable[..., Outcome]
) -> None:
    folder = raw("a.txt")
    again()
    (folder / "a.txt").rename(folder / "b.txt")
    assert again().releases == ("b",)


@pytest.mark.slow
def test_other_curation_means_that_all_is_read_again(
    raw: Folder, again: Callable[..., Outcome], curation: Path
) -> None:
    raw("a.txt", "b.txt")
    again()
    stages.read.clear()
    with (curation / "places.yml").open("a", encoding="utf-8") as file:
        file.write("\n# reviewed again\n")
    again()
    assert stages.read == ["a", "b"]


def test_a_published_folder_that_was_touched_is_published_again(
    raw: Folder, again: Callable[..., Outcome], tmp_path: Path
) -> None:
    raw("a.txt")
    again()
    stages.read.clear()
    table = tmp_path / "out" / "releases.csv"
    published = table.read_bytes()
    table.write_bytes(published + b"x")
    outcome = again()
    assert table.read_bytes() == published
    assert not outcome.unchanged
    assert outcome.cached == ("a",)
    assert stages.read == []


def test_what_was_put_beside_the_tables_makes_no_work(
    raw: Folder, again: Callable[..., Outcome], tmp_path: Path
) -> None:
    raw("a.txt")
    again()
    (tmp_path / "out" / "mine.txt").write_text("ask about 卡司翠", "utf-8")
    (tmp_path / "out" / "nowhere").symlink_to("no such file")
    assert not again().unchanged
    assert again().unchanged
    assert (tmp_path / "out" / "mine.txt").read_text("utf-8") == "ask about 卡司翠"
    assert (tmp_path / "out" / "nowhere").is_symlink()


@pytest.mark.slow
@pytest.mark.parametrize("left", [0, 30, 64, 65, 70, -1])
def test_a_damaged_entry_is_read_again_and_mended(
    raw: Folder, again: Callable[..., Outcome], tmp_path: Path, left: int
) -> None:
    raw("a.txt")
    again()
    shutil.rmtree(tmp_path / "out")
    stages.read.clear()
    (entry,) = (tmp_path / "cache" / "releaseresult").iterdir()
    whole = entry.read_bytes()
    entry.write_bytes(whole[:left])
    assert again().releases == ("a",)
    assert stages.read == ["a"]
    assert entry.read_bytes() == whole


@pytest.mark.parametrize("limit", [field.name for field in fields(LIMITS)])
def test_every_limit_is_part_of_the_key(limit: str) -> None:
    other = replace(LIMITS, **{limit: 1})
    assert setting_digest(stages.CURATION, other) != setting_digest(stages.CURATION, LIMITS)


@pytest.mark.parametrize("name", ["stage.py", "gazetteer/places.csv", "new.py"])
def test_code_and_its_data_are_part_of_the_key(name: str, tmp_path: Path) -> None:
    package = tmp_path / "package"
    (package / "gazetteer").mkdir(parents=True)
    (package / "stage.py").write_text("x = 1\n", "utf-8")
    (package / "gazetteer" / "places.csv").write_text("id\n", "utf-8")
    before = setting_digest(stages.CURATION, LIMITS, package)
    with (package / name).open("a", encoding="utf-8") as file:
        file.write("\n")
    assert setting_digest(stages.CURATION, LIMITS, package) != before


def test_byte_code_is_no_part_of_the_key(tmp_path: Path) -> None:
    (tmp_path / "stage.py").write_text("x = 1\n", "utf-8")
    before = setting_digest(stages.CURATION, LIMITS, tmp_path)
    (tmp_path / "stage.pyc").write_bytes(b"compiled")
    assert setting_digest(stages.CURATION, LIMITS, tmp_path) == before


def test_what_is_kept_is_for_its_owner_alone(
    raw: Folder, again: Callable[[], Outcome], tmp_path: Path
) -> None:
    raw("a.txt")
    again()
    assert (tmp_path / "cache").stat().st_mode & 0o077 == 0


def test_what_is_kept_is_what_was_read(raw: Folder, tmp_path: Path) -> None:
    (source,) = find_sources(raw("a.txt"))[0]
    cache = Cache(tmp_path / "cache")
    kept, _ = stages.read_release(source, stages.CURATION, "", LIMITS)
    cache.put(type(kept), "a", "key", kept)
    assert cache.get(type(kept), "a", "key") == kept
    assert cache.get(type(kept), "a", "another key") is None
    assert cache.get(type(kept), "b", "key") is None
