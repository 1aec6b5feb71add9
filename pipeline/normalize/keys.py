"""Comparison keys: what two spellings of one name have in common. Never stored, never shown.

The only module that knows OpenCC, and of OpenCC only `t2s`: character by character it folds 臺 and
台, 裏 and 里, Traditional and Simplified; its phrase tables are not used, for they rewrite names.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

from pipeline.dataset import PlaceKind

if TYPE_CHECKING:
    from opencc import OpenCC

SYLLABLES = "syllables.csv"
"""The table of syllables (`scripts/build_syllables.py`): pypinyin would take 55 MB."""

VARIANTS = {"衞": "卫", "峯": "峰", "羣": "群", "牀": "床", "綫": "线", "麽": "么", "啓": "启"}
"""Variant characters that t2s leaves alone."""

SUFFIXES: dict[str, frozenset[PlaceKind]] = {
    "市": frozenset({"city", "municipality"}),
    "自治市": frozenset({"city", "municipality"}),
    "直轄市": frozenset({"city", "metropolis"}),
    "特別市": frozenset({"city", "metropolis"}),
    "廣域市": frozenset({"city", "metropolis"}),
    "大都會市": frozenset({"city", "metropolis"}),
    "大都會": frozenset({"city", "metropolis"}),
    "大都會區": frozenset({"metropolis"}),
    "都會區": frozenset({"metropolis"}),
    "大區": frozenset({"metropolis", "region"}),
    "區": frozenset({"district", "metropolis"}),
    "特區": frozenset({"city", "district", "region"}),
    "縣": frozenset({"county", "region"}),
    "郡": frozenset({"county"}),
    "州": frozenset({"region"}),
    "省": frozenset({"region"}),
    "府": frozenset({"region"}),
    "道": frozenset({"region"}),
    "自治區": frozenset({"region"}),
    "地區": frozenset({"region", "district"}),
    "鎮": frozenset({"city", "municipality"}),
    "鄉": frozenset({"municipality"}),
    "村": frozenset({"municipality"}),
}
"""Generic parts of place names and the kinds of place that they may name."""

_LATIN_GENERIC = re.compile(
    r"^(city|town|county|province|state|municipality) of\s+|^greater\s+"
    r"|\s+((?:metropolitan|special) city|metropolitan municipality|county|municipality|region|prefecture|province|métropole|metropole|district)$",
    re.IGNORECASE,
)


class FoldTable(dict[int, str]):
    """A `str.translate` table: one character to exactly one character of its comparison form."""

    def __missing__(self, code: int) -> str:
        folded = _fold_character(chr(code))
        self[code] = folded
        return folded

    def __reduce__(self) -> tuple[object, tuple[()]]:
        return fold_table, ()


class _PlainTable(dict[int, str]):
    """A `str.translate` table: a Latin letter to its plain ones, in lower case."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        self[code] = plain = _ascii(character).lower() if _is_latin(character) else character
        return plain


_PLAIN = _PlainTable()


@cache
def fold_table() -> FoldTable:
    """The folding that keeps a text's length, so that a match in it is one in the printed text.

    A character is put through NFKC where that gives one character; a Latin letter becomes its
    plain lower-case letter; a Han character its Simplified form.
    """
    return FoldTable()


def fold(text: str) -> str:
    """`text` folded character by character; same length."""
    return text.translate(fold_table())


def key(name: str) -> str:
    """The key of a name: NFKC, folded, letters and digits only; Latin letters in plain ASCII.

    A name without a letter or digit has the empty key.
    """
    return _key(name)


def bare_key(name: str) -> tuple[str, str | None]:
    """The key without the generic part of a place's name, and that part as in `SUFFIXES`.

    At least two characters are left: 北市 keeps its 市.
    """
    whole = _key(_LATIN_GENERIC.sub("", unicodedata.normalize("NFKC", name)).strip() or name)
    for folded, suffix in _suffixes():
        if whole.endswith(folded) and len(whole) - len(folded) >= 2:
            return whole[: -len(folded)], suffix
    return whole, None


