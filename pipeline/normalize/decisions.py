"""Decisions about names: looking them up, and the one form in which their file is written."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from pipeline.normalize.curation import Curation
from pipeline.normalize.entries import NameDecision
from pipeline.normalize.keys import key
from pipeline.normalize.person_names import name_key
from pipeline.normalize.person_rule import Said

FILE = "names.yml"
HEADER = """\
# What people decided about printed names, in whatever release they stand. Written in this form by
# `python -m pipeline curate`: by kind, then where, then name. An entry that no release calls for
# is reported. Fields and their meaning are those of NameDecision in pipeline/normalize/entries.py.

"""
_ORDER = ("kind", "printed", "country", "place", "means", "not", "reason", "by", "date")


def decided_place(printed: str, country_iso2: str | None, curation: Curation) -> str | None:
    """The id of the place that a person said the name means."""
    means = (one.means for one in _about_places(curation).get((country_iso2, key(printed)), ()))
    return next((place_id for place_id in means if place_id is not None), None)


def ruled_out(printed: str, country_iso2: str | None, curation: Curation) -> frozenset[str]:
    """The ids of places that a person said the name does not mean."""
    told = _about_places(curation).get((country_iso2, key(printed)), ())
    return frozenset(place_id for one in told for place_id in one.not_)


@lru_cache(maxsize=4)
def said_of_people(curation: Curation) -> Said:
    """What people said of two names of a place: that they are of one person, or of two."""
    index: dict[str, dict[frozenset[str], bool]] = {}
    for one in curation.names:
        if one.kind == "person" and one.place is not None:
            about = index.setdefault(one.place, {})
            others = (*((one.means,) if one.means else ()), *one.not_)
            for other in others:
                about[frozenset({name_key(one.printed), name_key(other)})] = one.means is not None
    return index


def subject(kind: str, printed: str, where: str | None) -> tuple[str, str, str | None]:
    """What a decision is about: the kind and the key of a name, and its country or place."""
    return kind, name_key(printed), where


def subject_of(decision: NameDecision) -> tuple[str, str, str | None]:
    """The name that a decision is about."""
    where = decision.country if decision.kind == "place" else decision.place
    return subject(decision.kind, decision.printed, where)


def canonical(decisions: Iterable[NameDecision]) -> str:
    """The text of the decisions' file: YAML 1.2, each entry once, sorted, fields in one order."""
    from ruamel.yaml import YAML

    entries = [_plain(one) for one in sorted(set(decisions), key=_sorted_by)]
    stream = io.StringIO()
    if entries:
        yaml = YAML()
        yaml.width = 100
        yaml.allow_unicode = True
        yaml.representer.ignore_aliases = lambda data: True  # two decisions of a day stay readable
        yaml.dump(entries, stream)
    return HEADER + stream.getvalue()


def _sorted_by(decision: NameDecision) -> tuple[str, ...]:
    where = decision.country or decision.place or ""
    return (decision.kind, where, decision.printed, decision.means or "", *decision.not_)


def _plain(decision: NameDecision) -> dict[str, Any]:
    fields = decision.model_dump(by_alias=True)
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name in _ORDER
        if (value := fields[name]) not in (None, ())
    }


@lru_cache(maxsize=4)
def _about_places(
    curation: Curation,
) -> Mapping[tuple[str | None, str], tuple[NameDecision, ...]]:
    index: dict[tuple[str | None, str], tuple[NameDecision, ...]] = {}
    for one in curation.names:
        if one.kind == "place":
            at = (one.country, key(one.printed))
            index[at] = (*index.get(at, ()), one)
    return index
