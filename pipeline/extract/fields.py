"""Participants described by fields, a line each: `國家：日本`, `城市：豐田市`, `姓名：太田俊彥`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.extract.assembly import assemble
from pipeline.extract.headers import PARTS_OF_DELEGATE, Meaning, meaning_of
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.records import Delegate
from pipeline.extract.rosters import read_roster
from pipeline.ingest.document import Block, Text

_FIELD = re.compile(r"(?P<label>[^：:\n]{1,16}?)\s*[：:]\s*(?P<value>\S.*)$")

Described = tuple[dict[Meaning, Text], Text, list[Text]]
"""The parts of a participant by their meaning, all that is printed of them, the labels."""


def described_participants(cell: Text, lexicon: Lexicon) -> list[Described]:
    """The participants whom a cell describes by fields; a field met again begins the next.

    Empty where a line is no field of a participant.
    """
    found: list[Described] = []
    for line in cell.lines():
        field = _field(line, lexicon)
        if field is None or field[2] not in PARTS_OF_DELEGATE:
            return []
        label, value, meaning = field
        if not found or meaning in found[-1][0]:
            found.append(({}, value, []))
        parts, printed, labels = found[-1]
        parts[meaning] = value
        whole = value if len(parts) == 1 else Text.join(" ", [printed, value])
        found[-1] = (parts, whole, [*labels, label])
    return [one for one in found if len(one[0]) > 1]


def _field(line: Text, lexicon: Lexicon) -> tuple[Text, Text, Meaning] | None:
    """The label of a field, its value, and what the label means; None for any other line."""
    match = _FIELD.fullmatch(line.text)
    label, value = (line.group(match, name) if match else None for name in ("label", "value"))
    meaning = meaning_of(lexicon.fold(label.text)) if label is not None else None
    return None if label is None or value is None or meaning is None else (label, value, meaning)


def field_runs(blocks: Sequence[Block], lexicon: Lexicon) -> Iterator[tuple[int, int]]:
    """The stretches of lines below each other, first and behind the last, that describe somebody.

    Each line is a field, each field stands once, and one of them is where he is from.
    """
    met: list[Meaning] = []
    for index in range(len(blocks) + 1):
        meaning = _field_of(blocks[index], lexicon) if index < len(blocks) else None
        if meaning is not None and meaning not in met:
            met.append(meaning)
            continue
        if len(met) > 1 and not _WHERE.isdisjoint(met) and not _WHO.isdisjoint(met):
            yield index - len(met), index
        met = [] if meaning is None else [meaning]


_WHERE: frozenset[Meaning] = frozenset({"country", "place"})
_WHO: frozenset[Meaning] = frozenset({"delegate", "person"})


def _field_of(block: Block, lexicon: Lexicon) -> Meaning | None:
    field = _field(block.text, lexicon) if block.table is None else None
    told = field is not None and field[2] in (*PARTS_OF_DELEGATE, "delegate")
    return field[2] if field is not None and told else None


def described_delegates(
    lines: Sequence[Text], lexicon: Lexicon, people: frozenset[str]
) -> tuple[list[Delegate], list[Text]]:
    """Who is described by the fields of a stretch, and the labels of the fields."""
    parts: dict[Meaning, Text] = {}
    labels: list[Text] = []
    for label, value, meaning in filter(None, (_field(line, lexicon) for line in lines)):
        parts[meaning] = value
        labels.append(label)
    cell = parts.pop("delegate", None)
    home = assemble(parts, None, Text.join(" ", parts.values()), lexicon, people)
    if cell is None or home is None:
        return ([] if home is None else [home]), labels
    entries = [entry.delegate for entry in read_roster(cell, lexicon, people).entries]
    named = [delegate for delegate in entries if delegate is not None and delegate.person]
    return [_at_home(delegate, home) for delegate in named], labels


def _at_home(delegate: Delegate, home: Delegate) -> Delegate:
    """Somebody named without a place, with that of the fields above him."""
    if delegate.country is not None or delegate.place is not None:
        return delegate
    return replace(
        delegate, country=home.country, admin1=home.admin1, place=home.place, host_implied=False
    )
