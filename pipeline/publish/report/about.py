"""The dataset looked up from every side: what belongs to a release, what a finding is about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from pipeline.dataset import (
    TABLES,
    Dataset,
    Finding,
    Provenance,
    Row,
)
from pipeline.publish.columns import row_id
from pipeline.publish.report.html import attributes
from pipeline.publish.report.released import Released, page_name

R = TypeVar("R", bound=Row)
SHOWN_TABLES = ("releases", "sessions", "speakers", "talks", "streams", "figures")
"""The tables whose rows are read from a release, in the order in which its page shows them."""


@dataclass(frozen=True)
class About:
    """A dataset or a part of it, and the releases as they were read, by id, which may lack some.

    `known` are the releases that have a page.
    """

    dataset: Dataset
    released: Mapping[str, Released]
    known: frozenset[str]

    def rows(self, model: type[R]) -> list[R]:
        return [row for row in self.dataset[model.TABLE] if isinstance(row, model)]

    @cached_property
    def by_id(self) -> dict[tuple[str, str], Row]:
        return {(name, row_id(row)): row for name in TABLES for row in self.dataset[name]}

    @cached_property
    def places(self) -> dict[str, list[Provenance]]:
        """By release, where its values stand."""
        found: dict[str, list[Provenance]] = defaultdict(list)
        for row in self.rows(Provenance):
            found[row.release_id].append(row)
        return found

    @cached_property
    def findings(self) -> dict[str | None, list[Finding]]:
        """By release, the findings about it or about a row of it."""
        found: dict[str | None, list[Finding]] = defaultdict(list)
        for finding in self.rows(Finding):
            for release_id in self.releases_of(finding) or (None,):
                found[release_id].append(finding)
        return found

    @cached_property
    def codes(self) -> dict[tuple[str, str], list[str]]:
        """By table and row id, the codes of the findings about the row."""
        found: dict[tuple[str, str], list[str]] = defaultdict(list)
        for finding in self.rows(Finding):
            if finding.table and finding.row_id:
                found[finding.table, finding.row_id].append(finding.code)
        return found

    def releases_of(self, finding: Finding) -> tuple[str, ...]:
        """The releases that a finding is about, those alone that are in the dataset."""
        if finding.release_id is not None:
            return (finding.release_id,) if finding.release_id in self.known else ()
        row = self.by_id.get((finding.table or "", finding.row_id or ""))
        return tuple(getattr(row, "release_ids", ()))

    @cached_property
    def rows_of(self) -> dict[str, list[Row]]:
        """By release, the rows that it names or that were read from it, by table."""
        found: dict[str, list[Row]] = defaultdict(list)
        for name in SHOWN_TABLES:
            for row in self.dataset[name]:
                for release_id in read_in(row):
                    found[release_id].append(row)
        return found

    def facets(
        self, rows: Iterable[Row | None], releases: Sequence[str], codes: Sequence[str] = ()
    ) -> str:
        """The attributes by which the filters choose an item: r(elease), f(inding), c(ountry), y(ear)."""
        rows = [row for row in rows if row is not None]
        countries = {getattr(row, "country_iso2", None) for row in rows}
        years = {getattr(row, "year", None) for row in rows}
        return attributes(
            r=" ".join(sorted(token(one) for one in releases if one in self.known)),
            f=" ".join(sorted(set(codes))),
            c=" ".join(sorted(filter(None, countries))),
            y=" ".join(sorted(str(year) for year in years if year is not None)),
        )


def token(release_id: str) -> str:
    """What the page's filters know a release by: one word."""
    return page_name(release_id).removesuffix(".html")


def read_in(row: Row) -> list[str]:
    """The releases that a row was read from."""
    several = getattr(row, "release_ids", None)
    return list(several) if several is not None else [row.release_id]  # type: ignore[attr-defined]


_LABELS: Mapping[str, tuple[str, ...]] = {
    "releases": ("title", "release_id"),
    "sessions": ("date", "start_time", "name_zh", "event"),
    "speakers": (
        *("country_name_zh", "place_name_zh", "organisation_zh"),
        *("title_zh", "person_name"),
    ),
    "talks": ("question_zh", "text"),
    "streams": ("language", "url"),
    "figures": ("measure", "printed"),
    "places": ("name_zh", "name_en"),
    "people": ("name", "name_zh"),
}


def label(row: Row) -> str:
    """A row in a few words."""
    names = _LABELS.get(row.TABLE, row.KEY)
    values = dict.fromkeys(str(getattr(row, name)) for name in names if getattr(row, name))
    return " ".join(values) or row_id(row)
