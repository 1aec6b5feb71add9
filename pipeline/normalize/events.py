"""Words that name a series of summits -> its slug."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from pipeline.normalize.curation import Curation
from pipeline.normalize.keys import key, slug

_SUMMIT = re.compile(r"(高峰會議|高峰會|峰會|高峰会议|高峰会|峰会|\bsummit)s?\s*$", re.IGNORECASE)
_MARKS = re.compile(r"[「」『』【】《》〈〉“”\"()（）]")
_EDITION = re.compile(r"^\s*((19|20)\d\d\s*年?|第?\d+[屆届])\s*")
_GENERIC = re.compile(
    r"智慧城市|全球|國際|線上|本次|今年|去年|本屆|實體|smart city|global|online|the\b|\W",
    re.IGNORECASE,
)
_LEADING = re.compile(r"^(?:智慧城市|全球|國際|线上|線上|smart city\s)+", re.IGNORECASE)
"""Words that one release prints before the name of a series and another leaves out."""


def event_slug(printed: str, curation: Curation) -> str | None:
    """The series that words name: a listed one, or for another summit a slug of its own name.

    Of several listed ones the first printed counts. None for words that name no series (高峰會
    alone) and for an event that is none of the summits.
    """
    listed = _first_listed(key(printed), _series(curation))
    if listed is not None or aside_name(printed, curation) is not None:
        return listed
    name = _EDITION.sub("", _MARKS.sub("", printed)).strip()
    summit = _SUMMIT.search(name)
    if summit is None or not _GENERIC.sub("", name[: summit.start()]):
        return None
    return slug(_LEADING.sub("", name)) or None


def is_listed(printed: str, curation: Curation) -> bool:
    """Whether words are a name of a listed series, and nothing more."""
    return key(printed) in _series(curation)


def aside_name(printed: str, curation: Curation) -> str | None:
    """The event beside the summits (the exhibition, CTalk) that words name, if they name no summit."""
    folded = key(printed)
    if _first_listed(folded, _series(curation)) is not None:
        return None
    return _first_listed(folded, _asides(curation))


def _first_listed(folded: str, spellings: Mapping[str, str]) -> str | None:
    """What the first of the spellings in a key stands for, the longest of those that begin there."""
    hits = [
        (folded.index(name), -len(name), of) for name, of in spellings.items() if name in folded
    ]
    return min(hits)[2] if hits else None


@lru_cache(maxsize=4)
def _series(curation: Curation) -> dict[str, str]:
    """Key of a spelling -> slug of its series."""
    return {
        key(name): series.id
        for series in curation.events.series
        for name in (series.zh, series.en or series.zh, *series.spellings)
    }


@lru_cache(maxsize=4)
def _asides(curation: Curation) -> dict[str, str]:
    """Key of a spelling -> name of an event beside the summits."""
    return {
        key(name): aside.zh
        for aside in curation.events.not_sessions
        for name in (aside.zh, *aside.spellings)
    }
