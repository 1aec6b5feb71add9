"""What the styles and list styles of an ODT file say: OpenDocument 1.3, part 3, chapters 16 and 19."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.ingest.docx_styles import integer
from pipeline.ingest.numbering import bullet, marked, number
from pipeline.ingest.xml_tree import Element, children

_FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "": "none",
        "1": "decimal",
        "01": "zero",
        "i": "lower-roman",
        "I": "upper-roman",
        "a": "lower-letter",
        "A": "upper-letter",
        "一": "han",
        "壹": "legal",
        "壱": "legal",
        "甲": "stems",
        "子": "branches",
        "①": "circle",
        "⑴": "paren",
        "㈠": "han-paren",
        "㊀": "han-circle",
        "１": "full-width",
        "〇": "han-digits",
    }
)
"""style:num-format, up to its first comma (`一, 二, 三, ...`) -> the names of `numbering`."""
_SYNCED = {"lower-letter": "lower-doubled", "upper-letter": "upper-doubled"}
_PLACEHOLDER = re.compile(r"%(10|[1-9])%")
_LEVELS = 10


@dataclass(frozen=True, slots=True)
class OdtStyles:
    """Styles by family and name, list styles by name, and the numbering of headings."""

    styles: Mapping[tuple[str, str], Element]
    lists: Mapping[str, Mapping[int, Element]]
    outline: Mapping[int, Element]

    @classmethod
    def read(cls, *roots: Element | None) -> OdtStyles:
        """Of the parts that hold styles; what a later one says goes before an earlier one."""
        groups = [
            group
            for root in roots
            for group in children(root, "office:styles", "office:automatic-styles")
        ]
        styles = {
            (style.get("style:family") or "", style.get("style:name") or ""): style
            for group in groups
            for style in group.elements("style:style")
        }
        lists = {
            style.get("style:name") or "": _levels(style)
            for group in groups
            for style in group.elements("text:list-style")
        }
        outlines = [o for group in groups for o in group.elements("text:outline-style")]
        return cls(styles, lists, _levels(outlines[-1]) if outlines else {})

    def chain(self, family: str, name: str | None) -> Iterator[Element]:
        """A style and those that it is based on."""
        seen: set[str] = set()
        while name and name not in seen and (family, name) in self.styles:
            seen.add(name)
            style = self.styles[family, name]
            yield style
            name = style.get("style:parent-style-name")

    def says(self, family: str, name: str | None, group: str, attribute: str) -> str | None:
        """A property of a style or of the nearest that it is based on."""
        told = (style.value(group, name=attribute) for style in self.chain(family, name))
        return next((value for value in told if value is not None), None)

    def hidden(self, family: str, name: str | None) -> bool:
        if family == "section":
            return self.says(family, name, "style:section-properties", "text:display") == "none"
        return self.says(family, name, "style:text-properties", "text:display") == "none"

    def struck(self, family: str, name: str | None) -> bool | None:
        """Whether text of a style is struck out; None where it says nothing."""
        properties = (f"style:text-line-through-{part}" for part in ("style", "type"))
        told = [self.says(family, name, "style:text-properties", each) for each in properties]
        given = [value for value in told if value is not None]
        return "none" not in given if given else None

    def names(self, name: str | None) -> set[str]:
        """What a paragraph style and those that it is based on are called, in lower case."""
        chain = list(self.chain("paragraph", name))
        called = (style.get("style:display-name") or style.get("style:name") for style in chain)
        return {(each or "").replace("_20_", " ").lower() for each in called}


def list_mark(levels: Mapping[int, Element], level: int, counts: Mapping[int, int]) -> str:
    """What is printed before an item of a list at a level from 1, given the numbers so far."""
    style = levels.get(level)
    if style is None:
        return ""
    properties = style.first("style:list-level-properties", "style:list-level-label-alignment")
    close = properties is not None and properties.get("text:label-followed-by") == "nothing"
    if style.tag == "text:list-level-style-bullet":
        around = bullet(style.get("text:bullet-char") or "")
        return marked(_around(style, around), close)
    if style.tag == "text:list-level-style-image":
        return marked("•", close)

    def printed(at: int) -> str:
        return number(counts.get(at, 1), _format(levels.get(at)))

    template = style.get("loext:num-list-format")
    if template is not None:
        text = _PLACEHOLDER.sub(lambda match: printed(int(match[1])), template)
        return marked(text.strip(), close)
    shown = min(level, integer(style.get("text:display-levels")) or 1)
    parts = [printed(at) for at in range(level - shown + 1, level + 1)]
    text = ".".join(part for part in parts if part)
    return marked(_around(style, text), close) if text else ""


def start_of(levels: Mapping[int, Element], level: int) -> int:
    told = integer(levels[level].get("text:start-value")) if level in levels else None
    return 1 if told is None else told


def _around(style: Element, text: str) -> str:
    before, after = style.get("style:num-prefix") or "", style.get("style:num-suffix") or ""
    return f"{before}{text}{after}".strip()


def _format(style: Element | None) -> str:
    told = (style.get("style:num-format") or "") if style else ""
    name = _FORMATS.get(told.partition(",")[0].strip(), "decimal")
    synced = style is not None and style.get("style:num-letter-sync") == "true"
    return _SYNCED.get(name, name) if synced else name


def _levels(style: Element) -> dict[int, Element]:
    levels = {integer(level.get("text:level")): level for level in style.elements()}
    return {at: level for at, level in levels.items() if at and at <= _LEVELS}
