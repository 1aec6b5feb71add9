"""What a count measures: decided by its kind, the noun that it counts and the words around it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pipeline.dataset import Measure
from pipeline.extract.quantities import Kind, Quantity


@dataclass(frozen=True, slots=True)
class _Rule:
    """`measure` where a count of one of `kinds` stands in a clause with `words` and counts `noun`."""

    measure: Measure
    kinds: tuple[Kind, ...]
    words: re.Pattern[str] | None = None
    noun: re.Pattern[str] | None = None


def any_of(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


_REGISTERED = any_of(r"報名|报名|註冊|注册|登記|登记|regist(?:er|ration)|sign(?:ed)? up")
_WATCHED = any_of(r"觀看|观看|收看|觀賞|點閱|点阅|點擊|瀏覽|浏览|線上看|watch|view|tuned? in")
_EXPECTED = any_of(r"預計|预计|預期|预期|預估|预估|估計|估计|可望|expect|anticipat")
_VISITED = any_of(
    r"(?:來|来|訪|访|赴|蒞|抵)[臺台]|親臨|亲临|蒞臨|莅临|齊聚|齐聚|visit|came to|come to|gather|travell?ed"
)
_SPOKE = any_of(
    r"分享|與談|与谈|座談|座谈|對談|对谈|對話|发表|發表|演講|演讲|交流|擔任|spoke|speak|shar|address|discuss"
)
_TOOK_PART = any_of(
    r"參加|参加|參與|参与|與會|与会|出席|到場|到场|報到|上線|上线|連線|连线|來自|来自|共襄盛舉|共計|共计|共有|計有"
    r"|吸引|邀請|邀请|代表|首長|首长|市長|市长|attend|particip|join|took part|take part|from|represent"
)
_LEADER = any_of(
    r"首長|首长|市長|市长|縣長|县长|州長|省長|區長|領袖|领袖|領導人|领导人|講者|讲者|講師|與談人|与谈人|代表|貴賓|贵宾"
    r"|嘉賓|嘉宾|mayor|leader|speaker|panel|representative|delegates"
)
_SERIES = any_of(r"場次|场次|論壇|论坛|會議|会议|座談|座谈|圓桌|圆桌|對談|峰會|峰会|與會|sessions")
_GROUP = any_of(r"代表團|代表团|訪團|访团|delegations")

_MEASURES: tuple[_Rule, ...] = (
    _Rule("sessions", ("sessions",), _SERIES),
    _Rule("registered_countries", ("countries",), _REGISTERED),
    _Rule("registered_cities", ("cities",), _REGISTERED),
    _Rule("registrations", ("people", "views"), _REGISTERED),
    _Rule("views", ("people", "views"), _WATCHED),
    _Rule("delegations", ("people",), noun=_GROUP),
    _Rule("expected_participants", ("people", "views"), _EXPECTED),
    _Rule("visiting_leaders", ("people",), _VISITED, _LEADER),
    _Rule("speakers", ("people",), noun=_LEADER),
    _Rule("participants", ("people", "views"), _TOOK_PART),
    _Rule("countries", ("countries",), _TOOK_PART),
    _Rule("cities", ("cities",), _TOOK_PART),
)
"""The first rule that fits decides."""
_MANY_YEARS = any_of(
    r"歷年|历年|歷屆|历届|迄今|至今|以來|以来|[一二三四五六七八九十\d]+年[來来]|[過过]去[^，。]{1,4}年"
    r"|自[^，。]{0,4}\d{4}年起|(?:第一|首)[屆届][僅仅只]|\bsince\b|over the years|first edition"
)
_FROM_A_YEAR_ON = any_of(r"自[^，。]{0,4}\d{4}年(?:起|以[來来])|\bsince\s\d{4}")
"""What leads in a count of many years from a clause of its own."""
_IN_ALL = any_of(r"累計|累计")
_COMPARED = re.compile(
    r"(?:較|较|比)[^，。；]{0,12}?(?:增加|成長|成长|增長|增长|增|多|減少|减少|少)了?[^，。；]{0,2}$|(?:增加|成長|成长|減少|减少)了?$"
)
"""What stands before a number by which another grew."""
_OF_SOMETHING_ELSE = any_of(
    r"展位|攤位|摊位|廠商|厂商|聯盟|联盟|聯合組織|晚宴|午宴|志工|志愿者|容納|容纳|座位|媒合|會員|会员|同期[^，。]{0,12}展|alliance|network|booths|volunteers"
)
_REACH = 24


def measure_of(printed: str, before: range, clause: range, count: Quantity) -> Measure | None:
    """What a count measures, or None for one that is not about attendance.

    `before` is the clause before its own, where those who came may be named.
    """
    if _is_trivial(printed, count):
        return None
    words = printed[clause.start : clause.stop]
    led_in = _says(_FROM_A_YEAR_ON, printed[before.start : before.stop])
    earlier = led_in or _says(_MANY_YEARS, words)
    compared = _COMPARED.search(printed, max(clause.start, count.start - _REACH), count.start)
    if earlier or compared or _says(_OF_SOMETHING_ELSE, words):
        return None
    if _says(_IN_ALL, words) and not _says(_WATCHED, words):
        return None
    near = printed[before.start : clause.stop]
    for rule in _MEASURES:
        if count.kind not in rule.kinds:
            continue
        visiting = rule.measure == "visiting_leaders"
        where = near if visiting else words
        if rule.words is not None and not _says(rule.words, where):
            continue
        noun = near if visiting and count.noun is None else _noun(printed, count)
        if rule.noun is None or _says(rule.noun, noun):
            return rule.measure
    return None


@lru_cache(maxsize=256)
def _says(pattern: re.Pattern[str], words: str) -> bool:
    """Whether words match; the same clause is asked for each of the counts in it."""
    return pattern.search(words) is not None


def _noun(printed: str, count: Quantity) -> str:
    return printed[slice(*count.noun)] if count.noun else ""


_ONE = frozenset({"1", "一", "１", "one"})


def _is_trivial(printed: str, count: Quantity) -> bool:
    """一位市長, 一場盛會: no count, but an article."""
    return printed[slice(*count.number)].lower() in _ONE and count.comparator == "eq"
