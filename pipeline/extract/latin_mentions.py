"""People named in English prose: `Aino Koskela, Mayor of Tampere, Finland`, `Taipei Mayor Chiang`.

Titles and countries are closed classes; names of people and places are runs of capitalised words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from pipeline.extract.latin_entries import BODY_NOUN, PARTICLES
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.office_holders import HONOUR
from pipeline.extract.records import Delegate
from pipeline.ingest.document import Text

_UPPER = r"A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u024f\u1e00-\u1eff"
_NO_NAME = r"(?:The|As|Both|And|But|While|When|In|At|By|With|From|For|Then|Also|Meanwhile|Former)\b"
_WORD = rf"(?!{_NO_NAME})[{_UPPER}][\w'’\-‐‑]{{0,40}}(?<!['’]s)(?<!['’])"
_INITIAL = rf"[{_UPPER}]\."
_BETWEEN = rf"\s(?:(?:{PARTICLES})\s){{0,2}}"
_NAME = rf"(?:(?:{_WORD}|{_INITIAL})(?:{_BETWEEN}(?:{_INITIAL}|{_WORD})){{1,4}})"
_PLACE = rf"(?:{_WORD}(?:{_BETWEEN}{_WORD}){{0,4}})"
_HOME = rf"(?:{_WORD}(?:{_BETWEEN}{_WORD}){{0,3}}?)"
_RUN = rf"(?:{_WORD}(?:{_BETWEEN}(?:{_INITIAL}|{_WORD})){{2,7}})"
_HONORIFIC = r"(?:(?:Mrs?|Ms|Dr|Prof|Hon|H\.E|Sir|Dame|Tan\sSri|Datuk(?:\sSeri)?|Dato['’]?(?:\sS(?:ri|eri))?|Datin|Tun)\.?\s){0,3}"
_ITS = (
    r"(?:the\s)?(?:(?:City|Municipality|Town|People['’]s Committee|(?:City|Municipal|County) Council)"
    r"\sof\s(?:the\s)?)?"
)
"""What may stand between an office and its place: Chairman of |the People's Committee of| Hue."""
_OF = rf"\s(?:of|from|for)\s{_ITS}"
_SEAT = rf"\sof\s{_ITS}"
_PORTFOLIO = rf"(?:\sfor\s(?:the\s)?{_WORD}(?:\s(?:(?:and|of|&)\s)?{_WORD}){{0,3}})?"
"""What somebody is in charge of: Deputy Mayor |for Digital Transformation| of Kyiv."""
_WHERE = (
    rf"(?:{_OF}(?P<of>{_PLACE})(?:,\s(?:the\s)?(?P<of_country>{_PLACE}))?"
    rf"|\s?[(,]\s?(?P<at>{_PLACE}),\s(?:the\s)?(?P<at_country>{_PLACE}))"
)
_IN_BRACKETS = rf"(?:\s?\((?:the\s)?(?P<in_country>{_PLACE})\))?"
_BODY = re.compile(
    rf"\b{BODY_NOUN}\s(?:of|for)\s(?:the\s)?{_WORD}(?:\s(?:(?:and|of|for|the|&)\s){{0,2}}{_WORD})*"
    rf"|\b(?:{_WORD}\s(?:(?:and|&)\s)?){{1,6}}{BODY_NOUN}\b"
)
"""The name of a body: it ends before the words with which its sentence goes on."""
_HEAD = re.compile("mayor|governor", re.IGNORECASE)
"""Titles that name any place before their bearer (Mayor of Prague Zdeněk Hřib); others a known one."""
_GENERIC = re.compile(r"\s(?:City|Town|County|Municipality|Prefecture)$")
_STATE = re.compile(rf"(?P<state>{_PLACE}),\s(?:the\s)?(?=[{_UPPER}])")
_NAME_BEGINS = re.compile(rf"{_BETWEEN}(?=[{_UPPER}])")


