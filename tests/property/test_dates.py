"""Every day of the calendar is read back from every form; no text makes the reader fail."""

from __future__ import annotations

from datetime import date, time, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from pipeline.extract.patterns import find_whens
from pipeline.normalize.dates import parse_when

DAYS = st.dates(min_value=date(1950, 1, 1), max_value=date(2099, 12, 31))
RECENT = st.dates(min_value=date(2012, 1, 1), max_value=date(2099, 12, 31))
HAN_DAYS = ["", *"一二三四五六七八九十"]
WEEKDAYS = "一二三四五六日"


def han(number: int) -> str:
    """A number below 100 in Chinese numerals."""
    if number <= 10:
        return HAN_DAYS[number]
    tens, ones = divmod(number, 10)
    return ("" if tens == 1 else HAN_DAYS[tens]) + "十" + HAN_DAYS[ones]


@given(DAYS)
def test_full_dates_need_nothing_else(day: date) -> None:
    roc = day.year - 1911
    for printed in (
        f"{day.year}/{day.month}/{day.day}",
        f"{day.year}-{day.month:02}-{day.day:02}",
        f"{day.year}年{day.month}月{day.day}日({WEEKDAYS[day.weekday()]})",
        f"中華民國{roc}年{day.month}月{day.day}日",
        f"{day.year} 年 {han(day.month)}月{han(day.day)}日",
        f"{day:%B} {day.day}, {day.year}",
        f"{day.day} {day:%b} {day.year}",
    ):
        when = parse_when(printed)
        assert (when.date, when.weekday_conflict) == (day.isoformat(), False), printed


@given(RECENT, st.sampled_from([(-1, "昨"), (0, "今"), (1, "明")]))
def test_relative_days_count_from_the_posting(posted: date, word: tuple[int, str]) -> None:
    shift, printed = word
    day = posted + timedelta(days=shift)
    assert parse_when(f"{printed}({day.day})日", posted).date == day.isoformat()


@given(RECENT, st.integers(min_value=-14, max_value=14))
def test_a_day_alone_is_found_within_a_fortnight(posted: date, shift: int) -> None:
    day = posted + timedelta(days=shift)
    read = parse_when(f"{day.day}日", posted).date
    assert read is not None
    assert abs(date.fromisoformat(read) - posted) <= abs(day - posted)
    assert date.fromisoformat(read).day == day.day


@given(st.times(), st.times())
def test_ranges_of_times_are_read_back(start: time, end: time) -> None:
    assume((start.hour, start.minute) < (end.hour, end.minute))
    printed = f"3/22 {start:%H:%M}-{end:%H:%M}"
    when = parse_when(printed, None, 2022)
    assert (when.date, when.start, when.end) == ("2022-03-22", f"{start:%H:%M}", f"{end:%H:%M}")
    assert find_whens(printed) == [(0, len(printed))]


@given(
    st.text(
        alphabet="0123456789/.-:：年月日時分今明昨(（)）、至及 上下午民國一十廿Mayprch,",
        max_size=40,
    ),
    st.none() | st.dates(),
    st.none() | st.integers(min_value=1, max_value=9999),
    st.lists(st.dates(), max_size=3),
)
def test_no_text_makes_it_fail(
    printed: str, posted: date | None, year: int | None, near: list[date]
) -> None:
    when = parse_when(printed, posted, year, near)
    assert when.date is None or when.dates == (when.date,)
    assert list(when.dates) == [date.fromisoformat(day).isoformat() for day in when.dates]
