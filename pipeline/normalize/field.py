"""The contenders of a country made ready to be looked up by key and to be heard.

Made when a name of the country is first asked for, from columns that the archive holds, so
everything here is done on many names at once.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipeline.dataset import PlaceKind
from pipeline.normalize.contenders import Roster, roster_of
from pipeline.normalize.curation import Curation
from pipeline.normalize.gazetteer.columns import KINDS, LOSS, Columns
from pipeline.normalize.keys import bare_key, key
from pipeline.normalize.likeness import Renderings, renderings
from pipeline.normalize.screen import Screen, make_screen
from pipeline.normalize.sound import Letters, Reals, lines_as_letters, load_channel

Index = dict[str, tuple[int, ...]]
COUNTRIES_HELD = 12
TOWNS: frozenset[PlaceKind] = frozenset({"city", "municipality", "metropolis"})
"""Kinds of place that a bare name is rather taken for."""


@dataclass(frozen=True, eq=False, slots=True)
class Forms:
    """The forms of Latin names: `owners` have them, in order; `losses` as `forms_of` gives them."""

    letters: Letters
    owners: NDArray[np.int32]
    losses: Reals


@dataclass(frozen=True, eq=False, slots=True)
class Field:
    """The contenders of a country, by number. `present` says who may be meant at all; `curated`: key
    of a name that a person listed -> contenders, `curated_bare` without its generic part. `namesakes`: contender -> number shared by all with
    the same Latin name; `numbers` are those of GeoNames (0 without), `sizes` the populations;
    `regions` says which are no towns; `admin1s` are codes of subdivisions, by `codes`.
    """

    contenders: Roster
    present: NDArray[np.bool_]
    curated: Index
    curated_bare: Index
    forms: Forms
    screen: Screen
    renderings: Renderings
    namesakes: NDArray[np.int32]
    numbers: NDArray[np.int32]
    sizes: NDArray[np.int32]
    kinds: NDArray[np.uint8]
    regions: NDArray[np.bool_]
    admin1s: NDArray[np.uint16]
    codes: tuple[str, ...]

    def of_kinds(self, kinds: frozenset[PlaceKind]) -> NDArray[np.bool_]:
        """Which contenders are of one of the kinds."""
        return _among(self.kinds, kinds)

    def inside(self, admin1_iso: str) -> NDArray[np.bool_]:
        """Which contenders lie in a subdivision."""
        if admin1_iso not in self.codes:
            return np.zeros(len(self.kinds), dtype=np.bool_)
        found: NDArray[np.bool_] = self.admin1s == self.codes.index(admin1_iso)
        return found


@lru_cache(maxsize=COUNTRIES_HELD)
def field_of(iso2: str | None, curation: Curation) -> Field:
    """The contenders of a country; of the world, for a name whose country is not known."""
    return make_field(*roster_of(iso2, curation))


def make_field(contenders: Roster, columns: Columns) -> Field:
    """Contenders made ready."""
    count = len(contenders)
    present = np.ones(count, dtype=np.bool_)
    present[list(contenders.replaced)] = False
    letters = lines_as_letters(columns.forms)
    owners = np.repeat(np.arange(count, dtype=np.int32), columns.form_counts)
    return Field(
        contenders,
        present,
        _curated(contenders, key),
        _curated(contenders, lambda name: bare_key(name)[0]),
        Forms(letters, owners, columns.losses.astype(np.float32) * np.float32(LOSS)),
        make_screen(columns.forms),
        renderings(
            columns.names,
            columns.bares,
            np.repeat(np.arange(count, dtype=np.int32), columns.name_counts),
            load_channel(),
        ),
        _namesakes(letters, columns.form_counts),
        columns.numbers,
        columns.sizes,
        columns.kinds,
        ~_among(columns.kinds, TOWNS),
        columns.admin1s,
        columns.codes,
    )


def _among(kinds: NDArray[np.uint8], wanted: frozenset[PlaceKind]) -> NDArray[np.bool_]:
    return np.array([kind in wanted for kind in KINDS], dtype=np.bool_)[kinds]


def _curated(contenders: Roster, entry_of: Callable[[str], str]) -> Index:
    index: dict[str, dict[int, None]] = {}
    for number, place in enumerate(contenders.listed, start=len(contenders.cities)):
        for name in place.curated:
            index.setdefault(entry_of(name), {})[number] = None
    return {entry: tuple(owners) for entry, owners in index.items()}


def _namesakes(letters: Letters, counts: NDArray[np.uint8]) -> NDArray[np.int32]:
    """A number for each contender, by the first form of its main name."""
    lines = np.full((len(counts), letters.shape[1]), 0, dtype=np.uint8)
    named = counts > 0
    lines[named] = letters[(np.cumsum(counts) - counts)[named]]
    whole = np.ascontiguousarray(lines).view(f"S{lines.shape[1]}").ravel()
    return np.unique(whole, return_inverse=True)[1].astype(np.int32)
