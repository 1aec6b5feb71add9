"""People named in English prose: `Aino Koskela, Mayor of Tampere, Finland`, `Taipei Mayor Chiang`.

Titles and countries are closed classes; names of people and places are runs of capitalised words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from pipeline.extract.latin_entries import BODY
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.records import Delegate
from pipeline.ingest.document import Text

_UPPER = r"A-Z\u00c0-\u00d6\u00d8-\u00de\u0100-\u024f\u1e00-\u1eff"
_NO_NAME = r"(?:The|As|Both|And|But|While|When|In|At|By|With|From|For|Then|Also|Meanwhile|Former)\b"
_WORD = rf"(?!{_NO_NAME})[{_UPPER}][\w'’\-‐‑]*(?<!['’]s)"
_INITIAL = rf"[{_UPPER}]\."
_PARTICLE = r"(?:de|del|della|da|dos|das|di|van|von|der|den|la|le|el|al|bin|binti|ibn|y|i|ap)"
_BETWEEN = rf"\s(?:{_PARTICLE}\s){{0,2}}"
_NAME = rf"(?:(?:{_WORD}|{_INITIAL})(?:{_BETWEEN}(?:{_INITIAL}|{_WORD})){{1,4}})"
_PLACE = rf"(?:{_WORD}(?:{_BETWEEN}{_WORD}){{0,4}})"
_HOME = rf"(?:{_WORD}(?:{_BETWEEN}{_WORD}){{0,3}}?)"
_HONORIFIC = r"(?:(?:Mrs?|Ms|Dr|Prof|Hon|H\.E|Sir|Dame)\.?\s){0,2}"
_OF = r"\s(?:of|from|for)\s(?:the\s)?(?:(?:City|Municipality|Town)\sof\s)?"
_WHERE = (
    rf"(?:{_OF}(?P<of>{_PLACE})(?:,\s(?:the\s)?(?P<of_country>{_PLACE}))?"
    rf"|\s?[(,]\s?(?P<at>{_PLACE}),\s(?:the\s)?(?P<at_country>{_PLACE}))"
)


@lru_cache(maxsize=4)
def _forms(titles: frozenset[str]) -> tuple[re.Pattern[str], ...]:
    """The two orders: a title behind its bearer, and one before."""
    latin = sorted((t for t in titles if t.isascii() and len(t) > 2), key=len, reverse=True)
    title = rf"(?P<title>(?i:{'|'.join(map(re.escape, latin))}))(?![\w'’-])"
    return (
        re.compile(
            rf"(?<!\w){_HONORIFIC}(?P<person>{_NAME})\s?[,(]\s?(?:the\s)?{title}(?!\s[{_UPPER}]){_WHERE}?"
        ),
        re.compile(
            rf"(?<!\w)(?:(?P<home>{_HOME})(?:['’]s?)?\s)??{title},?\s{_HONORIFIC}"
            rf"(?P<person>{_NAME}){_WHERE}?"
        ),
    )


def latin_mentions(sentence: Text, lexicon: Lexicon) -> Iterator[tuple[int, int, Delegate]]:
    """Everybody named beside a title in a sentence of Latin letters: start, end and reading."""
    printed = sentence.text
    matches = [m for form in _forms(lexicon.titles.words) for m in form.finditer(printed)]
    last = 0
    for match in sorted(matches, key=lambda match: (match.start("person"), match.start())):
        person = lexicon.fold(match["person"])
        if match.start() < last or person in lexicon.countries or person in lexicon.places:
            continue
        delegate, last = _delegate(sentence, match, lexicon)
        yield match.start(), last, delegate


def _delegate(sentence: Text, match: re.Match[str], lexicon: Lexicon) -> tuple[Delegate, int]:
    """Who is named, and where the words about them end."""
    groups = match.groupdict()
    title, person = sentence.group(match, "title"), sentence.group(match, "person")
    end = max(match.end("title"), match.end("person"))
    organisation = country = None
    place = sentence.group(match, "home") if groups.get("home") else None
    which = next((name for name in ("of", "at") if groups[name]), None)
    if which is not None:
        start, stop = match.span(which)
        body = BODY.match(sentence.text, start)
        country = _country(sentence, match.start(f"{which}_country"), lexicon)
        if body is not None:
            organisation, country, end = sentence[start : body.end()], None, body.end()
        elif lexicon.fold(sentence.text[start:stop]) in lexicon.countries:
            country, end = sentence[start:stop], stop
        elif which == "of" or country is not None:
            place, end = sentence[start:stop], stop
        if country is not None:
            end = max(
                end,
                next(i for i, p in enumerate(sentence.starts) if p == country.start) + len(country),
            )
    start = match.start()
    return (
        Delegate(
            printed=sentence[start:end],
            country=country,
            place=place,
            organisation=organisation,
            title=title,
            office=title,
            person=person,
            host_implied=place is None and country is None,
        ),
        end,
    )


def _country(sentence: Text, start: int, lexicon: Lexicon) -> Text | None:
    """The country whose name begins at `start`, a whole word."""
    if start < 0:
        return None
    size = lexicon.countries.prefix(lexicon.fold(sentence.text[start : start + 60]))
    behind = sentence.text[start + size : start + size + 1]
    return sentence[start : start + size] if size and not behind.isalnum() else None
