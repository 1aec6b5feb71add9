"""The same releases and curation give the same bytes, whatever the machine is set to, however many
work, in whatever order a folder is listed, and whatever lies in the cache."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from pipeline import processes
from pipeline.cache import Cache
from pipeline.dataset import Dataset
from pipeline.ingest.limits import Limits
from pipeline.publish.report import Released
from pipeline.run import run
from tests import conveyor as stages
from tests.conftest import ROOT
from tests.labelled.chain import Chain
from tests.publish_example import render

RAW, CURATION = ROOT / "raw", ROOT / "curation"

ELSEWHERE = {
    "two processes": {
        "PYTHONHASHSEED": "4711",
        "TZ": "Pacific/Kiritimati",
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
    },
    "five processes": {
        "PYTHONHASHSEED": "0",
        "TZ": "America/St_Johns",
        "LANG": "tr_TR.UTF-8",
        "LC_ALL": "tr_TR.UTF-8",
        "SOURCE_DATE_EPOCH": "1",
    },
}
"""Environments, by how many processes work there."""
JOBS = {"two processes": "2", "five processes": "5"}


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def differing(here: dict[str, bytes], there: dict[str, bytes]) -> list[str]:
    """The files that only one has, or that differ."""
    return sorted(name for name in here.keys() | there.keys() if here.get(name) != there.get(name))


@pytest.fixture(scope="module", params=sorted(ELSEWHERE))
def elsewhere(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset as published in another environment, from a folder elsewhere with files that were
    created in the opposite order."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "raw").mkdir()
    for path in sorted(RAW.glob("*.txt"), reverse=True):
        shutil.copy(path, folder / "raw")
    command = [sys.executable, "-m", "pipeline", "extract", "--no-cache", "--quiet"]
    told = subprocess.run(
        [*command, "--jobs", JOBS[request.param], "--curation", str(CURATION)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **ELSEWHERE[request.param]},
        umask=0o077,
        capture_output=True,
        check=False,
    )
    assert (told.returncode, told.stdout, told.stderr) == (0, b"", b"")
    return folder / "normalized"


@pytest.mark.slow
def test_the_published_folder_is_the_same_byte_for_byte(
    dataset: Dataset, chain: Chain, elsewhere: Path
) -> None:
    released = [Released(read.document, read.coverage) for read in chain.facts.values()]
    here = render(dataset, released)
    assert len(here) > 30
    assert differing(here, contents(elsewhere)) == []


@pytest.mark.slow
def test_no_file_knows_the_machine(elsewhere: Path) -> None:
    for name, data in contents(elsewhere).items():
        assert str(elsewhere.parent).encode() not in data, name


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, bytes], Path]:
    """The dataset as published by one process, and the cache that it filled."""
    folder = tmp_path_factory.mktemp("kept")
    run(RAW, folder / "out", CURATION, jobs=1, cache=Cache(folder / "cache"))
    return contents(folder / "out"), folder / "cache"


@pytest.mark.slow
@pytest.mark.parametrize("jobs", range(1, 9))
def test_any_number_of_processes_gives_the_same(
    kept: tuple[dict[str, bytes], Path], jobs: int, tmp_path: Path
) -> None:
    run(RAW, tmp_path / "out", CURATION, jobs=jobs)
    assert differing(kept[0], contents(tmp_path / "out")) == []


@pytest.mark.slow
def test_processes_that_wait_from_the_beginning_give_the_same(
    kept: tuple[dict[str, bytes], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(processes, "MANY", 1)
    run(RAW, tmp_path / "out", CURATION, jobs=2)
    assert differing(kept[0], contents(tmp_path / "out")) == []


def untouched(cache: Path) -> None:
    """All of it is there."""


def half_gone(cache: Path) -> None:
    for path in sorted(path for path in cache.rglob("*") if path.is_file())[::2]:
        path.unlink()


def a_bit_changed_in_each(cache: Path) -> None:
    for path in cache.rglob("*"):
        if path.is_file() and (whole := path.read_bytes()):
            middle = len(whole) // 2
            path.write_bytes(whole[:middle] + bytes([whole[middle] ^ 4]) + whole[middle + 1 :])


def results_alone_changed(cache: Path) -> None:
    """What releases mean is changed, and no year is kept that was made of it."""
    a_bit_changed_in_each(cache / "meantrelease")
    for kind in ("rows", "sheets", "shown", "view"):
        shutil.rmtree(cache / kind)


def grown(cache: Path) -> None:
    """Filled by a run each time that a release came, the last one first."""
    shutil.rmtree(cache)
    raw = cache.parent / "growing"
    raw.mkdir()
    for path in sorted(RAW.glob("*.txt"), reverse=True):
        shutil.copy(path, raw)
        run(raw, cache.parent / "grown", CURATION, cache=Cache(cache))


def of_other_limits(cache: Path) -> None:
    shutil.rmtree(cache)
    limits = Limits(pages=100)
    run(RAW, cache.parent / "limited", CURATION, cache=Cache(cache), limits=limits)


@pytest.mark.slow
@pytest.mark.parametrize(
    "age",
    [untouched, half_gone, a_bit_changed_in_each, results_alone_changed, grown, of_other_limits],
)
def test_a_cache_of_any_age_gives_the_same(
    kept: tuple[dict[str, bytes], Path], age: Callable[[Path], None], tmp_path: Path
) -> None:
    published, cache = kept
    shutil.copytree(cache, tmp_path / "cache")
    age(tmp_path / "cache")
    run(RAW, tmp_path / "out", CURATION, cache=Cache(tmp_path / "cache"))
    assert differing(published, contents(tmp_path / "out")) == []


@pytest.mark.parametrize("seed", ["a", "b"])
def test_the_order_in_which_folders_are_listed_does_not_count(
    seed: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stages.use_cheap_stages(monkeypatch)
    raw = tmp_path / "raw"
    raw.mkdir()
    for name in ("a-2020.txt", "b-2020.md", "c-2022.txt", "d.txt", "d.md", "e.xyz", "f-2020.txt"):
        (raw / name).write_text(f"新聞稿 {name}\n", "utf-8")
    run(raw, tmp_path / "out", CURATION, cache=Cache(tmp_path / "cache"))
    listed: list[str] = []

    def place(name: str) -> bytes:
        return hashlib.sha256(f"{seed}{name}".encode()).digest()

    scandir, listdir = os.scandir, os.listdir

    @contextmanager
    def shuffled(folder: Any = ".") -> Iterator[Iterator[os.DirEntry[str]]]:
        with scandir(folder) as entries:
            found = sorted(entries, key=lambda entry: place(entry.name))
        listed.extend(entry.name for entry in found)
        yield iter(found)

    monkeypatch.setattr(os, "scandir", shuffled)
    monkeypatch.setattr(os, "listdir", lambda folder=".": sorted(listdir(folder), key=place))
    run(raw, tmp_path / "shuffled", CURATION)
    order = [path.name for path in raw.iterdir()]
    assert [name for name in listed if name in order] == order != sorted(order)
    assert differing(contents(tmp_path / "out"), contents(tmp_path / "shuffled")) == []
    assert run(raw, tmp_path / "out", CURATION, cache=Cache(tmp_path / "cache")).unchanged
