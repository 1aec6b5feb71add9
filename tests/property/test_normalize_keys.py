"""Folding and keys, on any text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.keys import bare_key, fold, key, slug

CHARACTERS = st.one_of(
    st.characters(),
    st.characters(min_codepoint=0x3400, max_codepoint=0x9FFF),
    st.characters(min_codepoint=0x00C0, max_codepoint=0x024F),
)
TEXTS = st.text(CHARACTERS, max_size=30)


@given(TEXTS)
def test_folding_keeps_the_length(text: str) -> None:
    assert len(fold(text)) == len(text)


@given(TEXTS)
def test_a_key_is_its_own_key(text: str) -> None:
    assert key(key(text)) == key(text)


@given(TEXTS, st.sampled_from([" ", "\u3000", "-", "·", "\u200b", "，"]))
def test_separators_do_not_count(text: str, separator: str) -> None:
    assert key(separator.join(text)) == key("".join(text)) or not text.isprintable()


@given(TEXTS)
def test_a_slug_is_fit_for_an_id(text: str) -> None:
    assert re.fullmatch(r"([a-z0-9]+(-[a-z0-9]+)*)?", slug(text))


@given(st.text(st.characters(min_codepoint=0x4E00, max_codepoint=0x9FFF), min_size=2, max_size=8))
def test_a_generic_part_does_not_change_the_bare_key(name: str) -> None:
    assert bare_key(name + "市")[0] == key(name)