@dataclass(frozen=True, slots=True)
class _Found:
    """Somebody in a sentence, by stretches of it: `where` is a place, or what else stands for it;
    `country` is where the words begin that may name one."""

    start: int
    title: tuple[int, int]
    person: tuple[int, int]
    home: tuple[int, int] | None = None
    where: tuple[int, int] | None = None
    former: tuple[int, int] | None = None
    country: int = -1
    sure: bool = True
    """Whether `where` is a place though no country stands beside it."""


@lru_cache(maxsize=4)
def _forms(titles: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    """The orders: a title behind its bearer, one before, one with its place before."""
    offices = (t for t in titles if t.isascii() and len(t) > 2 and not HONOUR.fullmatch(t))
    latin = sorted(offices, key=len, reverse=True)
    some = rf"(?i:{'|'.join(map(re.escape, latin))})(?![\w'’-])"
    title = rf"(?P<title>{some})"
    head = rf"(?P<title>(?i:{'|'.join(map(re.escape, filter(_HEAD.search, latin)))})(?![\w'’-]))"
    of = rf"(?<!\w){head}{_PORTFOLIO}{_SEAT}"
    return (
        re.compile(
            rf"(?<!\w){_HONORIFIC}(?!{some})(?P<person>{_NAME})\s?[,(]\s?(?:the\s)?{title}(?!\s[{_UPPER}]){_WHERE}?"
        ),
        re.compile(
            rf"(?<!\w)(?:(?P<former>Former|former)\s)?(?:(?P<home>{_HOME})(?:['’]s?)?\s)??{title},?\s{_HONORIFIC}"
            rf"(?P<person>{_NAME})(?:{_WHERE}|{_IN_BRACKETS})"
        ),
        re.compile(
            rf"{of}(?P<of>{_PLACE})(?:,\s(?:the\s)?(?P<of_country>{_PLACE}))?,\s{_HONORIFIC}(?!{some})"
            rf"(?P<person>{_NAME})(?=[,.;]|\s[a-z(]|$)(?!,\s(?:the\s)?{some})"
        ),
        re.compile(rf"(?<!\w){title}{_PORTFOLIO}{_SEAT}(?P<run>{_RUN}){_IN_BRACKETS}"),
    )


def latin_mentions(sentence: Text, lexicon: Lexicon) -> Iterator[tuple[int, int, Delegate]]:
    """Everybody named beside a title in a sentence of Latin letters: start, end and reading."""
    printed = sentence.text
    matches = [m for form in _forms(lexicon.titles.words) for m in form.finditer(printed)]
    found = [one for match in matches if (one := _found(match, lexicon)) is not None]
    places = [one.where for one in found if one.where and one.where[1] <= one.person[0]]
    last = 0
    for one in sorted(found, key=lambda one: (one.person[0], one.start)):
        if any(start <= one.person[0] < end for start, end in places):
            continue  # Mayor of |Fukuoka Soichiro Takashima, Deputy Mayor of Rotterdam …
        person = lexicon.fold(printed[slice(*one.person)])
        if one.start < last or person in lexicon.countries or person in lexicon.places:
            continue
        delegate, last = _delegate(sentence, one, lexicon)
        yield one.start, last, delegate


def _found(match: re.Match[str], lexicon: Lexicon) -> _Found | None:
    """What a match says, if it does; the run of a place and a name is parted."""
    told = {name for name, words in match.groupdict().items() if words}
    which = next((name for name in ("of_country", "at_country", "in_country") if name in told), "")
    country = match.start(which) if which else -1
    if "run" in told:
        cut = _name_start(match["run"], lexicon, head=bool(_HEAD.search(match["title"])))
        if cut is None:
            return None
        start, end = match.span("run")
        place = start, start + cut[0]
        return _Found(
            match.start(), match.span("title"), (start + cut[1], end), where=place, country=country
        )
    where = next((name for name in ("of", "at") if name in told), None)
    return _Found(
        match.start(),
        match.span("title"),
        match.span("person"),
        match.span("home") if "home" in told else None,
        match.span(where) if where else None,
        match.span("former") if "former" in told else None,
        country,
        where == "of",
    )


def _name_start(run: str, lexicon: Lexicon, *, head: bool) -> tuple[int, int] | None:
    """Where in `Belize City Bernard Wagner` the place ends and where the name begins.

    A city that is known, or says itself that it is one, is parted from what follows; of another, the
    first word from a name of two, behind the `head` of a place. None where a longer run may be cut in
    several ways.
    """
    cuts = [(m.start(), m.start() + 1) for m in _NAME_BEGINS.finditer(run)][:-1]
    for cut in reversed(cuts):
        if _GENERIC.search(run, 0, cut[0]) or lexicon.is_city(run[: cut[0]]):
            return cut
    return cuts[0] if len(cuts) == 1 and head else None


def _tells_more(sentence: Text, found: _Found) -> bool:
    """Whether brackets say more than the office, read or not: (Chairwoman, People's Committee)."""
    start, end = found.title
    return sentence.text[start - 1 : start] == "(" and sentence.text[end : end + 1] == ","


def _delegate(sentence: Text, found: _Found, lexicon: Lexicon) -> tuple[Delegate, int]:
    """Who is named, and where the words about them end."""
    title, person = sentence[slice(*found.title)], sentence[slice(*found.person)]
    if found.former is not None:
        title = Text.join(" ", [sentence[slice(*found.former)], title])
    end = max(found.title[1], found.person[1])
    organisation = None
    place = sentence[slice(*found.home)] if found.home else None
    country, state = _country(sentence, found.country, lexicon)
    if country is None and found.where is not None:
        state = _state_alone(sentence, found.country, lexicon)
    if found.where is not None:
        start, stop = found.where
        body = _BODY.match(sentence.text, start)
        if body is not None:
            organisation = sentence[start : body.end()].strip(" .")
            country, end = None, max(end, start + len(organisation))
        elif lexicon.fold(sentence.text[start:stop]) in lexicon.countries:
            country, end = sentence[start:stop], max(end, stop)
        elif found.sure or country is not None:
            place, end = sentence[start:stop], max(end, stop)
    if country is not None:
        at = next(i for i, p in enumerate(sentence.starts) if p == country.starts[0])
        end = max(end, at + len(country))
    return (
        Delegate(
            printed=sentence[found.start : end],
            country=country,
            admin1=state if place is not None else None,
            place=place,
            organisation=organisation,
            title=title,
            office=title,
            person=person,
            host_implied=place is None and country is None and not _tells_more(sentence, found),
        ),
        end,
    )


def _country(sentence: Text, start: int, lexicon: Lexicon) -> tuple[Text | None, Text | None]:
    """The country whose name begins at `start`, a whole word, and the state that may stand before it
    (Colorado, USA)."""
    state = _STATE.match(sentence.text, max(start, 0))
    for at, before in ((start, None), (state.end() if state else -1, state)):
        size = lexicon.countries.prefix(lexicon.fold(sentence.text[at : at + 60])) if at >= 0 else 0
        if size and not sentence.text[at + size : at + size + 1].isalnum():
            return sentence[at : at + size], before and sentence.group(before, "state")
    return None, None


_STATE_ALONE = re.compile(rf"(?P<state>{_PLACE})(?=[,.;)]|\s[a-z]|$)")


def _state_alone(sentence: Text, start: int, lexicon: Lexicon) -> Text | None:
    """The state that stands behind a city without its country: Columbus, |Ohio|."""
    match = _STATE_ALONE.match(sentence.text, start) if start >= 0 else None
    if match is None or lexicon.titles.prefix(lexicon.fold(match["state"])):
        return None
    return sentence.group(match, "state")
