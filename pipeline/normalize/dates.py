"""Printed dates and times: what day, which hours, in the calendar and clock of the releases.

The forms are those of `extract.patterns`. Years below 200 count from 1912 (ROC); a date that
prints no year or month takes it from what is known about the release. A date that the calendar
does not hold is no date.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from types import MappingProxyType

from pipeline.extract.patterns import TO, find_dates
from pipeline.normalize.hours import hours_of
from pipeline.normalize.numerals import parse_number

_ROC = 1911
_ROC_BELOW = 200
_LONGEST_RANGE = 31
_YEAR_SHIFT = MappingProxyType({"今": 0, "本": 0, "去": -1, "前": -2, "明": 1})
_DAY_SHIFT = MappingProxyType({"今": 0, "本": 0, "昨": -1, "前": -2, "明": 1, "後": 2})
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_WEEKDAYS = MappingProxyType(
    {c: i for i, c in enumerate("一二三四五六日")}
    | {"天": 6}
    | {name: i for i, name in enumerate(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))}
)
_TO = re.compile(TO, re.IGNORECASE)
_DAY_NUMBER = re.compile(r"\d+|[〇一二三四五六七八九十廿卅]+")
_BARE_YEAR = re.compile(r"\s*(\d{4}|1\d\d|二[〇○零][〇○零一二三四五六七八九]{2})\s*")


@dataclass(frozen=True, slots=True)
class When:
    """What a printed date or time says; whatever it does not say is None.

    `dates` are all the days meant, `YYYY-MM-DD`, in the order printed, a range day by day; `date`
    is the day where only one is meant. `start` and `end` are `HH:MM`. `year` and `month` are
    those of the first date, also where no day is printed. `weekday_conflict`: a printed weekday
    that is not that of the date.
    """

    date: str | None = None
    start: str | None = None
    end: str | None = None
    year: int | None = None
    month: int | None = None
    dates: tuple[str, ...] = ()
    weekday_conflict: bool = False


@dataclass(frozen=True, slots=True)
class _Known:
    base: date | None
    year: int | None
    near: tuple[date, ...]


def parse_when(
    printed: str,
    base: date | None = None,
    year: int | None = None,
    near: Sequence[date] = (),
) -> When:
    """The days and hours that `printed` means.

    `base` is the release's date of posting: 今(22)日 counts from it. `year` is that of the summit,
    for dates without one; without it, base's. `near` are other dates of the release: a day without
    a month (`24日`) falls where it is nearest to one of them, or to base. Never raises.
    """
    return _parsed(printed, _Known(base, year, tuple(near)))


@lru_cache(maxsize=1024)
def _parsed(printed: str, known: _Known) -> When:
    # A release prints its few dates in every row.
    matches = find_dates(printed)
    days: list[date] = []
    conflict = False
    first: tuple[int | None, int | None] = (None, None)
    for index, match in enumerate(matches):
        read = list(_days(match.groupdict(), known, days[-1] if days else None))
        if (
            index
            and days
            and read
            and _TO.fullmatch(printed, matches[index - 1].end(), match.start())
        ):
            read = _range(days[-1], read[0])[1:] or read
        conflict = conflict or _wrong_weekday(match.groupdict(), read)
        days += [day for day in read if day not in days]
        first = first if index else _year_and_month(match.groupdict(), known)
    start, end = hours_of(printed)
    iso = tuple(day.isoformat() for day in days)
    return When(
        date=iso[0] if len(iso) == 1 else None,
        start=start,
        end=end,
        year=days[0].year if days else first[0] or _bare_year(printed),
        month=days[0].month if days else first[1],
        dates=iso,
        weekday_conflict=conflict,
    )


def parse_year(printed: str, base: date | None = None) -> int | None:
    """The year that `printed` gives: `2022`, `2022年`, `民國111年`, `105 年`, `去年`."""
    return parse_when(printed, base).year


def _bare_year(printed: str) -> int | None:
    match = _BARE_YEAR.fullmatch(printed)
    number = parse_number(match[1]) if match else None
    return None if number is None else _common_era(number)


def _common_era(number: int, roc: bool = False) -> int:
    return number + _ROC if roc or number < _ROC_BELOW else number


Groups = Mapping[str, str | None]


def _year_and_month(groups: Groups, known: _Known) -> tuple[int | None, int | None]:
    """Year and month that a date prints, or that its words (今年) mean."""
    digits = groups.get("y") or groups.get("y_in") or groups.get("y_era")
    number = parse_number(digits) if digits else None
    year = None if number is None else _common_era(number, roc=bool(groups.get("era")))
    word = groups.get("year_word")
    if year is None and word is not None:
        now = known.base.year if known.base else known.year
        year = None if now is None else now + _YEAR_SHIFT[word]
    name, printed_month = groups.get("month_name"), groups.get("m")
    if name is not None:
        return year, _MONTHS.index(name[:3].lower()) + 1
    return year, parse_number(printed_month) if printed_month else None


_OVER_NEW_YEAR = timedelta(days=92)


def _days(groups: Groups, known: _Known, before: date | None) -> Iterator[date]:
    """The days of one printed date. `before` is the date printed before it, if any."""
    printed, month = _year_and_month(groups, known)
    year = printed
    if year is None:
        year = known.year or (known.base.year if known.base else None)
        year = before.year if before and month else year
    numbers = list(_day_numbers(groups.get("days") or ""))
    near = before or (None if known.year else known.base)
    if printed is None and near is not None and month is not None and numbers:
        year = _year_nearest(near, month, numbers[0])
    shift = _DAY_SHIFT.get(groups.get("day_word") or "", None)
    if shift is not None and month is None:
        yield from _relative(numbers, shift, known)
    elif month is not None and year is not None:
        yield from _existing(year, month, numbers)
    elif month is None and numbers:
        anchors = (before,) if before else known.near or ((known.base,) if known.base else ())
        yield from (day for number in numbers if (day := _nearest(number, anchors)) is not None)


def _existing(year: int, month: int, numbers: Iterable[int]) -> Iterator[date]:
    for number in numbers:
        try:
            yield date(year, month, number)
        except ValueError:
            continue  # the calendar holds no such day


def _year_nearest(base: date, month: int, day: int) -> int:
    """The year of a day, that of another unless it lies over a New Year: in December, 1月15日 is one
    of next January."""
    over = (
        year
        for year in (base.year + 1, base.year - 1)
        for one in _existing(year, month, [day])
        if abs(one - base) <= _OVER_NEW_YEAR
    )
    return next(over, base.year)


def _relative(numbers: list[int], shift: int, known: _Known) -> Iterator[date]:
    """今(22)日: the printed day, in the month where it is nearest to the day that the word says."""
    meant = _shifted(known.base, shift) if known.base else None
    anchors = (meant,) if meant else known.near
    if not numbers and meant:
        yield meant
    yield from (day for number in numbers if (day := _nearest(number, anchors)) is not None)


def _nearest(number: int, anchors: Sequence[date]) -> date | None:
    """The date with that day of the month that is nearest to one of `anchors`."""
    candidates = [
        (abs(shift), day)
        for anchor in anchors
        for shift in range(-_LONGEST_RANGE, _LONGEST_RANGE + 1)
        if (day := _shifted(anchor, shift)) is not None and day.day == number
    ]
    return min(candidates)[1] if candidates else None


def _shifted(day: date, shift: int) -> date | None:
    """The day `shift` days later, or None beyond the ends of the calendar."""
    try:
        return day + timedelta(days=shift)
    except OverflowError:
        return None


def _day_numbers(printed: str) -> Iterator[int]:
    """The days of `22、23及24`, and each day of `22至24`."""
    last, last_end = None, 0
    for match in _DAY_NUMBER.finditer(printed):
        number = parse_number(match[0])
        if number is None:
            continue
        between = printed[last_end : match.start()].replace("日", "")
        if last is not None and _TO.fullmatch(between) and 0 < number - last <= _LONGEST_RANGE:
            yield from range(last + 1, number)
        yield number
        last, last_end = number, match.end()


def _range(first: date, last: date) -> list[date]:
    size = (last - first).days
    if not 0 < size <= _LONGEST_RANGE:
        return []
    return [first + timedelta(days=shift) for shift in range(size + 1)]


def _wrong_weekday(groups: Groups, days: list[date]) -> bool:
    name = groups.get("weekday") or groups.get("weekday_bare") or groups.get("weekday_en")
    if not name or not days:
        return False
    return days[-1].weekday() != _WEEKDAYS[name.lower()]
