"""The report: an index, and a page a release that shows its source beside its rows. Offline files
without any link to the outside; the same rows and releases give the same pages."""

from __future__ import annotations

from collections.abc import Iterable

from pipeline.dataset import Dataset, Release
from pipeline.publish.report.about import About
from pipeline.publish.report.changes import RECORD, Changes, changes_bytes, changes_since
from pipeline.publish.report.charts import charts
from pipeline.publish.report.index_page import index_page
from pipeline.publish.report.release_page import page_path, release_page
from pipeline.publish.report.released import Released

__all__ = ["INDEX", "Released", "changes_since", "report_files"]

INDEX = "report.html"


def report_files(
    dataset: Dataset, released: Iterable[Released] = (), changes: Changes | None = None
) -> dict[str, bytes]:
    """The files of the report by their paths. `released` are the releases whose raw files are at
    hand; one that is not the file which the dataset was read from is left out."""
    digests = {r.release_id: r.source_sha256 for r in dataset["releases"] if isinstance(r, Release)}
    at_hand = {
        one.document.release_id: one
        for one in released
        if digests.get(one.document.release_id) == one.document.source_sha256
    }
    about = About(dataset, at_hand)
    files = {INDEX: index_page(about, changes, charts(dataset)), RECORD: ""}
    pages = {page_path(row): release_page(row, about) for row in about.rows(Release)}
    written = {path: content.encode() for path, content in {**files, **pages}.items()}
    return written | {RECORD: changes_bytes(changes)}
