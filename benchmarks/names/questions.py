"""Names with known answers, and the ways in which they are asked.

`open`: the tables as they ship. `key withheld`: the very key of the name taken out of the tables,
other spellings of the place left in. `place withheld`: the place itself taken out, so that every
answer is wrong. `state given`: the subdivision is told with the name. `anywhere`: the country is
not told.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from copy import copy
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from pipeline.normalize.curation import Curation, load_curation
from pipeline.normalize.field import Field, field_of
from pipeline.normalize.keys import bare_key, key
from pipeline.normalize.likeness import Renderings

ROOT = Path(__file__).parents[2]
Protocol = Literal["open", "key withheld", "place withheld", "state given", "anywhere"]


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
        told = None if protocol == "anywhere" else question.country_iso2
        field = field_of(told, bare_curation())
        if protocol == "key withheld":
            field = without_key(field, question.zh)
        elif protocol == "place withheld":
            field = without_place(field, question)
        yield question, field


def state_of(question: Question, field: Field, protocol: Protocol) -> str | None:
    """The subdivision that is told with a name."""
    if protocol != "state given":
        return question.admin1_iso if protocol != "anywhere" else None
    return next((field.contenders[number].admin1_iso for number in meant_by(question, field)), None)


def meant_by(question: Question, field: Field) -> list[int]:
    """The contenders that a question means, by number."""
    listed = enumerate(field.contenders.listed, start=len(field.contenders.cities))
    named = [i for i, place in listed if is_right(question, place.geonames_id, place.place_id)]
    numbered = field.columns.numbers == (question.geonames_id or -1)
    return sorted({*named, *np.flatnonzero(numbered).tolist()}, reverse=True)


def is_right(question: Question, geonames_id: int | None, place_id: str | None) -> bool:
    if question.geonames_id is not None and geonames_id is not None:
        return question.geonames_id == geonames_id
    return place_id is not None and question.place_id == place_id


def without_key(field: Field, name: str) -> Field:
    """The field without what is listed under a name, with and without its generic part."""
    listed = field.renderings
    same = np.zeros(len(listed.owners), dtype=np.bool_)
    entries = {key(name), bare_key(name)[0]}
    for entry in entries:
        same |= listed.with_key(entry) | listed.with_bare_key(entry)
    usual = {entry: owners for entry, owners in field.usual.items() if entry not in entries}
    return _with(field, renderings=_of_names(listed, ~same), usual=usual)


def without_place(field: Field, question: Question) -> Field:
    """The field without the place meant: a hole that nothing can be resolved to."""
    meant = meant_by(question, field)
    present = field.present.copy()
    present[meant] = False
    others = ~np.isin(field.renderings.owners, meant)
    return _with(field, present=present, renderings=_of_names(field.renderings, others))


def _with(field: Field, **held: object) -> Field:
    """A copy of a field that holds something else; what was made of the rest is kept."""
    made = {"forms": field.forms, "screen": field.screen, "namesakes": field.namesakes}
    other = copy(field)
    vars(other).update(made | held)
    return other


def _of_names(listed: Renderings, kept: NDArray[np.bool_]) -> Renderings:
    return replace(
        listed,
        owners=listed.owners[kept],
        codes=listed.codes[kept],
        wholes=listed.wholes[kept],
        bares=listed.bares[kept],
    )
