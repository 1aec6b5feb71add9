"""A release that is added costs its own edition, and gives what a cold run gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import annual, conveyor
from pipeline.cache import Cache
from pipeline.codec import encode
from pipeline.ingest.limits import Limits
from pipeline.ingest.raw_file import Source
from pipeline.normalize.curation import load_curation
from pipeline.normalize.records import MeantRelease
from pipeline.publish.report.changes import RECORD
from pipeline.reconcile.edition import reconcile_edition
from pipeline.reconcile.outline import outline_of
from pipeline.run import run
from pipeline.worker import ReleaseResult
from tests.conveyor import CURATION
from tests.meant import MAYORS, WOMEN, Written, at

CURATED = load_curation(CURATION)
EVENTS = {"mayors": (MAYORS,), "women": (WOMEN,), "both": (MAYORS, WOMEN)}
TELLS_OF_BEFORE = {RECORD, "report.html", "datapackage.json"}
Add = Callable[..., list[tuple[str, ...]]]


def read_release(
    source: Source, curation: Path, setting: str, limits: Limits
) -> tuple[ReleaseResult, bytes]:
    """A release whose name says which events of which year it is about: 2020-women-2.txt."""
    year, events, nth = source.release_id.split("-")
    written = Written(source.release_id, "announcement", int(year), f"{year}-07-0{nth}")
    for event in EVENTS[events]:
        key = at(f"{year}-08-13", event=event)
        written.session(key).stream(f"https://example.org/{nth}", key)
        place = "葛拉茲" if nth == "4" else "格拉茨"
        office = ("市長", "議長", "主席", "局長", "處長")[int(nth)]
        written.seat(
            f"奧地利{place}{office} Ann Lee",
            key,
            country="奧地利",
            place=place,
            title=office,
            person="Ann Lee",
            place_id="at-graz",
            rank="head",
        )
    meant = written.meant()
    return ReleaseResult(outline_of(meant, CURATED)), encode(MeantRelease, meant)


@pytest.fixture
def add(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Add:
    """Adds releases, runs, and tells which editions were reconciled."""
    made: list[tuple[str, ...]] = []

    def noted(year, releases, archive, curation):  # type: ignore[no-untyped-def]
        made.append(tuple(release.release_id for release in releases))
        return reconcile_edition(year, releases, archive, curation)

    monkeypatch.setattr(annual, "reconcile_edition", noted)
    for module in (conveyor, annual):
        monkeypatch.setattr(module, "read_release", read_release)
    (tmp_path / "raw").mkdir()

    def run_with(*names: str) -> list[tuple[str, ...]]:
        for name in names:
            (tmp_path / "raw" / f"{name}.txt").write_text(name, "utf-8")
        made.clear()
        run(tmp_path / "raw", tmp_path / "out", CURATION, cache=Cache(tmp_path / "cache"))
        return sorted(made)

    return run_with


def published(out: Path) -> dict[str, bytes]:
    files = {path.relative_to(out).as_posix(): path for path in out.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if name not in TELLS_OF_BEFORE}


def as_cold(folder: Path) -> bool:
    run(folder / "raw", folder / "cold", CURATION)
    return published(folder / "out") == published(folder / "cold")


def test_only_the_edition_of_an_added_release_is_made_again(add: Add, tmp_path: Path) -> None:
    assert add("2020-mayors-1", "2020-women-1", "2021-women-1") == [
        ("2020-mayors-1",),
        ("2020-women-1",),
        ("2021-women-1",),
    ]
    assert add("2020-women-2") == [("2020-women-1", "2020-women-2")]
    assert as_cold(tmp_path)


@pytest.mark.slow
def test_a_release_about_two_events_joins_their_editions_until_it_goes(
    add: Add, tmp_path: Path
) -> None:
    add("2020-mayors-1", "2020-women-2")
    assert add("2020-both-3") == [("2020-mayors-1", "2020-women-2", "2020-both-3")]
    assert as_cold(tmp_path)
    (tmp_path / "raw" / "2020-both-3.txt").unlink()
    add()
    assert as_cold(tmp_path)


@pytest.mark.slow
def test_an_earlier_name_of_a_place_reaches_every_edition_that_shows_it(
    add: Add, tmp_path: Path
) -> None:
    add("2021-women-1", "2021-mayors-2")
    assert add("2020-mayors-1") == [("2020-mayors-1",)]  # the place is called as it was
    assert add("2019-mayors-4") == [
        ("2019-mayors-4",),
        ("2020-mayors-1",),
        ("2021-mayors-2",),
        ("2021-women-1",),
    ]
    assert as_cold(tmp_path)


@pytest.mark.slow
@pytest.mark.parametrize("lost", ["sheets", "rows", "shown", "view", "page"])
def test_what_the_cache_lost_of_an_edition_is_made_again(
    lost: str, add: Add, tmp_path: Path
) -> None:
    add("2020-mayors-1", "2020-women-1", "2021-mayors-1")
    for path in sorted((tmp_path / "cache" / lost).iterdir())[::2]:
        path.unlink()
    add("2020-women-2")
    assert as_cold(tmp_path)
