"""Dates and times as releases print them. The release of these tests was posted on 22 March 2022."""

from __future__ import annotations

from datetime import date

import pytest

from pipeline.extract.patterns import find_whens
from pipeline.normalize.dates import parse_when, parse_year

POSTED = date(2022, 3, 22)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        ("2022/3/22", "2022-03-22"),
        ("2022-03-22", "2022-03-22"),
        ("2022.3.22", "2022-03-22"),
        ("111.3.22", "2022-03-22"),
        ("111/03/22", "2022-03-22"),
        ("111年3月22日", "2022-03-22"),
        ("中華民國111年3月22日（星期二）", "2022-03-22"),
        ("一一一年三月二十二日", "2022-03-22"),
        ("民國99.3.22", "2010-03-22"),
        ("今(111)年3月22日", "2022-03-22"),
        ("去年3月22日", "2021-03-22"),
        ("3/23", "2022-03-23"),
        ("８月１３日", "2022-08-13"),
        ("三月二十二日", "2022-03-22"),
        ("今(22)日下午 4 時", "2022-03-22"),
        ("今（22）日", "2022-03-22"),
        ("明(23)日上午7時", "2022-03-23"),
        ("昨(21)日", "2022-03-21"),
        ("明(1)日", "2022-04-01"),
        ("本(3)月23日", "2022-03-23"),
        ("今天(3/22)", "2022-03-22"),
        ("24日", "2022-03-24"),
        ("March 22, 2022", "2022-03-22"),
        ("22 March 2022", "2022-03-22"),
        ("Mar. 22nd", "2022-03-22"),
    ],
)
def test_one_day_is_read_in_every_form(printed: str, day: str) -> None:
    when = parse_when(printed, POSTED)
    assert (when.date, when.dates) == (day, (day,))


@pytest.mark.parametrize(
    ("printed", "days"),
    [
        ("9月22、23及24日", ["2022-09-22", "2022-09-23", "2022-09-24"]),
        ("三場次(8/13、8/18、8/19)", ["2022-08-13", "2022-08-18", "2022-08-19"]),
        ("3月22至23日", ["2022-03-22", "2022-03-23"]),
        ("3/22-24", ["2022-03-22", "2022-03-23", "2022-03-24"]),
        ("22–23 March", ["2022-03-22", "2022-03-23"]),
        ("3月31日至4月2日", ["2022-03-31", "2022-04-01", "2022-04-02"]),
        ("3月22日(二)、23日(三)", ["2022-03-22", "2022-03-23"]),
    ],
)
def test_several_days_are_listed_and_no_single_one_is_claimed(
    printed: str, days: list[str]
) -> None:
    when = parse_when(printed, POSTED)
    assert (when.date, when.dates) == (None, tuple(days))


@pytest.mark.parametrize(
    ("printed", "start", "end"),
    [
        ("8/13(四) 17:00-18:40", "17:00", "18:40"),
        ("8/18(二) 7:00-8:30", "07:00", "08:30"),
        ("3/22 16:00～18:00", "16:00", "18:00"),
        ("16：00", "16:00", None),
        ("16時至18時", "16:00", "18:00"),
        ("下午4時30分", "16:30", None),
        ("下午2-4時", "14:00", "16:00"),
        ("上午11時至下午1時", "11:00", "13:00"),
        ("今(22)日下午四時半", "16:30", None),
        ("中午12時", "12:00", None),
        ("4:00 PM", "16:00", None),
        ("2–4 p.m.", "14:00", "16:00"),
        ("11:00-1:00 PM", "11:00", "13:00"),
        ("March 22, 2022, 4:00 PM - 6:00 PM", "16:00", "18:00"),
        ("24 小時", None, None),
        ("25:70", None, None),
        ("晚上12時", None, None),
    ],
)
def test_times_of_day(printed: str, start: str | None, end: str | None) -> None:
    when = parse_when(printed, POSTED)
    assert (when.start, when.end) == (start, end)


@pytest.mark.parametrize(
    ("printed", "year", "month"),
    [
        ("民國 105 年", 2016, None),
        ("自 105 年起", 2016, None),
        ("2019年", 2019, None),
        ("去年三月", 2021, 3),
        ("今年 1 月", 2022, 1),
        ("March 2022", 2022, 3),
        ("2022", 2022, None),
        ("二十年", None, None),
    ],
)
def test_a_year_or_month_without_a_day(printed: str, year: int | None, month: int | None) -> None:
    when = parse_when(printed, POSTED)
    assert (when.date, when.year, when.month) == (None, year, month)


