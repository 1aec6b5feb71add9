"""The report: an index, and a page a release that shows its source beside its rows. Offline files
without any link to the outside; the same rows and releases give the same pages."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.dataset import PlaceRow
from pipeline.publish.report.about import About, read_in
from pipeline.publish.report.changes import RECORD, Changes, changes_between, changes_bytes
from pipeline.publish.report.charts import drawn, together
from pipeline.publish.report.index_page import index_page
from pipeline.publish.report.release_page import page_path, release_page
from pipeline.publish.report.released import Released
from pipeline.publish.report.view import View, at_hand, view_of
from pipeline.publish.tally import Tally

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


def index_files(
    views: Sequence[View], tally: Tally, places: Sequence[PlaceRow], changes: Changes | None
) -> dict[str, bytes]:
    """The files of the report beside the pages of releases, of the views of all parts."""
    charts = drawn(together(view.pictured for view in views), places)
    page = index_page(views, tally, changes, charts)
    return {INDEX: page.encode(), RECORD: changes_bytes(changes)}
