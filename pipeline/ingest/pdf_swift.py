"""A page read fast: the steps of its content carried out on what pdfminer knows of the file.

Objects, filters and fonts are pdfminer's to read; its interpreter, which takes most of the time, is
replaced. What a step does is pdfminer's, quirks and all, so that each number comes out the same. What
is not done here raises Unsure, and the page is one for `pdf_plumber`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.ingest.pdf_content import Content
from pipeline.ingest.pdf_fonts import Fonts
from pipeline.ingest.pdf_operators import OPERATORS
from pipeline.ingest.pdf_painter import Painter
from pipeline.ingest.pdf_plumber import page_links
from pipeline.ingest.pdf_record import Matrix, PageRecord

if TYPE_CHECKING:
    from pdfplumber.page import Page


def swift_record(page: Page, fonts: Fonts) -> PageRecord:
    """What a page shows, as `plumber_record` gives it. Raises Unsure, and what pdfminer raises.

    `fonts` are those of the file.
    """
    content = page.page_obj
    painter = Painter(page.mediabox, page.height)
    x0, y0, x1, y1 = content.mediabox
    turned: dict[int, Matrix] = {
        90: (0, -1, 1, 0, -y0, x1),
        180: (-1, 0, 0, -1, x1, y1),
        270: (0, 1, -1, 0, y1, -x0),
    }
    matrix = turned.get(content.rotate, (1, 0, 0, 1, -x0, -y0))
    drawn = Content(painter, fonts, content.resources, matrix=matrix, operators=OPERATORS)
    drawn.carry_out(content.contents)
    glyphs, angles = painter.glyphs()
    return PageRecord(
        number=page.page_number,
        box=page.bbox,
        glyphs=glyphs,
        angles=angles,
        lines=painter.lines,
        areas=painter.areas,
        curves=painter.curves,
        links=tuple(page_links(page)),
        pictures=painter.pictures,
    )
