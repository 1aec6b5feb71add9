"""The words that refer to sessions: `「2020智慧城市首長高峰會」首場(8月13日)`.

Three sorts of words are found apart: the name of an event (`首長高峰會`), the name of a session
(`首場`, `歐亞場`, `Session 1`, `三場次`) and a date with its times. Those that stand together, with
nothing between them but brackets and words like 將於, make one reference. Which series of events
there are, and which places sessions are named for, need not be known: the form of the name tells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.extract.held import without_closing_day, without_days_not_held
from pipeline.extract.patterns import (
    CLOCK,
    PART_OF_DAY,
    TO,
    find_dates,
    find_times,
    plain,
)
from pipeline.extract.records import SessionRef
from pipeline.extract.session_words import Word, find_words
from pipeline.ingest.document import Text


@dataclass(frozen=True, slots=True)
class LocatedRef:
    """A reference and where it stands in the text: `start` of its first word, `end` of its last.

    An event that a reference takes over from earlier in its sentence does not widen the stretch.
    `year` are the digits of a year printed with the event (`2020智慧城市首長高峰會`).
    """

    ref: SessionRef
    start: int
    end: int
    year: Text | None = None


def session_refs(text: Text, titles: tuple[str, ...] = ()) -> list[LocatedRef]:
    """The references to sessions in a sentence, heading, cell or caption, in order.

    A date alone is a reference too (`ref.event` and `ref.name` None), and so is an event alone.
    A session's name without an event takes the one named before it in the sentence. `titles` are
    those of the release's sessions (`session_titles`).
    """
    printed = plain(text.text)
    located: list[LocatedRef] = []
    event: Word | None = None
    event_end = 0
    for words in _with_hours(printed, list(_groups(printed, titles))):
        group = without_days_not_held(printed, words)
        if not group:
            continue
        own = next((word for word in group if word.kind == "event"), None)
        start, end = group[0].start, group[-1].end
        if own is not None:
            event = own
            group = _without_days_of_next(printed, own, group)
        elif event is not None and _SENTENCE_END.search(printed, event_end, start):
            event = None
        named = any(word.kind == "name" for word in group)
        goes_on = _continues(printed, located, start) or any(
            clause.fullmatch(printed, event_end, start)
            for clause in (_HELD_ON, _HELD_IN, _MEETING_ON, _ON_ITS_DAY)
        )
        goes_on = goes_on or _is_dated_by_clause(printed, event_end, start, end)
        carried = event if own is not None or named or goes_on else None
        event_end = end
        ref = _ref(text, group, carried)
        if (
            ref.when is None
            and located
            and _LATER_THAT_DAY.fullmatch(printed, located[-1].end, start)
        ):
            ref = replace(ref, when=located[-1].ref.when)
        located.append(LocatedRef(ref, start, end, _year(text, own)))
    return located


def refs_put_off(text: Text) -> list[SessionRef]:
    """References to sessions of a named event on days on which they did not take place: put off,
    or cancelled."""
    printed = plain(text.text)
    found: list[SessionRef] = []
    event: Word | None = None
    for words in _groups(printed):
        own = next((word for word in words if word.kind == "event"), None)
        if own is not None:
            event = own
        elif event is not None and _SENTENCE_END.search(printed, event.end, words[0].start):
            event = None
        held = without_days_not_held(printed, words)
        if event is not None and len(held) < len(words):
            off = [word for word in words if word not in held or word.kind == "name"]
            found.append(_ref(text, off, event))
    return found


def _without_days_of_next(printed: str, event: Word, group: list[Word]) -> list[Word]:
    """The group less days without a year, where the event is next year's (明年高峰會將於3月21日登場)."""
    if not _NEXT_YEAR.search(printed, max(0, event.start - _BEFORE_EVENT), event.start):
        return group
    return [w for w in group if w.kind != "when" or _YEAR_PRINTED.search(printed, w.start, w.end)]


