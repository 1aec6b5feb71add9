"""Counts of people, countries, cities, sessions: the number, its unit, what bounds it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from pipeline.extract.patterns import NUMBER, bounded

Kind = Literal["people", "countries", "cities", "sessions", "views"]
Comparator = Literal["eq", "ge", "le", "about"]
Stretch = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A count in a text. `start` and `end` take in the words of comparison (至少350位, 3800人次以上).

    `noun` is what is counted, where it is said (城市首長或代表).
    """

    kind: Kind
    number: Stretch
    unit: Stretch
    comparator: Comparator
    start: int
    end: int
    noun: Stretch | None = None


_AT_LEAST = (
    r"至少|最少|起碼|逾|超過|超过|突破|超越|破|不少於|不少于|不下|多於|多于"
    r"|at least|more than|over|above|exceed(?:ed|ing)|no fewer than"
)
_AT_MOST = r"不到|未達|未达|至多|最多|不超過|不超过|up to|at most|fewer than|less than|under"
_ABOUT = (
    r"將近|将近|接近|大約|大约|約莫|約|约|近|上看"
    r"|about|around|approximately|some|nearly|almost|roughly|close to"
)
_PLAIN = r"共計有?|共计有?|總計有?|总计有?|合計|共有|計有|计有|總共|共|高達|高达|多達|多达|達到|达到|達|达"
_BEFORE = (
    rf"(?:(?:{_PLAIN})\s*)?(?:(?P<most>{_AT_MOST})|(?P<least>{_AT_LEAST})|(?P<about>{_ABOUT})"
    rf"|(?P<plain>{_PLAIN}))?\s*(?:有|a total of)?\s*"
)
_AFTER = (
    r"(?P<least_after>(?:之)?以上|up|or more)|(?P<most_after>(?:之)?以下|or fewer)"
    r"|(?P<about_after>左右|上下|之譜|or so)"
)
_HEAD_NOUN = (
    r"首長|首长|市長|市长|縣長|县长|州長|省長|區長|領袖|领袖|領導人|领导人|講者|讲者|講師|與談人|与谈人|與會者|与会者"
    r"|貴賓|贵宾|嘉賓|嘉宾|來賓|来宾|代表團|代表团|代表|官員|官员|人士|專家|专家|學者|学者|業者|民眾|民众|觀眾|观众"
    r"|網友|网友|參與者|参与者|參加者"
)
_NOUN = (
    rf"(?P<noun>(?![一二三四五六七八九十百千兩两廿卅])(?:[^\s\d,，。；;:：、()（）]{{0,12}}?(?:{_HEAD_NOUN}))"
    rf"(?:(?:或|及|與|与|和|、|暨)[^\s\d,，。；;:：、()（）]{{0,4}}?(?:{_HEAD_NOUN}))?)"
)
_UNITS = (
    r"(?P<views>人次)|(?:個|个)\s*(?P<sessions>[場场]次?)|(?P<sessions_bare>[場场]次?(?![地所館馆域邊边景合]))"
    r"|(?P<countries>(?:個|个)?國家|(?:个)?国家|[國国](?![際际內内人家籍防會会外小中高立慶]))"
    r"|(?P<cities>(?:個|个|座)?城市|(?:個|个|座)?城(?!市|鄉|乡))"
    r"|(?P<people>位|名(?![列次單单])|人(?![次口工文民均類类物]))"
)
_CHINESE = bounded(
    rf"{_BEFORE}(?<![\d.第前後后淨净A-Za-z])(?<![數数上好幾几][十百千萬万])(?!(?<=[數数上好幾几])[十百千萬万])(?!(?:19|20)\d\d城)(?P<number>{NUMBER})\s*(?P<odd>餘|余|多)?\s*(?:{_UNITS})(?:{_AFTER})?"
    rf"(?:的|之)?(?:{_NOUN})?"
)
_WORD_NUMBER = (
    r"\d{1,3}(?:,\d{3})+|\d+|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen"
    r"|fifteen|sixteen|seventeen|eighteen|nineteen|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
    r"(?:-(?:one|two|three|four|five|six|seven|eight|nine))?"
)
_ENGLISH = bounded(
    rf"(?:(?P<most>{_AT_MOST})|(?P<least>{_AT_LEAST})|(?P<about>{_ABOUT}))?\s*"
    rf"(?<![\d.,-])\b(?!(?:19|20)\d\d\s)(?P<number>{_WORD_NUMBER})(?P<odd>\+)?\s+(?:{_AFTER})?\s*(?P<noun>(?:[A-Za-z][a-z'’-]*\s+){{0,3}}?"
    r"(?:(?P<countries>countries|nations)|(?P<cities>cities|municipalities)"
    r"|(?P<views>views|viewers)|(?P<sessions>sessions)|(?P<people>mayors|leaders|speakers|panell?ists"
    r"|representatives|delegates|officials|participants|attendees|guests|people|experts|registrations"
    r"|delegations))\b(?:\s+(?:and|or)\s+(?:leaders|representatives|officials|delegates|speakers))?)"
)


def quantities(text: str) -> list[Quantity]:
    """The counts in a text, in order, none overlapping.

    逾, 超過, 以上 and an odd 餘 or 多 (`三十餘位`: the number is a floor) make a count `ge`; 不到, 以下
    `le`; 約, 近, 左右 `about`; 達, 共計 and nothing `eq`. A word after the number outweighs one before.
    """
    found: list[Quantity] = []
    for quantity in sorted(_all(text), key=lambda q: (q.number, -q.end)):
        if not found or quantity.number[0] >= found[-1].unit[1]:
            found.append(quantity)
    return found


def _all(text: str) -> Iterator[Quantity]:
    for form in (_CHINESE, _ENGLISH):
        for match in form.finditer(text):
            kind, unit = _unit(match)
            noun = match.span("noun") if match["noun"] else None
            start = match.end() - len(match[0].lstrip())
            number, end = match.span("number"), match.end()
            yield Quantity(kind, number, unit, _comparator(match), start, end, noun)


_KINDS: tuple[tuple[str, Kind], ...] = (
    ("views", "views"),
    ("sessions", "sessions"),
    ("sessions_bare", "sessions"),
    ("countries", "countries"),
    ("cities", "cities"),
    ("people", "people"),
)


def _unit(match: re.Match[str]) -> tuple[Kind, Stretch]:
    groups = match.groupdict()
    group, kind = next((group, kind) for group, kind in _KINDS if groups.get(group))
    return kind, match.span(group)


def _comparator(match: re.Match[str]) -> Comparator:
    if match["least_after"] or match["odd"]:
        return "ge"
    if match["most_after"]:
        return "le"
    if match["about_after"] or match["about"]:
        return "about"
    if match["most"]:
        return "le"
    return "ge" if match["least"] else "eq"
