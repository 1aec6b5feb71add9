"""One year of the archive, edition by edition: its rows, and then its pages, in whatever process.

Rows come first, for the page of a release shows its rows of all years. What is kept of an edition
is not made again when another of its year changes.
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
from pipeline.reconcile.edition import reconcile_edition
from pipeline.reconcile.judgements import once
from pipeline.store import Rows, Shown, Store
from pipeline.worker import decisions, read_release


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pages of a release as the report shows them."""

    pages: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Edition:
    """Releases (in chronological order) of a year that speak of the same events. Its rows are kept
    under the key."""

    year: int | None
    key: str
    told: tuple[Source, ...]
    archive: Archive


@dataclass(frozen=True, slots=True)
class RowsTask:
    """A year whose editions are to be reconciled; its rows are those of all of them."""

    year: int | None
    editions: tuple[Edition, ...]

    @property
    def key(self) -> str:
        keys = [edition.key for edition in self.editions]
        return keys[0] if len(keys) == 1 else digest("year", *keys)

    @property
    def told(self) -> Iterator[Source]:
        """The releases that speak of it."""
        return (source for edition in self.editions for source in edition.told)

    @property
    def name(self) -> str:
        return "undated" if self.year is None else str(self.year)


@dataclass(frozen=True, slots=True)
class ShowTask:
    """An edition to show. `elsewhere` are those of other years that its releases speak of too,
    `findings` are those about its releases that no edition has."""

    edition: Edition
    elsewhere: tuple[Edition, ...]
    findings: tuple[Finding, ...]

    @property
    def year(self) -> int | None:
        return self.edition.year

    @property
    def key(self) -> str:
        keys = (edition.key for edition in (self.edition, *self.elsewhere))
        return digest("pages", *keys, repr(self.findings))


def release_key(source: Source, setting: Setting) -> str:
    """What the results of a release are kept under: they are of these bytes under this name."""
    return digest(setting.digest, source.release_id, source.name, source.sha256)


def make_rows(task: RowsTask, store: Store, setting: Setting) -> Rows:
    """Reconcile a year and keep its rows. Raises CurationError, TableError, OSError."""
    made = {edition.key: _rows(edition, store, setting) for edition in task.editions}
    return made[task.key] if task.key in made else store.put_together(task.key, made)


def _rows(edition: Edition, store: Store, setting: Setting) -> Rows:
    kept = store.rows(edition.key)
    if kept is not None:
        return kept
    decided, _ = decisions(setting.curation, setting.digest)
    releases = [*_meant(edition.told, store, setting)]
    made = reconcile_edition(edition.year, releases, edition.archive, decided)
    return store.put_rows(edition.key, made.rows, made.entities)


def make_pages(task: ShowTask, store: Store, setting: Setting) -> Shown:
    """Make what the report shows of an edition, and keep it. Raises CurationError, TableError,
    OSError."""
    told = task.edition.told
    own, *others = (
        _dataset(store.sheets(edition.key, _rows(edition, store, setting)))
        for edition in (task.edition, *task.elsewhere)
    )
    at_home = [row for row in own["releases"] if isinstance(row, Release)]
    ids = {release.release_id for release in at_home}
    elsewhere = [_concerning(ids, rows) for rows in others]
    wide: Dataset = {
        name: sorted((row for part in (own, *elsewhere) for row in part[name]), key=sort_key)
        for name in own
    }
    findings = [row for row in wide["findings"] if isinstance(row, Finding)]
    wide["findings"] = [*once([*findings, *task.findings])]
    released = (
        released_of(source, release, store, setting)
        for source, release in zip(told, _meant(told, store, setting), strict=True)
    )
    known = frozenset(source.release_id for source in told)
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
