"""The grammar of one participant: country, place, organisation, title and person, in any order.

Structure comes first. Countries, titles and the words that names of bodies are made of are closed
classes (see `Lexicon`); what stands between a country and a title is a place, whether or not
anybody ever listed it. `捷克布拉格－市長 Mr. Zdeněk Hřib`, `台北市黃珊珊副市長`,
`英國愛丁堡市議會副議長` and `Zdeněk Hřib, Mayor of Prague` are all read by the same steps:

1. the Latin run is the person (unless it carries a place's suffix, or is all there is);
2. separators cut the rest into segments; a country begins a segment or fills a parenthesis;
3. a title ends a segment, or begins one and is followed by a person;
4. a Han person stands before or after the title, where surname and neighbours allow it;
5. what is left is place and organisation, parted by suffix and by the words of bodies.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from itertools import takewhile

from pipeline.extract.aliases import is_alias, with_han_alias, with_name_before, without_alias
from pipeline.extract.asides import without_asides
from pipeline.extract.bodies import (
    is_made_of_body_words,
    with_company,
    with_mission,
    with_office,
    with_places,
)
from pipeline.extract.han_names import name_and_office
from pipeline.extract.latin_entries import parse_latin_entry
from pipeline.extract.lexicon import Lexicon, WordSet
from pipeline.extract.office_holders import HAN, HAN_RUN, with_latin_person, with_title
from pipeline.extract.records import Delegate
from pipeline.ingest.document import Text

_SEPARATOR = re.compile(r"\s*(?:[－—–―─|｜/／:：,，;；\n\t]|(?<=\s)-(?=\s))\s*|\s+")
_PARENTHESIS = re.compile(r"[(（]\s*([^()（）]*?)\s*[)）]")
_NUMBER = re.compile(
    r"\s*(?:[(（]?\d{1,3}[)）.、]|[(（][一二三四五六七八九十]{1,3}[)）]|[甲乙丙丁戊己庚辛壬癸]、|[①-⑳㈠-㈩])\s*"
    r"|o\s+(?=[\u3400-\u9fff])"
)
"""The number of a list item; an `o` is what a circle of a symbol font turns into."""
_SYMBOLS = frozenset(("So", "Sm", "Sk", "Co", "Po", "Pd", "Cf", "Mn"))
"""Categories of characters that begin no name: signs, dashes, what a symbol font left."""
_ADDRESS = re.compile(r"\s*(?:閣下|阁下|女士|先生|小姐|夫人|博士)$")
"""What a person is addressed by, behind the name; a title of office it is not."""


@dataclass(frozen=True, slots=True)
class Context:
    """What the words around an entry allow: names already known, a country to carry over."""

    people: frozenset[str] = frozenset()
    """Han names that the release prints beside a title elsewhere."""
    country: Text | None = None
    """The country of the item before in the same list; it may hold for an item that prints none."""


NO_CONTEXT = Context()


def parse_delegate(entry: Text, lexicon: Lexicon, context: Context = NO_CONTEXT) -> Delegate | None:
    """Cut one participant's entry into its parts, or None where nothing of it is recognised."""
    own = without_asides(entry)
    if own != entry:
        delegate = parse_delegate(own, lexicon, context)
        return delegate and replace(delegate, printed=_trim(entry))
    printed = _trim(entry)
    if (address := _ADDRESS.search(printed.text)) is not None and address.start():
        delegate = parse_delegate(printed[: address.start()], lexicon, context)
        return delegate and replace(
            delegate,
            printed=printed,
            honorific=delegate.honorific or printed[address.start() :].strip(),
        )
    if not HAN_RUN.search(printed.text):
        return parse_latin_entry(printed, lexicon) if printed else None
    if (named := _named_outside(printed, lexicon, context)) is not None:
        return named
    bare, alias = without_alias(printed)
    if (inside := _with_office_inside(printed, lexicon)) is not None:
        delegate = parse_delegate(inside, lexicon, context)
        return delegate and replace(delegate, printed=printed)
    if alias is not None:
        delegate = _parse(printed, bare, lexicon, context)
        if delegate is not None:
            delegate = with_name_before(delegate, alias, lexicon)
        if delegate is not None and is_alias(delegate.person, alias, printed):
            return replace(delegate, alias=alias)
    delegate = _parse(printed, printed, lexicon, context)
    return None if delegate is None else with_han_alias(delegate, lexicon)


def _named_outside(printed: Text, lexicon: Lexicon, context: Context) -> Delegate | None:
    """`松井孝治（日本京都市市長）`: who holds the office in the brackets stands before; else None."""
    found = name_and_office(printed, lexicon)
    delegate = parse_delegate(found[1], lexicon, context) if found is not None else None
    if found is None or delegate is None or delegate.place is None or delegate.title is None:
        return None
    country = lexicon.fold(delegate.country.text) if delegate.country is not None else ""
    if delegate.person is not None or lexicon.fold(found[0].text) in lexicon.cities(country):
        return None
    return replace(delegate, printed=printed, person=found[0])


