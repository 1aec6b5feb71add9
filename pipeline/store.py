"""Where a run keeps what it found out of years: their rows as sheets, and the pages of releases.

Everything is found again under the digest of all that it was made from; what is damaged counts as
absent.
"""

from __future__ import annotations

import contextlib
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import accumulate
from typing import BinaryIO, cast

from pipeline.cache import Cache, folder_of, place_of
from pipeline.dataset import TABLES, Dataset
from pipeline.normalize.records import MeantRelease
from pipeline.publish.merge import merged
from pipeline.publish.new_folder import FileFacts, Hashed, facts_of_bytes, sha256_of
from pipeline.publish.part import Page, Sheets, sheets_of
from pipeline.publish.report import View
from pipeline.publish.sheet import Batch, KeptSheet, write_sheet
from pipeline.publish.tally import Tally, tally_of
from pipeline.reconcile.edition import Entities
from pipeline.worker import ReleaseResult

_SHEETS, _PAGES = "sheets", "page"


@dataclass(frozen=True, slots=True)
class Rows:
    """What is known of a year's rows without a look at them.

    `sizes` are the bytes of each sheet, in the order of `TABLES`, `sha256` is of all of them.
    """

    entities: Entities
    counts: tuple[tuple[tuple[str, ...], int], ...]
    sizes: tuple[int, ...]
    sha256: str

    @property
    def tally(self) -> Tally:
        return Counter(dict(self.counts))


@dataclass(frozen=True, slots=True)
class KeptPage:
    """The page of a release: its path in the published folder, the facts of its bytes."""

    path: str
    facts: FileFacts


@dataclass(frozen=True, slots=True)
class Shown:
    """What the report shows of an edition: the pages of its releases, and a view that is kept by
    itself."""

    pages: tuple[KeptPage, ...]


@dataclass(frozen=True)
class Store:
    """The years that are kept beside the releases in a cache."""

    cache: Cache

    def put_release(self, name: str, key: str, result: ReleaseResult, packed: bytes) -> None:
        """Keep what became of a raw file, with what the release means, packed."""
        if result.outline is not None:
            self.cache.put_packed(MeantRelease, name, key, packed)
        self.cache.put(ReleaseResult, name, key, result)

    def release(self, name: str, key: str) -> ReleaseResult | None:
        """What became of a raw file, if what the release means is kept too."""
        result = self.cache.get(ReleaseResult, name, key)
        if result is None or result.outline is None or self.cache.keeps(MeantRelease, name, key):
            return result
        return None

    def put_rows(self, key: str, rows: Dataset, entities: Entities) -> Rows:
        """Keep the rows of a year. Raises TableError, NoRoomError."""
        sheets = sheets_of(rows)
        return self._put(key, lambda name: sheets[name].batches(), entities, tally_of(rows))

    def _put(
        self,
        key: str,
        batches_of: Callable[[str], Iterable[Batch]],
        entities: Entities,
        tally: Tally,
    ) -> Rows:
        sizes: list[int] = []
        sha256 = ""

        def write(file: BinaryIO) -> None:
            nonlocal sha256
            hashed, sizes[:] = Hashed(file), []
            for name, model in TABLES.items():
                write_sheet(cast(BinaryIO, hashed), model, batches_of(name))
                sizes.append(hashed.tell() - sum(sizes))
            sha256 = hashed.facts.sha256

        self.cache.write(_sheets(key), write)
        known = Rows(entities, tuple(sorted(tally.items())), tuple(sizes), sha256)
        self.cache.put(Rows, key, key, known)
        return known

    def put_together(self, key: str, parts: Mapping[str, Rows]) -> Rows:
        """Keep the rows of parts, by the keys under which they are kept, as those of one."""
        held = [self.sheets(part, known) for part, known in parts.items()]
        counts: Tally = Counter()
        for known in parts.values():
            counts.update(known.tally)
        entities = [known.entities for known in parts.values()]

        def batches_of(name: str) -> Iterator[Batch]:
            return merged(TABLES[name], [one[name] for one in held])

        return self._put(key, batches_of, Entities.together(entities), counts)

    def rows(self, key: str) -> Rows | None:
        """What is known of the rows kept under a key, if they are whole."""
        known = self.cache.get(Rows, key, key)
        with contextlib.suppress(OSError):
            if known:
                with self.cache.path(_sheets(key)).open("rb") as file:
                    return known if sha256_of(file) == known.sha256 else None
        return None

    def sheets(self, key: str, known: Rows) -> Sheets:
        """The rows kept under a key; they stay on disk until they are looked at."""
        path = self.cache.path(_sheets(key))
        ends = [*accumulate(known.sizes)]
        return {
            name: KeptSheet(path, end - size, size)
            for name, size, end in zip(TABLES, known.sizes, ends, strict=True)
        }

    def put_shown(self, key: str, shown: Shown, view: View) -> None:
        """Keep what the report shows of a year."""
        self.cache.put(View, key, key, view)
        self.cache.put(Shown, key, key, shown)

    def shown(self, key: str, there: Mapping[str, FileFacts]) -> Shown | None:
        """What the report shows of a year, if its view is kept and each page, be it in a folder
        that holds the files `there`."""
        shown = self.cache.get(Shown, key, key)
        if shown is None or not self.cache.keeps_sound(View, key, key):
            return None
        pages = (there.get(page.path) == page.facts or self.has_page(page) for page in shown.pages)
        return shown if all(pages) else None

    def view(self, key: str) -> View:
        """The view of a year. Raises FileNotFoundError where it was lost meanwhile."""
        view = self.cache.get(View, key, key)
        if view is None:
            raise FileNotFoundError("the cache lost what the report shows; run again")
        return view

    def put_page(self, path: str, content: bytes) -> KeptPage:
        """Keep a page. Raises NoRoomError."""
        facts = facts_of_bytes(content)
        self.cache.write(_page(facts.sha256), zlib.compress(content, 1))
        return KeptPage(path, facts)

    def page(self, kept: KeptPage) -> Page:
        """A page as it is published."""
        return Page(kept.path, kept.facts, partial(self._page, kept.facts.sha256))

    def has_page(self, kept: KeptPage) -> bool:
        """Whether a page is kept, and whole."""
        with contextlib.suppress(OSError, zlib.error):
            return facts_of_bytes(self._page(kept.facts.sha256)) == kept.facts
        return False

    def forget_all_but(self, keys: Collection[str], pages: Collection[str]) -> None:
        """Forget years but those of these keys (of rows and views), and pages but those of these
        digests."""
        kinds = (Rows, Shown, View)
        kept = {*map(_sheets, keys), *map(_page, pages)}
        kept |= {place_of(kind, key) for kind in kinds for key in keys}
        self.cache.sweep((_SHEETS, _PAGES, *map(folder_of, kinds)), kept)

    def _page(self, sha256: str) -> bytes:
        return zlib.decompress(self.cache.path(_page(sha256)).read_bytes())


def _sheets(key: str) -> str:
    return f"{_SHEETS}/{key}"


def _page(sha256: str) -> str:
    return f"{_PAGES}/{sha256}"
