"""The tables of a page of a PDF, however they are drawn."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline.ingest.pdf_cells import Grid, holds
from pipeline.ingest.pdf_lines import printed_lines
from pipeline.ingest.pdf_open import open_grids
from pipeline.ingest.pdf_page import read_page
from pipeline.ingest.pdf_rivers import RIVER
from pipeline.ingest.pdf_ruled import ruled_grids
from pipeline.ingest.pdf_rules import without_underlines
from pipeline.ingest.pdf_strips import join_strips

if TYPE_CHECKING:
    from pdfplumber.page import Page


def page_grids(page: Page) -> list[Grid]:
    """The tables of a page of pdfplumber, in reading order."""
    content = read_page(page)
    grids = ruled_grids(content.rules, content.glyphs)
    free = [g for g in content.glyphs if not any(holds(grid.box, g) for grid in grids)]
    grids, lines = join_strips(grids, printed_lines(free, RIVER), content.rules.across)
    rules = without_underlines(content.rules, lines)
    grids += open_grids(lines, rules.across)
    return sorted(grids, key=lambda grid: (grid.top, grid.x0))
