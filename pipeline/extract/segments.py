"""An entry of a participant cut into segments, its country and its state taken out of them."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.bodies import is_made_of_body_words
from pipeline.extract.lexicon import Lexicon, WordSet
from pipeline.extract.office_holders import HAN
from pipeline.extract.records import Delegate
from pipeline.ingest.document import Text

_SEPARATOR = re.compile(r"\s*(?:[－—–―─|｜/／:：,，;；\n\t]|(?<=\s)-(?=\s))\s*|\s+")
PARENTHESIS = re.compile(r"[(（]\s*([^()（）]*?)\s*[)）]")


def segments_of(
    delegate: Delegate, parts: list[Text], lexicon: Lexicon
) -> tuple[Delegate, list[Text]]:
    """Cut into segments, take the country out of the first that begins with one."""
    segments: list[Text] = []
    for part in parts:
        bare = part
        for match in reversed(list(PARENTHESIS.finditer(part.text))):
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
            behind = segment[start + length :].replace(_STATE, "").replace(_RANK, "")
            known = cities.prefix(lexicon.fold(behind.text))
            behind = behind if known else behind.strip(" 的")
            called = 0 if known else cities.prefix(folded, start)
            if called > length or _OWN_CITY.match(behind.text):
                return delegate, [*segments[:index], segment[start:], *segments[index + 1 :]]
            (behind, *later) = [s for s in (behind, *segments[index + 1 :]) if s] or [behind]
            delegate, rest = with_admin1(delegate, behind, lexicon, cities)
            left = [rest, *later] if rest else later
            delegate, left = _state_apart(delegate, left, lexicon)
            return delegate, [*segments[:index], *left]
    return delegate, segments


_OWN_CITY = re.compile(r"市(?:$|副?市[長长]|副?[議议][長长員员]|市?[議议][會会]|代表|首[長长])")
"""What follows a country whose capital is named for it: 瓜地馬拉|市市長, as 巴西|利亞市 where cities
are known."""
_RANK = re.compile(
    r"^(?:的)?(?:(?:[東东西南北中]{1,2}部)?(?:第[一二三四五六七八九十\d]{1,2}|最)大(?:城市?|都市|港)|首[都府]|古[都城]|港都)"
    r"(?=[\u3400-\u9fff]{2})"
)
"""What a release says of a city before its name: 立陶宛|第二大城|考納斯."""
_STATE = re.compile(r"^(?:民主|聯合|联合|人民)?(?:王國|王国|公國|公国|共和國|共和国|聯邦|联邦)")
"""How the full name of a country goes on: 史瓦帝尼|王國."""
_ADMIN1 = re.compile(
    rf"(?:[東西南北中]{{1,2}}[部岸])?(?:(?P<admin1>[{HAN}]{{1,6}}?[州省邦]|[{HAN}]{{2,4}}?[縣县道府]"
    rf"(?=[{HAN}]{{1,5}}[市町村]))(?=[{HAN}]{{2}}))?"
)
_GENERIC_PART = re.compile(r"(?:广域|特别|自治|直辖)?[市区县郡](?P<led>副|[代前首第]|\W)?")


def with_admin1(
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
    if (
        _NO_PLACE.match(after.text)
        or lexicon.titles.prefix(folded)
        or (generic is not None and generic["led"])
    ):
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
