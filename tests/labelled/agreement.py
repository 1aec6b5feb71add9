"""When a published value agrees with a label: white space apart, and with any fair answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

Agreement = Callable[[Any, Any], bool]
"""Takes a label's value (a list: all that is fair) and the published one."""


@cache
def squeeze(text: str) -> str:
    """The text without white space: what texts are compared by."""
    return re.sub(r"\s+", "", text)


def values(value: Any) -> list[Any]:
    """The values as a list, texts squeezed; nothing, an empty text or list is [None]."""
    listed = value if isinstance(value, list) else [value]
    return [squeeze(v) if isinstance(v, str) else v for v in listed if v != ""] or [None]


def overlap(fair: Any, published: Any) -> bool:
    """Some fair value is published."""
    return any(value in values(fair) for value in values(published))


def overlap_if_printed(fair: Any, published: Any) -> bool:
    """As `overlap`; where the label's words hold no value, other words of the release may."""
    return fair is None or overlap(fair, published)


def whole(expected: Any, published: Any) -> bool:
    """The same list."""
    return values(expected) == values(published)


def within(fair: Any, published: Any) -> bool:
    """Some published words are the labelled ones, or lie in them; none runs over their ends."""
    return any(p in f for f in values(fair) for p in values(published) if f and p)


def ends_each(fair: Any, published: Any) -> bool:
    """Every published title is, or ends, a fair office; none where there is none."""
    offices = [office or "" for office in values(fair)]
    return all(any(o.endswith(title or "") for o in offices) for title in values(published))


def begins_each(fair: Any, published: Any) -> bool:
    """Every published organisation begins a fair office; none where there is none."""
    offices = [office or "" for office in values(fair)]
    return all(any(o.startswith(body or "") for o in offices) for body in values(published))
