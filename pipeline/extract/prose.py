"""Delegations that a sentence enumerates: `首場…捷克布拉格、…、澳洲奎那那市、科克本`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.extract.attendance import absent_stretches, tells_of_absence
from pipeline.extract.delegates import Context
from pipeline.extract.enumerations import begins_delegate, is_plausible, split_items
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.mentions import end_of_name
from pipeline.extract.neighbours import with_place_before
from pipeline.extract.office_holders import HAN
from pipeline.extract.programme import says_which
from pipeline.extract.proxies import parse_proxy
from pipeline.extract.records import Delegate, SeatClaim, SessionRef
from pipeline.extract.references import LocatedRef, session_refs
from pipeline.extract.segments import own_country
from pipeline.ingest.document import Text

ROSTER_WORDS = re.compile(
    r"首長|首长|市長|市长|貴賓|贵宾|嘉賓|與會|与会|與談|与谈|參與|参与|參加|参加|邀請|邀请|出席|對談|对谈|代表"
)
OTHER_BUSINESS = re.compile(
    r"備忘錄|备忘录|簽署|签署|簽訂|姊妹市|姐妹市|締盟|MOU|締結|排名|評比|指數"
)
"""Words of sentences that list places for another reason than taking part in a session."""
_COUNT = re.compile(
    r"[一二三四五六七八九十兩\d]{1,3}\s*(?:個|个)?(?:縣市|县市|國家|国家|城市|[國国市縣县])$"
)
_GENERIC = re.compile(r"(?<=.)(?:的)?(?:代表團|代表团|代表|首長|首长|貴賓|贵宾)$")
"""Words for a delegation in general: no title."""
_LED_BY = re.compile(r"[並并則则另再]?由(?!利本)")
"""What stands before who presides: |由|臺北市副市長…主持. 由利本莊 is a city."""
_LEAD = re.compile(r"[:：]\s*|的|由|邀請|邀请|來自|来自|包含|包括|有|與|与|和|及|為|为|自")


def enumerated_seats(
    sentence: Text,
    lexicon: Lexicon,
    people: frozenset[str],
    topic: tuple[SessionRef, ...] = (),
    titles: tuple[str, ...] = (),
) -> list[SeatClaim]:
    """The delegations that a sentence enumerates: `首場…捷克布拉格、…、澳洲奎那那市、科克本`.

    `topic` is the session that its paragraph speaks of, for a sentence that names none; `titles` are
    those of the release's sessions.
    """
    if not ROSTER_WORDS.search(sentence.text) or OTHER_BUSINESS.search(sentence.text):
        return []
    if tells_of_absence(sentence):
        return []
    seats: list[SeatClaim] = []
    located = session_refs(sentence, titles)
    for run in _runs(sentence, lexicon, people):
        named = [delegate for delegate in run if delegate.country_carried is None]
        if len(named) < 2 or not any(delegate.place for delegate in run):
            continue
        refs = _refs_before(located, _index(sentence, run[0].printed)) or topic
        seats += [
            SeatClaim(delegate, refs, None, order, "list") for order, delegate in enumerate(run, 1)
        ]
    return seats


def _index(sentence: Text, part: Text) -> int:
    """Where a part of a sentence begins in it."""
    return next((i for i, position in enumerate(sentence.starts) if position >= part.start), 0)


def _refs_before(located: Sequence[LocatedRef], index: int) -> tuple[SessionRef, ...]:
    """The sessions named last before an enumeration."""
    before = [found.ref for found in located if found.start <= index and not found.ref.whole]
    telling = [ref for ref in before if says_which(ref)]
    return tuple((telling or before)[-1:])


def _runs(sentence: Text, lexicon: Lexicon, people: frozenset[str]) -> list[list[Delegate]]:
    """Groups of neighbouring items that read as delegations."""
    runs: list[list[Delegate]] = [[]]
    country: Text | None = None
    away = absent_stretches(sentence, lexicon)
    for item in split_items(sentence, lexicon):
        if any(_index(sentence, item) in clause for clause in away):
            continue
        delegate = _item(item, lexicon, people, country if runs[-1] else None)
        if delegate is None:
            country = None
            if runs[-1]:
                runs.append([])
            continue
        before = runs[-1][-1] if runs[-1] else None
        delegate = with_place_before(delegate, before, beside=True)
        country = delegate.country or delegate.country_carried
        runs[-1].append(delegate)
    return [run for run in runs if run]


def _item(
    item: Text, lexicon: Lexicon, people: frozenset[str], country: Text | None
) -> Delegate | None:
    """One item of an enumeration; words before its country and a closing count are left out."""
    count = _COUNT.search(item.text)
    text = item[: count.start()] if count and count.start() else item
    text = text[: match.start()] if (match := _GENERIC.search(text.text)) else text
    led = _LED_BY.match(text.text)
    text = text[led.end() :] if led else text
    start = own_country(lexicon.fold(text.text), lexicon)
    if start is not None:
        text = text[start:]
    elif not begins_delegate(text, lexicon):
        lead = [match.end() for match in _LEAD.finditer(text.text)]
        cut = next((i for i in reversed(lead) if begins_delegate(text[i:], lexicon)), None)
        if cut is not None:
            text = text[cut:]
        elif country is None:
            return None
    text = _without_clause(text, lexicon, people)
    delegate = parse_proxy(text, lexicon, Context(people, country))
    if delegate is None or not is_plausible(delegate):
        return None
    bare = delegate.country is None and delegate.country_carried is None
    return None if bare and not is_domestic(delegate, lexicon) else delegate


_CLAUSE = re.compile(rf"[，,]?(?!博士|先生|女士|小姐|夫人|閣下|阁下|因|由|改由|委|指派)[{HAN}]")


def _without_clause(item: Text, lexicon: Lexicon, people: frozenset[str]) -> Text:
    """An item without what its sentence goes on to tell: 里昂市副市長Camille Rousseau|壓軸登臺."""
    folded = lexicon.fold(item.text)
    for _, end in lexicon.titles.spans(folded):
        stop = end_of_name(item, folded, end, lexicon, people)
        if stop > end:
            return item[:stop] if _CLAUSE.match(item.text, stop) else item
    return item


def is_domestic(delegate: Delegate, lexicon: Lexicon) -> bool:
    """A place printed without a country: it must be known, or carry the suffix of a county."""
    if delegate.place is None or (delegate.person is not None and delegate.title is None):
        return False
    folded = lexicon.fold(delegate.place.text)
    return folded not in lexicon.host_places and (
        folded in lexicon.places or re.fullmatch(rf"[{HAN}]{{2,3}}[县市]", folded) is not None
    )
