"""The people and delegations that the caption of a picture shows."""

from __future__ import annotations

import re

from pipeline.extract.enumerations import is_plausible
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.placing import first_ref
from pipeline.extract.records import Delegate, SeatClaim
from pipeline.extract.rosters import read_roster
from pipeline.ingest.document import Text

_FROM_THE_LEFT = re.compile(
    r"\s*(?:[前後后中]排)?[由自從从]?[左右](?:起|[而至到]?[左右])(?:依序|依次)?(?:為|为|是)?\s*[:：，,、]?\s*"
)
_INNER = re.compile(r"[(（](?P<inner>.+)[)）]\s*[。.]?\s*$", re.DOTALL)


def caption_seats(caption: Text, lexicon: Lexicon, people: frozenset[str]) -> list[SeatClaim]:
    """The people and delegations that a picture's caption shows at one session."""
    match = _INNER.search(caption.text)
    if match is None:
        return []
    inner = caption[match.start("inner") : match.end("inner")]
    if (lead := _FROM_THE_LEFT.match(inner.text)) is not None:
        inner = inner[lead.end() :]
    ref = first_ref([caption[: match.start()]])
    entries = [e.delegate for e in read_roster(inner, lexicon, people).entries]
    shown = [delegate for delegate in entries if delegate is not None and _seated(delegate)]
    if ref is None or len(shown) < 2:
        return []
    return [
        SeatClaim(delegate, (ref,), None, order, "caption")
        for order, delegate in enumerate(shown, 1)
    ]


def _seated(delegate: Delegate) -> bool:
    return is_plausible(delegate) or delegate.person is not None or delegate.title is not None
