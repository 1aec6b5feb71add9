"""How fast PDFs are read: by us, by us on pdfplumber alone, and by pdfplumber with its tables.

`python -m benchmarks.pdf_speed [--icdar FOLDER] [--rounds N] [--write]` takes the documents of the
tests, and those of FOLDER in any depth. Ours is all up to the Document: text, tables, boxes, joins over page
ends. The three take turns; what counts is processor time, and the median of the rounds. Cells are
compared between both of our readers: where they stand in their tables, and their text.
"""

from __future__ import annotations

import argparse
import hashlib
import io
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from time import process_time

import pdfplumber

from benchmarks.against import write_section
from pipeline.ingest.document import Document
from pipeline.ingest.limits import LIMITS
from pipeline.ingest.pdf import is_bare, is_mute, read_pages
from pipeline.ingest.pdf_reading import read_contents
from pipeline.ingest.raw_file import RawFile

TESTS = Path(__file__).parents[1] / "tests"
SETS = {
    "releases (tests/renditions)": TESTS / "renditions" / "documents",
    "layouts (tests/layouts)": TESTS / "layouts" / "documents",
}
Cell = tuple[int, int, int, str]
"""Number of its table, row, column and text."""


@dataclass(frozen=True, slots=True)
class Result:
    """One set: seconds of each round by reader, pages, those handed over, cells, those the same."""

    documents: int
    pages: int
    seconds: dict[str, list[float]]
    handed_over: int
    cells: int
    same: int

    def share(self, reader: str) -> float:
        """How many times as fast as pdfplumber with tables a reader is, in the median round."""
        rounds = zip(self.seconds["pdfplumber"], self.seconds[reader], strict=True)
        return median(base / own for base, own in rounds)


def with_text(folder: Path) -> list[RawFile]:
    """The PDFs of a folder that have a text layer on each page, sorted by path."""
    files: list[RawFile] = []
    for path in sorted(folder.rglob("*.pdf")):
        data = path.read_bytes()
        file = RawFile(path.stem, path.name, hashlib.sha256(data).hexdigest(), data)
        pages = read_contents(data, LIMITS).pages
        if not any(is_bare(page) or is_mute(page) for page in pages):
            files.append(file)
    return files


def ours(file: RawFile, *, swift: bool = True) -> Document | None:
    """The document in a file; without `swift`, all its pages read by pdfplumber."""
    return read_pages(file, read_contents(file.data, LIMITS, swift=swift).pages, LIMITS)[0]


def plumbed(file: RawFile) -> None:
    """Read a file and its tables with pdfplumber."""
    with pdfplumber.open(io.BytesIO(file.data)) as pdf:
        for page in pdf.pages:
            page.extract_tables()
            page.close()


def measure(files: Sequence[RawFile], rounds: int) -> Result:
    """Reads all files by each reader in turn, and compares what ours find."""
    readers: dict[str, Callable[[RawFile], object]] = {
        "pdfplumber": plumbed,
        "ours on pdfplumber": lambda file: ours(file, swift=False),
        "ours": ours,
    }
    seconds: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(rounds):
        for name, read in readers.items():
            start = process_time()
            for file in files:
                read(file)
            seconds[name].append(process_time() - start)
    readings = [read_contents(file.data, LIMITS) for file in files]
    found = [(cells_of(ours(file, swift=False)), cells_of(ours(file))) for file in files]
    return Result(
        documents=len(files),
        pages=sum(len(reading.pages) for reading in readings),
        seconds=seconds,
        handed_over=sum(len(reading.handed_over) for reading in readings),
        cells=sum(reference.total() for reference, _ in found),
        same=sum((reference & swift).total() for reference, swift in found),
    )


def cells_of(document: Document | None) -> Counter[Cell]:
    """The cells of the tables of a document."""
    tables = [block.table for block in document.blocks if block.table] if document else []
    return Counter(
        (number, row, column, cell.text.text)
        for number, table in enumerate(tables)
        for row, cells in enumerate(table.rows)
        for column, cell in enumerate(cells)
        if cell is not None
    )


def as_table(results: dict[str, Result]) -> Iterator[str]:
    """The measurement as a table in Markdown."""
    yield (
        "| documents | PDFs | pages | pdfplumber with tables, pages/s | ours on pdfplumber | ours "
        "| pages handed to pdfplumber | cells the same |"
    )
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for name, result in results.items():
        speed = result.pages / median(result.seconds["pdfplumber"])
        yield (
            f"| {name} | {result.documents} | {result.pages} | {speed:.1f} "
            f"| {result.share('ours on pdfplumber'):.2f} × | **{result.share('ours'):.2f} ×** "
            f"| {result.handed_over} | {result.same:,} of {result.cells:,} |"
        )


def main(arguments: list[str] | None = None) -> None:
    """Measures, prints, and writes where asked to."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.pdf_speed", description=__doc__)
    parser.add_argument(
        "--icdar", type=Path, metavar="FOLDER", help="PDFs of ICDAR 2013, in any depth"
    )
    parser.add_argument("--rounds", type=int, default=5, help="how often each reads all (5)")
    parser.add_argument("--write", action="store_true", help="put the table into README.md")
    options = parser.parse_args(arguments)
    folders = {**SETS, **({"ICDAR 2013": options.icdar} if options.icdar else {})}
    results = {name: measure(with_text(folder), options.rounds) for name, folder in folders.items()}
    today = datetime.now(UTC).date()
    on = f"pdfplumber {version('pdfplumber')}, pdfminer.six {version('pdfminer.six')}"
    lines = [f"Measured {today} with {on}, in one process.", "", *as_table(results)]
    print("\n".join(lines))
    if options.write:
        write_section("pdf-speed", lines)


if __name__ == "__main__":
    main()
