"""A person's name in two scripts, the second in brackets: `蔣萬安(Chiang Wan-an)`."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.lexicon import Lexicon, words
from pipeline.extract.office_holders import DOTTED_NAME, HAN, LATIN_NAME, NAME_DOTS
from pipeline.extract.records import Delegate
from pipeline.ingest.document import Text

_LATIN_BEHIND = re.compile(rf"(?<=[{HAN}])\s*[(（]\s*(?P<alias>[^()（）{HAN}]{{3,60}}?)\s*[)）]")
_HAN_BEHIND = re.compile(rf"\s*[(（]\s*(?P<alias>[{HAN}{NAME_DOTS}]{{2,24}})\s*[)）]")
_MARKS = re.compile(r"[\s(（)）]*")


def without_alias(printed: Text) -> tuple[Text, Text | None]:
    """The entry without the Latin name in brackets behind a Han one, and that name."""
    match = latin_alias(printed.text)
    if match is None:
        return printed, None
    alias = printed.group(match, "alias")
    return printed[: match.start()] + printed[match.end() :], alias


def latin_alias(printed: str, at: int | None = None) -> re.Match[str] | None:
    """The first Latin name of several words in brackets behind a Han character, or the one at `at`."""
    found = (
        _LATIN_BEHIND.finditer(printed)
        if at is None
        else filter(None, [_LATIN_BEHIND.match(printed, at)])
    )
    return next((match for match in found if _is_full_name(match["alias"])), None)


def _is_full_name(alias: str) -> bool:
    match = LATIN_NAME.fullmatch(alias)
    return match is not None and len(match["name"].split()) > 1


def is_alias(person: Text | None, alias: Text, printed: Text) -> bool:
    """Whether a bracketed name stands right behind the person whom the rest of the entry names."""
    if person is None or not person or person.ends[-1] > alias.start:
        return False
    between = [
        character
        for character, start in zip(printed.text, printed.starts, strict=True)
        if person.ends[-1] <= start < alias.start
    ]
    return _MARKS.fullmatch("".join(between)) is not None


def with_name_before(delegate: Delegate, alias: Text, lexicon: Lexicon) -> Delegate:
    """A place that ends in the name which brackets repeat: 大田市|權善宅（Kwon Sun-taik）市長; behind an
    office what they repeat is a name, whatever it ends in: 處長 林百科 (Axel Lindner)."""
    place, country = delegate.place, delegate.country
    if delegate.person is not None or not is_alias(place, alias, delegate.printed):
        return delegate
    assert place is not None
    folded = lexicon.fold(place.text)
    title = delegate.title
    if title is not None and title.start < place.start and folded not in lexicon.places:
        return replace(delegate, place=None, person=place)
    cities = lexicon.cities(lexicon.fold(country.text)) if country is not None else words(())
    for size in (3, 2, 4):
        head = folded[:-size]
        known = head in lexicon.places or head in cities or lexicon.place_suffixes.suffix(head)
        if head and known:
            return replace(delegate, place=place[:-size], person=place[-size:])
    return delegate


def with_han_alias(delegate: Delegate, lexicon: Lexicon) -> Delegate:
    """`Joy Belmonte（喬伊·貝爾蒙特）`: the Han name in brackets right behind a Latin one."""
    person = delegate.person
    if person is None or not LATIN_NAME.fullmatch(person.text):
        return delegate
    behind = sum(start < person.ends[-1] for start in delegate.printed.starts)
    match = _HAN_BEHIND.match(delegate.printed.text, behind)
    alias = delegate.printed.group(match, "alias") if match else None
    if alias is None:
        return delegate
    if _may_be_name(alias.text, lexicon):
        delegate = replace(delegate, alias=alias)
    return _without_remark(delegate, alias)


_REMARK = re.compile(r"[線线]上|視訊|视讯|[錄录]影|[左右前後后中排]|代表|出席|[現现]任|女|男|圖|图")


def _without_remark(delegate: Delegate, words: Text) -> Delegate:
    """Words in brackets behind a person are no place and no body (`Jeroen Dijsselbloem（戴松）`)."""
    name = delegate.alias or (None if _REMARK.search(words.text) else words)
    if delegate.place == words:
        return replace(delegate, place=None, alias=name)
    if delegate.organisation == words and delegate.place is not None:
        return replace(delegate, organisation=None, alias=name)
    return delegate


def _may_be_name(printed: str, lexicon: Lexicon) -> bool:
    if DOTTED_NAME.fullmatch(printed):
        return True
    folded = lexicon.fold(printed)
    known = folded in lexicon.places or folded in lexicon.countries or folded in lexicon.titles
    return not known and lexicon.begins_name(folded, 0, len(folded)) and len(printed) <= 4
