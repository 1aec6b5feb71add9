"""The way back from a place to the characters that stand there."""

from __future__ import annotations

from pipeline.dataset import Provenance
from pipeline.ingest.document import Document, Span

_ROUNDED = 0.01
"""Places are told in hundredths of a point: type without width would stand beside its own."""

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in PDF points, origin top left."""


def box_of(place: Provenance) -> Box | None:
    """The box of a value read on a page."""
    x0, top, x1, bottom = place.x0, place.top, place.x1, place.bottom
    if x0 is None or top is None or x1 is None or bottom is None:
        return None
    return x0, top, x1, bottom


class Characters:
    """The characters of a document that have a box, page by page, in reading order."""

    def __init__(self, document: Document) -> None:
        self._pages: dict[int, list[tuple[int, float, float]]] = {}
        for position, box in enumerate(document.boxes or ()):
            if box is not None:
                middle = (position, (box.x0 + box.x1) / 2, (box.top + box.bottom) / 2)
                self._pages.setdefault(box.page, []).append(middle)

    def on(self, page: int) -> list[int]:
        """The positions on a page."""
        return [position for position, _, _ in self._pages.get(page, ())]

    def inside(self, page: int | None, box: Box) -> list[int]:
        """The positions whose characters have their middle in a box of a page."""
        x0, top, x1, bottom = box
        held = self._pages.get(page, ()) if page is not None else ()
        return [
            position
            for position, x, y in held
            if x0 - _ROUNDED <= x <= x1 + _ROUNDED and top - _ROUNDED <= y <= bottom + _ROUNDED
        ]

    def span_of(self, place: Provenance) -> Span | None:
        """Where a value stands in the source: its offsets, or the characters in its box."""
        if place.char_start is not None and place.char_end is not None:
            return place.char_start, place.char_end
        box = box_of(place)
        inside = self.inside(place.page, box) if box is not None else []
        return (inside[0], inside[-1] + 1) if inside else None
