"""What is expected of the releases at hand, and where their rows fall short of it or go beyond."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from pipeline.dataset import Finding
from pipeline.findings import finding
from pipeline.normalize.expectations import FILE, Bound, Expectations

Counts = Mapping[tuple[str | None, str], int]
"""Rows by release and table; by null and table those of all releases."""


class TooFewRows(Exception):
    """The releases gave less than is expected, which is not to be published: `findings` say what."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        super().__init__(f"{len(findings)} expectation(s) not met")
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Expected:
    """What a run is held to: `bounds` on rows, and findings about the releases that it `lost`.

    `absent` are the releases listed which neither this run nor the one before it has.
    """

    bounds: tuple[Bound, ...] = ()
    lost: tuple[Finding, ...] = ()
    absent: tuple[str, ...] = ()

    def exceeded(self, counts: Counts) -> list[Finding]:
        """What is more than expected. Raises TooFewRows where anything is less, or lost."""
        short = (*self.lost, *self._told(counts, least=True))
        if short:
            raise TooFewRows(short)
        return [*self._told(counts, least=False)]

    def _told(self, counts: Counts, *, least: bool) -> Iterator[Finding]:
        for bound in self.bounds:
            count = counts.get((bound.release_id, bound.table), 0)
            allowed = bound.least if least else bound.most
            if allowed is None or (count >= allowed if least else count <= allowed):
                continue
            yield finding(
                "too-few-rows" if least else "too-many-rows",
                release_id=bound.release_id,
                table=bound.table,
                evidence=f"{FILE}: {bound.table}",
                count=count,
                bound=allowed,
                line=bound.line,
            )


def expected_of(
    expectations: Expectations,
    read: AbstractSet[str],
    there: AbstractSet[str],
    published: AbstractSet[str],
) -> Expected:
    """What is expected of a run, by the ids of releases that it `read`, that are `there` (be it
    that they cannot be read), and that the folder holds which it would replace.

    Of a raw folder with none of the releases listed nothing is expected: it is another archive's.
    Else the bounds of a release hold where it was read, and one that was published before is lost
    where it was not; the bounds of all releases hold where no release listed is absent.
    """
    listed = expectations.releases or {}
    if listed and there.isdisjoint(listed):
        return Expected()
    lost = [one for one in listed if one not in read and one in published]
    absent = tuple(one for one in listed if one not in read | published)
    return Expected(
        tuple(bound for bound in expectations.bounds if _holds(bound, read, absent)),
        tuple(_lost(one, listed[one], one in there) for one in lost),
        absent,
    )


def _holds(bound: Bound, read: AbstractSet[str], absent: Collection[str]) -> bool:
    return not absent if bound.release_id is None else bound.release_id in read


def _lost(release_id: str, line: int, there: bool) -> Finding:
    return finding(
        "release-lost",
        release_id=release_id,
        evidence=f"{FILE}: {release_id}",
        line=line,
        what="it could not be read" if there else "the raw folder does not hold it",
    )
