"""The words that an archive is made of, read from `words.yml` and `names.yml`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Any

from ruamel.yaml import YAML

HERE = Path(__file__).parent


@cache
def words() -> Mapping[str, Any]:
    """Topics, themes, venues, sentences: lists of texts by what they are."""
    return _load("words.yml")


@cache
def names() -> Mapping[str, Any]:
    """Groups of names, `latin` and `han`."""
    return _load("names.yml")


def _load(name: str) -> Mapping[str, Any]:
    told: dict[str, Any] = YAML(typ="safe").load((HERE / name).read_text("utf-8"))
    return MappingProxyType(told)
