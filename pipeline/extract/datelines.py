"""The words that open and end a news story: where and when it was filed (`TAIPEI (March 21) –`)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.patterns import find_whens
from pipeline.ingest.document import Text

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATELINE = re.compile(
    r"(?:[A-Z][\w.'’-]{1,20},?\s){1,4}\s?\(?"
    rf"(?P<filed>(?:\d{{1,2}}\s{_MONTH}|{_MONTH}\s\d{{1,2}})(?:,?\s20\d\d)?)\)?\s?(?:[–—:]|--|-(?=\s))\s?"
    rf"|\((?:[A-Z][\w.'’-]{{1,20}},?\s){{1,4}}(?P<filed_in>(?:\d{{1,2}}\s{_MONTH}|{_MONTH}\s\d{{1,2}})(?:,?\s20\d\d)?)\)\s?"
    r"|[【\[(（〔]?\s?(?:[\u3400-\u9fff]{2,18}?\s?[,，/／]?\s?){0,3}?"
    r"(?P<filed_zh>(?:(?:\d{2,4}\s?年\s?)?\d{1,2}\s?月\s?)?\d{1,2}\s?日)\s?[訊讯電电](?:\s?[】\])）〕]|\s)\s?"
    rf"|(?:[A-Z][\w.'’-]{{1,20}},?\s){{1,4}}(?P<filed_agency>{_MONTH}\s\d{{1,2}})(?:,?\s20\d\d)?\s\([A-Z]{{2,9}}\)\s"
)


def dateline(paragraph: Text) -> tuple[Text, Text] | None:
    """The dateline that a paragraph opens with, and the day in it; None where it has none."""
    match = _DATELINE.match(paragraph.text)
    if match is None:
        return None
    found = (
        paragraph.group(match, name) for name in ("filed", "filed_in", "filed_zh", "filed_agency")
    )
    day = next(filter(None, found), None)
    return None if day is None else (paragraph[: match.end()], day)


_SIGNED = re.compile(
    r"[（(]\s?(?:編輯|编辑|譯者|译者|編譯|编译|核稿|責任編輯|责任编辑)[^()（）]{2,40}[)）]\s?(?P<day>1\d{6}|20\d{6})\s*$"
)


def signature(paragraph: Text) -> tuple[Text, Text] | None:
    """What a wire story ends with, and the day in it: `（編輯：某某）1120328`; None without one."""
    match = _SIGNED.search(paragraph.text)
    day = paragraph.group(match, "day") if match else None
    return None if match is None or day is None else (paragraph[match.start() :], day)


_FILED = re.compile(
    r"記者|记者|報導|报道|報道|編輯|编辑|新聞網?|通訊社|更新|發布|发布|來源|来源|瀏覽|浏览|點閱|(?:中央|聯合|联合|中新|新華|新华|路透|法新)社?|[社報报網网訊讯][\s／/]*$|\b(?:by|updated|source)\b",
    re.IGNORECASE,
)
_UPDATED = re.compile(r"\s?[(（][^()（）]{0,24}(?:更新|updated)[^()（）]{0,24}[)）]", re.IGNORECASE)
"""When a story was changed, behind the time of its posting: 14:52（3/23 16:10 更新）."""
_SOURCE = re.compile(
    r"\s*(?:來源|来源|source)\s?[:：][^:：]{1,16}(?:時間|时间|日期|date|time)\s?[:：]\s*",
    re.IGNORECASE,
)
_LONGEST_BYLINE = 60


WHERE = re.compile(
    r"\s*(?:地\s*點|地\s*点|時\s*間|时\s*间|會場|会场|場地|venue|location|place|time)\s*[:：]",
    re.IGNORECASE,
)
"""What a line of a programme begins with."""


def story_day(lines: Sequence[Text]) -> tuple[Text | None, tuple[Text, ...]]:
    """The day of the line that dates a story, and that line; none where lines are of a programme."""
    if any(WHERE.match(line.text) for line in lines):
        return None, ()
    found = ((_byline(line), line) for line in lines)
    return next(((day, (line,)) for day, line in found if day is not None), (None, ()))


def _byline(line: Text) -> Text | None:
    """The day that a line alone tells, or tells with who filed it: `2028-03-21 18:30 記者…／臺北報導`.

    A day of the week, or hours from and to, are an event's.
    """
    line = line.replace(_UPDATED, "")
    whens = _without_filed(line.text)
    if len(whens) != 1 or len(line) > _LONGEST_BYLINE:
        return None
    start, end = whens[0]
    day, rest = line[start:end], line.text[end:].strip(" |｜/／")
    named = _SOURCE.fullmatch(line.text, 0, start) is None and line.text[:start].strip(" (（")
    if named or _OF_EVENT.search(day.text) or not _YEAR.match(day.text):
        return None
    return day if not rest or _FILED.search(rest) else None


_STAMP_LABEL = re.compile(
    r"\W*(?!(?:(?:活動|活动|會議|会议|舉辦|举办|舉行|举行|辦理|論壇|论坛|峰會|峰会|直播|場次|场次)\s?)?(?:日\s?期|時\s?間|时\s?间|時段|时段)\s?[:：]|[^\s:：]{1,7}[場场]次?\s?[:：])"
    r"[\u3400-\u9fff]{2,8}\s?[:：]\s*|\W*(?:last )?(?:posted|updated|published|printed|issued|modified)(?: on)?\b\s?[:：]?\s*",
    re.IGNORECASE,
)
"""What a page says of itself (更新時間：, 下架日期：), and not of the event (會議時間：, 第一場：)."""
_CLOCK_ALONE = re.compile(r"\d\s?[:：]\s?\d\d")


_WIRED = re.compile(r"\s?(?:[訊讯電电]|更新|修[正訂订])")


def _without_filed(printed: str) -> list[tuple[int, int]]:
    """The days of a line, without that on which a story was wired (台北21日電)."""
    whens = find_whens(printed)
    return [when for when in whens if when is whens[0] or not _WIRED.match(printed, when[1])]


def is_stamp(line: Text) -> bool:
    """Whether a line dates its page, and no session: 更新時間：2026/03/28 10:22, or that alone."""
    line = line.replace(_UPDATED, "")
    whens = _without_filed(line.text)
    if len(whens) != 1:
        return False
    start, end = whens[0]
    label = _STAMP_LABEL.match(line.text)
    if label is not None and label.end() >= start:
        return True
    day, rest = line.text[start:end], line.text[:start] + line.text[end:]
    told = _CLOCK_ALONE.search(day) and _YEAR.match(day) and not _OF_EVENT.search(day)
    return bool(told) and (not rest.strip(" ()（）|｜") or _FILED.search(rest) is not None)


_OF_EVENT = re.compile(r"[一二三四五六日][)）]|星期|[-–~～至]\s*\d\d?\s*[:：時时點点]")
_YEAR = re.compile(r"(?:民國|民国)?\s*\d{3,4}\s*[年./／-]|\d\d?/\d\d?/20\d\d")


def without_dateline(paragraph: Text) -> Text:
    found = dateline(paragraph)
    return paragraph if found is None else paragraph[len(found[0]) :]