_BEFORE_EVENT = 12
_NEXT_YEAR = re.compile(r"(?:明年|下一?[屆届]|next year['’]s)[^，。；\d]{0,8}$", re.IGNORECASE)
_YEAR_PRINTED = re.compile(r"\d{3,4}\s*[年./／-]|20\d\d")


def _is_dated_by_clause(printed: str, event_end: int, start: int, end: int) -> bool:
    """Whether a clause behind an event gives its days, and not the hours within which its sessions lie."""
    timed = CLOCK.search(printed, start, end) is not None
    return not timed and _CLAUSE_ON.fullmatch(printed, event_end, start) is not None


def _continues(printed: str, located: list[LocatedRef], start: int) -> bool:
    """Whether a date goes on a list of dates of one event: 分別於今(22)日下午4時與明(23)日上午7時."""
    return bool(located) and _LIST.fullmatch(printed, located[-1].end, start) is not None


def _ref(text: Text, group: list[Word], event: Word | None) -> SessionRef:
    names = [word for word in group if word.kind == "name"]
    names = names or [name for word in group if word.kind == "when" for name in _within(text, word)]
    whens = [text[word.start : word.end] for word in group if word.kind in ("when", "hours")]
    return SessionRef(
        event=text[event.start : event.end] if event else None,
        name=text[names[0].start : names[-1].end] if names else None,
        when=Text.join(" ", whens) if whens else None,
        ordinals=next((word.ordinals for word in names if word.ordinals), ()),
        whole=any(word.whole for word in names),
    )


def _within(text: Text, when: Word) -> list[Word]:
    """The session that stands between a day and its hours: 3/18 歐非場（16:00-18:00）."""
    printed = text.text[when.start : when.end]
    days, hours = find_dates(printed), find_times(printed)
    if not days or not hours or days[-1].end() >= hours[0].start():
        return []
    start = when.start + days[-1].end()
    words = find_words(text.text[start : when.start + hours[0].start()])
    return [
        replace(word, start=start + word.start, end=start + word.end)
        for word in words
        if word.kind == "name"
    ]


def _year(text: Text, event: Word | None) -> Text | None:
    return text[slice(*event.year)] if event is not None and event.year is not None else None


# --- words that stand together -------------------------------------------------------------------