def _with_office_inside(printed: Text, lexicon: Lexicon) -> Text | None:
    """The entry with brackets opened that hold an office: `日本加賀市（市長 宮本和樹）`; else None."""
    for match in _PARENTHESIS.finditer(printed.text):
        inner = printed.group(match, 1)
        if inner is None or not match.start():
            continue
        folded = lexicon.fold(inner.text)
        if lexicon.titles.prefix(folded) or lexicon.titles.suffix(folded):
            around = (printed[: match.start()], inner, printed[match.end() :])
            return Text.join(" ", [part for part in around if part])
    return None


def _parse(printed: Text, text: Text, lexicon: Lexicon, context: Context) -> Delegate | None:
    delegate, rest = with_latin_person(Delegate(printed), text, lexicon)
    delegate, segments = _segments(delegate, rest, lexicon)
    delegate, segments = with_title(delegate, segments, lexicon, context.people)
    delegate = with_company(with_places(delegate, segments, lexicon), lexicon)
    delegate = with_office(delegate, lexicon)
    if delegate.country is not None:
        return with_mission(delegate)
    if delegate.place is None:
        known = delegate.title or delegate.person or delegate.organisation
        return replace(delegate, host_implied=_may_be_host(delegate, lexicon)) if known else None
    if (county := lexicon.home_counties.prefix(lexicon.fold(delegate.place.text))) > 0:
        return _of_county(delegate, delegate.place, county)
    if context.country is not None and not _is_host(delegate, lexicon):
        cities = lexicon.cities(lexicon.fold(context.country.text))
        carried, place = _admin1(delegate, delegate.place, lexicon, cities)
        return replace(carried, place=place, country_carried=context.country)
    return delegate


def _of_county(delegate: Delegate, place: Text, county: int) -> Delegate:
    """A place at home, in which no country before it holds; a town's county is told apart."""
    if len(place) - county < _SHORTEST_TOWN:
        return delegate
    return replace(delegate, admin1=place[:county], place=place[county:])


_SHORTEST_TOWN = 2


def _may_be_host(delegate: Delegate, lexicon: Lexicon) -> bool:
    """Whether somebody without a place may be of the host city: not from a body of no city's."""
    body = delegate.organisation
    if body is None:
        return True
    folded = lexicon.fold(body.text)
    return bool(is_made_of_body_words(folded, lexicon)) and not (
        lexicon.independent_suffixes.suffix(folded)
    )


def _is_host(delegate: Delegate, lexicon: Lexicon) -> bool:
    return delegate.place is not None and lexicon.fold(delegate.place.text) in lexicon.host_places


def _trim(entry: Text) -> Text:
    marks = sum(1 for _ in takewhile(_is_mark, entry.text))
    number = _NUMBER.match(entry.text, marks)
    text = entry[number.end() if number else marks :]
    return text.strip(" \t\n\u3000、，,；;。「」『』")


def _is_mark(character: str) -> bool:
    return character.isspace() or (
        unicodedata.category(character) in _SYMBOLS and character not in "'’"
    )


# --- segments and country -------------------------------------------------------------------------


def _segments(
    delegate: Delegate, parts: list[Text], lexicon: Lexicon
) -> tuple[Delegate, list[Text]]:
    """Cut into segments, take the country out of the first that begins with one."""
    segments: list[Text] = []
    for part in parts:
        bare = part
        for match in reversed(list(_PARENTHESIS.finditer(part.text))):
            inner = part.group(match, 1)
            if inner is not None and lexicon.fold(inner.text) in lexicon.countries:
                delegate = replace(delegate, country=inner)
            bare = bare[: match.start()] + bare[match.end() :]
        segments += [segment for segment in bare.split(_SEPARATOR) if segment]
    if delegate.country is not None:
        return delegate, segments
    for index, segment in enumerate(segments):
        folded = lexicon.fold(segment.text)
        start, length = find_country(folded, lexicon)
        if length and _may_precede_country(segment.text[:start]):
            delegate = replace(delegate, country=segment[start : start + length])
            cities = lexicon.cities(folded[start : start + length])
            behind = segment[start + length :].replace(_STATE, "")
            known = cities.prefix(lexicon.fold(behind.text))
            behind = behind if known else behind.strip(" 的")
            named_so = not known and cities.prefix(folded, start) > length
            if named_so or _OWN_CITY.match(behind.text):
                return delegate, [*segments[:index], segment[start:], *segments[index + 1 :]]
            delegate, rest = _admin1(delegate, behind, lexicon, cities)
            left = [s for s in (rest, *segments[index + 1 :]) if s]
            delegate, left = _state_apart(delegate, left, lexicon)
            return delegate, [*segments[:index], *left]
    return delegate, segments


