"""All years of the archive made: those that are kept already taken from the store, the others anew."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import closing
from dataclasses import dataclass, replace
from functools import cached_property, partial
from typing import NoReturn, TypeVar

from pipeline.annual import Edition, RowsTask, ShowTask, make_pages, make_rows, release_key
from pipeline.cache import Setting, digest
from pipeline.dataset import TABLES, Dataset, Finding, Row
from pipeline.ingest.raw_file import Source
from pipeline.outcome import asks
from pipeline.processes import each_done
from pipeline.publish.merge import merged
from pipeline.publish.new_folder import FileFacts
from pipeline.publish.part import Part, Sheets
from pipeline.publish.report import About, view_of
from pipeline.publish.sheet import counts_by_release, rows_of
from pipeline.publish.tally import Tally, tally_of
from pipeline.reconcile.archive import archive_of
from pipeline.reconcile.edition import NO_ENTITIES
from pipeline.reconcile.expected import Counts, Expected
from pipeline.reconcile.outline import Outline
from pipeline.reconcile.stage import in_order, shared_rows, years_told
from pipeline.store import KeptPage, Rows, Shown, Store
from pipeline.worker import decisions

_ID = "finding_id"
T = TypeVar("T", RowsTask, ShowTask)
R = TypeVar("R")


@dataclass(frozen=True)
class Chronicle:
    """All years, and what they share as the last of them, by the keys of their rows.

    `names` are what they are called, `shown` is what the report shows of each, edition by edition,
    by the keys under which that is kept. `editions` are the keys of the rows of editions.
    """

    rows: Mapping[str, Rows]
    names: Mapping[str, str]
    shown: Mapping[str, Mapping[str, Shown]]
    editions: Sequence[str]
    store: Store

    @property
    def keys(self) -> tuple[str, ...]:
        """All keys under which something is kept."""
        shown = (key for shown in self.shown.values() for key in shown)
        return tuple(dict.fromkeys((*self.rows, *self.editions, *shown)))

    @property
    def pages(self) -> tuple[str, ...]:
        """The digests of all pages of releases."""
        pages = (page for key in self.shown for page in self._pages(key))
        return tuple(page.facts.sha256 for page in pages)

    def _pages(self, key: str) -> Iterator[KeptPage]:
        return (page for shown in self.shown.get(key, {}).values() for page in shown.pages)

    @cached_property
    def tally(self) -> Tally:
        """What is counted of all years; a finding that several of them tell counts once."""
        tally: Tally = Counter()
        for rows in self.rows.values():
            tally.update(rows.tally)
        met: set[str] = set()
        for key in self.rows:
            sheet = self.sheets(key)[Finding.TABLE]
            ids = {one for batch in sheet.batches() for one in batch.column(_ID).to_pylist()}
            if again := ids & met:
                rows_told = rows_of(Finding, sheet.batches())
                told: list[Row] = [row for row in rows_told if row.finding_id in again]
                tally.subtract(tally_of({Finding.TABLE: told}))
            met |= ids
        return tally

    @property
    def counts(self) -> dict[str, int]:
        """Rows by table."""
        return {name: self.tally["rows", name] for name in TABLES}

    def sheets(self, key: str) -> Sheets:
        """The rows kept under a key."""
        return self.store.sheets(key, self.rows[key])

    def parts(self) -> list[Part]:
        """The years as they are published."""
        return [self._part(key) for key in self.rows]

    def _part(self, key: str) -> Part:
        views = tuple(partial(self.store.view, shown) for shown in self.shown.get(key, ()))
        pages = tuple(map(self.store.page, self._pages(key)))
        return Part(self.names[key], self.sheets(key), views, pages)

    def table(self, name: str) -> list[Row]:
        """The rows of a table in their order."""
        sheets = [self.sheets(key)[name] for key in self.rows]
        return [*rows_of(TABLES[name], merged(TABLES[name], sheets))]

    def waiting(self) -> tuple[Finding, ...]:
        """The open findings that ask something of somebody."""
        found = (row for row in self.table(Finding.TABLE) if isinstance(row, Finding))
        return tuple(filter(asks, found))


def chronicle(
    outlines: Iterable[Outline],
    sources: Mapping[str, Source],
    findings: Sequence[Finding],
    store: Store,
    setting: Setting,
    *,
    jobs: int | None,
    crew: Executor | None,
    there: Mapping[str, FileFacts] | None,
    expected: Expected,
) -> Chronicle:
    """Make all years of the releases outlined, on `jobs` processes or a `crew` of them.

    `sources` are those of the releases, by their ids, `findings` those of reading. Pages that a
    report shows are made where `there` is given: what the folder holds in which it is published.
    Raises TooFewRows where less came out than is `expected`; CurationError, TableError, OSError.
    """
    ordered = in_order(outlines)
    decided, _ = decisions(setting.curation, setting.digest)
    archive = archive_of(ordered, decided)
    by_id = {outline.release_id: outline for outline in ordered}

    def edition(year: int | None, ids: Sequence[str]) -> Edition:
        told = tuple(sources[release_id] for release_id in ids)
        own = archive.of([by_id[release_id] for release_id in ids])
        key = digest("rows", str(year), repr(own), *(release_key(one, setting) for one in told))
        return Edition(year, key, told, own)

    tasks = [
        RowsTask(year, tuple(edition(year, ids) for ids in told_of))
        for year, told_of in years_told(ordered).items()
    ]
    rows = _made(tasks, store.rows, partial(make_rows, store=store, setting=setting), jobs, crew)
    entities = [rows[task.key].entities for task in tasks]
    shared = shared_rows(entities, ordered, archive, decided, findings)
    if exceeded := expected.exceeded(_counts(expected, tasks, rows, shared, store)):
        shared = shared_rows(entities, ordered, archive, decided, [*findings, *exceeded])
    shared = {**_NO_ROWS, **shared}
    shared_key = digest("shared", repr(shared), setting.digest)
    known = store.rows(shared_key) or store.put_rows(shared_key, shared, NO_ENTITIES)
    # what they contributed stands among the shared rows by now, and need not be held
    made = {key: replace(one, entities=NO_ENTITIES) for key, one in rows.items()}
    made[shared_key] = known
    names = {task.key: task.name for task in tasks} | {shared_key: "shared"}
    editions = [edition.key for task in tasks for edition in task.editions]
    if there is None:
        return Chronicle(made, names, {}, editions, store)

    show = {task.key: [*_show_tasks(task, tasks, by_id, shared["findings"])] for task in tasks}
    kept = partial(store.shown, there=there)
    make = partial(make_pages, store=store, setting=setting)
    pages = _made([one for told in show.values() for one in told], kept, make, jobs, crew)
    shown = {key: {one.key: pages[one.key] for one in told} for key, told in show.items()}
    view_key, of_all = digest("pages", shared_key, *sorted(by_id)), Shown(())
    if kept(view_key) is None:
        view = view_of(shared, About(shared, {}, frozenset(by_id)))
        store.put_shown(view_key, of_all, view)
    return Chronicle(made, names, {**shown, shared_key: {view_key: of_all}}, editions, store)


def _counts(
    expected: Expected,
    tasks: Iterable[RowsTask],
    rows: Mapping[str, Rows],
    shared: Dataset,
    store: Store,
) -> Counts:
    """The rows that bounds are on; those of single releases are looked up where one is told of."""
    counts: Counter[tuple[str | None, str]] = Counter(
        {(None, name): len(held) for name, held in shared.items()}
    )
    bounded = {(one.release_id, one.table) for one in expected.bounds if one.release_id}
    of_releases = {release_id for release_id, _ in bounded}
    for task in tasks:
        tally = rows[task.key].tally
        counts.update({(None, name): tally["rows", name] for name in TABLES})
        if of_releases.isdisjoint(source.release_id for source in task.told):
            continue
        sheets = store.sheets(task.key, rows[task.key])
        for name in {table for _, table in bounded}:
            met = counts_by_release(sheets[name])
            counts.update({(one, name): met[one] for one in of_releases & met.keys()})
    return counts


_NO_ROWS: Dataset = {name: [] for name in TABLES}


def _made(
    tasks: Sequence[T],
    kept: Callable[[str], R | None],
    make: Callable[[T], R],
    jobs: int | None,
    crew: Executor | None,
) -> dict[str, R]:
    """What each task gives, by its key: as it is kept, or made now."""
    found = {task.key: kept(task.key) for task in tasks}
    pending = [task for task in tasks if found[task.key] is None]
    with closing(each_done(pending, make, _lost, jobs, crew=crew)) as done:
        found |= {task.key: result for task, result in done}
    return {key: result for key, result in found.items() if result is not None}


def _lost(task: RowsTask | ShowTask) -> NoReturn:
    raise ChildProcessError(
        f"the process that worked on the year {task.year} died, and so did another one that worked "
        "on nothing else. Nothing was published; where memory is short, fewer processes take less: "
        "--jobs 1."
    )


def _show_tasks(
    year: RowsTask,
    years: Iterable[RowsTask],
    outlines: Mapping[str, Outline],
    shared: Sequence[Row],
) -> Iterator[ShowTask]:
    """The tasks that show the editions of a year, with what other years tell of their releases."""
    for edition in year.editions:
        ids = {source.release_id for source in edition.told}
        at_home = {one for one in ids if outlines[one].home == year.year}
        further = {other for one in at_home for other in outlines[one].years} - {year.year}
        elsewhere = tuple(
            other
            for task in years
            if task.year in further
            for other in task.editions
            if any(source.release_id in at_home for source in other.told)
        )
        about = tuple(row for row in shared if isinstance(row, Finding) and row.release_id in ids)
        yield ShowTask(edition, elsewhere, about)
