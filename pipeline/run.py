"""A run: nothing, where nothing has changed, or the conveyor.

What the conveyor takes is imported only when it starts, so that a run without work is short.
"""

from __future__ import annotations

from concurrent.futures import Executor
from pathlib import Path

from pipeline.cache import (
    Cache,
    Setting,
    digest,
    expectations_digest,
    facts_of,
    files_digest,
    setting_digest,
)
from pipeline.dataset import Row
from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.source import find_sources
from pipeline.ingest.storage import Folder
from pipeline.outcome import Outcome
from pipeline.progress import Progress
from pipeline.published import Published, recorded, releases_in


def run(
    raw: Folder,
    out: Path | None,
    curation: Path,
    *,
    jobs: int | None = None,
    cache: Cache | None = None,
    progress: Progress | None = None,
    limits: Limits = LIMITS,
    executor: Executor | None = None,
    report: bool = True,
    by_year: bool = False,
    against: Path | None = None,
) -> Outcome:
    """Read the releases in `raw` and publish the dataset in `out` (nowhere where it is None).

    Nothing is published either where less comes out than `curation` expects, `out` (or, where
    nothing is to be published, the folder `against`) being what no release may be lost from.
    `jobs` is how many processes work, None for as many as are worth it; an `executor` that is
    handed in reads the releases instead. Nothing is published where no release could be read, and
    no report where `report` is false; with `by_year` the rows of each year are written as Parquet
    files of their own too.
    Raises OSError for a folder that cannot be read or written, CurationError for curation that
    cannot be used, and what `publish_parts` raises; the old `out` then stays as it was.
    """
    sources, findings = find_sources(raw, limits)
    setting = setting_of(curation, limits)
    named = (digest(source.name, source.sha256) for source in sources)
    expected = expectations_digest(curation)
    inputs = digest(setting.digest, expected, str((report, by_year)), *map(repr, findings), *named)
    before = recorded(cache, out) if cache and out else None
    there = facts_of(out) if before and out else {}
    if before and before.files != files_digest(there):
        before = None
    if cache and before and before.inputs == inputs and cache.keeps_sheets(before.rows):
        return _unchanged(before, cache)

    from pipeline.conveyor import convey

    folder = out or against
    published = before.releases if before else releases_in(folder) if folder else ()
    return convey(
        sources,
        findings,
        out,
        setting,
        inputs=inputs,
        before=before,
        there=there,
        jobs=jobs,
        cache=cache,
        progress=progress,
        executor=executor,
        report=report,
        by_year=by_year,
        published=frozenset(published),
    )


def setting_of(curation: Path, limits: Limits) -> Setting:
    """What all results of a run depend on. Raises OSError for curation that cannot be read."""
    # absolute: a worker may stand elsewhere
    return Setting(curation.absolute(), limits, setting_digest(curation, limits))


def _unchanged(before: Published, cache: Cache) -> Outcome:
    def table(name: str) -> list[Row]:
        from pipeline.conveyor import kept_table

        return kept_table(name, before.rows, cache)

    return Outcome(
        before.releases, before.counts, before.waiting, table, before.releases, unchanged=True
    )
