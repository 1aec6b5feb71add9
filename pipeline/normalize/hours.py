"""Printed times of day: when something starts and when it ends."""

from __future__ import annotations

import re

from pipeline.extract.patterns import TO, find_dates, find_times
from pipeline.normalize.numerals import parse_number

_NIGHT = frozenset({"晚上", "晚間", "晚间", "夜間", "夜间"})
_AFTERNOON = frozenset({"下午", "傍晚", "pm"}) | _NIGHT
_MORNING = frozenset({"上午", "早上", "早晨", "清晨", "凌晨", "am"})
_PART_IN_NAME = re.compile(
    r"(?P<morning>上午|早上|morning)|(?P<afternoon>下午|午後|午后|afternoon)|(?P<evening>晚[上間间場场]|evening)",
    re.IGNORECASE,
)
PARTS_OF_DAY = ("morning", "afternoon", "evening")
_ENDS = ("12:00", "18:00", "24:00")
_TO = re.compile(TO, re.IGNORECASE)


def hours_of(printed: str) -> tuple[str | None, str | None]:
    """Start and end: the first time printed, and the one that a range joins to it."""
    dates = find_dates(printed)
    times = [
        match
        for match in find_times(printed)
        if not any(match.start() < d.end() and d.start() < match.end() for d in dates)
    ]
    if not times:
        return None, None
    one, part = times[0], _part(times[0])
    if one["from_hour"] is not None:
        start_part = one["from_part"] or part
        start, end = _clock(int(one["from_hour"]), 0, start_part), _time(one, part or start_part)
    elif len(times) > 1 and _TO.fullmatch(printed, one.end(), times[1].start()):
        last = _part(times[1])
        start = _time(one, part or last)
        end = _time(times[1], last) if last else _later(times[1], part, start)
        if part is None and start is not None and end is not None and start > end:
            start = _time(one, None)
    else:
        start, end = _time(one, part), None
    return start, end


def part_of_day(name: str) -> str | None:
    """The part of the day that a session's name tells (下午場, morning session), as a word for it."""
    match = _PART_IN_NAME.search(name)
    return None if match is None else match.lastgroup


def part_of_clock(start: str) -> str:
    """The part of the day of a start, `HH:MM`, as the same word."""
    return next(part for part, end in zip(PARTS_OF_DAY, _ENDS, strict=True) if start < end)


def _later(match: re.Match[str], part: str | None, start: str | None) -> str | None:
    """The end of a range in the part of the day of its start, or where that is over, after it.

    上午九時三十分至十二時 ends at noon, 上午11時至1時 in the afternoon.
    """
    end = _time(match, part)
    if start is not None and end is not None and end <= start:
        end = _time(match, "下午")
    return end


def _part(match: re.Match[str]) -> str | None:
    return match["part"] or match["after"]


def _time(match: re.Match[str], part: str | None) -> str | None:
    hour = parse_number(match["hour"])
    minute = 30 if match["half"] else parse_number(match["minute"] or match["spelt"] or "0")
    return None if hour is None or minute is None else _clock(hour, minute, part)


def _clock(hour: int, minute: int, part: str | None) -> str | None:
    """`HH:MM`, or None for what no clock shows."""
    word = (part or "").lower().replace(".", "")
    if (word in _AFTERNOON and hour < 12) or (word == "中午" and hour < 11):
        hour += 12
    elif word in _MORNING and hour == 12:
        hour = 0
    elif word in _NIGHT and hour == 12:
        return None  # midnight belongs to the next day
    return f"{hour:02}:{minute:02}" if 0 <= hour < 24 and 0 <= minute < 60 else None
