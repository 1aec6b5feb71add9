"""Places and the bodies that sit in them: `愛丁堡市議會`, `莫斯科創新局`, `荷蘭在臺辦事處`."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.lexicon import Lexicon, WordSet, words
from pipeline.extract.records import Delegate
from pipeline.ingest.document import Text

_NO_CITIES = words(())


def with_places(delegate: Delegate, segments: list[Text], lexicon: Lexicon) -> Delegate:
    country = delegate.country
    cities = lexicon.cities(lexicon.fold(country.text)) if country is not None else _NO_CITIES
    for segment in segments:
        place, body = split_place(segment, lexicon, cities)
        if place is not None and _is_of_office(delegate, place, lexicon):
            continue
        if place is not None and delegate.place is None:
            delegate = replace(delegate, place=place)
        elif place is not None and body is None:
            body = place
        if body is not None and delegate.organisation is None:
            delegate = replace(delegate, organisation=body)
    return delegate


def _is_of_office(delegate: Delegate, words: Text, lexicon: Lexicon) -> bool:
    """Whether words between a body of no city's and a person tell the office: 世界銀行|資深都市專家."""
    body = delegate.organisation
    if body is None or delegate.country is not None or delegate.place is not None:
        return False
    known = _is_known_place(lexicon.fold(words.text), lexicon, _NO_CITIES)
    return not known and body.start < words.start


_SHORTEST_PLACE = 2
"""One character before the words of a body belongs to its name: 思科, 友達."""


def split_place(
    segment: Text, lexicon: Lexicon, cities: WordSet = _NO_CITIES
) -> tuple[Text | None, Text | None]:
    """Part a place from the body that follows it: `愛丁堡市議會` is 愛丁堡市 and 愛丁堡市議會.

    A council or government keeps its place's name; another body begins where its own words do.
    `cities` are those of the country that the segment is of.
    """
    folded = lexicon.fold(segment.text)
    generic = lexicon.place_suffixes.suffix(folded) and not lexicon.body_suffixes.suffix(folded)
    if generic or folded in lexicon.places or folded in cities or not _is_body(folded, lexicon):
        return segment, None
    start = 0 if _FOUNDED.match(folded) else _body_start(folded, lexicon, cities)
    if start < _SHORTEST_PLACE or len(segment) == _SHORTEST_PLACE:  # 本局, 韋科 where unknown
        return None, segment
    if start == len(segment):
        return segment, None
    place = segment[:start]
    if _is_of_no_city(folded, start, lexicon, cities) or _ACRONYM.fullmatch(place.text):
        return None, segment
    if _SCHOOL.match(folded, start):
        return place if _is_known_place(folded[:start], lexicon, cities) else None, segment
    government = lexicon.place_suffixes.suffix(folded[:start]) and _is_seat_of_power(folded[start:])
    return place, segment if government else segment[start:]


_FOUNDED = re.compile(r"国立|市立|县立|私立|省立|公立|财团法人|社团法人")
"""How the names of schools, hospitals and foundations begin: what follows is their own name."""
_SCHOOL = re.compile(
    r"(?:科技|理工|师范|医科?|工业|商业|艺术|体育|海洋|外国语|技术){0,2}(?:大学|学院)$"
)
"""A school keeps what stands before these words, be it a place or not: 政治大學."""
_OWN_GOVERNMENT = re.compile(r"(?:市|县|本)(?:政)?府")


_ACRONYM = re.compile(r"[A-Z]{2,8}")
"""Capitals before the words of a body are part of its name: ICLEI全球秘書處."""


def _is_of_no_city(folded: str, start: int, lexicon: Lexicon, cities: WordSet) -> bool:
    """Whether a body of no city's keeps what stands before its words: 西門子公司."""
    if not lexicon.independent_suffixes.suffix(folded):
        return False
    return not _is_known_place(folded[:start], lexicon, cities)


def _is_known_place(folded: str, lexicon: Lexicon, cities: WordSet) -> bool:
    return (
        bool(lexicon.place_suffixes.suffix(folded)) or folded in lexicon.places or folded in cities
    )


def is_made_of_body_words(folded: str, lexicon: Lexicon) -> bool:
    """Whether nothing but words of bodies makes up a name: no proper name is in it."""
    return _body_start(folded, lexicon) == 0


_SEATS_OF_POWER = ("议会", "政府", "市府", "县府", "公所", "参议会")


def _is_seat_of_power(folded: str) -> bool:
    return folded.startswith(_SEATS_OF_POWER)


def _is_body(folded: str, lexicon: Lexicon) -> bool:
    if lexicon.body_suffixes.suffix(folded):
        return True
    return _body_start(folded, lexicon) < len(folded)


