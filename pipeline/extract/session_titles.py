"""Titles by which a release calls its sessions (`「首長圓桌會議」於28日下午2時舉行`), found where it dates them.

Such a title has no form of its own: 論壇 and 會議 end many other names. What a release dates as one
session by a title is meant by that title in the rest of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from pipeline.extract.patterns import PART_OF_DAY, plain
from pipeline.extract.session_words import find_words
from pipeline.ingest.document import Text

_HEAD = r"(?:論壇|论坛|圓桌(?:會議|論壇|座談|對話)?|圆桌(?:会议|论坛|座谈|对话)?|座談會?|座谈会?|會議|会议|會談|会谈|對談|对谈|對話|对话|工作坊)"
_TITLE = rf"[^「」『』《》“”\s，,。；;、：:()（）]{{2,16}}{_HEAD}"
_QUOTED = re.compile(rf"[「『《“](?P<title>{_TITLE})[」』》”]")
_SUBJECT = re.compile(
    rf"(?:^|(?<=[，,。；;、：:\n])|(?<=其中))(?P<title>[\u3400-\u9fff]{{2,12}}{_HEAD})"
    r"(?=(?:則|则|將|将|也|亦|訂|定|已|預計|预计|預定|预定|安排|排定){0,3}\s?[於于在（(])"
)
_TO_TITLE = re.compile(
    rf"\s?(?:[（(][^()（）]{{1,6}}[)）])?\s?(?:{PART_OF_DAY})?(?:的|為|为|將|将|舉行|举行|舉辦|举办|登場|登场|召開|召开|辦理|办理|[:：\-－–—]|\s){{0,6}}"
)
_TO_DAY = re.compile(
    r"\s?(?:則|则|將|将|也|亦|訂|定|已|預計|预计|預定|预定|安排|排定|分別|分别){0,3}[於于在]?\s?[（(]?\s?"
)
_SEVERAL_DAYS = re.compile(r"[、及與与和至~～–—－-]")
_ANY_ONE = re.compile(r"[本該该此各每另兩两三四五六幾几\d]|[數数][場场]|以及|與|与|和|及")
"""What begins no title: 本論壇, 三場論壇."""


def session_titles(sentences: Iterable[Text]) -> tuple[str, ...]:
    """The titles of sessions in the sentences of a release, each once, the longest first."""
    found = {title for sentence in sentences for title in _dated(plain(sentence.text))}
    return tuple(sorted(found, key=lambda title: (-len(title), title)))


def _dated(printed: str) -> Iterator[str]:
    words = find_words(printed)
    whens = [
        (word.start, word.end)
        for word in words
        if word.kind == "when" and not _SEVERAL_DAYS.search(_day_of(printed[word.start : word.end]))
    ]
    events = [word for word in words if word.kind == "event"]
    for form in (_QUOTED, _SUBJECT):
        for match in form.finditer(printed):
            start, end = match.span("title")
            named = any(event.start < end and start < event.end for event in events)
            if named or _ANY_ONE.match(match["title"]):
                continue
            later = whens and whens[0][0] < start and _LATER.search(printed, 0, match.start())
            if later or any(_stand_together(printed, match, when) for when in whens):
                yield match["title"]


_CLOCK_RANGE = re.compile(r"\d\s?[:：時时點点].*")


def _day_of(when: str) -> str:
    """The words of a day, less its hours, which may be a range."""
    return _CLOCK_RANGE.sub("", when)


_LATER = re.compile(rf"(?:{PART_OF_DAY})的?$")
"""What stands before a title whose day was told before: 3月26日上午「…」、|下午|「…」."""


def _stand_together(printed: str, title: re.Match[str], when: tuple[int, int]) -> bool:
    return bool(
        _TO_TITLE.fullmatch(printed, when[1], title.start())
        or _TO_DAY.fullmatch(printed, title.end(), when[0])
    )
