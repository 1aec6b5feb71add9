"""Participants printed in Latin letters only: `Zdeněk Hřib, Mayor of Prague, Czech Republic`."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.lexicon import Lexicon
from pipeline.extract.office_holders import LATIN_NAME, latin_name
from pipeline.extract.records import Delegate
from pipeline.ingest.document import Text

_LATIN_PIECE = re.compile(r"\s*(?:[,;:|()–—\t\n]|\s-\s|\bof\b|\bfrom\b)\s*")
_PORTFOLIO = re.compile(
    r"\s+for\s+[^,;|()–—\t\n]+?(?=\s+of\s+[A-Z\u00c0-\u024f]|\s*(?:[,;|()–—\t\n]|$))"
    r"|(?:(?<=\bSecretary)|(?<=\bCouncillor))\s+of\s+[^,;|()–—\t\n]+(?=,[^,]+,\s*\w)"
)
"""What somebody is in charge of: Vice Mayor |for Environment|, Aarhus; Secretary |of Works|, Recife, Brazil."""
_ASIDE = re.compile(
    r"(?:\s*[,–—-])?\s*(?:[“\"][^“”\"]{2,120}[”\"]\s*$|(?<=[,–—-]\s)(?:by|via)\s[^,;|()]+$"
    r"|(?<=[,–—-]\s)(?:online|virtually|remotely|in person|pre-?recorded)\b[^,;|()]*$)",
    re.IGNORECASE,
)
"""What a line ends in that is none of the participant: the title of a talk, how somebody took part."""
_NICKNAME = re.compile(r"(?<=\w)\s+[“\"‘'(][^\W\d_]{2,12}[”\"’')](?=\s[A-Z\u00c0-\u024f])")

BODY_NOUN = (
    r"(?:Department|Office|Bureau|Ministry|Division|Agency|Authority|Secretariat|Directorate)"
)
BODY = re.compile(
    rf"\b{BODY_NOUN}\s+(?:of|for)\s+(?:the\s+)?[^,;|()\n]+|\b(?:[A-Z][\w&'’-]*\s+(?:(?:and|&)\s+)?){{1,6}}{BODY_NOUN}\b"
)
"""The name of a body: `Department of Information Technology`, `Communication and Informatics Office`."""
_COUNCIL = re.compile(
    r"(?P<place>[A-Z\u00c0-\u024f].*?)\s+(?:City|Town|Municipal|County|Borough|District|Metropolitan)\s+"
    r"(?:Council|Government|Hall|Assembly)"
)
"""A council or government keeps its place's name: `Leeds City Council`."""
_CITY_OF = re.compile(r"\b(?:the\s+)?(?:City|Municipality|Town)\s+of\s+(?=[A-Z\u00c0-\u024f])")


def parse_latin_entry(printed: Text, lexicon: Lexicon) -> Delegate | None:
    """`Zdeněk Hřib, Mayor of Prague, Czech Republic`, in any order of its pieces."""
    delegate = Delegate(printed)
    left: list[Text] = []
    printed = _without_asides(printed)
    body = BODY.search(printed.text)
    if body is not None:
        delegate = replace(delegate, organisation=printed.group(body))
        printed = printed[: body.start()] + printed[body.end() :]
    pieces = printed.replace(_CITY_OF, "").replace(_PORTFOLIO, "").split(_LATIN_PIECE)
    delegate, pieces = _with_country(delegate, pieces, lexicon)
    for piece in pieces:
        council = _COUNCIL.fullmatch(piece.text)
        if council is not None:
            place = delegate.place or piece.group(council, "place")
            delegate = replace(delegate, organisation=delegate.organisation or piece, place=place)
            continue
        title, rest = _title_of(piece, lexicon)
        if title is None and delegate.title is None:
            title, rest = _title_inside(piece, lexicon)
        if title is None or delegate.title is not None:
            left.append(piece)
            continue
        delegate = replace(delegate, title=title, office=title)
        behind = piece.start < title.start
        left = [*left, *filter(None, rest)] if behind else [*filter(None, rest), *left]
    if delegate.country is None and delegate.title is None:
        return None
    delegate = _with_name(delegate, [piece for piece in left if _is_worded(piece.text)], lexicon)
    nowhere = delegate.country is None and delegate.place is None
    return replace(delegate, host_implied=nowhere and delegate.person is not None)


