"""The forms in which a Latin name is compared by sound: letters only, filler words aside, turned.

Chinese names leave out "City of", "de", "upon", and put in front what stands behind: 北帕莫斯頓 is
Palmerston North. So a name is compared in several forms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

import numpy as np

from pipeline.normalize.keys import plain_ascii

FILLERS = frozenset(
    "a al am an and at aan auf bei city ciudad comune commune da das de del della der des di do dos"
    " e el en gorod greater gun i im in kota la las le les local los municipality o of on os sa si"
    " sur the town und upon van villa y".split()
)
"""Words that a Chinese name may pass over."""
ABBREVIATED = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
"""Words that are printed short and rendered in full: 聖莫里茲 is St. Moritz."""
_CLUSTERS = {
    b"tsch": b"s",
    b"sch": b"s",
    b"tch": b"s",
    b"sh": b"s",
    b"ch": b"s",
    b"ph": b"f",
    b"th": b"t",
}
_SOUNDS, _SILENT = bytes.maketrans(b"cqgxdbvwzjrm", b"kkkktpffssln"), b"haeiouy"
FOREIGN, TURNED, SHORTENED = 0.5, 0.5, 3.0
"""What a form loses (a natural logarithm) that is of a further name, turned, or cut to a word."""
_SHORTEST = 2
_SHORTENED_LETTERS = 4
_MOST_WORDS = 6


class _LetterTable(dict[int, str]):
    """A `str.translate` table to the letters a to z, blanks and line ends."""

    def __missing__(self, code: int) -> str:
        plain = plain_ascii(chr(code)).lower()
        self[code] = letters = re.sub("[^a-z]", "" if plain in _JOINED else " ", plain)
        return letters


_JOINED = {"'", "`", '"'}
_TABLE = _LetterTable({ord("\n"): "\n"})


def letters_of(names: Iterable[str]) -> list[str]:
    """Latin names in the letters a to z and blanks."""
    lines = "".join(name.replace("\n", " ") + "\n" for name in names)
    return lines.translate(_TABLE).split("\n")[:-1]


def spelling_forms(name: str) -> tuple[str, ...]:
    """The forms of a name without those that leave out words, the plain one first."""
    return tuple(form for form, loss in forms_of(letters_of([name])[0]) if loss < SHORTENED)


def forms_of(letters: str, main: bool = True) -> tuple[tuple[str, float], ...]:
    """The forms of a name in letters, the plain one first, each with what it loses: one with its
    words turned, or with the first word only. Of a name that is not the main one all lose more,
    and there are fewer. None for a name without two letters."""
    base = 0.0 if main else FOREIGN
    if letters.isalpha():  # most names are one word
        return ((letters, base),) if len(letters) >= _SHORTEST else ()
    words = letters.split(maxsplit=_MOST_WORDS)[:_MOST_WORDS]
    if len(words) < 2:
        return tuple((word, base) for word in words if len(word) >= _SHORTEST)
    words = [ABBREVIATED.get(word, word) for word in words]
    told = [word for word in words if word not in FILLERS]
    forms = [("".join(words), base), ("".join(told), base)]
    if main and len(told) > 1:
        turned = ("".join(told[1:] + told[:1]), "".join(told[-1:] + told[:-1]))
        forms += [(form, TURNED) for form in turned]
        forms += [(told[0], SHORTENED)] if len(told[0]) >= _SHORTENED_LETTERS else []
    found: dict[str, float] = {}
    for form, loss in forms:
        if len(form) >= _SHORTEST:
            found.setdefault(form, loss)
    return tuple(found.items())


def skeletons_of(forms: bytes) -> bytes:
    """The consonants of forms, a line each, with those as one that Chinese renders alike."""
    for cluster, sound in _CLUSTERS.items():
        forms = forms.replace(cluster, sound)
    codes = np.frombuffer(forms.translate(_SOUNDS, _SILENT), dtype=np.uint8)
    kept = np.ones(len(codes), dtype=np.bool_)
    kept[1:] = (codes[1:] != codes[:-1]) | (codes[1:] == ord("\n"))
    return codes[kept].tobytes()
