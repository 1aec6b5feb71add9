"""`datapackage.json`: the dataset described by the Data Package standard, version 2.

The CSV tables are its resources, with their schemas. The other files (Parquet, Excel copies, pages,
other descriptions) stand under `files`, a property of ours: as resources, general readers would take them for tables
without a schema. Resources and files alike have their size and SHA-256.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Any

from pipeline import __version__
from pipeline.dataset import TABLES, Release, Row
from pipeline.publish.columns import Column, columns, key_is_nullable, what_a_row_is
from pipeline.publish.new_folder import FileFacts
from pipeline.publish.tables import SEPARATOR

DESCRIPTOR = "datapackage.json"
NAME = "taipei-smart-city-mayors-summit"
TITLE = "Taipei Smart City Mayors' Summit: sessions, speakers and talks from the press releases"
TITLE_ZH = "臺北智慧城市首長高峰會資料集"
LICENCE = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "Creative Commons Attribution 4.0 International",
}
DESCRIPTION = (
    "Who spoke at the summit and what the releases say of it, every value with the place where it "
    "was read. README.md explains the tables and columns."
)
CREATOR = "the summit-press contributors"
KEYWORDS = ("city diplomacy", "smart city", "Taipei", "press releases", "provenance")
_PROFILES = "https://datapackage.org/profiles/2.0"
_MEDIA_TYPES = {
    "csv": "text/csv",
    "html": "text/html",
    "json": "application/json",
    "md": "text/markdown",
    "parquet": "application/vnd.apache.parquet",
}


def package_bytes(releases: Sequence[Release], total: int, files: Mapping[str, FileFacts]) -> bytes:
    """The descriptor of a dataset whose other files, by relative POSIX path, are `files`.

    `releases` are its sources, or the first of the `total` of them.
    """
    described = descriptor(releases, total, files)
    return (json.dumps(described, ensure_ascii=False, indent=2) + "\n").encode()


def descriptor(
    releases: Sequence[Release], total: int, files: Mapping[str, FileFacts]
) -> dict[str, Any]:
    """As `package_bytes`, before it is written."""
    tables = {f"{name}.csv" for name in TABLES}
    further = [{"title": f"{total} releases", "path": "releases.csv"}]
    return {
        "$schema": f"{_PROFILES}/datapackage.json",
        "name": NAME,
        "title": TITLE,
        "title_zh": TITLE_ZH,
        "description": DESCRIPTION,
        "version": __version__,
        "licenses": [LICENCE],
        "contributors": [{"title": CREATOR, "roles": ["creator"]}],
        "keywords": list(KEYWORDS),
        "sources": [*map(_source, releases), *(further if total > len(releases) else [])],
        "resources": [_resource(model, files[f"{name}.csv"]) for name, model in TABLES.items()],
        "files": [_file(path, files[path]) for path in sorted(files.keys() - tables)],
    }


def _source(release: Release) -> dict[str, str]:
    return {
        "title": release.title or release.release_id,
        "path": release.source_file,
        "hash": f"sha256:{release.source_sha256}",
    }


def _resource(model: type[Row], facts: FileFacts) -> dict[str, Any]:
    english, chinese = what_a_row_is(model)
    return {
        "$schema": f"{_PROFILES}/dataresource.json",
        "name": model.TABLE,
        "type": "table",
        "title": model.TITLE_ZH,
        "description": english,
        "description_zh": chinese,
        **_file(f"{model.TABLE}.csv", facts),
        "encoding": "utf-8",
        "schema": table_schema(model),
    }


def media_type(path: str) -> str:
    """The IANA media type of a published file, told by its suffix."""
    return _MEDIA_TYPES[PurePosixPath(path).suffix[1:]]


def _file(path: str, facts: FileFacts) -> dict[str, Any]:
    return {
        "path": path,
        "format": PurePosixPath(path).suffix[1:],
        "mediatype": media_type(path),
        "bytes": facts.size,
        "hash": f"sha256:{facts.sha256}",
    }


def described_files(package: Any) -> dict[str, dict[str, Any]]:
    """The entry of each file that a descriptor describes, by path.

    Raises ValueError where it is not a descriptor of this dataset, of the form that `descriptor`
    gives it.
    """
    try:
        name, entries = package["name"], (*package["resources"], *package["files"])
        described = {entry["path"]: entry for entry in entries}
    except (KeyError, TypeError) as error:
        raise ValueError(f"no descriptor of a dataset: {error!r}") from error
    if name != NAME:
        raise ValueError(f"the descriptor of another dataset: {name!r}")
    return described


def table_schema(model: type[Row]) -> dict[str, Any]:
    """The Table Schema of a row model.

    The standard lets no part of a primary key be null, so a key with such a part is a unique key.
    """
    schema: dict[str, Any] = {
        "$schema": f"{_PROFILES}/tableschema.json",
        "fieldsMatch": "exact",
        "missingValues": [""],
        "fields": [_field(column) for column in columns(model)],
    }
    if key_is_nullable(model):
        schema["uniqueKeys"] = [list(model.KEY)]
    else:
        schema["primaryKey"] = list(model.KEY)
    if model.REFERENCES:
        schema["foreignKeys"] = [
            _foreign_key(model, column, target) for column, target in model.REFERENCES.items()
        ]
    return schema


def _foreign_key(model: type[Row], column: str, target: str) -> dict[str, Any]:
    reference: dict[str, Any] = {"fields": list(TABLES[target].KEY)}
    if target != model.TABLE:  # the standard: no resource where a table refers to itself
        reference = {"resource": target, **reference}
    return {"fields": [column], "reference": reference}


def _field(column: Column) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": column.kind,
        "description": column.description,
        "description_zh": column.description_zh,
    }
    if column.kind == "list":  # an empty list is an empty field, so it cannot be required
        return field | {"delimiter": SEPARATOR, "itemType": "string"}
    constraints: dict[str, Any] = {"required": True} if not column.nullable else {}
    if column.vocabulary:
        field["categories"] = list(column.vocabulary)
        constraints["enum"] = list(column.vocabulary)
    limits = {"pattern": column.pattern, "minimum": column.minimum, "maximum": column.maximum}
    constraints |= {name: limit for name, limit in limits.items() if limit is not None}
    return field | {"constraints": constraints} if constraints else field
