"""The pages of a PDF -> pieces: what each part of a page is, and what goes on over a page end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from pipeline.ingest.document import Block, Cell, Link, Table, Text
from pipeline.ingest.grids import cell_text
from pipeline.ingest.limits import Limits, within
from pipeline.ingest.pdf_cells import Grid, outside
from pipeline.ingest.pdf_furniture import furniture
from pipeline.ingest.pdf_layout import Part, Passage, page_parts, usual_measure
from pipeline.ingest.pdf_lines import Line
from pipeline.ingest.pdf_page import PageContent
from pipeline.ingest.pdf_paragraphs import paragraphs
from pipeline.ingest.pdf_ruled import ruled_grids
from pipeline.ingest.pdf_tiers import Tier, keeping, lines_of
from pipeline.ingest.pdf_units import Measure, is_full
from pipeline.ingest.pdf_writer import PdfWriter
from pipeline.ingest.pieces import Piece, line_blocks
from pipeline.ingest.repair import repair

_LARGER = 1.12
"""Type so many times as large as that of most of the text is a heading's."""
_LONGEST_HEADING = 80


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A page parted: its ruled tables, the lines set aside, and what is left."""

    content: PageContent
    grids: list[Grid]
    furniture: list[Line]
    tiers: list[Tier]


@dataclass(slots=True)
class _Reading:
    """What is known while page after page is read."""

    writer: PdfWriter
    limits: Limits
    sizes: tuple[float, ...]
    """Size of type of most of the text, then those of headings, the largest first."""
    counts: dict[str, int] = field(default_factory=dict)
    last: Part | None = None


def page_pieces(
    pages: Sequence[PageContent], writer: PdfWriter, limits: Limits
) -> tuple[list[Piece], Mapping[str, Sequence[Text]]]:
    """The pieces of all pages, and the texts set aside by rule. Raises OverLimit."""
    sheets = _sheets(pages)
    reading = _Reading(writer, limits, _sizes(sheets))
    measures = _measures(sheets)
    pieces: list[Piece] = []
    heads: list[Text] = []
    turned: list[Text] = []
    for sheet in sheets:
        heads += (writer.line(line.glyphs, sheet.content) for line in sheet.furniture)
        if sheet.content.stray:
            turned.append(writer.line(sheet.content.stray, sheet.content))
        carried = reading.last if isinstance(reading.last, Grid) else None
        usual = measures.get(sheet.content.width)
        rules = sheet.content.rules
        for part in page_parts(sheet.tiers, sheet.grids, rules, usual, carried):
            pieces += _part_pieces(part, sheet.content, reading)
            reading.last = part
    return pieces, {"page-furniture": heads, "turned-text": turned}


def _sheets(pages: Sequence[PageContent]) -> list[_Sheet]:
    tables: list[list[Grid]] = []
    for page in pages:
        before = tables[-1][-1] if tables and tables[-1] else None
        tables.append(ruled_grids(page.rules, page.tiers, before))
    free = [outside(page.tiers, grids) for page, grids in zip(pages, tables, strict=True)]
    heights = [page.height for page in pages]
    running = furniture(list(zip(heights, free, strict=True)))
    sheets: list[_Sheet] = []
    for page, grids, tiers, lines in zip(pages, tables, free, running, strict=True):
        sheets.append(_Sheet(page, grids, lines, _without(tiers, lines)))
    return sheets


def _without(tiers: Sequence[Tier], lines: Sequence[Line]) -> list[Tier]:
    taken = {number for line in lines for number in line.glyphs.numbers}
    if not taken:
        return list(tiers)
    return keeping(tiers, lambda glyphs: [number not in taken for number in glyphs.numbers])


def _sizes(sheets: Sequence[_Sheet]) -> tuple[float, ...]:
    """The size of type of most of the text, and those of headings from the largest on."""
    exact: Counter[float] = Counter()
    for glyphs in (tier.glyphs for sheet in sheets for tier in sheet.content.tiers):
        sizes = glyphs.sizes
        exact.update([sizes[place] for place in glyphs.seen])
    counts: Counter[float] = Counter()
    for size, count in exact.items():
        counts[round(size, 1)] += count
    if not counts:
        return (0.0,)
    body = counts.most_common(1)[0][0]
    return body, *sorted({size for size in counts if size > _LARGER * body}, reverse=True)


def _measures(sheets: Sequence[_Sheet]) -> dict[float, Measure]:
    """The usual margins of running text, by the width of the page."""
    lines: dict[float, list[list[Line]]] = {}
    for sheet in sheets:
        lines.setdefault(sheet.content.width, []).append(lines_of(sheet.tiers))
    found = ((width, usual_measure(pages)) for width, pages in lines.items())
    return {width: measure for width, measure in found if measure is not None}


def _part_pieces(part: Part, page: PageContent, reading: _Reading) -> Iterator[Piece]:
    if isinstance(part, Grid):
        yield Piece(_table(part, page, reading), page=page.number > 1)
        return
    text = repair(reading.writer.paragraph(part.lines, page, part.measure[1]))
    links = list(reading.writer.links(text, page.links))
    level = _heading_level(part, text.text, reading.sizes)
    gap, cut = 1, _is_cut(part, reading.last)
    for block in line_blocks(text, reading.counts):
        found = replace(_linked(block, links), page=page.number)
        if level is not None and found.kind == "paragraph":
            found = replace(found, kind="heading", level=level)
        yield Piece(found, gap, cut)
        gap, cut = 0, False


def _is_cut(part: Passage, before: Part | None) -> bool:
    """Whether the end of a page or column may stand within a paragraph: its last line was full."""
    if not part.first or not isinstance(before, Passage):
        return False
    return is_full(before.lines[-1], part.lines[0], before.measure)


def _heading_level(part: Passage, text: str, sizes: Sequence[float]) -> int | None:
    """The depth of a heading, told by its type; None for anything else."""
    if len(text) > _LONGEST_HEADING or text.endswith("。"):
        return None
    larger = [size for size in sizes[1:] if part.size <= size + 0.05]
    if larger and part.size > _LARGER * sizes[0]:
        return len(larger)
    return None


def _linked(block: Block, links: Sequence[Link]) -> Block:
    """A block with the file's own links in it; they replace addresses that are only printed."""
    held = set(block.text.starts)
    own = [link for link in links if not held.isdisjoint(link.label.starts)]
    taken = {start for link in own for start in link.label.starts}
    printed = [link for link in block.links if taken.isdisjoint(link.label.starts)]
    return replace(block, links=(*own, *printed))


def _table(grid: Grid, page: PageContent, reading: _Reading) -> Block:
    """A grid as a table; the paragraphs of a cell stand on lines of their own."""
    within("columns", grid.width, reading.limits.columns)
    within("cells", grid.width * grid.height, reading.limits.cells)
    rows: list[list[Cell | None]] = [[None] * grid.width for _ in range(grid.height)]
    links: list[Link] = []
    for cell in grid.cells:
        texts: list[Text] = []
        for lines in paragraphs(cell.lines, cell.left, cell.right):
            text = repair(reading.writer.paragraph(lines, page, cell.right))
            plain, printed = cell_text(text)
            own = list(reading.writer.links(text, page.links))
            taken = {start for link in own for start in link.label.starts}
            links += own
            links += (link for link in printed if taken.isdisjoint(link.label.starts))
            texts.append(plain)
        whole = Text.join("\n", [text for text in texts if text])
        rows[cell.row][cell.column] = Cell(whole, cell.colspan, cell.rowspan)
    table = Table(tuple(map(tuple, rows)), grid.edges)
    return Block("table", Text.inserted(""), table, tuple(links), page.number)
