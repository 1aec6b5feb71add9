"""Dates on which no session took place: of an event put off or cancelled, or of its close."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.patterns import CLOCK
from pipeline.extract.session_words import Word, find_words

_CLOSED = re.compile(
    r"(?:(?!舉行|举行|舉辦|举办|登場|登场|召開|召开)[^，。；,;]){0,24}?(?:落幕|落下帷幕|閉幕|闭幕|結束|结束)"
)
_PUT_OFF = re.compile(
    r"取消(?!實體|实体|[晚午]宴|參訪|参访)|延期|延後|延后|延至|展延|停辦|停办|暫停|暂停|暫緩|暂缓|改期|改[至到於于]|順延|顺延"
    r"|postpone|cancel|called off",
    re.IGNORECASE,
)
_MOVED_TO = re.compile(
    r"(?:改|延|展延|延期|順延|顺延|延後|延后|調整|调整)(?:期|舉行|举行)?[至於于為为到在]|rescheduled|moved to",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"(?:原[訂订定]|原預定|原预定|原本|原計畫|originally)[^，。；,;\d]{0,6}$", re.IGNORECASE
)
_STATEMENT_END = re.compile(r"[。；！？]")
_EARLIER_YEAR = re.compile(r"曾|去年|前年|(?:19|20)\d\d\s*年")
_OTHER_OCCASION = re.compile(
    r"[^，,。；：:\n]{0,16}(?:[設设]宴|[晚午]宴|宴[請请]|餐[敘叙]|接[風风機机]|酒[會会]|拜[會会]|[會会][見见]|[參参][訪访])"
)
"""What follows the day of a dinner or a visit."""
_REACH = 80
"""How far behind a date the words may stand that put its session off."""


def without_closing_day(printed: str, group: list[Word]) -> list[Word]:
    """The group less a date on which the event as a whole ended (高峰會已於19日圓滿落幕)."""
    last = group[-1]
    whole_event = all(word.kind != "name" for word in group) and group[0].kind == "event"
    if not whole_event or last.kind != "when" or CLOCK.search(printed, last.start, last.end):
        return group
    return group[:-1] if _CLOSED.match(printed, last.end) else group


def without_days_not_held(printed: str, group: Sequence[Word]) -> list[Word]:
    """The group less the dates on which nothing took place (原訂3月25日, …因疫情延期)."""
    return [word for word in group if not _is_day(word) or _is_held(printed, word)]


def tells_of_change(printed: str) -> bool:
    """Whether a sentence dates something that did not take place then."""
    return any(_is_day(word) and _is_put_off(printed, word) for word in find_words(printed))


def is_called_off(heading: str) -> bool:
    """Whether a heading says of its session that it is not held (第二場（取消）)."""
    return _PUT_OFF.search(heading) is not None


def _is_day(word: Word) -> bool:
    return word.kind in ("when", "hours")


def _is_held(printed: str, day: Word) -> bool:
    """Whether what is dated is the event's, and took place."""
    other = _OTHER_OCCASION.match(printed, day.end) is not None
    return not other and not _is_put_off(printed, day)


def _is_put_off(printed: str, day: Word) -> bool:
    """Whether what is dated did not take place then: it was put off, and not to this very day."""
    if _PLANNED.search(printed, max(0, day.start - 12), day.start):
        return True
    after = _STATEMENT_END.search(printed, day.end)
    end = min(after.start() if after else len(printed), day.end + _REACH)
    off = _PUT_OFF.search(printed, day.end, end)
    if off is None or _EARLIER_YEAR.search(printed, day.end, off.start()):
        return False
    before = max((m.end() for m in _STATEMENT_END.finditer(printed, 0, day.start)), default=0)
    return _MOVED_TO.search(printed, before, day.start) is None
