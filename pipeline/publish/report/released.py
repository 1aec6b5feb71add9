"""What a run read of one release, for showing it beside its rows; and which of it may be shown."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cached_property

from pipeline.dataset import Provenance
from pipeline.ingest.coverage import texts_of
from pipeline.ingest.document import Document, Span, Stretch
from pipeline.ingest.pictures import Picture
from pipeline.ingest.places import Characters

_PLAIN_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,79}", re.ASCII)
_OTHER = re.compile(r"[^a-z0-9._-]+", re.ASCII)


@dataclass(frozen=True)
class Released:
    """A release as it was read: `coverage` says what became of each stretch of its source,
    `pictures` are those of its pages that may be shown."""

    document: Document
    coverage: tuple[Stretch, ...] = ()
    pictures: tuple[Picture, ...] = ()

    @cached_property
    def showable(self) -> bytes:
        """For each position of the source, whether it may be shown: 1 if a block holds it.

        Blocks are what is left when contact details are out and what stands around a release is
        set aside; nothing else is ever shown.
        """
        source = self.document.source
        kept = bytearray(len(source))
        for text in texts_of(self.document.blocks):
            for start, end in text.spans():
                kept[start:end] = b"\x01" * (end - start)
        for match in re.finditer(r"\s+", source):
            kept[match.start() : match.end()] = b"\x01" * (match.end() - match.start())
        for stretch in self.document.ignored:
            kept[stretch.start : stretch.end] = bytes(stretch.end - stretch.start)
        return bytes(kept)

    @cached_property
    def _characters(self) -> Characters:
        return Characters(self.document)

    def span_of(self, place: Provenance) -> Span | None:
        """Where a value stands in the source."""
        return self._characters.span_of(place)

    def page_span(self, page: int) -> Span:
        """The stretch of the source that stands on a page; empty where nothing does."""
        positions = self._characters.on(page)
        return (positions[0], positions[-1] + 1) if positions else (0, 0)

    @cached_property
    def _squeezed(self) -> tuple[str, list[int]]:
        """What may be shown without its blanks, and the position of each character."""
        source, showable = self.document.source, self.showable
        kept = [at for at, c in enumerate(source) if showable[at] and not c.isspace()]
        return "".join(source[at] for at in kept), kept

    def find(self, words: str) -> Span | None:
        """Where words first stand, however they are spaced and broken."""
        squeezed, positions = self._squeezed
        sought = "".join(words.split())
        at = squeezed.find(sought) if sought else -1
        return None if at < 0 else (positions[at], positions[at + len(sought) - 1] + 1)

    def shown(self, start: int, end: int) -> str:
        """The characters of a stretch that may be shown; runs of blanks as one."""
        source, showable = self.document.source, self.showable
        kept = (source[at] if showable[at] else " " for at in range(start, end))
        return re.sub(r"\s+", " ", "".join(kept))


def page_name(release_id: str) -> str:
    """The name of a release's page: its id where that is plain, else made plain, with a digest."""
    if _PLAIN_NAME.fullmatch(release_id):
        return f"{release_id}.html"
    plain = _OTHER.sub("-", release_id.lower()).strip("-.")[:60] or "release"
    digest = hashlib.sha256(release_id.encode("utf-8", "surrogatepass")).hexdigest()[:10]
    return f"{plain}-{digest}.html"
