"""What findings say, in both languages: the catalogue's sentences and their Chinese."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from string import Formatter

from pipeline.dataset import Finding
from pipeline.findings import CATALOGUE
from pipeline.publish.report.chinese import SENTENCES


@dataclass(frozen=True, slots=True)
class Said:
    """What a finding says is wrong and what to do about it, and the values in its sentence."""

    sentence: str
    remedy: str
    sentence_zh: str
    remedy_zh: str
    values: Mapping[str, str] = field(default_factory=dict)


def said(finding: Finding) -> Said:
    """The message of a finding, taken apart again; as it is where the catalogue has no such."""
    kind = CATALOGUE.get(finding.code)
    sentence, message = "", finding.message
    if kind is not None and message.endswith(f". {kind.remedy}"):
        sentence = message.removesuffix(f". {kind.remedy}")
    found = _pattern(finding.code).fullmatch(sentence) if kind and sentence else None
    if kind is None or found is None:
        return Said(message, "", message, "")
    values = found.groupdict()
    sentence_zh, remedy_zh = SENTENCES[finding.code]
    return Said(sentence, kind.remedy, sentence_zh.format_map(values), remedy_zh, values)


@cache
def _pattern(code: str) -> re.Pattern[str]:
    """What the sentence of a code looks like when it is filled."""
    parts, seen = [], set()
    for words, name, _, _ in Formatter().parse(CATALOGUE[code].sentence):
        parts.append(re.escape(words))
        if name is not None:
            parts.append(f"(?P={name})" if name in seen else f"(?P<{name}>.*?)")
            seen.add(name)
    return re.compile("".join(parts), re.DOTALL)


def candidates(told: Said) -> list[str]:
    """The candidates that a finding describes, a line each, best first."""
    return re.split(r"(?:^|; )\(\d+\) ", told.values.get("candidates", ""))[1:]