@pytest.mark.parametrize(
    "printed", ["2/30", "2月30日", "13/45", "2022/13/01", "31 February", "市長"]
)
def test_a_day_that_no_calendar_holds_is_none(printed: str) -> None:
    assert parse_when(printed, POSTED).dates == ()


def test_a_day_alone_falls_beside_the_other_dates_of_the_release() -> None:
    sessions = (date(2021, 3, 23), date(2021, 3, 24))
    assert parse_when("24日", None, 2021, sessions).date == "2021-03-24"
    assert parse_when("24日", None, 2021).date is None
    assert parse_when("31日", date(2022, 4, 2)).date == "2022-03-31"


def test_the_summits_year_goes_before_that_of_the_posting() -> None:
    assert parse_when("3/28", date(2022, 12, 20), 2023).date == "2023-03-28"
    assert parse_when("今(20)日", date(2022, 12, 20), 2023).date == "2022-12-20"


def test_a_weekday_that_contradicts_its_date_is_told_and_the_date_kept() -> None:
    for printed, conflict in (
        *(("8/13(四)", False), ("8/13(五)", True), ("8月13日星期四", False), ("8月13日週五", True)),
        *(("August 13 (Thu)", False), ("August 13 (Friday)", True), ("8/13", False)),
    ):
        when = parse_when(printed, None, 2020)
        assert (when.date, when.weekday_conflict) == ("2020-08-13", conflict), printed


def test_two_dates_with_times_of_their_own_are_two_stretches() -> None:
    text = "分別在今(22)日下午 4 時與明(23)日上午 7 時，於 7 樓 701D 會議室"
    assert [text[a:b] for a, b in find_whens(text)] == ["今(22)日下午 4 時", "明(23)日上午 7 時"]


@pytest.mark.parametrize(
    "text", ["24/7", "https://a.tw/2020/08/13/8/1x", "3.5版", "30日內", "1/2/3/4"]
)
def test_what_only_resembles_a_date_is_none(text: str) -> None:
    assert not any(text[a:b] in ("24/7", "8/1", "3.5", "30日", "1/2") for a, b in find_whens(text))


def test_a_year_word_needs_a_date_to_count_from() -> None:
    assert parse_year("去年", POSTED) == 2021
    assert parse_year("去年") is None
    assert parse_year("民國111年") == 2022


@pytest.mark.parametrize(
    ("printed", "posted", "days"),
    [
        ("今日下午", POSTED, ["2022-03-22"]),
        ("明(31)日", date(9999, 12, 31), []),
        ("3/2-3/40", POSTED, ["2022-03-02"]),
        ("3月31日至3月1日", POSTED, ["2022-03-31", "2022-03-01"]),
        ("3月30日至4月1日", POSTED, ["2022-03-30", "2022-03-31", "2022-04-01"]),
    ],
)
def test_a_word_for_a_day_and_a_range_give_the_days_that_there_are(
    printed: str, posted: date, days: list[str]
) -> None:
    assert list(parse_when(printed, posted).dates) == days


@pytest.mark.parametrize(
    ("printed", "posted", "year", "day"),
    [
        ("今年3月22日", None, 2021, "2021-03-22"),
        ("去年3月22日", None, 2021, "2020-03-22"),
        ("明年3月22日", None, 2021, "2022-03-22"),
        ("明年3月22日", POSTED, 2021, "2023-03-22"),
        ("去(110)年3月22日", POSTED, None, "2021-03-22"),
        ("今年3月22日", None, None, None),
    ],
)
def test_a_word_for_a_year_counts_from_the_posting_or_the_summit(
    printed: str, posted: date | None, year: int | None, day: str | None
) -> None:
    assert parse_when(printed, posted, year).date == day


@pytest.mark.parametrize(
    ("printed", "posted", "days"),
    [
        ("1月15日(一)", date(2023, 12, 28), ["2024-01-15"]),
        ("12月30日、1月3日", date(2023, 12, 28), ["2023-12-30", "2024-01-03"]),
        ("12月28日", date(2024, 1, 5), ["2023-12-28"]),
        ("9月22日", date(2022, 3, 22), ["2022-09-22"]),
    ],
)
def test_a_day_over_the_new_year_is_of_the_year_that_is_near(
    printed: str, posted: date, days: list[str]
) -> None:
    assert list(parse_when(printed, posted).dates) == days
