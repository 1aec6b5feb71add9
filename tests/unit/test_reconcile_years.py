"""Each year is reconciled by itself, from whatever release speaks of it."""

from __future__ import annotations

from pipeline.dataset import Dataset, Figure, Finding, Release, Session, Speaker
from pipeline.normalize.curation import load_curation
from pipeline.normalize.records import MeantRelease
from pipeline.reconcile.outline import outline_of
from pipeline.reconcile.stage import in_order, reconcile, years_told
from pipeline.reconcile.years import years_of
from tests.conveyor import CURATION
from tests.meant import Written, at

CURATED = load_curation(CURATION)


def looking_back() -> MeantRelease:
    """An announcement of 2022 that tells once more who spoke in 2020."""
    written = Written("2022-03-01-announcement", "announcement", 2022, "2022-03-01")
    written.session(at("2022-03-22"))
    written.seat(
        "波蘭格丁尼亞市長", at("2022-03-22"), country="波蘭", place="格丁尼亞", title="市長"
    )
    written.seat("捷克布拉格市長", at("2020-08-13"), country="捷克", place="布拉格", title="市長")
    return written.meant()


def of_2020() -> MeantRelease:
    written = Written("2020-08-10-announcement", "announcement", 2020, "2020-08-10")
    written.session(at("2020-08-13", "17:00"))
    written.seat("捷克布拉格市長", at("2020-08-13"), country="捷克", place="布拉格", title="市長")
    return written.meant()


def dataset(*releases: MeantRelease) -> Dataset:
    return reconcile(releases, CURATED, ())


def test_a_release_speaks_of_every_year_that_its_claims_are_about() -> None:
    assert years_of(looking_back()) == {2020, 2022}
    assert years_of(of_2020()) == {2020}


def test_years_come_in_order_with_their_releases_in_order_of_posting() -> None:
    outlines = in_order(outline_of(one, CURATED) for one in (looking_back(), of_2020()))
    assert dict(years_told(outlines)) == {
        2020: [["2020-08-10-announcement", "2022-03-01-announcement"]],
        2022: [["2022-03-01-announcement"]],
    }


def test_what_two_releases_of_different_years_say_of_a_seat_is_one_row() -> None:
    found = dataset(looking_back(), of_2020())
    seats = [row for row in found["speakers"] if isinstance(row, Speaker)]
    assert [(seat.session_id, seat.release_ids) for seat in seats] == [
        ("mayors-summit-2020-08-13", ["2020-08-10-announcement", "2022-03-01-announcement"]),
        ("mayors-summit-2022-03-22", ["2022-03-01-announcement"]),
    ]


def test_each_release_is_one_row_and_each_session_one_whatever_the_years() -> None:
    found = dataset(looking_back(), of_2020())
    assert [row.release_id for row in found["releases"] if isinstance(row, Release)] == [
        "2020-08-10-announcement",
        "2022-03-01-announcement",
    ]
    assert [row.session_id for row in found["sessions"] if isinstance(row, Session)] == [
        "mayors-summit-2020-08-13",
        "mayors-summit-2022-03-22",
    ]


def test_words_about_sessions_of_two_years_that_nobody_dates_are_told_once() -> None:
    written = Written("2022-03-01-announcement", "announcement", 2022, "2022-03-01")
    written.session(at("2022-03-22"))
    for year in (2020, 2021):
        written.seat("捷克布拉格市長", at(year=year, name="閉幕場"), place="布拉格", title="市長")
    found = dataset(written.meant())
    ids = [row.finding_id for row in found["findings"] if isinstance(row, Finding)]
    assert len(ids) == len(set(ids))
    assert sorted(row.year for row in found["speakers"] if isinstance(row, Speaker)) == [2020, 2021]


def test_figures_of_one_measure_are_numbered_through_whatever_their_year() -> None:
    written = Written("2022-03-01-announcement", "announcement", 2022, "2022-03-01")
    written.figure("views", 100, at(year=2020))
    written.figure("views", 200, at(year=2022))
    rows = [row for row in dataset(written.meant())["figures"] if isinstance(row, Figure)]
    assert [(row.figure_id, row.year, row.value) for row in rows] == [
        ("2022-03-01-announcement-views", 2020, 100),
        ("2022-03-01-announcement-views-2", 2022, 200),
    ]
