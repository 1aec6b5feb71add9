"""Sessions as sentences, headings and captions speak of them: when, where, on what, for whom."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.extract.patterns import CLOCK, find_dates, find_hours
from pipeline.extract.records import Basis, SessionClaim, SessionRef
from pipeline.extract.references import session_refs
from pipeline.extract.sentences import split_sentences
from pipeline.extract.session_words import find_words
from pipeline.ingest.document import Block, Text

_REGION = re.compile(
    r"^[^，,。；;、]{0,8}?(?P<region>[歐欧亞亚美非澳拉丁北南中東东西大洋印太環环洲]{1,6}[區区洲])(?![長长])"
)
_VENUE = re.compile(
    r"[於于在假](?P<venue>[^，,。；;「」『』(（於于在日]{2,30}?"
    r"(?:會議室|会议室|展覽館|展览馆|會議中心|会议中心|中心|飯店|酒店|會館|大樓|大楼|[園园][區区]|廣場|广场|[大學学][學学院]"
    r"|廳|厅|堂|館|馆|室|[樓楼]))"
    r"\s*(?:盛大)?(?:舉行|举行|舉辦|举办|登場|登场|召開|召开|辦理|开幕|開幕)"
)
_THEME = re.compile(
    r"以[「『](?P<theme>[^」』]{2,60})[」』]為(?:題|主題|主軸|核心|議題)|以[「『](?P<hans>[^」』]{2,60})[」』]为"
    r"|分享[「『](?P<shared>[^」』]{2,60})[」』]"
)


_QUOTED = re.compile(r"\s?[「『](?P<theme>[^」』]{2,60})[」』]")
_VENUE_LINE = re.compile(
    r"\s*(?:(?:會議|会议|活動|活动|舉辦|举办)?地\s*[點点]|會\s*場|会\s*场|venue|location)\s*[:：]\s*(?P<venue>[^\n]{2,60}?)\s*$",
    re.IGNORECASE,
)


_NAMED_BY_HOURS = re.compile(
    r"\s?的?\s?(?:「(?P<theme>[^」]{2,40})」)?\s?(?:主題|主题)?(?:論壇|论坛|座談會?|座谈会?|圓桌|圆桌|對談|对谈|場次?|场次?|會議|会议)"
)
_SEVERAL_DAYS = re.compile(r"[、及與与和至~～]")
_LEADS = 6
"""How far into a sentence its hours may begin that tell which session it is about."""


def told_by_hours(sentences: Sequence[Text]) -> list[tuple[SessionRef, Text | None] | None]:
    """For each sentence of a paragraph, the session that its hours name, and its subject.

    `…3月19日在南港展覽館舉行。上午9時的「大都會治理」論壇由…主持。`: the day is that of the sentence
    before. The session holds for those sentences behind it too that name none.
    """
    found: list[tuple[SessionRef, Text | None] | None] = []
    day: SessionRef | None = None
    current: tuple[SessionRef, Text | None] | None = None
    for sentence in sentences:
        located = session_refs(sentence)
        hours = next(iter(find_hours(sentence.text)), None)
        named = _NAMED_BY_HOURS.match(sentence.text, hours[1]) if hours else None
        if located:
            dated = [one.ref for one in located if one.ref.when and is_day(one.ref.when)]
            day = dated[-1] if dated and not dated[-1].whole else None
            current = None
        elif day is not None and day.when is not None and hours and named and hours[0] <= _LEADS:
            when = Text.join(" ", [day.when, sentence[slice(*hours)]])
            current = SessionRef(event=day.event, when=when), sentence.group(named, "theme")
        found.append(current)
    return found


def is_day(when: Text) -> bool:
    """Whether words are those of one day, without hours."""
    return not _SEVERAL_DAYS.search(when.text) and not CLOCK.search(when.text)


def day_of(ref: SessionRef) -> SessionRef | None:
    """The one day that a reference tells, less its hours; None where it tells none, or several."""
    if ref.when is None or ref.whole:
        return None
    hours = CLOCK.search(ref.when.text)
    days = [ref.when[slice(*match.span())] for match in find_dates(ref.when.text)]
    if len(days) != 1 or (hours is None and not is_day(ref.when)):
        return None
    return SessionRef(event=ref.event, when=days[0])


def says_which(ref: SessionRef) -> bool:
    """Whether a reference singles sessions out, and does not only name their series."""
    return ref.when is not None or ref.name is not None or bool(ref.ordinals)


def spoken_sessions(
    blocks: Sequence[Block], known: Iterable[SessionClaim], titles: tuple[str, ...] = ()
) -> list[SessionClaim]:
    """The sessions that a release speaks of outside tables, described as far as it does.

    A reference that `known` claims already make, and that adds nothing to them, is left out.
    `titles` are those of the release's sessions.
    """
    seen = {claim.ref for claim in known}
    found: dict[SessionRef, SessionClaim] = {}
    for block in blocks:
        if block.table is not None:
            continue
        basis: Basis = "caption" if block.kind == "caption" else "sentence"
        sentences = split_sentences(block.text)
        for told in dict.fromkeys(filter(None, told_by_hours(sentences))):
            found.setdefault(told[0], SessionClaim(told[0], theme=told[1], basis=basis))
        for sentence in sentences:
            for claim in _described(sentence, basis, titles):
                adds = claim.region or claim.theme or claim.venue
                if claim.ref not in seen or adds:
                    found.setdefault(claim.ref, claim)
    return [*found.values(), *_labelled_venue(blocks)]


def _labelled_venue(blocks: Sequence[Block]) -> list[SessionClaim]:
    """The venue of all sessions, where a release gives it once, on a line of its own: `地點：…`."""
    lines = [line for block in blocks if block.table is None for line in block.text.lines()]
    given = [venue for line in lines if (venue := _group(line, _VENUE_LINE, "venue")) is not None]
    return [SessionClaim(SessionRef(whole=True), venue=given[0])] if len(given) == 1 else []


def _described(sentence: Text, basis: Basis, titles: tuple[str, ...]) -> Iterator[SessionClaim]:
    venue = _group(sentence, _VENUE, "venue")
    theme = _group(sentence, _THEME, "theme", "hans", "shared")
    for located in session_refs(sentence, titles):
        ref = located.ref
        only_a_date = ref.event is None and ref.name is None and not ref.ordinals
        if says_which(ref) and not only_a_date:
            behind = sentence[located.end :]
            region = _group(behind, _REGION, "region")
            yield SessionClaim(ref, region, theme or _theme_behind(behind, ref), venue, basis)


def _theme_behind(behind: Text, ref: SessionRef) -> Text | None:
    """The subject in quotation marks right behind the name of a session: 第二場|「韌性城市」座談."""
    match = _QUOTED.match(behind.text)
    if match is None or not (ref.name or ref.ordinals) or find_words(match["theme"]):
        return None
    return behind.group(match, "theme")


def _group(text: Text, pattern: re.Pattern[str], *names: str) -> Text | None:
    match = pattern.search(text.text)
    if match is None:
        return None
    return next((part for name in names if (part := text.group(match, name)) is not None), None)
