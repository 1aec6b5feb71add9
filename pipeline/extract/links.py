"""Links in the order they stand in a text: the printed address, or where the words lead to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.ingest.document import Link, Text

_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_ADDRESS = re.compile(
    r"(?i:https?://|(?<![\w.@/])(?:www\.|m\.)?(?:youtu\.be|youtube\.com|facebook\.com|fb\.watch|vimeo\.com)/)"
    r"[^\s<>\[\]（）【】「」『』，。；：、\"'`|\u3400-\u9fff]+"
)
_TRAILING = ".,;:!?*"
_ESCAPE = re.compile(r"\\(?=[_*~&#.()\-])")


@dataclass(frozen=True, slots=True)
class PlacedLink:
    """A link whose words are `text[start:end]`; `url` is None where it leads nowhere."""

    start: int
    end: int
    url: Text | None


def placed_links(text: Text, links: Iterable[Link]) -> list[PlacedLink]:
    """The links of a text in order: those of `links` whose words it holds, and printed addresses.

    Where words are an address themselves, what they lead to counts, not what they show. Escapes
    of Markdown (`\\\\_`) are taken out, an address printed without its scheme gets one.
    """
    at = {position: index for index, position in reversed(list(enumerate(text.starts)))}
    placed = [
        PlacedLink(start, start + len(link.label), _address(link.target))
        for link in links
        if (start := _find(at, link.label)) is not None
    ]
    taken = bytearray(len(text))
    for link in placed:
        taken[link.start : link.end] = b"\1" * len(taken[link.start : link.end])
    for match in _ADDRESS.finditer(text.text):
        if any(taken[match.start() : match.end()]):
            continue
        printed = _without_tail(text[match.start() : match.end()])
        placed.append(PlacedLink(match.start(), match.start() + len(printed), _address(printed)))
    return sorted(placed, key=lambda link: link.start)


def _find(at: Mapping[int, int], label: Text) -> int | None:
    """Where the words of a link stand in a text, whose indices `at` gives by their positions."""
    return min((at[position] for position in label.starts if position in at), default=None)


def _without_tail(printed: Text) -> Text:
    """An address without the punctuation of its sentence and a bracket it does not open."""
    shorter = printed.strip(_TRAILING) if printed.text[-1] in _TRAILING else printed
    while shorter.text.endswith(")") and shorter.text.count("(") < shorter.text.count(")"):
        shorter = shorter[: len(shorter) - 1]
    return shorter


def _address(target: Text | None) -> Text | None:
    if target is None:
        return None
    plain = target.strip().replace(_ESCAPE, "")
    if _SCHEME.match(plain.text):
        return plain
    if _ADDRESS.match(plain.text):
        return Text.inserted("https://", plain.start) + plain
    return None