_MARKS = r"[\s()（）「」『』【】《》〈〉“”\"|｜:：/／・‧·–—－-]"
_FILLERS = (
    rf"(?:{PART_OF_DAY}|線上|线上|實體|实体|虛擬|虚拟|[開开]幕(?:式|典[禮礼])?[暨及]|論壇|论坛|會議|会议|圓桌|圆桌|座談|座谈|直播|活動|活动"
    r"|接續|接续|接著|接着|隨後|随后|緊接著?|紧接着?|同步|同期|首度|首次|正式|盛大|也|亦|另|再"
    r"|分別|分别|預計|预计|預定|將|将|已|訂|定|則|则|於|于|在|由|自|的|之|係|是|為|为|舉行|舉辦|举行|举办"
    r"|辦理|办理|召開|召开|展開|展开|登場|登场|週|周|(?<=[A-Za-z0-9]),(?=\s)|\b(?:online|virtual|forum|will|be|is"
    r"|was|held|takes?|took|taking|place|on|at|of|for|the|starts?|from|in|and)\b)"
)
_VENUE = r"(?:[於于在假][^，,。；;：:「」『』（）()\n]{2,30}?(?=舉[行辦]|举[行办]|登場|登场|[召展]開|[召展]开|辦理|[於于]\s?\d))"
_GAP = re.compile(
    rf"(?:{_MARKS}|{_FILLERS}){{0,24}}(?:{_VENUE}(?:{_MARKS}|{_FILLERS}){{1,24}})?", re.IGNORECASE
)
"""Brackets, words like 將於, and where it is held: 3月21日|在南港展覽館舉辦「2028|智慧城市首長高峰會."""
_CLOSE = re.compile(rf"{_MARKS}{{0,4}}")
_LIST = re.compile(r"\s*(?:與|与|和|及|以及|、|and|&)\s*", re.IGNORECASE)
_SUBJECT = re.compile(r"[^，,。！？；;：:\n\d]{1,30}(?:[（(]\s?|[\u3000\t ]\s{0,3})")
_NUMBER = re.compile(
    r"\s*(?:[(（]?(?:\d{1,2}|[一二三四五六七八九十壹貳參肆伍]{1,3})[)）]?[、.．)）]?)?\s*"
)
_RANGE = re.compile(TO, re.IGNORECASE)
_LATER_THAT_DAY = re.compile(
    rf"[」』》”]?\s?[、,，;；及與与和]?\s?(?:當[天日]|当[天日]|同[日天])?(?:{PART_OF_DAY})的?\s?[「『《“]?"
)
"""From a session to another of its day: 3月26日上午「首長圓桌會議」|、下午「|數位治理論壇」."""
_HELD_ON = re.compile(
    r"[^,;。，]{0,60}\b(?:held|takes? place|took place|opens?|opened|kick(?:s|ed)? off|scheduled)"
    r"(?:\s(?:in|at)\s[^,;。，]{1,40}(?:,\s[A-Z][^,;。，]{1,24})?)?,?\s(?:on|for)\s"
)
"""From an event to its date in English: the clause has no other subject."""
_HELD_IN = re.compile(
    r",?\s(?:in|at)\s[A-Z][^,;.。，]{1,40}(?:,\s[A-Z][^,;.。，]{1,30})?,?\s(?:on\s)?"
    r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,?\s)?"
)
"""From an event to its date where its place stands between: Summit |in Taipei, on Tuesday,| March 28."""
_MEETING_ON = re.compile(
    r"[^。！？；]{0,30}[，,](?:為期|为期)?[^，,。！？；\d]{0,6}(?:會議|会议|活動|活动|大會|大会|論壇|论坛)"
    r"(?:分別|分别|將|将|已|預定|预定)*[於于在]\s?"
)
"""From an event to its date in a later clause: 高峰會…，兩天的會議分別於."""
_ON_ITS_DAY = re.compile(
    r"[^，,。；]{0,6}(?:[邁迈進进]入|[來来]到)第[一二三四五六\d]{1,2}[天日][，,]\s?"
)
"""From an event to the day that it has come to: 高峰會邁入第二天，今（18）日."""
_CLAUSE_ON = re.compile(
    r"[」』》”\"]?\s?[，,]\s?(?:預計|预计|預定|预定|分別|分别|將|将|已|訂|定|謹訂|兹|茲)*[於于自在]\s?"
)
"""From an event that begins its sentence to the day that the next clause gives it: 高峰會」，於3月17日."""
_BEFORE_NAME = re.compile(r"[，,]\s?")
"""Between the hours that begin a sentence and the session that they are of: 18日上午9時，|第三場."""
_APPOSITION = re.compile(r"[」』]?\s?[（(]\s?")
_SENTENCE_END = re.compile(r"[。！？]")
_SENTENCE_BEGINS = re.compile(r"(?:^|[。！？；\n])\W{0,3}(?:另|接著|接着|隨後|随后)?$")


def _groups(printed: str, titles: tuple[str, ...] = ()) -> Iterator[list[Word]]:
    group: list[Word] = []
    hours: Word | None = None
    for word in find_words(printed, titles):
        if group and _same_again(printed, group[-1], word):
            continue
        if group and _belongs(printed, group, word):
            group.append(word)
            continue
        if word.kind == "hours":
            hours = word
            continue
        if group:
            yield without_closing_day(printed, group)
        led = (
            hours is not None
            and word.kind == "name"
            and _GAP.fullmatch(printed, hours.end, word.start)
        )
        group = [hours, word] if hours is not None and led else [word]
        hours = None
    if group:
        yield without_closing_day(printed, group)


