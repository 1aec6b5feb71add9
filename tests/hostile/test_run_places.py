"""Where a dataset is published, and where it is not: links, mount points, other disks, no rights."""

from __future__ import annotations

import errno
import os
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from pipeline.publish.check import check_folder
from pipeline.publish.stage import OutputRefusedError
from tests import conveyor as stages
from tests.hostile.faulty import Place, held

pytestmark = pytest.mark.slow


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    stages.use_cheap_stages(monkeypatch)
    place = Place(tmp_path)
    place.release("a.txt", "新聞稿\n")
    return place


@pytest.mark.parametrize("is_there", [True, False])
def test_through_a_link_the_folder_that_it_names_is_replaced(place: Place, is_there: bool) -> None:
    real = place.folder / "elsewhere" / "data"
    place.disk.mkdir()
    place.out.symlink_to(real)
    if is_there:
        place.extract(out=real)
        place.release("b.txt", "又一篇\n")
    place.extract()
    assert place.out.readlink() == real
    assert check_folder(real) == []
    assert [path.name for path in real.parent.iterdir()] == ["data"]
    assert place.extract().unchanged


@pytest.mark.parametrize("named", ["out", "link"])
def test_a_mount_point_is_refused_before_anything_is_written(
    place: Place, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.out.mkdir(parents=True)
    (place.disk / "link").symlink_to(place.out)
    monkeypatch.setattr(Path, "is_mount", lambda path: path == place.out)
    with pytest.raises(OutputRefusedError, match="is a mount point; publish in a folder inside it"):
        place.extract(out=place.disk / named)
    assert sorted(path.name for path in place.disk.iterdir()) == ["link", "out"]


def test_each_folder_may_lie_on_a_disk_of_its_own(
    place: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    def disk(path: Any) -> str:
        return Path(path).relative_to(place.folder).parts[0]

    def on_one_disk(call: Callable[..., None]) -> Callable[..., None]:
        def moved(one: Any, other: Any, **at: Any) -> None:
            if disk(one) != disk(other):
                raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))
            call(one, other, **at)

        return moved

    place.spare.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place.spare))
    for name in ("rename", "replace", "link"):
        monkeypatch.setattr(os, name, on_one_disk(getattr(os, name)))
    place.extract()
    place.release("b.txt", "又一篇\n")
    assert place.extract().releases == ("a", "b")
    assert check_folder(place.out, place.raw) == []
    assert held(place.spare) == {}


def test_a_folder_in_memory_is_a_folder(place: Place) -> None:
    memory = Path("/dev/shm")  # noqa: S108 - another file system, where there is one
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        place.extract(out=Path(folder) / "out")
        place.release("b.txt", "又一篇\n")
        place.extract(out=Path(folder) / "out")
        assert check_folder(Path(folder) / "out", place.raw) == []
        assert [path.name for path in Path(folder).iterdir()] == ["out"]


@pytest.mark.parametrize("code", [errno.EACCES, errno.EPERM, errno.EROFS])
def test_a_folder_in_which_this_user_may_not_write(
    place: Place, code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    place.extract()
    before = held(place.out)
    place.release("b.txt", "又一篇\n")
    made = Path.mkdir

    def refused(path: Path, *how: Any, **ways: Any) -> None:
        if path.parent == place.disk and not path.exists():
            raise OSError(code, os.strerror(code), str(path))
        made(path, *how, **ways)

    monkeypatch.setattr(Path, "mkdir", refused)
    remedy = f"Let this user write in {place.disk}, or name a folder elsewhere, and run again."
    with pytest.raises(OutputRefusedError, match=remedy):
        place.extract()
    assert held(place.out) == before
