"""People named in running text: who is somebody, and who took or is to take part.

A Han name is told from a place by its neighbours: a surname, a title before or after it, and the
release's other sentences. A mention becomes a seat only with a verb of taking part or, in a report,
of speaking: an announcement that quotes somebody seats nobody.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from pipeline.dataset import Part, ReleaseKind
from pipeline.extract.delegates import Context, find_country, parse_delegate
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.office_holders import DOTTED_NAME, HAN, LATIN_NAME
from pipeline.extract.programme import says_which
from pipeline.extract.records import Delegate, SeatClaim, SessionRef
from pipeline.extract.references import session_refs
from pipeline.ingest.document import Text

_TAKING_PART = re.compile(
    r"主持|主持座談|與談|与谈|對談|对谈|對話|座談|演講|演讲|致詞|致辭|致辞|開場|引言|與會|与会|出席|參與|参与|參加|参加|"
    r"分享|發表|发表|簡報|简报|對話|对话|座谈|致辞|代表.{0,6}發言"
)
_SPEAKING = re.compile(
    r"表示|指出|說明|说明|強調|强调|認為|认为|提到|提及|呼應|呼应|回應|回应|談到|谈到|暢談|畅谈|透露|說道|介紹|介绍|建議|建议|補充|补充|分析|坦言|直言|闡述|"
    r"[說说](?!明)"
)
_DELIMITER = re.compile(r"[，,。；;：:、「」『』（）()【】\n]")
_FUNCTION = re.compile(r"[由與与和及則则將将並并而請请讓让使經经且]|以及|其中|包含|包括|邀請|亦|也")
_NAME_FOLLOWS = re.compile(
    rf"(?:$|[\s，,。；;：:、（()）「與与和及則则亦也將将於于在等以並并為为曾說说]|{_SPEAKING.pattern}|{_TAKING_PART.pattern})"
)
_VERB = re.compile(f"{_SPEAKING.pattern}|{_TAKING_PART.pattern}|[則则亦也於于在將将]")
_NAME_PRECEDES = re.compile(r"(?:^|[\s，,。；;：:、（()）「」【】市縣县州由與与和及－—-])$")
_REACH = 80
"""How far behind a mention its verb may stand, in characters."""
_SPEECH_REACH = 24


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named in a sentence: where the words begin and end in it, and their reading."""

    start: int
    end: int
    delegate: Delegate


