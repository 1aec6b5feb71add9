"""Sentences that correct what a release printed: `「…市長 A」應為「…副市長 B」，特此更正`."""

from __future__ import annotations

import re

from pipeline.ingest.document import Text

_CORRECTS = re.compile(
    r"[」』）)]?[，,]?\s*(?:應|应)(?:更正)?(?:為|为|是)[「『（(]|(?:誤植|误植|誤載|误载|勘誤|勘误)(?:為|为)?"
    r"|特此(?:更正|訂正|订正|勘誤|勘误)|(?:更正|訂正|订正)(?:為|为)"
    r"|\bshould (?:have )?(?:read|been)\b|\b(?:was|were) (?:misspelt|misspelled|misstated|misidentified)\b",
    re.IGNORECASE,
)


def tells_of_correction(sentence: Text) -> bool:
    """Whether a sentence corrects words printed elsewhere; what it says changes no row by itself."""
    return _CORRECTS.search(sentence.text) is not None
