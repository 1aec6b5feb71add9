"""What a reader raises becomes a finding that gives nothing away."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline import worker
from pipeline.ingest.faults import reason
from pipeline.ingest.limits import LIMITS
from pipeline.ingest.raw_file import Source
from pipeline.ingest.source import find_sources
from pipeline.normalize.curation import CurationError
from pipeline.worker import read_release
from tests.conveyor import CURATION


@pytest.fixture
def source(tmp_path: Path) -> Source:
    (tmp_path / "notice.txt").write_text("停水公告：明日暫停供水。\n", "utf-8")
    return find_sources(tmp_path)[0][0]


def raised(fault: BaseException) -> BaseException:
    """The fault as it is after it was raised here."""
    try:
        raise fault
    except type(fault) as caught:
        return caught


@pytest.mark.parametrize("stage", ["read_source", "extract_release", "normalize_release"])
def test_whichever_stage_fails_the_release_is_reported(
    source: Source, stage: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*arguments: object) -> None:
        raise RecursionError("too deep")

    monkeypatch.setattr(worker, stage, fail)
    result, _ = read_release(source, CURATION, "", LIMITS)
    (told,) = result.findings
    assert result.outline is None
    assert not result.lasting
    assert (told.code, told.severity, told.release_id) == ("worker-fault", "error", "notice")
    assert "notice.txt made its reader fail: RecursionError: too deep" in told.message
    assert "Report the file as a bug" in told.message


def test_the_place_in_this_package_is_named(
    source: Source, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(worker, "extract_release", None)
    (told,) = read_release(source, CURATION, "", LIMITS)[0].findings
    assert "(pipeline/worker.py, line " in told.message


@pytest.mark.parametrize(
    ("message", "shown"),
    [
        ("no such file: /home/someone/summit/raw/a.txt", "ValueError: no such file: …"),
        (r"cannot open C:\Users\someone\a.txt", "ValueError: cannot open …"),
        ("unexpected '王小明 先生'", "ValueError: unexpected '… …'"),
        ("bad field 02-2720 8889 here", "ValueError: bad field …here"),
        ("bad field someone@gov.example", "ValueError: bad field …"),
        ("bad field (02)2720.8889 here", "ValueError: bad field (…here"),
        ("no cell for Zebulon O'Quimby", "ValueError: no cell for … …"),
        ("no business with subprocess.Popen", "ValueError: no business with subprocess.Popen"),
        ("row 12 of 30", "ValueError: row 12 of 30"),
        ("", "ValueError"),
    ],
)
def test_a_reason_holds_no_path_and_no_words_of_the_release(message: str, shown: str) -> None:
    assert reason(raised(ValueError(message))) == shown


def test_a_long_reason_is_cut() -> None:
    assert len(reason(raised(ValueError("x" * 10_000)))) < 200


def test_a_release_of_which_nothing_is_understood_says_so(source: Source) -> None:
    result, _ = read_release(source, CURATION, "", LIMITS)
    assert result.outline is not None
    told = {told.code: told for told in result.findings}
    assert told["nothing-understood"].release_id == "notice"
    assert "Check that it is a release about the summit" in told["nothing-understood"].message


def test_curation_that_cannot_be_used_is_no_fault_of_a_release(
    source: Source, tmp_path: Path
) -> None:
    with pytest.raises(CurationError):
        read_release(source, tmp_path / "nowhere", "", LIMITS)
