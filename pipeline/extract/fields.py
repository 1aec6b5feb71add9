"""Participants described by fields, a line each: `國家：日本`, `城市：豐田市`, `姓名：太田俊彥`."""

from __future__ import annotations

import re

from pipeline.extract.headers import PARTS_OF_DELEGATE, Meaning, meaning_of
from pipeline.extract.lexicon import Lexicon
from pipeline.ingest.document import Text

_FIELD = re.compile(r"(?P<label>[^：:\n]{1,16}?)\s*[：:]\s*(?P<value>\S.*)$")

Described = tuple[dict[Meaning, Text], Text, list[Text]]
"""The parts of a participant by their meaning, all that is printed of them, the labels."""


def described_participants(cell: Text, lexicon: Lexicon) -> list[Described]:
    """The participants whom a cell describes by fields; a field met again begins the next.

    Empty where a line is no field of a participant.
    """
    found: list[Described] = []
    for line in cell.lines():
        match = _FIELD.match(line.text)
        label = line.group(match, "label") if match else None
        value = line.group(match, "value") if match else None
        meaning = meaning_of(lexicon.fold(label.text)) if label is not None else None
        if label is None or value is None or meaning not in PARTS_OF_DELEGATE:
            return []
        if not found or meaning in found[-1][0]:
            found.append(({}, value, []))
        parts, printed, labels = found[-1]
        parts[meaning] = value
        whole = value if len(parts) == 1 else Text.join(" ", [printed, value])
        found[-1] = (parts, whole, [*labels, label])
    return [one for one in found if len(one[0]) > 1]
