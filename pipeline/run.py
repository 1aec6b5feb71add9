"""The conveyor: raw folder -> one release after the other -> dataset -> published folder.

Releases are read one by one, on processes where there are many; what was read before is taken
from the cache. A release that makes a stage fail becomes a finding, and the others go on.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import (
    Executor,
    ThreadPoolExecutor,
)
from contextlib import closing
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from pipeline.cache import Cache, digest, folder_digest, setting_digest
from pipeline.dataset import Dataset, Finding
from pipeline.exits import Exit
from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.pictures import Picture
from pipeline.ingest.sandbox import pictures
from pipeline.ingest.source import Source, find_sources
from pipeline.processes import each_done
from pipeline.publish.report import Released
from pipeline.publish.stage import publish
from pipeline.reconcile.stage import reconcile
from pipeline.worker import ReleaseResult, decisions, fallen, read_release

Progress = Callable[[int, int, str], None]
"""Told after each release: how many are done, of how many, and which one it was."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to. `counts` are rows by table; `releases` those that could be read.

    `cached` are the releases that were not read again. `unchanged` says that what is published
    already is what this run would publish, so that nothing was done; `dataset` is then null.
    """

    releases: tuple[str, ...]
    counts: dict[str, int]
    findings: tuple[Finding, ...]
    cached: tuple[str, ...] = ()
    unchanged: bool = False
    dataset: Dataset | None = field(default=None, repr=False)

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.status == "open")

    @property
    def exit_code(self) -> Exit:
        """As the data contract has it."""
        if not self.releases:
            return Exit.NOTHING_READ
        errors = any(finding.severity == "error" for finding in self.open_findings)
        return Exit.OPEN_ERROR if errors else Exit.CLEAN


@dataclass(frozen=True, slots=True)
class Published:
    """What a run left in a folder, the digest of its files, and what it reported."""

    files: str
    releases: tuple[str, ...]
    counts: dict[str, int]
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pages of a release as the report shows them."""

    pages: tuple[Picture, ...]


def run(
    raw: Path,
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

    `jobs` is how many processes read, None for as many as are worth it; an `executor` that is
    handed in is used instead. Nothing is published where no release could be read, and no report
    where `report` is false.
    Raises OSError for a folder that cannot be read or written, CurationError for curation that
    cannot be used, and what `publish` raises; the old `out` then stays as it was.
    """
    sources, findings = find_sources(raw, limits)
    setting = setting_digest(curation, limits)
    inputs = digest(setting, str(report), *map(repr, findings), *map(_identity, sources))
    if cache and out and (before := _published_before(cache, out, inputs)):
        return before

    decided, _ = decisions(curation, setting)
    kept = _kept(cache, setting, sources)
    read = partial(read_release, curation=curation, setting=setting, limits=limits)
    results = dict(kept)
    pending = [source for source in sources if source.release_id not in kept]
    with closing(each_done(pending, read, _lost, jobs, executor)) as done:
        for source, result in done:
            results[source.release_id] = result
            if cache and result.lasting:
                cache.put(ReleaseResult, source.name, _release_key(setting, source), result)
            if progress:
                progress(len(results), len(sources), source.release_id)

    # In the order of the sources, whichever was done first.
    ordered = [results[source.release_id] for source in sources]
    findings += [told for result in ordered for told in result.findings]
    meant = [result.meant for result in ordered if result.meant is not None]
    if not meant:
        return Outcome((), {}, tuple(findings), tuple(kept))
    dataset = reconcile(meant, decided, findings)
    outcome = Outcome(
        releases=tuple(release.release_id for release in meant),
        counts={table: len(rows) for table, rows in dataset.items()},
        findings=tuple(row for row in dataset["findings"] if isinstance(row, Finding)),
        cached=tuple(kept),
        dataset=dataset,
    )
    if out:
        pairs = list(zip(sources, ordered, strict=True)) if report else []
        publish(dataset, out, _released(pairs, cache, setting, limits), report=report)
        if cache and all(result.lasting for result in ordered):
            _remember(cache, out, inputs, outcome)
    return outcome


def read_released(
    raw: Path, curation: Path, *, cache: Cache | None = None, limits: Limits = LIMITS
) -> Iterator[Released]:
    """The releases in `raw` as a run reads them, for the report of a dataset that is there already.

    Raises OSError, CurationError.
    """
    setting = setting_digest(curation, limits)
    sources, _ = find_sources(raw, limits)
    results = _kept(cache, setting, sources)
    pending = [source for source in sources if source.release_id not in results]
    read = partial(read_release, curation=curation, setting=setting, limits=limits)
    done = each_done(pending, read, _lost)
    results |= {source.release_id: result for source, result in done}
    pairs = [(source, results[source.release_id]) for source in sources]
    yield from _released(pairs, cache, setting, limits)


def _released(
    results: Sequence[tuple[Source, ReleaseResult]],
    cache: Cache | None,
    setting: str,
    limits: Limits,
) -> Iterator[Released]:
    """What the report shows of the releases that could be read, in their order."""

    def show(pair: tuple[Source, ReleaseResult]) -> Released | None:
        source, result = pair
        if result.meant is None:
            return None
        facts = result.meant.facts
        kept = cache.get(Pictures, source.name, _release_key(setting, source)) if cache else None
        if kept is None:
            kept = Pictures(pictures(source, facts.document, limits))
            if cache and kept.pages:
                cache.put(Pictures, source.name, _release_key(setting, source), kept)
        return Released(facts.document, facts.coverage, kept.pages)

    # Each thread waits for a process of its own, which draws.
    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        yield from filter(None, pool.map(show, results))


def _lost(source: Source) -> ReleaseResult:
    return fallen(source, "its process died")


def _identity(source: Source) -> str:
    return digest(source.release_id, source.name, source.sha256)


def _release_key(setting: str, source: Source) -> str:
    return digest(setting, _identity(source))


def _kept(cache: Cache | None, setting: str, sources: Sequence[Source]) -> dict[str, ReleaseResult]:
    """The results that need not be computed again, by release id."""
    if cache is None:
        return {}
    found = (
        (source.release_id, cache.get(ReleaseResult, source.name, _release_key(setting, source)))
        for source in sources
    )
    return {release_id: result for release_id, result in found if result is not None}


def _published_before(cache: Cache, out: Path, inputs: str) -> Outcome | None:
    """The outcome of the run that published `out`, if its inputs were these and `out` is whole."""
    before = cache.get(Published, str(out.resolve()), inputs)
    if before is None or not out.is_dir() or folder_digest(out) != before.files:
        return None
    return Outcome(before.releases, before.counts, before.findings, before.releases, unchanged=True)


def _remember(cache: Cache, out: Path, inputs: str, outcome: Outcome) -> None:
    published = Published(folder_digest(out), outcome.releases, outcome.counts, outcome.findings)
    cache.put(Published, str(out.resolve()), inputs, published)
