"""Reading YAML 1.2 by its core schema, with the parser in C of PyYAML.

PyYAML by itself reads YAML 1.1, where `NO` is false, 010 is eight and 10:30 a number; and of two
entries with one key it keeps the last. A date stays text here, as in the core schema.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import yaml

try:
    from yaml import CSafeLoader as Loader
except ImportError:  # built without libyaml: the same in Python, some ten times slower
    from yaml import SafeLoader as Loader  # type: ignore[assignment]

YamlError = yaml.YAMLError

_TAG = "tag:yaml.org,2002:"
_SCALARS = (
    ("null", r"(?:~|null|Null|NULL|)", ["", *"~nN"]),
    ("bool", r"(?:true|True|TRUE|false|False|FALSE)", [*"tTfF"]),
    ("int", r"(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)", [*"-+0123456789"]),
    (
        "float",
        (
            r"(?:[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?"
            r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))"
        ),
        [*"-+.0123456789"],
    ),
)
"""Tag, form and first characters of the scalars that are no text; the first that fits decides."""


def read_yaml(text: str) -> Any:
    """The one document of a text: dict, list, str, int, float, bool, None.

    Raises YamlError for what is no YAML, for a second document and for a key that stands twice.
    """
    return yaml.load(text, _CoreLoader)  # noqa: S506 - a safe loader


def key_lines(text: str) -> dict[tuple[str, ...], int]:
    """The line, counted from 1, of each key of nested mappings, by the keys that lead to it.

    Raises YamlError as `read_yaml` does.
    """
    return dict(_key_lines(yaml.compose(text, _CoreLoader), ()))


def _key_lines(node: Any, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], int]]:
    for key, value in node.value if isinstance(node, yaml.MappingNode) else ():
        at = (*above, str(key.value))
        yield at, key.start_mark.line + 1
        yield from _key_lines(value, at)


class _CoreLoader(Loader):
    """PyYAML's safe loader with the scalars of the core schema."""

    yaml_implicit_resolvers: dict[str, list[tuple[str, re.Pattern[str]]]] = {}  # noqa: RUF012

    def construct_mapping(self, node: Any, deep: bool = False) -> dict[Any, Any]:
        held = super().construct_mapping(node, deep)
        if len(held) < len(node.value):
            raise yaml.constructor.ConstructorError(
                "while reading a mapping", node.start_mark, "a key stands there twice", None
            )
        return held


def _integer(loader: yaml.constructor.BaseConstructor, node: Any) -> int:
    printed = str(loader.construct_scalar(node))
    return int(printed, 0) if printed[:2] in {"0o", "0x"} else int(printed)


for _tag, _form, _first in _SCALARS:
    _CoreLoader.add_implicit_resolver(_TAG + _tag, re.compile(rf"{_form}\Z"), _first)
_CoreLoader.add_constructor(f"{_TAG}int", _integer)
