"""The way back from a place to the characters that stand there."""

from __future__ import annotations

from pipeline.ingest.document import Document

Box = tuple[float, float, float, float]
"""Left, top, right, bottom in PDF points, origin top left."""


def positions_in(document: Document, page: int | None, box: Box) -> list[int]:
    """The positions whose characters have their middle in a box of a page, in reading order."""
    x0, top, x1, bottom = box
    return [
        position
        for position, found in enumerate(document.boxes or ())
        if found is not None
        and found.page == page
        and x0 <= (found.x0 + found.x1) / 2 <= x1
        and top <= (found.top + found.bottom) / 2 <= bottom
    ]
