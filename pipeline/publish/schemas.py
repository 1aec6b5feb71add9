"""`schemas/NAME.json`: a row of each table as JSON Schema 2020-12, from the row models.

A row as JSON is what `explain --json` and `diff --json` print and what a reader of the Parquet file
gets: null for null, an array for a list, a string for a date.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from pipeline.dataset import TABLES, Row
from pipeline.publish.columns import what_a_row_is

DIALECT = "https://json-schema.org/draft/2020-12/schema"


@cache
def schema_files() -> Mapping[str, bytes]:
    """The schema of each table by its path in the published folder."""
    files = {path: _bytes(json_schema(TABLES[name])) for name, path in schema_paths().items()}
    return MappingProxyType(files)


def schema_paths() -> dict[str, str]:
    """Where the schema of each table is published, by the table's name."""
    return {name: f"schemas/{name}.json" for name in TABLES}


def json_schema(model: type[Row]) -> dict[str, Any]:
    """The JSON Schema of a row of this model."""
    english, chinese = what_a_row_is(model)
    made = model.model_json_schema()
    return {
        "$schema": DIALECT,
        "title": model.TABLE,
        "title_zh": model.TITLE_ZH,
        "description": english,
        "description_zh": chinese,
        "type": "object",
        "properties": {name: _property(value) for name, value in made["properties"].items()},
        "required": made["required"],
        "additionalProperties": False,
    }


def _property(value: dict[str, Any]) -> dict[str, Any]:
    # pydantic's titles are the names of the columns again
    return {keyword: said for keyword, said in value.items() if keyword != "title"}


def _bytes(schema: dict[str, Any]) -> bytes:
    return (json.dumps(schema, ensure_ascii=False, indent=2) + "\n").encode()
