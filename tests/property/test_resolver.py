"""What holds for every name: scores are probabilities, candidates come in order, twice the same."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.names.questions import bare_curation
from pipeline.normalize.resolver import METHODS, resolve
from pipeline.normalize.sound import as_letters, load_channel

HAN = st.text(st.sampled_from("巴黎里克斯爾港新聖德拉馬卡市州特利倫敦"), min_size=1, max_size=9)
NAMES = st.one_of(HAN, st.text(max_size=30))
COUNTRIES = st.sampled_from(["IE", "LC", "EE", "QQ"])


@given(NAMES, COUNTRIES)
@settings(max_examples=150)
def test_a_resolution_is_in_order_and_the_same_each_time(name: str, iso2: str) -> None:
    resolution = resolve(name, iso2, bare_curation())
    told = [candidate.probability for candidate in resolution.candidates]
    chances = [chance for chance in told if chance is not None]
    assert len(chances) == (0 if resolution.score is None else len(told))
    assert chances == sorted(chances, reverse=True)
    assert all(0 <= chance <= 1 for chance in chances)
    assert resolution.score is None or 0 <= resolution.score <= 1
    assert sum(chances) <= 1 + 1e-3
    assert resolution.method == METHODS[resolution.rule]
    ids = [candidate.place_id for candidate in resolution.candidates]
    assert resolution.place_id is None or resolution.place_id in ids
    assert (resolution.status == "resolved") == (resolution.place_id is not None)
    assert resolve(name, iso2, bare_curation()) == resolution


@given(HAN, st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=28), min_size=1))
def test_a_likelihood_does_not_depend_on_what_else_is_heard(name: str, spelled: list[str]) -> None:
    channel = load_channel()
    together = channel.likelihoods(name, as_letters(spelled))
    alone = [float(channel.likelihoods(name, as_letters([one]))[0]) for one in spelled]
    assert together.tolist() == alone
    assert (together <= 0).all()
