"""A participant whose parts stand in columns, or in fields, of their own."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.asides import LEFT_OPEN
from pipeline.extract.delegates import Context, parse_delegate
from pipeline.extract.headers import Meaning
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.office_holders import HAN, HAN_RUN, LATIN_NAME, latin_name
from pipeline.extract.records import Delegate
from pipeline.extract.spaced_names import whole_name
from pipeline.ingest.document import Text

_SHORTEST_PLACE = 2


def assemble(
    parts: dict[Meaning, Text],
    cell: Text | None,
    printed: Text,
    lexicon: Lexicon,
    people: frozenset[str],
) -> Delegate | None:
    """A delegate whose parts stand in columns of their own; each is read for what it may add."""
    parts = {
        m: text if m == "person" else _without_gloss(text)
        for m, text in parts.items()
        if not LEFT_OPEN.fullmatch(text.text)
    }
    whole = parse_delegate(printed, lexicon, Context(people)) or Delegate(printed)
    delegate = replace(whole, printed=printed, host_implied=False)
    if cell is not None and (read := parse_delegate(cell, lexicon, Context(people))) is not None:
        delegate = replace(read, printed=printed)
    if cell is not None and "person" not in parts:
        name = _name_in(delegate, cell, "place" in parts)
        parts = parts if name is None else {**parts, "person": name}
    if (place := parts.get("place")) is not None:
        read = parse_delegate(place, lexicon, Context(people))
        delegate = _with_place(delegate, place, read, parts.get("country"), lexicon)
    if (country := parts.get("country")) is not None:
        delegate = replace(delegate, country=country)
        if "place" not in parts and cell is None and delegate.place is not None:
            inside = delegate.place.start >= country.start and (
                delegate.place.ends[-1] <= country.ends[-1]
            )
            delegate = replace(delegate, place=None) if inside else delegate
    if (person := parts.get("person")) is not None:
        person = whole_name(person)
        read_person = parse_delegate(person, lexicon, Context(people))
        named = read_person.person if read_person and read_person.person else None
        title = read_person.title if read_person and named else None
        honorific = read_person.honorific if read_person and named else delegate.honorific
        if named is None and (latin := latin_name(person.strip())):
            named, honorific = latin
        delegate = replace(
            delegate,
            person=named or person,
            title=title or delegate.title,
            honorific=honorific,
        )
    if (office := parts.get("title")) is not None:
        read_title = parse_delegate(office, lexicon, Context(people))
        bare = read_title.title if read_title and read_title.title else office
        body = read_title.organisation if read_title else None
        delegate = replace(
            delegate,
            title=bare,
            office=office,
            organisation=parts.get("organisation") or body or delegate.organisation,
        )
    elif (body := parts.get("organisation")) is not None:
        delegate = replace(delegate, organisation=body)
    known = (delegate.country, delegate.place, delegate.organisation, delegate.person)
    return delegate if any(known) else None


def _with_place(
    delegate: Delegate, place: Text, read: Delegate | None, country: Text | None, lexicon: Lexicon
) -> Delegate:
    """The delegate with the place of its cell, and what else the cell was read as.

    `country` is that of a column of its own.
    """
    if read is None or _is_named_so(read, country, lexicon):
        return replace(delegate, place=place)
    alone = read.place if read.country else None
    return replace(
        delegate,
        country=read.country or delegate.country,
        place=alone or (None if read.country else place),
        organisation=read.organisation or delegate.organisation,
    )


def _is_named_so(read: Delegate, country: Text | None, lexicon: Lexicon) -> bool:
    """Whether the country in a cell of places is part of a name: beside its own country stands
    another one (英國|巴西爾登), or what follows is no name (巴拿馬|巴拿馬城)."""
    if country is None or read.country is None:
        return False
    rest = read.place.text if read.place is not None else ""
    return len(rest) < _SHORTEST_PLACE or (
        lexicon.fold(read.country.text) != lexicon.fold(country.text)
    )


_GLOSS = re.compile(rf"(?P<words>[^A-Za-z]*[{HAN}][^A-Za-z\n]*?)[\s(（]+[A-Z][^{HAN}]*$")


def _without_gloss(part: Text) -> Text:
    """The Chinese of a cell that prints it in English behind or below: 副市長 Deputy Mayor."""
    match = _GLOSS.match(part.text)
    words = part.group(match, "words") if match is not None else None
    return part if words is None else words.strip()


def _name_in(delegate: Delegate, cell: Text, placed: bool) -> Text | None:
    """The name in a cell of participants that was not read as one, its place standing beside it.

    Either the cell is nothing but a name, or what it prints beside an office is none of a place.
    """
    spans = range(cell.start, cell.ends[-1])
    parts = (delegate.country, delegate.place, delegate.organisation, delegate.title)
    own = [part for part in parts if part is not None and part.start in spans]
    if not own and (LATIN_NAME.fullmatch(cell.text) or HAN_RUN.fullmatch(cell.text)):
        return cell
    alone = own in ([delegate.place], [delegate.place, delegate.title])
    return delegate.place if placed and alone and delegate.person is None else None
