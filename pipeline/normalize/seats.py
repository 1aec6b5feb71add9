"""Ids of seats, from the printed words only: resolving a name never moves them."""

from __future__ import annotations

from pipeline.extract.records import Delegate
from pipeline.ingest.document import Text
from pipeline.normalize.keys import bare_key, slug

HOST = "tw-taibei"
"""What slugs of the host city's own seats begin with."""


def seat_slug(delegate: Delegate, country_iso2: str | None, is_host: bool) -> str:
    """The key of a seat within its session, for its id: `pl-gedingniya`.

    The country printed (or carried), as its code, and the place without its generic part in
    toneless pinyin; the organisation where no place is printed. Every seat of the host city has
    the person, or else the office, added: `tw-taibei-huangshanshan`.
    """
    if is_host:
        return "-".join(filter(None, (HOST, seat_detail(delegate))))
    place = delegate.place and slug(bare_key(delegate.place.text)[0])
    name = place or _slug(delegate.organisation)
    if name or country_iso2:
        return "-".join(filter(None, (country_iso2 and country_iso2.lower(), name)))
    return seat_detail(delegate) or _slug(delegate.printed) or "unnamed"


def seat_detail(delegate: Delegate) -> str | None:
    """What tells a seat from others of its place: the person printed, or else the office."""
    return _slug(delegate.person) or _slug(delegate.title) or _slug(delegate.organisation)


def _slug(text: Text | None) -> str | None:
    return (slug(text.text) or None) if text is not None else None
