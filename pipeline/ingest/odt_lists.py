"""The lists of an ODT file, and how far each has counted: OpenDocument 1.3, part 3, 5.3."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.ingest.docx_styles import integer
from pipeline.ingest.odt_styles import OdtStyles, list_mark, start_of
from pipeline.ingest.xml_tree import Element


@dataclass(frozen=True, slots=True)
class ListPlace:
    """A list that is being read: its level from 1, its style, and its numbers by level."""

    level: int
    style: str
    counts: dict[int, int]


@dataclass(slots=True)
class OdtLists:
    """The numbers that lists and headings have reached."""

    styles: OdtStyles
    _by_id: dict[str, dict[int, int]] = field(default_factory=dict)
    _by_style: dict[str, dict[int, int]] = field(default_factory=dict)
    _headings: dict[int, int] = field(default_factory=dict)

    def enter(self, element: Element, outer: ListPlace | None) -> ListPlace:
        """A list begins: anew, or counting on where another one stopped."""
        style = element.get("text:style-name") or (outer.style if outer else "")
        continued = element.get("text:continue-numbering") == "true"
        level = outer.level + 1 if outer else 1
        counts = outer.counts if outer else self._counts(element, style, continued)
        if outer and not continued:
            counts.pop(level, None)
        self._by_id[element.get("xml:id") or ""] = counts
        self._by_style[style] = counts
        return ListPlace(level, style, counts)

    def _counts(self, element: Element, style: str, continued: bool) -> dict[int, int]:
        other = element.get("text:continue-list")
        if other in self._by_id and other is not None:
            return self._by_id[other]
        return self._by_style.get(style, {}) if continued else {}

    def count(self, place: ListPlace, start: int | None) -> str:
        """Counts one more item; gives the mark that is printed before it."""
        levels = self.styles.lists.get(place.style, {})
        _count(place.counts, levels, place.level, start)
        return list_mark(levels, place.level, place.counts)

    def heading_mark(self, heading: Element, level: int) -> str:
        """Counts one more heading; gives the number that is printed before it, if any is."""
        if heading.get("text:is-list-header") == "true":
            return ""
        restarts = heading.get("text:restart-numbering") == "true"
        start = integer(heading.get("text:start-value")) if restarts else None
        _count(self._headings, self.styles.outline, level, start)
        return list_mark(self.styles.outline, level, self._headings)


def _count(
    counts: dict[int, int], levels: Mapping[int, Element], level: int, start: int | None
) -> None:
    for above in range(1, level):
        counts.setdefault(above, start_of(levels, above))
    for below in [at for at in counts if at > level]:
        del counts[below]
    if start is None:
        start = counts[level] + 1 if level in counts else start_of(levels, level)
    counts[level] = start
