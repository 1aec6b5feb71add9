"""From measured figures to a cluster and ten million releases: on paper, with what is assumed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from benchmarks.measured import Taken

RELEASES = 10_000_000
NODES, CORES = 32, 32
"""The cluster: nodes, and cores of each."""
USED = 0.8
"""Share of its cores' time in which a cluster reads; the rest goes by with waiting and moving."""
PRICE = 0.04
"""US dollars a core and hour: what the large providers ask for general machines on demand, about."""
NOTHING = Taken(0, 0, 0, 0, 0, 0)
Run = tuple[int, Taken]
"""How many releases an archive had, and what the cold run over it took."""
_GB = 2**30


def extrapolated(runs: Sequence[Run], published: float) -> Iterator[str]:
    """Sentences on ten million releases, from cold runs and the bytes that a release gives.

    A release costs what the largest run took more than the smallest: what every run needs once is
    no part of it. What workers do is shared among cores; what the main process does is not.
    """
    (small, little), (large, much) = runs[0], runs[-1]
    if small == large:
        small, little = 0, NOTHING
    main = (much.main - little.main) / (large - small)
    reading = (much.processor - little.processor) / (large - small) - main
    cores = NODES * CORES
    reading_hours = RELEASES * reading / cores / USED / 3600
    main_hours = RELEASES * main / 3600
    cost = (cores * reading_hours + main_hours) * PRICE
    yield (
        f"On paper, {RELEASES:,} releases at the {reading * 1000:.0f} ms of processor time that"
        f" workers and the {main * 1000:.0f} ms that the main process took for each: {NODES} nodes"
        f" with {CORES} cores ({cores:,} in all, {USED:.0%} of their time at work) are busy for"
        f" {reading_hours:.1f} h; the main process, which hands out the work and writes the tables,"
        f" is busy for {main_hours:.1f} h on a core of its own."
        f" At an assumed {PRICE} US dollars a core and hour, the cluster let go once it has read:"
        f" {cost:,.0f} dollars. {RELEASES * published / _GB:,.0f} GB are published."
    )
