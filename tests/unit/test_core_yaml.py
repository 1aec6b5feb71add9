"""YAML 1.2 as the curation is written in: what is text, what is a number, what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from pipeline.normalize.core_yaml import YamlError, read_yaml

ROOT = Path(__file__).parents[2]
FILES = (
    *sorted((ROOT / "curation").glob("*.yml")),
    ROOT / "pipeline" / "normalize" / "gazetteer" / "vocabulary.yml",
)


@pytest.mark.parametrize("text", ["NO", "on", "yes", "10:30", "1_000", "0b1", "2026-11-22", "0o8"])
def test_what_an_older_yaml_took_for_something_else_is_text(text: str) -> None:
    assert read_yaml(f"- {text}") == [text]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("010", 10),
        ("0o17", 15),
        ("0x1F", 31),
        ("-3", -3),
        ("25.03", 25.03),
        ("1e3", 1000.0),
        ("-.inf", float("-inf")),
        ("true", True),
        ("~", None),
        ("", None),
        ("'010'", "010"),
    ],
)
def test_numbers_truth_and_nothing(text: str, meant: Any) -> None:
    [read] = read_yaml(f"- {text}")
    assert (read, type(read)) == (meant, type(meant))


@pytest.mark.parametrize(
    "text",
    ["a: 1\na: 2", "{a: {b: 1, b: 1}}", "a\n---\nb", "a: !!python/name:os.system", "- [", "\x00"],
)
def test_what_nobody_can_mean_is_refused(text: str) -> None:
    with pytest.raises(YamlError):
        read_yaml(text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_our_files_read_as_by_another_reader(path: Path) -> None:
    text = path.read_text("utf-8")
    assert read_yaml(text) == _with_dates_as_text(YAML(typ="safe", pure=True).load(text))


def _with_dates_as_text(read: Any) -> Any:
    if isinstance(read, dict):
        return {key: _with_dates_as_text(value) for key, value in read.items()}
    if isinstance(read, list):
        return [_with_dates_as_text(value) for value in read]
    return read.isoformat() if hasattr(read, "isoformat") else read
