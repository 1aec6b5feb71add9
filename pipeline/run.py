"""The conveyor: raw folder -> one release after the other -> one year after the other -> published.

Releases are read one by one and years are made one by one, on processes where there are many; what
was found before is taken from the cache. A release that makes a stage fail becomes a finding, and
the others go on.
"""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from tempfile import mkdtemp

from pipeline.annual import Setting, meant_of, release_key, released_of
from pipeline.cache import Cache, digest, facts_of, files_digest, setting_digest
from pipeline.chronicle import Chronicle, chronicle
from pipeline.dataset import Finding, Row
from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.raw_file import Source
from pipeline.ingest.source import find_sources
from pipeline.ingest.storage import Folder
from pipeline.outcome import Outcome, asks
from pipeline.processes import each_done
from pipeline.publish.report import Released
from pipeline.publish.stage import Changed, publish_parts
from pipeline.reconcile.judgements import once
from pipeline.store import Rows, Store
from pipeline.worker import ReleaseResult, fallen, read_release

Progress = Callable[[int, int, str], None]
"""Told after each release: how many are done, of how many, and which one it was."""

_RECORD = "published"


@dataclass(frozen=True, slots=True)
class Published:
    """What a run left in the folder `out`: of which inputs, the digest of its files, what it
    reported, and under which keys its rows and its pages are kept."""

    out: str
    setting: str
    inputs: str
    files: str
    releases: tuple[str, ...]
    counts: dict[str, int]
    waiting: tuple[Finding, ...]
    rows: tuple[str, ...]
    pages: tuple[str, ...]


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
) -> Outcome:
    """Read the releases in `raw` and publish the dataset in `out` (nowhere where it is None).

    `jobs` is how many processes work, None for as many as are worth it; an `executor` that is
    handed in reads the releases instead. Nothing is published where no release could be read, and
    no report where `report` is false.
    Raises OSError for a folder that cannot be read or written, CurationError for curation that
    cannot be used, and what `publish_parts` raises; the old `out` then stays as it was.
    """
    sources, findings = find_sources(raw, limits)
    setting = _setting(curation, limits)
    named = (digest(source.name, source.sha256) for source in sources)
    inputs = digest(setting.digest, str(report), *map(repr, findings), *named)
    before = cache.get(Published, _subject(out), _RECORD) if cache and out else None
    there = facts_of(out) if before and out else {}
    untouched = before is not None and before.files == files_digest(there)
    if cache and before and untouched and before.inputs == inputs and Store(cache).has(before.rows):
        return _unchanged(before, Store(cache))

    store = _store(cache)
    kept = _kept(store, setting, sources)
    results = dict(kept)
    pending = [source for source in sources if source.release_id not in kept]
    read = partial(read_release, curation=setting.curation, setting=setting.digest, limits=limits)
    with closing(each_done(pending, read, _lost, jobs, executor)) as done:
        for source, (result, packed) in done:
            results[source.release_id] = result
            if result.lasting:
                store.put_release(source.name, release_key(source, setting), result, packed)
            if progress:
                progress(len(results), len(sources), source.release_id)

    # In the order of the sources, whichever was done first.
    ordered = [results[source.release_id] for source in sources]
    findings += [told for result in ordered for told in result.findings]
    outlines = [result.outline for result in ordered if result.outline is not None]
    if not outlines:
        return _nothing(findings, tuple(kept))
    told = chronicle(
        outlines,
        {source.release_id: source for source in sources},
        findings,
        store,
        setting,
        jobs=jobs,
        there=there if report and out else None,
    )
    outcome = Outcome(
        releases=tuple(outline.release_id for outline in outlines),
        counts=told.counts,
        waiting=told.waiting(),
        table=told.table,
        cached=tuple(kept),
    )
    if out:
        changed = _changed(before, told, setting) if untouched else None
        files = publish_parts(told.parts(), told.tally, out, changed=changed, there=there)
        if cache and all(result.lasting for result in ordered):
            record = Published(
                out=_subject(out),
                setting=setting.digest,
                inputs=inputs,
                files=files_digest(files),
                releases=outcome.releases,
                counts=outcome.counts,
                waiting=outcome.waiting,
                rows=tuple(told.rows),
                pages=tuple(page.sha256 for shown in told.shown.values() for page in shown.pages),
            )
            _remember(store, before, record)
    return outcome


