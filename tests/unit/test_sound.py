"""The channel and the likeness of renderings, against their definitions written out plainly."""

from __future__ import annotations

import math
from functools import cache

import numpy as np
import pytest

from pipeline.normalize.keys import syllable_of
from pipeline.normalize.likeness import LONGEST_NAME, SAME_SYLLABLE, likeness, renderings
from pipeline.normalize.sound import (
    LONGEST,
    MOST_CHARACTERS,
    TAIL,
    TAIL_LETTER,
    UNSEEN,
    UNSEEN_LETTER,
    WIDTH,
    Channel,
    as_letters,
    load_channel,
    read_channel,
    symbols_of,
)

SPELLED = ["gdynia", "scranton", "castries", "newark", "a", "xqzw", "sanantonio", "budapest"]
HEARD = ["格丁尼亞", "斯克蘭頓", "卡斯翠", "紐瓦克", "阿", "聖安東尼", "布達佩斯", "龘", "市市"]


@cache
def chances(channel: Channel, symbol: str) -> dict[str, float]:
    """Run of letters -> probability, as the model holds it for a symbol."""
    index = channel.symbols[symbol]
    held = slice(channel.starts[index], channel.starts[index + 1])
    nodes, found = channel.runs[held].tolist(), channel.chances[held].tolist()
    return {channel.spelled[node]: chance for node, chance in zip(nodes, found, strict=True)}


def chance(channel: Channel, symbols: tuple[str, ...], run: str) -> float:
    """The first symbol as far as it is believed, then the next."""
    found, left = 0.0, 1.0
    for symbol in symbols:
        if symbol in channel.symbols:
            share = float(channel.shares[channel.symbols[symbol]])
            found += left * share * chances(channel, symbol).get(run, 0.0)
            left *= 1 - share
    return found


@cache
def beginnings(channel: Channel) -> frozenset[str]:
    return frozenset(run[:size] for run in channel.spelled for size in range(len(run) + 1))


def best(channel: Channel, name: str, spelling: str, *, whole: bool) -> float:
    """The best way to cut a spelling into a run a character; its end may be left out."""

    @cache
    def heard(place: int, begun: int) -> float:
        if place == len(name):
            left = len(spelling) - begun
            return 0.0 if not left else -math.inf if whole else TAIL + TAIL_LETTER * left
        symbols = symbols_of(name[place], place == 0, place == len(name) - 1)
        ways = []
        for end in range(begun, min(len(spelling), begun + LONGEST) + 1):
            run = spelling[begun:end]
            told = math.log(max(chance(channel, symbols, run), math.exp(UNSEEN)))
            odd = 0.0 if run in beginnings(channel) else UNSEEN_LETTER * len(run)
            ways.append(told + odd + heard(place + 1, end))
        return max(ways)

    return heard(0, 0)


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("name", HEARD)
def test_a_likelihood_is_that_of_the_best_cut(name: str, whole: bool) -> None:
    channel = load_channel()
    told = channel.likelihoods(name, as_letters(SPELLED), whole)
    expected = [best(channel, name, spelling, whole=whole) for spelling in SPELLED]
    assert told.tolist() == pytest.approx(expected, abs=1e-3)


def test_a_model_is_read_as_it_is_stored() -> None:
    stored = {
        "symbols": ["la", "拉", "^拉"],
        "shares": [1.0, 0.5, 0.25],
        "sizes": [2, 1, 2],
        "known": ["", "la", "ra", "l"],
        "runs": [0, 1, 2, 3, 1],
        "levels": [20, 5, 10, 0, 30],
    }
    channel = read_channel(stored)
    assert chances(channel, "la") == pytest.approx({"": math.exp(-2), "la": math.exp(-0.5)})
    assert chances(channel, "^拉") == pytest.approx({"l": 1.0, "la": math.exp(-3)})
    first = chance(channel, symbols_of("拉", True, True), "la")
    assert first == pytest.approx(0.25 * math.exp(-3) + 0.75 * 0.5 * math.exp(-0.5))
    letters = as_letters(["la", "ra", "lad"])
    expected = [best(channel, "拉", spelling, whole=False) for spelling in ("la", "ra", "lad")]
    assert channel.likelihoods("拉", letters).tolist() == pytest.approx(expected, abs=1e-4)


