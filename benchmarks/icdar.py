"""Tables of others: the born-digital documents of the ICDAR 2013 table competition.

`python -m benchmarks.icdar FOLDER [--write]` scores the tables that we and other tools find against
the ground truth in FOLDER (`NAME.pdf` with `NAME-str.xml`, in any depth), which is no part of this
project. The measure is the competition's (Göbel et al., "A Methodology for Evaluating Algorithms
for Table Understanding in PDF Documents", 2012): pairs of texts of neighbouring cells, with the
direction, blank cells skipped; precision and recall averaged over documents, and over all pairs.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
import xml.etree.ElementTree as ET
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import mean
from typing import Any

import pdfplumber

from benchmarks.against import peer_tables, versions, write_section
from pipeline.ingest.pdf_grid import page_grids

PEERS = (
    "pdfplumber lines",
    "pdfplumber text",
    "camelot lattice",
    "camelot stream",
    "camelot network",
)
Pairs = Counter[tuple[str, str, str]]


@dataclass(frozen=True, slots=True)
class Placed:
    """A cell of a table: rows and columns from `row`, `column` to `last_row`, `last_column`."""

    row: int
    column: int
    last_row: int
    last_column: int
    text: str


@dataclass(frozen=True, slots=True)
class Truth:
    """One document; `pairs` holds a counter for each ground truth that is allowed."""

    path: Path
    pairs: tuple[Pairs, ...]


@dataclass(frozen=True, slots=True)
class Result:
    """Precision and recall over documents, and over all pairs."""

    average: tuple[float, float]
    pooled: tuple[float, float]


def pairs_of(cells: Sequence[Placed]) -> Pairs:
    """The neighbouring texts of a table: each cell with the next non-blank one right and below."""
    filled = [cell for cell in cells if _bare(cell.text)]
    at = {
        (row, column): index
        for index, cell in enumerate(filled)
        for row in range(cell.row, cell.last_row + 1)
        for column in range(cell.column, cell.last_column + 1)
    }
    last_row = max((row for row, _ in at), default=0)
    last_column = max((column for _, column in at), default=0)
    found: set[tuple[int, int, str]] = set()
    for index, cell in enumerate(filled):
        for row in range(cell.row, cell.last_row + 1):
            right = ((row, column) for column in range(cell.last_column + 1, last_column + 1))
            found.add((index, _first(at, right), "right"))
        for column in range(cell.column, cell.last_column + 1):
            below = ((row, column) for row in range(cell.last_row + 1, last_row + 1))
            found.add((index, _first(at, below), "below"))
    return Counter(
        (_bare(filled[one].text), _bare(filled[other].text), way)
        for one, other, way in found
        if other not in (-1, one)
    )


def _first(at: Mapping[tuple[int, int], int], places: Iterable[tuple[int, int]]) -> int:
    return next((at[place] for place in places if place in at), -1)


def _bare(text: str) -> str:
    """What the competition compares: no white space, no case, other signs alike."""
    squeezed = re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))
    return "".join(c if c.isalnum() else "_" for c in squeezed).upper()


def truths(folder: Path) -> list[Truth]:
    """The documents of the set; where a table may be read in two ways, both are allowed."""
    allowed: dict[Path, list[Pairs]] = {}
    for path in sorted(folder.rglob("*-str.xml")):
        stem = path.name.removesuffix("-str.xml")
        document = path.with_name(f"{stem}.pdf")
        if not document.exists():  # a second reading, NAMEb-str.xml, of the document NAMEa.pdf
            document = path.with_name(f"{stem[:-1]}a.pdf")
        pairs: Pairs = Counter()
        for region in ET.parse(path).iter("region"):  # noqa: S314 - a file that the caller chose
            pairs += pairs_of([_true_cell(cell) for cell in region.iter("cell")])
        allowed.setdefault(document, []).append(pairs)
    return [Truth(path, tuple(pairs)) for path, pairs in allowed.items()]


def _true_cell(cell: ET.Element) -> Placed:
    row, column = int(cell.attrib["start-row"]), int(cell.attrib["start-col"])
    last_row, last_column = int(cell.get("end-row", row)), int(cell.get("end-col", column))
    text = "".join(content.text or "" for content in cell.iter("content"))
    return Placed(row, column, last_row, last_column, text)


def our_pairs(path: Path) -> Pairs:
    """The pairs in the tables that the pipeline finds."""
    pairs: Pairs = Counter()
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages:
            for grid in page_grids(page):
                cells = [
                    Placed(
                        cell.row,
                        cell.column,
                        cell.row + cell.rowspan - 1,
                        cell.column + cell.colspan - 1,
                        cell.text,
                    )
                    for cell in grid.cells
                ]
                pairs += pairs_of(cells)
            page.close()
    return pairs


def peer_pairs(tables: Iterable[Mapping[str, Any]]) -> Pairs:
    """The pairs in the tables of a peer, which know no spans."""
    pairs: Pairs = Counter()
    for table in tables:
        pairs += pairs_of(
            [
                Placed(row, column, row, column, text or "")
                for row, texts in enumerate(table["rows"])
                for column, text in enumerate(texts)
            ]
        )
    return pairs


def judge(known: Sequence[Truth], found: Sequence[Pairs]) -> Result:
    """Precision and recall; of several truths of a document, the one that is met best counts."""
    counts: list[tuple[int, int, int]] = []
    for truth, pairs in zip(known, found, strict=True):
        best = max(truth.pairs, key=lambda p: (p & pairs).total() / max(1, p.total()))
        counts.append(((best & pairs).total(), pairs.total(), best.total()))
    average = mean(_share(r, f) for r, f, _ in counts), mean(_share(r, k) for r, _, k in counts)
    right, all_found, all_known = (sum(column) for column in zip(*counts, strict=True))
    return Result(average, (_share(right, all_found), _share(right, all_known)))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def as_table(results: Mapping[str, Result]) -> Iterator[str]:
    """The measurement as a table in Markdown."""
    yield "| | precision | recall | F1 | precision, pooled | recall, pooled | F1, pooled |"
    yield "|---|--:|--:|--:|--:|--:|--:|"
    for tool, result in results.items():
        figures = [*result.average, _f1(*result.average), *result.pooled, _f1(*result.pooled)]
        yield f"| {tool} | {' | '.join(f'{figure:.3f}' for figure in figures)} |"


def main(arguments: list[str] | None = None) -> None:
    """Measures, prints, and writes where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.icdar", description=__doc__)
    parser.add_argument("folder", type=Path, help="the competition's documents and ground truth")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args(arguments)
    known = truths(options.folder)
    paths = [truth.path for truth in known]
    results = {"ours": judge(known, [our_pairs(path) for path in paths])}
    for tool in PEERS:
        found = [peer_pairs(told["tables"]) for told in peer_tables(tool, paths)]
        results[tool] = judge(known, found)
    pairs = sum(truth.pairs[0].total() for truth in known)
    head = f"Measured {datetime.now(UTC).date()} on {len(known)} documents, {pairs} pairs"
    lines = [f"{head}: {versions()}.", "", *as_table(results)]
    print("\n".join(lines))
    if options.write:
        write_section("icdar", lines)


if __name__ == "__main__":
    main()
