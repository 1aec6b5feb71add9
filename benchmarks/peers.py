"""The tables that other tools find in PDFs. Runs in the virtualenv of the peers, not in ours.

`python peers.py TOOL OUT FILE...` writes OUT, in JSON: `memory`, the most that the process held, in
megabytes, and `documents`, one a file: `seconds` of processor time of all threads, `error` (null
where the tool ran through) and `tables`, each with its page from 1, its `top` in points from the
top of the page, and `rows` of texts (null where the tool reports a spanned position).
The first file is read once before, untimed, for what a tool loads when it is first called.
"""

from __future__ import annotations

import html
import json
import logging
import re
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from functools import cache
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


def camelot_with(**how: str) -> Finder:
    def find(path: str) -> Iterator[Found]:
        import camelot
        import pdfplumber

        with pdfplumber.open(path) as pdf:
            heights = {page.page_number: page.height for page in pdf.pages}
        for table in camelot.read_pdf(path, pages="all", suppress_stdout=True, **how):
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


def pymupdf_with(**how: bool) -> Finder:
    def find(path: str) -> Iterator[Found]:
        import pymupdf

        with pymupdf.open(path) as document:
            for page in document:
                for table in page.find_tables(**how).tables:
                    yield _found(page.number + 1, table.bbox[1], table.extract())

    return find


def pymupdf4llm(path: str) -> Iterator[Found]:
    import pymupdf4llm as library

    chunks = library.to_markdown(path, page_chunks=True, show_progress=False)
    for number, chunk in enumerate(chunks, start=1):
        for box in chunk["page_boxes"]:
            if box["class"] == "table":
                start, end = box["pos"]
                yield _found(number, box["bbox"][1], rows_of_markdown(chunk["text"][start:end]))


def rows_of_markdown(table: str) -> list[list[Any]]:
    """The rows of a table in Markdown, its header first."""
    lines = [line.strip() for line in table.splitlines() if line.strip().startswith("|")]
    rows = [re.split(r"(?<!\\)\|", line)[1:-1] for line in lines]
    if len(rows) > 1 and all(re.fullmatch(r"\s*:?-+:?\s*", cell) for cell in rows[1]):
        del rows[1]
    return [[_plain(cell) for cell in row] for row in rows]


def _plain(cell: str) -> str:
    bare = re.sub(r"<br\s*/?>", "\n", cell).replace("\\|", "|")
    return html.unescape(re.sub(r"</?[a-z]+>|\*\*|__|~~", "", bare)).strip()


def liteparse(path: str) -> Iterator[Found]:
    import liteparse as library

    parser = library.LiteParse(
        ocr_enabled=False,
        output_format="markdown",
        extract_blocks=True,
        quiet=True,
        num_workers=1,
        image_mode="off",
    )
    for page in parser.parse(path).pages:
        for block in page.blocks or []:
            if block.kind == "table":
                rows = [*([block.header] if block.header else []), *block.rows]
                texts = [[cell.text for cell in row] for row in rows]
                yield _found(page.page_num, block.bbox.y, texts)


@cache
def _converter_of_docling() -> Any:
    """The converter with its models, or the fault that keeps it from them, which stays."""
    from docling.datamodel.base_models import InputFormat
    from docling.datamodel.pipeline_options import PdfPipelineOptions
    from docling.document_converter import DocumentConverter, PdfFormatOption

    options = PdfPipelineOptions(do_ocr=False)
    how = {InputFormat.PDF: PdfFormatOption(pipeline_options=options)}
    converter = DocumentConverter(format_options=how)
    try:
        converter.initialize_pipeline(InputFormat.PDF)
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is told of each file
        return fault
    return converter


def docling(path: str) -> Iterator[Found]:
    converter = _converter_of_docling()
    if isinstance(converter, Exception):
        raise converter
    document = converter.convert(path).document
    for table in document.tables:
        place = table.prov[0]
        height = document.pages[place.page_no].size.height
        rows = [[cell.text for cell in row] for row in table.data.grid]
        yield _found(place.page_no, height - place.bbox.t, rows)


FINDERS: dict[str, Finder] = {
    "pdfplumber lines": pdfplumber_with("lines"),
    "pdfplumber text": pdfplumber_with("text"),
    "camelot lattice": camelot_with(flavor="lattice"),
    "camelot lattice, vector": camelot_with(flavor="lattice", engine="vector"),
    "camelot stream": camelot_with(flavor="stream"),
    "camelot network": camelot_with(flavor="network"),
    "tabula lattice": tabula_with(lattice=True),
    "tabula stream": tabula_with(stream=True),
    "PyMuPDF": pymupdf_with(),
    "PyMuPDF, no model": pymupdf_with(use_layout=False),
    "pymupdf4llm": pymupdf4llm,
    "liteparse": liteparse,
    "docling": docling,
}


def _found(page: int, top: float, rows: list[list[Any]]) -> Found:
    texts = [[None if cell is None else str(cell) for cell in row] for row in rows]
    return {"page": page, "top": float(top), "rows": texts}


def _read(find: Finder, path: str) -> dict[str, Any]:
    start = time.process_time()
    tables: list[Found] = []
    error = None
    try:
        tables = list(find(path))
    except Exception as fault:  # noqa: BLE001 - what a peer raises is its result for the file
        error = f"{type(fault).__name__}: {fault}"
    return {"tables": tables, "error": error, "seconds": time.process_time() - start}


def _peak() -> float:
    """The most memory held since this program began, in megabytes; Linux only.

    The peak that `getrusage` tells is that of the process that started this one, where it is higher.
    """
    status = Path("/proc/self/status").read_text("utf-8")
    [held] = re.findall(r"^VmHWM:\s+(\d+) kB$", status, re.MULTILINE)
    return int(held) / 1024


def measure(find: Finder, out: str, paths: list[str]) -> None:
    """Reads files with a tool and writes what it found and took."""
    warnings.filterwarnings("ignore")
    logging.disable(logging.CRITICAL)
    _read(find, paths[0])
    documents = [_read(find, path) for path in paths]
    told = {"memory": _peak(), "documents": documents}
    Path(out).write_text(json.dumps(told, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    measure(FINDERS[sys.argv[1]], sys.argv[2], sys.argv[3:])
