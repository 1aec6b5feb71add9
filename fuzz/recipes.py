"""How a damaged file is made: of which document, by which steps. It is kept in place of the file.

A recipe gives the same bytes on every machine, and holds no word of the document.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import PurePath
from random import Random

from fuzz import sources
from fuzz.mutators import BY_FORMAT, MOST

_STEPS = (1, 1, 1, 2, 2, 3)
_SMALLER, _MOSTLY = "excerpt", 0.95
"""What most inputs begin with, where their format has it: small ones are read in no time."""


@dataclass(frozen=True, slots=True)
class Step:
    """One damage by its name, and the seed of its chance."""

    name: str
    seed: int


@dataclass(frozen=True, slots=True)
class Recipe:
    """A document, as a path from the root of the project, and what is done to it in turn."""

    source: str
    steps: tuple[Step, ...]

    @property
    def suffix(self) -> str:
        """The format of the document: `txt`, `html`, `docx`, `odt`, `pdf`."""
        return PurePath(self.source).suffix[1:]

    def made(self) -> bytes:
        """The damaged file. Raises OSError for a document and KeyError for a damage that is gone."""
        data = sources.content(self.source)
        for step in self.steps:
            random = Random(step.seed)
            other = sources.content(random.choice(sources.names(self.suffix)))
            data = BY_FORMAT[self.suffix][step.name](data, random, other)[:MOST]
        return data

    def shorter(self) -> Iterator[Recipe]:
        """The recipes with one step less."""
        for at in range(len(self.steps)):
            yield replace(self, steps=self.steps[:at] + self.steps[at + 1 :])


def recipe(seed: int, number: int) -> Recipe:
    """The recipe of one input of a seed, whatever the others are."""
    random = Random(f"{seed}:{number}")
    suffix = random.choices([*sources.SHARES], [*sources.SHARES.values()])[0]
    source = random.choice(sources.names(suffix))
    known = BY_FORMAT[suffix]
    names = [random.choice([*known]) for _ in range(random.choice(_STEPS))]
    if _SMALLER in known and random.random() < _MOSTLY:
        names.insert(0, _SMALLER)
    return Recipe(source, tuple(Step(name, random.getrandbits(32)) for name in names))
