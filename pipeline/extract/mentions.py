"""People named in running text: who is somebody, and who took or is to take part.

A Han name is told from a place by its neighbours: a surname, a title before or after it, and the
release's other sentences. A mention becomes a seat only with a verb of taking part or, in a report,
of speaking: an announcement that quotes somebody seats nobody.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.extract.aliases import latin_alias
from pipeline.extract.delegates import Context, parse_delegate
from pipeline.extract.enumerations import begins_delegate
from pipeline.extract.han_names import NAME_PRECEDES, NO_PERSON, is_name, name_at
from pipeline.extract.latin_mentions import latin_mentions
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.neighbours import with_place_before
from pipeline.extract.office_holders import DOTTED_NAME, HAN, HAN_RUN, LATIN_NAME, NAME_DOTS
from pipeline.extract.records import Delegate
from pipeline.extract.segments import find_country
from pipeline.extract.verbs import SPEAKING, TAKING_PART
from pipeline.ingest.document import Text

_DELIMITER = re.compile(r"[，,。；;：:、「」『』（）()【】\n]")
_GLOSS = re.compile(
    rf"(?<=[A-Za-z\u00c0-\u024f])\s?\([{HAN}·]{{2,12}}\)(?=[\s,.;])|(?<=[{HAN}])[(（][A-Z]{{2,8}}[)）](?=[{HAN}])"
)
"""A name in characters behind one in Latin letters, in English (Lee Shu-chuan| (李四川)|), and the
short name of a body before its office: 美國在台協會|（AIT）|副處長."""
_FUNCTION = re.compile(
    r"(?:主持人|[與与][談谈會会](?:人|者|貴賓|贵宾)|講者|讲者|貴賓|贵宾|嘉[賓宾])(?:則|则|分別|分别)*(?:為|为|是)|[由與与和及則则將将並并而請请讓让使且]|[經经](?![貿贸濟济營营理典紀纪])|以及|其中|包含|包括|邀請|邀请|亦|也|[會会][上中後后]|席[間间]|[現现][場场]|[當当][天日]|另外|此外|[隨随][後后]|最[後后]|同[時时]"
)
_VERB = re.compile(f"{SPEAKING.pattern}|{TAKING_PART.pattern}|[則则亦也於于在將将]")
_NO_DOTTED = re.compile(
    rf"{_VERB.pattern}|[及與与暨並并和]|(?<![{NAME_DOTS}\s])以|(?:率[領领]|[帶带][領领]|偕同?|[曾已應应受均]|透[過过]|先[後后]|分[別别]|[陸陆][續续]|相[繼继]|[輪轮]流|依序|等(?:人|首|市|代|貴|贵|嘉|[^\u3400-\u9fff]|$))"
)
"""What ends a name that is spelt by its sound, with dots; a part of it may begin with 以."""
_JOINED = re.compile(r"(?:及|[与和暨并或])$")
_BY = re.compile(
    r"(?<=.)(?:因[故公病]|臨時|临时)?(?:則|则|也|亦)?(?:改|係|系)?(?:由|指派|委派|派)(?:其)?(?=\w{0,6}$)"
)
"""What may stand between a place and who comes for it: 釜山市|由|副市長."""


JOINT = re.compile(r"[\s,;、)）]*(?:(?:and|&|as well as|with)\s+|以及|及|與|与|和|暨)?")
"""What stands between people who are named together."""


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody named in a sentence: where the words begin and end in it, and their reading."""

    start: int
    end: int
    delegate: Delegate


def find_mentions(sentence: Text, lexicon: Lexicon, people: frozenset[str]) -> list[Mention]:
    """Everybody whom a sentence names beside a title, in order of appearance."""
    own = sentence.replace(_GLOSS, "")
    if HAN_RUN.search(own.text):
        found = _han_mentions(own, lexicon, people)
    else:
        found = [Mention(*one) for one in latin_mentions(own, lexicon)]
    if len(own) == len(sentence):
        return found
    return [_within(sentence, own, one) for one in found]


def _han_mentions(sentence: Text, lexicon: Lexicon, people: frozenset[str]) -> list[Mention]:
    folded = lexicon.fold(sentence.text)
    found: list[Mention] = []
    last = 0
    for start, end in lexicon.titles.spans(folded):
        if start < last:
            continue
        stop = end_of_name(sentence, folded, end, lexicon, people)
        name_first = sentence.text[max(0, start - 3) : start] in people
        if stop == end and not name_first:
            continue
        left = _left_edge(sentence.text, folded, start, last, lexicon)
        if found and sentence.text[found[-1].end : start].strip() in _FOR_WHOM:
            last = stop
            continue  # 大阪市副市長高橋徹代表|市長松井一郎: who is away
        by = _BY.search(sentence.text, left, start)
        if by and _is_in_city(folded[left:start], by.start() - left, by.end() - left, lexicon):
            by = None
        words = sentence[left:stop]
        if by:
            sent = sentence[left : by.start()]
            words = _place_of(sent, lexicon, people) + sentence[by.end() : stop]
        context = Context(people, _country_before(found, sentence.text, left))
        delegate = parse_delegate(words, lexicon, context)
        if delegate is None or delegate.person is None:
            continue
        delegate = _with_place_before(delegate, found, sentence.text, left)
        delegate = _trimmed(_checked(delegate, lexicon))
        delegate = _subject_before(delegate, sentence, folded, left, lexicon)
        found.append(Mention(left, stop, delegate))
        last = stop
    return found


