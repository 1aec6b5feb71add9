"""The tables that other tools find in PDFs. Runs in the virtualenv of the peers, not in ours.

`python peers.py TOOL OUT FILE...` writes OUT, a JSON list with a document a file: `seconds`, `error`
(null where the tool ran through) and `tables`, each with its page from 1, its `top` in points from
the top of the page, and `rows` of texts (null where the tool reports a spanned position).
"""

from __future__ import annotations

import json
import logging
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

Found = dict[str, Any]
Finder = Callable[[str], Iterator[Found]]


def pdfplumber_with(strategy: str) -> Finder:
    def find(path: str) -> Iterator[Found]:
        import pdfplumber

        settings = {"vertical_strategy": strategy, "horizontal_strategy": strategy}
        with pdfplumber.open(path) as pdf:
            for page in pdf.pages:
                for table in page.find_tables(settings):
                    yield _found(page.page_number, table.bbox[1], table.extract())
                page.close()

    return find


def camelot_with(flavour: str) -> Finder:
    def find(path: str) -> Iterator[Found]:
        import camelot
        import pdfplumber

        with pdfplumber.open(path) as pdf:
            heights = {page.page_number: page.height for page in pdf.pages}
        for table in camelot.read_pdf(path, pages="all", flavor=flavour, suppress_stdout=True):
            top = heights[table.page] - table._bbox[3]  # noqa: SLF001 - the only place that has it
            yield _found(table.page, top, table.df.values.tolist())

    return find


def tabula_with(**how: bool) -> Finder:
    def find(path: str) -> Iterator[Found]:
        import pdfplumber
        import tabula

        with pdfplumber.open(path) as pdf:
            numbers = [page.page_number for page in pdf.pages]
        for number in numbers:  # one by one: its tables do not say where they stand
            told = tabula.read_pdf(path, pages=number, output_format="json", silent=True, **how)
            for table in told:
                rows = [[cell["text"].replace("\r", "\n") for cell in row] for row in table["data"]]
                yield _found(number, table["top"], rows)

    return find


def pymupdf(path: str) -> Iterator[Found]:
    import pymupdf as library

    with library.open(path) as document:
        for page in document:
            for table in page.find_tables().tables:
                yield _found(page.number + 1, table.bbox[1], table.extract())


FINDERS: dict[str, Finder] = {
    "pdfplumber lines": pdfplumber_with("lines"),
    "pdfplumber text": pdfplumber_with("text"),
    "camelot lattice": camelot_with("lattice"),
    "camelot stream": camelot_with("stream"),
    "camelot network": camelot_with("network"),
    "tabula lattice": tabula_with(lattice=True),
    "tabula stream": tabula_with(stream=True),
    "PyMuPDF": pymupdf,
}


def _found(page: int, top: float, rows: list[list[Any]]) -> Found:
    texts = [[None if cell is None else str(cell) for cell in row] for row in rows]
    return {"page": page, "top": float(top), "rows": texts}


def _read(find: Finder, path: str) -> dict[str, Any]:
    start = time.perf_counter()
    tables: list[Found] = []
    error = None
    try:
        tables = list(find(path))
    except Exception as fault:  # noqa: BLE001 - what a peer raises is its result for the file
        error = f"{type(fault).__name__}: {fault}"
    return {"tables": tables, "error": error, "seconds": time.perf_counter() - start}


def main(tool: str, out: str, paths: list[str]) -> None:
    warnings.filterwarnings("ignore")
    logging.disable(logging.CRITICAL)
    read = [_read(FINDERS[tool], path) for path in paths]
    Path(out).write_text(json.dumps(read, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
