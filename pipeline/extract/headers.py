"""What the headings of table columns mean, as data: the words, and how a cell is read for each."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Literal

Meaning = Literal[
    "number",
    "session",
    "when",
    "delegate",
    "country",
    "place",
    "organisation",
    "title",
    "person",
    "part",
    "summary",
    "question",
    "item",
    "region",
    "theme",
    "venue",
    "link",
    "note",
    "other",
]

PARTS_OF_DELEGATE: frozenset[Meaning] = frozenset(
    {"country", "place", "organisation", "title", "person"}
)

_HEADINGS: Mapping[Meaning, str] = MappingProxyType(
    {
        "number": "编号 项次 序号 序次 序 号次 题号 no no. number # item",
        "session": "场次 场别 会议场次 会议 活动 论坛 session sessions panel",
        "when": "日期 时间 时段 日期时间 date time when schedule",
        "delegate": (
            "城市与谈人 与谈人 与谈贵宾 与谈城市 与会讲者 与会者 与会人员 与会城市 与会国家 "
            "代表 与会代表 出席代表 首长代表 市府代表 与会贵宾 与会首长 与会单位 参与城市 参与国家 参加城市 参加国家 参加者 "
            "出席者 出席人员 出席首长 出席城市 出席贵宾 受邀城市 受邀贵宾 代表团 城市代表 "
            "城市首长 首长 讲者 讲员 讲师 演讲人 主讲人 发言人 发言者 发言城市 回应者 "
            "回应人 答复者 回答者 与谈者 座谈人 主持人 主持 引言人 致词 致词人 致词贵宾 "
            "专题演讲 专题演讲人 主题演讲 嘉宾 贵宾 来宾 speaker speakers "
            "panelist panelists panellist panellists "
            "delegate delegates delegation delegations "
            "participant participants guest guests "
            "moderator moderators chair keynote"
        ),
        "country": "国家 国别 国名 国籍 country nation",
        "place": "城市 地方 县市 城市名称 地区 省市 city cities place",
        "organisation": ("单位 机关 机构 组织 服务单位 organisation organization agency"),
        "title": "职称 职衔 职务 职位 头衔 title position office",
        "person": "姓名 名字 人名 代表姓名 首长姓名 name person mayor",
        "part": "角色 身分 身份 role",
        "summary": (
            "内容摘要 摘要 发言摘要 发言内容 发言重点 谈话摘要 谈话内容 谈话重点 演讲内容 "
            "演讲摘要 演讲重点 对谈摘要 分享内容 分享重点 内容 重点 要点 summary "
            "abstract talk remarks content highlights 回应 "
            "回应内容 回答 回答内容 答复 答复内容"
        ),
        "question": "提问 提问内容 问题 question questions",
        "item": "议程 议程内容 程序 流程 项目 环节 agenda programme program",
        "region": "区域 洲别 分区 region area",
        "theme": "主题 议题 讲题 题目 theme topic subject",
        "note": "备注 出席方式 参与方式 参加方式 形式 国旗 照片 remark note notes mode",
        "venue": "地点 会场 场地 venue location",
        "link": (
            "连结 网址 直播 直播网址 直播连结 影片 link url stream 英语 英文 "
            "中文 中译 英文网址 中文网址"
        ),
    }
)
WORDS: Mapping[Meaning, tuple[str, ...]] = MappingProxyType(
    {meaning: tuple(words.split()) for meaning, words in _HEADINGS.items()}
)
"""Folded heading words (Simplified, lower case). The longest match in a heading decides."""

_BY_LENGTH: tuple[tuple[str, Meaning], ...] = tuple(
    sorted(
        ((word, meaning) for meaning, group in WORDS.items() for word in group),
        key=lambda pair: (-len(pair[0]), pair[0]),
    )
)
_LATIN = re.compile(r"[a-z#.]+")
_NOISE = re.compile(r"[\s\u3000()（）/／、,，:：&＆|｜・·-]+")

_BROKEN = re.compile(r"(?<=[\u3400-\u9fff])\s+(?=[\u3400-\u9fff])")
"""A heading of a narrow column runs on over lines, a short one is drawn apart (姓　名)."""


def meanings(folded: str) -> list[Meaning]:
    """All that a folded heading means, the longest word first: `国家/城市` is country and place.

    A heading whose words leave a long rest unread is no heading: it gives an empty list.
    """
    rest = _NOISE.sub(" ", re.sub(r"[(（][^()（）]*[)）]", " ", _BROKEN.sub("", folded))).strip()
    whole = len(rest)
    found: list[Meaning] = []
    for word, meaning in _BY_LENGTH:
        if word not in rest:
            continue
        left = _without_latin(rest, word) if _LATIN.fullmatch(word) else rest.replace(word, " ")
        if left != rest and meaning not in found:
            found.append(meaning)
        rest = left
    unread = len(re.sub(r"[\s的及与和或]+", "", rest))
    return found if found and unread <= max(4, whole // 2) else []


def _without_latin(text: str, word: str) -> str:
    return re.sub(rf"\b{re.escape(word)}(?!\w)", " ", text)


@lru_cache(maxsize=1024)
def meaning_of(folded: str) -> Meaning | None:
    """The one meaning of a heading; several parts of a delegate in one column are a delegate."""
    found = meanings(folded)
    if not found:
        return None
    if len([m for m in found if m in PARTS_OF_DELEGATE]) > 1 and found[0] in PARTS_OF_DELEGATE:
        return "delegate"
    return found[0]


_OF_CITIES = re.compile(r"城市\W*$")
_OF_LEADERS = re.compile(r"主持|moderator|chair", re.IGNORECASE)


def with_places(columns: Sequence[Meaning], headings: Sequence[str]) -> list[Meaning]:
    """The meanings of columns, 与谈城市 beside columns of people or offices being one of places.

    `headings` are folded, "" for none.
    """
    pairs = list(zip(columns, headings, strict=True))
    cities = [
        meaning == "delegate" and _OF_CITIES.search(heading) is not None
        for meaning, heading in pairs
    ]
    held = any(
        meaning in ("title", "person")
        or (meaning == "delegate" and not city and not _OF_LEADERS.search(heading))
        for (meaning, heading), city in zip(pairs, cities, strict=True)
    )
    return [
        "place" if held and city else meaning for meaning, city in zip(columns, cities, strict=True)
    ]
