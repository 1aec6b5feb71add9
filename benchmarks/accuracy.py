"""Accuracy of the rows against the labels: precision, recall and F1 a table and release.

`python -m benchmarks.accuracy` prints the table and every disagreement, and exits with 1 where an
F1 is below its floor; with `--raise` it first lifts the floors to what was reached. A floor is
never lowered but by hand.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable

from tests.labelled.chain import Chain, run_chain
from tests.labelled.compare import Comparison, compare
from tests.labelled.labels import ALL, FLOORS, RELEASES, expected_all, expected_alone

Floors = dict[str, dict[str, float]]


def measure(chain: Chain) -> list[Comparison]:
    """Each release read alone, and all together, against the labels."""
    alone = [
        comparison
        for release_id in RELEASES
        for comparison in compare(
            release_id, expected_alone(release_id), chain.dataset([release_id])
        )
    ]
    return alone + compare(ALL, expected_all(), chain.dataset(RELEASES))


def load_floors() -> Floors:
    """F1 by run and table; empty before the first measurement."""
    floors: Floors = json.loads(FLOORS.read_text("utf-8")) if FLOORS.exists() else {}
    return floors


def below(comparisons: Iterable[Comparison], floors: Floors) -> list[Comparison]:
    """The comparisons whose F1 is under its floor; one without a floor must be perfect."""
    return [c for c in comparisons if round(c.f1, 3) < floors.get(c.run, {}).get(c.table, 1.0)]


def raised(comparisons: Iterable[Comparison], floors: Floors) -> Floors:
    """The floors, each at what was reached where that is higher."""
    new: Floors = {}
    for c in comparisons:
        old = floors.get(c.run, {}).get(c.table, 0.0)
        new.setdefault(c.run, {})[c.table] = max(old, round(c.f1, 3))
    return new


def as_text(comparisons: Iterable[Comparison]) -> str:
    """A line a table and run, figures in columns."""
    head = f"{'run':<26}{'table':<10}{'labels':>7}{'rows':>6}{'right':>6}"
    lines = [f"{head}{'precision':>11}{'recall':>8}{'F1':>7}"]
    for c in comparisons:
        counts = f"{c.run:<26}{c.table:<10}{c.expected:>7}{c.published:>6}{c.right:>6}"
        lines.append(f"{counts}{c.precision:>11.3f}{c.recall:>8.3f}{c.f1:>7.3f}")
    return "\n".join(lines)


def main(arguments: list[str] | None = None) -> int:
    """Prints the measurement; 1 where a floor is not reached, else 0."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.accuracy", description=__doc__)
    parser.add_argument("--raise", dest="lift", action="store_true", help="lift the floors")
    options = parser.parse_args(arguments)
    comparisons = measure(run_chain())
    print(as_text(comparisons))
    for comparison in comparisons:
        for told in comparison.disagreements:
            print(told)
    if options.lift:
        floors = json.dumps(raised(comparisons, load_floors()), indent=2, ensure_ascii=False)
        FLOORS.write_text(f"{floors}\n", "utf-8")
    return 1 if below(comparisons, load_floors()) else 0


if __name__ == "__main__":
    sys.exit(main())
