"""What became of the mutants, as Markdown."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from benchmarks.mutants.mutant import Mutant
from benchmarks.mutants.trial import Outcome
from benchmarks.names.wilson import wilson_low


def table(made: Mapping[str, int], found: Sequence[tuple[Mutant, Outcome]]) -> Iterator[str]:
    """The outcomes by module, in Markdown."""
    counted = Counter((mutant.path, outcome) for mutant, outcome in found)
    outcomes = list(Outcome)
    yield f"| module | mutants | tried | {' | '.join(one.value for one in outcomes)} | noticed |"
    yield f"|---|--:|--:|{'--:|' * len(outcomes)}--:|"
    for path, all_of_it in made.items():
        row = [counted[path, outcome] for outcome in outcomes]
        yield _row(path.removeprefix("pipeline/"), all_of_it, row)
    whole = [sum(outcome is one for _, outcome in found) for one in outcomes]
    yield _row("**all**", sum(made.values()), whole)


def _row(name: str, made: int, row: Sequence[int]) -> str:
    run = sum(row)
    share = f"{1 - row[-1] / run:.1%}" if run else ""
    return f"| {name} | {made:,} | {run:,} | {' | '.join(map(str, row))} | {share} |"


def summary(found: Sequence[tuple[Mutant, Outcome]], seed: int) -> str:
    """The share noticed, with its interval."""
    run = len(found)
    missed = sum(outcome is Outcome.SURVIVED for _, outcome in found)
    low, high = wilson_low(run - missed, run), 1 - wilson_low(missed, run)
    return (
        f"{run:,} mutants drawn with seed {seed}: **{1 - missed / run:.1%} noticed**"
        f" (95 % interval {low:.1%} to {high:.1%}, Wilson)."
    )
