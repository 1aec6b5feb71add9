"""What is damaged: the five releases and the same set again in other formats."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

ROOT = Path(__file__).parents[1]
_COPIES = "tests/renditions/documents"
FOLDERS: Mapping[str, str] = MappingProxyType(
    {"txt": "raw", "html": _COPIES, "docx": _COPIES, "odt": _COPIES, "pdf": _COPIES}
)
"""Where the documents of each format lie, by suffix."""
SHARES: Mapping[str, int] = MappingProxyType(
    {"txt": 51, "html": 16, "docx": 15, "odt": 15, "pdf": 3}
)
"""How many of a hundred inputs are made of each format: fewer of those that take long to read."""
GOOD = ROOT / "tests" / "unseen" / "raw" / "2024-closing.txt"
"""A sound release, of a year of its own, beside which the damaged ones are read."""


@cache
def names(suffix: str) -> tuple[str, ...]:
    """The documents of a format, as paths from the root of the project, sorted."""
    found = (ROOT / FOLDERS[suffix]).glob(f"*.{suffix}")
    return tuple(sorted(path.relative_to(ROOT).as_posix() for path in found))


@cache
def content(name: str) -> bytes:
    """The bytes of a document. Raises OSError."""
    return (ROOT / name).read_bytes()
