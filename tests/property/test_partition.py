"""Nothing of a release is lost: each stretch is used, ignored by a named rule, or a finding."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dataset import TABLES
from pipeline.extract.coverage import RULES
from pipeline.extract.records import ReleaseFacts
from pipeline.extract.stage import extract_release
from pipeline.ingest.raw_file import RawFile
from pipeline.ingest.source import read_file
from tests.labelled.chain import ROOT, Chain
from tests.labelled.labels import RELEASES

SET_ASIDE_IN_READING = {"markup", "contact", "site-furniture", "page-number"}
REASONS = {*TABLES, *RULES} | SET_ASIDE_IN_READING
TEXTS = {name: (ROOT / "raw" / f"{name}.txt").read_text("utf-8") for name in RELEASES}


def assert_accounted_for(facts: ReleaseFacts) -> None:
    """Every non-blank character stands in one stretch, each with a reason that is known."""
    source, coverage = facts.document.source, facts.coverage
    for before, after in pairwise(coverage):
        assert before.end <= after.start, (before, after)
    covered = bytearray(len(source))
    for stretch in coverage:
        assert stretch.reason in REASONS, (stretch, source[stretch.start : stretch.end])
        assert stretch.start < stretch.end
        covered[stretch.start : stretch.end] = b"\x01" * (stretch.end - stretch.start)
    lost = [c for c, seen in zip(source, covered, strict=True) if not seen and not c.isspace()]
    assert "".join(lost) == ""


def assert_reported(facts: ReleaseFacts) -> None:
    """What no rule lets go unused is quoted by a finding."""
    unused = [s for s in facts.coverage if s.reason == "unused"]
    told = {f.evidence for f in facts.findings if f.code == "unused-text"}
    assert {facts.document.source[s.start : s.end][:400] for s in unused} <= told


@pytest.mark.parametrize("release_id", RELEASES)
def test_each_character_of_a_release_is_accounted_for(release_id: str, chain: Chain) -> None:
    assert_accounted_for(chain.facts[release_id])
    assert_reported(chain.facts[release_id])


@pytest.mark.parametrize("release_id", RELEASES)
def test_nothing_of_the_five_releases_is_left_over(release_id: str, chain: Chain) -> None:
    facts = chain.facts[release_id]
    left = [s for s in facts.coverage if s.reason == "unused"]
    assert [facts.document.source[s.start : s.end] for s in left] == []


@pytest.mark.parametrize("release_id", RELEASES)
def test_a_lost_a_doubled_and_an_unnamed_stretch_are_noticed(release_id: str, chain: Chain) -> None:
    facts = chain.facts[release_id]
    first, *rest = facts.coverage
    unnamed = replace(first, reason="whatever")
    for coverage in (rest, (first, first, *rest), (unnamed, *rest)):
        with pytest.raises(AssertionError):
            assert_accounted_for(replace(facts, coverage=tuple(coverage)))


@st.composite
def mangled(draw: st.DrawFn) -> str:
    """A release with lines lost, doubled or foreign, as bad copies have them."""
    lines = TEXTS[draw(st.sampled_from(RELEASES))].split("\n")
    foreign = st.text(alphabet="市長與談人0123:/|<>-◆，。()\tabc台", max_size=30)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        many = draw(st.integers(0, 5))
        lines[at : at + many] = draw(st.lists(foreign, max_size=3)) or lines[at : at + many] * 2
        lines = lines or [""]
    return "\n".join(lines)


@settings(max_examples=15)
@given(text=mangled())
def test_each_character_of_a_mangled_release_is_accounted_for(text: str, chain: Chain) -> None:
    data = text.encode()
    sha256 = hashlib.sha256(data).hexdigest()
    name = "2020-01-01-mangled"
    source = RawFile(name, f"{name}.txt", sha256, data)
    document, findings = read_file(source)
    if document is None:
        assert findings
        return
    facts = extract_release(document, chain.lexicon)
    assert_accounted_for(facts)
    assert_reported(facts)
