"""The report: an index, and a page a release that shows its source beside its rows. Offline files
without any link to the outside; the same rows and releases give the same pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from pipeline.dataset import PlaceRow
from pipeline.publish.report.about import About, read_in
from pipeline.publish.report.changes import RECORD, Changes, changes_between, changes_bytes
from pipeline.publish.report.charts import drawn, together
from pipeline.publish.report.contents_page import Volume, contents_page
from pipeline.publish.report.index_page import index_page, year_page
from pipeline.publish.report.release_page import page_path, release_page
from pipeline.publish.report.released import Released
from pipeline.publish.report.view import View, at_hand, view_of

__all__ = [
    "INDEX",
    "About",
    "Released",
    "View",
    "at_hand",
    "changes_between",
    "index_files",
    "page_path",
    "read_in",
    "release_page",
    "view_of",
]

INDEX = "report.html"
MOST_LINES = 30_000
"""Releases, sessions, seats and findings that one page shows; of more, each year has its own."""


Chapter = tuple[str, Sequence[Callable[[], View]]]
"""A part of the dataset in the report: its name (a year), and how to get the views of it."""


def index_files(
    chapters: Sequence[Chapter], lines: int, places: Sequence[PlaceRow], changes: Changes | None
) -> Iterator[tuple[str, bytes]]:
    """The files of the report beside the pages of releases: path and content.

    `lines` is how many releases, sessions, seats and findings there are in all.
    """
    if lines <= MOST_LINES:
        views = [view() for _, load in chapters for view in load]
        charts = drawn(together(view.pictured for view in views), places)
        yield INDEX, index_page(views, changes, charts).encode()
    else:
        volumes = []
        for name, load in chapters:
            path, views = f"report-{name}.html", [view() for view in load]
            volumes.append(Volume.of(name, path, views))
            yield path, year_page(name, views).encode()
        charts = drawn(together(volume.pictured for volume in volumes), places)
        yield INDEX, contents_page(volumes, changes, charts).encode()
    yield RECORD, changes_bytes(changes)
