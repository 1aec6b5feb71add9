"""Failures that are kept, each as the recipes of its files, and tried again by the tests."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from fuzz.campaign import Failure
from fuzz.recipes import Recipe, Step
from fuzz.sources import ROOT

FOLDER = ROOT / "tests" / "hostile" / "fuzzed"
_OWN_WORDS = re.compile(r"\d+|'[^']*'|\"[^\"]*\"|\{.*?\}|[^\x00-\x7f]+", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Kept:
    """The files of a failure, with the SHA-256 of what each recipe made."""

    recipes: tuple[Recipe, ...]
    sha256: tuple[str, ...]


def kind(failure: Failure) -> str:
    """What failures of one cause have in common: what is told, without the words of the release."""
    return " ".join(_OWN_WORDS.sub("…", failure.faults[0]).split())[:200]


def of_each_kind(failures: Iterable[Failure]) -> Iterator[Failure]:
    """The failure with the fewest steps of each kind."""
    by_kind: dict[str, Failure] = {}
    for failure in sorted(failures, key=lambda one: sum(len(r.steps) for r in one.recipes)):
        by_kind.setdefault(kind(failure), failure)
    yield from by_kind.values()


def keep(failure: Failure, folder: Path = FOLDER) -> Path:
    """Write a failure as a file of its own, and give its path. Raises OSError."""
    files = [
        {
            "source": one.source,
            "steps": [[step.name, step.seed] for step in one.steps],
            "sha256": hashlib.sha256(one.made()).hexdigest(),
        }
        for one in failure.recipes
    ]
    content = {"why": kind(failure), "files": files}
    path = folder / f"{files[0]['sha256'][:12]}.json"
    folder.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
    return path


def read(path: Path) -> Kept:
    """A failure that was kept. Raises OSError, ValueError and KeyError for what is none."""
    files = json.loads(path.read_text("utf-8"))["files"]
    recipes = (
        Recipe(file["source"], tuple(Step(name, seed) for name, seed in file["steps"]))
        for file in files
    )
    return Kept(tuple(recipes), tuple(file["sha256"] for file in files))