def _body_start(folded: str, lexicon: Lexicon, cities: WordSet = _NO_CITIES) -> int:
    """The first index from which the text is nothing but words of bodies; its length for none.

    A start behind a generic suffix of a place, or behind a known place, is preferred to one that
    only the words allow, for a transliteration may end in characters that also make such words.
    """
    starts = _body_starts(folded, lexicon)
    if 0 in starts and (
        lexicon.independent_suffixes.suffix(folded) or _OWN_GOVERNMENT.match(folded)
    ):
        return 0
    for start in starts:
        if not start or any(folded[other:start] in lexicon.body_words for other in starts):
            continue  # 市 at the end of 智慧城市|辦公室 is that of a word of the body
        if lexicon.place_suffixes.suffix(folded[:start]):
            return start
    if (city := cities.prefix(folded)) in starts:
        return city
    known = lexicon.places.prefix(folded)
    if known and (known in starts or lexicon.body_suffixes.suffix(folded)):
        return known
    return starts[0] if starts else len(folded)


def _body_starts(folded: str, lexicon: Lexicon) -> list[int]:
    """All indices from which words of bodies fill the text to its end, ascending.

    None begins with the one character that names of bodies end in: 特木科 is no section (科) of 特木.
    """
    end = len(folded)
    fits = {end}
    starts: list[int] = []
    sizes = {*lexicon.body_words.lengths, *lexicon.body_suffixes.lengths}
    for index in range(end - 1, -1, -1):
        held = [folded[index : index + size] for size in sizes if index + size in fits]
        first = [w for w in held if w in lexicon.body_words or w in lexicon.body_suffixes]
        if first:
            fits.add(index)
        if any(len(word) > 1 or word not in lexicon.body_suffixes for word in first):
            starts.append(index)
    return starts[::-1]


def with_office(delegate: Delegate, lexicon: Lexicon) -> Delegate:
    """Set the office: the title, with its body where a place stands before both.

    `創新與競爭力管理局長` shares 局: the body ends inside the title. What such a body is for, but no
    body, is of the office alone: 經濟副市長, 創新總監.
    """
    title, body, place = delegate.title, delegate.organisation, delegate.place
    if title is None:
        return delegate
    if body is None or body.start > title.start or _between(delegate, body, title) > 1:
        return replace(delegate, office=title)
    office = title if place is None or place.ends[-1] > body.start else body + title
    shared = lexicon.body_suffixes.prefix(lexicon.fold(title.text))
    folded = lexicon.fold(body.text)
    if lexicon.body_suffixes.suffix(folded):
        return replace(delegate, office=office)
    if shared:
        return replace(delegate, office=body + title, organisation=body + title[:shared])
    is_subject = is_made_of_body_words(folded, lexicon)
    return replace(delegate, office=office, organisation=None if is_subject else body)


_COMPANY_OFFICE = re.compile(
    r"(?:副?[總总][經经]理|副?董事[長长]|副?[總总]裁|[協协]理|[創创][辦办]人|[執执]行[長长]|教授|副?校[長长]|副?[會会][長长])$"
)
_TOWN = re.compile(r"[市縣县州省郡鎮镇鄉乡村府道]$")


def with_company(delegate: Delegate, lexicon: Lexicon) -> Delegate:
    """`友達光電董事長`: who heads a company, and names no country or town, is of that company."""
    place, title = delegate.place, delegate.title
    if place is None or title is None or delegate.country is not None:
        return delegate
    known = lexicon.fold(place.text) in lexicon.places or _TOWN.search(place.text)
    if known or delegate.organisation is not None or not _COMPANY_OFFICE.match(title.text):
        return delegate
    return replace(delegate, place=None, organisation=place)


_MISSION = re.compile(r"[在駐驻]|[臺台][灣湾北]")
_POST = re.compile(r"[駐驻][臺台華华]")


def with_mission(delegate: Delegate, lexicon: Lexicon) -> Delegate:
    """A mission's name begins with its country: `荷蘭在臺辦事處`, `波蘭臺北辦事處`.

    Where nothing follows 駐臺 but an office, no body is named.
    """
    country, body, place = delegate.country, delegate.organisation, delegate.place
    if country is None or body is None or country.start > body.start:
        return delegate
    if _SCHOOL.fullmatch(lexicon.fold(body.text)) and not _between(delegate, country, body):
        return replace(delegate, country=None, organisation=country + body)
    if _POST.fullmatch(body.text):
        return replace(delegate, organisation=None)
    if place is not None and lexicon.fold(place.text) in lexicon.host_places:
        apart = _between(delegate, country, place) or _between(delegate, place, body)
        named = country + place + body
        return delegate if apart else replace(delegate, place=None, organisation=named)
    if not _MISSION.match(body.text) or _between(delegate, country, body):
        return delegate
    return replace(delegate, organisation=country + body)


def _between(delegate: Delegate, left: Text, right: Text) -> int:
    """Characters of an entry between two of its parts; the source may hold markup there."""
    return sum(left.ends[-1] <= start < right.starts[0] for start in delegate.printed.starts)
