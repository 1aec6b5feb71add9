"""Entries of a list that follow each other on one line, with a blank between them at most.

So a narrow cell of a PDF is read whose lines all end at its margin.
"""

from __future__ import annotations

import re

from pipeline.extract.delegates import Context, parse_delegate
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.office_holders import HAN
from pipeline.extract.records import Delegate
from pipeline.ingest.document import Text

_BETWEEN = re.compile(rf"\s+|(?<=[A-Za-z\u00c0-\u024f.])(?=[{HAN}])")


def parted_entries(line: Text, lexicon: Lexicon, context: Context) -> list[Text]:
    """The line cut before each country that begins somebody's entry behind somebody else's:
    `加拿大哈利法克斯市議長 Mr. Ryan MacLeod|哥斯大黎加埃雷迪亞市市長 Ms. Natalia Vargas`."""
    folded = lexicon.fold(line.text)
    begins = [
        match
        for match in _BETWEEN.finditer(line.text)
        if lexicon.countries.prefix(folded, match.end())
    ]
    entries: list[Text] = []
    last = 0
    for number, match in enumerate(begins):
        after = begins[number + 1].start() if number + 1 < len(begins) else len(line)
        before, rest = line[last : match.start()], line[match.end() : after]
        if all(_is_whole(parse_delegate(entry, lexicon, context)) for entry in (before, rest)):
            entries.append(before)
            last = match.end()
    return [*entries, line[last:]]


def _is_whole(delegate: Delegate | None) -> bool:
    """Whether an entry names a country, an office and who holds it."""
    return (
        delegate is not None
        and delegate.country is not None
        and delegate.title is not None
        and delegate.person is not None
    )
