"""The curation entry that would settle a finding, as YAML to paste."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

from pipeline.dataset import Finding
from pipeline.publish.report.wording import Said

_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
"""What JSON leaves as it is and YAML does not read."""


@dataclass(frozen=True, slots=True)
class Paste:
    """An entry, and the file in the curation folder that it goes into."""

    file: str
    entry: str


def to_paste(finding: Finding, told: Said) -> Paste | None:
    """The entry for an open finding that asks for a decision; None where nothing is to be done.

    What a person alone can say is left as dots.
    """
    if finding.status != "open" or finding.severity == "info":
        return None
    if (entry := told.values.get("entry", "")) and entry.startswith("- {"):
        return Paste("names.yml", entry)
    lines = [f"- id: {finding.finding_id}", f"  code: {finding.code}"]
    for name in ("release_id", "evidence", "row_id"):
        value = getattr(finding, name)
        if value is not None:
            lines.append(
                f"  {name.removesuffix('_id') if name == 'release_id' else name}: {_yaml(value)}"
            )
    lines += ["  decision: ...", "  reason: ...", "  by: ...", "  date: YYYY-MM-DD"]
    return Paste("judgements.yml", "\n".join(lines))


def _yaml(value: str) -> str:
    """A string as YAML reads it back, in double quotes."""
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
