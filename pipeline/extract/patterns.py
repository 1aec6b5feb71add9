"""What printed numbers, dates and times look like.

`extract` finds the words with these, `normalize` reads their values with the same ones. Nothing
here knows what a date means: `2/30` looks like one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache

NUMBER = (
    r"(?:\d+\s?[萬万]\s?(?:\d[,，]\d{3}|\d{4}|\d\s?千(?:\s?\d\s?百)?)(?![\d,，])"
    r"|(?:\d{1,3}(?:[,，]\d{3})+(?!\d)|\d+(?:\.\d+)?)(?:\s?[十百千萬万億亿]+)?"
    r"|[\d零〇○一二三四五六七八九兩两十百千萬万億亿廿卅卌]{1,24})"
)
"""A number in digits or in Chinese numerals."""

TO = r"\s*(?:[-–—－~～]|至|到|to\b|until\b)\s*"
"""What joins the two ends of a range."""

_AND = r"\s*(?:、|[,，]|&|及|與|与|和|and\b)\s*"
_JOIN = rf"(?:{_AND}|{TO})"
_SMALL = r"(?:\d{1,2}(?!\d)|[〇一二三四五六七八九十廿卅]{1,3})"
_ERA = r"(?P<era>(?:中華|中华)?民[國国])"
_YEAR_WORD = r"(?P<year_word>今|去|前|明|本)\s*(?:[（(]\s*(?P<y_in>\d{2,4})\s*年?\s*[)）])?"
_YEAR = rf"(?:{_ERA}?\s*(?<!\d)(?P<y>\d{{2,4}}|[\d零〇○一二三四五六七八九十百]{{2,7}})|{_YEAR_WORD})\s*年"
_YEAR_ALONE = (
    r"(?:(?P<era>(?:中華|中华)?民[國国])\s*(?P<y_era>\d{2,3}|[零〇一二三四五六七八九十百]{2,6})"
    r"|(?<!\d)(?P<y>20\d\d|19\d\d|1\d\d|[一二][\d零〇○一二三四五六七八九]{3})"
    rf"|{_YEAR_WORD})\s*年(?![級级度期來来內内以歷历]|的歷史)"
)
_COMPACT = (
    r"(?<![\w./-])(?P<y>1[01]\d|20[0-4]\d)(?P<m>0[1-9]|1[0-2])(?P<days>0[1-9]|[12]\d|3[01])"
    r"(?=$|[\s()（）,，。、;；])"
)
"""Year, month and day without a mark between them, as newsrooms sign: 1120328, 20230328."""
_MONTH = r"(?:[0０]?[1-9１-９]|[1１][0-2０-２])"
_DAY = r"(?:[0０]?[1-9１-９]|[12１２]\d|[3３][01０１])"
_HAN_DAY = r"[一二三廿卅]?十[一二三四五六七八九]?"
_DAYS = rf"(?P<days>{_SMALL}(?:\s*[日號号]?{_JOIN}{_SMALL}){{0,9}})"
_WEEKDAY = (
    r"(?:\s*[（(]\s*(?:星期|週|周|禮拜|礼拜)?(?P<weekday>[一二三四五六日天])\s*[)）]"
    r"|\s*(?:星期|週|禮拜|礼拜|周(?=.(?:[^\u3400-\u9fff]|$|[上下中]午|早|晚)))"
    r"(?P<weekday_bare>[一二三四五六日天])"
    r"|\s*[（(]\s*(?P<weekday_en>Mon|Tue|Wed|Thu|Fri|Sat|Sun)[a-z]*\.?\s*[)）])?"
)
_MONTH_NAME = (
    r"\b(?P<month_name>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?"
    r"|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?"
)
_NTH = r"\d{1,2}(?:st|nd|rd|th)?(?!\d)"
_NTHS = rf"(?P<days>{_NTH}(?:{_JOIN}{_NTH}){{0,9}})"
_YEAR_AFTER = r"(?:,?\s*(?P<y>\d{4})(?!\d))?"
PART_OF_DAY = r"上午|下午|早上|早晨|清晨|凌晨|中午|傍晚|晚上|晚間|晚间|夜間|夜间"
_AM_PM = r"[ap]\.?m\.?(?![a-z])"


CLOCK = re.compile(r"\d\s*[:：時时點点]")
"""That words tell hours."""


def bounded(form: str) -> re.Pattern[str]:
    """A pattern, upper or lower case alike, whose white space is bounded.

    A page of blanks would otherwise make the search slow.
    """
    form = form.replace(r"\s*", r"\s{0,3}").replace(r"\s+", r"\s{1,3}")
    return re.compile(form, re.IGNORECASE)


_HELD = "(?:盛大|正式)?(?:舉行|举行|舉辦|举办|登場|登场|開幕|开幕|揭幕|召開|召开|落幕|閉幕|闭幕)"
"""What an event does on a day: 高峰會今天|在南港展覽館登場."""


@cache
def date_forms() -> tuple[re.Pattern[str], ...]:
    """The forms of a date, the fuller first. Groups, each where a form has it:

    `era` 民國, `y` `y_in` `y_era` year, `year_word` 今/去/明, `m` month, `month_name` the same in
    English, `days` one or several days, `day_word` 今/明/昨, `weekday` `weekday_bare` `weekday_en`.
    """
    day_list = rf"{_DAY}(?:\s*(?:[-–—~～、]|至|及|與)\s*{_DAY}(?!\s*[\d/／:：時时點点月場场]))*"
    forms = (
        rf"(?:{_YEAR}\s*的?\s*)?(?P<m>{_SMALL})\s*月\s*{_DAYS}\s*[日號号]{_WEEKDAY}",
        rf"(?:{_YEAR}\s*)?[本今]\s*[（(]\s*(?P<m>{_SMALL})\s*[)）]\s*月\s*{_DAYS}\s*日{_WEEKDAY}",
        (
            rf"(?:{_ERA}\s*)?(?<![\d./])(?P<y>\d{{3,4}}|(?<=國)\d\d)\s*(?P<mark>[./／．－-])\s*"
            rf"(?P<m>{_MONTH})\s*(?P=mark)\s*(?P<days>{_DAY})(?!\d){_WEEKDAY}"
        ),
        (
            rf"(?P<day_word>[今明昨後前本])[天日]?\s*[（(]\s*(?:(?P<m>{_SMALL})\s*[/月]\s*)?"
            rf"(?P<days>\d{{1,2}}|{_HAN_DAY})\s*日?\s*[)）]\s*[日天]?{_WEEKDAY}"
        ),
        rf"(?P<day_word>[今明昨])[天日](?=\s*(?:$|{PART_OF_DAY}|\d|第|(?:[於于在假][^，。；\n]{{2,30}}?)?{_HELD}))",
        rf"(?<![\d./])(?P<m>{_MONTH})/(?P<days>{_DAY})/(?P<y>20\d\d)(?!\d)",
        rf"(?<![\d./／])(?P<m>{_MONTH})\s*[/／]\s*(?P<days>{day_list})(?![\d/／]){_WEEKDAY}",
        rf"{_MONTH_NAME}\s*{_NTHS}(?![:：]){_YEAR_AFTER}{_WEEKDAY}",
        rf"(?<![\d:]){_NTHS}\s*(?:of\s+)?{_MONTH_NAME}{_YEAR_AFTER}{_WEEKDAY}",
        rf"{_YEAR}\s*(?P<m>{_SMALL})\s*月",
        rf"{_MONTH_NAME}\s+(?P<y>\d{{4}})(?!\d)",
        (
            rf"(?<![\d月/.])(?P<days>\d{{1,2}}(?:\s*日?{_JOIN}\d{{1,2}}){{0,9}}"
            rf"|{_HAN_DAY})\s*日(?![內内以之後后前間间本]|圓(?!滿)|圆(?!满)){_WEEKDAY}"
        ),
        _COMPACT,
        _YEAR_ALONE,
    )
    return tuple(bounded(form) for form in forms)


@cache
def time_form() -> re.Pattern[str]:
    """A time of day. Groups: `part` (下午) or `after` (PM), `hour`, `minute`, `half`; and
    `from_part`, `from_hour` of a range whose first end is a bare hour (`下午2-4時`).
    """
    return bounded(
        rf"(?<!\d[:：])(?:(?<![\d/.])|(?={PART_OF_DAY}))(?:(?:(?P<from_part>{PART_OF_DAY})\s*)?(?P<from_hour>\d{{1,2}}){TO})?"
        rf"(?:(?P<part>{PART_OF_DAY}|{_AM_PM})\s*)?(?P<hour>{_SMALL})"
        r"(?:\s*[:：]\s*(?P<minute>\d\d)(?:[:：]\d\d)?(?!\d)"
        r"|\s*[時时點点](?![間间])\s*(?:(?P<spelt>\d{1,2}|[〇零一二三四五六七八九十]{1,3})\s*分"
        r"|(?P<half>半)|整)?"
        rf"|(?=\s*{_AM_PM}))(?:\s*(?P<after>{_AM_PM}))?"
    )


_WIDE_DIGITS = range(0xFF10, 0xFF1A)
_WIDE_LETTERS = (*range(0xFF21, 0xFF3B), *range(0xFF41, 0xFF5B))
_COMPATIBLE_HAN = (*range(0x2F00, 0x2FD6), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA1E))
_PLAIN = {
    code: unicodedata.normalize("NFKC", chr(code))
    for code in (*_WIDE_DIGITS, *_WIDE_LETTERS, *_COMPATIBLE_HAN)
}


def plain(text: str) -> str:
    """The text in characters that patterns are written in, as long as it is: ２０２２ is 2022."""
    return text if text.isascii() else text.translate(_PLAIN)


def find_dates(text: str) -> list[re.Match[str]]:
    """The dates in a text, in order, none overlapping; where two forms compete, the fuller."""
    taken: list[re.Match[str]] = []
    text = plain(text)
    for form in date_forms():
        taken += [m for m in form.finditer(text) if not _overlaps(m, taken)]
    return sorted(taken, key=lambda match: match.start())


def find_times(text: str) -> list[re.Match[str]]:
    """The times of day in a text, in order."""
    return list(time_form().finditer(plain(text)))


def _overlaps(match: re.Match[str], others: Iterable[re.Match[str]]) -> bool:
    return any(match.start() < other.end() and other.start() < match.end() for other in others)


_TO_TIME = re.compile(
    r"[\s,，的(（)）]{0,6}(?:[\u3400-\u9fff]{0,6}(?:[場场]次?|論壇|论坛|座談會?|座谈会?|圓桌|圆桌)[\s(（]{1,3}|from|at)?\s{0,3}",
    re.IGNORECASE,
)
_BACK_TO_DATE = re.compile(r"[\s,，(（]{0,6}(?:on)?\s{0,3}", re.IGNORECASE)
_RANGE = re.compile(TO, re.IGNORECASE)
_LIST = re.compile(_JOIN, re.IGNORECASE)


def find_whens(text: str) -> list[tuple[int, int]]:
    """The stretches of a text that say when: dates that stand together, with their times.

    `8/13、8/18、8/19` is one stretch; `今(22)日下午4時與明(23)日上午7時` is two, because each date
    has a time of its own. A time without a date, or a year alone, is none.
    """
    return [(start, end) for start, end, dated, _ in _stretches(text) if dated]


def find_hours(text: str) -> list[tuple[int, int]]:
    """The times of day, or ranges of them, that no date stands beside."""
    return [(start, end) for start, end, dated, _ in _stretches(text) if not dated]


def is_when(text: str) -> bool:
    """Whether a text is nothing but a day, hours, or both."""
    bare = text.strip()
    return [(start, end) for start, end, _, _ in _stretches(bare)] == [(0, len(bare))]


@lru_cache(maxsize=64)
def _stretches(text: str) -> tuple[tuple[int, int, bool, bool], ...]:
    dates = [m for m in find_dates(text) if {"days", "day_word"} & m.re.groupindex.keys()]
    marks = [(m.span(), True) for m in dates]
    marks += [(m.span(), False) for m in find_times(text) if not _overlaps(m, dates)]
    stretches: list[tuple[int, int, bool, bool]] = []
    for (start, end), is_date in sorted(marks):
        if stretches and _stand_together(text, stretches[-1], start, is_date):
            first, _, dated, timed = stretches[-1]
            stretches[-1] = (first, end, dated or is_date, timed or not is_date)
        else:
            stretches.append((start, end, is_date, not is_date))
    return tuple(stretches)


def _stand_together(
    text: str, stretch: tuple[int, int, bool, bool], start: int, is_date: bool
) -> bool:
    _, end, dated, timed = stretch
    if is_date:
        joint = _BACK_TO_DATE if timed and not dated else _LIST
        return timed != dated and joint.fullmatch(text, end, start) is not None
    joint = _RANGE if timed else _TO_TIME
    return joint.fullmatch(text, end, start) is not None
