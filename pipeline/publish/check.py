"""Is a folder a sound published dataset? Every check that needs no run of the pipeline.

A problem is one sentence or two: the file, the line where there is one, what is wrong, what to do.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from functools import cache
from itertools import zip_longest
from pathlib import Path

from pipeline.dataset import TABLES, Provenance, Row
from pipeline.ingest.document import Document
from pipeline.ingest.places import Characters, box_of
from pipeline.ingest.source import find_sources, read_source
from pipeline.ingest.storage import Folder
from pipeline.publish.croissant import CROISSANT
from pipeline.publish.integrity import Located, row_problems
from pipeline.publish.package import DESCRIPTOR, described_files
from pipeline.publish.parquet import read_parquet
from pipeline.publish.privacy import personal_data
from pipeline.publish.report import INDEX
from pipeline.publish.schemas import schema_paths
from pipeline.publish.tables import TableError, csv_bytes, excel_bytes, scan_csv

PAGES = ("README.md", DESCRIPTOR, CROISSANT)
_AGAIN = "Publish again."


def check_folder(folder: Path, raw: Folder | None = None) -> list[str]:
    """What is wrong with a published folder; an empty list where nothing is.

    With `raw`, the folder of the releases, each printed stretch is also looked up in its source.
    Raises OSError, StorageError where `raw` cannot be listed.
    """
    if not folder.is_dir():
        return [f"{folder}: no such folder. Name a published folder, or publish first."]
    tables: dict[str, list[Located]] = {}
    whole: set[str] = set()
    missing = [name for name in _written() if not (folder / name).is_file()]
    problems = [f"{name}: the file is missing. {_AGAIN}" for name in missing]
    for name, model in TABLES.items():
        path = folder / f"{name}.csv"
        scan = scan_csv(path, model) if path.is_file() else None
        tables[name] = list(scan.rows) if scan else []
        if scan and scan.problems:
            problems += scan.problems
        elif scan:
            whole.add(name)
            problems += _copies(folder, model, [row for _, row in scan.rows])
    problems += row_problems(tables, whole)
    problems += _pages(folder)
    problems += _package(folder)
    if raw is not None:
        problems += _ungrounded(tables["provenance"], _documents(raw))
    return problems


def _written() -> list[str]:
    """The paths of all files of a published folder; a report may lie beside them."""
    tables = ((f"{name}.csv", f"{name}.parquet", f"excel/{name}.csv") for name in TABLES)
    return [*PAGES, *schema_paths().values(), *(path for paths in tables for path in paths)]


def _copies(folder: Path, model: type[Row], rows: list[Row]) -> Iterator[str]:
    """The bytes of a sound CSV file, and whether Parquet and Excel copy hold the same rows."""
    name = model.TABLE
    try:
        forms = {
            f"{name}.csv": csv_bytes(model, rows),
            f"excel/{name}.csv": excel_bytes(model, rows),
        }
    except TableError as error:
        yield f"{name}.csv: {error}. {_AGAIN}"
        return
    for form, expected in forms.items():
        path = folder / form
        if path.is_file() and path.read_bytes() != expected:
            yield (
                f"{form}: not as the rows of {name}.csv are written (byte order mark, line ends, "
                f"quoting or values). Do not edit published files; {_AGAIN.lower()}"
            )
    path = folder / f"{name}.parquet"
    if not path.is_file():
        return
    try:
        copy = read_parquet(path, model)
    except TableError as error:
        yield str(error)
        return
    if copy != rows:
        pairs = enumerate(zip_longest(copy, rows), start=1)
        number = next(number for number, (mine, other) in pairs if mine != other)
        yield f"{name}.parquet row {number}: not the row of {name}.csv. {_AGAIN}"


def _pages(folder: Path) -> Iterator[str]:
    report = sorted(path.relative_to(folder).as_posix() for path in folder.glob("report/*"))
    for name in (*PAGES, INDEX, *report):
        path = folder / name
        if not path.is_file():
            continue
        lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
        for number, line in enumerate(lines, start=1):
            if what := personal_data(line):
                yield f"{name} line {number}: {what}. Mend the redaction, then publish again."


def _package(folder: Path) -> Iterator[str]:
    """Whether the descriptor names every file, with its size and hash."""
    path = folder / DESCRIPTOR
    if not path.is_file():
        return
    try:
        described = described_files(json.loads(path.read_bytes()))
    except ValueError as error:
        yield f"{DESCRIPTOR}: it cannot be understood: {error}. {_AGAIN}"
        return
    for name in dict.fromkeys((*_written(), *described)):
        if name == DESCRIPTOR:
            continue
        if not (folder / name).is_file():
            if name not in _written():  # those are missed already
                yield f"{name}: the file is missing. {_AGAIN}"
            continue
        content = (folder / name).read_bytes()
        size_and_hash = len(content), f"sha256:{hashlib.sha256(content).hexdigest()}"
        if name not in described:
            yield f"{DESCRIPTOR}: it does not describe {name}. {_AGAIN}"
        elif (described[name].get("bytes"), described[name].get("hash")) != size_and_hash:
            yield f"{name}: size or hash is not what {DESCRIPTOR} says. {_AGAIN}"


def _documents(raw: Folder) -> Callable[[str], Document | None]:
    """A release of `raw` by its id, read once; None where it cannot be read."""
    sources = {source.release_id: source for source in find_sources(raw)[0]}

    @cache
    def document(release_id: str) -> Document | None:
        source = sources.get(release_id)
        return read_source(source)[0] if source else None

    return document


def _ungrounded(rows: list[Located], document: Callable[[str], Document | None]) -> Iterator[str]:
    """Stretches where the source, or the page in the box, does not hold the printed words."""
    unread: set[str] = set()
    characters: dict[str, Characters] = {}
    for line, row in rows:
        if not isinstance(row, Provenance):
            continue
        source = document(row.release_id)
        place = f"provenance.csv line {line}:"
        if source is None:
            if row.release_id not in unread:
                yield f"{place} the release {row.release_id} cannot be read. Name its raw folder."
            unread.add(row.release_id)
        elif not _holds(source, characters, row):
            yield f"{place} the source holds other words there than printed. {_AGAIN}"


def _holds(document: Document, characters: dict[str, Characters], row: Provenance) -> bool:
    """Whether the printed words stand where the row says; blanks in a box do not count."""
    if row.char_start is not None:
        return document.source[row.char_start : row.char_end] == row.printed
    box = box_of(row)
    if box is None:
        return False
    if row.release_id not in characters:
        characters[row.release_id] = Characters(document)
    inside = characters[row.release_id].inside(row.page, box)
    shown = "".join(document.source[position] for position in inside)
    return "".join(row.printed.split()) in "".join(shown.split())