def test_only_han_counts_and_no_more_characters_than_a_name_has() -> None:
    channel, letters = load_channel(), as_letters(["lima", "quito"])
    plain = channel.likelihoods("利馬", letters).tolist()
    assert channel.likelihoods("利·馬 (Lima)", letters).tolist() == plain
    longest = "利" * MOST_CHARACTERS
    more = channel.likelihoods(f"{longest}馬", letters).tolist()
    assert more == channel.likelihoods(longest, letters).tolist()


def test_a_character_is_looked_up_by_its_place_itself_and_its_syllable() -> None:
    assert symbols_of("里", True, True) == ("^里", "里", "li")
    assert symbols_of("里", False, True) == ("里$", "里", "li")
    assert symbols_of("里", False, False) == ("里", "li")


def test_a_spelling_is_a_row_of_letters_cut_at_the_width() -> None:
    letters = as_letters(["az", "", "b" * (WIDTH + 3)])
    assert letters.shape == (3, WIDTH)
    assert letters[0].tolist() == [0, 25] + [26] * (WIDTH - 2)
    assert set(letters[1].tolist()) == {26}
    assert set(letters[2].tolist()) == {1}


LISTED = [
    "紐華克",
    "紐瓦克市",
    "牛瓦克",
    "貝爾莫潘",
    "貝莫潘",
    "格丁尼亞",
    "",
    "紐紐瓦紐克紐瓦克瓦瓦克",
]


@cache
def alike(one: str, other: str, channel: Channel) -> float:
    """How alike two characters are: as far as they stand for the same runs of letters."""
    if one == other:
        return 1.0
    if syllable_of(one) == syllable_of(other):
        return SAME_SYLLABLE
    rows = [channel.chances_of((c, syllable_of(c))).astype(np.float64) for c in (one, other)]
    lengths = [max(float(np.sqrt(row @ row)), 1e-3) for row in rows]
    return min(max(float(rows[0] @ rows[1]) / (lengths[0] * lengths[1]), 1e-3), 1.0)


@cache
def silent(character: str, channel: Channel) -> float:
    row = channel.chances_of((character, syllable_of(character)))
    return math.log(min(max(float(row[0]), 0.02), 0.5))


def aligned(one: str, other: str, channel: Channel) -> float:
    """The best alignment: characters beside one another, or one of them silent."""

    @cache
    def rest(i: int, j: int) -> float:
        if i == len(one) and j == len(other):
            return 0.0
        ways = []
        if i < len(one) and j < len(other):
            ways.append(math.log(alike(one[i], other[j], channel)) + rest(i + 1, j + 1))
        if i < len(one):
            ways.append(silent(one[i], channel) + rest(i + 1, j))
        if j < len(other):
            ways.append(silent(other[j], channel) + rest(i, j + 1))
        return max(ways)

    return rest(0, 0)


@pytest.mark.parametrize("name", ["紐瓦克", "貝爾墨潘"])
def test_likeness_is_that_of_the_best_alignment(name: str) -> None:
    channel = load_channel()
    bares = [len(one.removesuffix("市")) for one in LISTED]
    listed = renderings(
        "".join(f"{one}\n" for one in LISTED).encode(),
        np.array(bares, dtype=np.uint8),
        np.arange(len(LISTED), dtype=np.int32),
        channel,
    )
    rows, told = likeness(name, listed)
    assert rows.tolist() == list(range(len(LISTED)))
    expected = [
        aligned(name, one[:bare][:LONGEST_NAME], channel)
        for one, bare in zip(LISTED, bares, strict=True)
    ]
    assert told.tolist() == pytest.approx(expected, abs=1e-3)
