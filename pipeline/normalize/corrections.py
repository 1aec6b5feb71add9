"""Corrections of one release: what printed words mean where a quote stands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.dataset import NameKind
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
    def of(cls, document: Document, curation: Curation) -> Corrections:
        return cls(
            tuple(
                (entry, tuple(occurrences(entry.quote, document.source)))
                for entry in curation.corrections
                if entry.release == document.release_id
            )
        )

    def find(self, kind: NameKind, text: Text) -> Correction | None:
        """The correction of these words: of that kind, printed alike, the words inside its quote."""
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
    return Reading(kind, " ".join(text.text.split()), means, "curated", 1.0, "resolved")


def occurrences(quote: str, source: str) -> Iterator[Span]:
    """Where a quote stands; white space does not count, for each format breaks lines elsewhere."""
    words = r"\s*".join(re.escape(character) for character in "".join(quote.split()))
    yield from (match.span() for match in re.finditer(words, source))
