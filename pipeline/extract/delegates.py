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
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.office_holders import (
    DOTTED_NAME,
    HAN_RUN,
    NAME_DOTS,
    is_bare_name,
    with_latin_person,
    with_title,
)
from pipeline.extract.records import Delegate
from pipeline.extract.segments import PARENTHESIS, segments_of, with_admin1
from pipeline.ingest.document import Text

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
    if (named := _named_first(printed, lexicon, context)) is not None:
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


_NAME_FIRST = re.compile(
    rf"(?P<name>[\u3400-\u9fff\uac00-\ud7a3{NAME_DOTS}]{{2,16}})(?:\s+|\s*[|｜／/\t]\s*)(?P<office>\S.*)",
    re.DOTALL,
)
_HANGUL = re.compile("[\uac00-\ud7a3]{2,4}")


def _named_first(printed: Text, lexicon: Lexicon, context: Context) -> Delegate | None:
    """`高橋徹　日本大阪市副市長`: who holds the office stands before it and its place; else None."""
    match = _NAME_FIRST.fullmatch(printed.text)
    name = printed.group(match, "name") if match is not None else None
    office = printed.group(match, "office") if match is not None else None
    if name is None or office is None or not _is_name(name, lexicon):
        return None
    delegate = parse_delegate(office, lexicon, context)
    if delegate is None or delegate.title is None or delegate.person is not None:
        return None
    where = delegate.country or delegate.place or delegate.organisation
    return None if where is None else replace(delegate, printed=printed, person=name)


def _is_name(words: Text, lexicon: Lexicon) -> bool:
    """Whether words are a name by their form: a surname begins them, dots part them, or Hangul."""
    folded = lexicon.fold(words.text)
    if folded in lexicon.places or folded in lexicon.countries or lexicon.titles.suffix(folded):
        return False
    plain = is_bare_name(words, lexicon) and lexicon.begins_name(folded, 0, len(folded))
    formed = DOTTED_NAME.fullmatch(words.text) or _HANGUL.fullmatch(words.text)
    return plain or formed is not None


def _with_office_inside(printed: Text, lexicon: Lexicon) -> Text | None:
    """The entry with brackets opened that hold an office: `日本加賀市（市長 宮本和樹）`; else None."""
    for match in PARENTHESIS.finditer(printed.text):
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
    delegate, segments = segments_of(delegate, rest, lexicon)
    delegate, segments = with_title(delegate, segments, lexicon, context.people)
    delegate = with_company(with_places(delegate, segments, lexicon), lexicon)
    delegate = with_office(delegate, lexicon)
    if delegate.country is not None:
        return with_mission(delegate, lexicon)
    if delegate.place is None:
        known = delegate.title or delegate.person or delegate.organisation
        return replace(delegate, host_implied=_may_be_host(delegate, lexicon)) if known else None
    if (county := lexicon.home_counties.prefix(lexicon.fold(delegate.place.text))) > 0:
        return _of_county(delegate, delegate.place, county)
    if context.country is not None and not _is_host(delegate, lexicon):
        cities = lexicon.cities(lexicon.fold(context.country.text))
        carried, place = with_admin1(delegate, delegate.place, lexicon, cities)
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
