"""Whatever lines are thrown together: extraction ends, loses nothing, and seats nobody twice over."""

from __future__ import annotations

import hashlib
import time
from functools import cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.extract.lexicon import Lexicon
from pipeline.extract.records import ReleaseFacts
from pipeline.extract.stage import extract_release
from pipeline.ingest.raw_file import RawFile
from pipeline.ingest.source import read_file
from pipeline.normalize.curation import load_curation
from pipeline.normalize.lexicon import build_lexicon
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

FILES = sorted(
    path
    for folder in (ROOT / "raw", ROOT / "tests" / "unseen")
    for path in folder.rglob("*")
    if path.suffix in (".txt", ".md", ".tsv")
)
LINES = tuple(
    dict.fromkeys(line for path in FILES for line in path.read_text("utf-8").splitlines() if line)
)
SCRAPS = (
    "",
    "|",
    "|---|---|",
    "、",
    "（",
    "市長",
    "第一場",
    "3/22",
    "：",
    "\t\t",
    "主持人：",
    "https://youtu.be/",
)
PASTED = st.lists(st.sampled_from((*LINES, *SCRAPS)), max_size=25).map("\n".join)
CUT = st.lists(
    st.sampled_from(LINES).flatmap(
        lambda line: st.integers(0, len(line)).map(lambda at: line[at : at + 60])
    ),
    max_size=12,
).map("".join)


@cache
def lexicon() -> Lexicon:
    return build_lexicon(load_curation(ROOT / "curation"))


def extracted(source: str) -> ReleaseFacts | None:
    content = source.encode("utf-8")
    document, _ = read_file(
        RawFile("mixed", "mixed.txt", hashlib.sha256(content).hexdigest(), content)
    )
    return None if document is None else extract_release(document, lexicon())


@settings(max_examples=60)
@given(source=st.one_of(PASTED, CUT))
def test_any_mixture_of_lines_is_read_to_its_end(source: str) -> None:
    facts = extracted(source)
    if facts is None:
        return
    covered = {i for stretch in facts.coverage for i in range(stretch.start, stretch.end)}
    printed = facts.document.source
    assert [i for i, c in enumerate(printed) if i not in covered and not c.isspace()] == []
    for seat in facts.seats:
        assert seat.delegate.printed
        assert seat.delegate.country_carried is None or seat.delegate.country is None


def test_twenty_thousand_characters_take_a_second_at_most() -> None:
    texts = [path.read_text("utf-8") for path in FILES if path.stat().st_size < 9000]
    source = "\n\n".join(texts)[:20_000]
    extracted(source[:500])
    began = time.process_time()
    extracted(source)
    assert time.process_time() - began < 2
