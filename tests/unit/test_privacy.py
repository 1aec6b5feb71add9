"""Contact blocks stay in `raw/`: no name or number of theirs reaches an output.

What must not be found is read from the releases at test time, so that it is written nowhere else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from pipeline.dataset import Dataset
from pipeline.publish.report import Released
from pipeline.publish.stage import publish
from tests.labelled.chain import ROOT, Chain

CONTACT_LINE = re.compile(r"^聯絡(?:人|資訊)\s*[:：](.*)$", re.MULTILINE)
TELEPHONE = re.compile(
    r"(?<![\w.\-])0(?:9\d{2}-?\d{3}-?\d{3}|\d{1,2}-\d{4}-?\d{4}|2\d{8})(?![\w.])"
)
E_MAIL = re.compile(r"[\w.+-]+@[\w-]+\.[a-z]{2,}", re.IGNORECASE)


def secrets() -> set[str]:
    """The names, offices and numbers in the contact lines of every raw release.

    Extensions are left out: five digits may stand in any hash.
    """
    words = {
        word
        for path in (ROOT / "raw").glob("*.txt")
        for line in CONTACT_LINE.findall(path.read_text("utf-8"))
        for word in re.split(r"[\s/、,，()（）]+", line)
    }
    return {word for word in words if len(word) > (7 if word[:1].isdigit() else 2)}


def readable(path: Path) -> str:
    """All the text of an output file."""
    if path.suffix == ".parquet":
        table = pq.read_table(path)
        return f"{table.schema.metadata} {table.to_pylist()}"
    return path.read_text("utf-8", errors="replace")


@pytest.fixture(scope="module")
def published(
    dataset: Dataset, chain: Chain, tmp_path_factory: pytest.TempPathFactory
) -> dict[str, str]:
    """The text of each file that a run publishes, by name."""
    out = tmp_path_factory.mktemp("privacy") / "normalized"
    publish(dataset, out, [Released(read.document, read.coverage) for read in chain.facts.values()])
    return {str(p.relative_to(out)): readable(p) for p in out.rglob("*") if p.is_file()}


def test_the_releases_hold_secrets_to_look_for() -> None:
    words = secrets()
    assert sum(word.isdigit() and len(word) == 10 for word in words) >= 2
    assert sum(re.fullmatch(r"[\u4e00-\u9fff]{3}", word) is not None for word in words) >= 4
    assert any(TELEPHONE.fullmatch(word) for word in words)


def test_no_output_holds_a_word_of_a_contact_block(published: dict[str, str]) -> None:
    assert len(published) > 20
    assert sum(name.startswith("report/") for name in published) > 5
    leaks = {(name, word) for name, text in published.items() for word in secrets() if word in text}
    assert not leaks


def test_no_output_holds_a_telephone_number_or_an_e_mail_address(
    published: dict[str, str],
) -> None:
    for name, text in published.items():
        for pattern in (TELEPHONE, E_MAIL):
            assert pattern.search(text) is None, (name, pattern.search(text))


def test_no_contact_block_gets_past_reading(chain: Chain) -> None:
    words = secrets()
    for release_id, facts in chain.facts.items():
        blocks = facts.document.blocks
        texts = [block.text.text for block in blocks]
        texts += [
            cell.text.text
            for block in blocks
            if block.table is not None
            for row in block.table.rows
            for cell in row
            if cell is not None
        ]
        assert not {word for word in words if word in "\n".join(texts)}, release_id


def kept_files() -> Iterator[Path]:
    """The text files of the project beside the releases."""
    suffixes = {".py", ".md", ".yml", ".json", ".csv", ".txt", ".html", ".toml"}
    for folder in ("pipeline", "curation", "tests", "benchmarks", "docs", "normalized"):
        yield from (p for p in (ROOT / folder).rglob("*") if p.suffix in suffixes)
    yield from (p for p in ROOT.glob("*") if p.suffix in suffixes)


def test_no_file_beside_the_releases_holds_a_name_or_number_of_a_contact_block() -> None:
    private = {word for word in secrets() if re.fullmatch(r"[\d-]{8,}|[\u4e00-\u9fff]{3}", word)}
    files = list(kept_files())
    assert len(files) > 40
    leaks = {
        (path.name, word)
        for path in files
        for text in [path.read_text("utf-8", errors="replace")]
        for word in private
        if word in text
    }
    assert not leaks
