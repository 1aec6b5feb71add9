"""What the codec writes, it reads back as it was; what it did not write, it refuses."""

from __future__ import annotations

import zlib
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.codec import CodecError, decode, encode
from pipeline.dataset import Finding
from pipeline.extract.records import SeatClaim
from pipeline.findings import finding
from pipeline.ingest.document import Document, Text
from pipeline.normalize.records import MeantRelease, Reading

pytestmark = pytest.mark.slow

if TYPE_CHECKING:
    from tests.labelled.chain import Chain


@given(st.from_type(SeatClaim))
def test_a_claim_comes_back_equal(claim: SeatClaim) -> None:
    assert decode(SeatClaim, encode(SeatClaim, claim)) == claim


@given(st.lists(st.integers()).map(tuple), st.text())
def test_positions_of_any_order_come_back(positions: tuple[int, ...], words: str) -> None:
    text = Text(words, positions, positions[::-1])
    assert decode(Text, encode(Text, text)) == text


@given(st.text(st.characters(codec=None), max_size=20))
def test_half_a_surrogate_pair_survives(words: str) -> None:
    text = Text.read(words + "\ud83d" + "\ude00")
    assert decode(Text, encode(Text, text)) == text


@given(st.text(min_size=1), st.none() | st.text())
def test_a_row_comes_back_equal(file: str, evidence: str | None) -> None:
    told = finding("unreadable", release_id="a", evidence=evidence, file=file, reason="空")
    assert decode(Finding, encode(Finding, told)) == told


def test_the_positions_of_a_long_text_take_no_room() -> None:
    text = Text.read("臺" * 100_000)
    assert len(encode(Text, text)) < 2_000


def test_each_release_of_the_summit_comes_back_equal(chain: Chain) -> None:
    for meant in chain.meant.values():
        assert decode(MeantRelease, encode(MeantRelease, meant)) == meant


@given(st.binary())
def test_other_bytes_are_refused(data: bytes) -> None:
    with pytest.raises(CodecError):
        decode(Document, data)


READING = Reading("place", "克蘭頓", "us-scranton-pa", "curated", 1.0, "resolved", ("a", "b"))


@given(st.data())
def test_a_damaged_record_is_refused_or_still_of_its_type(data: st.DataObject) -> None:
    good = bytearray(zlib.decompress(encode(Reading, READING)))
    at = data.draw(st.integers(0, len(good) - 1))
    good[at] = data.draw(st.integers(0, 255))
    try:
        read = decode(Reading, zlib.compress(bytes(good)))
    except CodecError:
        return
    assert isinstance(read.printed, str)
    assert read.method in ("curated", "gazetteer", "phonetic", "fuzzy", "none")
    assert all(isinstance(name, str) for name in read.candidates)


def test_a_record_with_a_value_too_few_is_refused() -> None:
    data = zlib.compress(b'["place","x",null,"none",null,"unknown"]')
    with pytest.raises(CodecError, match="no Reading"):
        decode(Reading, data)


def test_a_type_that_no_rule_covers_is_a_fault_of_the_program() -> None:
    with pytest.raises(TypeError, match="no rule"):
        encode(complex, 1j)
