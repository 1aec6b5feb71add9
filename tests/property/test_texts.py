"""What a text knows of its places, and where words are found in it."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.lexicon import words
from pipeline.ingest.document import Text

SOURCE = "捷克布拉格市副市長與波蘭格丁尼亞市長"
KEPT = st.lists(st.booleans(), min_size=len(SOURCE), max_size=len(SOURCE))


@given(KEPT, st.sets(st.integers(0, len(SOURCE) - 1)))
def test_stretches_hold_the_characters_of_a_text_and_no_others(
    kept: list[bool], breaks: set[int]
) -> None:
    parts = [Text.read(SOURCE, at, at + 1) for at, taken in enumerate(kept) if taken]
    broken = [Text.inserted("\n", p.start) + p if p.start in breaks else p for p in parts]
    spans = Text.join("", broken).spans()
    assert [at for start, end in spans for at in range(start, end)] == [p.start for p in parts]
    assert all(end < start for (_, end), (start, _) in pairwise(spans))


WORDS = st.sets(st.text("市長副", min_size=1, max_size=4), min_size=1)


@given(WORDS, st.text("市長副與", max_size=20))
def test_at_each_place_the_longest_word_is_found(known: set[str], text: str) -> None:
    found = list(words(known).spans(text))
    free = set(range(len(text))) - {at for start, end in found for at in range(start, end)}
    for start, end in found:
        assert text[start:end] in known
        assert not any(text.startswith(w, start) for w in known if len(w) > end - start)
    assert not any(text.startswith(word, at) for at in free for word in known)
