"""The dataset becomes files: checked, sorted, written, and swapped in as a whole."""

from __future__ import annotations

import errno
import json
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import chain, islice
from pathlib import Path
from typing import TypeVar

import pyarrow as pa

from pipeline.dataset import TABLES, Dataset, PlaceRow, Provenance, Release, Row
from pipeline.exits import WrongUsage
from pipeline.publish.atomic import Tell, replacing
from pipeline.publish.croissant import CROISSANT, croissant_bytes
from pipeline.publish.dictionary import dictionary
from pipeline.publish.merge import merged
from pipeline.publish.new_folder import FileFacts, Mark, NewFolder, Seen, mark_of
from pipeline.publish.package import DESCRIPTOR, described_files, package_bytes
from pipeline.publish.parquet import RowGroups, parquet_writer
from pipeline.publish.part import Part, Sheets, whole
from pipeline.publish.report import Released, changes_between, index_files
from pipeline.publish.schemas import schema_files
from pipeline.publish.sheet import CSV, EXCEL, Sheet, lines_of, rows_of
from pipeline.publish.tables import TableError, csv_headers
from pipeline.publish.tally import Tally, tally_of

R = TypeVar("R", bound=Row)
MOST_NAMED = 1_000
"""Releases that the descriptions name one by one; tables have all of them."""

_LARGEST_FIRST = sorted(TABLES.values(), key=lambda model: model is not Provenance)
_LISTED = ("releases", "sessions", "speakers", "findings")
Changed = tuple[Sequence[Sheets], Sequence[Sheets]]
"""The parts that were published before and are so no more, and those that take their place."""


_NO_ROOM = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG))
_NO_ENTRY = frozenset((errno.EROFS, errno.EACCES, errno.EPERM))


class OutputRefusedError(WrongUsage):
    """The folder to publish in cannot or must not be replaced; the message says why and what to do."""


def publish(
    dataset: Dataset,
    out: Path,
    released: Iterable[Released] = (),
    *,
    report: bool = True,
    mark: Mark | None = None,
    tell: Tell | None = None,
) -> None:
    """Publish a dataset that is at hand as a whole, as `publish_parts` does.

    `released` are the releases as they were read, for the report to show beside their rows; with
    `report` false none is written. A dataset that was read from `out` itself goes with the `mark`
    that it bore.
    """
    if dataset.keys() != TABLES.keys():
        odd = sorted(dataset.keys() ^ TABLES.keys())
        raise TableError(f"tables missing from the dataset, or unknown to it: {', '.join(odd)}")
    part = whole(dataset, released, report=report)
    publish_parts([part], tally_of(dataset), out, mark=mark, tell=tell)


def publish_parts(
    parts: Sequence[Part],
    tally: Tally,
    out: Path,
    *,
    by_year: bool = False,
    changed: Changed | None = None,
    there: Seen | None = None,
    mark: Mark | None = None,
    tell: Tell | None = None,
) -> dict[str, FileFacts]:
    """Publish parts as the folder `out`, which is replaced as a whole or not at all.

    `tally` is of all rows; `by_year` says that each part's are written as Parquet files of its own
    too. The same parts in the same state of `out` give the same bytes, and publishing them again
    changes none. Files in `out` that no publishing wrote are kept. `changed`, where it is known,
    saves a comparison with all that `out` holds; `there` is what was just seen in it: a file that
    would be the same is not written again. Neither counts where another run has replaced `out`
    since; with a `mark` nothing is published then. `tell` is told when one is waited for. All files
    that `out` holds then are returned.
    Raises OutputRefusedError where `out` holds something that is not a published dataset, was
    replaced, or cannot be written, OutputBusyError, TableError where a row breaks the rules of its
    table, OSError; in each case the old folder stays as it was.
    """
    chapters = [(part.name, part.views) for part in parts if part.views]
    named = _first(Release, parts, MOST_NAMED)
    _must_be_replaceable(out)
    with _refusals_told(out), replacing(out, tell) as folder:
        folder.owned = _published_files(out)
        if mark is not None and mark_of(out) != mark:
            raise OutputRefusedError(f"another run has replaced {out} meanwhile; run again.")
        if there is None or not there.holds(out):
            there = changed = None
        with ThreadPoolExecutor(2) as threads:  # Arrow, the digests and the disk do not hold Python
            for done in [
                threads.submit(_write_table, model, parts, folder) for model in _LARGEST_FIRST
            ]:
                done.result()
        for part in parts if by_year else ():
            _write_apart(part, folder)
        folder.write("README.md", dictionary(tally, named).encode())
        for path, content in schema_files().items():
            folder.write(path, content)
        folder.write(CROISSANT, croissant_bytes(folder.files))
        if chapters:
            places = _first(PlaceRow, parts, None)
            before, now = _compared(changed) if changed else _all_rows(out, folder)
            changes = changes_between(before, now, out)
            lines = sum(tally["rows", name] for name in _LISTED)
            for path, content in index_files(chapters, lines, places, changes):
                folder.write(path, content)
        for page in sorted((page for part in parts for page in part.pages), key=lambda p: p.path):
            if there and there.files.get(page.path) == page.facts:
                folder.keep(page.path, page.facts)
            else:
                folder.write(page.path, page.content())
        total = tally["rows", Release.TABLE]
        folder.write(DESCRIPTOR, package_bytes(named, total, folder.files))
    return folder.files


