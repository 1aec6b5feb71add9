"""The subject of a session, as lines print it that name the session or stand below its name."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.references import LocatedRef, session_refs
from pipeline.extract.session_words import find_words
from pipeline.ingest.document import Text

_LABEL = (
    r"(?:會議|会议|論壇|论坛|場次|场次|討論|讨论|對談|对谈|座談|座谈)?"
    r"(?:主題|主题|議題|议题|主軸|主轴|題目|题目|子題|子题|theme|topic)"
)
_LABELLED = re.compile(
    rf"(?:^|[\s）)】」』，,;；｜|/／])\W?{_LABEL}\W?\s*[:：]\s*(?P<theme>[^\s，。；：:][^\n。；;｜|]{{1,58}}?)\s*$",
    re.IGNORECASE,
)
_FIRST = re.compile(rf"\W*{_LABEL}[ \t\u3000]+(?P<theme>\S[^\n]{{1,80}})", re.IGNORECASE)
"""A label that begins a line and has no colon."""
_LABEL_ALONE = re.compile(rf"\W*{_LABEL}\W*", re.IGNORECASE)
_BEHIND = re.compile(
    r"[\s)）】」』]*[:：｜|–—－-]+\s*(?P<theme>[^\s，。；：:、()（）][^，。；：:\n]{1,30}?)\s*"
)
_NO_SUBJECT = re.compile(
    r"名單|名单|與談|与谈|主持|講者|讲者|貴賓|贵宾|首長|首长|如下|直播|線上|线上|實體|实体|取消|延期|://"
    r"|星期|禮拜|礼拜|^[週周]|上午|下午|時間|时间|時區|时区|地點|地点|[區区洲]$"
)
"""What a line says of a session beside its subject."""
_BRACKETED = re.compile(
    r"[「『（(《](?P<theme>[^\s，。；：:()（）」』》][^，。；：:()（）」』》]{1,38})[」』）)》]"
)
_QUOTES = "「」『』《》“”\"' "


def labelled_subject(line: Text) -> Text | None:
    """What stands behind 主題： on a line, on its own or behind other words."""
    match = _LABELLED.search(line.text) or _FIRST.fullmatch(line.text)
    theme = line.group(match, "theme") if match is not None else None
    return theme.strip(_QUOTES) if theme is not None else None


def subject_in_brackets(cell: Text) -> Text | None:
    """What stands in brackets on a line of its own below a session's name: `亞太場` / `「韌性城市」`."""
    for line in cell.lines()[1:]:
        match = _BRACKETED.fullmatch(line.text)
        theme = line.group(match, "theme") if match is not None else None
        if theme is not None and not _NO_SUBJECT.search(theme.text) and not find_words(theme.text):
            return theme
    return None


def is_subject_label(line: Text) -> bool:
    """Whether a line is nothing but 主題: the subject stands on the next one."""
    return _LABEL_ALONE.fullmatch(line.text) is not None


def _is_dated_apart(located: Sequence[LocatedRef]) -> bool:
    """Whether a session's number and its day are told apart: 首場：數位平權　3月28日 10:00."""
    if len(located) != 2 or not located[0].ref.ordinals or located[0].ref.when is not None:
        return False
    dated = located[1].ref
    return dated.when is not None and dated.name is None and not dated.ordinals


def subject_on(line: Text) -> Text | None:
    """The subject of the session that a line names: labelled, or behind a number: 第一場：AI治理."""
    if (labelled := labelled_subject(line)) is not None:
        return labelled
    located = session_refs(line)
    if not any(found.ref.ordinals for found in located):
        return None
    after = located[1].start if _is_dated_apart(located) else None
    behind = line[located[0 if after else -1].end : after]
    match = _BEHIND.fullmatch(behind.text)
    theme = behind.group(match, "theme") if match is not None else None
    if theme is None or _NO_SUBJECT.search(theme.text) or find_words(theme.text):
        return None
    return theme.strip(_QUOTES)
