"""Scans give the seats that the same document gives as text, nearly all, and say that OCR read them.

Runs with the optional extra: `make test-ocr`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.dataset import Dataset
from pipeline.ingest.document import Document
from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.raw_file import RawFile
from pipeline.ingest.sandbox import end_all
from pipeline.ingest.source import read_file
from pipeline.reconcile.stage import reconcile
from tests.layouts.rows import DOCUMENTS, chain, dataset_of, meaning, score, truth_of
from tests.layouts.test_layouts import SCANS

pytestmark = pytest.mark.ocr

LEAST = 0.80
NEAR = 10.0
"""Points by which the middle of a name may be off on a page that lies askew."""

MACHINES: dict[str, dict[str, Any]] = {
    "none-flat.pdf": {},
    "english-flat.pdf": {"dpi": 150, "degrees": 0.8, "quality": 45, "shade": 0.25},
    "sentences.pdf": {"dpi": 300, "degrees": -1.2, "noise": 14.0},
}
"""Layouts that are scanned here, and how."""


@pytest.fixture(scope="module", autouse=True)
def ended() -> Iterator[None]:
    yield
    end_all()


def source(name: str, data: bytes) -> RawFile:
    return RawFile(Path(name).stem, name, hashlib.sha256(data).hexdigest(), data)


@cache
def picture_of(name: str) -> RawFile:
    """A document of the suite as a scan."""
    if name in SCANS:
        return source(name, (DOCUMENTS / name).read_bytes())
    from tests.layouts.scanning import Machine, scanned  # needs the extra

    return source(name, scanned(DOCUMENTS / name, Machine(**MACHINES[name])))


@cache
def read(name: str) -> tuple[Document, Dataset]:
    document, findings = read_file(picture_of(name))
    assert document is not None, [told.message for told in findings]
    return document, reconcile([meaning(document)], chain()[0], findings)


@pytest.mark.parametrize("name", [*sorted(SCANS), *MACHINES])
def test_seats(name: str) -> None:
    scored = score(read(name)[1], truth_of(name)["speakers"])
    assert scored.f1 >= LEAST, f"missing {scored.missing}, extra {scored.extra}"


@pytest.mark.parametrize("name", sorted(SCANS))
def test_rows_read_by_ocr_are_marked(name: str) -> None:
    document, dataset = read(name)
    assert document.scanned == tuple(range(1, (document.page_count or 0) + 1))
    rows = [row.model_dump() for row in dataset["speakers"]]
    assert rows
    assert all(row["needs_review"] for row in rows)
    told = [row.model_dump() for row in dataset["findings"]]
    pages = sorted(row["evidence"] for row in told if row["code"] == "read-by-ocr")
    assert pages == [f"{name}, page {number}" for number in document.scanned]


def test_a_scan_carries_the_boxes_of_its_words() -> None:
    of_text, of_scan = dataset_of(DOCUMENTS / "none-flat.pdf"), read("none-flat.pdf")[1]
    printed, found = people(of_text), people(of_scan)
    common = printed.keys() & found.keys()
    assert len(common) >= LEAST * len(printed)
    for words in common:
        (page, x, y), (scanned_page, scanned_x, scanned_y) = printed[words], found[words]
        assert scanned_page == page, words
        assert (scanned_x, scanned_y) == pytest.approx((x, y), abs=NEAR), words


def people(dataset: Dataset) -> dict[str, tuple[int, float, float]]:
    """The first line of each person's name, with its page and the middle of its box."""
    rows = [row.model_dump() for row in dataset["provenance"]]
    return {
        "".join(row["printed"].split()): (
            row["page"],
            (row["x0"] + row["x1"]) / 2,
            (row["top"] + row["bottom"]) / 2,
        )
        for row in rows
        if row["column"] == "person_printed"
    }


def test_more_pages_than_may_be_read_by_ocr_are_refused() -> None:
    document, (told,) = read_file(picture_of("none-flat.pdf"), Limits(scanned_pages=1))
    assert document is None
    assert told.message.startswith(
        "none-flat.pdf is over the limit on scanned_pages: 2 where 1 is allowed"
    )


def test_a_page_too_large_to_be_read_by_ocr_is_refused() -> None:
    few = LIMITS.pixels // 100
    document, (told,) = read_file(picture_of("none-flat.pdf"), Limits(pixels=few))
    assert document is None
    assert "is over the limit on pixels" in told.message
