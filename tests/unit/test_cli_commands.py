"""The command line: what goes where, and how it ends."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import annual, cli, conveyor
from pipeline import run as runs
from pipeline.exits import Exit
from pipeline.findings import finding
from pipeline.outcome import Outcome
from pipeline.progress import progress_bar
from pipeline.publish.stage import publish
from tests import conveyor as stages
from tests.publish_example import CASTRIES, EURASIA, RAW, example

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def cheap_stages(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(conveyor, "read_release", stages.read_release)
    monkeypatch.setattr(annual, "read_release", stages.read_release)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    (tmp_path / "raw").mkdir()
    (tmp_path / "raw" / "a.txt").write_text("新聞稿", "utf-8")
    return tmp_path / "raw"


@pytest.fixture
def published(tmp_path: Path) -> Path:
    publish(example(), tmp_path / "normalized")
    return tmp_path / "normalized"


def extract(*more: str) -> int:
    return cli.main(["extract", "--curation", str(stages.CURATION), *more])


def test_extract_publishes_and_says_what_it_came_to(
    raw: Path, capsys: Capture, tmp_path: Path
) -> None:
    assert extract() == 0
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err == (
        "1 release, 0 sessions, 0 speakers; 0 open findings: normalized/report.html\n"
    )
    assert (tmp_path / "normalized" / "datapackage.json").is_file()


def test_where_no_report_is_wanted_the_last_line_names_the_folder(
    raw: Path, capsys: Capture
) -> None:
    assert extract("--no-report") == 0
    assert capsys.readouterr().err.endswith("; 0 open findings: normalized\n")


def test_the_second_time_it_says_that_nothing_was_done(raw: Path, capsys: Capture) -> None:
    extract()
    capsys.readouterr()
    stages.read.clear()
    assert extract() == 0
    first, *_ = capsys.readouterr().err.splitlines()
    assert first == "1 release unchanged, taken from the cache; normalized is up to date"
    assert stages.read == []


def test_without_the_cache_all_is_read_again(raw: Path, capsys: Capture) -> None:
    extract()
    stages.read.clear()
    extract("--no-cache")
    assert stages.read == ["a"]
    assert "1 release unchanged" not in capsys.readouterr().err


def test_a_dry_run_publishes_nothing(raw: Path, capsys: Capture, tmp_path: Path) -> None:
    assert extract("--dry-run") == 0
    assert not (tmp_path / "normalized").exists()
    assert "0 open findings (dry run: nothing was written)" in capsys.readouterr().err


def test_open_errors_are_listed_and_end_in_1(raw: Path, capsys: Capture) -> None:
    (raw / "unreadable.txt").write_text("?", "utf-8")
    assert extract() == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0].startswith("error unreadable: unreadable: unreadable.txt could not be read")
    assert lines[0].endswith("Replace the file, or take it out of the raw folder.")
    assert lines[1] == "1 release, 0 sessions, 0 speakers; 1 open finding: normalized/report.html"


def test_where_nothing_can_be_read_it_ends_in_3(raw: Path, capsys: Capture) -> None:
    (raw / "a.txt").rename(raw / "unreadable.txt")
    assert extract() == 3
    told = capsys.readouterr().err
    assert "error unreadable:" in told
    assert told.endswith("nothing could be read, and nothing was published\n")


def test_quiet_says_nothing_and_json_is_for_programs(raw: Path, capsys: Capture) -> None:
    (raw / "unreadable.txt").write_text("?", "utf-8")
    assert extract("--quiet", "--json") == 1
    told = capsys.readouterr()
    assert told.err == ""
    data = json.loads(told.out)
    assert data["exit_code"] == 1
    assert data["releases"] == ["a"]
    assert data["counts"]["releases"] == 1
    assert [row["code"] for row in data["open_findings"]] == ["unreadable"]


def test_many_findings_are_capped_unless_all_are_asked_for(
    raw: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = tuple(
        finding("empty-file", release_id=f"r{number}", file=f"r{number}.txt")
        for number in range(30)
    )
    monkeypatch.setattr(runs, "run", lambda *_, **__: Outcome(("a",), {}, told, lambda name: told))
    assert extract() == 1
    lines = capsys.readouterr().err.splitlines()
    assert sum(line.startswith("error empty-file") for line in lines) == 20
    assert lines[-2] == "and 10 more; the table `findings` has all of them"
    extract("--verbose")
    assert capsys.readouterr().err.count("error empty-file") == 30


@pytest.mark.parametrize(
    "arguments",
    [
        ["extract", "--raw", "nowhere"],
        ["extract", "--curation", "nowhere"],
        ["check", "nowhere"],
        ["explain", EURASIA, "--out", "nowhere"],
        ["diff", "nowhere", "raw"],
        ["report", "raw"],
        ["bless", "--raw", "nowhere"],
    ],
)
def test_a_folder_that_is_not_there_is_wrong_usage(
    raw: Path, arguments: list[str], capsys: Capture
) -> None:
    assert cli.main(arguments) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("error: ")
    assert "Traceback" not in told.err


@pytest.mark.parametrize(
    "arguments",
    [[], ["extact"], ["extract", "--jobs", "0"], ["extract", "--jobs", "two"], ["diff"]],
)
def test_wrong_arguments_end_in_2(arguments: list[str], capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stop:
        cli.main(arguments)
    assert stop.value.code == 2
    assert "usage: python -m pipeline" in capsys.readouterr().err


def test_a_folder_of_other_files_is_not_published_over(
    raw: Path, capsys: Capture, tmp_path: Path
) -> None:
    (tmp_path / "normalized").mkdir()
    (tmp_path / "normalized" / "thesis.docx").write_bytes(b"years of work")
    assert extract() == 2
    assert "name another folder, or empty it" in capsys.readouterr().err
    assert (tmp_path / "normalized" / "thesis.docx").read_bytes() == b"years of work"


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (KeyError("speaker"), Exit.FAULT),
        (OSError(28, "No space left on device"), Exit.FAULT),
        (KeyboardInterrupt(), Exit.INTERRUPTED),
    ],
)
@pytest.mark.usefixtures("raw")
def test_a_fault_leaves_the_old_dataset_and_no_traceback(
    published: Path,
    fault: BaseException,
    code: Exit,
    monkeypatch: pytest.MonkeyPatch,
    capsys: Capture,
) -> None:
    def fail(*arguments: object, **options: object) -> None:
        raise fault

    before = {path: path.read_bytes() for path in published.rglob("*.*")}
    monkeypatch.setattr(conveyor, "publish_parts", fail)
    assert extract() == code
    told = capsys.readouterr().err
    assert told.splitlines()[-1].endswith("what was published before is as it was")
    assert ("internal fault" in told) == (code is Exit.FAULT)
    assert str(fault) in told
    assert "Traceback" not in told
    assert {path: path.read_bytes() for path in published.rglob("*.*")} == before


def test_verbose_shows_where_a_fault_came_from(
    raw: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    monkeypatch.setattr(conveyor, "chronicle", None)
    assert extract("-v") == 4
    assert "Traceback" in capsys.readouterr().err


def test_check_lists_problems_on_stdout(published: Path, capsys: Capture) -> None:
    assert cli.main(["check", "normalized"]) == 0
    assert capsys.readouterr().out == ""
    (published / "talks.csv").unlink()
    assert cli.main(["check", "normalized"]) == 1
    assert "talks.csv" in capsys.readouterr().out
    assert cli.main(["check", "--json"]) == 1
    assert any(
        "talks.csv" in problem for problem in json.loads(capsys.readouterr().out)["problems"]
    )


def test_explain_shows_a_row(published: Path, capsys: Capture) -> None:
    assert cli.main(["explain", CASTRIES, "--raw", str(RAW)]) == 0
    assert "⟦卡司翠⟧" in capsys.readouterr().out
    assert cli.main(["explain", CASTRIES, "--raw", str(RAW), "--json"]) == 0
    (row,) = json.loads(capsys.readouterr().out)
    places = {column["column"]: column["spots"] for column in row["columns"]}
    assert places["place_printed"][0]["printed"] == "卡司翠"
    assert row["findings"][0]["code"] == "place-unknown"


def test_explain_of_an_unknown_row_guesses_and_ends_in_2(published: Path, capsys: Capture) -> None:
    assert cli.main(["explain", "cz-vysocina"]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert "Did you mean places:cz-vysocina-region" in told.err


def test_diff_ends_in_0_for_equal_and_1_for_different(
    published: Path, tmp_path: Path, capsys: Capture
) -> None:
    assert cli.main(["diff", "normalized", "normalized"]) == 0
    dataset = example()
    dataset["streams"].pop()
    publish(dataset, tmp_path / "new")
    capsys.readouterr()
    assert cli.main(["diff", "normalized", "new"]) == 1
    assert "streams: 0 added, 0 changed, 1 removed" in capsys.readouterr().out
    assert cli.main(["diff", "normalized", "new", "--json"]) == 1
    assert list(json.loads(capsys.readouterr().out)["tables"]) == ["streams"]


def test_report_writes_the_page_anew(published: Path) -> None:
    page = (published / "report.html").read_bytes()
    (published / "report.html").write_bytes(b"old")
    assert cli.main(["report", "normalized"]) == 0
    assert (published / "report.html").read_bytes() == page


def test_bless_shows_the_difference_and_writes_only_when_switched_on(
    raw: Path, tmp_path: Path, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    arguments = ["bless", "--curation", str(stages.CURATION), "--golden", "golden"]
    monkeypatch.delenv("PIPELINE_BLESS", raising=False)
    assert cli.main(arguments) == 1
    told = capsys.readouterr()
    assert "releases: 1 added, 0 changed, 0 removed" in told.out
    assert "PIPELINE_BLESS=1" in told.err
    assert not (tmp_path / "golden").exists()
    monkeypatch.setenv("PIPELINE_BLESS", "1")
    assert cli.main(arguments) == 0
    assert "releases: 1 added" in capsys.readouterr().out
    assert "a.txt" in (tmp_path / "golden" / "releases.csv").read_text("utf-8")
    assert cli.main(arguments) == 0
    assert capsys.readouterr().out == "no difference\n"


def python(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "pipeline", *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
    )


@pytest.mark.slow
def test_a_locale_without_chinese_does_not_stop_the_output(published: Path) -> None:
    told = python(
        "explain",
        CASTRIES,
        "--out",
        str(published),
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONCOERCECLOCALE="0",
    )
    assert told.returncode == 0
    assert "⟦卡司翠⟧" in told.stdout.decode("utf-8")


def test_nothing_is_drawn_in_a_pipe(raw: Path, capsys: Capture) -> None:
    with progress_bar(wanted=True) as tell:
        assert tell is None
    extract()
    assert "\r" not in capsys.readouterr().err


def test_on_a_terminal_the_bar_names_the_release(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = io.StringIO()
    monkeypatch.setattr(terminal, "isatty", lambda: True, raising=False)
    monkeypatch.setattr(sys, "stderr", terminal)
    with progress_bar(wanted=True) as tell:
        assert tell is not None
        time.sleep(0.4)
        tell(3, 5, "2021-closing")
    assert "3/5" in terminal.getvalue()
    assert "2021-closing" in terminal.getvalue()
    with progress_bar(wanted=False) as tell:
        assert tell is None
