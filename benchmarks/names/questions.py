"""Names with known answers, and the ways in which they are asked.

`open`: the tables as they ship. `key withheld`: the very key of the name taken out of the tables,
other spellings of the place left in. `place withheld`: the place itself taken out, so that every
answer is wrong. `state given`: the subdivision is told with the name.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np

from pipeline.normalize.curation import Curation, load_curation
from pipeline.normalize.field import Field, Index, field_of
from pipeline.normalize.keys import bare_key, key, pinyin_key

ROOT = Path(__file__).parents[2]
Protocol = Literal["open", "key withheld", "place withheld", "state given"]


@dataclass(frozen=True, slots=True)
class Question:
    """A printed name, where it is said to lie, and the GeoNames id or place id that is meant."""

    group: str
    zh: str
    country_iso2: str
    geonames_id: int | None
    name_en: str
    admin1_iso: str | None = None
    place_id: str | None = None


def read_questions(path: Path, group: str | None = None) -> list[Question]:
    """The questions of a CSV file with the columns zh_tw, country, geonames_id and name; set,
    admin1 and place_id if it has them."""
    with path.open(encoding="utf-8", newline="") as file:
        return [
            Question(
                group or row.get("set") or path.stem,
                row["zh_tw"],
                row["country"],
                int(row["geonames_id"]) if row["geonames_id"] else None,
                row["name"],
                row.get("admin1") or None,
                row.get("place_id") or None,
            )
            for row in csv.DictReader(file)
        ]


@lru_cache(maxsize=1)
def bare_curation() -> Curation:
    """The curation without its places: no answer comes from a person."""
    return replace(load_curation(ROOT / "curation"), places=(), digest="without places")


def asked(questions: Sequence[Question], protocol: Protocol) -> Iterator[tuple[Question, Field]]:
    """Each question with the field to be asked, country by country."""
    for question in sorted(questions, key=lambda q: (q.country_iso2, q.zh, q.name_en)):
        field = field_of(question.country_iso2, bare_curation())
        if protocol == "key withheld":
            field = without_key(field, question.zh)
        elif protocol == "place withheld":
            field = without_place(field, question)
        yield question, field


def state_of(question: Question, field: Field, protocol: Protocol) -> str | None:
    """The subdivision that is told with a name."""
    if protocol != "state given":
        return question.admin1_iso
    meant = (c for c in field.contenders if is_right(question, c.geonames_id, c.place_id))
    return next((contender.admin1_iso for contender in meant), None)


def is_right(question: Question, geonames_id: int | None, place_id: str | None) -> bool:
    if question.geonames_id is not None and geonames_id is not None:
        return question.geonames_id == geonames_id
    return place_id is not None and question.place_id == place_id


def without_key(field: Field, name: str) -> Field:
    """The field without what is listed under a name, with and without its generic part."""
    keys = {key(name), bare_key(name)[0]}
    bare = {entry: owners for entry, owners in field.bare.items() if entry not in keys}
    whole = {entry: owners for entry, owners in field.whole.items() if entry not in keys}
    heard = {pinyin_key(entry) for entry in keys}
    left: dict[str, set[int]] = {entry: set() for entry in heard}
    for entry, owners in bare.items():
        sound = pinyin_key(entry)
        if sound in left:
            left[sound].update(owners)
    sounds = {**field.sounds, **{entry: tuple(sorted(held)) for entry, held in left.items()}}
    listed, keep = field.renderings, np.ones(len(field.renderings.codes), dtype=np.bool_)
    code_of = {c: code for code, c in enumerate(listed.alphabet.characters)}
    for entry in keys:
        codes = np.full(listed.codes.shape[1], len(code_of))
        known = [code_of.get(c, -1) for c in entry][: len(codes)]
        codes[: len(known)] = known
        keep &= (listed.codes != codes).any(axis=1)
    renderings = replace(listed, owners=listed.owners[keep], codes=listed.codes[keep])
    return replace(field, bare=bare, whole=whole, sounds=sounds, renderings=renderings)


def without_place(field: Field, question: Question) -> Field:
    """The field without the place meant: a hole that nothing can be resolved to."""
    meant = [
        i
        for i, contender in enumerate(field.contenders)
        if is_right(question, contender.geonames_id, contender.place_id)
    ]
    listed, forms = field.renderings, field.forms
    keep = ~np.isin(listed.owners, meant)
    gone = np.isin(forms.owners, meant)

    def left(index: Index) -> Index:
        kept = (
            (entry, tuple(i for i in owners if i not in meant)) for entry, owners in index.items()
        )
        return {entry: owners for entry, owners in kept if owners}

    return replace(
        field,
        curated=left(field.curated),
        whole=left(field.whole),
        bare=left(field.bare),
        sounds=left(field.sounds),
        forms=replace(forms, losses=np.where(gone, np.float32(1e6), forms.losses)),
        renderings=replace(listed, owners=listed.owners[keep], codes=listed.codes[keep]),
    )
