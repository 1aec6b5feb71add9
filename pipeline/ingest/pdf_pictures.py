"""Drawing pages of a PDF. Runs in the process apart only: it hands untrusted bytes to a library."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterator, Sequence
from typing import Any

from pipeline.ingest.limits import Limits
from pipeline.ingest.pictures import MOST_CHARACTERS, Hidden, PageWanted, Picture
from pipeline.ingest.raw_file import RawFile

_SCALE = 90 / 72
"""Pixels to a point: enough to read by, and small."""
_SHADES = 16
_MARGIN = 2.0
"""Points painted around what is hidden: strokes that reach out of a character's box."""
_ALIKE = 0.7
"""Share of the hidden words that must stand in their box for the box to be the right one."""


def draw_pages(
    source: RawFile, limits: Limits, wanted: Sequence[PageWanted]
) -> tuple[Picture, ...]:
    """The pages that can be drawn as they were read: upright, and with what is hidden in its place."""
    import pypdfium2

    document = pypdfium2.PdfDocument(source.data)
    try:
        drawn: list[Picture] = []
        for picture in _drawn(document, limits, wanted):
            drawn.append(picture)
            if sum(len(one.png) for one in drawn) > MOST_CHARACTERS:
                return tuple(drawn[:-1])
        return tuple(drawn)
    finally:
        document.close()


def _drawn(document: Any, limits: Limits, wanted: Sequence[PageWanted]) -> Iterator[Picture]:
    for one in wanted:
        if one.page > len(document):
            continue
        page = document[one.page - 1]
        width, height = page.get_size()
        if width * height * _SCALE**2 > limits.pixels or not _as_read(page, one.hidden):
            continue
        yield Picture(one.page, round(width, 2), round(height, 2), _png(page, one.hidden))


def _as_read(page: Any, hidden: Sequence[Hidden]) -> bool:
    """Whether a page is measured from its own corner, and its words to hide stand in their boxes."""
    left, bottom, _, top = page.get_mediabox()
    if page.get_rotation() or (left, bottom) != (0, 0) or page.get_cropbox() != page.get_mediabox():
        return False
    if not hidden:
        return True
    text = page.get_textpage()
    for words in hidden:
        box = (words.x0 - 1, top - words.bottom - 1, words.x1 + 1, top - words.top + 1)
        found = set(text.get_text_bounded(*box))
        sought = {c for c in words.words if not c.isspace()}
        if len(sought & found) < _ALIKE * len(sought):
            return False
    return True


def _png(page: Any, hidden: Sequence[Hidden]) -> str:
    from PIL import ImageDraw

    bitmap = page.render(scale=_SCALE, may_draw_forms=False, draw_annots=False)
    image = bitmap.to_pil().convert("L")
    brush = ImageDraw.Draw(image)
    for words in hidden:
        box = (words.x0 - _MARGIN, words.top - _MARGIN, words.x1 + _MARGIN, words.bottom + _MARGIN)
        brush.rectangle([edge * _SCALE for edge in box], fill=255)
    # Equal steps of grey: how a palette is chosen differs between versions of the library.
    step = 255 // (_SHADES - 1)
    levels = image.point([round(grey / step) for grey in range(256)]).convert("P")
    levels.putpalette([level * step for level in range(_SHADES) for _ in range(3)])
    file = io.BytesIO()
    levels.save(file, "PNG", optimize=True, bits=4)
    return base64.b64encode(file.getvalue()).decode()
