"""The people and delegations that the caption of a picture shows."""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extract.enumerations import is_plausible
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.mentions import find_mentions
from pipeline.extract.placing import first_ref
from pipeline.extract.records import Delegate, SeatClaim, SessionRef
from pipeline.extract.rosters import read_roster
from pipeline.ingest.document import Text

_FROM_THE_LEFT = re.compile(
    r"\s*(?:[前後后中]排)?[由自從从]?[左右](?:起|[而至到]?[左右])(?:依序|依次)?(?:為|为|是)?\s*[:：，,、]?\s*"
)
_INNER = re.compile(r"[(（](?P<inner>.+)[)）]\s*[。.]?\s*$", re.DOTALL)
_CREDIT = re.compile(
    r"[(（]\s*(?:圖|图|照片|[攝摄]影|資料照|资料照|來源|来源|photo)\s*[/／:：|｜][^()（）]*[)）]|[(（][^()（）]{2,20}提供[)）]",
    re.IGNORECASE,
)
_STANDING = re.compile(
    r"[(（](?:[前後后中]排)?[左右中前後后][一二三四五六七八九十\d]?(?:[起者方側侧邊边])?[)）]"
)
"""Where in the picture somebody stands."""
_TOGETHER = re.compile(
    r"合影|合照|留影|同框|發言|发言|分享|演講|演讲|簡報|简报|發表|发表|與談|与谈|對談|对谈|座談|座谈|致[詞词辭辞]|主持|與會|与会|出席|交流|見證|见证|開幕|开幕"
)

_BESIDE_IT = re.compile(
    r"簽署|签署|簽約|签约|備忘錄|备忘录|[晚午]宴|拜會|拜会|參訪|参访|接見|接见|參觀|参观|攤位|展位"
)
"""What is shown beside the sessions."""
_SPEAKS = re.compile(
    r"[^，。；、\n]{0,24}?(?:致(?:[歡欢]迎)?[詞词辭辞]|[發发][言表]|分享|演[講讲說说]|[簡简][報报]|主持|[與与][談谈]|引言)"
)


def caption_seats(caption: Text, lexicon: Lexicon, people: frozenset[str]) -> list[SeatClaim]:
    """The people and delegations that a picture's caption shows at one session."""
    caption = caption.replace(_CREDIT, "").replace(_STANDING, "").strip()
    match = _INNER.search(caption.text)
    if match is not None:
        listed = caption[match.start("inner") : match.end("inner")]
        shown = [d for d in _listed(listed, lexicon, people) if _seated(d)]
        return _seats(shown, caption[: match.start()])
    if (lead := _FROM_THE_LEFT.search(caption.text)) is not None:
        shown = [d for d in _listed(caption[lead.start() :], lexicon, people) if _seated(d)]
        return _seats(shown, caption[: lead.start()])
    if _TOGETHER.search(caption.text) is None or _BESIDE_IT.search(caption.text):
        return []
    named = find_mentions(caption, lexicon, people)
    if len(named) == 1 and _SPEAKS.match(caption.text, named[0].end):
        return _at(caption, [named[0].delegate])
    return _seats([mention.delegate for mention in named], caption)


def _seats(shown: list[Delegate], words: Text) -> list[SeatClaim]:
    """Several people at the session that the words name; one alone may be anybody's portrait."""
    return _at(words, shown) if len(shown) > 1 else []


def _at(words: Text, shown: list[Delegate]) -> list[SeatClaim]:
    """The people at the session that the words name; of guests from abroad, at the event otherwise."""
    abroad = any(delegate.country is not None for delegate in shown)
    ref = first_ref([words]) or (SessionRef() if abroad else None)
    if ref is None:
        return []
    return [
        SeatClaim(delegate, (ref,), None, order, "caption")
        for order, delegate in enumerate(shown, 1)
    ]


def _listed(inner: Text, lexicon: Lexicon, people: frozenset[str]) -> Iterable[Delegate]:
    if (lead := _FROM_THE_LEFT.match(inner.text)) is not None:
        inner = inner[lead.end() :]
    entries = read_roster(inner, lexicon, people).entries
    return [entry.delegate for entry in entries if entry.delegate is not None]


def _seated(delegate: Delegate) -> bool:
    return is_plausible(delegate) or delegate.person is not None or delegate.title is not None
