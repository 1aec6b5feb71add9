"""The labels: what a careful person reads in the releases, as records by table.

See `data/README.md` for the form. A list in a record holds every answer that is fair.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

DATA = Path(__file__).parent / "data"
FLOORS = Path(__file__).parent / "floors.json"
RELEASES = tuple(sorted(path.stem for path in DATA.glob("*.json")))
ALL = "all five"
"""Name of the run of all releases together, beside the names of the releases."""

Record = Mapping[str, Any]
Records = Mapping[str, list[Record]]


def labels_of(release_id: str) -> dict[str, Any]:
    """The labels of one release, parsed."""
    labels: dict[str, Any] = json.loads((DATA / f"{release_id}.json").read_text("utf-8"))
    return labels


def expected_alone(release_id: str) -> Records:
    """What must be published of a release that is read alone."""
    labels = labels_of(release_id)
    return {
        "releases": [labels["release"]],
        "sessions": labels["sessions"],
        "speakers": [
            {**seat, "title_printed": seat["office"], "organisation_printed": seat["office"]}
            for seat in labels["speakers"]
        ],
        "talks": [_talk(talk) for talk in labels["talks"]],
        "streams": labels["streams"],
        "figures": labels["figures"],
    }


def expected_all() -> Records:
    """What must be published of all five releases together."""
    alone = [expected_alone(release_id) for release_id in RELEASES]
    together = {
        table: [record for release in alone for record in release[table]]
        for table in ("releases", "talks", "streams", "figures")
    }
    return together | {
        "sessions": _rows("merged_sessions.csv"),
        "speakers": [{**seat, "title_zh": seat["office"]} for seat in _rows("merged_speakers.csv")],
    }


def _talk(talk: Record) -> Record:
    return {**talk, "lines": talk["text"].splitlines()}


def _rows(name: str) -> list[Record]:
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return [
            {column: _value(column, text) for column, text in row.items()}
            for row in csv.DictReader(file)
        ]


def _value(column: str, text: str) -> Any:
    if column in {"moderator", "is_host"}:
        return {"yes": True, "no": False}[text]
    if column in {"year", "number", "order"}:
        return int(text) if text else None
    if column == "release_ids":
        return text.split(";")
    alternatives = text.split("|")
    return (alternatives if len(alternatives) > 1 else text) or None
