"""What a campaign came to, as tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from fuzz.campaign import FAULT, Result
from fuzz.oracle import READ

Fates = Mapping[str, Counter[str]]
"""How many inputs met each fate, by format or by damage."""


class Tally:
    """Inputs by format and by damage, with what became of them. One of several damages counts
    under each."""

    def __init__(self) -> None:
        self.by_format: dict[str, Counter[str]] = {}
        self.by_damage: dict[str, Counter[str]] = {}

    def add(self, result: Result) -> None:
        """Count the inputs of a run."""
        for recipe, fate in result.fates:
            self.by_format.setdefault(recipe.suffix, Counter())[fate] += 1
            for name in {step.name for step in recipe.steps}:
                self.by_damage.setdefault(name, Counter())[fate] += 1

    @property
    def inputs(self) -> int:
        """How many inputs were judged."""
        return sum(fates.total() for fates in self.by_format.values())

    def lines(self) -> Iterator[str]:
        """Both tables, in Markdown."""
        codes = sorted(
            {code for fates in self.by_format.values() for code in fates} - {READ, FAULT}
        )
        yield from _table("format", self.by_format, codes)
        yield ""
        yield from _table("damage", self.by_damage, ())


def _table(what: str, fates: Fates, codes: Sequence[str]) -> Iterator[str]:
    """A row for each; findings by which inputs were refused have a column each, or one for all."""
    columns = (what, "inputs", "read", *(codes or ("refused",)), "harm done")
    yield f"| {' | '.join(columns)} |"
    yield f"|---|{'--:|' * (len(columns) - 1)}"
    for name, met in sorted(fates.items()):
        refused = [met[code] for code in codes] or [met.total() - met[READ] - met[FAULT]]
        numbers = (met.total(), met[READ], *refused, met[FAULT])
        yield f"| {name} | {' | '.join(f'{number:,}' for number in numbers)} |"
