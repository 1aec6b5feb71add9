"""Cells that print who somebody is on two lines: the name, and the office with its place below it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pipeline.extract.delegates import Context
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.office_holders import is_bare_name, latin_name
from pipeline.extract.proxies import parse_proxy
from pipeline.extract.records import Delegate
from pipeline.ingest.document import Text


def named_above(lines: Sequence[Text], lexicon: Lexicon, context: Context) -> list[Delegate]:
    """The participants of lines that are by turns a name and its office; none of any others.

    What is above the first office is a name, so what is above the next is no second holder of the
    first: `Mr. Kari Laaksonen / 芬蘭坦佩雷市市長 / Ms. Paola Cárdenas / 墨西哥瓜達拉哈拉市副市長`.
    """
    found: list[Delegate] = []
    for name, office in zip(lines[::2], lines[1::2], strict=False):
        delegate = parse_proxy(office, lexicon, context)
        if (
            delegate is None
            or not _is_office(delegate)
            or not is_name(name, delegate.country, lexicon)
        ):
            return []
        found.append(_held_by(delegate, name, office))
    return found if 2 * len(found) == len(lines) else []


def _is_office(delegate: Delegate) -> bool:
    """Whether an entry is an office of a place, and nobody's."""
    placed = delegate.country is not None or delegate.place is not None
    return delegate.title is not None and delegate.person is None and placed


def is_name(line: Text, country: Text | None, lexicon: Lexicon) -> bool:
    """Whether a line is a name, and none of an office or of a city of the country beside it."""
    folded = lexicon.fold(line.text)
    of = lexicon.fold(country.text) if country is not None else ""
    if lexicon.titles.suffix(folded) or folded in lexicon.cities(of):
        return False
    read = latin_name(line)
    latin = read is not None and (" " in read[0].text or read[1] is not None)
    return latin or is_bare_name(line, lexicon)


def _held_by(delegate: Delegate, name: Text, office: Text) -> Delegate:
    person, honorific = latin_name(name) or (name, None)
    printed = Text.join(" ", [name, office])
    return replace(delegate, printed=printed, person=person, honorific=honorific)
