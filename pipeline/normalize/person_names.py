"""Names of people: their order, their keys, and how alike two of them are.

The likeness was measured on 26 pairs of one person and 516 of two: Jaro-Winkler over aligned words
keeps misprints (Coggnet, Cagnetti) and other word orders apart from strangers better than the
usual ratios do.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

from pipeline.normalize.keys import key, pinyin_key, plain_ascii
from pipeline.normalize.sound import as_letters, load_channel

_FAMILY_FIRST = re.compile(r"^([^\W\d_]+),\s+(\S.*)$")
_INITIAL = 0.9
_PLAINER = {
    "ae": "a",
    "oe": "o",
    "ue": "u",
    "ph": "f",
    "ck": "k",
    "w": "v",
    "y": "i",
    "j": "i",
    **{f"{letter}h": letter for letter in "bcdgkstz"},
}
"""Letters that are written for the same one, by transcription or for want of an accent."""
_TRANSCRIBED = re.compile("|".join(_PLAINER))
_DOUBLED = re.compile(r"(.)\1")
_SOUND = 0.6
"""柯文哲 ~ Ko Wen-je has 0.62, ~ Chiang Wan-an 0.49."""


def canonical_order(name: str) -> str:
    """A name without the comma of 'Kwon, Young-jin', blanks single: 'Kwon Young-jin'."""
    plain = " ".join(name.split())
    return _FAMILY_FIRST.sub(r"\1 \2", plain) if "," in plain else plain


def name_key(name: str) -> str:
    """The key by which people look up a name that they decide about."""
    return key(canonical_order(name))


@lru_cache(maxsize=4096)
def name_keys(name: str) -> frozenset[str]:
    """The keys under which a name is the same: as it stands, and with its words in order."""
    ordered = canonical_order(name)
    return frozenset({key(ordered), " ".join(sorted(key(word) for word in ordered.split()))})


def well_formed(name: str) -> tuple[int, int, int, str]:
    """How good a Latin name is as the canonical one: words, accents, letters; ties by alphabet."""
    accents = sum(1 for character in name if character.isalpha() and not character.isascii())
    return len(name.split()), accents, len(name), name


@lru_cache(maxsize=65536)
def likeness(one: str, other: str) -> float:
    """0 to 1: each word of the shorter name with its best partner, weighted by length.

    An initial agrees with a word that begins with it at 0.9. 0 for a name without Latin letters.
    """
    first, second = sorted(
        (words_of_name(one), words_of_name(other)), key=lambda w: (sum(map(len, w)), w)
    )
    partners, total, weight = list(second), 0.0, 0
    for word in sorted(first, key=len, reverse=True):
        if not partners:
            break
        scores = [_word_likeness(word, partner) for partner in partners]
        best = max(scores)
        del partners[scores.index(best)]
        total += best * len(word)
        weight += len(word)
    return total / weight if weight else 0.0


@lru_cache(maxsize=65536)
def is_spelling_of(one: str, other: str) -> bool:
    """Whether two Latin names are one name: in another order or transcription, with more words.

    Accents, hyphens, two letters swapped (Micheal) and those of `_PLAINER` make no difference
    (Schönau, Schoenau), nor do words that only one has, where two are common (Daniel Quintero
    Calle). A name that is only near is none (Coggnet, Cagnetti).
    """
    first, second = sorted((_spelt(one), _spelt(other)), key=len)
    if not first:
        return False
    if _turned(first) & _turned(second) or _swapped(
        "".join(words_of_name(one)), "".join(words_of_name(other))
    ):
        return True
    return len(first) > 1 and not Counter(first) - Counter(second)


def spelling_keys(name: str) -> set[str]:
    """Keys of which two Latin names have one in common wherever `is_spelling_of` holds."""
    spelt = _spelt(name)
    return {*spelt, *_turned(spelt), "".join(sorted("".join(words_of_name(name))))}


@lru_cache(maxsize=65536)
def is_shortened(one: str, other: str) -> bool:
    """Whether one of two Latin names is the other with initials, or one of its words alone."""
    first, second = sorted((_spelt(one), _spelt(other)), key=lambda w: (len(w), sum(map(len, w))))
    words, initials = [w for w in first if len(w) > 1], [w for w in first if len(w) == 1]
    left = Counter(second) - Counter(words)
    if not words or left.total() != len(second) - len(words):
        return False
    return not Counter(initials) - Counter(word[0] for word in left.elements())


def sounds_alike(chinese: str, latin: str) -> bool:
    """Whether a Latin name may be the romanisation of a Chinese one."""
    return likeness(pinyin_key(chinese).replace("-", " "), latin) >= _SOUND


@lru_cache(maxsize=65536)
def sound_of_names(chinese: str, latin: str) -> float:
    """How likely a Latin name is for a Chinese one by the channel: a logarithm, a character.

    The best counts of the whole name, its first word and its last; `-inf` for one without letters.
    """
    return sounds_of_names(chinese, [latin])[0]


def sounds_of_names(chinese: str, latins: Sequence[str]) -> list[float]:
    """The same of several Latin names."""
    characters = key(chinese)
    forms = [_spoken_forms(latin) for latin in latins]
    if not characters or not any(forms):
        return [-math.inf] * len(latins)
    letters = as_letters([form for one in forms for form in one])
    scores = iter(load_channel().likelihoods(characters, letters).tolist())
    best = (max((next(scores) for _ in one), default=-math.inf) for one in forms)
    return [score / len(characters) for score in best]


@lru_cache(maxsize=65536)
def _spoken_forms(latin: str) -> tuple[str, ...]:
    words = words_of_name(latin)
    forms = ("".join(words), *words[:1], *words[-1:])
    return tuple(dict.fromkeys(form for form in forms if form))


@lru_cache(maxsize=65536)
def _spelt(name: str) -> tuple[str, ...]:
    """The words of a name as they are compared, the parts of one with a hyphen joined."""
    words = words_of_name(name.replace("-", "").replace("\u2010", "").replace("\u2011", ""))
    return tuple(_DOUBLED.sub(r"\1", _TRANSCRIBED.sub(_plainer, word)) for word in words)


def _plainer(match: re.Match[str]) -> str:
    return _PLAINER[match[0]]


@lru_cache(maxsize=65536)
def _turned(words: tuple[str, ...]) -> frozenset[str]:
    """The letters of a name as printed and with its last or first word at the other end, as
    families stand; where its words are parted makes no difference (Ji-hoon, Ji Hoon)."""
    return frozenset(
        "".join(order) for order in (words, words[-1:] + words[:-1], words[1:] + words[:1])
    )


def _swapped(one: str, other: str) -> bool:
    """Whether two neighbouring letters have changed places."""
    return sorted(one) == sorted(other) and OSA.distance(one, other, score_cutoff=1) == 1


@lru_cache(maxsize=65536)
def words_of_name(name: str) -> tuple[str, ...]:
    """The words of a Latin name in plain small letters."""
    return tuple(re.sub(r"[^a-z ]", " ", plain_ascii(name).lower().replace("'", "")).split())


def _word_likeness(one: str, other: str) -> float:
    if len(one) == 1 or len(other) == 1:
        return _INITIAL if one[0] == other[0] else 0.0
    return JaroWinkler.normalized_similarity(one, other)
