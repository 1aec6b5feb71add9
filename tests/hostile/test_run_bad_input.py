"""One good release among bad files: each bad one is a finding, and costs the good one nothing."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline.dataset import Finding, Speaker
from pipeline.exits import Exit
from pipeline.explain import read_dataset
from pipeline.publish.check import check_folder
from pipeline.run import Outcome, run
from tests.conftest import ROOT

GOOD = "2020-08-13-announcement"
NOTICE = "停水公告\n\n自來水事業處說明，明日上午暫停供水，造成不便敬請見諒。\n"


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("mixed") / "raw"
    folder.mkdir()
    shutil.copy(ROOT / "raw" / f"{GOOD}.txt", folder)
    (folder / "empty.txt").write_bytes(b"")
    (folder / "blank.md").write_bytes(b"\xef\xbb\xbf \r\n\t\xe3\x80\x80\r\n")
    (folder / "photo.txt").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40)
    (folder / "agenda.xyz").write_text(NOTICE, "utf-8")
    (folder / "twice.md").write_text(NOTICE, "utf-8")
    (folder / "twice.txt").write_text(NOTICE, "utf-8")
    (folder / "notice.txt").write_text(NOTICE, "utf-8")
    return folder


@pytest.fixture(scope="module")
def outcome(raw: Path) -> Outcome:
    return run(raw, raw.parent / "normalized", ROOT / "curation")


@pytest.mark.parametrize(
    ("code", "severity", "name", "remedy"),
    [
        ("empty-file", "error", "empty.txt", "Fetch the release again, or take the file out."),
        ("empty-file", "error", "blank.md", "Fetch the release again, or take the file out."),
        ("binary-file", "error", "photo.txt", "Give the file its true suffix"),
        ("unknown-format", "error", "agenda.xyz", "Save it as PDF, DOCX, ODT, HTML, Markdown"),
        ("duplicate-stem", "error", "twice.txt", "Rename or remove all but one"),
        ("nothing-understood", "warning", "notice.txt", "report its layout if it is"),
    ],
)
def test_each_bad_file_is_a_finding_with_its_remedy(
    outcome: Outcome, code: str, severity: str, name: str, remedy: str
) -> None:
    told = [row for row in outcome.open_findings if row.code == code and name in row.message]
    assert len(told) == 1
    assert told[0].severity == severity
    assert remedy in told[0].message


def test_the_findings_are_published(outcome: Outcome, raw: Path) -> None:
    published = read_dataset(raw.parent / "normalized")["findings"]
    assert tuple(published) == outcome.findings
    assert any(isinstance(row, Finding) and row.code == "empty-file" for row in published)


def test_the_good_release_has_the_rows_that_it_has_alone(
    outcome: Outcome, raw: Path, tmp_path: Path
) -> None:
    (tmp_path / "raw").mkdir()
    shutil.copy(raw / f"{GOOD}.txt", tmp_path / "raw")
    run(tmp_path / "raw", tmp_path / "normalized", ROOT / "curation")
    alone = read_dataset(tmp_path / "normalized")
    among = read_dataset(raw.parent / "normalized")
    assert len(alone["sessions"]) == 3
    for table in ("sessions", "speakers", "talks", "streams", "figures", "people", "places"):
        assert among[table] == alone[table], table


def test_the_others_are_published_and_the_run_ends_in_1(outcome: Outcome, raw: Path) -> None:
    assert outcome.exit_code is Exit.OPEN_ERROR
    assert outcome.releases == (GOOD, "notice", "twice")
    assert check_folder(raw.parent / "normalized", raw) == []


def test_a_release_about_something_else_has_no_seats(outcome: Outcome, raw: Path) -> None:
    speakers = read_dataset(raw.parent / "normalized")["speakers"]
    assert speakers
    assert all(row.release_ids == [GOOD] for row in speakers if isinstance(row, Speaker))


def test_bad_files_only_end_in_3_and_leave_the_old_dataset(
    outcome: Outcome, raw: Path, tmp_path: Path
) -> None:
    (tmp_path / "raw").mkdir()
    for name in ("empty.txt", "photo.txt", "agenda.xyz"):
        shutil.copy(raw / name, tmp_path / "raw")
    out = tmp_path / "normalized"
    shutil.copytree(raw.parent / "normalized", out)
    before = {path: path.read_bytes() for path in out.rglob("*") if path.is_file()}
    bad = run(tmp_path / "raw", out, ROOT / "curation")
    assert bad.exit_code is Exit.NOTHING_READ
    assert {row.code for row in bad.findings} == {"empty-file", "binary-file", "unknown-format"}
    assert {path: path.read_bytes() for path in out.rglob("*") if path.is_file()} == before


def test_files_that_are_no_releases_are_passed_over_in_silence(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    shutil.copy(ROOT / "raw" / f"{GOOD}.txt", raw)
    for name in (".DS_Store", "README.md", f"{GOOD}.yml", "Thumbs.db"):
        (raw / name).write_text("x", "utf-8")
    assert run(raw, None, ROOT / "curation").releases == (GOOD,)