def han_keys(names: Iterable[str]) -> list[tuple[str, str]]:
    """`key` and `bare_key` of many names in Han characters, some hundred times as fast."""
    folded = fold("".join(name.replace("\n", "") + "\n" for name in names)).split("\n")[:-1]
    whole = [k if k.isalnum() else "".join(filter(str.isalnum, k)) for k in folded]
    generic = "|".join(suffix for suffix, _ in _suffixes())
    # the fewest characters in front leave the longest generic part
    bare = re.compile(f"(..+?)(?:{generic})")
    return [(k, found[1] if (found := bare.fullmatch(k)) else k) for k in whole]


def pinyin_key(name: str) -> str:
    """Toneless pinyin of the key, syllables joined by hyphens; what is not Han stays.

    Each character is read by itself, so that the same character always sounds the same.
    """
    return "-".join(_syllables(key(name)))


def syllable_of(character: str) -> str:
    """The toneless pinyin of a folded character; what has none stays."""
    return _spoken().get(character, character)


def slug(name: str) -> str:
    """ASCII letters, digits and hyphens for an id; Han by toneless pinyin, unseparated.

    >>> slug("Zdeněk Hřib"), slug("格丁尼亞")
    ('zdenek-hrib', 'gedingniya')
    """
    folded = fold(unicodedata.normalize("NFKC", name))
    spelled = "".join(_syllables(folded))
    return re.sub(r"[^a-z0-9]+", "-", _ascii(spelled).lower()).strip("-")


@lru_cache(maxsize=65536)
def is_han(text: str) -> bool:
    """Whether a text holds a Han character."""
    return any(_is_han(character) for character in text)


def plain_ascii(text: str) -> str:
    """A Latin text in ASCII letters, case kept; other scripts as anyascii romanises them."""
    return _ascii(text)


@lru_cache(maxsize=65536)
def _key(name: str) -> str:
    normal = unicodedata.normalize("NFKC", name)
    return "".join(filter(str.isalnum, fold(normal))).translate(_PLAIN)


@cache
def _suffixes() -> tuple[tuple[str, str], ...]:
    longest_first = sorted(SUFFIXES, key=lambda suffix: (-len(suffix), suffix))
    return tuple((fold(suffix), suffix) for suffix in longest_first)


def _fold_character(character: str) -> str:
    normal = unicodedata.normalize("NFKC", character)
    if len(normal) != 1:
        return character
    if _is_han(normal):
        return VARIANTS.get(normal) or _one(_converter().convert(normal), normal)
    if _is_latin(normal):
        return _one(_ascii(normal).lower(), _one(normal.lower(), normal))
    return _one(normal.lower(), normal)


def _one(wanted: str, otherwise: str) -> str:
    return wanted if len(wanted) == 1 else otherwise


def _is_han(character: str) -> bool:
    return character == "〇" or unicodedata.name(character, "").startswith("CJK UNIFIED")


def _is_latin(character: str) -> bool:
    return unicodedata.name(character, "").startswith("LATIN")


def _syllables(text: str) -> list[str]:
    runs = re.findall(r"[0-9a-z]+|.", text, re.DOTALL)
    return [syllable_of(run) for run in runs]


@cache
def _spoken() -> dict[str, str]:
    """Folded character -> syllable."""
    table = resources.files("pipeline.normalize.gazetteer").joinpath(SYLLABLES)
    held: dict[str, str] = {}
    for line in table.read_text("utf-8").splitlines():
        syllable, _, characters = line.partition(",")
        held |= dict.fromkeys(characters, syllable)
    return held


@cache
def _converter() -> OpenCC:
    from opencc import OpenCC

    return OpenCC("t2s")


def _ascii(text: str) -> str:
    from anyascii import anyascii

    return anyascii(text)
