"""Which of a place's names the table keeps: Chinese ones, and Latin spellings that tell of sound."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from rapidfuzz.distance import Levenshtein
from rapidfuzz.process import cdist

from pipeline.normalize.keys import pinyin_key, plain_ascii

MOST_LATIN = 8
"""Latin spellings kept of a place besides its name."""

_BRACKETED = re.compile(r"\s*[（(\[［].*?[）)\]］]\s*")
_JOINERS = frozenset("-－—–·・‧•･ ")
_SHORTEST = 3
_SAME = 0.81
_RELATED = 0.6
_RESEMBLES = 0.4


def chinese_names(printed: Iterable[str]) -> tuple[str, ...]:
    """The names written in Han characters alone, as printed but for brackets at the end.

    Names with kana, hangul or Latin letters are left out: Japanese, Korean, or half translated.
    """
    names = (_BRACKETED.sub("", name).strip("-_ ") for name in printed)
    return tuple(dict.fromkeys(sorted(name for name in names if _is_chinese(name))))


def latin_names(name: str, alternates: Iterable[str], zh: Iterable[str]) -> tuple[str, ...]:
    """Up to `MOST_LATIN` spellings that differ from the name and among each other.

    Those come first that most others resemble: languages agree on them. What resembles neither
    another spelling nor the name is a nickname, or another place's. GeoNames writes what it
    romanised by machine in lower case, and codes in capitals; both are left out, and so are
    spellings that only add to the name (City of ..., ... Oblast) or spell a Chinese name out.
    """
    own = _letters(name)
    pinyin = {pinyin_key(chinese).replace("-", "") for chinese in zh}
    plainest_last = sorted((form for form in alternates if _is_usable(form, name)), reverse=True)
    spellings = {_letters(form): form for form in plainest_last}
    letters = sorted(form for form in spellings if own not in form and form not in pinyin)
    if not letters:
        return ()
    alike = cdist(letters, letters, scorer=Levenshtein.normalized_similarity)
    support = (alike >= _RELATED).sum(axis=1)
    kept: list[int] = []
    for i in sorted(range(len(letters)), key=lambda i: -int(support[i])):
        to_name = Levenshtein.normalized_similarity(letters[i], own)
        stray = to_name < _RESEMBLES and support[i] == 1
        if not stray and to_name < _SAME and all(alike[i][j] < _SAME for j in kept):
            kept.append(i)
    return tuple(spellings[letters[i]] for i in kept[:MOST_LATIN])


def _is_chinese(name: str) -> bool:
    if not 2 <= len(name) <= 20:
        return False
    letters = [character for character in name if character not in _JOINERS]
    return bool(letters) and all(_is_han(character) for character in letters)


def _is_han(character: str) -> bool:
    return unicodedata.name(character, "").startswith("CJK UNIFIED IDEOGRAPH")


def _is_usable(spelling: str, name: str) -> bool:
    """Begins with a capital, is no code, and is in Latin letters throughout.

    An apostrophe that the name does not have marks a Cyrillic soft sign.
    """
    if len(spelling) < _SHORTEST or not spelling[0].isupper() or spelling.isupper():
        return False
    if any(c in ',;:|()[]/"0123456789' for c in spelling) or _is_syllabled(spelling):
        return False
    if any(c in "'’ʼʹ" for c in spelling) and not any(c in "'’" for c in name):
        return False
    return all(not c.isalpha() or unicodedata.name(c, "").startswith("LATIN") for c in spelling)


def _is_syllabled(spelling: str) -> bool:
    """Kak-ten-ni-a: the Chinese name in the letters of a Chinese language, syllable by syllable."""
    first, *rest = spelling.split("-")
    return len(rest) >= 2 and all(part[:1].islower() for part in rest) and len(first) <= 6


def _letters(spelling: str) -> str:
    return "".join(c for c in plain_ascii(spelling).lower() if c.isalpha())
