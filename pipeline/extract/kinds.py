"""What a release does: report what happened, say what is to come, or carry tables alone.

Words decide where they can (圓滿落幕, 將於). Words that serve for both (登場, 齊聚) are read by the
days that stand beside them: what took place before the day of posting is reported.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from types import MappingProxyType

from pipeline.dataset import ReleaseKind
from pipeline.extract.patterns import find_dates
from pipeline.extract.references import session_refs
from pipeline.extract.verbs import SAID_IN_ENGLISH, SPEAKING
from pipeline.ingest.document import Text

ANNEX = re.compile(r"附件|附錄|附录|annex|appendix|attachment", re.IGNORECASE)
_CLOSED = re.compile(
    r"落幕|落下帷幕|閉幕|闭幕|(?:圓滿|圆满|順利|顺利|已於?|已于?)[^，。；,;]{0,12}(?:結束|结束|完成|舉行|举行|舉辦)"
    r"|(?:took place|(?:was|were) held|conclude[ds]|wraps? up|wrapped up|brought together|came to (?:a|an) (?:successful )?(?:close|end)|has ended)",
    re.IGNORECASE,
)
_EARLIER = re.compile(r"去年|前年|上屆|上届|歷屆|即將|將於|将于|last year|previous|will")
_OPENS = re.compile(r"登場|登场|開跑|起跑|首發")
"""Words of an announcement, unless the day beside them is over."""
_TO_COME = re.compile(
    r"將於|将于|將在|将在|[訂订定]於|[訂订定]于|即將|即将|預計|预计|歡迎[^，。]{0,8}(?:觀看|報名|參加|參與)"
    r"|分別[在於][今明]|明\s*[（(]\d|將[^，。]{0,6}(?:舉行|舉辦|召開|發表)"
    r"|\bwill (?:be|take|kick|open|feature|host|hold|gather|bring|share|run)|to be held|upcoming",
    re.IGNORECASE,
)
_TODAY = re.compile(r"今\s*[（(]\d")
"""Words of an announcement, unless somebody has spoken there already."""
_SPOKE_THERE = re.compile(
    r"(?:致[詞词辭辞]|演[講讲說说]|[會会][上中]|席[間间]|[現现][場场]|論壇中|论坛中|座談中|座谈中|[與与][談谈])(?:[時时中])?"
    r"[^，。；將将]{0,8}(?:表示|指出|強調|强调|分享|說明|说明|[說说])"
)
_NEXT_TIME = re.compile(
    r"明年|下屆|下届|下一屆|下一届|next year|next edition|\bthe next\b", re.IGNORECASE
)
_LONG_AGO = 100
"""Days after which a release reports no longer: what it dates so far back is history."""


def kind_of(
    sentences: Sequence[Text], published: Text | None, *, begins_as_annex: bool, tables_only: bool
) -> ReleaseKind:
    """The kind of a release, from its sentences and the day of its posting."""
    if begins_as_annex or tables_only:
        return "annex"
    if any(_tells_the_end(sentence) for sentence in sentences):
        return "closing"
    left = _days_left(sentences, published)
    over = left is not None and left < 0
    under_way = left == 0 and any(_SPOKE_THERE.search(sentence.text) for sentence in sentences)
    to_come = [s for s in sentences if _TO_COME.search(s.text) and not _NEXT_TIME.search(s.text)]
    if to_come and not (under_way and not any(map(session_refs, to_come))):
        return "announcement"
    if any(_OPENS.search(s.text) or _TODAY.search(s.text) for s in sentences):
        return "closing" if over or under_way else "announcement"
    return "closing" if under_way or (over and _quotes(sentences)) else "other"


def _tells_the_end(sentence: Text) -> bool:
    """Whether a sentence says that the event is over (已於19日圓滿落幕), not that one once was."""
    match = _CLOSED.search(sentence.text)
    if match is None or not session_refs(sentence):
        return False
    return not _EARLIER.search(sentence.text, 0, match.start())


def _quotes(sentences: Sequence[Text]) -> bool:
    """Whether somebody is quoted or reported."""
    return any(SPEAKING.search(s.text) or SAID_IN_ENGLISH.search(s.text) for s in sentences)


def _days_left(sentences: Sequence[Text], published: Text | None) -> int | None:
    """The days from posting to the last session that the sentences date, less than none after it."""
    posted = next(_days(published), None) if published is not None else None
    if posted is None:
        return None
    days = [
        day
        for sentence in sentences
        if any(found.ref.event or found.ref.name for found in session_refs(sentence))
        for day in _days(sentence, posted)
        if (posted - day).days <= _LONG_AGO
    ]
    return (max(days) - posted).days if days else None


def _days(text: Text, base: date | None = None) -> Iterator[date]:
    """The days printed in digits, the last of each list; year and month from `base` where open."""
    for match in find_dates(text.text):
        told = {name: value for name, value in match.groupdict().items() if value is not None}
        numbers = re.findall(r"\d+", told.get("days", ""))
        if base is not None and "days" not in told and told.get("day_word") in _FROM_TODAY:
            yield base + timedelta(days=_FROM_TODAY[told["day_word"]])
        month = told.get("m") or (base and str(base.month))
        if "month_name" in told:
            month = str(_MONTHS.index(told["month_name"][:3].lower()) + 1)
        year = told.get("y") or (base and str(base.year))
        if not numbers or not month or not year or not (month + year).isdecimal():
            continue
        try:
            yield date(int(year) + (_ROC if int(year) < _ROC else 0), int(month), int(numbers[-1]))
        except ValueError:
            continue


_FROM_TODAY = MappingProxyType({"今": 0, "昨": -1, "明": 1})
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_ROC = 1911
"""Years of the Republic count from here."""
