"""Two runs at once on one folder and one cache: the second waits, or says why it cannot."""

from __future__ import annotations

import errno
import fcntl
import os
import subprocess
import sys
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from pipeline import conveyor
from pipeline.publish.atomic import OutputBusyError
from pipeline.publish.check import check_folder
from pipeline.publish.lock import lock_of
from tests import conveyor as stages
from tests.conftest import ROOT
from tests.hostile.faulty import Place, held

pytestmark = pytest.mark.slow

NEW, OLD = ".out.publish-new", ".out.publish-old"


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    stages.use_cheap_stages(monkeypatch)
    place = Place(tmp_path)
    place.disk.mkdir()
    place.release("a.txt", "新聞稿\n")
    return place


@pytest.fixture
def without_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    """As on a network's file system that has none."""

    def refuse(handle: int, how: int) -> None:
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(fcntl, "flock", refuse)


def test_the_second_waits_and_says_so(place: Place) -> None:
    said: list[str] = []
    waits = Event()

    def tell(line: str) -> None:
        said.append(line)
        waits.set()

    second = Thread(target=lambda: place.extract(tell=tell))
    with lock_of(place.disk) as lock:
        assert lock.hold(alone=True, wait=False)
        second.start()
        assert waits.wait(60)
        assert not place.out.exists()
    second.join(60)
    assert said == [f"another run publishes in {place.disk}; this one waits until that ends"]
    assert check_folder(place.out) == []


def test_three_at_once_on_one_folder_and_one_cache(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "pipeline", "extract", "--quiet", "--out", "{tmp}/disk/out"]
    words = [word.format(tmp=tmp_path) for word in (*command, "--cache", "{tmp}/cache")]
    (tmp_path / "disk").mkdir()
    runs = [subprocess.Popen(words, cwd=ROOT, stderr=subprocess.PIPE) for _ in range(3)]
    assert [(run.communicate(), run.returncode) for run in runs] == [((None, b""), 0)] * 3
    assert check_folder(tmp_path / "disk" / "out", ROOT / "raw") == []
    assert [path.name for path in (tmp_path / "disk").iterdir()] == ["out"]
    assert [*(tmp_path / "cache" / "unfinished").iterdir()] == []


def test_what_the_first_published_meanwhile_is_not_taken_for_what_was_there(
    place: Place, tmp_path: Path
) -> None:
    place.extract()
    first = Place(tmp_path / "first")
    first.release("a.txt", "同名的另一篇\n")
    place.release("b.txt", "又一篇\n")

    def meanwhile(done: int, total: int, release_id: str) -> None:
        stages.read.clear()
        first.extract(out=place.out)

    place.extract(progress=meanwhile)
    assert stages.read == ["a"]
    assert check_folder(place.out, place.raw) == []
    apart = Place(tmp_path / "apart")
    apart.release("a.txt", "新聞稿\n")
    apart.release("b.txt", "又一篇\n")
    apart.extract()
    assert (place.out / "releases.csv").read_bytes() == (apart.out / "releases.csv").read_bytes()


def test_what_is_kept_for_a_run_at_work_is_not_forgotten_by_another(
    place: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = Place(tmp_path / "other")
    other.release("c.txt", "別的資料夾\n")
    publish_parts = conveyor.publish_parts

    def publish_later(*what: Any, **how: Any) -> Any:
        monkeypatch.setattr(conveyor, "publish_parts", publish_parts)
        other.extract(cache=place.cache)
        return publish_parts(*what, **how)

    monkeypatch.setattr(conveyor, "publish_parts", publish_later)
    assert place.extract().releases == ("a",)
    assert place.extract().unchanged
    assert other.extract(cache=place.cache).unchanged


def test_a_run_with_nothing_to_do_mends_what_a_killed_one_left(place: Place) -> None:
    place.extract()
    before = held(place.disk), held(place.cache)
    (place.disk / NEW).mkdir()
    (place.disk / NEW / "releases.csv").write_bytes(b"half")
    (place.cache / "unfinished" / ".half").write_bytes(b"half")
    assert place.extract().unchanged
    assert (held(place.disk), held(place.cache)) == before
    assert [path.name for path in place.disk.iterdir()] == ["out"]


def test_without_locks_a_folder_being_built_stops_another_run(
    place: Place, without_locks: None
) -> None:
    place.extract()
    before = held(place.out)
    (place.disk / NEW).mkdir()
    (place.disk / NEW / "releases.csv").write_bytes(b"half")
    place.release("b.txt", "又一篇\n")
    with pytest.raises(OutputBusyError, match="no locks to tell: let it end"):
        place.extract()
    assert held(place.out) == before
    assert (place.disk / NEW / "releases.csv").read_bytes() == b"half"


def test_without_locks_and_with_nobody_in_the_way_a_run_publishes(
    place: Place, without_locks: None
) -> None:
    place.extract()
    place.release("b.txt", "又一篇\n")
    assert place.extract().releases == ("a", "b")
    assert [path.name for path in place.disk.iterdir()] == ["out"]


def test_without_locks_the_only_whole_dataset_is_not_to_be_removed(
    place: Place, without_locks: None
) -> None:
    place.extract()
    place.out.rename(place.disk / OLD)
    (place.disk / NEW).mkdir()
    with pytest.raises(OutputBusyError, match=f"rename {place.disk / OLD} to {place.out} and"):
        place.extract()
    assert check_folder(place.disk / OLD) == []
