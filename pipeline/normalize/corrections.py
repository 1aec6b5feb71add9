"""Corrections of one release: what printed words mean where a quote stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pipeline.dataset import NameKind
from pipeline.extract.records import ReleaseFacts, SeatClaim
from pipeline.ingest.coverage import shown_texts
from pipeline.ingest.document import Document, Span, Text
from pipeline.normalize.curation import Curation
from pipeline.normalize.entries import Correction
from pipeline.normalize.keys import key
from pipeline.normalize.records import Reading


@dataclass(frozen=True, slots=True)
class Corrections:
    """The corrections of a release with the stretches of its source that hold their quotes."""

    held: tuple[tuple[Correction, tuple[Span, ...]], ...]

    @classmethod
    def of(cls, facts: ReleaseFacts, curation: Curation) -> Corrections:
        return cls(
            tuple(
                (entry, tuple(occurrences(entry.quote, facts.document, facts.seats)))
                for entry in curation.corrections
                if entry.release == facts.document.release_id
            )
        )

    def find(self, kind: NameKind, text: Text) -> Correction | None:
        """The correction of these words: of that kind, printed alike, the words inside its quote."""
        if not self.held:
            return None
        spans = text.spans()
        return next(
            (
                entry
                for entry, quotes in self.held
                if entry.kind == kind
                and key(entry.printed) == key(text.text)
                and spans
                and any(start <= spans[0][0] and spans[-1][1] <= end for start, end in quotes)
            ),
            None,
        )


def corrected(correction: Correction, text: Text) -> Reading:
    """The reading that a correction gives."""
    kind, means = correction.kind, correction.means
    return Reading(kind, text.in_one_line, means, "curated", 1.0, "resolved")


def occurrences(quote: str, document: Document, seats: Iterable[SeatClaim] = ()) -> Iterator[Span]:
    """Where a quote stands in what a document shows: its first position, and that after its last.

    White space does not count, nor markup between: each format breaks its lines elsewhere. In the
    words of a seat it may also stand over a page end, with a repeated header between its parts.
    """
    words = r"\s*".join(re.escape(character) for character in "".join(quote.split()))
    shown = Text.join("", shown_texts(document.blocks))
    for text in (shown, *(seat.delegate.printed for seat in seats)):
        for match in re.finditer(words, text.text):
            yield text.starts[match.start()], text.ends[match.end() - 1]
