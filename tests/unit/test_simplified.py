"""The releases in Simplified characters with mainland names: the same sessions, seats and figures."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import opencc
import pytest

from pipeline.dataset import Dataset
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.stage import extract_release
from pipeline.ingest.source import find_sources, read_source
from pipeline.normalize.curation import load_curation
from pipeline.normalize.stage import normalize_release
from pipeline.reconcile.stage import reconcile
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

MAINLAND = {
    "纽西兰": "新西兰",
    "贝里斯": "伯利兹",
    "奈及利亚": "尼日利亚",
    "圣露西亚": "圣卢西亚",
    "俄国": "俄罗斯",
}
"""What the mainland calls countries that the releases call otherwise."""

SETTLED = "巴西圣保罗创新与经济发展局 局长"
"""A correction is made for the quoted words of one release; in other characters none applies."""

COMPARED = {
    "sessions": ("session_id", "date", "start_time", "end_time", "number"),
    "speakers": (
        "session_id",
        "person_id",
        "title_en",
        "rank",
        "place_id",
        "country_iso2",
        "part",
        "is_host",
        "attendance",
    ),
    "streams": ("session_id", "language", "url"),
    "figures": ("session_id", "measure", "value", "comparator", "year"),
    "talks": ("session_id", "order", "kind"),
}


def read_folder(raw: Path, lexicon: Lexicon) -> Dataset:
    curation = load_curation(ROOT / "curation")
    sources, findings = find_sources(raw)
    documents = [read_source(source)[0] for source in sources]
    facts = [extract_release(document, lexicon) for document in documents if document]
    return reconcile([normalize_release(told, curation) for told in facts], curation, findings)


def rows(dataset: Dataset, table: str) -> set[tuple[Any, ...]]:
    return {tuple(getattr(row, name) for name in COMPARED[table]) for row in dataset[table]}


@pytest.fixture(scope="module")
def simplified(tmp_path_factory: pytest.TempPathFactory, lexicon: Lexicon) -> Dataset:
    convert = opencc.OpenCC("t2s").convert
    raw = tmp_path_factory.mktemp("simplified")
    for path in (ROOT / "raw").glob("*.txt"):
        text = convert(path.read_text(encoding="utf-8"))
        for taiwan, mainland in MAINLAND.items():
            text = text.replace(taiwan, mainland)
        text = text.replace(SETTLED, SETTLED.replace("圣保罗", "圣若泽-杜斯坎普斯"))
        (raw / path.name).write_text(text, encoding="gb18030")
    return read_folder(raw, lexicon)


@pytest.mark.parametrize("table", COMPARED)
def test_simplified_releases_give_the_same_rows(
    table: str, simplified: Dataset, dataset: Dataset
) -> None:
    assert rows(simplified, table) == rows(dataset, table)


def test_what_is_printed_stays_printed(simplified: Dataset) -> None:
    printed = {name for row in simplified["speakers"] for name in row.country_printed}
    assert {"新西兰", "尼日利亚", "伯利兹"} <= printed
    assert {row.script for row in simplified["releases"]} == {"Hans"}
