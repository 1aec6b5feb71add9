"""The words around a value in its release, without markup and without what was set aside."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice

from pipeline.dataset import Provenance
from pipeline.ingest.document import Document
from pipeline.ingest.places import Characters

AROUND = 40
"""Characters shown on each side of a value."""
_MARKUP = "markup"
"""Why a stretch is as good as a blank; for any other reason it is left out, and may be private."""


def words_around(place: Provenance, document: Document) -> tuple[str, str] | None:
    """What stands before and behind a value; None where it is not to be found in the document."""
    span = Characters(document).span_of(place)
    if span is None:
        return None
    start, end = span
    before = islice(_shown(document, range(start - 1, -1, -1)), AROUND)
    behind = islice(_shown(document, range(end, len(document.source))), AROUND)
    return "".join(before)[::-1], "".join(behind)


def _shown(document: Document, positions: Iterable[int]) -> Iterator[str]:
    """The characters at these positions: a blank for a run of blanks and markup, … for one set aside."""
    starts = [stretch.start for stretch in document.ignored]
    before: str | None = None
    for at in positions:
        index = bisect_right(starts, at) - 1
        stretch = document.ignored[index] if index >= 0 else None
        reason = stretch.reason if stretch is not None and at < stretch.end else None
        stands_for: str | None = None
        if reason not in (None, _MARKUP):
            stands_for = "…"
        elif reason == _MARKUP or document.source[at].isspace():
            stands_for = " "
        if stands_for is None or stands_for != before:
            yield stands_for or document.source[at]
        before = stands_for
