"""Summaries printed as lines: somebody on a line of his own, what he said in the paragraphs below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pipeline.extract.lexicon import Lexicon
from pipeline.extract.rosters import Roster, read_roster
from pipeline.ingest.document import Block, Text

_BRACKETS = re.compile(r"[【〔［\[](?P<inner>[^】〕］\]\n]+)[】〕］\]]\s*[:：]?")
_PROSE = re.compile(r"[。！？]|\b[a-z]{3,}\.(?:\s|$)")
_LONGEST_LINE = 60


@dataclass(frozen=True, slots=True)
class Spoken:
    """Somebody's line, what is printed below it, and the block behind both."""

    speaker: Roster
    said: Text
    end: int


def spoken_lines(
    blocks: Sequence[Block], lexicon: Lexicon, people: frozenset[str]
) -> dict[int, Spoken]:
    """By the block where each begins, the speakers of whom at least two follow upon each other.

    One alone may head a paragraph about anything. Behind the last speaker one paragraph is his.
    """
    found: dict[int, Spoken] = {}
    run: list[int] = []
    for index in range(len(blocks)):
        if run and index < found[run[-1]].end:
            continue
        one = _spoken(blocks, index, lexicon, people)
        if one is not None:
            found[index] = one
            run.append(index)
            continue
        _close(found, run, blocks)
        run = []
    _close(found, run, blocks)
    return found


def _close(found: dict[int, Spoken], run: Sequence[int], blocks: Sequence[Block]) -> None:
    """End a run of speakers; one alone is none."""
    if len(run) == 1:
        del found[run[0]]
    elif run:
        last = found[run[-1]]
        found[run[-1]] = Spoken(last.speaker, blocks[run[-1] + 1].text, run[-1] + 2)


def _spoken(
    blocks: Sequence[Block], index: int, lexicon: Lexicon, people: frozenset[str]
) -> Spoken | None:
    said = list(_said(blocks, index + 1))
    speaker = _speaker(blocks[index], lexicon, people) if said else None
    if speaker is None:
        return None
    return Spoken(speaker, Text.join("\n", said), index + 1 + len(said))


def _said(blocks: Sequence[Block], start: int) -> Iterator[Text]:
    for block in blocks[start:]:
        if block.table is not None or block.kind == "caption" or not _PROSE.search(block.text.text):
            return
        yield block.text


def _speaker(block: Block, lexicon: Lexicon, people: frozenset[str]) -> Roster | None:
    """The one participant that a line holds, with office and place, in brackets or not."""
    line = block.text
    if block.table is not None or len(line) > _LONGEST_LINE or _PROSE.search(line.text):
        return None
    match = _BRACKETS.fullmatch(line.text)
    inner = line.group(match, "inner") if match is not None else None
    roster = read_roster(inner or line, lexicon, people)
    if len(roster.entries) != 1 or roster.labels:
        return None
    read = roster.entries[0].delegate
    if read is None or read.title is None or not (read.person or read.country):
        return None
    where = read.country or read.place or read.organisation
    return None if where is None else roster
