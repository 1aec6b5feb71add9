"""The automatic numbers of a DOCX file's paragraphs, as they are printed: ISO 29500-1, 17.9."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from pipeline.ingest.docx_styles import Styles, integer, switched_on
from pipeline.ingest.numbering import bullet, marked, number
from pipeline.ingest.xml_tree import Element, children

_FORMATS: Mapping[str, str] = MappingProxyType(
    {
        "decimalZero": "zero",
        "lowerRoman": "lower-roman",
        "upperRoman": "upper-roman",
        "lowerLetter": "lower-doubled",
        "upperLetter": "upper-doubled",
        "decimalFullWidth": "full-width",
        "decimalFullWidth2": "full-width",
        "decimalEnclosedCircle": "circle",
        "decimalEnclosedCircleChinese": "circle",
        "decimalEnclosedParen": "paren",
        "decimalEnclosedFullstop": "period",
        "chineseCounting": "han",
        "chineseCountingThousand": "han",
        "taiwaneseCounting": "han",
        "taiwaneseCountingThousand": "han",
        "japaneseCounting": "han",
        "ideographDigital": "han-digits",
        "taiwaneseDigital": "han-digits",
        "japaneseDigitalTenThousand": "han-digits",
        "ideographLegalTraditional": "legal",
        "chineseLegalSimplified": "legal-hans",
        "japaneseLegal": "legal",
        "ideographTraditional": "stems",
        "ideographZodiac": "branches",
        "ideographEnclosedCircle": "han-circle",
        "none": "none",
    }
)
"""ST_NumberFormat -> the names of `numbering`; the others are printed in digits."""
_PLACEHOLDER = re.compile(r"%([1-9])")


@dataclass(slots=True)
class Lists:
    """The lists of a document and how far each has counted."""

    levels: Mapping[str, Mapping[int, Element]]
    """By the id of a list: its levels, those that it overrides included."""
    counted_with: Mapping[str, str]
    """The lists that count on from each other have the same value here."""
    restarts: Mapping[str, Mapping[int, int]]
    _counts: dict[str, dict[int, int]] = field(default_factory=dict)
    _met: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, root: Element | None, styles: Styles) -> Lists:
        abstract = {
            element.get("w:abstractNumId") or "": element
            for element in children(root, "w:abstractNum")
        }
        lists = {element.get("w:numId") or "": element for element in children(root, "w:num")}
        levels: dict[str, dict[int, Element]] = {}
        counted_with: dict[str, str] = {}
        restarts: dict[str, dict[int, int]] = {}
        for number_id, element in lists.items():
            base = element.value("w:abstractNumId") or ""
            linked = abstract[base].value("w:numStyleLink") if base in abstract else None
            for style in styles.chain(linked):
                other = style.value("w:pPr", "w:numPr", "w:numId")
                base = (lists[other].value("w:abstractNumId") or "") if other in lists else base
            counted_with[number_id] = base
            levels[number_id] = _levels(abstract.get(base))
            restarts[number_id] = {}
            for override in element.elements("w:lvlOverride"):
                level = integer(override.get("w:ilvl")) or 0
                levels[number_id] |= _levels(override)
                start = integer(override.value("w:startOverride"))
                if start is not None:
                    restarts[number_id][level] = start
        return cls(levels, counted_with, restarts)

    def mark(self, number_id: str | None, level: int | None, style_id: str | None) -> str | None:
        """What is printed before the next paragraph of a list; None where it is in none."""
        levels = self.levels.get(number_id or "")
        if not levels or number_id is None:
            return None
        if level is None:
            own = (n for n, element in levels.items() if element.value("w:pStyle") == style_id)
            level = next(own, 0)
        element = levels.get(level)
        if element is None:
            return None
        counts = self._count(number_id, level, levels)
        text = element.value("w:lvlText") or ""
        close = element.value("w:suff") == "nothing"
        if element.value("w:numFmt") == "bullet":
            return marked(bullet(text), close)
        legal = switched_on(element, "w:isLgl")

        def printed(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            style = "decimal" if legal else levels[at].value("w:numFmt") if at in levels else None
            return number(counts.get(at, 1), _FORMATS.get(style or "", "decimal"))

        return marked(_PLACEHOLDER.sub(printed, text).strip(), close)

    def _count(
        self, number_id: str, level: int, levels: Mapping[int, Element]
    ) -> Mapping[int, int]:
        """The numbers of a level and those above it, after counting one more."""
        counts = self._counts.setdefault(self.counted_with[number_id], {})
        if number_id not in self._met:
            self._met.add(number_id)
            for restarted in self.restarts[number_id]:
                counts.pop(restarted, None)
        told = {n: integer(element.value("w:start")) for n, element in levels.items()}
        starts = {n: 1 if start is None else start for n, start in told.items()}
        starts |= self.restarts[number_id]
        for above in range(level):
            counts.setdefault(above, starts.get(above, 1))
        counts[level] = counts[level] + 1 if level in counts else starts.get(level, 1)
        for below in [n for n in counts if n > level]:
            restart = integer(levels[below].value("w:lvlRestart")) if below in levels else None
            if restart is None or level < restart:
                del counts[below]
        return counts


def _levels(parent: Element | None) -> dict[int, Element]:
    return {integer(element.get("w:ilvl")) or 0: element for element in children(parent, "w:lvl")}
