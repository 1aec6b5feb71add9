"""Cells that hold several participants, in columns beside each other: offices | names."""

from __future__ import annotations

import re

from pipeline.extract.columns import Column
from pipeline.extract.delegates import Context, parse_delegate
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.office_holders import HAN_RUN, LATIN_NAME
from pipeline.ingest.document import Text

Filled = list[tuple[Column, Text]]
"""The cells of a participant's columns that hold something."""


def one_by_one(filled: Filled, lexicon: Lexicon, people: frozenset[str]) -> list[Filled] | None:
    """The cells of each participant, where every line, or item, of every cell is of one; None where
    the cells are of one participant, and no list where they are of several that cannot be told apart."""
    lines = [(column, _items(column, text)) for column, text in filled]
    several = [(column, held) for column, held in lines if len(held) > 1]
    named = [held for column, held in several if column.meaning in ("person", "delegate")]
    if not named or not any(_are_people(held, lexicon, people) for held in named):
        return None
    count = len(named[0])
    apart = len(several) > 1 or _have_offices(named[0], lexicon, people)
    if apart and all(
        len(held) == count and _is_list(column, held, lexicon) for column, held in several
    ):
        return [
            [(column, held[number if len(held) > 1 else 0]) for column, held in lines]
            for number in range(count)
        ]
    return [] if any(_are_addressed(held) for held in named) else None


_MARK = re.compile(r"\s*[、;；]\s*")
_CONJUNCTION = re.compile(r"\s*[、;；&＆]\s*|\s+and\s+")


def _items(column: Column, text: Text) -> list[Text]:
    """The lines of a cell, or what its one line enumerates; `and` is part of names of countries."""
    lines = text.lines()
    if len(lines) > 1:
        return lines
    mark = _MARK if column.meaning in ("country", "place") else _CONJUNCTION
    return [item for item in text.split(mark) if item]


def _have_offices(items: list[Text], lexicon: Lexicon, people: frozenset[str]) -> bool:
    """Whether each item names somebody with an office of his own: 副市長 A、資訊長 B."""
    read = [parse_delegate(item, lexicon, Context(people)) for item in items]
    return all(delegate and delegate.person and delegate.title for delegate in read)


def _are_people(lines: list[Text], lexicon: Lexicon, people: frozenset[str]) -> bool:
    """Whether each line names somebody, all of them in one script."""
    scripts = {HAN_RUN.search(line.text) is not None for line in lines}
    return len(scripts) == 1 and all(_is_person(line, lexicon, people) for line in lines)


def _is_person(line: Text, lexicon: Lexicon, people: frozenset[str]) -> bool:
    if LATIN_NAME.fullmatch(line.text):
        return " " in line.text.strip()
    read = parse_delegate(line, lexicon, Context(people))
    named = read is not None and read.person is not None
    folded = lexicon.fold(line.text)
    return named or (len(folded) in (2, 3, 4) and lexicon.begins_name(folded, 0, len(folded)))


def _is_list(column: Column, lines: list[Text], lexicon: Lexicon) -> bool:
    """Whether each line of a cell is whole: an office, or a place in its country, or a name."""
    if column.meaning in ("person", "delegate"):
        return True
    folded = [lexicon.fold(line.text) for line in lines]
    return all(
        lexicon.titles.suffix(line) or lexicon.titles.prefix(line) for line in folded
    ) or all(
        lexicon.countries.prefix(line) or lexicon.place_suffixes.suffix(line) for line in folded
    )


def _are_addressed(lines: list[Text]) -> bool:
    """Whether each line addresses somebody (Mr., Ms.): so they are several."""
    matches = [LATIN_NAME.fullmatch(line.text) for line in lines]
    return all(match is not None and match["honorific"] for match in matches)
