"""The releases of raw/ set again in other formats give the rows that their text gives.

The copies are made by `scripts/make_renditions.py`; their contact lines are invented.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pdfplumber
import pytest

from pipeline.dataset import Dataset
from pipeline.ingest.coverage import texts_of
from pipeline.ingest.document import Document
from pipeline.ingest.source import find_sources, read_file, read_source
from pipeline.reconcile.stage import reconcile
from tests.layouts.rows import chain, load, meaning

RAW = Path(__file__).parents[2] / "raw"
DOCUMENTS = Path(__file__).parent / "documents"
NAMES = sorted(path.name for path in DOCUMENTS.iterdir())
pytestmark = pytest.mark.slow
TABLES = ("sessions", "speakers", "talks", "streams", "figures")
CONTACT = ("林小明", "02-0000-0000")


def squeezed(value: Any) -> Any:
    """A value with white space left out of every text in it."""
    if isinstance(value, list):
        return [squeezed(one) for one in value]
    return re.sub(r"\s+", "", value) if isinstance(value, str) else value


def rows(dataset: Dataset, table: str) -> list[Mapping[str, Any]]:
    return [{c: squeezed(v) for c, v in row.model_dump().items()} for row in dataset[table]]


@cache
def of_text(release_id: str) -> Dataset:
    """The dataset of the text release."""
    source = next(s for s in find_sources(RAW)[0] if s.release_id == release_id)
    document, findings = read_source(source)
    assert document is not None
    return reconcile([meaning(document)], chain()[0], findings)


@cache
def of_copy(name: str) -> tuple[Document, Dataset]:
    """A copy as read, and its dataset."""
    document, findings = read_file(load(DOCUMENTS / name))
    assert document is not None, [f.message for f in findings]
    return document, reconcile([meaning(document)], chain()[0], findings)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("name", NAMES)
def test_a_copy_gives_the_rows_of_the_text(name: str, table: str) -> None:
    copy, text = of_copy(name)[1], of_text(Path(name).stem)
    assert rows(copy, table) == rows(text, table)


@pytest.mark.parametrize("name", NAMES)
def test_contact_lines_of_a_copy_get_no_further(name: str) -> None:
    texts = "\n".join(text.text for text in texts_of(of_copy(name)[0].blocks))
    assert texts
    assert not [word for word in CONTACT if word in texts]


@pytest.mark.parametrize("name", [n for n in NAMES if not n.endswith(".pdf")])
def test_each_value_stands_where_provenance_says(name: str) -> None:
    document, dataset = of_copy(name)
    places = [row.model_dump() for row in dataset["provenance"]]
    assert places
    for place in places:
        assert document.source[place["char_start"] : place["char_end"]] == place["printed"]


@pytest.mark.parametrize("name", [n for n in NAMES if n.endswith(".pdf")])
def test_each_value_stands_in_its_box(name: str) -> None:
    places = [row.model_dump() for row in of_copy(name)[1]["provenance"]]
    assert places
    wrong = [place for place in places if squeezed(place["printed"]) != in_box(name, place)]
    assert wrong == []


def in_box(name: str, place: Mapping[str, Any]) -> str:
    """The characters of a page whose middles lie in a box, in reading order."""
    chars = [
        char["text"]
        for char in characters(name, place["page"])
        if place["x0"] <= (char["x0"] + char["x1"]) / 2 <= place["x1"]
        and place["top"] <= (char["top"] + char["bottom"]) / 2 <= place["bottom"]
    ]
    return re.sub(r"\s+", "", "".join(chars))


@cache
def characters(name: str, page: int) -> list[dict[str, Any]]:
    """The characters of a page of a copy, as they are laid out."""
    with pdfplumber.open(DOCUMENTS / name) as pdf:
        chars: list[dict[str, Any]] = pdf.pages[page - 1].chars
        return sorted(chars, key=lambda char: (round(char["bottom"]), char["x0"]))
