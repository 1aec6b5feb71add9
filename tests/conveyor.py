"""Stages that cost nothing, to test the conveyor itself: a file is a release, whatever it holds."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from pipeline.dataset import TABLES, Dataset, Finding, Release
from pipeline.extract.records import Header, ReleaseFacts
from pipeline.findings import finding
from pipeline.ingest.document import Document
from pipeline.ingest.limits import Limits
from pipeline.ingest.source import Source
from pipeline.normalize.curation import Curation
from pipeline.normalize.records import MeantRelease
from pipeline.worker import ReleaseResult

CURATION = Path(__file__).parent.parent / "curation"

read: list[str] = []
"""The release ids that were read in this process, in order."""


def meant(source: Source) -> MeantRelease:
    """A release that says nothing."""
    document = Document(
        source.release_id, source.name, "text", source.sha256, source.data.decode(), ()
    )
    facts = ReleaseFacts(document, Header(kind="other", script="Hant"))
    return MeantRelease(facts, None, None, None, (), (), (), (), (), ())


def read_release(source: Source, curation: Path, setting: str, limits: Limits) -> ReleaseResult:
    """Reads any file; `unreadable` in its name makes a finding, `deadly` ends the process."""
    read.append(source.release_id)
    if "deadly" in source.name:
        os._exit(1)
    if "unreadable" in source.name:
        told = finding(
            "unreadable", release_id=source.release_id, file=source.name, reason="it says so"
        )
        return ReleaseResult(None, (told,))
    return ReleaseResult(meant(source))


def reconcile(
    releases: Sequence[MeantRelease], curation: Curation, findings: Sequence[Finding]
) -> Dataset:
    """A row a release, and the findings."""
    dataset: Dataset = {name: [] for name in TABLES}
    dataset["releases"] += [_row(release.facts.document) for release in releases]
    dataset["findings"] += sorted(findings, key=lambda told: told.finding_id)
    return dataset


def _row(document: Document) -> Release:
    return Release(
        release_id=document.release_id,
        source_file=document.source_file,
        source_format=document.source_format,
        source_sha256=document.source_sha256,
        page_count=None,
        script="Hant",
        kind="other",
        title=None,
        agency_printed=None,
        agency_zh=None,
        published_date=None,
        year=None,
    )
