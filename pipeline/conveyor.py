"""The conveyor: raw files -> one release after the other -> one year after the other -> published.

Releases are read one by one and years are made one by one, on processes where there are many; what
was found before is taken from the cache. A release that makes a stage fail becomes a finding, and
the others go on.
"""

from __future__ import annotations

import shutil
import weakref
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from concurrent.futures import Executor
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from secrets import token_hex
from tempfile import gettempdir, mkdtemp

from pipeline.annual import meant_of, release_key, released_of
from pipeline.cache import Cache, NoRoomError, Setting, files_digest
from pipeline.chronicle import Chronicle, chronicle
from pipeline.dataset import Finding
from pipeline.ingest.raw_file import Source
from pipeline.normalize.expectations import load_expectations
from pipeline.outcome import Outcome, asks
from pipeline.processes import crew_for, each_done
from pipeline.progress import Progress
from pipeline.publish.atomic import Tell
from pipeline.publish.lock import Lock, NoLocksError
from pipeline.publish.new_folder import Seen
from pipeline.publish.report import Released
from pipeline.publish.stage import Changed, publish_parts
from pipeline.published import Published, others, record, subject
from pipeline.reconcile.expected import TooFewRows, expected_of
from pipeline.reconcile.judgements import once
from pipeline.store import Store
from pipeline.worker import ReleaseResult, fallen, read_release


def convey(
    sources: Sequence[Source],
    findings: Sequence[Finding],
    out: Path | None,
    setting: Setting,
    *,
    inputs: str,
    before: Published | None,
    there: Seen | None,
    jobs: int | None,
    cache: Cache | None,
    lock: Lock,
    tell: Tell | None,
    progress: Progress | None,
    executor: Executor | None,
    report: bool,
    by_year: bool,
    published: AbstractSet[str],
) -> Outcome:
    """Read the releases and publish the dataset, as `pipeline.run.run` has it.

    `findings` are those of listing the sources, `inputs` the digest of all inputs. `before` is the
    record of what `out` holds, null unless it holds just that, and `there` is what was seen in it,
    if anybody looked; `published` are the releases that are not to be lost. `lock` is that of the
    cache, `tell` is told what a person should know.
    """
    expectations = load_expectations(setting.curation)  # before the work, should they be at fault
    store = _store(cache)
    with crew_for(len(sources), jobs) as crew:
        kept = _kept(store, setting, sources)
        results = dict(kept)
        pending = [source for source in sources if source.release_id not in kept]
        for source, result in _read(pending, store, setting, jobs, executor):
            results[source.release_id] = result
            if progress:
                progress(len(results), len(sources), source.release_id)

        # In the order of the sources, whichever was done first.
        ordered = [results[source.release_id] for source in sources]
        findings = [*findings, *(told for result in ordered for told in result.findings)]
        outlines = [result.outline for result in ordered if result.outline is not None]
        if not outlines:
            return _nothing(findings, tuple(kept))
        read = tuple(outline.release_id for outline in outlines)
        known = {*results, *(told.release_id for told in findings if told.release_id)}
        expected = expected_of(expectations, {*read}, known, published)
        try:
            told = chronicle(
                outlines,
                {source.release_id: source for source in sources},
                findings,
                store,
                setting,
                jobs=jobs,
                crew=crew,
                there=(there.files if there else {}) if report and out else None,
                expected=expected,
            )
        except TooFewRows as short:
            return replace(
                _nothing([*short.findings, *findings], tuple(kept)),
                releases=read,
                withheld=short.findings,
            )
    outcome = Outcome(
        releases=read,
        counts=told.counts,
        waiting=told.waiting(),
        table=told.table,
        cached=tuple(kept),
        dropped=tuple(sorted(published - known)),
        absent=expected.absent,
    )
    if out:
        changed = _changed(before, told, setting)
        files = publish_parts(
            told.parts(),
            told.tally,
            out,
            by_year=by_year,
            changed=changed,
            there=there,
            tell=tell,
        )
        if cache and all(result.lasting for result in ordered):
            left = Published(
                out=subject(out),
                setting=setting.digest,
                inputs=inputs,
                files=files_digest(files),
                releases=outcome.releases,
                counts=outcome.counts,
                waiting=outcome.waiting,
                rows=tuple(told.rows),
                kept=told.keys,
                pages=told.pages,
            )
            _remember(store, left, lock)
    if cache and tell and (why := store.cache.refused()):
        tell(
            f"the cache {cache.folder} cannot be written: {why}; the run went on without it. "
            "Make room, mend its rights, or name another folder with --cache."
        )
    return outcome


def _read(
    pending: Sequence[Source],
    store: Store,
    setting: Setting,
    jobs: int | None,
    executor: Executor | None,
) -> Iterator[tuple[Source, ReleaseResult]]:
    """Read releases and keep what they mean; each with its result, in the order they are done."""
    read = partial(
        read_release, curation=setting.curation, setting=setting.digest, limits=setting.limits
    )
    with closing(each_done(pending, read, _lost, jobs, executor=executor)) as done:
        for source, (result, packed) in done:
            if result.lasting:
                store.put_release(source.name, release_key(source, setting), result, packed)
            yield source, result


def read_released(
    sources: Sequence[Source], setting: Setting, cache: Cache | None = None
) -> Iterator[Released]:
    """Releases as a run reads them, for the report of a dataset that is there already.

    Raises CurationError.
    """
    store = _store(cache)
    for source in sources:
        release = meant_of(source, store, setting)
        if release is not None:
            yield released_of(source, release, store, setting)


def _store(cache: Cache | None) -> Store:
    """Where the run keeps what it finds: the cache, and for what that cannot keep, or where there is
    none, a folder that goes when nobody needs it. Raises NoRoomError."""
    try:
        spare = Path(gettempdir()) / f"summit-press-{token_hex(8)}" if cache else Path(mkdtemp())
    except OSError as error:
        why = f"no temporary folder can be made: {error.strerror}"
        raise NoRoomError(f"{why}. {NoRoomError.REMEDY}") from error
    store = Store(Cache(cache.folder, spare) if cache else Cache(spare))
    weakref.finalize(store, shutil.rmtree, spare, ignore_errors=True)
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


def _nothing(findings: Sequence[Finding], cached: tuple[str, ...]) -> Outcome:
    """What a run came to that published nothing."""
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


def _remember(store: Store, left: Published, lock: Lock) -> None:
    """Keep the record, and forget the years and pages that no published folder shows any more,
    unless another run works with the cache, which may need them."""
    with suppress(NoLocksError):
        if lock.hold(alone=True, wait=False):
            shown = [left, *others(store.cache, left)]
            store.forget_all_but(
                {key for one in shown for key in one.kept},
                {page for one in shown for page in one.pages},
            )
    with suppress(NoRoomError):  # the dataset is published, and the next run only takes longer
        record(store.cache, left)  # last, so that a run cut short before is done again
