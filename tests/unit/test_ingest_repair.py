"""Reversible repairs: what changes, what must not, and where each character came from."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.ingest.document import Text
from pipeline.ingest.repair import radicals, repair, unescape


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("臺\u200b北\ufeff市\u00ad長", "臺北市長"),
        ("葛\U000e0100飾\ufe0f", "葛飾"),
        ("⾧官：⻄班牙⻑⻩⻘、⽇本", "長官：西班牙長黄青、日本"),
        ("⻁尾⻤屋", "虎尾鬼屋"),
        ("Zdene\u030ck Hr\u030cib", "Zdeněk Hřib"),
        ("Nguye\u0302\u0303n", "Nguyễn"),
        ("\u1112\u1161\u11ab국", "한국"),
        ("格勒諾布爾－副市長：①５Ｇ", "格勒諾布爾－副市長：①５Ｇ"),
        ("樂\uf914 金\uf90a", "樂\uf914 金\uf90a"),
        ("臺北\u3000市\u00a0長", "臺北\u3000市\u00a0長"),
    ],
)
def test_repairs(printed: str, read: str) -> None:
    assert repair(Text.read(printed)).text == read


def test_blanks_that_part_no_columns_are_cut_short_in_their_line() -> None:
    printed = f"台北市{' ' * 150}市長\n{' ' * 60}\n{' ' * 60}柯文哲"
    text = repair(Text.read(printed))
    assert text.text == f"台北市{' ' * 100}市長\n{' ' * 60}\n{' ' * 60}柯文哲"
    assert text.spans() == [(0, 103), (153, len(printed))]


def test_a_composed_letter_stands_for_all_of_its_parts() -> None:
    text = repair(Text.read("Hr\u030cib\u200b、"))
    assert text.text == "Hřib、"
    assert text[1:2].spans() == [(1, 3)]
    assert text[4:5].spans() == [(6, 7)]


def test_both_blocks_of_radicals_are_held() -> None:
    table = radicals()
    kangxi = {chr(code): unicodedata.normalize("NFKC", chr(code)) for code in range(0x2F00, 0x2FD6)}
    assert {radical: table[radical] for radical in kangxi} == kangxi
    supplement = [chr(code) for code in range(0x2E80, 0x2EF4) if code != 0x2E9A]
    assert [radical for radical in supplement if radical not in table] == ["\u2e80"]
    assert all(unicodedata.name(table[radical]).startswith("CJK UNIFIED") for radical in table)
    assert len(table) == 114 + 214


def test_escapes_and_entities() -> None:
    text = unescape(Text.read(r"yFa8\_um &amp; R&#x26;D A\*B &nonsense; AT&T"))
    assert text.text == "yFa8_um & R&D A*B &nonsense; AT&T"
    assert text[4:5].spans() == [(4, 6)]


@given(st.text(alphabet="臺⾧⻄e\u030c\u200b&amp;\\_ ，a1", max_size=40))
def test_every_repair_keeps_the_way_back(printed: str) -> None:
    text = repair(Text.read(printed))
    assert len(text.starts) == len(text.ends) == len(text.text)
    assert list(text.starts) == sorted(text.starts)
    for index, char in enumerate(text.text):
        stood = printed[text.starts[index] : text.ends[index]]
        assert char in repair(Text.read(stood)).text
    assert repair(text) == text
