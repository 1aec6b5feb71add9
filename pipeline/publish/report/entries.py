"""The curation entry that would settle a finding, as YAML to paste."""

from __future__ import annotations

from dataclasses import dataclass

from pipeline.dataset import Finding
from pipeline.normalize.candidates import yaml_string
from pipeline.publish.report.wording import Said


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
                f"  {name.removesuffix('_id') if name == 'release_id' else name}: {yaml_string(value)}"
            )
    lines += ["  decision: ...", "  reason: ...", "  by: ...", "  date: YYYY-MM-DD"]
    return Paste("judgements.yml", "\n".join(lines))