def _without_asides(printed: Text) -> Text:
    while (aside := _ASIDE.search(printed.text)) is not None and aside.start():
        printed = printed[: aside.start()]
    return printed.replace(_NICKNAME, "")


def _with_name(delegate: Delegate, pieces: list[Text], lexicon: Lexicon) -> Delegate:
    """The delegate with its name and place, which are the pieces left."""
    for piece in pieces:
        read = latin_name(piece)
        is_place = lexicon.fold(piece.text) in lexicon.places
        if read and not is_place and delegate.person is None and " " in piece.text:
            delegate = replace(delegate, person=read[0], honorific=read[1])
        elif delegate.place is None:
            delegate = replace(delegate, place=piece)
    return delegate


def _with_country(
    delegate: Delegate, pieces: list[Text], lexicon: Lexicon
) -> tuple[Delegate, list[Text]]:
    """Take the country out; one that another follows is a state's name: Atlanta, Georgia, USA."""
    named = [piece for piece in pieces if lexicon.fold(piece.text) in lexicon.countries]
    if not named:
        return delegate, pieces
    *states, country = named
    delegate = replace(delegate, country=country, admin1=states[-1] if states else None)
    return delegate, [piece for piece in pieces if piece not in named]


def _is_worded(piece: str) -> bool:
    """Whether a piece has letters, and is not the article that a body left behind."""
    return any(character.isalpha() for character in piece) and piece.lower() != "the"


def _title_of(piece: Text, lexicon: Lexicon) -> tuple[Text | None, list[Text]]:
    """A title at either end of a piece, whole words only, and the rest of the piece."""
    folded = lexicon.fold(piece.text)
    size = lexicon.titles.prefix(folded)
    if size and not folded[size : size + 1].isalnum() and folded[size : size + 1] not in ("'", "’"):
        return piece[:size], [piece[size:].strip(" .,")]
    size = lexicon.titles.suffix(folded)
    if size and not folded[: len(folded) - size][-1:].isalnum():
        cut = len(piece) - size
        return piece[cut:], [piece[:cut].strip(" .,")]
    return None, [piece]


_OF_OFFICE = re.compile(
    r"(?:(?:first|second|third|senior|former|acting|interim|current|then|honou?rable|excellency|the)\b|\w{1,4}\.).*",
    re.IGNORECASE,
)
"""What stands before an office and is no place: First Deputy Mayor, Hon. Mayor."""
_POSSESSIVE = re.compile(r"['’]s?$")
PARTICLES = "de|del|della|da|dos|das|di|van|von|der|den|la|le|el|al|bin|binti|ibn|y|i|ap"
"""Words in small letters that stand within names."""
_LOWER_WORD = re.compile(rf"(?<![\w'’-])(?!(?:{PARTICLES}|e)\s)[^\W\dA-Z_]\w*")


def _title_inside(piece: Text, lexicon: Lexicon) -> tuple[Text | None, list[Text]]:
    """The title between a place and its bearer (`Baguio City |Mayor| Benjie Magalong`), and both."""
    folded = lexicon.fold(piece.text)
    for start, end in lexicon.titles.spans(folded):
        home, person = piece[:start].strip(), piece[end:].strip()
        whole = piece.text[start - 1 : start].isspace() and piece.text[end : end + 1].isspace()
        if (
            whole
            and _is_full_name(person.text)
            and home.text[:1].isupper()
            and not _OF_OFFICE.fullmatch(home.text)
        ):
            return piece[start:end], [person, home.replace(_POSSESSIVE, "")]
    return None, [piece]


def _is_full_name(printed: str) -> bool:
    """Whether words are a name of several parts, and no sentence goes on behind it."""
    lower = next((m for m in _LOWER_WORD.finditer(printed) if m[0][0].islower()), None)
    return LATIN_NAME.fullmatch(printed) is not None and " " in printed and lower is None


_AND = re.compile(r"\s*,?\s+(?:and|&)\s+")


def split_latin_entries(line: Text, lexicon: Lexicon) -> list[Text]:
    """A line of Latin letters cut between participants of whom each has a name, an office, a place."""
    for mark in _AND.finditer(line.text):
        parts = [line[: mark.start()], line[mark.end() :]]
        if all(_is_whole(parse_latin_entry(part, lexicon)) for part in parts):
            return [parts[0], *split_latin_entries(parts[1], lexicon)]
    return [line]


def _is_whole(delegate: Delegate | None) -> bool:
    if delegate is None or delegate.person is None or delegate.title is None:
        return False
    return delegate.place is not None
