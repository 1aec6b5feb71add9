"""Who takes part, as running text tells it: mentions with a verb of taking part, or of speaking.

In a report whoever is quoted took part; an announcement that quotes somebody seats nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from pipeline.dataset import Part, ReleaseKind
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.mentions import JOINT, Mention, find_mentions
from pipeline.extract.programme import says_which
from pipeline.extract.proxies import PROXY
from pipeline.extract.records import Delegate, SeatClaim, SessionRef
from pipeline.extract.references import LocatedRef, session_refs
from pipeline.extract.segments import find_country
from pipeline.extract.verbs import (
    ABSENT,
    AT_ANOTHER_TIME,
    LEADING_UP,
    LED_UP_TO,
    MODERATED_BY,
    MODERATING,
    NOT_COMING,
    SAID_IN_ENGLISH,
    SPEAKING,
    TAKING_PART,
    TAKING_PART_IN_ENGLISH,
)
from pipeline.ingest.document import Text

_REACH = 80
"""How far behind a mention its verb may stand, in characters."""
_LED_REACH = 160
"""How far before a list its verb may stand, in English."""
_SPEECH_REACH = 24


def seats_of_people(
    sentences: Iterable[tuple[Text, tuple[SessionRef, ...]]],
    kind: ReleaseKind,
    lexicon: Lexicon,
    people: frozenset[str],
    seated: Iterable[SeatClaim] = (),
    *,
    titles: tuple[str, ...] = (),
) -> list[SeatClaim]:
    """The seats that running text gives to people; each sentence comes with the session that its
    paragraph speaks of (`with_topics`).

    `seated` are those of tables and lists, where a name may be printed with more; `titles` are those
    of the release's sessions.
    """
    mentions = [
        (sentence, topic, find_mentions(sentence, lexicon, people)) for sentence, topic in sentences
    ]
    named = [mention.delegate for _, _, found in mentions for mention in found]
    fuller = _fuller([*named, *(seat.delegate for seat in seated)])
    seats: list[SeatClaim] = []
    for sentence, topic, found in mentions:
        another_time = AT_ANOTHER_TIME.match(sentence.text) and not session_refs(sentence)
        if another_time or tells_of_absence(sentence):
            continue
        away = absent_stretches(sentence, lexicon)
        for mention, before, after in _with_words(sentence.text, found):
            if any(mention.start in clause for clause in away):
                continue
            told = (
                _takes_part(after, kind)
                or _takes_part_in_english(before, after, kind)
                or MODERATING.match(after)
            )
            if not (told or LED_UP_TO.search(before) or MODERATED_BY.search(before)):
                continue
            if PROXY.match(after) or _AT_THAT_TIME.search(sentence.text, 0, mention.start + 2):
                continue
            delegate = _completed(mention.delegate, fuller)
            moderated = (
                MODERATED_BY.search(before)
                and "," not in sentence.text[len(before) : mention.start]
            )
            took = _takes_part_now(before, after) or moderated
            if not _of_somewhere(delegate):
                continue
            part: Part | None = "moderator" if MODERATING.match(after) or moderated else None
            refs = (
                _refs(sentence, mention.start, len(sentence) - len(after), titles)
                or topic
                or ((SessionRef(),) if took else ())
            )
            seats.append(SeatClaim(delegate, refs, part, None, "sentence"))
        seats += _by_bare_names(sentence, topic, fuller, titles)
    return seats


_BARE_MODERATOR = re.compile(rf"由(?P<name>[\u3400-\u9fff]{{2,4}}?)(?:{MODERATING.pattern})")


def _by_bare_names(
    sentence: Text,
    topic: tuple[SessionRef, ...],
    fuller: dict[str, Delegate],
    titles: tuple[str, ...],
) -> Iterator[SeatClaim]:
    """Who moderates by a name alone that another sentence prints with an office: 由張溫德主持."""
    for match in _BARE_MODERATOR.finditer(sentence.text):
        known = fuller.get(match["name"])
        name = sentence.group(match, "name")
        if known is None or name is None:
            continue
        refs = _refs(sentence, match.start("name"), match.end("name"), titles) or topic
        if refs:
            delegate = replace(known, printed=name, person=name)
            yield SeatClaim(delegate, refs, "moderator", None, "sentence")


_AT_THAT_TIME = re.compile(r"[時时]任\W?$")
"""What stands before somebody of whom an earlier year is told: 時任|臺北市市長."""


def tells_of_absence(sentence: Text) -> bool:
    """Whether a sentence is about somebody who was to come and does not (原定出席的…), or for whom
    another comes."""
    printed = sentence.text
    replaced = ABSENT.search(printed) and _IN_HIS_PLACE.search(printed)
    return bool(replaced or _CHANGED.search(printed) or NOT_COMING.search(printed))


_CHANGED = re.compile(r"原[定訂订預预][^。；]{0,80}改[由派]")
_IN_HIS_PLACE = re.compile(r"代表|代理|代為|代为|改由|指派|委派|委[託托由]|[，,]\s*由")


_COMMA = re.compile(r"[，,；;]")


def absent_stretches(sentence: Text, lexicon: Lexicon) -> list[range]:
    """The clauses of those who stayed away (海牙市市長Jan van Zanen缺席); one that names no country
    is about those of the clause before too."""
    if not ABSENT.search(sentence.text):
        return []
    ends = [match.end() for match in _COMMA.finditer(sentence.text)]
    clauses = [range(*bounds) for bounds in pairwise([0, *ends, len(sentence)])]
    found: list[range] = []
    for number, clause in enumerate(clauses):
        words = sentence.text[clause.start : clause.stop]
        if ABSENT.search(words):
            of_before = number and not find_country(lexicon.fold(words), lexicon)[1]
            found += clauses[number - 1 : number + 1] if of_before else [clause]
    return found


def _fuller(delegates: Iterable[Delegate]) -> dict[str, Delegate]:
    """For each name, the mention that says where its bearer is from."""
    found: dict[str, Delegate] = {}
    for delegate in delegates:
        if delegate.person is None or not _of_somewhere(delegate):
            continue
        known = found.get(delegate.person.text)
        if known is None or (_country(known) is None and _country(delegate) is not None):
            found[delegate.person.text] = delegate
    return found


def _country(delegate: Delegate) -> Text | None:
    return delegate.country or delegate.country_carried


def _of_somewhere(delegate: Delegate) -> bool:
    """Whether it is said, or implied, for whom somebody speaks."""
    where = delegate.country or delegate.place or delegate.organisation
    return where is not None or delegate.host_implied


def _completed(delegate: Delegate, fuller: dict[str, Delegate]) -> Delegate:
    """A short mention (`賀瑞普市長`) with country and place from the fuller one."""
    source = fuller.get(delegate.person.text) if delegate.person is not None else None
    if source is None or delegate.country is not None:
        return delegate
    if delegate.place is not None:
        same = source.place is not None and source.place.text == delegate.place.text
        carried = source.country_carried
        fuller_one = replace(delegate, country=source.country, country_carried=carried)
        return fuller_one if same else delegate
    return replace(
        delegate,
        country=source.country,
        country_carried=source.country_carried,
        place=source.place,
        organisation=delegate.organisation or source.organisation,
        host_implied=source.host_implied,
    )


def _takes_part(after: str, kind: ReleaseKind) -> bool:
    """Whether the words behind a mention say that its bearer takes, or took, part."""
    if kind != "announcement" and SPEAKING.search(after[:_SPEECH_REACH]):
        return True
    return bool(TAKING_PART.search(after[:_REACH])) and not SPEAKING.match(after)


def _takes_part_now(before: str, after: str) -> bool:
    """Whether a verb of taking part stands right behind a mention (致詞時表示, 出席), or leads up to
    it."""
    now = _TAKES_PART.match(after) or _TAKES_PART_IN_ENGLISH.match(after)
    return now is not None or _is_led_up_to(before)


_TAKES_PART = re.compile(
    rf"[\s（()）]*(?:等(?:人|貴賓|贵宾|首[長长]|代表)?|也|亦|則|则|並|并|共同|將|将|會|会|於|于|在|應邀|应邀|受邀|親自|亲自|[開开閉闭]幕|席[間间]|[會会]中|[現现][場场]|(?:以|透過|透过|藉由|借由)(?:(?!表示|指出)[^，。；、以透藉借]){{1,8}}?)*(?:{TAKING_PART.pattern})"
)


def _with_words(printed: str, found: Sequence[Mention]) -> Iterator[tuple[Mention, str, str]]:
    """Each mention with the words before and behind it, or before and behind the list it is in."""
    runs: list[list[Mention]] = []
    for mention in found:
        last = runs[-1][-1].end if runs else 0
        joint = JOINT.fullmatch(printed, last, mention.start)
        if runs and (joint or _LISTED.fullmatch(printed, last, mention.start)):
            runs[-1].append(mention)
        else:
            runs.append([mention])
    for run in runs:
        for mention in run:
            yield mention, printed[: run[0].start], printed[run[-1].end :]


def _takes_part_in_english(before: str, after: str, kind: ReleaseKind) -> bool:
    """As `_takes_part`; what is said also stands before its speaker: `"…," said the mayor`."""
    said = SAID_IN_ENGLISH.search(after[:_SPEECH_REACH]) or _SAID_BEFORE.search(before)
    if said and kind != "announcement":
        return True
    if _is_led_up_to(before):
        return True
    return not said and TAKING_PART_IN_ENGLISH.search(after[:_REACH]) is not None


def _is_led_up_to(before: str) -> bool:
    """Whether words about taking part lead up to a list: speakers included."""
    led = LEADING_UP.search(before)
    return bool(led and TAKING_PART_IN_ENGLISH.search(before[-_LED_REACH:]))


_TAKES_PART_IN_ENGLISH = re.compile(
    rf"[\s,]*(?:(?:who|and|both|also|then|each|all|later|will|gave|gives?|made|an?|the|opening|closing)\s)*{TAKING_PART_IN_ENGLISH.pattern}",
    re.IGNORECASE,
)
_LISTED = re.compile(
    r"(?:[\s,;()&]|(?<![^\s,;()&])(?:of|for|the|and|as|well|[A-Z\u00c0-\u024f][^\s,;()&]*)(?![^\s,;()&]))+"
)
"""What else stands between people of an English list: others, with offices that are not known."""
_SAID_BEFORE = re.compile(rf"{SAID_IN_ENGLISH.pattern}\s*(?:the\s*)?$")


def _refs(sentence: Text, start: int, end: int, titles: tuple[str, ...]) -> tuple[SessionRef, ...]:
    """The sessions that somebody's place in a sentence speaks of: those that his own clause names
    behind him, else those named last before him, where several are named together, else the first
    behind; none where the sentence means them all."""
    located = [found for found in session_refs(sentence, titles) if not found.ref.whole]
    telling = [found for found in located if says_which(found.ref)]
    behind = [found for found in telling if start < found.start <= end + _REACH]
    before = [found for found in telling if found.start <= start]
    own = [f for f in behind if f.ref.name and not _COMMA.search(sentence.text, end, f.start)]
    if own:
        return tuple(found.ref for found in own[: _together(sentence.text, own)])
    if before:
        latest = before[::-1]
        return tuple(f.ref for f in reversed(latest[: _together(sentence.text, latest)]))
    return tuple(found.ref for found in behind[:1] or located[:1])


_TOGETHER = re.compile(r"\W{0,3}(?:[及與与和]|以及|and)?\W{0,3}", re.IGNORECASE)


def _together(printed: str, located: Sequence[LocatedRef]) -> int:
    """How many references from the first on nothing but a conjunction parts from each other."""
    for number, (one, other) in enumerate(pairwise(located), start=1):
        first, second = sorted((one, other), key=lambda found: found.start)
        if not _TOGETHER.fullmatch(printed, first.end, second.start):
            return number
    return len(located)
