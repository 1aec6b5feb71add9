"""The left side of a release's page: its text or its pages, with the places where rows were read.

Each marked piece carries the numbers of the cells that were read from it (`data-c`). What no rule
used is shaded; what was set aside while reading (contact blocks first of all) is a word, no text.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from pipeline.dataset import Provenance
from pipeline.ingest.document import Place, Span, Text
from pipeline.ingest.pictures import Picture
from pipeline.ingest.redact import REASON as CONTACT
from pipeline.publish.report.html import both, joined, named, text
from pipeline.publish.report.released import Released

LONGEST = 150_000
"""Characters of one release that its page shows: half an hour's reading."""
_BLANK_LINES = re.compile(r"\n\s*\n\s*\n")
_UNUSED = frozenset({"unused", None})
_SILENT = frozenset({"markup", None})
"""What is set aside without a word: tags and the like, and what no block holds."""


_Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where the cell of a number was read."""

    cell: int
    place: Provenance


def source_view(released: Released, spots: Sequence[Spot]) -> str:
    """The source as HTML. Pages that have a picture are shown as such, all others as text."""
    document = released.document
    if document.boxes is None:
        return _text_sheet(released, (0, len(document.source)), spots)
    pictures = {picture.page: picture for picture in released.pictures}
    pages = sorted({line.page for line in document.boxes.lines} | pictures.keys())
    unused = _unused_places(released)
    sheets = []
    for number in pages:
        here = [spot for spot in spots if spot.place.page == number]
        head = f'<h3 class="page">{both(f"Page {number}", f"第 {number} 頁")}</h3>'
        if number in pictures:
            sheets.append(head + _picture_sheet(pictures[number], here, unused.get(number, ())))
        else:
            sheets.append(head + _text_sheet(released, released.page_span(number), here))
    return joined(sheets)


def _unused_places(released: Released) -> dict[int | None, list[Place]]:
    """By page, the lines of what no rule used."""
    document = released.document
    found: dict[int | None, list[Place]] = {}
    for stretch in released.coverage:
        if stretch.reason in _UNUSED:
            for place in document.locate(Text.read(document.source, stretch.start, stretch.end)):
                found.setdefault(place.page, []).append(place)
    return found


def _picture_sheet(picture: Picture, spots: Sequence[Spot], unused: Sequence[Place]) -> str:
    """A page as its picture, with a box for each line in which something was read, or not used."""
    cells: dict[_Box, list[int]] = {}
    for spot in spots:
        if box := _box(spot.place):
            cells.setdefault(box, []).append(spot.cell)
    # The largest first, so that a box within another can be pointed at.
    ordered = sorted(cells.items(), key=lambda item: -_area(item[0]))
    boxes = "".join(
        _rectangle(box, f'class="s" data-c="{_numbers(numbers)}"') for box, numbers in ordered
    )
    boxes += "".join(_rectangle(box, 'class="unused"') for one in unused if (box := _box(one)))
    return (
        f'<svg class="sheet" role="img" {named(f"Page {picture.page}", f"第 {picture.page} 頁")} '
        f'viewBox="0 0 {picture.width:.1f} {picture.height:.1f}">'
        f'<image width="{picture.width:.1f}" height="{picture.height:.1f}" '
        f'href="data:image/png;base64,{picture.png}"/>{boxes}</svg>'
    )


def _box(place: Provenance | Place) -> _Box | None:
    x0, top, x1, bottom = place.x0, place.top, place.x1, place.bottom
    if x0 is None or top is None or x1 is None or bottom is None:
        return None
    return x0, top, x1, bottom


def _rectangle(box: _Box, attributes: str) -> str:
    x0, top, x1, bottom = box
    return (
        f'<rect {attributes} x="{x0 - 1:.1f}" y="{top - 1:.1f}" width="{x1 - x0 + 2:.1f}" '
        f'height="{bottom - top + 2:.1f}" rx="2"/>'
    )


def _area(box: _Box) -> float:
    return (box[2] - box[0]) * (box[3] - box[1])


def _numbers(cells: Sequence[int]) -> str:
    return " ".join(map(str, sorted(set(cells))))


def _text_sheet(released: Released, within: Span, spots: Sequence[Spot]) -> str:
    """A stretch of the source as text, up to `LONGEST` characters."""
    start, end = within
    last = min(end, start + LONGEST)
    marked = [
        (max(span[0], start), min(span[1], last), spot.cell)
        for spot in spots
        if (span := released.span_of(spot.place)) and span[0] < last and span[1] > start
    ]
    pieces = _BLANK_LINES.sub("\n\n", "".join(_pieces(released, (start, last), marked))).strip()
    more = ""
    if last < end:
        told = (f"Shown are {last - start:,} of {end - start:,} characters.",)
        more = f'<p class="cut">{both(*told, f"僅顯示 {end - start:,} 字中的前 {last - start:,} 字。")}</p>'
    return f'<div class="sheet" lang="zh-Hant-TW">{pieces}</div>{more}'


def _pieces(
    released: Released, within: Span, marked: Sequence[tuple[int, int, int]]
) -> Iterator[str]:
    """The stretch cut wherever a mark, a rule, a block or what may be shown begins or ends."""
    start, end = within
    reasons = _reasons(released, within)
    breaks = _block_starts(released)
    opening: dict[int, list[int]] = {}
    closing: dict[int, list[int]] = {}
    for first, last, cell in marked:
        opening.setdefault(first, []).append(cell)
        closing.setdefault(last, []).append(cell)
    edges = sorted(
        {start, end, *opening, *closing, *reasons, *(b for b in breaks if start < b < end)}
    )
    held: list[int] = []
    reason: str | None = None
    hidden: str | None = None
    for at, until in itertools.pairwise(edges):
        for cell in closing.get(at, ()):
            held.remove(cell)
        held += opening.get(at, ())
        reason = reasons.get(at, reason)
        shown = _shown(released, at, until)
        if shown:
            if hidden and at in breaks:
                yield "\n"
            hidden = None
            yield _piece(shown, at, held, reason)
        elif hidden != reason:
            hidden = reason or "markup"
            yield _set_aside(reason)


def _shown(released: Released, start: int, end: int) -> str:
    source, showable = released.document.source, released.showable
    if all(showable[start:end]):
        return source[start:end]
    return "".join(source[at] for at in range(start, end) if showable[at])


def _piece(shown: str, at: int, cells: Sequence[int], reason: str | None) -> str:
    if cells:
        return f'<span class="s" data-c="{_numbers(cells)}" data-o="{at}">{text(shown)}</span>'
    if shown.isspace():
        return text(shown)
    if reason in _UNUSED:
        return f'<mark class="unused" data-o="{at}">{text(shown)}</mark>'
    return f'<span class="rest" data-o="{at}">{text(shown)}</span>'


def _set_aside(reason: str | None) -> str:
    if reason in _SILENT:
        return ""
    if reason == CONTACT:
        words = both("contact details, not shown", "聯絡資料，不顯示")
        return f'<span class="aside contact">{words}</span>'
    return f'<span class="aside">{both(f"set aside: {reason}", f"已排除：{reason}")}</span>'


def _reasons(released: Released, within: Span) -> Mapping[int, str | None]:
    """What became of the source, at each position where that changes."""
    found: dict[int, str | None] = {within[0]: None}
    for stretch in released.coverage:
        if stretch.start < within[1] and stretch.end > within[0]:
            found[max(stretch.start, within[0])] = stretch.reason
            if stretch.end < within[1]:
                found.setdefault(stretch.end, None)
    # Set aside by reading is the last word: of that nothing is shown.
    for stretch in released.document.ignored:
        if stretch.start < within[1] and stretch.end > within[0]:
            found[max(stretch.start, within[0])] = stretch.reason
            if stretch.end < within[1]:
                found.setdefault(stretch.end, None)
    return found


def _block_starts(released: Released) -> frozenset[int]:
    starts = []
    for block in released.document.blocks:
        starts.append(block.text.start)
        for row in block.table.rows if block.table else ():
            starts += [cell.text.start for cell in row if cell is not None]
    return frozenset(starts)
