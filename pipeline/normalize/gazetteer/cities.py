"""Cities of the world: GeoNames' places of 500 and more, with their Chinese and Latin names.

`cities.zip` holds for each country a table and its columns, read when the country is first asked
for, and the same of the whole world for names printed without a country. `cities.json` says what
it was built from and carries its digest, so that nobody has to read the archive to know which one
it is. Built by scripts/build_cities.py.
"""

from __future__ import annotations

import json
import re
import struct
import zipfile
import zlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from importlib import resources
from os import SEEK_CUR
from sys import intern
from typing import IO, cast

import numpy as np
from numpy.typing import NDArray

from pipeline.dataset import PlaceKind
from pipeline.normalize.gazetteer.columns import Columns, columns_of, unpack

ARCHIVE = "cities.zip"
PROVENANCE = "cities.json"
WORLD = "world.tsv"
KEYS = "keys.tsv"
COUNTRIES = "country/"
_FIRST_FIELD = re.compile(rb"\n([^\t\n]+)\t")
_NAME_AND_EXTRA = struct.Struct("<26xHH")
"""The end of the fixed part of what stands before a member of a ZIP archive: two lengths."""


@dataclass(frozen=True, slots=True)
class City:
    """A populated place. Degrees are WGS 84; `population` is 0 where GeoNames gives none.

    `zh` are its Chinese names in whatever script the sources print, `latin` further spellings in
    Latin letters: native, foreign and former ones, never the Chinese name in pinyin.
    """

    place_id: str
    geonames_id: int
    kind: PlaceKind
    name_en: str
    country_iso2: str
    admin1_iso: str | None
    latitude: float
    longitude: float
    population: int
    zh: tuple[str, ...]
    latin: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class CityTable:
    """The cities of a table by falling population, then id; a row is read when it is asked for.
    `text` has a line end before and behind each row, `starts` where the rows begin."""

    text: bytes
    starts: NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.starts)

    def city(self, row: int) -> City:
        start = int(self.starts[row])
        return _city(self.text[start : self.text.index(b"\n", start)].decode("utf-8"))

    def find(self, place_id: str) -> City | None:
        """The city with that id."""
        at = self.text.find(f"\n{place_id}\t".encode())
        return self.city(int(np.searchsorted(self.starts, at + 1))) if at >= 0 else None

    def rows_of(self, ids: Collection[str]) -> dict[str, int]:
        """The rows of those of the ids that are in the table."""
        row_of = {entry: row for row, entry in enumerate(_FIRST_FIELD.findall(self.text))}
        found = {place_id: row_of.get(place_id.encode()) for place_id in ids}
        return {place_id: row for place_id, row in found.items() if row is not None}


def table_of(iso2: str) -> str:
    """The archive's member with the cities of a country."""
    return f"{COUNTRIES}{iso2}.tsv"


def columns_member(table: str) -> str:
    """The archive's member with the columns of a table."""
    return f"{table.removesuffix('.tsv')}.columns"


def cities_of(iso2: str) -> tuple[City, ...]:
    """The cities of a country by falling population, then id; empty where there are none."""
    return _all(cities_in(iso2))


def world_cities() -> tuple[City, ...]:
    """The capitals and the cities of 100,000 and more, by falling population."""
    return _all(biggest_cities())


def city(place_id: str) -> City | None:
    """The city with that id."""
    return cities_in(place_id[:2].upper()).find(place_id)


@cache
def cities_in(iso2: str) -> CityTable:
    """The table of a country, empty where there is none."""
    return _table(table_of(iso2))


@cache
def biggest_cities() -> CityTable:
    """The table of the world: the capitals and the cities of 100,000 and more."""
    return _table(WORLD)


def stored_columns(iso2: str | None) -> Columns:
    """The columns of the cities of a country, or of the world's where it is None."""
    packed = _member(columns_member(WORLD if iso2 is None else table_of(iso2)))
    return unpack(packed) if packed else columns_of(())


def chinese_keys(iso2: str) -> frozenset[str]:
    """The keys of the Chinese names of a country's cities, whole and without the generic part."""
    columns = stored_columns(iso2)
    whole = columns.names.decode("utf-8").split("\n")[:-1]
    bare = (name[:size] for name, size in zip(whole, columns.bares.tolist(), strict=True))
    return frozenset((*whole, *bare))


def named(key: str) -> tuple[str, ...]:
    """The ids of the cities of the world that have a Chinese name with this key, with or without
    its generic part, by falling population."""
    text, wanted = _keys(), f"\n{key}\t".encode()
    at = text.find(wanted)
    if at < 0:
        return ()
    start = at + len(wanted)
    return tuple(text[start : text.index(b"\n", start)].decode("ascii").split())


@cache
def cities_digest() -> str:
    """SHA-256 of the archive, hexadecimal, as its sidecar gives it."""
    sidecar = resources.files(__package__).joinpath(PROVENANCE).read_bytes()
    return cast(str, json.loads(sidecar)["sha256"])


@cache
def _keys() -> bytes:
    return b"\n" + _member(KEYS)


def _table(member: str) -> CityTable:
    text = b"\n" + _member(member)
    starts = np.flatnonzero(np.frombuffer(text, dtype=np.uint8) == ord("\n"))[:-1] + 1
    return CityTable(text, starts.astype(np.int32))


def _all(table: CityTable) -> tuple[City, ...]:
    return tuple(_city(line) for line in table.text.decode("utf-8").split("\n")[1:-1])


def _member(name: str) -> bytes:
    """A member of the archive; empty where it has none of that name."""
    member = _directory().get(name)
    if member is None:
        return b""
    with _archive() as file:
        file.seek(member.header_offset)
        lengths = _NAME_AND_EXTRA.unpack(file.read(_NAME_AND_EXTRA.size))
        file.seek(sum(lengths), SEEK_CUR)
        packed = file.read(member.compress_size)
    return zlib.decompress(packed, -zlib.MAX_WBITS, member.file_size)


@cache
def _directory() -> dict[str, zipfile.ZipInfo]:
    """Where each member lies, read once: 500 entries take longer than most members.

    The archive itself is not held open: processes that are forked would share its position.
    """
    with _archive() as file, zipfile.ZipFile(file) as archive:
        return archive.NameToInfo


def _archive() -> IO[bytes]:
    return resources.files(__package__).joinpath(ARCHIVE).open("rb")


def _city(line: str) -> City:
    """A row: fields parted by tabs, the names of a list by bars. What repeats is held once."""
    place_id, number, kind, name, admin1, lat, lon, population, zh, latin = line.split("\t")
    return City(
        place_id,
        int(number),
        intern(kind),  # type: ignore[arg-type]  # a PlaceKind: a test reads every row
        name,
        intern(place_id[:2].upper()),
        intern(admin1) or None,
        float(lat),
        float(lon),
        int(population),
        tuple(zh.split("|")) if zh else (),
        tuple(latin.split("|")) if latin else (),
    )
