"""Which usage warnings apply to a dataset, with the numbers that say how much they matter.

The list is fixed (`WARNINGS` in notices.py); what is computed here is whether each one applies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType

from pipeline.publish.notices import WARNINGS, Notice
from pipeline.publish.tally import Tally

MOST_YEARS = 30
"""Years that a warning names, the last ones."""

Numbers = Mapping[str, object]
"""What fills the braces of a warning."""

_ALWAYS: Numbers = MappingProxyType({})


def cautions(tally: Tally) -> Iterator[tuple[str, Notice]]:
    """The warnings that apply, in the order of the list: code, English and Chinese."""
    for code, (english, chinese) in WARNINGS.items():
        numbers = _MEASURES[code](tally)
        if numbers is not None:
            yield code, (english.format_map(numbers), chinese.format_map(numbers))


def _always(_: Tally) -> Numbers:
    return _ALWAYS


def _share(what: tuple[str, ...], table: str) -> Callable[[Tally], Numbers | None]:
    """How many rows of a table are so, of how many; None where none is."""

    def measure(tally: Tally) -> Numbers | None:
        count = tally[what]
        return {"count": count, "total": tally["rows", table]} if count else None

    return measure


def _figures(tally: Tally) -> Numbers | None:
    total = tally["rows", "figures"]
    codes = Counter[str]()
    for key, count in tally.items():
        if key[0] == "finding":
            codes[key[-1]] += count
    kinds = ("holds", "differs", "uncheckable")
    told = {kind: codes[f"stated-count-{kind}"] for kind in kinds}
    return {"total": total, **told} if total else None


def _uneven_years(tally: Tally) -> Numbers | None:
    kinds: dict[str, set[str]] = {}
    for key in tally:
        if key[0] == "kind":
            kinds.setdefault(key[1], set()).add(key[2])
    if len(set(map(frozenset, kinds.values()))) < 2:
        return None
    years = sorted(kinds, key=int)
    told = [f"{year} ({', '.join(sorted(kinds[year]))})" for year in years[-MOST_YEARS:]]
    return {"years": "; ".join([*(["…"] if len(years) > MOST_YEARS else []), *told])}


_MEASURES: Mapping[str, Callable[[Tally], Numbers | None]] = MappingProxyType(
    {
        "announced-is-not-attended": _share(("seat", "announced"), "speakers"),
        "one-seat-is-not-one-person": _share(("seat", "without-person"), "speakers"),
        "seat-without-session": _share(("seat", "without-session"), "speakers"),
        "seat-without-place": _share(("seat", "without-place"), "speakers"),
        "session-without-hours": _share(("session", "without-hours"), "sessions"),
        "session-without-talks": _share(("session", "without-talks"), "sessions"),
        "stated-figures-are-claims": _figures,
        "years-differ-in-depth": _uneven_years,
        "names-not-settled": _share(("name", "unsettled"), "names"),
        "names-inferred": _share(("name", "inferred"), "names"),
        "read-by-ocr": _share(("release", "scanned"), "releases"),
        "read-the-review-flag": _share(("seat", "to-review"), "speakers"),
        "printed-is-not-corrected": _always,
        "null-is-not-no": _always,
    }
)