def _with_hours(printed: str, groups: list[list[Word]]) -> list[list[Word]]:
    """The groups, the only session of a sentence with the only hours that follow in it, from and to:
    `The morning session, moderated by …, ran from |10 a.m. to 11:30 a.m.`"""
    named = [group for group in groups if any(word.kind == "name" for word in group)]
    ranged = [
        word
        for word in find_words(printed)
        if word.kind == "hours" and _RANGE.search(printed, word.start, word.end)
    ]
    if len(groups) != 1 or len(named) != 1 or len(ranged) != 1:
        return groups
    (group,), (hours,) = groups, ranged
    timed = any(
        word.kind == "hours"
        or (word.kind == "when" and CLOCK.search(printed, word.start, word.end))
        for word in group
    )
    whole = any(word.whole for word in group)
    later = group[-1].end <= hours.start and not _SENTENCE_END.search(
        printed, group[-1].end, hours.start
    )
    return groups if timed or whole or not later else [[*group, hours]]


def _is_timed_line(printed: str, group: list[Word], hours: Word) -> bool:
    """Whether a line dates what it names, and ends in its hours: 3/28 首長對談（14:20-15:40）."""
    day = group[-1]
    closed = _CLOSE.fullmatch(printed, hours.end, len(printed)) is not None
    if day.kind != "when" or not closed or not _NUMBER.fullmatch(printed, 0, group[0].start):
        return False
    ranged = _RANGE.search(printed, hours.start, hours.end) is not None
    timed = CLOCK.search(printed, day.start, day.end) is not None
    return ranged and not timed and _SUBJECT.fullmatch(printed, day.end, hours.start) is not None


def _in_brackets(printed: str, group: list[Word], hours: Word) -> bool:
    """Whether hours stand in brackets behind an event and its day: 3月20日 領袖峰會（10:00-12:00）."""
    days = [word for word in group if word.kind == "when"]
    timed = any(CLOCK.search(printed, day.start, day.end) for day in days)
    opened = _APPOSITION.fullmatch(printed, group[-1].end, hours.start) is not None
    return (
        bool(days) and not timed and opened and printed[hours.end : hours.end + 1] in tuple("）)")
    )


def _is_of_hours(printed: str, group: list[Word], name: Word) -> bool:
    """Whether a session is named right behind the day and hours that begin its sentence."""
    (first, *others) = group
    if others or first.kind != "when" or name.whole or not name.ordinals:
        return False
    begins = _SENTENCE_BEGINS.search(printed, 0, first.start) is not None
    timed = CLOCK.search(printed, first.start, first.end) is not None
    return begins and timed and _BEFORE_NAME.fullmatch(printed, first.end, name.start) is not None


def _same_again(printed: str, last: Word, word: Word) -> bool:
    """Whether a name in brackets repeats the event before it: 首長高峰會（Mayors' Summit）."""
    both = last.kind == word.kind == "event"
    return both and _APPOSITION.fullmatch(printed, last.end, word.start) is not None


def _belongs(printed: str, group: list[Word], word: Word) -> bool:
    last = group[-1]
    if word.kind == "hours" and not any(other.kind == "name" for other in group):
        return _is_timed_line(printed, group, word) or _in_brackets(printed, group, word)
    if word.kind == "name" and _is_of_hours(printed, group, word):
        return True
    if any(other.kind == word.kind for other in group):
        both = last.kind == word.kind == "name" and not (last.whole or word.whole)
        return (
            both
            and bool(last.ordinals) != bool(word.ordinals)
            and (_CLOSE.fullmatch(printed, last.end, word.start) is not None)
        )
    year_first = word.year is not None and last.end <= word.year[0] < word.start
    start = word.year[0] if word.year is not None and year_first else word.start
    return _GAP.fullmatch(printed, last.end, start) is not None
