"""Holds a dataset against the labels: rows matched, rows right, and every disagreement.

A row is *right* when it agrees with its label in all the columns that say what the row is
(`Compared.key`). The other columns do not count in F1, but each disagreement in them is told.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from pipeline.dataset import Dataset
from tests.labelled.agreement import (
    Agreement,
    begins_each,
    ends_each,
    overlap,
    overlap_if_printed,
    values,
    whole,
    within,
)
from tests.labelled.labels import Record, Records


@dataclass(frozen=True, slots=True)
class Compared:
    """How the rows of a table are compared: the deciding columns, and the others."""

    table: str
    key: tuple[str, ...]
    others: Mapping[str, Agreement]

    def differing(self, label: Record, row: Record) -> list[str]:
        """The columns in which a row does not agree with a label; columns not labelled pass."""
        wrong = [c for c in self.key if not overlap(label.get(c), row[c])]
        return wrong + [
            c for c, agree in self.others.items() if c in label and not agree(label[c], row[c])
        ]

    def agreeing(self, label: Record, row: Record) -> int:
        return sum(overlap(label.get(column), row[column]) for column in self.key)


def _compared(table: str, key: str, **others: Agreement) -> Compared:
    return Compared(table, tuple(key.split()), MappingProxyType(others))


COMPARED = (
    _compared(
        "releases",
        "release_id title published_date agency_printed kind year script",
    ),
    _compared(
        "sessions",
        "session_id date start_time end_time",
        event=overlap,
        year=overlap,
        number=overlap,
        name_zh=overlap,
        region_zh=overlap,
        venue_zh=overlap,
        theme_zh=overlap,
        release_ids=whole,
    ),
    _compared(
        "speakers",
        "session_id country_iso2 place_name_en office person",
        printed=within,
        title_printed=ends_each,
        organisation_printed=begins_each,
        title_zh=ends_each,
        place_printed=overlap_if_printed,
        person_printed=overlap_if_printed,
        moderator=overlap,
        is_host=overlap,
        rank=overlap,
        attendance=overlap,
        release_ids=whole,
    ),
    _compared(
        "talks", "session_id kind printed text", order=overlap, question_zh=overlap, lines=whole
    ),
    _compared("streams", "session_id language url"),
    _compared("figures", "event year measure value comparator", unit_zh=overlap, printed=within),
)


@dataclass(frozen=True, slots=True)
class Disagreement:
    """One value, or a whole row (`column` is None), on which labels and rows differ."""

    run: str
    table: str
    row: str
    column: str | None
    expected: Any
    got: Any

    def __str__(self) -> str:
        what = f"{self.run} · {self.table} · {self.row}"
        if self.column is None:
            return f"{what}: {'missing' if self.got is None else 'not in the labels'}"
        return f"{what} · {self.column}: expected {self.expected!r}, got {self.got!r}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table of one run against its labels. `right` counts rows; ratios are 1.0 for no rows."""

    run: str
    table: str
    expected: int
    published: int
    right: int
    disagreements: tuple[Disagreement, ...]

    @property
    def precision(self) -> float:
        return self.right / self.published if self.published else float(not self.expected)

    @property
    def recall(self) -> float:
        return self.right / self.expected if self.expected else float(not self.published)

    @property
    def f1(self) -> float:
        rows = self.expected + self.published
        return 2 * self.right / rows if rows else 1.0


def compare(run: str, expected: Records, dataset: Dataset) -> list[Comparison]:
    """One comparison a table; `run` names the release, or all of them, in the disagreements."""
    published = as_records(dataset)
    return [_compare_table(run, how, expected[how.table], published[how.table]) for how in COMPARED]


def _compare_table(
    run: str, how: Compared, labels: Sequence[Record], rows: Sequence[Record]
) -> Comparison:
    pairs = _match(how, labels, rows)
    right = sum(how.agreeing(labels[i], rows[j]) == len(how.key) for i, j in pairs)
    told = [
        Disagreement(
            run, how.table, name(labels[i]), column, labels[i].get(column), rows[j][column]
        )
        for i, j in pairs
        for column in how.differing(labels[i], rows[j])
    ]
    matched_labels, matched_rows = {i for i, _ in pairs}, {j for _, j in pairs}
    told += [
        Disagreement(run, how.table, name(label), None, label, None)
        for i, label in enumerate(labels)
        if i not in matched_labels
    ]
    told += [
        Disagreement(run, how.table, name(row), None, None, row)
        for j, row in enumerate(rows)
        if j not in matched_rows
    ]
    return Comparison(run, how.table, len(labels), len(rows), right, tuple(told))


def _match(
    how: Compared, labels: Sequence[Record], rows: Sequence[Record]
) -> list[tuple[int, int]]:
    """Labels and rows one to one, those that agree most first; half the key at least."""
    closeness = sorted(
        (
            (-how.agreeing(label, row), len(how.differing(label, row)), i, j)
            for i, label in enumerate(labels)
            for j, row in enumerate(rows)
            if 2 * how.agreeing(label, row) > len(how.key)
        ),
    )
    pairs: dict[int, int] = {}
    for _, _, i, j in closeness:
        if i not in pairs and j not in pairs.values():
            pairs[i] = j
    return sorted(pairs.items())


def name(record: Record) -> str:
    """What a record is called in a message."""
    columns = ("session_id", "release_id", "country_iso2", "printed", "kind", "measure", "url")
    parts: Iterable[Any] = (record.get(column) for column in columns)
    return " ".join(str(values(part)[0]) for part in parts if part)


def as_records(dataset: Dataset) -> Records:
    """The dataset's rows in the form of the labels: plain records, seats with their office."""
    plain = {how.table: [row.model_dump() for row in dataset[how.table]] for how in COMPARED}
    seats = {row["speaker_id"]: row for row in plain["speakers"]}
    return plain | {
        "speakers": [_seat(row) for row in plain["speakers"]],
        "talks": [
            {
                **talk,
                "printed": seats[talk["speaker_id"]]["printed"],
                "lines": talk["text"].splitlines(),
            }
            for talk in plain["talks"]
        ],
    }


def _seat(row: dict[str, Any]) -> dict[str, Any]:
    bodies, titles = row["organisation_printed"] or [""], row["title_printed"] or [""]
    return {
        **row,
        "office": [*(body + title for body in bodies for title in titles), *titles],
        "person": [name for name in (row["person_name"], row["person_name_zh"]) if name],
        "moderator": row["part"] == "moderator",
    }
