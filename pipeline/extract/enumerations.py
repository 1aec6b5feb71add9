"""Enumerations cut into their items: at `、` and at the conjunctions, never inside a name.

The conjunctions are 及, 與, 和, 以及, 暨 and 或. They are no cuts inside the name of a country (奈及利亞, 埃及
and 及 itself look alike), of a city behind it (日本和歌山), or of a person behind an office (佐佐木和也),
and cut only where a participant can begin.
"""

from __future__ import annotations

import re

from pipeline.extract.han_names import name_at
from pipeline.extract.latin_entries import split_latin_entries
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.office_holders import HAN, HAN_RUN
from pipeline.extract.records import Delegate
from pipeline.ingest.document import Text

_MARK = re.compile(r"\s*[、;；]\s*|\s*[，,]\s*(?=以及|及|與|与|和)|(?P<comma>\s*[，,]\s*)")
_CONJUNCTION = re.compile(r"\s*(?P<word>以及|及|與|与|和|暨|并|並|或|偕同?|[攜携]同)\s*")
_CLOSING = re.compile(
    r"\s*等(?=等|[\d一二三四五六七八九十兩数數多各]|城市|首[長长]|市[長长]|[國国]|地|位|人|代表|貴賓|贵宾|嘉賓|縣市|县市|單位|单位|[，,。；]|$).*$"
    r"|\s*[在進进]?(?:線上|线上|视讯|視訊|現場|共同|行)?(?:合影|合照|留影|與會|与会|出席|參加|参加|參與|参与|與談|与谈|對談|对谈)*[。．.]*$",
    re.DOTALL,
)
_NO_NAME = re.compile(
    r"進行|签署|簽署|表示|舉行|举行|合作|交流|共同|以及|等|訪|參|说|說|的|了|是|並|城市"
)


def split_items(line: Text, lexicon: Lexicon) -> list[Text]:
    """Cut an enumeration into its items; the words that close it (`等城市首長`) are left out.

    Behind the closing words only what begins with a country is an item again.
    """
    items: list[Text] = []
    closed = False
    pieces = _pieces(line, lexicon)
    if not HAN_RUN.search(line.text):
        return [entry for piece in pieces for entry in split_latin_entries(piece, lexicon)]
    for piece in pieces:
        for item in _split_conjunctions(piece, lexicon, listed=len(pieces) > 1):
            if closed and not lexicon.countries.prefix(lexicon.fold(item.text)):
                continue
            match = _CLOSING.search(item.text)
            closed = closed or (match is not None and "等" in match[0])
            items.append(item[: match.start()].strip() if match else item)
    return [item for item in items if item]


def _pieces(line: Text, lexicon: Lexicon) -> list[Text]:
    """The pieces of a list between its marks; a comma is one where a country follows.

    `日本札幌市副市長石川敏也、仙台市局長高橋和代，韓國釜山市…`
    """
    folded = lexicon.fold(line.text)
    pieces: list[Text] = []
    last = 0
    for mark in _MARK.finditer(line.text):
        if mark["comma"] and not (pieces and lexicon.countries.prefix(folded, mark.end())):
            continue
        pieces.append(line[last : mark.start()].strip())
        last = mark.end()
    return [piece for piece in (*pieces, line[last:].strip()) if piece]


def _split_conjunctions(piece: Text, lexicon: Lexicon, *, listed: bool) -> list[Text]:
    conjunctions = list(_CONJUNCTION.finditer(piece.text))
    if not conjunctions:
        return [piece]
    folded = lexicon.fold(piece.text)
    inside = _name_positions(piece.text, folded, lexicon)
    closed = match.start() if (match := _CLOSING.search(piece.text)) else len(piece)
    cuts = [
        match
        for match in conjunctions
        if match.start("word") not in inside
        and not _ends_name(folded, match, lexicon)
        and (match.start() < closed or lexicon.countries.prefix(folded, match.end()))
        and (
            begins_delegate(piece[match.end() :], lexicon)
            or _joins_offices(piece, match, lexicon)
            or (listed and _joins_places(folded, match, lexicon))
        )
    ]
    parts, last = [], 0
    for match in cuts:
        parts.append(piece[last : match.start()].strip())
        last = match.end()
    parts.append(piece[last:].strip())
    return [part for part in parts if part]


