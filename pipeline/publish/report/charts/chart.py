"""A picture: one SVG element, its titles and what a reader has to know about it.

An SVG holds no script, no style sheet and no address. Colours come from the CSS variables of the page
(`--ink --paper --accent --accent-2 --muted`), with fallbacks. Lengths of rows are pixels and widths
are percentages, so that letters keep their size at any width; the map alone is scaled.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.publish.report.charts.drawing import FONT, Attribute, element, text_of


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture with its texts: plain text, to be escaped, except `svg`, which is markup."""

    id: str
    title_en: str
    title_zh: str
    svg: str
    note_en: str
    note_zh: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is drawn: marks from the upper left corner, and the height that they take.

    `width` is given where the drawing is scaled as a whole; else it fills its page.
    """

    marks: Sequence[str]
    height: float
    width: float | None = None


def chart(
    chart_id: str,
    titles: tuple[str, str],
    sheet: Sheet,
    summary: str,
    notes: tuple[str, str],
) -> Chart:
    """A picture of the sheet; titles and notes are English and Chinese.

    `summary` says in English what the picture shows, for whoever hears it.
    """
    size: dict[str, Attribute] = {"width": "100%"}
    if sheet.width is None:
        size["height"] = sheet.height
    else:
        size["viewBox"] = f"0 0 {sheet.width:g} {sheet.height:g}"
    title_id, about_id = f"chart-{chart_id}-title", f"chart-{chart_id}-about"
    svg = element(
        "svg",
        element("title", text_of(f"{titles[0]} {titles[1]}"), id=title_id),
        element("desc", text_of(summary), id=about_id),
        *sheet.marks,
        **{
            "xmlns": "http://www.w3.org/2000/svg",
            "class": "chart",
            "role": "img",
            "aria-labelledby": f"{title_id} {about_id}",
            "font-family": FONT,
            "font-size": 13,
            "fill": "var(--ink, currentColor)",
            **size,
        },
    )
    return Chart(chart_id, *titles, svg, *notes)
