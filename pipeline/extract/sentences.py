"""Sentences of a text, each with its positions."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate
from types import MappingProxyType

from pipeline.ingest.document import Text

_PAIRS = MappingProxyType(
    {"「": "」", "『": "』", "（": "）", "(": ")", "《": "》", "〈": "〉", "【": "】", "“": "”"}
)
_CLOSING = "".join(_PAIRS.values())
_MARK = re.compile(f"[\n{re.escape(''.join(_PAIRS))}{re.escape(_CLOSING)}]")
_END = re.compile(
    r"[。！？!?；]+|;(?=\s?[^\x00-\x7f]|\s*$)|(?<![A-Za-z]);(?=\s)|;(?=\s(?!(?:and\s)?[A-Z]))"
    r"|(?<![\d.])\.(?=\s|[\u3400-\u9fff]|$)|(?<=\d)\.(?=\s+[A-Z\u3400-\u9fff]|$)|\n"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Mme|Mlle|Dr|Prof|Hon|Rev|St|Mt|Jr|Sr|No|vs|approx|Inc|Ltd|Co|Dept|Gov|Sen|Rep"
    r"|e\.g|i\.e|[ap]\.m|U\.S|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)|(?<![A-Za-z0-9])[A-Z])$"
)
_LIST_NUMBER = re.compile(r"(?:^|\s)\(?\d{1,2}$")
_DEEPEST = 8
"""Brackets within brackets further down than this protect nothing."""


def split_sentences(text: Text) -> list[Text]:
    """The sentences of `text`, stripped, blank ones left out.

    A sentence ends at 。！？； at a line break, and at `.` or `;` where prose goes on after them: not
    in numbers, addresses, list numbers and abbreviations, and not at the `;` of an English list. Brackets and quotation marks that close
    on their line are not cut.
    """
    sentences = (text[start:end].strip() for start, end in _bounds(text.text))
    return [sentence for sentence in sentences if sentence]


def _bounds(text: str) -> Iterator[tuple[int, int]]:
    enclosed = _enclosed(text)
    start = 0
    for match in _END.finditer(text):
        stop = match.start()
        if enclosed[stop] or (match[0] == "." and _is_no_stop(text[max(0, stop - 12) : stop])):
            continue
        end = match.end()
        while end < len(text) and text[end] in _CLOSING:
            end += 1
        yield start, end
        start = end
    yield start, len(text)


def _is_no_stop(before: str) -> bool:
    return bool(_ABBREVIATION.search(before) or _LIST_NUMBER.search(before))


def _enclosed(text: str) -> list[int]:
    """For each character, in how many brackets it stands that close before the line ends."""
    stack: list[int] = []
    steps = [0] * (len(text) + 1)
    for mark in _MARK.finditer(text):
        index, character = mark.start(), mark[0]
        if character == "\n":
            stack.clear()
        elif character in _PAIRS:
            if len(stack) < _DEEPEST:
                stack.append(index)
        else:
            opening = next((i for i in reversed(stack) if _PAIRS[text[i]] == character), None)
            if opening is not None:
                del stack[stack.index(opening) :]
                steps[opening] += 1
                steps[index] -= 1
    return list(accumulate(steps))
