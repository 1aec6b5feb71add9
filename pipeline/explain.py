"""Where each value of a published row was read, with the text around it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from pipeline.dataset import TABLES, Dataset, Finding, Provenance, Release, Row
from pipeline.ingest.document import Document
from pipeline.ingest.places import Box, box_of
from pipeline.ingest.source import find_sources, read_source
from pipeline.ingest.storage import Folder, is_there
from pipeline.publish.columns import row_id
from pipeline.publish.tables import read_csv
from pipeline.surroundings import words_around

_LONGEST = 120


class UnknownRow(LookupError):
    """No row has the id; the message names those that come close."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place where a value was read. `before` and `after` are null without the raw file."""

    release_id: str
    source_file: str
    printed: str
    page: int | None
    box: Box | None
    char_start: int | None
    char_end: int | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Explained:
    """A column of the row; no spots where the value was not read but made."""

    column: str
    value: str | int | float | bool | list[str] | None
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """A row with the origin of its values, the findings about it, and what could not be shown."""

    table: str
    row_id: str
    columns: tuple[Explained, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...]


def read_dataset(folder: Path) -> Dataset:
    """The tables of a published folder.

    Raises OSError where a table is missing, TableError where one is not as published.
    """
    return {name: read_csv(folder / f"{name}.csv", model) for name, model in TABLES.items()}


def explain(wanted: str, dataset: Dataset, raw: Folder) -> list[Explanation]:
    """The rows with the id `wanted`, in whatever table; `TABLE:ID` asks for one table only.

    `raw` holds the releases; one that is gone or has changed is explained without its text.
    Raises UnknownRow.
    """
    rows = _rows(wanted, dataset)
    places: dict[tuple[str, str], list[Provenance]] = {(t, row_id(row)): [] for t, row in rows}
    for place in dataset["provenance"]:
        if isinstance(place, Provenance) and (place.table, place.row_id) in places:
            places[place.table, place.row_id].append(place)
    cited = {place.release_id for found in places.values() for place in found}
    releases = {
        row.release_id: row
        for row in dataset["releases"]
        if isinstance(row, Release) and row.release_id in cited
    }
    documents = _documents(raw, releases)
    notes = tuple(
        f"{release.source_file} is not in {raw}, or has changed: its text cannot be shown"
        for name, release in releases.items()
        if name not in documents
    )
    return [
        Explanation(
            table,
            row_id(row),
            tuple(_columns(row, places[table, row_id(row)], releases, documents)),
            tuple(_findings(dataset, table, row_id(row))),
            notes,
        )
        for table, row in rows
    ]


def _rows(wanted: str, dataset: Dataset) -> list[tuple[str, Row]]:
    table, _, rest = wanted.partition(":")
    named = table in TABLES and bool(rest)
    tables, sought = ([table], rest) if named else (list(TABLES), wanted)
    found = [(name, row) for name in tables for row in dataset[name] if row_id(row) == sought]
    if found:
        return found
    ids = {row_id(row): name for name in tables for row in dataset[name]}
    near = difflib.get_close_matches(sought, ids, n=3, cutoff=0.5)
    hint = f" Did you mean {' or '.join(f'{ids[name]}:{name}' for name in near)}?" if near else ""
    raise UnknownRow(f"no row {wanted}.{hint}")


def _findings(dataset: Dataset, table: str, key: str) -> Iterator[Finding]:
    for row in dataset["findings"]:
        if isinstance(row, Finding) and (row.table, row.row_id) == (table, key):
            yield row


def _documents(raw: Folder, releases: Mapping[str, Release]) -> dict[str, Document]:
    """The cited releases as they were read, by id; those that are the same file still."""
    if not releases or not is_there(raw):
        return {}
    found: dict[str, Document] = {}
    for source in find_sources(raw, only=releases)[0]:
        release = releases.get(source.release_id)
        if release is not None and release.source_sha256 == source.sha256:
            document, _ = read_source(source)
            if document is not None:
                found[source.release_id] = document
    return found


def _columns(
    row: Row,
    places: Iterable[Provenance],
    releases: Mapping[str, Release],
    documents: Mapping[str, Document],
) -> Iterator[Explained]:
    spots: dict[str, list[Spot]] = {}
    for place in sorted(places, key=lambda place: (place.column, place.release_id, place.ordinal)):
        spot = _spot(place, releases[place.release_id], documents.get(place.release_id))
        spots.setdefault(place.column, []).append(spot)
    for column in row.columns():
        yield Explained(column, getattr(row, column), tuple(spots.get(column, ())))


def _spot(place: Provenance, release: Release, document: Document | None) -> Spot:
    around = words_around(place, document) if document is not None else None
    return Spot(
        release_id=place.release_id,
        source_file=release.source_file,
        printed=place.printed,
        page=place.page,
        box=box_of(place),
        char_start=place.char_start,
        char_end=place.char_end,
        before=around[0] if around else None,
        after=around[1] if around else None,
    )


def render(explanation: Explanation) -> str:
    """The explanation for a terminal: each value between ⟦ and ⟧ in the words around it."""
    lines = [f"{explanation.table}:{explanation.row_id}"]
    for column in explanation.columns:
        made = "" if column.spots or column.value in (None, []) else "   (made, not read)"
        lines.append(f"  {column.column}: {_line(_value(column.value))}{made}")
        for spot in column.spots:
            lines.append(f"      {_where(spot)}")
            if spot.before is not None and spot.after is not None:
                words = f"{_line(spot.before)}⟦{_line(spot.printed)}⟧{_line(spot.after)}"
                lines.append(f"        …{words}…")
    lines += [
        f"  ! {row.severity}, {row.status}: {_line(row.message, 400)}"
        for row in explanation.findings
    ]
    lines += [f"  note: {note}" for note in explanation.notes]
    return "\n".join(lines) + "\n"


def _value(value: object) -> str:
    if isinstance(value, list):
        return "; ".join(value)
    return "null" if value is None else str(value)


def _where(spot: Spot) -> str:
    if spot.char_start is not None:
        return f"{spot.source_file}, characters {spot.char_start} to {spot.char_end}"
    corners = " ".join(f"{edge:g}" for edge in spot.box or ())
    return f"{spot.source_file}, page {spot.page}, box {corners} (points)"


def _line(text: str, longest: int = _LONGEST) -> str:
    """A text on one line, its middle left out where it is long; no control characters."""
    flat = re.sub(r"\s+", " ", text)
    flat = "".join(c if c.isprintable() else "�" for c in flat)
    if len(flat) <= longest:
        return flat
    return f"{flat[: longest // 2]} … {flat[-(longest // 2) :]}"