_OWN_CITY = re.compile(r"市(?:$|副?市[長长]|副?[議议][長长員员]|市?[議议][會会]|代表|首[長长])")
"""What follows a country whose capital is named for it: 瓜地馬拉|市市長, as 巴西|利亞市 where cities
are known."""
_STATE = re.compile(r"^(?:民主|聯合|联合|人民)?(?:王國|王国|公國|公国|共和國|共和国|聯邦|联邦)")
"""How the full name of a country goes on: 史瓦帝尼|王國."""
_ADMIN1 = re.compile(
    rf"(?:[東西南北中]{{1,2}}[部岸])?(?:(?P<admin1>[{HAN}]{{1,6}}?[州省邦]|[{HAN}]{{2,4}}?[縣县道府]"
    rf"(?=[{HAN}]{{1,5}}[市町村]))(?=[{HAN}]{{2}}))?"
)
_GENERIC_PART = re.compile(r"(?:广域|特别|自治|直辖)?[市区县郡](?P<led>副|[代前首第]|\W)?")


def _admin1(
    delegate: Delegate, rest: Text, lexicon: Lexicon, cities: WordSet
) -> tuple[Delegate, Text]:
    """Take a state or province off the front: `東北部賓州克蘭頓` lies in 賓州.

    What only begins the name of one of the `cities` of the country is none: 梳邦|再也.
    """
    match = _ADMIN1.match(rest.text)
    if match is None or not match.end():
        return delegate, rest
    admin1, after = rest.group(match, "admin1"), rest[match.end() :]
    longer = cities.prefix(lexicon.fold(rest.text)) > match.end()
    if longer or _begins_no_place(after, lexicon):
        return delegate, rest
    return replace(delegate, admin1=admin1), after


def _state_apart(
    delegate: Delegate, segments: list[Text], lexicon: Lexicon
) -> tuple[Delegate, list[Text]]:
    """Take a state or province off that stands before a blank and a city: 美國 田納西州 查塔努加市."""
    if len(segments) < 2 or delegate.admin1 is not None:
        return delegate, segments
    state, city = segments[:2]
    folded = lexicon.fold(city.text)
    office = next((start for start, _ in lexicon.titles.spans(folded)), len(folded))
    generic = lexicon.place_suffixes.suffix(folded[:office])
    if not _STATE_ALONE.fullmatch(state.text) or not generic or generic == office:
        return delegate, segments
    if lexicon.body_suffixes.suffix(folded[:office]):
        return delegate, segments
    return replace(delegate, admin1=state), segments[1:]


_STATE_ALONE = re.compile(rf"[{HAN}]{{1,6}}(?:[州省邦縣县道府]|大區|大区|地區|地区)")


def _begins_no_place(after: Text, lexicon: Lexicon) -> bool:
    """Whether what follows a state's name is an office, a body, or the generic part of a city."""
    folded = lexicon.fold(after.text)
    generic = _GENERIC_PART.match(folded)
    if _NO_PLACE.match(after.text) or (generic is not None and generic["led"]):
        return True
    rest = folded[generic.end() :] if generic is not None else folded
    office = next((start for start, _ in lexicon.titles.spans(rest)), len(rest))
    return is_made_of_body_words(rest[:office], lexicon)


_NO_PLACE = re.compile(r"副?[州省][長长]|政府|[議议][會会員员]|代表|副?[議议][長长]|拿督|州務")


def find_country(folded: str, lexicon: Lexicon) -> tuple[int, int]:
    """Where the first country's name stands in a folded text: index and length, (0, 0) for none."""
    start, end = next(lexicon.countries.spans(folded), (0, 0))
    return start, end - start


def own_country(folded: str, lexicon: Lexicon) -> int | None:
    """Where the country begins that an item is of: the last that words lead up to, else the first.

    One inside a name is none (新南|威爾斯|州, 彼得遜·|法蘭西|斯), nor one behind 在 or 駐
    (`在臺灣辦事處`), nor the namesake of a country's capital (千里達及托巴哥|西班牙|港).
    """
    found: list[int] = []
    led: list[int] = []
    for index, _ in lexicon.countries.spans(folded):
        if folded[index - 1 : index] not in ("在", "驻"):
            found.append(index)
            if index == 0 or _LEADS_UP.search(folded, 0, index):
                led.append(index)
    if led:
        return led[-1]
    return found[0] if found else None


_QUALIFIER = re.compile(
    r"(?:姊妹市|姐妹市|姊妹城市|友好城市|友邦|友好國|盟邦|的|之|自|而|及|與|和|由)$"
)


_LEADS_UP = re.compile(
    r"(?:姊妹市|姐妹市|姊妹城市|友好城市|友邦|友好国|盟邦|邀请|来自|包含|包括|洲|区|代表|[的之自而及与和由有为请\s:：,，(（「『])$"
)


def _may_precede_country(before: str) -> bool:
    """Words before a country that say nothing of the delegate (`臺北市姊妹市`韓國)."""
    return not before or bool(_QUALIFIER.search(before))
