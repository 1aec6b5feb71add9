"""Stages that cost nothing, to test the conveyor itself: a file is a release, whatever it holds, about
the year at the end of its name, if any."""

from __future__ import annotations

import functools
import os
import signal
from pathlib import Path

from pytest import MonkeyPatch  # noqa: PT013 - the module is no test

from pipeline import annual, cache, conveyor
from pipeline.annual import RowsTask
from pipeline.cache import Setting
from pipeline.codec import encode
from pipeline.extract.records import Header, ReleaseFacts
from pipeline.findings import finding
from pipeline.ingest.document import Document
from pipeline.ingest.limits import Limits
from pipeline.ingest.raw_file import RawFile, Source, load
from pipeline.normalize.curation import load_curation
from pipeline.normalize.records import MeantRelease
from pipeline.reconcile.outline import outline_of
from pipeline.store import Rows, Store
from pipeline.worker import ReleaseResult

CURATION = Path(__file__).parent.parent / "curation"

read: list[str] = []
"""The release ids that were read in this process, in order."""


@functools.cache
def digest_of_code() -> str:
    return cache.folder_digest(cache.PACKAGE)


def use_cheap_stages(patch: MonkeyPatch) -> None:
    """Let the conveyor read releases by `read_release`, below, and look once at the code."""
    of_code, of_folder = digest_of_code(), cache.folder_digest
    patch.setattr(
        cache,
        "folder_digest",
        lambda folder: of_code if folder == cache.PACKAGE else of_folder(folder),
    )
    patch.setattr(conveyor, "read_release", read_release)
    patch.setattr(annual, "read_release", read_release)
    read.clear()


def meant(source: Source) -> MeantRelease:
    """A release that says nothing."""
    file = load(source)
    assert isinstance(file, RawFile)
    document = Document(
        source.release_id, source.name, "text", source.sha256, file.data.decode(), ()
    )
    facts = ReleaseFacts(document, Header(kind="other", script="Hant"))
    stem = source.release_id
    year = int(stem[-4:]) if stem[-4:].isdecimal() else None
    return MeantRelease(facts, None, year, None, (), (), (), (), (), ())


def read_release(
    source: Source, curation: Path, setting: str, limits: Limits
) -> tuple[ReleaseResult, bytes]:
    """Reads any file; `unreadable` in its name makes a finding, `deadly` kills the process, as a system
    does that runs out of memory."""
    read.append(source.release_id)
    if "deadly" in source.name:
        os.kill(os.getpid(), signal.SIGKILL)
    if "unreadable" in source.name:
        told = finding(
            "unreadable", release_id=source.release_id, file=source.name, reason="it says so"
        )
        return ReleaseResult(None, (told,)), b""
    release = meant(source)
    result = ReleaseResult(outline_of(release, load_curation(curation)))
    return result, encode(MeantRelease, release)


def make_rows_after_deaths(
    met: Path, deaths: int, task: RowsTask, store: Store, setting: Setting
) -> Rows:
    """Makes a year; that of 2022 only after so many processes were killed over it."""
    met.mkdir(exist_ok=True)
    before = len([*met.iterdir()])
    if task.year == 2022 and before < deaths:
        (met / str(before)).touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return annual.make_rows(task, store, setting)
