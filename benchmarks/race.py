"""Speed beside accuracy: our whole ingest of PDFs, and the table extraction of other tools.

`python -m benchmarks.race [--rounds N] [--quick] [--docling] [--write]` lets every tool read the
PDFs of `tests/renditions` and `tests/layouts` that have a text layer, in turn, each time in a new
process of the tool's own environment, which tells its processor time (of all threads) and the most
memory it held. Pages a second are the median of the ratios to pdfplumber within a round; the tools
that take minutes run in the first round alone, with `--quick` not at all. Row F1 is the mean on the
layout suite, with the tool's tables in a document of ours and the same code behind
(`benchmarks.layouts`). With `--write` the table and the picture go into README.md and peers.svg.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean, median

import pdfplumber

from benchmarks.against import (
    DOCLING,
    HERE,
    PEERS,
    Environment,
    Told,
    told,
    told_by_peer,
    versions,
    write_section,
)
from benchmarks.layouts import OURS, f1_of_ours, f1_of_peer
from benchmarks.measured import machine
from benchmarks.race_picture import Entrant, picture
from tests.layouts.rows import DOCUMENTS

ROOT = HERE.parent
REFERENCE = "pdfplumber lines"
LICENCES: Mapping[str, str] = {
    OURS: "Apache-2.0",
    "pdfplumber lines": "MIT",
    "camelot lattice, vector": "MIT",
    "tabula lattice": "MIT",
    "PyMuPDF, no model": "AGPL-3.0 or commercial",
    "liteparse": "Apache-2.0",
    "PyMuPDF": "AGPL-3.0 or commercial",
    "pymupdf4llm": "AGPL-3.0 or commercial",
    "docling": "MIT",
}
"""The tools, in the order of their turns, with their licences."""
SLOW = frozenset({"PyMuPDF", "pymupdf4llm", "docling"})
"""Tools that look at pages with a model."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a tool did: a run a round, and its mean row F1, null where it never found a table."""

    runs: tuple[Told, ...]
    f1: float | None

    @property
    def memory(self) -> float:
        """The most that any of its processes held, in megabytes."""
        return max(run.memory for run in self.runs)

    @property
    def failed(self) -> int:
        """On how many files it broke off."""
        return sum(document["error"] is not None for document in self.runs[0].documents)


def pages_of(path: Path) -> int:
    """The pages of a PDF with a text layer; 0 for a scan."""
    with pdfplumber.open(path) as pdf:
        return len(pdf.pages) if any(page.chars for page in pdf.pages) else 0


def race(tools: Sequence[str], paths: Sequence[Path], rounds: int) -> dict[str, Ran]:
    """Each tool's runs, the tools in turn within a round, the slow ones in the first alone."""
    runs: dict[str, list[Told]] = {tool: [] for tool in tools}
    for nth in range(rounds):
        for tool in (tool for tool in tools if nth == 0 or tool not in SLOW):
            print(f"round {nth + 1}: {tool}", file=sys.stderr)
            runs[tool].append(_run(tool, paths))
    return {tool: Ran(tuple(runs[tool]), _f1(tool, paths, runs[tool][0])) for tool in tools}


def _run(tool: str, paths: Sequence[Path]) -> Told:
    if tool == OURS:
        return told([sys.executable, "-m", "benchmarks.ours"], paths)
    return told_by_peer(tool, paths, _environment(tool))


def _environment(tool: str) -> Environment:
    return DOCLING if tool == "docling" else PEERS


def _f1(tool: str, paths: Sequence[Path], run: Told) -> float | None:
    """The mean on the documents of the layout suite among the files."""
    told_of = dict(zip(paths, run.documents, strict=True))
    layouts = {path: found for path, found in told_of.items() if path.parent == DOCUMENTS}
    if all(found["error"] is not None for found in layouts.values()):
        return None
    if tool == OURS:
        return mean(f1_of_ours(path) for path in layouts)
    return mean(f1_of_peer(path, found["tables"]) for path, found in layouts.items())


def speeds(ran: Mapping[str, Ran]) -> dict[str, float]:
    """Pages a second as a ratio to the reference in the same round, the median."""
    reference = [run.seconds for run in ran[REFERENCE].runs]
    return {
        tool: median(r / run.seconds for r, run in zip(reference, one.runs, strict=False))
        for tool, one in ran.items()
        if one.f1 is not None
    }


def as_table(ran: Mapping[str, Ran]) -> Iterator[str]:
    """The measurement as a table in Markdown, the fastest first."""
    ratio = speeds(ran)
    yield "| tool | pages/s, pdfplumber = 1 | row F1, layouts | memory, MB | broke off | licence |"
    yield "|---|--:|--:|--:|--:|---|"
    for tool in sorted(ran, key=lambda tool: -ratio.get(tool, 0.0)):
        one = ran[tool]
        figures = f"{ratio[tool]:.2f} | {one.f1:.3f}" if tool in ratio else "| no tables offline"
        failed = one.failed or ""
        yield f"| {tool} | {figures} | {one.memory:.0f} | {failed} | {LICENCES[tool]} |"


def main(arguments: list[str] | None = None) -> None:
    """Measures, prints, and writes where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.race", description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="without the slow tools")
    parser.add_argument("--docling", action="store_true", help="docling too: some gigabytes")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args(arguments)
    folders = (ROOT / "tests" / "renditions" / "documents", DOCUMENTS)
    found = {path: pages_of(path) for folder in folders for path in sorted(folder.glob("*.pdf"))}
    paths = [path for path, pages in found.items() if pages]
    asked = [tool for tool in LICENCES if tool != "docling" or options.docling]
    tools = [tool for tool in asked if not (options.quick and tool in SLOW)]
    ran = race(tools, paths, options.rounds)
    pages = sum(found.values())
    rate = pages / median(run.seconds for run in ran[REFERENCE].runs)
    measured = f"Measured {datetime.now(UTC).date()} on {machine()}"
    what = f"{len(paths)} files, {pages} pages, {options.rounds} rounds"
    head = f"{measured}: {what}; pdfplumber read {rate:.1f} pages a second. {versions()}."
    lines = [head, "", *as_table(ran)]
    print("\n".join(lines))
    if options.write:
        write_section("race", lines)
        entrants = [Entrant(t, ratio, ran[t].f1 or 0.0) for t, ratio in speeds(ran).items()]
        (HERE / "peers.svg").write_text(picture(entrants), "utf-8")


if __name__ == "__main__":
    main()
