"""The words around a value in its release, without markup and without what is private."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice

from pipeline.dataset import Provenance
from pipeline.ingest.document import Document
from pipeline.ingest.places import positions_in

Box = tuple[float, float, float, float]
"""Left, upper, right and lower edge in points, origin top left."""

AROUND = 40
"""Characters shown on each side of a value."""
_PRIVATE = "contact"
_MARKUP = "markup"
"""Reasons why a stretch is not shown."""


def box_of(place: Provenance) -> Box | None:
    x0, top, x1, bottom = place.x0, place.top, place.x1, place.bottom
    if x0 is None or top is None or x1 is None or bottom is None:
        return None
    return x0, top, x1, bottom


def words_around(place: Provenance, document: Document) -> tuple[str, str] | None:
    """What stands before and behind a value; None where it is not to be found in the document."""
    positions = _positions(place, document)
    if positions is None:
        return None
    start, end = positions
    before = islice(_shown(document, range(start - 1, -1, -1)), AROUND)
    behind = islice(_shown(document, range(end, len(document.source))), AROUND)
    return "".join(before)[::-1], "".join(behind)


def _positions(place: Provenance, document: Document) -> tuple[int, int] | None:
    """Where the value stands in the source: its offsets, or the characters in its box."""
    if place.char_start is not None and place.char_end is not None:
        return place.char_start, place.char_end
    edges = box_of(place)
    if edges is None or document.boxes is None:
        return None
    inside = positions_in(document, place.page, edges)
    return (inside[0], inside[-1] + 1) if inside else None


def _shown(document: Document, positions: Iterable[int]) -> Iterator[str]:
    """The characters at these positions: a blank for a run of blanks and markup, … for a private one."""
    starts = [stretch.start for stretch in document.ignored]
    blank = False
    for at in positions:
        index = bisect_right(starts, at) - 1
        stretch = document.ignored[index] if index >= 0 else None
        reason = stretch.reason if stretch is not None and at < stretch.end else None
        if reason == _MARKUP or document.source[at].isspace():
            if not blank:
                yield " "
            blank = True
            continue
        blank = False
        yield "…" if reason == _PRIVATE else document.source[at]
