"""What changed between two published folders: rows added, changed and removed, by key.

Folders of different versions can be compared: values are taken as the CSV files write them.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from pipeline.dataset import TABLES
from pipeline.publish.tables import TableError, records

Values = Mapping[str, str | None]
"""The fields of a row by column, as the CSV file writes them; null is None."""


@dataclass(frozen=True, slots=True)
class Change:
    """A row whose key stayed and whose values moved: `columns[name]` is (old, new)."""

    key: str
    columns: dict[str, tuple[str | None, str | None]]


@dataclass(frozen=True, slots=True)
class TableDifference:
    """The differences of a table; rows by key, key parts joined by |.

    A column that only one of the folders has is named here and is no change of its rows.
    """

    added: dict[str, Values]
    changed: tuple[Change, ...]
    removed: dict[str, Values]
    columns_added: tuple[str, ...]
    columns_removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return any(
            (self.added, self.changed, self.removed, self.columns_added, self.columns_removed)
        )


@dataclass(frozen=True, slots=True)
class Difference:
    """Two folders compared. `tables` holds those that differ; a table that a folder lacks is
    taken as empty there and named."""

    tables: dict[str, TableDifference]
    missing_in_old: tuple[str, ...]
    missing_in_new: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.tables or self.missing_in_old or self.missing_in_new)

    def as_dict(self) -> dict[str, Any]:
        """The same in dicts, lists and strings, for JSON."""
        return asdict(self)


def diff_folders(old: Path, new: Path) -> Difference:
    """Compare two published folders.

    Raises FileNotFoundError where one is not there, TableError where a file cannot be understood.
    """
    for folder in (old, new):
        if not folder.is_dir():
            raise FileNotFoundError(f"{folder} is no folder; name a published one.")
    return diff_files(_csv_files(old), _csv_files(new), (f"{old}/", f"{new}/"))


def diff_files(
    old: Mapping[str, bytes], new: Mapping[str, bytes], where: tuple[str, str] = ("", "")
) -> Difference:
    """Compare two sets of CSV files, by name. `where` they lie is for messages.

    Raises TableError where a file cannot be understood.
    """
    tables = {name: _table(old, new, name, where) for name in TABLES}
    return Difference(
        tables={name: table for name, table in tables.items() if table},
        missing_in_old=tuple(name for name in TABLES if f"{name}.csv" not in old),
        missing_in_new=tuple(name for name in TABLES if f"{name}.csv" not in new),
    )


def _csv_files(folder: Path) -> dict[str, bytes]:
    paths = (folder / f"{name}.csv" for name in TABLES)
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


def _table(
    old: Mapping[str, bytes], new: Mapping[str, bytes], name: str, where: tuple[str, str]
) -> TableDifference:
    key, file = TABLES[name].KEY, f"{name}.csv"
    old_columns, old_rows = _read(old.get(file), where[0] + file, key)
    new_columns, new_rows = _read(new.get(file), where[1] + file, key)
    shared = [column for column in new_columns if column in old_columns]
    changes = (
        Change(row, {c: (before[c], now[c]) for c in shared if before[c] != now[c]})
        for row, now in new_rows.items()
        if (before := old_rows.get(row)) is not None
    )
    both = file in old and file in new
    return TableDifference(
        added={row: values for row, values in new_rows.items() if row not in old_rows},
        changed=tuple(change for change in changes if change.columns),
        removed={row: values for row, values in old_rows.items() if row not in new_rows},
        columns_added=tuple(c for c in new_columns if both and c not in old_columns),
        columns_removed=tuple(c for c in old_columns if both and c not in new_columns),
    )


def _read(
    content: bytes | None, path: str, key: Sequence[str]
) -> tuple[list[str], dict[str, Values]]:
    """The header and the rows by key. Raises TableError naming file, line and remedy."""
    if content is None:
        return [], {}
    rows: dict[str, Values] = {}
    header: list[str] = []
    try:
        for line, fields in records(content.decode()):
            if not header:
                header = fields
                if lacking := [name for name in key if name not in header]:
                    raise TableError(f"{path} lacks the key {lacking}. Publish it again.")
                continue
            if len(fields) != len(header):
                raise TableError(
                    f"{path} line {line}: {len(fields)} fields, not {len(header)}. Publish it again."
                )
            values = dict(zip(header, (field or None for field in fields), strict=True))
            rows["|".join(values[name] or "" for name in key)] = values
    except (UnicodeDecodeError, csv.Error) as error:
        raise TableError(f"{path}: no CSV file in UTF-8: {error}. Publish it again.") from error
    return header, rows


def render(difference: Difference, limit: int = 20) -> str:
    """The difference for a terminal: counts first, then at most `limit` rows a table and kind."""
    if not difference:
        return "no difference\n"
    return "\n".join((*_counts(difference), *_details(difference, limit))) + "\n"


def _counts(difference: Difference) -> Iterator[str]:
    for name in difference.missing_in_old:
        yield f"{name}: the old folder has no such table"
    for name in difference.missing_in_new:
        yield f"{name}: the new folder has no such table"
    for name, table in difference.tables.items():
        yield (
            f"{name}: {len(table.added)} added, {len(table.changed)} changed, "
            f"{len(table.removed)} removed"
        )


def _details(difference: Difference, limit: int) -> Iterator[str]:
    for name, table in difference.tables.items():
        yield from ("", name)
        yield from (f"  + column {column}" for column in table.columns_added)
        yield from (f"  - column {column}" for column in table.columns_removed)
        yield from _capped([f"  + {_plain(key)}" for key in table.added], limit, "added")
        yield from _capped([_change(change) for change in table.changed], limit, "changed")
        yield from _capped([f"  - {_plain(key)}" for key in table.removed], limit, "removed")


def _change(change: Change) -> str:
    values = (
        f"      {c}: {_shown(old)} -> {_shown(new)}" for c, (old, new) in change.columns.items()
    )
    return "\n".join((f"  ~ {_plain(change.key)}", *values))


def _plain(key: str) -> str:
    """A key as a terminal may be given it: no character that moves the cursor."""
    return key if key.isprintable() else repr(key)


def _shown(value: str | None, longest: int = 80) -> str:
    text = "null" if value is None else repr(value)
    return text if len(text) <= longest else f"{text[: longest - 1]}…"


def _capped(lines: Sequence[str], limit: int, what: str) -> Iterator[str]:
    yield from islice(lines, limit)
    if len(lines) > limit:
        yield f"  … {len(lines) - limit} more {what}"
