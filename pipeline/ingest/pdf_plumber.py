"""A page as pdfplumber reads it: the reference, which reads whatever there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from pipeline.ingest.pdf_glyphs import Box, Glyph, Glyphs
from pipeline.ingest.pdf_record import Area, PageRecord, angle_of, is_bold, is_white, shown

if TYPE_CHECKING:
    from pdfplumber.page import Page


def plumber_record(page: Page) -> PageRecord:
    """What a page shows. Raises what pdfplumber and pdfminer raise."""
    chars = [char for char in page.chars if char["text"]]
    return PageRecord(
        number=page.page_number,
        box=page.bbox,
        glyphs=Glyphs.of(_glyph(char, number) for number, char in enumerate(chars)),
        angles=[angle_of(char["matrix"]) for char in chars],
        lines=[_box(line) for line in page.lines],
        areas=[_area(rect) for rect in page.rects],
        curves=[curve["pts"] for curve in page.curves],
        links=tuple(page_links(page)),
        pictures=[_box(image) for image in page.images],
    )


def page_links(page: Page) -> Iterator[tuple[Box, str]]:
    """The links of a page, each with its box."""
    for link in page.hyperlinks:
        uri = link.get("uri")
        if isinstance(uri, str) and uri.strip():
            yield _box(link), uri.strip()


def _glyph(char: dict[str, Any], number: int) -> Glyph:
    bold = is_bold(char.get("fontname") or "")
    return Glyph(shown(char["text"]), *_box(char), bold, number)


def _area(rect: dict[str, Any]) -> Area:
    return Area(
        _box(rect),
        bool(rect.get("stroke")),
        bool(rect.get("fill")),
        is_white(rect.get("stroking_color")),
        is_white(rect.get("non_stroking_color")),
    )


def _box(thing: dict[str, Any]) -> Box:
    return thing["x0"], thing["top"], thing["x1"], thing["bottom"]
