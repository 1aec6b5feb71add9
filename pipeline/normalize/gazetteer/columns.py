"""What the places of a country are looked up and heard by: a column for each trait, not an object
for each place.

The archive holds the columns of its cities, so that a country of 22,000 places is ready in a
fraction of a second; `columns_of` makes them, for the archive and for the places of the curation.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import accumulate, chain, pairwise
from typing import Protocol, get_args

import numpy as np
from numpy.typing import NDArray

from pipeline.dataset import PlaceKind
from pipeline.normalize.keys import han_keys
from pipeline.normalize.sound import WIDTH
from pipeline.normalize.spellings import forms_of, letters_of

KINDS: tuple[PlaceKind, ...] = get_args(PlaceKind)
LOSS = 0.5
"""Losses are stored as multiples of it."""


class Named(Protocol):
    """A place, as far as columns tell of it."""

    @property
    def geonames_id(self) -> int | None: ...
    @property
    def kind(self) -> PlaceKind: ...
    @property
    def admin1_iso(self) -> str | None: ...
    @property
    def population(self) -> int: ...
    @property
    def name_en(self) -> str: ...
    @property
    def zh(self) -> tuple[str, ...]: ...
    @property
    def latin(self) -> tuple[str, ...]: ...


@dataclass(frozen=True, eq=False, slots=True)
class Columns:
    """One row a place: `numbers` of GeoNames (0 without), `sizes` (people), `kinds` (of `KINDS`),
    `admin1s` (of `codes`), `form_counts`, `name_counts`.

    `forms` are the Latin forms of all places, a line each, ASCII; `losses` their losses. `names`
    are the keys of all Chinese names, a line each, UTF-8; `bares` their lengths without the
    generic part. Both are in the order of the places, the main name of a place before the others.
    """

    codes: tuple[str, ...]
    numbers: NDArray[np.int32]
    sizes: NDArray[np.int32]
    kinds: NDArray[np.uint8]
    admin1s: NDArray[np.uint16]
    form_counts: NDArray[np.uint8]
    name_counts: NDArray[np.uint8]
    losses: NDArray[np.uint8]
    bares: NDArray[np.uint8]
    forms: bytes
    names: bytes


def columns_of(places: Sequence[Named]) -> Columns:
    """The columns of places, in their order."""
    codes = sorted({place.admin1_iso or "" for place in places})
    index = {code: number for number, code in enumerate(codes)}
    forms = _forms(places)
    keys = han_keys(name for place in places for name in place.zh)
    counts = [len(place.zh) for place in places]
    ends = list(accumulate(counts, initial=0))
    told = [list(dict.fromkeys(keys[a:b])) for a, b in pairwise(ends)]
    return Columns(
        tuple(codes),
        np.array([place.geonames_id or 0 for place in places], dtype=np.int32),
        np.array([place.population for place in places], dtype=np.int32),
        np.array([KINDS.index(place.kind) for place in places], dtype=np.uint8),
        np.array([index[place.admin1_iso or ""] for place in places], dtype=np.uint16),
        np.array([len(held) for held in forms], dtype=np.uint8),
        np.array([len(held) for held in told], dtype=np.uint8),
        np.array([round(loss / LOSS) for held in forms for loss in held.values()], dtype=np.uint8),
        np.array([len(bare) for held in told for _, bare in held], dtype=np.uint8),
        "".join(f"{form}\n" for held in forms for form in held).encode("ascii"),
        "".join(f"{whole}\n" for held in told for whole, _ in held).encode("utf-8"),
    )


def joined(one: Columns, other: Columns) -> Columns:
    """The rows of one behind those of the other."""
    codes = tuple(sorted({*one.codes, *other.codes}))
    index = {code: number for number, code in enumerate(codes)}
    admin1s = [
        np.array([index[code] for code in part.codes], dtype=np.uint16)[part.admin1s]
        for part in (one, other)
        if len(part.admin1s)
    ]
    return Columns(
        codes,
        np.concatenate([one.numbers, other.numbers]),
        np.concatenate([one.sizes, other.sizes]),
        np.concatenate([one.kinds, other.kinds]),
        np.concatenate(admin1s or [one.admin1s]),
        np.concatenate([one.form_counts, other.form_counts]),
        np.concatenate([one.name_counts, other.name_counts]),
        np.concatenate([one.losses, other.losses]),
        np.concatenate([one.bares, other.bares]),
        one.forms + other.forms,
        one.names + other.names,
    )


def pack(columns: Columns) -> bytes:
    """Columns as one string of bytes; the same columns give the same bytes."""
    held = {f.name: getattr(columns, f.name) for f in fields(columns) if f.name != "codes"}
    parts = {
        name: column if isinstance(column, bytes) else column.astype(_little(column)).tobytes()
        for name, column in held.items()
    }
    sizes = {name: len(part) for name, part in parts.items()}
    head = json.dumps({"codes": columns.codes, "sizes": sizes}, separators=(",", ":"))
    return b"".join([head.encode("ascii"), b"\n", *parts.values()])


def unpack(packed: bytes) -> Columns:
    """The columns that were packed."""
    head, _, body = packed.partition(b"\n")
    told = json.loads(head)
    ends = list(accumulate(told["sizes"].values(), initial=0))
    part = {name: body[a:b] for name, (a, b) in zip(told["sizes"], pairwise(ends), strict=True)}
    return Columns(
        tuple(told["codes"]),
        np.frombuffer(part["numbers"], dtype="<i4"),
        np.frombuffer(part["sizes"], dtype="<i4"),
        np.frombuffer(part["kinds"], dtype=np.uint8),
        np.frombuffer(part["admin1s"], dtype="<u2"),
        np.frombuffer(part["form_counts"], dtype=np.uint8),
        np.frombuffer(part["name_counts"], dtype=np.uint8),
        np.frombuffer(part["losses"], dtype=np.uint8),
        np.frombuffer(part["bares"], dtype=np.uint8),
        part["forms"],
        part["names"],
    )


def _little(column: NDArray[np.generic]) -> np.dtype[np.generic]:
    return column.dtype.newbyteorder("<")


def _forms(places: Sequence[Named]) -> list[dict[str, float]]:
    """Of each place its forms, cut to the letters that are kept, each with the least it loses."""
    counts = [1 + len(place.latin) for place in places]
    spelled = letters_of(chain.from_iterable((place.name_en, *place.latin) for place in places))
    told: list[dict[str, float]] = []
    start = 0
    for count in counts:
        held: dict[str, float] = {}
        for number, name in enumerate(spelled[start : start + count]):
            for form, loss in forms_of(name, main=number == 0):
                held.setdefault(form[:WIDTH], loss)
        told.append(held)
        start += count
    return told