def _within(sentence: Text, own: Text, one: Mention) -> Mention:
    """Somebody named in what is left of a sentence, by where he stands in the sentence."""
    start = bisect_left(sentence.starts, own.starts[one.start])
    last = bisect_left(sentence.starts, own.starts[one.end - 1])
    return Mention(start, last + 1, one.delegate)


def _with_place_before(delegate: Delegate, found: list[Mention], text: str, left: int) -> Delegate:
    """Somebody named with the place of the last one, where the words mean it."""
    if not found:
        return with_place_before(delegate, None, beside=False)
    beside = JOINT.fullmatch(text, found[-1].end, left) is not None
    return with_place_before(delegate, found[-1].delegate, beside=beside)


def _is_in_city(folded: str, at: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a word stands in the name of a city of the country before (獅子山|自由城), or begins what
    may be one that is not known (愛沙尼亞|派爾努)."""
    start, length = find_country(folded, lexicon)
    city = start + length
    name = lexicon.cities(folded[start:city]).prefix(folded, city) if length else 0
    begins = length > 0 and at == city and folded[at:end] == "派" and end < len(folded)
    return begins or city <= at < city + name


_FOR_WHOM = ("代表", "代理", "代為", "代为", "代替")


def _place_of(words: Text, lexicon: Lexicon, people: frozenset[str]) -> Text:
    """What is left of words about who sends another: his place, where he is named himself."""
    sender = parse_delegate(words, lexicon, Context(people))
    if sender is None or (sender.title is None and sender.person is None):
        return words
    parts = (sender.country, sender.place)
    return Text.join("", [part for part in parts if part is not None])


def _country_before(found: list[Mention], text: str, left: int) -> Text | None:
    """The country of the last one named, where nothing but a conjunction stands between."""
    if not found or not JOINT.fullmatch(text, found[-1].end, left):
        return None
    return found[-1].delegate.country or found[-1].delegate.country_carried


def possible_names(sentence: Text, lexicon: Lexicon, mentions: Iterable[Mention]) -> Iterator[Text]:
    """What may be a Han name beside a title, and may be a place or other words: no reading is sure.

    `。何方遠市長強調` names a mayor or a city; `mentions` are those of whom there is no doubt.
    A name from abroad is left out: nothing tells where one ends that is spelt by its sound.
    """
    folded = lexicon.fold(sentence.text)
    sure = [(mention.start, mention.end) for mention in mentions]
    for start, end in lexicon.titles.spans(folded):
        if any(first < end and start < last for first, last in sure):
            continue
        before, behind = sentence[max(0, start - 3) : start], sentence[end : end + 3]
        led = NAME_PRECEDES.search(folded[: start - 3])
        if (
            led
            and is_name(before.text, lexicon)
            and folded[start - 3 : start] not in lexicon.places
        ):
            yield before
            continue
        abroad = find_country(
            folded[_left_edge(sentence.text, folded, start, 0, lexicon) : start], lexicon
        )[1]
        if not abroad and is_name(behind.text, lexicon) and not NO_PERSON.search(behind.text):
            yield behind


def end_of_name(
    sentence: Text, folded: str, end: int, lexicon: Lexicon, people: frozenset[str]
) -> int:
    """Where the name behind a title ends; `end` itself for none."""
    stop = _bare_end(sentence, folded, end, lexicon, people)
    alias = latin_alias(sentence.text, stop) if stop > end else None
    return stop if alias is None else alias.end()


def _bare_end(
    sentence: Text, folded: str, end: int, lexicon: Lexicon, people: frozenset[str]
) -> int:
    text = sentence.text
    match = LATIN_NAME.match(text, end + len(text[end:]) - len(text[end:].lstrip()))
    if match and match["name"][0].isupper():
        return match.end("name")
    dotted = DOTTED_NAME.match(text, end)
    if dotted:
        stops = (m.start() for m in _NO_DOTTED.finditer(text, end + 1, dotted.end()))
        return next((stop for stop in stops if _is_stop(sentence, stop, lexicon)), dotted.end())
    for size in (4, 3, 2):
        if text[end : end + size] in people:
            return end + size
    name = name_at(text, folded, end, lexicon)
    return end + len(name) if name else end


def _is_stop(sentence: Text, at: int, lexicon: Lexicon) -> bool:
    """Whether a name spelt by its sound ends here; 和 may be part of it (薩爾塔和)."""
    return sentence.text[at] != "和" or begins_delegate(sentence[at + 1 :], lexicon)


def _left_edge(text: str, folded: str, title: int, last: int, lexicon: Lexicon) -> int:
    """Where the words about somebody begin: at a country, else behind a comma or a conjunction."""
    edge = max([last, *(m.end() for m in _DELIMITER.finditer(text, last, title))])
    countries = [start for start, _ in lexicon.countries.spans(folded[edge:title])]
    if countries:
        # another participant may stand before, of whom no title was told: 魁北克市議員|及|烏克蘭利維夫
        joined = [at for at in countries if _JOINED.search(folded, edge, edge + at)]
        return edge + (joined or countries[:1])[-1]
    return max([edge, *(m.end() for m in _FUNCTION.finditer(text, edge, title))])


def _checked(delegate: Delegate, lexicon: Lexicon) -> Delegate:
    """Drop what only looks like a place: without a country, a place needs a suffix or a record."""
    place = delegate.place
    if place is None or delegate.country is not None or delegate.country_carried is not None:
        return delegate
    folded = lexicon.fold(place.text)
    if folded in lexicon.places or lexicon.place_suffixes.suffix(folded):
        return delegate
    return replace(delegate, place=None)


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
