"""The columns of a table as every written form needs them, read from the row models."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, Literal

from pipeline.dataset import Row

Kind = Literal["string", "integer", "number", "boolean", "list"]
"""What a column holds; the items of a list are strings."""

_KINDS: dict[type, Kind] = {str: "string", int: "integer", float: "number", bool: "boolean"}
_ANCHORS = ("^", "$")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its type, what may stand in it, what it means in English and in Chinese.

    `pattern` is the whole value's (no anchors), as Table Schema wants it.
    """

    name: str
    kind: Kind
    nullable: bool
    vocabulary: tuple[str, ...] | None
    pattern: str | None
    minimum: int | float | None
    maximum: int | float | None
    description: str
    description_zh: str


@cache
def columns(model: type[Row]) -> tuple[Column, ...]:
    """The columns of a row model, in the order in which they are published."""
    properties = model.model_json_schema()["properties"]
    return tuple(_column(model, name, properties[name]) for name in model.columns())


def _column(model: type[Row], name: str, schema: dict[str, Any]) -> Column:
    value = next((part for part in schema.get("anyOf", ()) if part.get("type") != "null"), schema)
    kind: Kind = "list" if model.is_list(name) else _KINDS[model.base_type(name)]
    return Column(
        name=name,
        kind=kind,
        nullable=model.is_nullable(name),
        vocabulary=model.vocabulary(name),
        pattern=_whole(value["pattern"]) if "pattern" in value else None,
        minimum=value.get("minimum"),
        maximum=value.get("maximum"),
        description=schema["description"],
        description_zh=schema["description_zh"],
    )


def _whole(pattern: str) -> str:
    """A pattern that is searched for, as one that the whole value must match."""
    start, end = _ANCHORS
    head = pattern[len(start) :] if pattern.startswith(start) else f".*{pattern}"
    return head[: -len(end)] if head.endswith(end) else f"{head}.*"


def what_a_row_is(model: type[Row]) -> tuple[str, str]:
    """What a row of the table is, in English and in Chinese, from the model's docstring."""
    english, _, chinese = " ".join((model.__doc__ or "").split()).partition(" | ")
    return english, chinese or model.TITLE_ZH


def row_id(row: Row) -> str:
    """The key of a row as `provenance` and `findings` name it: parts joined by |, null empty."""
    return "|".join("" if value is None else str(value) for value in row.key_values())


def key_is_nullable(model: type[Row]) -> bool:
    return any(model.is_nullable(name) for name in model.KEY)
