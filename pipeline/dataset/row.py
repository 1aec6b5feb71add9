"""What every row model is: columns with a type, a description in two languages, and keys."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Annotated, Any, ClassVar, Literal, get_args, get_origin

from pydantic import BaseModel, ConfigDict, Field


def described(en: str, zh: str, **constraints: Any) -> Any:
    """A column with its description in English and in Chinese."""
    return Field(description=en, json_schema_extra={"description_zh": zh}, **constraints)


class Row(BaseModel):
    """A row of a published table. Immutable; unknown columns are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True, defer_build=True)

    TABLE: ClassVar[str]
    TITLE_ZH: ClassVar[str]
    KEY: ClassVar[tuple[str, ...]]
    REFERENCES: ClassVar[Mapping[str, str]] = MappingProxyType({})
    """Foreign keys: column -> table whose single key column it names."""

    @classmethod
    def columns(cls) -> tuple[str, ...]:
        return tuple(cls.model_fields)

    @classmethod
    def base_type(cls, name: str) -> Any:
        """The type of a column without None, list or constraints: str, int, float or bool."""
        return _base(cls.model_fields[name].annotation)

    @classmethod
    def is_list(cls, name: str) -> bool:
        return any(get_origin(part) is list for part in _union(cls.model_fields[name].annotation))

    @classmethod
    def is_nullable(cls, name: str) -> bool:
        return type(None) in _union(cls.model_fields[name].annotation)

    @classmethod
    def vocabulary(cls, name: str) -> tuple[str, ...] | None:
        """The closed vocabulary of a column, in its order, or None where it is open."""
        for part in _union(cls.model_fields[name].annotation):
            if get_origin(part) is Literal:
                return tuple(get_args(part))
        return None

    def key_values(self) -> tuple[Any, ...]:
        return tuple(getattr(self, name) for name in self.KEY)


def _union(annotation: Any) -> tuple[Any, ...]:
    args = get_args(annotation)
    return args if type(None) in args else (annotation,)


def _base(annotation: Any) -> Any:
    for part in _union(annotation):
        if part is type(None):
            continue
        if get_origin(part) is list:
            return _base(get_args(part)[0])
        if get_origin(part) is Annotated:
            return _base(get_args(part)[0])
        return str if get_origin(part) is Literal else part
    raise TypeError(f"no base type in {annotation!r}")
