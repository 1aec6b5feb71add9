"""One year of the archive: its rows, and then its pages, made in whatever process.

Rows come first, for the page of a release shows its rows of all years.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from functools import lru_cache

from pipeline.cache import Setting, digest
from pipeline.codec import decode
from pipeline.dataset import TABLES, Dataset, Finding, Release, sort_key
from pipeline.ingest.pictures import Picture
from pipeline.ingest.raw_file import Source
from pipeline.ingest.sandbox import pictures
from pipeline.normalize.records import MeantRelease
from pipeline.publish.columns import row_id
from pipeline.publish.part import Sheets, pages_of
from pipeline.publish.report import About, Released, read_in, view_of
from pipeline.publish.sheet import rows_of
from pipeline.reconcile.archive import Archive
from pipeline.reconcile.judgements import once
from pipeline.reconcile.year import reconcile_year
from pipeline.store import Rows, Shown, Store
from pipeline.worker import decisions, read_release


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pages of a release as the report shows them."""

    pages: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class RowsTask:
    """A year to reconcile, of the releases (in chronological order) that speak of it."""

    year: int | None
    key: str
    told: tuple[Source, ...]
    archive: Archive

    @property
    def name(self) -> str:
        return "undated" if self.year is None else str(self.year)


@dataclass(frozen=True, slots=True)
class ShowTask:
    """A year to show. `rows` are those of all years that its releases speak of by their keys, its
    own first; `findings` are those about its releases that no year has."""

    year: int | None
    key: str
    told: tuple[Source, ...]
    rows: tuple[tuple[str, Rows], ...]
    findings: tuple[Finding, ...]


def release_key(source: Source, setting: Setting) -> str:
    """What the results of a release are kept under: they are of these bytes under this name."""
    return digest(setting.digest, source.release_id, source.name, source.sha256)


def make_rows(task: RowsTask, store: Store, setting: Setting) -> Rows:
    """Reconcile a year and keep its rows. Raises CurationError, TableError, OSError."""
    decided, _ = decisions(setting.curation, setting.digest)
    releases = [*_meant(task.told, store, setting)]
    made = reconcile_year(task.year, releases, task.archive, decided)
    return store.put_rows(task.key, made.rows, made.entities)


def make_pages(task: ShowTask, store: Store, setting: Setting) -> Shown:
    """Make what the report shows of a year, and keep it. Raises CurationError, OSError."""
    (own_key, own_rows), *others = task.rows
    own = _dataset(store.sheets(own_key, own_rows))
    at_home = [row for row in own["releases"] if isinstance(row, Release)]
    ids = {release.release_id for release in at_home}
    elsewhere = [_concerning(ids, _dataset(store.sheets(key, rows))) for key, rows in others]
    wide: Dataset = {
        name: sorted((row for part in (own, *elsewhere) for row in part[name]), key=sort_key)
        for name in own
    }
    told = [row for row in wide["findings"] if isinstance(row, Finding)]
    wide["findings"] = [*once([*told, *task.findings])]
    released = (
        released_of(source, release, store, setting)
        for source, release in zip(task.told, _meant(task.told, store, setting), strict=True)
    )
    known = frozenset(source.release_id for source in task.told)
    about = About(wide, {one.document.release_id: one for one in released}, known)
    pages = tuple(store.put_page(path, page) for path, page in pages_of(at_home, about))
    shown = Shown(pages)
    store.put_shown(task.key, shown, view_of(own, about))
    return shown


def _dataset(sheets: Sheets) -> Dataset:
    return {name: [*rows_of(model, sheets[name].batches())] for name, model in TABLES.items()}


def _concerning(releases: AbstractSet[str], rows: Dataset) -> Dataset:
    """The rows of another year that were read from these releases, and findings about them."""
    found: Dataset = {
        name: [
            row for row in held if name != Finding.TABLE and not releases.isdisjoint(read_in(row))
        ]
        for name, held in rows.items()
    }
    ids = {(name, row_id(row)) for name in found for row in found[name]}
    found[Finding.TABLE] = [
        row
        for row in rows[Finding.TABLE]
        if isinstance(row, Finding)
        and (row.release_id in releases or (row.table, row.row_id) in ids)
    ]
    return found


def _meant(sources: Iterable[Source], store: Store, setting: Setting) -> Iterator[MeantRelease]:
    for source in sources:
        release = meant_of(source, store, setting)
        if release is None:
            raise RuntimeError(f"{source.name} could be read before, and cannot any more")
        yield release


@lru_cache(maxsize=32)  # the rows of a year are made before its pages, of the same releases
def meant_of(source: Source, store: Store, setting: Setting) -> MeantRelease | None:
    """What a release means: as it is kept, else read now; None where it cannot be read.

    Raises CurationError.
    """
    key = release_key(source, setting)
    kept = store.cache.get(MeantRelease, source.name, key)
    if kept is not None:
        return kept
    result, packed = read_release(source, setting.curation, setting.digest, setting.limits)
    if result.lasting:
        store.put_release(source.name, key, result, packed)
    return decode(MeantRelease, packed) if result.outline is not None else None


def released_of(source: Source, release: MeantRelease, store: Store, setting: Setting) -> Released:
    """What the report shows of a release as it was read."""
    facts, key = release.facts, release_key(source, setting)
    kept = store.cache.get(Pictures, source.name, key)
    if kept is None:
        kept = Pictures(pictures(source, facts.document, setting.limits))
        if kept.pages:
            store.cache.put(Pictures, source.name, key, kept)
    return Released(facts.document, facts.coverage, kept.pages)