def _write_table(model: type[Row], parts: Sequence[Part], folder: NewFolder) -> None:
    sheets = [part.sheets[model.TABLE] for part in parts]
    plain, excel = csv_headers(model)
    names = list(model.columns())
    with (
        folder.opened(f"{model.TABLE}.csv") as csv_file,
        folder.opened(f"{model.TABLE}.parquet") as parquet_file,
        folder.opened(f"excel/{model.TABLE}.csv") as excel_file,
        parquet_writer(model, parquet_file) as parquet,
    ):
        csv_file.write(plain)
        excel_file.write(excel)
        groups = RowGroups(parquet)
        for batch in merged(model, sheets):
            csv_file.writelines(lines_of(batch, CSV))
            excel_file.writelines(lines_of(batch, EXCEL))
            groups.add(batch.select(names))
        groups.finish()
    pa.default_memory_pool().release_unused()  # or Arrow keeps what each table took


def _write_apart(part: Part, folder: NewFolder) -> None:
    """The rows of a part by themselves, in folders that readers of Parquet know as partitions."""
    for model in TABLES.values():
        batches = merged(model, [part.sheets[model.TABLE]])
        first = next(batches, None)
        if first is None:
            continue
        path = f"by-year/{model.TABLE}/summit={part.name}/rows.parquet"
        with folder.opened(path) as file, parquet_writer(model, file) as parquet:
            groups = RowGroups(parquet)
            for batch in chain([first], batches):
                groups.add(batch.select(list(model.columns())))
            groups.finish()


def _first(model: type[R], parts: Sequence[Part], most: int | None) -> list[R]:
    """The first rows of a table in the order of their keys."""
    sheets = [part.sheets[model.TABLE] for part in parts]
    return list(islice(rows_of(model, merged(model, sheets)), most))


def _compared(changed: Changed) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The rows before and now as CSV files, without those that stayed as they were."""
    before: dict[str, bytes] = {}
    now: dict[str, bytes] = {}
    for name, model in TABLES.items():
        header, _ = csv_headers(model)
        old, new = ([*_lines(part[name] for part in parts)] for parts in changed)
        stayed = {*old} & {*new}
        for files, lines in ((before, old), (now, new)):
            files[f"{name}.csv"] = header + b"".join(one for one in lines if one not in stayed)
    return before, now


def _lines(sheets: Iterable[Sheet]) -> Iterator[bytes]:
    return (
        line
        for sheet in sheets
        for batch in sheet.batches()
        for line in batch.column(CSV).to_pylist()
    )


def _all_rows(out: Path, folder: NewFolder) -> tuple[dict[str, bytes], dict[str, bytes]]:
    names = [f"{name}.csv" for name in TABLES]
    before = {name: path.read_bytes() for name in names if (path := out / name).is_file()}
    return before, {name: folder.read(name) for name in names} if before else {}


def _must_be_replaceable(out: Path) -> None:
    if out.resolve().is_mount():
        raise OutputRefusedError(f"{out} is a mount point; publish in a folder inside it.")
    if out.exists() and not out.is_dir():
        raise OutputRefusedError(f"{out} is a file; name a folder to publish in.")


@contextmanager
def _refusals_told(out: Path) -> Iterator[None]:
    """What the system says to writing beside `out`, in words of what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in _NO_ROOM:
            remedy = "Make room there for the dataset once more"
        elif error.errno in _NO_ENTRY:
            remedy = f"Let this user write in {out.parent}, or name a folder elsewhere"
        else:
            raise
        why = f"{out} cannot be written: {error.strerror}; nothing was lost."
        raise OutputRefusedError(f"{why} {remedy}, and run again.") from error


def _published_files(out: Path) -> list[str]:
    """The files of the dataset published in `out`; none where there is no such folder yet."""
    if not out.exists() or not any(out.iterdir()):
        return []
    try:
        package = json.loads((out / DESCRIPTOR).read_bytes())
        return [DESCRIPTOR, *described_files(package)]
    except (FileNotFoundError, ValueError) as error:
        raise OutputRefusedError(
            f"{out} holds files that are no published dataset; name another folder, or empty it."
        ) from error
