"""Writes and reads the archive: a zip of tables whose bytes depend on their content alone."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from pipeline.normalize.gazetteer.cities import (
    ARCHIVE,
    COUNTRIES,
    PROVENANCE,
    City,
    columns_member,
)
from pipeline.normalize.gazetteer.columns import columns_of, pack

_EPOCH = (1980, 1, 1, 0, 0, 0)


def row(city: City) -> str:
    """A city as a line of a table."""
    return "\t".join(
        (
            city.place_id,
            str(city.geonames_id),
            city.kind,
            city.name_en,
            city.admin1_iso or "",
            f"{city.latitude:.5f}",
            f"{city.longitude:.5f}",
            str(city.population),
            "|".join(city.zh),
            "|".join(city.latin),
        )
    )


def with_columns(
    tables: Mapping[str, Iterable[str]], held: Mapping[str, Sequence[City]]
) -> dict[str, bytes]:
    """The members of the archive: tables, and beside each one of cities its columns."""
    members = {name: "".join(f"{line}\n" for line in tables[name]).encode() for name in tables}
    return members | {columns_member(name): pack(columns_of(held[name])) for name in held}


def write(folder: Path, members: Mapping[str, bytes], provenance: Mapping[str, Any]) -> None:
    """The archive and its sidecar, which carries the archive's digest."""
    target = folder / ARCHIVE
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for name in sorted(members):
            member = zipfile.ZipInfo(name, _EPOCH)
            member.compress_type = zipfile.ZIP_DEFLATED
            member.create_system = 3
            archive.writestr(member, members[name])
    digest = hashlib.sha256(target.read_bytes()).hexdigest()
    text = json.dumps({"sha256": digest, **provenance}, ensure_ascii=False, indent=2)
    (folder / PROVENANCE).write_text(f"{text}\n", "utf-8", newline="\n")


def previous_ids(folder: Path) -> dict[int, str]:
    """GeoNames id -> place id in the archive that is there now, {} where there is none."""
    if not (folder / ARCHIVE).exists():
        return {}
    with zipfile.ZipFile(folder / ARCHIVE) as archive:
        names = [name for name in archive.namelist() if name.startswith(COUNTRIES)]
        tables = [name for name in names if name.endswith(".tsv")]
        rows = [line.split("\t") for name in tables for line in _lines(archive, name)]
    return {int(fields[1]): fields[0] for fields in rows}


def retired_ids(folder: Path) -> frozenset[str]:
    """Ids of places that are in the table no longer."""
    sidecar = folder / PROVENANCE
    if not sidecar.exists():
        return frozenset()
    return frozenset(json.loads(sidecar.read_text("utf-8"))["retired_ids"])


def _lines(archive: zipfile.ZipFile, name: str) -> list[str]:
    return archive.read(name).decode("utf-8").split("\n")[:-1]
