"""Which usage warnings apply to a dataset, with the numbers that say how much they matter.

The list is fixed (`WARNINGS` in notices.py); what is computed here is whether each one applies.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from types import MappingProxyType
from typing import cast

from pipeline.dataset import Dataset, Figure, Finding, Name, Release, Session, Speaker, Talk
from pipeline.publish.notices import WARNINGS, Notice

Numbers = Mapping[str, object]
"""What fills the braces of a warning."""

_ALWAYS: Numbers = MappingProxyType({})


def cautions(dataset: Dataset) -> Iterator[tuple[str, Notice]]:
    """The warnings that apply, in the order of the list: code, English and Chinese."""
    for code, (english, chinese) in WARNINGS.items():
        numbers = _MEASURES[code](dataset)
        if numbers is not None:
            yield code, (english.format_map(numbers), chinese.format_map(numbers))


def _always(_: Dataset) -> Numbers:
    return _ALWAYS


def _share(count: int, total: int) -> Numbers | None:
    return {"count": count, "total": total} if count else None


def _seats(wanted: Callable[[Speaker], bool]) -> Callable[[Dataset], Numbers | None]:
    def measure(dataset: Dataset) -> Numbers | None:
        seats = cast("list[Speaker]", dataset["speakers"])
        return _share(sum(map(wanted, seats)), len(seats))

    return measure


def _sessions_without_hours(dataset: Dataset) -> Numbers | None:
    sessions = cast("list[Session]", dataset["sessions"])
    return _share(sum(session.start_time is None for session in sessions), len(sessions))


def _sessions_without_talks(dataset: Dataset) -> Numbers | None:
    told = {talk.session_id for talk in cast("list[Talk]", dataset["talks"])}
    sessions = cast("list[Session]", dataset["sessions"])
    return _share(sum(session.session_id not in told for session in sessions), len(sessions))


def _figures(dataset: Dataset) -> Numbers | None:
    figures = cast("list[Figure]", dataset["figures"])
    codes = Counter(row.code for row in cast("list[Finding]", dataset["findings"]))
    if not figures:
        return None
    kinds = ("holds", "differs", "uncheckable")
    return {"total": len(figures), **{kind: codes[f"stated-count-{kind}"] for kind in kinds}}


def _uneven_years(dataset: Dataset) -> Numbers | None:
    kinds: dict[int, set[str]] = {}
    for release in cast("list[Release]", dataset["releases"]):
        if release.year is not None:
            kinds.setdefault(release.year, set()).add(release.kind)
    if len(set(map(frozenset, kinds.values()))) < 2:
        return None
    told = (f"{year} ({', '.join(sorted(kinds[year]))})" for year in sorted(kinds))
    return {"years": "; ".join(told)}


def _unsettled_names(dataset: Dataset) -> Numbers | None:
    names = cast("list[Name]", dataset["names"])
    return _share(sum(name.status != "resolved" for name in names), len(names))


def _inferred_names(dataset: Dataset) -> Numbers | None:
    names = cast("list[Name]", dataset["names"])
    return _share(sum(name.method in ("phonetic", "fuzzy") for name in names), len(names))


def _read_by_ocr(dataset: Dataset) -> Numbers | None:
    findings = cast("list[Finding]", dataset["findings"])
    scanned = {row.release_id for row in findings if row.code in ("read-by-ocr", "ocr-doubtful")}
    return _share(len(scanned), len(dataset["releases"]))


_MEASURES: Mapping[str, Callable[[Dataset], Numbers | None]] = MappingProxyType(
    {
        "announced-is-not-attended": _seats(lambda seat: seat.attendance == "announced"),
        "one-seat-is-not-one-person": _seats(lambda seat: seat.person_id is None),
        "seat-without-session": _seats(lambda seat: seat.session_id is None),
        "seat-without-place": _seats(lambda seat: seat.place_id is None),
        "session-without-hours": _sessions_without_hours,
        "session-without-talks": _sessions_without_talks,
        "stated-figures-are-claims": _figures,
        "years-differ-in-depth": _uneven_years,
        "names-not-settled": _unsettled_names,
        "names-inferred": _inferred_names,
        "read-by-ocr": _read_by_ocr,
        "read-the-review-flag": _seats(lambda seat: seat.needs_review),
        "printed-is-not-corrected": _always,
        "null-is-not-no": _always,
    }
)