def _ends_name(folded: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether what may join ends the name of who holds the office that is left: 林仁|和| 教授."""
    bare = folded[match.end() :].strip() in lexicon.titles
    return bare and not lexicon.titles.suffix(folded[: match.start()])


_LATIN_BEFORE = re.compile(r"[^\W\d_\u3400-\u9fff]\s*$")
_OFFICE_BEHIND = re.compile(rf"(?P<office>[{HAN}]{{2,12}})\s*(?=[A-Z\u00c0-\u024f])")


def _joins_offices(piece: Text, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a conjunction joins a Latin name to another office and name: 及數位局局長 Laura Dornheim."""
    office = _OFFICE_BEHIND.match(piece.text, match.end())
    if office is None or not _LATIN_BEFORE.search(piece.text, 0, match.start()):
        return False
    return lexicon.titles.suffix(lexicon.fold(office["office"])) > 0


_PLACES_JOINED = re.compile(rf"[{HAN}]{{2,8}}$"), re.compile(rf"[{HAN}]{{2,8}}(?:等.*)?$")
_COMMON = re.compile(
    r"各|等|城市|首长|市长|代表|民众|企业|政府|产业|国[家际内外]|交流|合作|进行|共同|分享|[与讲学业]者|[贵嘉来]宾|市民|专家"
)


def _joins_places(folded: str, match: re.Match[str], lexicon: Lexicon) -> bool:
    """Whether a conjunction in a list joins two names of places: 京都與神戶.

    Neither side may be made of words of bodies or common ones (通訊與資訊局, 首長與代表).
    """
    left = _PLACES_JOINED[0].search(folded, 0, match.start())
    right = _PLACES_JOINED[1].match(folded, match.end())
    if left is None or right is None or right.end() < len(folded):
        return False
    names = (left[0], re.sub(r"等.*$", "", right[0]))
    return not any(
        _COMMON.search(name)
        or lexicon.titles.suffix(name)
        or lexicon.body_suffixes.suffix(name)
        or lexicon.body_words.prefix(name)
        for name in names
    )


def _name_positions(text: str, folded: str, lexicon: Lexicon) -> frozenset[int]:
    """Where countries stand, the cities right behind them, and people right behind their offices;
    blanks may part them."""
    named: list[tuple[int, int]] = []
    for start, end in lexicon.countries.spans(folded):
        behind = _behind_blanks(text, end)
        city = lexicon.cities(folded[start:end]).prefix(folded, behind)
        named += [(start, end), (behind, behind + city)]
    for _, end in lexicon.titles.spans(folded):
        behind = _behind_blanks(text, end)
        named.append((behind, behind + len(name_at(text, folded, behind, lexicon) or "")))
    return frozenset(position for start, end in named for position in range(start, end))


def _behind_blanks(text: str, at: int) -> int:
    return len(text) - len(text[at:].lstrip())


_LONGEST_WORD = 80
"""No name of a country, place or office is longer, in any language."""
_DOMESTIC = re.compile(rf"[{HAN}]{{1,4}}[县市](?![长议府]|[{HAN}]*[局处部])")


def begins_delegate(text: Text, lexicon: Lexicon) -> bool:
    """Whether a participant may begin here: a country, a known place, a title or 某某縣."""
    folded = lexicon.fold(text.text.lstrip()[:_LONGEST_WORD])
    return bool(
        lexicon.countries.prefix(folded)
        or lexicon.places.prefix(folded)
        or lexicon.titles.prefix(folded)
        or _DOMESTIC.match(folded)
    )


_LONGEST_PLACE = 14


def is_plausible(delegate: Delegate) -> bool:
    """Whether what was read as a place can be a name at all."""
    if delegate.place is None:
        return delegate.country is not None
    name = delegate.place.text
    return len(name) <= _LONGEST_PLACE and not _NO_NAME.search(name)
