"""The contenders of a country made ready to be looked up by key and to be heard.

Made when a name of the country is first asked for, from columns that the archive holds, so
everything here is done on many names at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from operator import attrgetter

import numpy as np
from numpy.typing import NDArray

from pipeline.dataset import PlaceKind
from pipeline.normalize.contenders import Listed, Roster, roster_of
from pipeline.normalize.curation import Curation
from pipeline.normalize.gazetteer.columns import KINDS, LOSS, Columns
from pipeline.normalize.keys import bare_key, key
from pipeline.normalize.likeness import Renderings, renderings
from pipeline.normalize.screen import Screen, make_screen
from pipeline.normalize.sound import Letters, Reals, lines_as_letters, load_channel

Index = dict[str, tuple[int, ...]]
WRITING_HAN = frozenset({"JP", "KP", "KR"})
"""Countries whose names have Han characters of their own, read otherwise than in Mandarin."""
TOWNS: frozenset[PlaceKind] = frozenset({"city", "municipality", "metropolis"})
"""Kinds of place that a bare name is rather taken for."""


@dataclass(frozen=True, eq=False, slots=True)
class Forms:
    """The forms of Latin names: `owners` have them, in order; `losses` as `forms_of` gives them."""

    letters: Letters
    owners: NDArray[np.int32]
    losses: Reals


@dataclass(frozen=True, eq=False)
class Field:
    """The contenders of a country, by number. `present` says who may be meant at all; `curated`: key
    of a name that a person listed -> contenders, `curated_bare` without its generic part; `usual`:
    key of a name that Taiwan uses -> contenders.

    What a name is heard with is made when the first is heard: most names are listed.
    """

    contenders: Roster
    columns: Columns
    present: NDArray[np.bool_]
    curated: Index
    curated_bare: Index
    usual: Index
    writes_han: bool = False
    """Whether its names are written in Han characters, which Chinese takes over: no sound tells
    what they are."""

    @cached_property
    def forms(self) -> Forms:
        """The Latin forms of all contenders."""
        owners = np.repeat(
            np.arange(len(self.contenders), dtype=np.int32), self.columns.form_counts
        )
        losses = self.columns.losses.astype(np.float32) * np.float32(LOSS)
        return Forms(lines_as_letters(self.columns.forms), owners, losses)

    @cached_property
    def screen(self) -> Screen:
        """The consonants of those forms."""
        return make_screen(self.columns.forms)

    @cached_property
    def renderings(self) -> Renderings:
        """The Chinese names of all contenders."""
        columns = self.columns
        owners = np.repeat(np.arange(len(self.contenders), dtype=np.int32), columns.name_counts)
        return renderings(columns.names, columns.bares, owners, load_channel())

    @cached_property
    def namesakes(self) -> NDArray[np.int32]:
        """Contender -> number shared by all with the same Latin name."""
        return _namesakes(self.forms.letters, self.columns.form_counts)

    @cached_property
    def regions(self) -> NDArray[np.bool_]:
        """Which contenders are no towns."""
        return ~self.of_kinds(TOWNS)

    def of_very_name(self, whole: str, bare: str) -> list[int]:
        """The contenders with that Chinese name; where there is none, without its generic part."""
        names = self.renderings
        return names.owned(names.with_key(whole)) or names.owned(names.with_bare_key(bare))

    def of_kinds(self, kinds: frozenset[PlaceKind]) -> NDArray[np.bool_]:
        """Which contenders are of one of the kinds."""
        return np.array([kind in kinds for kind in KINDS], dtype=np.bool_)[self.columns.kinds]

    def inside(self, admin1_iso: str) -> NDArray[np.bool_]:
        """Which contenders lie in a subdivision."""
        codes = self.columns.codes
        if admin1_iso not in codes:
            return np.zeros(len(self.contenders), dtype=np.bool_)
        found: NDArray[np.bool_] = self.columns.admin1s == codes.index(admin1_iso)
        return found


@lru_cache(maxsize=300)
def field_of(iso2: str | None, curation: Curation) -> Field:
    """The contenders of a country; of the world, for a name whose country is not known.

    All are kept: those of every country, made ready to be heard, take 75 MB.
    """
    return make_field(*roster_of(iso2, curation), writes_han=iso2 in WRITING_HAN)


def make_field(contenders: Roster, columns: Columns, *, writes_han: bool = False) -> Field:
    """Contenders made ready."""
    present = np.ones(len(contenders), dtype=np.bool_)
    present[list(contenders.replaced)] = False
    return Field(
        contenders,
        columns,
        present,
        _index(contenders, attrgetter("curated"), key),
        _index(contenders, attrgetter("curated"), lambda name: bare_key(name)[0]),
        _index(contenders, attrgetter("usual"), key),
        writes_han,
    )


def _index(
    contenders: Roster,
    names_of: Callable[[Listed], tuple[str, ...]],
    entry_of: Callable[[str], str],
) -> Index:
    index: dict[str, dict[int, None]] = {}
    for number, place in enumerate(contenders.listed, start=len(contenders.cities)):
        for name in names_of(place):
            index.setdefault(entry_of(name), {})[number] = None
    return {entry: tuple(owners) for entry, owners in index.items()}


def _namesakes(letters: Letters, counts: NDArray[np.uint8]) -> NDArray[np.int32]:
    """A number for each contender, by the first form of its main name."""
    lines = np.full((len(counts), letters.shape[1]), 0, dtype=np.uint8)
    named = counts > 0
    lines[named] = letters[(np.cumsum(counts) - counts)[named]]
    whole = np.ascontiguousarray(lines).view(f"S{lines.shape[1]}").ravel()
    return np.unique(whole, return_inverse=True)[1].astype(np.int32)
