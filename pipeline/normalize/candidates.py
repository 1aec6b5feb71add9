"""Candidates for a name in words, and the decision to paste into `curation/names.yml`."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

from pipeline.normalize.countries import country_name
from pipeline.normalize.curation import Curation
from pipeline.normalize.resolver import Candidate, Resolution

_UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ud800-\udfff\ufffe\uffff]")
"""What JSON leaves as it is and YAML does not read."""
_YAML_WORDS = frozenset({"no", "yes", "on", "off", "true", "false", "null"})
"""Words that some readers of YAML take for something else: NO is Norway."""


def described(candidate: Candidate, curation: Curation) -> str:
    """A line: name, country, region, kind, population, how near in sound, how likely, id."""
    country = country_name(candidate.country_iso2, curation).en
    where = f"{country} ({candidate.admin1_iso})" if candidate.admin1_iso else country
    people = f", {candidate.population:,} people" if candidate.population else ""
    heard = f", distance {candidate.distance:.1f}" if candidate.distance is not None else ""
    sure = f", {candidate.probability:.0%}" if candidate.probability is not None else ""
    return (
        f"{candidate.name_en}, {where}, {candidate.kind}{people}{heard}{sure}: {candidate.place_id}"
    )


def in_words(candidates: Sequence[Candidate], curation: Curation) -> str:
    """The candidates one after the other, numbered; `none` where there are none."""
    told = (f"({n}) {described(one, curation)}" for n, one in enumerate(candidates, start=1))
    return "; ".join(told) or "none"


def to_paste(found: Resolution, country_iso2: str | None) -> str:
    """The decision for the first candidate: YAML in one line, who, when and why to be filled in."""
    best = found.candidates[0].place_id if found.candidates else "PLACE-ID"
    fields = {"kind": "place", "printed": found.printed}
    fields |= {"country": country_iso2} if country_iso2 else {}
    fields |= {"means": best, "reason": "...", "by": "...", "date": "YYYY-MM-DD"}
    shown = ", ".join(f"{name}: {_scalar(value)}" for name, value in fields.items())
    return f"- {{{shown}}}"


def _scalar(value: str) -> str:
    """A string as YAML reads it back: plain, or quoted as JSON is where that would not do."""
    plain = value.replace("-", "").isalpha() and value.lower() not in _YAML_WORDS
    return value if plain else yaml_string(value)


def yaml_string(value: str) -> str:
    """A string as YAML reads it back, in double quotes."""
    quoted = json.dumps(value, ensure_ascii=False)
    return _UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)
