"""A part of the dataset, made ready to be published: its rows are no other part's."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pipeline.dataset import TABLES, Dataset, Release, sort_key
from pipeline.publish.new_folder import FileFacts, facts_of_bytes
from pipeline.publish.report import (
    About,
    Released,
    View,
    at_hand,
    page_path,
    release_page,
    view_of,
)
from pipeline.publish.sheet import HeldSheet, Sheet, sheet_of, validated_rows

Sheets = Mapping[str, Sheet]
"""The sheet of each table."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page of a release: where it is published, and how to get its bytes."""

    path: str
    facts: FileFacts
    content: Callable[[], bytes]


@dataclass(frozen=True, slots=True)
class Part:
    """A part by its name, which is a year for most; `views` give what the report shows of it, one
    after the other, and there are none where no report is wanted."""

    name: str
    sheets: Sheets
    views: tuple[Callable[[], View], ...] = ()
    pages: tuple[Page, ...] = ()


def sheets_of(rows: Dataset) -> dict[str, HeldSheet]:
    """The sheets of rows in any order. Raises TableError."""
    return {name: sheet_of(model, rows[name]) for name, model in TABLES.items()}


def pages_of(releases: Iterable[Release], about: About) -> Iterator[tuple[str, bytes]]:
    """The pages of releases, each with its path in the published folder."""
    for release in releases:
        yield page_path(release), release_page(release, about).encode()


def whole(dataset: Dataset, released: Iterable[Released], *, report: bool) -> Part:
    """A dataset as its only part. `released` are the releases whose raw files are at hand; one that
    is not the file which the dataset was read from is left out. Raises TableError."""
    dataset = {
        name: sorted(validated_rows(model, dataset[name]), key=sort_key)
        for name, model in TABLES.items()
    }
    sheets = sheets_of(dataset)
    if not report:
        return Part("all", sheets)
    releases = [row for row in dataset["releases"] if isinstance(row, Release)]
    known = frozenset(release.release_id for release in releases)
    about = About(dataset, at_hand(dataset, released), known)
    pages = tuple(_page(path, content) for path, content in pages_of(releases, about))
    return Part("all", sheets, (lambda: view_of(dataset, about),), pages)


def _page(path: str, content: bytes) -> Page:
    return Page(path, facts_of_bytes(content), lambda: content)
