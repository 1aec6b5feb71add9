"""Reference tables that ship with the package: countries, subdivisions, words, surnames."""

from __future__ import annotations

import csv
import hashlib
import io
from dataclasses import dataclass
from functools import cache
from importlib import resources

from pipeline.normalize.core_yaml import read_yaml
from pipeline.normalize.entries import Place
from pipeline.normalize.keys import slug

COUNTRIES = "countries.csv"
SUBDIVISIONS = "subdivisions.csv"
HAN_NAMES = "han_names.csv"
"""Cities whose names Chinese takes over by their characters, and which the archive lacks."""
TAIWAN_NAMES = "taiwan_names.csv"
"""What Taiwan calls places that the archive has under other Chinese names, or under none."""
VOCABULARY = "vocabulary.yml"
CITIES = "cities.json"
"""Carries the digest of the archive of cities, which is not read here: see `gazetteer.cities`."""


@dataclass(frozen=True, slots=True)
class Country:
    """A country as CLDR names it; `spellings` are all its names."""

    iso2: str
    name_zh: str
    name_en: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Words that names of bodies are made of and end in, and surnames written in Han."""

    body_words: tuple[str, ...]
    body_suffixes: tuple[str, ...]
    independent_suffixes: tuple[str, ...]
    surnames: tuple[str, ...]
    japanese_surnames: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The reference tables; `digest` covers their bytes and those of the archive of cities.

    `taiwan_names` are further Chinese names of places, by place id.
    """

    countries: tuple[Country, ...]
    places: tuple[Place, ...]
    taiwan_names: tuple[tuple[str, tuple[str, ...]], ...]
    vocabulary: Vocabulary
    digest: str


@cache
def load_gazetteer() -> Gazetteer:
    """The tables beside this module (UTF-8 CSV with a header row, YAML 1.2)."""
    folder = resources.files(__name__)
    files = (COUNTRIES, SUBDIVISIONS, HAN_NAMES, TAIWAN_NAMES, VOCABULARY, CITIES)
    content = {name: folder.joinpath(name).read_bytes() for name in files}
    return Gazetteer(
        countries=tuple(_country(row) for row in _rows(content[COUNTRIES])),
        places=(
            *(_subdivision(row) for row in _rows(content[SUBDIVISIONS])),
            *(_city(row) for row in _rows(content[HAN_NAMES])),
        ),
        taiwan_names=tuple(
            (row["id"], tuple(row["names"].split("|"))) for row in _rows(content[TAIWAN_NAMES])
        ),
        vocabulary=_vocabulary(content[VOCABULARY]),
        digest=hashlib.sha256(b"\0".join(content.values())).hexdigest(),
    )


def _rows(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8"), newline="")))


def _country(row: dict[str, str]) -> Country:
    also = row["also_en"].split("|") if row["also_en"] else []
    names = (row["name_zh_hant"], row["name_zh_hans"], row["name_en"], *also)
    return Country(row["iso2"], row["name_zh_hant"], row["name_en"], tuple(dict.fromkeys(names)))


def _subdivision(row: dict[str, str]) -> Place:
    return Place.model_validate(
        {
            "id": f"{row['iso'][:2].lower()}-{slug(row['name_en'])}",
            "kind": row["kind"],
            "name_zh": row["name_zh"],
            "name_en": row["name_en"],
            "admin1_iso": row["iso"],
            "spellings": tuple(row["spellings"].split("|")) if row["spellings"] else (),
        }
    )


def _city(row: dict[str, str]) -> Place:
    told = {name: value for name, value in row.items() if value}
    numbers = {"geonames_id": int, "latitude": float, "longitude": float}
    read = {name: numbers[name](value) for name, value in told.items() if name in numbers}
    return Place.model_validate({**told, **read})


def _vocabulary(content: bytes) -> Vocabulary:
    lists = read_yaml(content.decode("utf-8"))
    return Vocabulary(**{name: tuple(words.split()) for name, words in lists.items()})
