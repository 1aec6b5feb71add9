"""Which release speaks first and which reports what happened.

The order of releases never depends on the order in which they were read: posting date (the end of
the year where none is printed), then an announcement before a closing before an annex, then id.
"""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.dataset import ReleaseKind
from pipeline.extract.records import Basis
from pipeline.normalize.records import MeantRelease

_KINDS: dict[ReleaseKind, int] = {"announcement": 0, "closing": 1, "annex": 2, "other": 3}
_BASES: dict[Basis, int] = {"table": 0, "list": 1, "caption": 2, "sentence": 3}
_REPORTS: frozenset[ReleaseKind] = frozenset({"closing", "annex"})
_UNDATED = "9999"


def chronological(releases: Iterable[MeantRelease]) -> list[MeantRelease]:
    """The releases in the order in which they were posted."""
    return sorted(releases, key=posting_rank)


def posting_rank(release: MeantRelease) -> tuple[str, int, str]:
    """Sort key of a release: when it was posted, its kind, its id."""
    year = _UNDATED if release.year is None else f"{release.year:04d}"
    kind = release.facts.header.kind
    return (release.date or f"{year}-12-31", _KINDS[kind], release.release_id)


def is_report(release: MeantRelease) -> bool:
    """Whether the release reports what happened (a closing or its annex)."""
    return release.facts.header.kind in _REPORTS


def basis_rank(basis: Basis) -> int:
    """0 for the best evidence: a table, then a list, a caption, a sentence."""
    return _BASES[basis]