def read_released(
    raw: Folder, curation: Path, *, cache: Cache | None = None, limits: Limits = LIMITS
) -> Iterator[Released]:
    """The releases in `raw` as a run reads them, for the report of a dataset that is there already.

    Raises OSError, CurationError.
    """
    setting = _setting(curation, limits)
    sources, _ = find_sources(raw, limits)
    store = _store(cache)
    for source in sources:
        release = meant_of(source, store, setting)
        if release is not None:
            yield released_of(source, release, store, setting)


def _setting(curation: Path, limits: Limits) -> Setting:
    # absolute: a worker may stand elsewhere
    return Setting(curation.absolute(), limits, setting_digest(curation, limits))


def _store(cache: Cache | None) -> Store:
    """Where the run keeps what it finds: the cache, or a folder that goes when nobody needs it."""
    if cache and cache.is_usable():
        return Store(cache)
    folder = Path(mkdtemp())
    store = Store(Cache(folder))
    weakref.finalize(store, shutil.rmtree, folder, ignore_errors=True)
    return store


def _lost(source: Source) -> tuple[ReleaseResult, bytes]:
    return fallen(source, "its process died"), b""


def _kept(store: Store, setting: Setting, sources: Sequence[Source]) -> dict[str, ReleaseResult]:
    """The results that need not be computed again, by release id."""
    found = (
        (source.release_id, store.release(source.name, release_key(source, setting)))
        for source in sources
    )
    return {release_id: result for release_id, result in found if result is not None}


def _unchanged(before: Published, store: Store) -> Outcome:
    def table(name: str) -> list[Row]:
        return Chronicle(_kept_rows(store, before.rows), {}, store).table(name)

    return Outcome(
        before.releases, before.counts, before.waiting, table, before.releases, unchanged=True
    )


def _kept_rows(store: Store, keys: Sequence[str]) -> dict[str, Rows]:
    """What is known of years by their keys. Raises FileNotFoundError where one is kept no more."""
    found = {key: rows for key in keys if (rows := store.rows(key)) is not None}
    if lost := [key for key in keys if key not in found]:
        raise FileNotFoundError(f"the cache lost {len(lost)} year(s) while this ran; run again")
    return found


def _nothing(findings: Sequence[Finding], cached: tuple[str, ...]) -> Outcome:
    """What a run came to that could read no release."""
    told = [*once(findings)]
    rows = {Finding.TABLE: told}
    return Outcome((), {}, tuple(filter(asks, told)), lambda name: rows.get(name, []), cached)


def _changed(before: Published | None, told: Chronicle, setting: Setting) -> Changed | None:
    """The years that were published before and are so no more, and those in their place."""
    if before is None or before.setting != setting.digest:
        return None
    gone = [(key, told.store.rows(key)) for key in before.rows if key not in told.rows]
    if any(rows is None for _, rows in gone):
        return None
    return (
        [told.store.sheets(key, rows) for key, rows in gone if rows is not None],
        [told.sheets(key) for key in told.rows if key not in before.rows],
    )


def _subject(out: Path) -> str:
    return str(out.resolve())


def _remember(store: Store, before: Published | None, record: Published) -> None:
    """Keep the record, and forget the years and pages that no published folder shows any more."""
    store.cache.put(Published, record.out, _RECORD, record)
    if before is None:
        return
    others = [*store.cache.every(Published, _RECORD)]
    store.drop(
        {*before.rows} - {key for one in others for key in one.rows},
        {*before.pages} - {page for one in others for page in one.pages},
    )
