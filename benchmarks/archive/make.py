"""Writing an archive: a folder of raw releases, and beside it what is in them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path
from random import Random

from benchmarks.archive.files import WRITERS
from benchmarks.archive.invention import invent
from benchmarks.archive.parts import Part, in_simplified
from benchmarks.archive.plan import Planned, planned
from benchmarks.archive.releases import parts_of
from benchmarks.archive.truth import expected, release_id

RAW, TRUTH = "raw", "truth.jsonl"
MIX: Mapping[str, int] = {"txt": 35, "md": 20, "html": 15, "docx": 10, "odt": 10, "pdf": 10}
"""Formats by suffix, and how many of a hundred releases have each."""
_AT_ONCE = 20
"""Editions that a process writes before it reports."""


def make(
    folder: Path, count: int, seed: int = 1, mix: Mapping[str, int] = MIX, jobs: int = 1
) -> int:
    """Writes `folder/raw` with `count` releases and `folder/truth.jsonl` with a line an edition.

    The same seed and mix give the same releases whatever the count. Returns the bytes of the
    releases. Raises OSError, FileExistsError for a folder that holds releases already.
    """
    (folder / RAW).mkdir(parents=True)
    write = partial(_write, folder / RAW, seed, mix)
    total = 0
    with (folder / TRUTH).open("w", encoding="utf-8") as truth:
        for line, size in _each(write, count, jobs):
            truth.write(line)
            total += size
    return total


def _each(write: partial[tuple[str, int]], count: int, jobs: int) -> Iterator[tuple[str, int]]:
    if jobs == 1:
        yield from map(write, planned(count))
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(write, planned(count), chunksize=_AT_ONCE)


def _write(raw: Path, seed: int, mix: Mapping[str, int], plan: Planned) -> tuple[str, int]:
    """Writes the releases of an edition: its line of the truth, and the bytes of the files."""
    size = 0
    for name, data in releases(seed, plan, mix):
        size += (raw / name).write_bytes(data)
    rows = {"edition": plan.number, **expected(invent(seed, plan))}
    return json.dumps(rows, ensure_ascii=False) + "\n", size


def releases(seed: int, plan: Planned, mix: Mapping[str, int] = MIX) -> Iterator[tuple[str, bytes]]:
    """Name and content of each release of an edition."""
    edition = invent(seed, plan)
    for family in plan.families:
        chance = Random(f"{seed}/{plan.number}/{family}")  # noqa: S311 - invention
        [suffix] = chance.choices(list(mix), list(mix.values()))
        parts: list[Part] = parts_of(edition, family, chance)
        if edition.simplified:
            parts = [in_simplified(part) for part in parts]
        yield f"{release_id(edition, family)}.{suffix}", WRITERS[suffix](parts)
