"""Invented archives: the same at any size, of every family and format, and read as they are meant."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

import pytest

from benchmarks.archive.invention import Edition, invent
from benchmarks.archive.make import MIX, RAW, TRUTH, make, releases
from benchmarks.archive.people import holder, offices
from benchmarks.archive.places import places, places_of
from benchmarks.archive.plan import Planned, all_series, planned
from benchmarks.archive.score import COLUMNS, row_of, score
from benchmarks.archive.truth import expected
from pipeline.normalize.curation import load_curation
from pipeline.normalize.events import event_slug
from pipeline.reconcile.stage import reconcile
from tests.documents import document
from tests.labelled.chain import ROOT, run_chain
from tests.layouts.rows import chain, meaning

SEED = 3


def first(count: int) -> list[Planned]:
    """The plans of the first editions, none of them cut short."""
    return list(planned(3 * count))[:count]


def test_a_release_is_the_same_in_archives_of_any_size() -> None:
    few, many = list(planned(25)), list(planned(10_000))
    assert few[:-1] == many[: len(few) - 1]
    assert dict(releases(SEED, few[3])) == dict(releases(SEED, many[3]))
    assert dict(releases(SEED, few[3])) != dict(releases(SEED + 1, few[3]))


def test_the_last_edition_is_cut_so_that_the_count_is_right() -> None:
    assert [sum(len(p.families) for p in planned(n)) for n in (1, 2, 7, 100)] == [1, 2, 7, 100]


def test_editions_of_a_year_are_of_different_series() -> None:
    when = Counter((plan.series.slug, plan.year) for plan in planned(100_000))
    assert set(when.values()) == {1}
    years = Counter(plan.year for plan in planned(100_000) for _ in plan.families)
    assert len(years) == 100
    assert max(years.values()) < 1200


def test_the_name_of_a_series_is_read_as_a_series_of_its_own() -> None:
    curation = load_curation(ROOT / "curation")
    assert len({series.slug for series in all_series()}) == len(all_series())
    for series in all_series():
        assert event_slug(f"2031{series.name}", curation) == series.slug


@pytest.mark.slow
def test_all_families_formats_scripts_and_years_of_the_republic_occur() -> None:
    plans = first(100)
    names = [name for plan in plans for name, _ in releases(SEED, plan)]
    assert {name.rpartition(".")[2] for name in names} == set(MIX)
    assert {name.split("-")[3] for name in names} == {"announcement", "closing", "annex"}
    editions = [invent(SEED, plan) for plan in plans]
    for trait in ("simplified", "roc", "flat"):
        assert {getattr(edition, trait) for edition in editions} == {True, False}


def test_releases_of_one_edition_disagree_where_somebody_else_came() -> None:
    editions = [invent(SEED, plan) for plan in first(100)]
    guests = [guest for edition in editions for s in edition.sessions for guest in s.guests]
    others = [guest for guest in guests if guest.came and guest.came != guest.announced]
    assert {guest.came.office.title for guest in others if guest.came} == {"副市長"}
    assert any(guest.came is None for guest in guests)


def test_an_office_has_one_holder_for_some_years() -> None:
    [place] = [place for place in places() if place.place_id == "fi-tampere"]
    mayor, deputy, *_ = offices()[0]
    held = [holder(place.place_id, place.iso2, mayor, year).name for year in range(2000, 2020)]
    assert sorted(Counter(held).values())[-4:] == [4, 4, 4, 4]
    assert holder(place.place_id, place.iso2, deputy, 2000).name not in held


def test_cities_are_of_the_regions_that_a_session_is_named_for() -> None:
    assert {place.iso2 for place in places_of("美洲")} >= {"BR", "US"}
    assert not {place.iso2 for place in places_of("美洲")} & {"FR", "JP", "KE"}
    assert places_of("") == places()


# --- what is read ----------------------------------------------------------------------------------


@pytest.mark.slow
def test_what_the_truth_names_is_read_and_nothing_else(tmp_path: Path) -> None:
    wanted, found = truth_and_rows(tmp_path, first(4), {"txt": 1})
    assert found == wanted


@pytest.mark.slow
@pytest.mark.parametrize("suffix", MIX)
def test_each_format_is_read_as_it_is_meant(tmp_path: Path, suffix: str) -> None:
    """But for one row in five hundred: of the names of cities some are read as something else."""
    wanted, found = truth_and_rows(tmp_path, first(12), {suffix: 1})
    for table in COLUMNS:
        right = (wanted[table] & found[table]).total()
        assert 2 * right >= 0.998 * (wanted[table].total() + found[table].total())


Lines = dict[str, Counter[str]]
"""The rows of each table, a line a row."""


def truth_and_rows(
    folder: Path, plans: Iterable[Planned], mix: dict[str, int]
) -> tuple[Lines, Lines]:
    """What is known of the releases of some editions, and what is read in them."""
    wanted: Lines = {table: Counter() for table in COLUMNS}
    for plan in plans:
        for name, data in releases(SEED, plan, mix):
            (folder / name).write_bytes(data)
        for table, rows in expected(invent(SEED, plan)).items():
            wanted[table].update(row_of(table, row) for row in rows)
    dataset = run_chain(folder).dataset()
    rows_of = {table: (row.model_dump() for row in dataset[table]) for table in COLUMNS}
    return wanted, {
        table: Counter(row_of(table, row) for row in rows) for table, rows in rows_of.items()
    }


def seats(text: str) -> list[tuple[str, str | None]]:
    """Session and place of each seat in a release."""
    dataset = reconcile([meaning(document(text))], chain()[0], [])
    rows = (row.model_dump() for row in dataset["speakers"])
    return sorted((row["session_id"], row["place_id"]) for row in rows)


def test_a_title_names_its_series_though_it_goes_on() -> None:
    told = "# 2031城市照明高峰會圓滿落幕 兩城分享\n首場（3月4日）芬蘭坦佩雷市市長Aino Koskela表示，街燈是安全。"
    assert seats(told) == [("chengshizhaominggaofenghui-2031-03-04", "fi-tampere")]


def test_a_country_in_the_name_of_a_city_is_none_beside_its_own_column() -> None:
    told = (
        "2031智慧城市首長高峰會將於3月4日舉行\n國家\t城市\t職稱\t姓名\n"
        "英國\t巴西爾登\t市長\tBrendan Ashford\n巴拿馬\t巴拿馬城\t市長\tNatalia Caldez\n"
        "巴西\t巴西利亞市\t市長\tDébora Vascalho\n智利\t特木科\t議員\tLucía Urruga"
    )
    places = [place for _, place in seats(told)]
    assert places == ["br-brasilia", "cl-temuco", "gb-basildon", "pa-panama-city"]


# --- the archive on disk -----------------------------------------------------------------------------


def test_an_archive_is_a_folder_of_releases_and_what_is_in_them(tmp_path: Path) -> None:
    size = make(tmp_path / "archive", 30, SEED)
    files = list((tmp_path / "archive" / RAW).iterdir())
    assert (len(files), sum(path.stat().st_size for path in files)) == (30, size)
    lines = (tmp_path / "archive" / TRUTH).read_text("utf-8").splitlines()
    told = [release["release_id"] for line in lines for release in json.loads(line)["releases"]]
    assert sorted(told) == sorted(path.stem for path in files)
    with pytest.raises(FileExistsError):
        make(tmp_path / "archive", 30, SEED)


def test_a_row_is_right_when_all_that_decides_is(tmp_path: Path) -> None:
    edition: Edition = invent(SEED, first(1)[0])
    rows = expected(edition)
    truth = tmp_path / "truth.jsonl"
    truth.write_text(json.dumps(rows), "utf-8")
    for table, columns in COLUMNS.items():
        with (tmp_path / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, columns)
            writer.writeheader()
            writer.writerows(rows[table])
    assert {s.f1 for s in score(truth, tmp_path)} == {1.0}
    sessions = (tmp_path / "sessions.csv").read_text("utf-8")
    start = edition.sessions[0].hours[0]
    (tmp_path / "sessions.csv").write_text(sessions.replace(start, "08:00", 1), "utf-8")
    [found] = [s for s in score(truth, tmp_path, shown=3) if s.table == "sessions"]
    assert (found.expected - found.right, found.published - found.right) == (1, 1)
    assert (start in found.missing[0], "08:00" in found.extra[0]) == (True, True)
