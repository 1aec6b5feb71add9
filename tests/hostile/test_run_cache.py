"""What lies in the cache, and what a clock says, may cost time and never a row."""

from __future__ import annotations

import os
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.ingest.limits import Limits
from tests import conveyor as stages
from tests.hostile.faulty import Place, held

pytestmark = pytest.mark.slow

KINDS = ("published", "releaseresult", "meantrelease", "rows", "sheets", "shown", "view", "page")
NEEDED_WITHOUT = {"meantrelease": ("rows", "sheets"), "sheets": (), "rows": ()}
"""What of the cache is read only where other things are not kept."""

Damage = Callable[[bytes], bytes]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Place:
    """Two releases, published and kept."""
    stages.use_cheap_stages(monkeypatch)
    place = Place(tmp_path)
    place.release("a.txt", "新聞稿\n")
    place.release("b.txt", "又一篇\n")
    place.extract()
    stages.read.clear()
    return place


def flipped(at: int) -> Damage:
    """One bit changed, at so many hundredths of the length."""

    def damage(whole: bytes) -> bytes:
        where = min(len(whole) * at // 100, len(whole) - 1)
        return whole[:where] + bytes([whole[where] ^ 1]) + whole[where + 1 :]

    return damage


def half(whole: bytes) -> bytes:
    return whole[: len(whole) // 2]


def nothing(whole: bytes) -> bytes:
    return b""


def noise(whole: bytes) -> bytes:
    return bytes(255 - byte for byte in whole)


def without_digest(whole: bytes) -> bytes:
    """As entries were before they bore one."""
    head, end, content = whole.partition(b"\n")
    return head.partition(b" ")[0] + end + content


def damage_all(folder: Path, damage: Damage) -> None:
    for path in folder.iterdir():
        path.write_bytes(damage(path.read_bytes()))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize(
    "damage",
    [*map(flipped, (0, 30, 60, 90, 100)), half, nothing, noise, without_digest],
)
@pytest.mark.parametrize("is_out_there", [True, False])
def test_a_damaged_entry_is_noticed_and_mended(
    place: Place, kind: str, damage: Damage, is_out_there: bool
) -> None:
    published, kept = held(place.out), held(place.cache)
    damage_all(place.cache / kind, damage)
    for other in NEEDED_WITHOUT.get(kind, ()):
        shutil.rmtree(place.cache / other)
    if is_out_there:
        (place.out / "README.md").unlink()
    else:
        shutil.rmtree(place.out)
    place.extract()
    assert held(place.out) == published
    if not is_out_there:  # else its pages are taken, and those in the cache not looked at
        assert held(place.cache) == kept


@pytest.mark.parametrize("first", [0, 1])
def test_half_a_cache_is_made_whole(place: Place, first: int) -> None:
    published, kept = held(place.out), held(place.cache)
    for name in sorted(kept)[first::2]:
        (place.cache / name).unlink()
    shutil.rmtree(place.out)
    place.extract()
    assert held(place.out) == published
    assert held(place.cache) == kept


def test_what_another_setting_left_is_not_taken(place: Place) -> None:
    published, kept = held(place.out), held(place.cache)
    place.extract(limits=Limits(pages=7))
    assert stages.read == ["a", "b"]
    place.extract()
    assert stages.read == ["a", "b", "a", "b"]
    assert (held(place.out), held(place.cache)) == (published, kept)


def test_rows_are_looked_up_in_what_is_published_where_the_cache_lost_them(place: Place) -> None:
    rows = place.extract(out=place.folder / "again").dataset
    shutil.rmtree(place.cache / "sheets")
    unchanged = place.extract()
    assert unchanged.unchanged
    assert unchanged.dataset == rows


@pytest.mark.parametrize("there", ["file", "below a file", "link to nowhere"])
def test_a_cache_that_can_be_no_folder_costs_only_time(place: Place, there: str) -> None:
    published = held(place.out)
    odd = place.folder / "odd"
    if there == "link to nowhere":
        odd.symlink_to(place.folder / "file" / "nowhere")
        (place.folder / "file").write_text("no folder", "utf-8")
    else:
        odd.write_text("no folder", "utf-8")
    cache = odd / "cache" if there == "below a file" else odd
    said: list[str] = []
    shutil.rmtree(place.out)
    place.extract(cache=cache, tell=said.append)
    assert held(place.out) == published
    assert len(said) == 1
    assert said[0].startswith(f"the cache {cache} cannot be written: ")
    assert said[0].endswith("name another folder with --cache.")


def test_other_bytes_of_the_same_size_and_time_are_read(place: Place) -> None:
    file = place.raw / "a.txt"
    before = file.stat()
    file.write_text("新聞搞\n", "utf-8")
    os.utime(file, ns=(before.st_atime_ns, before.st_mtime_ns))
    after = file.stat()
    assert (after.st_size, after.st_mtime_ns) == (before.st_size, before.st_mtime_ns)
    assert not place.extract().unchanged
    assert stages.read == ["a"]


@pytest.mark.parametrize("moment", [0, 4_102_444_800])
def test_no_time_of_a_file_and_no_clock_counts(
    place: Place, moment: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    published = held(place.out)
    for path in [*place.folder.rglob("*")]:
        os.utime(path, (moment, moment))
    monkeypatch.setattr(time, "time", lambda: float(moment))
    monkeypatch.setattr(time, "time_ns", lambda: moment * 10**9)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(moment))
    assert place.extract().unchanged
    shutil.rmtree(place.out)
    place.extract(cache=place.folder / "another")
    assert stages.read == ["a", "b"]
    assert held(place.out) == published
