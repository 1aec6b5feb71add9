"""The dataset becomes files: checked, sorted, written, and swapped in as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from pipeline.dataset import TABLES, Dataset, Row, sort_key
from pipeline.publish.atomic import recover_folder, replace_folder
from pipeline.publish.columns import row_id
from pipeline.publish.croissant import CROISSANT, croissant_bytes
from pipeline.publish.dictionary import dictionary
from pipeline.publish.package import DESCRIPTOR, described_files, package_bytes
from pipeline.publish.parquet import parquet_bytes
from pipeline.publish.report import Released, changes_since, report_files
from pipeline.publish.schemas import schema_files
from pipeline.publish.tables import TableError, csv_bytes, excel_bytes, validated


class OutputRefusedError(ValueError):
    """The folder to publish in must not be replaced; the message says why and what to do."""


def publish(
    dataset: Dataset, out: Path, released: Iterable[Released] = (), *, report: bool = True
) -> None:
    """Publish the dataset as the folder `out`, which is replaced as a whole or not at all.

    `released` are the releases as they were read, for the report to show beside their rows; with
    `report` false none is written. The same rows and releases in the same state of `out` give the
    same bytes, and publishing them again changes none. Files in `out` that no publishing wrote are
    kept.
    Raises OutputRefusedError where `out` holds something that is not a published dataset,
    TableError where a row breaks the rules of its table, OSError where writing fails; in each
    case the old folder stays as it was.
    """
    tables = _checked(dataset)
    files = _data_files(tables)
    recover_folder(out)
    owned = _published_files(out)
    if report:
        files |= report_files(tables, released, changes_since(out, files))
    replace_folder(out, _described(tables, files), owned)


def render(dataset: Dataset, released: Iterable[Released] = ()) -> dict[str, bytes]:
    """Every file of a folder published for the first time, by its relative POSIX path.

    Raises TableError.
    """
    tables = _checked(dataset)
    return _described(tables, _data_files(tables) | report_files(tables, released))


def _data_files(tables: Dataset) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    for name, model in TABLES.items():
        files[f"{name}.csv"] = csv_bytes(model, tables[name])
        files[f"{name}.parquet"] = parquet_bytes(model, tables[name])
        files[f"excel/{name}.csv"] = excel_bytes(model, tables[name])
    files["README.md"] = dictionary(tables).encode()
    files |= schema_files()
    files[CROISSANT] = croissant_bytes(files)
    return files


def _described(tables: Dataset, files: dict[str, bytes]) -> dict[str, bytes]:
    return {**files, DESCRIPTOR: package_bytes(tables, files)}


def _checked(dataset: Dataset) -> Dataset:
    if dataset.keys() != TABLES.keys():
        odd = sorted(dataset.keys() ^ TABLES.keys())
        raise TableError(f"tables missing from the dataset, or unknown to it: {', '.join(odd)}")
    return {name: _sorted(model, dataset[name]) for name, model in TABLES.items()}


def _sorted(model: type[Row], rows: Sequence[Row]) -> list[Row]:
    """The rows in the order of their keys. Raises TableError for a row that is not the model's."""
    kept: dict[tuple[Any, ...], Row] = {}
    for row in rows:
        if not isinstance(row, model):
            raise TableError(f"{model.TABLE}: a row of another table: {row!r}")
        try:
            sound = validated(model, row.model_dump())
        except TableError as error:
            raise TableError(f"{model.TABLE} {row_id(row)}: {error}") from error
        if sound.key_values() in kept:
            raise TableError(f"{model.TABLE}: two rows have the key {row_id(row)}")
        kept[sound.key_values()] = sound
    return sorted(kept.values(), key=sort_key)


def _published_files(out: Path) -> list[str]:
    """The files of the dataset published in `out`; none where there is no such folder yet."""
    if not out.exists():
        return []
    if not out.is_dir():
        raise OutputRefusedError(f"{out} is a file; name a folder to publish in.")
    if out.is_mount():
        raise OutputRefusedError(f"{out} is a mount point; publish in a folder inside it.")
    if not any(out.iterdir()):
        return []
    try:
        package = json.loads((out / DESCRIPTOR).read_bytes())
        return [DESCRIPTOR, *described_files(package)]
    except (FileNotFoundError, ValueError) as error:
        raise OutputRefusedError(
            f"{out} holds files that are no published dataset; name another folder, or empty it."
        ) from error
