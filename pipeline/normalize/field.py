"""The contenders of a country made ready to be looked up by key and to be heard.

Made when a name of the country is first asked for; the largest, of 22,000 places, in a fraction
of a second, so everything here is done on many names at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from pipeline.normalize.contenders import Contender, Listed, contenders_of, contenders_of_world
from pipeline.normalize.curation import Curation
from pipeline.normalize.keys import bare_key, han_keys, key, pinyin_key
from pipeline.normalize.likeness import Renderings, renderings
from pipeline.normalize.screen import Screen, make_screen
from pipeline.normalize.sound import Letters, Reals, as_letters, load_channel
from pipeline.normalize.spellings import forms_of, letters_of

Index = dict[str, tuple[int, ...]]
COUNTRIES_HELD = 12
TOWNS = frozenset({"city", "municipality", "metropolis"})
"""Kinds of place that a bare name is rather taken for."""


@dataclass(frozen=True, eq=False, slots=True)
class Forms:
    """The forms of Latin names: `owners` have them; `losses` as `forms_of` gives them."""

    spelled: tuple[str, ...]
    letters: Letters
    owners: NDArray[np.int32]
    losses: Reals


@dataclass(frozen=True, eq=False, slots=True)
class Field:
    """The contenders of a country, by id. `curated`: key of a name that a person
    listed, with and without its generic part -> contenders. `whole`, `bare` and `sounds`: key of a Chinese name, that
    without its generic part, its pinyin -> contenders. `namesakes`: contender -> number shared by
    all with the same Latin name; `sizes` are the populations, `regions` says which are no towns.
    """

    contenders: tuple[Contender, ...]
    curated: Index
    whole: Index
    bare: Index
    sounds: Index
    forms: Forms
    screen: Screen
    renderings: Renderings
    namesakes: NDArray[np.int32]
    sizes: NDArray[np.int64]
    regions: NDArray[np.bool_]


@lru_cache(maxsize=COUNTRIES_HELD)
def field_of(iso2: str, curation: Curation) -> Field:
    """The contenders of a country."""
    return make_field(contenders_of(iso2, curation))


@lru_cache(maxsize=2)
def field_of_world(curation: Curation) -> Field:
    """The contenders for a name whose country is not known."""
    return make_field(contenders_of_world(curation))


def make_field(contenders: Sequence[Contender]) -> Field:
    """Contenders, in any order, made ready."""
    ordered = tuple(sorted(contenders, key=lambda contender: contender.place_id))
    owned = [(name, i) for i, contender in enumerate(ordered) for name in contender.zh]
    keys = han_keys(name for name, _ in owned)
    syllable = {c: pinyin_key(c) for c in set("".join(bare for _, bare in keys))}
    whole: dict[str, dict[int, None]] = {}
    bare: dict[str, dict[int, None]] = {}
    sounds: dict[str, dict[int, None]] = {}
    for (_, owner), (full, short) in zip(owned, keys, strict=True):
        whole.setdefault(full, {})[owner] = None
        bare.setdefault(short, {})[owner] = None
        sounds.setdefault("-".join([syllable[c] for c in short]), {})[owner] = None
    distinct = dict.fromkeys((short, i) for (_, i), (_, short) in zip(owned, keys, strict=True))
    forms, namesakes = _forms(ordered)
    return Field(
        ordered,
        _curated(ordered),
        _frozen(whole),
        _frozen(bare),
        _frozen(sounds),
        forms,
        make_screen(forms.spelled),
        renderings([n for n, _ in distinct], [o for _, o in distinct], load_channel()),
        namesakes,
        np.array([contender.population for contender in ordered], dtype=np.int64),
        np.array([contender.kind not in TOWNS for contender in ordered], dtype=np.bool_),
    )


def _frozen(index: dict[str, dict[int, None]]) -> Index:
    return {entry: tuple(owners) for entry, owners in index.items()}


def _curated(ordered: Sequence[Contender]) -> Index:
    index: dict[str, dict[int, None]] = {}
    for number, contender in enumerate(ordered):
        for name in contender.curated if isinstance(contender, Listed) else ():
            for entry in (key(name), bare_key(name)[0]):
                index.setdefault(entry, {})[number] = None
    return _frozen(index)


def _forms(ordered: Sequence[Contender]) -> tuple[Forms, NDArray[np.int32]]:
    """The forms of all Latin names, and the number of each contender's main name."""
    main = letters_of(contender.name_en for contender in ordered)
    others = [(name, i) for i, contender in enumerate(ordered) for name in contender.latin]
    spelled: list[str] = []
    owners: list[int] = []
    losses: list[float] = []
    held: set[tuple[str, int]] = set()
    named: dict[str, int] = {}
    namesakes = []
    lines = [(name, i, True) for i, name in enumerate(main)]
    also = letters_of(name for name, _ in others)
    lines += [(name, i, False) for name, (_, i) in zip(also, others, strict=True)]
    for name, owner, is_main in lines:
        forms = forms_of(name, is_main)
        if is_main:
            namesakes.append(named.setdefault(forms[0][0] if forms else "", len(named)))
        for form, loss in forms:
            if (form, owner) not in held:
                held.add((form, owner))
                spelled.append(form)
                owners.append(owner)
                losses.append(loss)
    return (
        Forms(
            tuple(spelled),
            as_letters(spelled),
            np.array(owners, dtype=np.int32),
            np.array(losses, dtype=np.float32),
        ),
        np.array(namesakes, dtype=np.int32),
    )
