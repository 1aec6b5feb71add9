"""The numbers that a browser prints before the items of an ordered list: WHATWG HTML, 4.4.5."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from pipeline.ingest.html_tree import Node
from pipeline.ingest.numbering import marked, number

_TYPES: Mapping[str, str] = MappingProxyType(
    {
        "1": "decimal",
        "a": "lower-letter",
        "A": "upper-letter",
        "i": "lower-roman",
        "I": "upper-roman",
    }
)
_STYLES: Mapping[str, str] = MappingProxyType(
    {
        "decimal": "decimal",
        "decimal-leading-zero": "zero",
        "lower-roman": "lower-roman",
        "upper-roman": "upper-roman",
        "lower-alpha": "lower-letter",
        "lower-latin": "lower-letter",
        "upper-alpha": "upper-letter",
        "upper-latin": "upper-letter",
        "cjk-ideographic": "han",
        "trad-chinese-informal": "han",
        "simp-chinese-informal": "han",
        "trad-chinese-formal": "legal",
        "simp-chinese-formal": "legal-hans",
        "cjk-decimal": "han-digits",
        "cjk-heavenly-stem": "stems",
        "cjk-earthly-branch": "branches",
        "none": "none",
        "disc": "none",
        "circle": "none",
        "square": "none",
    }
)
_STYLE = re.compile(r"list-style(?:-type)?\s*:\s*(?P<value>[^;]*)", re.IGNORECASE)
_HAN_STYLES = ("han", "legal", "legal-hans", "han-digits", "stems", "branches")
_INTEGER = re.compile(r"\s*([+-]?\d{1,6})\s*")


@dataclass(slots=True)
class Counting:
    """A list while it is read: the number of the next item, the step to the one after."""

    style: str
    value: int
    step: int

    @classmethod
    def of(cls, node: Node) -> Counting:
        """How the items of an `<ol>` are numbered; those of other lists are not."""
        if node.name != "ol":
            return cls("none", 1, 1)
        backwards = "reversed" in node.attributes
        items = sum(child.name == "li" for child in node.nodes())
        start = _integer(node.get("start"))
        usual = items if backwards else 1
        style = _style(node, "decimal")
        return cls(style, usual if start is None else start, -1 if backwards else 1)

    def mark(self, item: Node) -> str:
        """Counts one item; gives what is printed before it."""
        value = _integer(item.get("value"))
        if value is not None:
            self.value = value
        style = _style(item, self.style)
        printed = number(self.value, style)
        self.value += self.step
        return marked(printed + ("、" if style in _HAN_STYLES else ".")) if printed else ""


def _style(node: Node, inherited: str) -> str:
    match = _STYLE.search(node.get("style"))
    words = match["value"].lower().split() if match else []
    known = (_STYLES[word] for word in words if word in _STYLES)
    return next(known, _TYPES.get(node.get("type"), inherited))


def _integer(text: str) -> int | None:
    match = _INTEGER.fullmatch(text)
    return int(match[1]) if match else None
