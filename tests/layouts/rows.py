"""Rows of a document set for the tests, held against what is known to be in it.

A row is a seat: date of its session, country, place, title and person, as printed (white space
apart). It is right only where all five agree.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from pipeline.dataset import Dataset
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.stage import extract_release
from pipeline.ingest.document import Document
from pipeline.ingest.raw_file import RawFile
from pipeline.ingest.source import read_file
from pipeline.normalize.curation import Curation, load_curation
from pipeline.normalize.lexicon import build_lexicon
from pipeline.normalize.stage import normalize_release
from pipeline.reconcile.stage import reconcile

DOCUMENTS = Path(__file__).parent / "documents"
FLOORS = Path(__file__).parent / "floors.json"
_CURATION = Path(__file__).parents[2] / "curation"
_PARTS = ("date", "country_iso2", "place", "title", "person")

Row = Mapping[str, frozenset[str | None]]
"""For each part of a row, the values that stand for it."""


@dataclass(frozen=True, slots=True)
class Score:
    """Rows of one document: `expected` are known, `found` published, `right` both."""

    expected: int
    found: int
    right: int
    missing: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    @property
    def f1(self) -> float:
        rows = self.expected + self.found
        return 2 * self.right / rows if rows else 1.0


def names() -> list[str]:
    """The documents of the suite, by file name."""
    return sorted(p.name for p in DOCUMENTS.iterdir() if not p.name.endswith(".json"))


def truth_of(name: str) -> dict[str, Any]:
    """What is in a document."""
    truth: dict[str, Any] = json.loads((DOCUMENTS / f"{name}.json").read_text("utf-8"))
    return truth


def load(path: Path) -> RawFile:
    """A file in hand, in whatever folder it lies."""
    data = path.read_bytes()
    digest = hashlib.sha256(data).hexdigest()
    return RawFile(path.stem, path.name, digest, data)


def dataset_of(path: Path) -> Dataset:
    """The dataset that one file gives, read alone."""
    document, findings = read_file(load(path))
    if document is None:
        return reconcile([], chain()[0], findings)
    return reconcile([meaning(document)], chain()[0], findings)


def meaning(document: Document) -> Any:
    """A document after `normalize`."""
    curation, lexicon = chain()
    return normalize_release(extract_release(document, lexicon), curation)


@cache
def chain() -> tuple[Curation, Lexicon]:
    """The curation of the project, and the lexicon that it makes."""
    curation = load_curation(_CURATION)
    return curation, build_lexicon(curation)


def score(dataset: Dataset, seats: Sequence[Mapping[str, Any]]) -> Score:
    """The speakers of a dataset against the seats that are known, one to one."""
    found = list(_published(dataset))
    left = list(found)
    missing: list[str] = []
    for seat in seats:
        row = next((row for row in left if _agrees(seat, row)), None)
        if row is None:
            missing.append(" ".join(str(seat[part]) for part in _PARTS))
        else:
            left.remove(row)
    right = len(seats) - len(missing)
    return Score(len(seats), len(found), right, tuple(missing), tuple(map(_shown, left)))


def talks_missing(dataset: Dataset, talks: Iterable[Mapping[str, Any]]) -> list[str]:
    """The known talks that no row holds whole and line by line."""
    said = {
        tuple(_squeezed(line) for line in row["text"].splitlines())
        for row in _rows(dataset, "talks")
    }
    return [
        talk["text"]
        for talk in talks
        if tuple(_squeezed(line) for line in talk["text"].splitlines()) not in said
    ]


def sessions_missing(dataset: Dataset, sessions: Iterable[Mapping[str, Any]]) -> list[str]:
    """The known sessions that no row is, with the times that are printed."""
    held = {
        (row["event"], str(row["date"]), row["start_time"], row["end_time"])
        for row in _rows(dataset, "sessions")
    }
    wanted = [(s["event"], s["date"], s["start"], s["end"]) for s in sessions]
    return [" ".join(map(str, session)) for session in wanted if session not in held]


def _published(dataset: Dataset) -> Iterator[Row]:
    dates = {row["session_id"]: str(row["date"]) for row in _rows(dataset, "sessions")}
    for row in _rows(dataset, "speakers"):
        bodies = row["organisation_printed"] or [""]
        titles = [*row["title_printed"], *(b + t for b in bodies for t in row["title_printed"])]
        yield {
            "date": frozenset({dates.get(row["session_id"])}),
            "country_iso2": frozenset({row["country_iso2"]}),
            "place": _set(row["place_printed"]),
            "title": _set(titles),
            "person": _set(row["person_printed"]),
        }


def _agrees(seat: Mapping[str, Any], row: Row) -> bool:
    return all(_squeezed(seat[part]) in row[part] for part in _PARTS)


def _set(printed: Iterable[str]) -> frozenset[str | None]:
    return frozenset(map(_squeezed, printed)) or frozenset({None})


def _squeezed(printed: str) -> str:
    return re.sub(r"\s+", "", printed)


def _shown(row: Row) -> str:
    return " ".join("/".join(sorted(map(str, row[part]))) for part in _PARTS)


def _rows(dataset: Dataset, table: str) -> list[dict[str, Any]]:
    return [row.model_dump() for row in dataset[table]]
