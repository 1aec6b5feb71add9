"""A run: nothing, where nothing has changed, or the conveyor.

What the conveyor takes is imported only when it starts, so that a run without work is short.
"""

from __future__ import annotations

from concurrent.futures import Executor
from contextlib import nullcontext, suppress
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
from pipeline.dataset import TABLES, Row
from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.source import find_sources
from pipeline.ingest.storage import Folder
from pipeline.outcome import Outcome
from pipeline.progress import Progress
from pipeline.publish.atomic import Tell, recover_folder
from pipeline.publish.lock import Lock
from pipeline.publish.new_folder import Seen, mark_of
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
    tell: Tell | None = None,
) -> Outcome:
    """Read the releases in `raw` and publish the dataset in `out` (nowhere where it is None).

    Nothing is published either where less comes out than `curation` expects, `out` (or, where
    nothing is to be published, the folder `against`) being what no release may be lost from.
    `jobs` is how many processes work, None for as many as are worth it; an `executor` that is
    handed in reads the releases instead. Nothing is published where no release could be read, and
    no report where `report` is false; with `by_year` the rows of each year are written as Parquet
    files of their own too. `tell` is told what a person should know while it runs: that another
    run is waited for, that the cache cannot be written.
    Raises OSError for a folder that cannot be read or written, CurationError for curation that
    cannot be used, and what `publish_parts` raises; the old `out` then stays as it was.
    """
    sources, findings = find_sources(raw, limits)
    setting = setting_of(curation, limits)
    named = (digest(source.name, source.sha256) for source in sources)
    expected = expectations_digest(curation)
    inputs = digest(setting.digest, expected, str((report, by_year)), *map(repr, findings), *named)
    with cache.in_use() if cache else nullcontext(Lock(None)) as lock:
        if out:
            with suppress(OSError):  # publishing meets it again, and says so
                recover_folder(out, tell)
        before, there = _standing(cache, out) if cache and out else (None, None)
        if before and out and before.inputs == inputs:
            return _unchanged(before, out)

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
            lock=lock,
            tell=tell,
            progress=progress,
            executor=executor,
            report=report,
            by_year=by_year,
            published=frozenset(published),
        )


def _standing(cache: Cache, out: Path) -> tuple[Published | None, Seen | None]:
    """The record of what a run left in `out`, if it is there as it was, and what was seen there."""
    before = recorded(cache, out)
    if before is None:
        return None, None
    mark = mark_of(out)
    there = Seen(facts_of(out), mark)
    if before.files != files_digest(there.files):
        return None, there
    return before, there


def setting_of(curation: Path, limits: Limits) -> Setting:
    """What all results of a run depend on. Raises OSError for curation that cannot be read."""
    # absolute: a worker may stand elsewhere
    return Setting(curation.absolute(), limits, setting_digest(curation, limits))


def _unchanged(before: Published, out: Path) -> Outcome:
    def table(name: str) -> list[Row]:
        from pipeline.publish.tables import read_csv

        return read_csv(out / f"{name}.csv", TABLES[name])

    return Outcome(
        before.releases, before.counts, before.waiting, table, before.releases, unchanged=True
    )
