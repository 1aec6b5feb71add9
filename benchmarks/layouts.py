"""Row F1 on the layout suite by kind of variation: ours, and other table finders in our chain.

`python -m benchmarks.layouts [--write]` prints the table; with `--write` it also puts it into
README.md. A peer's cells become tables of a document whose other blocks (titles, paragraphs,
captions) are those that our reader finds, so that only the tables are compared; what follows
(extract, normalize, reconcile) is the same code for all.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from statistics import mean
from typing import Any

from benchmarks.against import peer_tables, versions, write_section
from pipeline.dataset import Dataset
from pipeline.ingest.document import Block, Cell, Document, Table, Text
from pipeline.ingest.source import read_file
from pipeline.reconcile.stage import reconcile
from tests.layouts.rows import DOCUMENTS, chain, dataset_of, load, meaning, names, score, truth_of

PEERS = (
    "pdfplumber lines",
    "pdfplumber text",
    "camelot lattice",
    "camelot network",
    "tabula lattice",
    "tabula stream",
    "PyMuPDF",
)
OURS = "ours"
Scores = dict[str, list[float]]


def measure() -> tuple[dict[str, Scores], Counter[str]]:
    """Row F1 of each PDF of the suite, by tool and kind; and on how many each tool broke off."""
    paths = [DOCUMENTS / name for name in names() if name.endswith(".pdf")]
    results = {OURS: _by_kind({path: f1_of_ours(path) for path in paths})}
    failed: Counter[str] = Counter()
    for tool in PEERS:
        found = peer_tables(tool, paths)
        failed[tool] = sum(told["error"] is not None for told in found)
        pairs = zip(paths, found, strict=True)
        results[tool] = _by_kind({path: f1_of_peer(path, told["tables"]) for path, told in pairs})
    return results, failed


def f1_of_ours(path: Path) -> float:
    """Row F1 of a document of the suite as we read it."""
    return _f1(path, dataset_of(path))


def f1_of_peer(path: Path, tables: Sequence[Mapping[str, Any]]) -> float:
    """Row F1 of a document of the suite with a peer's tables in place of ours."""
    return _f1(path, _dataset(_document(path), tables))


def _f1(path: Path, dataset: Dataset) -> float:
    return score(dataset, truth_of(path.name)["speakers"]).f1


@lru_cache(maxsize=128)
def _document(path: Path) -> Document | None:
    return read_file(load(path))[0]


def _by_kind(f1s: Mapping[Path, float]) -> Scores:
    scores: Scores = defaultdict(list)
    for path, f1 in f1s.items():
        scores[truth_of(path.name)["kind"]].append(f1)
    return scores


def _dataset(document: Document | None, tables: Sequence[Mapping[str, Any]]) -> Dataset:
    if document is None:
        return reconcile([], chain()[0], [])
    return reconcile([meaning(with_tables(document, tables))], chain()[0], [])


def with_tables(document: Document, tables: Sequence[Mapping[str, Any]]) -> Document:
    """A document with a peer's tables in place of its own, where they stand on their pages."""
    placed = [(*_place(document, block), block) for block in document.blocks if not block.table]
    source = document.source
    for table in tables:
        rows: list[tuple[Cell | None, ...]] = []
        for texts in table["rows"]:
            cells: list[Cell | None] = []
            for text in texts:
                start = len(source)
                source += text or ""
                cells.append(None if text is None else Cell(Text.read(source, start)))
            rows.append(tuple(cells))
        block = Block("table", Text.read(""), Table(tuple(rows)), page=table["page"])
        placed.append((table["page"], table["top"], block))
    placed.sort(key=lambda one: one[:2])
    blocks = tuple(block for _, _, block in placed)
    return replace(document, source=source, blocks=blocks, boxes=None, ignored=())


def _place(document: Document, block: Block) -> tuple[int, float]:
    """Page and height of a block."""
    boxes = document.boxes
    places = (boxes[start] for start in block.text.starts) if boxes is not None else ()
    place = next((box for box in places if box is not None), None)
    return (place.page, place.top) if place else (block.page or 1, 0.0)


def as_table(results: Mapping[str, Scores], failed: Counter[str]) -> Iterator[str]:
    """The measurement as a table in Markdown."""
    tools = list(results)
    yield f"| what varies | documents | {' | '.join(tools)} |"
    yield f"|---|--:|{'--:|' * len(tools)}"
    for kind, ours in results[OURS].items():
        cells = " | ".join(f"{mean(results[tool][kind]):.2f}" for tool in tools)
        yield f"| {kind} | {len(ours)} | {cells} |"
    whole = {tool: [f1 for group in results[tool].values() for f1 in group] for tool in tools}
    cells = " | ".join(f"**{mean(whole[tool]):.3f}**" for tool in tools)
    yield f"| **all, mean** | {len(whole[OURS])} | {cells} |"
    cells = " | ".join(f"{min(whole[tool]):.2f}" for tool in tools)
    yield f"| worst document | | {cells} |"
    if failed.total():
        yield f"| broke off on | | {' | '.join(str(failed[tool]) for tool in tools)} |"


def main(arguments: list[str] | None = None) -> None:
    """Measures, prints, and writes where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.layouts", description=__doc__)
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args(arguments)
    table = list(as_table(*measure()))
    today = datetime.now(UTC).date()
    lines = [f"Measured {today}: {versions()}.", "", *table]
    print("\n".join(lines))
    if options.write:
        write_section("layouts", lines)


if __name__ == "__main__":
    main()
