"""What the styles of a DOCX file say about its paragraphs: ISO 29500-1, 17.7."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from pipeline.ingest.xml_tree import Element, children

UNREAD = ("w:vanish", "w:strike", "w:dstrike")
"""Toggles of text that a release does not say, hidden or struck out: 17.3.2.41, 17.3.2.37, 17.3.2.9."""
_LEVELS = 9
_HEADING_NAME = re.compile(r"(?:heading|標題|标题) ?([1-9])", re.IGNORECASE)


def switched_on(parent: Element | None, tag: str) -> bool | None:
    """A toggle property (17.7.3) of a property element; None where it says nothing."""
    toggle = parent.first(tag) if parent else None
    if toggle is None:
        return None
    return toggle.get("w:val") not in ("0", "false", "off")


def integer(text: str | None) -> int | None:
    """A small number from 0, None for anything else."""
    return int(text) if text and text.isdecimal() and len(text) < 6 else None


@dataclass(frozen=True, slots=True)
class Styles:
    """The styles of a document by id. A chain of styles that never ends is cut."""

    by_id: Mapping[str, Element]
    default: str | None

    @classmethod
    def read(cls, root: Element | None) -> Styles:
        styles = list(children(root, "w:style"))
        usual = (s for s in styles if s.get("w:type") == "paragraph" and s.get("w:default"))
        default = next(usual, None)
        by_id = {style.get("w:styleId") or "": style for style in styles}
        return cls(by_id, default.get("w:styleId") if default else None)

    def chain(self, style_id: str | None) -> Iterator[Element]:
        """A style and those that it is based on."""
        seen: set[str] = set()
        while style_id and style_id in self.by_id and style_id not in seen:
            seen.add(style_id)
            yield self.by_id[style_id]
            style_id = self.by_id[style_id].value("w:basedOn")

    def unread(
        self,
        style_id: str | None,
        own: Element | None = None,
        inherited: frozenset[str] = frozenset(),
    ) -> frozenset[str]:
        """Those of `UNREAD` that are on for text of a style, with properties of its `own`."""

        def is_on(toggle: str) -> bool:
            told = switched_on(own, toggle)
            if told is not None:
                return told
            styled = (switched_on(style.first("w:rPr"), toggle) for style in self.chain(style_id))
            return toggle in inherited or next((s for s in styled if s is not None), False)

        return frozenset(filter(is_on, UNREAD))

    def level(self, paragraph: Element) -> int | None:
        """Depth of a heading from 1, None for body text."""
        own = paragraph.value("w:pPr", "w:outlineLvl")
        style_id = paragraph.value("w:pPr", "w:pStyle")
        told = [own, *(s.value("w:pPr", "w:outlineLvl") for s in self.chain(style_id))]
        outline = next((value for value in told if value is not None), None)
        if outline is not None:
            return int(outline) + 1 if outline.isdecimal() and int(outline) < _LEVELS else None
        for name in self.names(style_id):
            match = _HEADING_NAME.fullmatch(name)
            if match or name.lower() == "title":
                return int(match[1]) if match else 1
        return None

    def names(self, style_id: str | None) -> list[str]:
        return [style.value("w:name") or "" for style in self.chain(style_id)]

    def numbering(self, paragraph: Element) -> tuple[str | None, int | None, str | None]:
        """The list of a paragraph, its level in it, and the style that says so, if one does."""
        own = paragraph.first("w:pPr", "w:numPr")
        if own:
            number_id = own.value("w:numId")
            if number_id is not None:
                return number_id, integer(own.value("w:ilvl")) or 0, None
        for style in self.chain(paragraph.value("w:pPr", "w:pStyle") or self.default):
            number_id = style.value("w:pPr", "w:numPr", "w:numId")
            if number_id is not None:
                level = (own or style).value("w:ilvl") or style.value("w:pPr", "w:numPr", "w:ilvl")
                return number_id, integer(level), style.get("w:styleId")
        return None, None, None
