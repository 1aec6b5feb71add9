"""The tables of a page of a PDF, however they are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.ingest.pdf_cells import Grid, outside
from pipeline.ingest.pdf_open import open_grids
from pipeline.ingest.pdf_page import page_content
from pipeline.ingest.pdf_plumber import plumber_record
from pipeline.ingest.pdf_rivers import RIVER
from pipeline.ingest.pdf_ruled import ruled_grids
from pipeline.ingest.pdf_rules import without_underlines
from pipeline.ingest.pdf_strips import join_strips
from pipeline.ingest.pdf_tiers import lines_of

if TYPE_CHECKING:
    from pdfplumber.page import Page


def page_grids(page: Page) -> list[Grid]:
    """The tables of a page of pdfplumber, in reading order."""
    content = page_content(plumber_record(page))
    grids = ruled_grids(content.rules, content.tiers)
    free = lines_of(outside(content.tiers, grids), RIVER)
    grids, lines = join_strips(grids, free, content.rules.across)
    rules = without_underlines(content.rules, lines)
    grids += open_grids(lines, rules.across)
    return sorted(grids, key=lambda grid: (grid.top, grid.x0))
