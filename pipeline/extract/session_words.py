"""Words about sessions: names of events (`首長高峰會`), names of sessions (`首場`, `歐亞場`), dates.

A name is known by its form: what it ends in, and what can stand before that.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from types import MappingProxyType
from typing import Literal

from pipeline.extract.patterns import bounded, find_hours, find_whens, plain


@dataclass(frozen=True, slots=True)
class Word:
    """A stretch of text that says one thing about a session."""

    kind: Literal["event", "name", "when", "hours"]
    start: int
    end: int
    ordinals: tuple[int, ...] = ()
    whole: bool = False
    year: tuple[int, int] | None = None


@lru_cache(maxsize=1024)
def find_words(printed: str, titles: tuple[str, ...] = ()) -> tuple[Word, ...]:
    """The words about sessions in a text, in order, none overlapping: dates and events go first.

    `hours` are times of day without a date beside them; `titles` are names of sessions that have no
    form of their own.
    """
    printed = plain(printed)
    whens = [Word("when", start, end) for start, end in find_whens(printed)]
    hours = [Word("hours", start, end) for start, end in find_hours(printed)]
    events = list(_events(printed, [when.end for when in whens]))
    taken = bytearray(len(printed))
    words: list[Word] = []
    names = (*_names(printed, events), *_titled(printed, titles))
    for word in (*whens, *events, *names, *hours):
        if not any(taken[word.start : word.end]):
            taken[word.start : word.end] = b"\1" * (word.end - word.start)
            words.append(word)
    return tuple(sorted(words, key=lambda word: word.start))


# --- names of events -----------------------------------------------------------------------------

_HEADS = r"高峰會議|高峰会议|高峰會|高峰会|高峰論壇|高峰论坛|峰會議|峰会议|峰會|峰会"
_WEAK_HEADS = r"論壇|论坛|大會|大会"
_HEAD = re.compile(rf"(?P<head>{_HEADS})|(?P<weak>{_WEAK_HEADS})(?!暨)")
_MEMBERS = "首長|首长|市長|市长|領袖|领袖|領導人|领导人|女性|婦女|妇女|女力"
_MEMBER = re.compile(_MEMBERS)
_TOPIC = re.compile(
    rf"(?:{_MEMBERS}|智慧|城市|全球|國際|国际|世界|亞太|亚太|亞洲|亚洲|歐洲|欧洲|青年|數位|数位|永續|永续|淨零"
    r"|净零|健康|科技|創新|创新|產業|产业|韌性|韧性)+$"
)
_NOT_NAME = re.compile(
    r"[^\u3400-\u9fffA-Za-z&]|[的在於于由與与和及暨將讓让為为從除至以此該该各等屆届了次每]|(?<!日)本|(?<!青)年"
    r"|舉行|舉辦|举办|進行|进行|參加|参加|參與|参与|出席|加入|召開|召开|主辦|主办|合辦|承辦|辦理|本次|這次"
    r"|今年|去年|明年|來台|解密|亮點|加深|說明|重頭戲|場"
)
_LONGEST_NAME = 20
_YEAR_BEFORE = re.compile(
    r"(?P<year>(?<!\d)20\d\d|二[〇○零][〇○零一二三四五六七八九]{2}|(?:民國\s*)?(?<!\d)1\d\d\s*年|[去前]年)\s*年?[的度]?\s*[「『《“]?\s*$"
)
_OPENING = re.compile(r"[「『《“\"]")
_ENGLISH_EVENT = re.compile(
    r"(?:(?P<year>20\d\d)\s+)?(?P<name>(?:(?:(?<![A-Za-z])[A-Z][\w’'.-]{0,40}|of|for)\s+){0,7}?"
    r"(?:Summit|(?<=Mayors’ )Forum|(?<=Mayors' )Forum|(?<=Leaders )Forum))\b"
    r"(?!\s*(?:&|and|＆)\s*Expo)(?:\s+(?P<after>20\d\d)\b)?|\b(?P<plain>summit)\b"
)
_ARTICLE = re.compile(r"(?:The|This|In|At|For|Of)\s+")


def _events(printed: str, when_ends: list[int]) -> Iterator[Word]:
    last_end = 0
    for match in _HEAD.finditer(printed):
        head = match.start()
        dated = when_ends[at - 1] if (at := bisect_right(when_ends, head)) else 0
        start = _name_start(printed, max(last_end, dated, head - _LONGEST_NAME), head)
        if match["weak"] and not _MEMBER.search(printed, start, match.start()):
            continue
        last_end = match.end()
        year = _year_before(printed, start) or _year_behind(printed, last_end)
        yield Word("event", start, last_end, year=year)
    for match in _ENGLISH_EVENT.finditer(printed):
        start, end = match.span("name" if match["name"] else "plain")
        article = _ARTICLE.match(printed, start, end)
        start = article.end() if article else start
        year = next((match.span(group) for group in ("year", "after") if match[group]), None)
        yield Word("event", start, end, year=year or _year_before(printed, start))


def _name_start(printed: str, earliest: int, head: int) -> int:
    """Where the name begins whose head (高峰會) stands at `head`.

    A name in quotation marks, and one after its year, begins there. Elsewhere it is made of the
    topic words before the head, or, where there are none, runs back to what cannot be in a name.
    """
    stops = [match.end() for match in _NOT_NAME.finditer(printed, earliest, head)]
    start = max(stops, default=earliest)
    framed = start > 0 and _OPENING.match(printed, start - 1) is not None
    topic = _TOPIC.search(printed, start, head)
    if topic is None or framed or _year_before(printed, start):
        return start
    return topic.start()


def _year_before(printed: str, start: int) -> tuple[int, int] | None:
    match = _YEAR_BEFORE.search(printed, max(0, start - 14), start)
    return match.span("year") if match else None


_YEAR_BEHIND = re.compile(r"\s?[（(]?\s?(?P<year>20\d\d)(?=[\s）)」』]|$)(?!\s?年)")


def _year_behind(printed: str, end: int) -> tuple[int, int] | None:
    """The digits of a year that stands behind the name: 首長高峰會 2024."""
    match = _YEAR_BEHIND.match(printed, end)
    return match.span("year") if match else None


# --- names of sessions ---------------------------------------------------------------------------

_COUNT = r"(?:\d{1,2}|[一二三四五六七八九十兩两])"
_KIND = r"(?:圓桌會議|圆桌会议|圓桌論壇|座談會?|座谈会?|會議|会议|對談|对谈|論壇|论坛)"
_ORDER = bounded(
    rf"第\s*(?P<nth>{_COUNT})\s*場次?{_KIND}?|第\s*(?P<nth_hans>{_COUNT})\s*场次?{_KIND}?"
    r"|(?P<first>首場次?|首场次?|第一场次?)|(?P<second>次[場场])(?=\D?\d)|(?P<last>(?:最終|最终|最後一|最后一|壓軸|压轴|末|終|终)[場场]次?)"
    rf"|前\s*(?P<first_n>{_COUNT})\s*[場场]次?|[後后]\s*(?P<last_n>{_COUNT})\s*[場场]次?"
    rf"|[場场]次\s*(?P<label>{_COUNT}|[IVX]{{1,4}}\b)(?![\d/月日場场個个]|[:：]\d)"
    rf"|(?:圓桌|圆桌)(?:會議|会议|論壇|论坛|座談|座谈)?\s*(?P<round>{_COUNT})(?![\w人位國国場场]|\s?[:：]\d)"
    r"|\b(?:session|panel|round\s?table)\s*(?P<session>\d{1,2}|one|two|three|four|five|six|[IVX]{1,4}\b)(?![\d/]|:\d)"
    r"|(?:平行|分組|分组|專題|专题)?(?:論壇|论坛|場次|场次|座談會?|座谈会?|圓桌|圆桌|\b(?:session|panel|track|forum|round\s?table))\s*"
    r"(?P<letter>(?-i:[A-H]))(?![A-Za-z\d])|(?<![A-Za-z])(?P<letter_first>(?-i:[A-H]))\s?[場场]次?(?![地所館馆域邊边景合])"
    r"|\b(?P<nth_en>first|second|third|fourth|fifth|sixth|opening|last|final|closing)\s+session\b"
)
_WHOLE = bounded(
    r"(?<![第前後后每週周其\d零〇一二三四五六七八九十])"
    r"(?:(?:[2-9]|1\d|[二三四五六七八九十兩两])\s*(?:個|个)?\s*[場场]次?|[各每全]部?[場场]次)(?![地所館馆域邊边景])"
    r"|\b(?:both|all|two|three|four|five|six)(?:\s+(?:two|three|four|five|six))?\s+sessions\b"
)
_REGIONAL = re.compile(
    r"(?:[歐欧亞亚美非澳太拉東东西南北中]{2,5}洲?|[歐欧亞亚美非澳]洲|大洋洲|太平洋|加勒比|拉丁美洲)"
    r"(?:地?[區区])?[場场]次?(?![地所館馆域邊边景])"
    rf"|(?:上午|下午|晚間|晚间|晚上)的?{_KIND}(?!室)"
    r"|(?:上午|下午|晚上|早|晚|國內|国内|國際|国际|海外|線上|线上|實體|实体|(?<![A-Za-z])[A-Z])[場场]次?(?![地所館馆域邊边景合])"
)
_DATED_HEADING = re.compile(
    r"(?:^|(?<=\n))\W{0,3}(?P<name>[\u3400-\u9fff]{1,8}[場场]次?)(?=\s?[（(｜|:：]\s?(?:20\d\d|\d{1,2}\s?[/／月]))"
)
_PART_OF_DAY = re.compile(
    r"\b(?:morning|afternoon|evening)['’]?s?\s(?:session|panel|round\s?table|forum)\b",
    re.IGNORECASE,
)
_AFTER_EVENT = re.compile(
    r"[\s\-－–—・·:：「」『』（(]{1,4}(?P<name>[\u3400-\u9fff]{1,5}[場场]次?)(?![\u3400-\u9fff])"
)
_NO_SESSION = re.compile(
    r"(?:現|现|會|会|市|登|主|立|機|机|廣|广|當|当|在|進|进|出|開|开|農|农|工|商|職|职|賽|赛)[場场]"
)
_TWO = re.compile("[兩两]")
_PLACES_IN_ORDER = MappingProxyType({"first": 1, "second": 2, "last": -1})
_ENGLISH_ORDER = MappingProxyType(
    {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6}
    | {"first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6}
    | {"opening": 1, "last": -1, "final": -1, "closing": -1}
    | {"i": 1, "ii": 2, "iii": 3, "iv": 4, "v": 5, "vi": 6}
)


def _names(printed: str, events: list[Word]) -> Iterator[Word]:
    for match in _ORDER.finditer(printed):
        yield Word("name", *match.span(), ordinals=_ordinals(match))
    for match in _WHOLE.finditer(printed):
        yield Word("name", *match.span(), whole=True)
    for match in chain(_REGIONAL.finditer(printed), _PART_OF_DAY.finditer(printed)):
        yield Word("name", *match.span())
    for match in _DATED_HEADING.finditer(printed):
        if not _NO_SESSION.search(match["name"]):
            yield Word("name", *match.span("name"))
    for event in events:
        after = _AFTER_EVENT.match(printed, event.end)
        if after is not None and not _NO_SESSION.search(after["name"]):
            yield Word("name", *after.span("name"))


def _titled(printed: str, titles: tuple[str, ...]) -> Iterator[Word]:
    for title in titles:
        for match in re.finditer(re.escape(title), printed):
            yield Word("name", *match.span())


def _ordinals(match: re.Match[str]) -> tuple[int, ...]:
    """The numbers, from 1, of the sessions that an ordinal means; -1 is the last."""
    groups = {name: word.lower() for name, word in match.groupdict().items() if word}
    group, word = next(iter(groups.items()))
    if group in _PLACES_IN_ORDER:
        return (_PLACES_IN_ORDER[group],)
    if group in ("letter", "letter_first"):
        return ("abcdefgh".index(word) + 1,)
    number = _ENGLISH_ORDER.get(word) or _small_number(word)
    if group == "first_n":
        return tuple(range(1, number + 1))
    if group == "last_n":
        return tuple(range(-number, 0))
    return (number,)


def _small_number(word: str) -> int:
    return int(word) if word.isdecimal() else "一二三四五六七八九十".find(_TWO.sub("二", word)) + 1