def title_spans(folded: str, lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """Where titles stand in a folded text, longest first, not overlapping."""
    index = 0
    while index < len(folded):
        length = lexicon.titles.prefix(folded, index)
        if length:
            yield index, index + length
        index += length or 1


def known_people(texts: Iterable[Text], lexicon: Lexicon) -> frozenset[str]:
    """The Han names that a release prints beside titles, where its words leave no doubt."""
    behind: Counter[str] = Counter()
    before: Counter[str] = Counter()
    places: set[str] = set()
    everything: list[str] = []
    for text in texts:
        folded = lexicon.fold(text.text)
        everything.append(text.text)
        for start, end in title_spans(folded, lexicon):
            name = _name_at(text.text, folded, end, lexicon)
            if name:
                behind[name] += 1
            name = text.text[max(0, start - 3) : start]
            if not _is_name(name, lexicon):
                continue
            head = folded[: start - 3]
            if lexicon.countries.suffix(head):
                places.add(name)
            elif _NAME_PRECEDES.search(head) or lexicon.body_words.suffix(head):
                before[name] += 1
    whole = "\n".join(everything)
    sure = {name for name in before if whole.count(name) > 1}
    found = {name for name in (set(behind) | sure) if lexicon.fold(name) not in lexicon.places}
    return frozenset(found - places)


def _is_name(name: str, lexicon: Lexicon) -> bool:
    folded = lexicon.fold(name)
    return (
        re.fullmatch(rf"[{HAN}]{{3}}", name) is not None
        and bool(lexicon.surnames.prefix(folded))
        and not lexicon.place_suffixes.suffix(folded)
        and not lexicon.body_suffixes.suffix(folded)
    )


def _name_at(text: str, folded: str, index: int, lexicon: Lexicon) -> str | None:
    """A Han name that begins at `index` and is closed by a verb, a comma or the end."""
    for size in (3, 2, 4):
        name = text[index : index + size]
        if (
            re.fullmatch(rf"[{HAN}]{{{size}}}", name)
            and lexicon.surnames.prefix(folded, index)
            and _NAME_FOLLOWS.match(text, index + size)
        ):
            return name
    return None


def find_mentions(sentence: Text, lexicon: Lexicon, people: frozenset[str]) -> list[Mention]:
    """Everybody whom a sentence names beside a title, in order of appearance."""
    folded = lexicon.fold(sentence.text)
    found: list[Mention] = []
    last = 0
    for start, end in title_spans(folded, lexicon):
        if start < last:
            continue
        stop = _end_of_name(sentence.text, folded, end, lexicon, people)
        name_first = sentence.text[max(0, start - 3) : start] in people
        if stop == end and not name_first:
            continue
        left = _left_edge(sentence.text, folded, start, last, lexicon)
        delegate = parse_delegate(sentence[left:stop], lexicon, Context(people))
        if delegate is None or delegate.person is None:
            continue
        delegate = _trimmed(_checked(delegate, lexicon))
        delegate = _subject_before(delegate, sentence, folded, left, lexicon)
        found.append(Mention(left, stop, delegate))
        last = stop
    return found


def _end_of_name(text: str, folded: str, end: int, lexicon: Lexicon, people: frozenset[str]) -> int:
    """Where the name behind a title ends; `end` itself for none."""
    match = LATIN_NAME.match(text, end + len(text[end:]) - len(text[end:].lstrip()))
    if match and match["name"][0].isupper():
        return match.end("name")
    dotted = DOTTED_NAME.match(text, end)
    if dotted:
        stop = _VERB.search(text, dotted.start(), dotted.end())
        return stop.start() if stop else dotted.end()
    for size in (3, 2, 4):
        if text[end : end + size] in people:
            return end + size
    name = _name_at(text, folded, end, lexicon)
    return end + len(name) if name else end


def _left_edge(text: str, folded: str, title: int, last: int, lexicon: Lexicon) -> int:
    """Where the words about somebody begin: at a country, else behind a comma or a conjunction."""
    edge = max([last, *(m.end() for m in _DELIMITER.finditer(text, last, title))])
    start, length = find_country(folded[edge:title], lexicon)
    if length:
        return edge + start
    return max([edge, *(m.end() for m in _FUNCTION.finditer(text, edge, title))])


def _checked(delegate: Delegate, lexicon: Lexicon) -> Delegate:
    """Drop what only looks like a place: without a country, a place needs a suffix or a record."""
    place = delegate.place
    if place is None or delegate.country is not None:
        return delegate
    folded = lexicon.fold(place.text)
    if folded in lexicon.places or lexicon.place_suffixes.suffix(folded):
        return delegate
    return replace(delegate, place=None, host_implied=True)


def _trimmed(delegate: Delegate) -> Delegate:
    """The entry without the words before its first part (`會上`黃珊珊副市長)."""
    parts = (delegate.country, delegate.place, delegate.organisation, delegate.title)
    first = min(part.start for part in (*parts, delegate.person) if part is not None)
    printed = delegate.printed
    cut = next(i for i, position in enumerate(printed.starts) if position >= first)
    return replace(delegate, printed=printed[cut:])


_PLACE_END = re.compile(rf"[亦也則则將将已曾於于在由和與与及，,出參参並并為为是]|[^{HAN}]")


def _subject_before(
    delegate: Delegate, sentence: Text, folded: str, left: int, lexicon: Lexicon
) -> Delegate:
    """`捷克布拉格亦出席線上論壇,市長Zdeněk Hřib`: the place is the subject of the clause before."""
    bare = delegate.place is None and delegate.country is None and delegate.organisation is None
    if not bare or delegate.person is None or not LATIN_NAME.match(delegate.person.text):
        return delegate
    latest = 0, 0
    index = 0
    while index < left:
        start, length = find_country(folded[index:left], lexicon)
        if not length:
            break
        latest = index + start, length
        index += start + length
    start, length = latest
    if not length:
        return delegate
    end = _PLACE_END.search(sentence.text, start + length, left)
    subject = parse_delegate(sentence[start : end.start() if end else left], lexicon)
    if subject is None or subject.country is None:
        return delegate
    return replace(
        delegate,
        country=subject.country,
        place=subject.place,
        organisation=subject.organisation,
        host_implied=False,
    )


def seats_of_people(
    sentences: Sequence[Text], kind: ReleaseKind, lexicon: Lexicon, people: frozenset[str]
) -> list[SeatClaim]:
    """The seats that running text gives to people it names."""
    mentions = [(sentence, find_mentions(sentence, lexicon, people)) for sentence in sentences]
    fuller = _fuller(mention.delegate for _, found in mentions for mention in found)
    seats: list[SeatClaim] = []
    for sentence, found in mentions:
        for mention in found:
            after = sentence.text[mention.end :]
            if not _takes_part(after, kind):
                continue
            delegate = _completed(mention.delegate, fuller)
            part: Part | None = "moderator" if after.startswith("主持") else None
            refs = _refs(sentence, mention.start)
            seats.append(SeatClaim(delegate, refs, part, None, "sentence"))
    return seats


def _fuller(delegates: Iterable[Delegate]) -> dict[str, Delegate]:
    """For each name, the mention that says where its bearer is from."""
    found: dict[str, Delegate] = {}
    for delegate in delegates:
        if delegate.person is not None and delegate.country is not None:
            found.setdefault(delegate.person.text, delegate)
    return found


def _completed(delegate: Delegate, fuller: dict[str, Delegate]) -> Delegate:
    """A short mention (`賀瑞普市長`) with country and place from the fuller one."""
    source = fuller.get(delegate.person.text) if delegate.person is not None else None
    if source is None or delegate.country is not None or delegate.place is not None:
        return delegate
    return replace(delegate, country=source.country, place=source.place, host_implied=False)


def _takes_part(after: str, kind: ReleaseKind) -> bool:
    """Whether the words behind a mention say that its bearer takes, or took, part."""
    if kind != "announcement" and _SPEAKING.search(after[:_SPEECH_REACH]):
        return True
    return bool(_TAKING_PART.search(after[:_REACH])) and not _SPEAKING.match(after)


def _refs(sentence: Text, before: int) -> tuple[SessionRef, ...]:
    """The sessions that a sentence speaks of up to a mention; none where it means them all."""
    located = [found for found in session_refs(sentence) if found.start <= before + _REACH]
    refs = [found.ref for found in located if not found.ref.whole]
    telling = [ref for ref in refs if says_which(ref)]
    if telling:
        return tuple(telling)
    return tuple(refs[:1])
