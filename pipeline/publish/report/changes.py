"""What the last run that changed anything changed: kept beside the report, shown in it.

A run that changes no row keeps the record as it is, so that publishing twice gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pipeline.dataset import TABLES
from pipeline.publish.diff import Difference, TableDifference, diff_files
from pipeline.publish.report.html import both, joined, printed, text
from pipeline.publish.tables import TableError

RECORD = "report/changes.json"
MOST = 100
"""Rows of a table that are named, of those added, changed and removed each."""
_LONGEST = 200
_UNNAMED = frozenset({"provenance"})
"""Tables of which the rows are counted and not named."""

Changes = Mapping[str, Any]
"""By table: `added`, `changed`, `removed` are counts; `rows` names them."""


def changes_between(
    before: Mapping[str, bytes], now: Mapping[str, bytes], out: Path
) -> Changes | None:
    """What changed between CSV files by name, all of a dataset or those rows alone that may differ;
    where nothing did, what the run before changed, which published in `out`. None where nothing
    was published before, or nothing that can be compared."""
    if not before:
        return None
    try:
        difference = diff_files(before, now)
    except TableError:
        return None
    return _record(difference) if difference else _kept(out / RECORD)


def _kept(path: Path) -> Changes | None:
    try:
        record = json.loads(path.read_bytes())
        changes_view(record)
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return record or None


def changes_bytes(changes: Changes | None) -> bytes:
    """The record as it lies in the published folder."""
    return (json.dumps(changes or {}, ensure_ascii=False, indent=1) + "\n").encode()


def _record(difference: Difference) -> Changes:
    return {name: _table(name, table) for name, table in difference.tables.items()}


def _table(name: str, table: TableDifference) -> dict[str, Any]:
    counts = {
        "added": len(table.added),
        "changed": len(table.changed),
        "removed": len(table.removed),
    }
    if name in _UNNAMED:
        return {**counts, "rows": []}
    changed = [
        {
            "how": "changed",
            "row": change.key,
            "columns": {c: [_cut(old), _cut(new)] for c, (old, new) in change.columns.items()},
        }
        for change in table.changed[:MOST]
    ]
    added = [{"how": "added", "row": key} for key in list(table.added)[:MOST]]
    removed = [{"how": "removed", "row": key} for key in list(table.removed)[:MOST]]
    return {**counts, "rows": [*added, *changed, *removed]}


def _cut(value: str | None) -> str | None:
    return value if value is None or len(value) <= _LONGEST else f"{value[:_LONGEST]}…"


_HOW = {"added": ("added", "新增"), "changed": ("changed", "變更"), "removed": ("removed", "移除")}


def changes_view(changes: Changes | None) -> str:
    """The record as HTML. Raises KeyError, TypeError, ValueError, AttributeError for no record."""
    if not changes:
        told = both(
            "Nothing to compare with: this folder was published for the first time.",
            "沒有可比較的對象：這是此資料夾首次發布。",
        )
        return f'<p class="empty">{told}</p>'
    return joined(_table_view(name, table) for name, table in changes.items())


def _table_view(name: str, table: Mapping[str, Any]) -> str:
    counts = " ".join(
        f'<span class="how {how}">{both(f"{int(table[how])} {en}", f"{zh} {int(table[how])}")}</span>'
        for how, (en, zh) in _HOW.items()
        if int(table[how])
    )
    rows = "".join(_row_view(row) for row in table["rows"])
    chinese = TABLES[name].TITLE_ZH
    head = f"<b>{both(name.capitalize(), chinese)}</b> {counts}"
    if not rows:
        return f'<div class="change">{head}</div>'
    return f'<details class="change"><summary>{head}</summary><ul>{rows}</ul></details>'


def _row_view(row: Mapping[str, Any]) -> str:
    mark = {"added": "+", "changed": "~", "removed": "−"}[row["how"]]
    columns = "".join(
        f"<li><code>{text(column)}</code> <del>{_value(old)}</del> → <ins>{_value(new)}</ins></li>"
        for column, (old, new) in row.get("columns", {}).items()
    )
    inside = f"<ul>{columns}</ul>" if columns else ""
    return f'<li><b class="{row["how"]}">{mark}</b> <code>{text(row["row"])}</code>{inside}</li>'


def _value(value: str | None) -> str:
    return both("nothing", "無") if value is None else printed(value)
