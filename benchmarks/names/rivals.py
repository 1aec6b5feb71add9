"""What else one would use: the exact key, and pinyin compared with rapidfuzz."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from rapidfuzz import fuzz, process

from pipeline.normalize.field import Field
from pipeline.normalize.keys import bare_key, key, pinyin_key
from pipeline.normalize.sound import BLANK

ANSWERED = 90.0
"""Percent of likeness from which pinyin and rapidfuzz count as an answer."""


def exact_key(field: Field, name: str) -> tuple[list[int], bool]:
    """The contenders with the key of the name, the greatest first; answered if it is one."""
    listed = field.renderings
    whole = listed.owned(listed.with_key(key(name)) & field.present[listed.owners])
    bare = listed.with_bare_key(bare_key(name)[0]) & field.present[listed.owners]
    found = whole or listed.owned(bare)
    return sorted(found, key=lambda i: (-field.columns.sizes[i], i)), len(found) == 1


def pinyin_fuzz(field: Field, name: str) -> tuple[list[int], bool]:
    """The contenders by how like their best Latin form is to the pinyin of the name."""
    pinyin = pinyin_key(bare_key(name)[0]).replace("-", "")
    ratios = process.cdist([pinyin], _spelled(field), scorer=fuzz.ratio, dtype=np.float32)[0]
    best = np.zeros(len(field.contenders), dtype=np.float32)
    kept = (field.forms.letters != BLANK).any(axis=1) & field.present[field.forms.owners]
    np.maximum.at(best, field.forms.owners[kept], ratios[kept])
    order = np.lexsort((np.arange(len(best)), -field.columns.sizes, -best))
    first = [int(i) for i in order[:5]]
    return first, bool(first) and bool(best[first[0]] >= ANSWERED)


@lru_cache(maxsize=1)
def _spelled(field: Field) -> list[str]:
    """The Latin forms as text, made once a country."""
    codes = np.where(field.forms.letters == BLANK, 0, field.forms.letters + ord("a"))
    lines = np.ascontiguousarray(codes.astype(np.uint8)).view(f"S{codes.shape[1]}").ravel()
    return [line.decode("ascii") for line in lines.tolist()]
