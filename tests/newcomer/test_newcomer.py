"""A new user adds a release and settles one unknown name by what README says, word for word."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest

from tests.docs.blocks import ROOT, copy_of_the_repository, run

RELEASE = "2023-03-28-announcement"
TEXT = """\
臺北市政府資訊局 新聞稿

發布機關：臺北市政府資訊局

張貼日：2023/3/27

2023 智慧城市首長高峰會 各國首長齊聚臺北

2023 智慧城市首長高峰會將於 3 月 28 日下午 2 時至 4 時在南港展覽館舉行，邀請各國城市首長分享經驗。

「智慧城市首長高峰會」

歐亞場 3/28 14:00-16:00

英語：https://youtu.be/AbCdEfGhIj1

與會貴賓名單

| 國家 | 城市 | 職稱 | 姓名 |
|------|------|------|------|
| 立陶宛 | 潘涅韋日 | 市長 | Mr. Rytis Račkauskas |
| 波蘭 | 格丁尼亞 | 副市長 | Ms. Katarzyna Gruszecka-Spychała |
"""
"""A release in the form of those of 2022; no list has the city's name in this spelling."""

CURATE = ".venv/bin/python -m pipeline curate"


def told_to_run(heading: str) -> list[str]:
    """The commands that a section of README has one run, in their order."""
    text = (ROOT / "README.md").read_text("utf-8")
    section = re.split(r"^## ", text.split(f"\n## {heading}\n")[1], flags=re.MULTILINE)[0]
    command = r"`(make \w+)`|^(?:make|\.venv/bin/python -m pipeline) [^#\n]+"
    return [match[1] or match[0].strip() for match in re.finditer(command, section, re.MULTILINE)]


def rows(folder: Path, table: str, release: str = RELEASE) -> list[dict[str, str]]:
    """The rows of a published table that a release tells."""
    with (folder / "normalized" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    return [
        row for row in found if release in (row.get("release_ids") or row.get("release_id", ""))
    ]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A clone with its history, since `make diff` compares with what is committed."""
    copy = copy_of_the_repository(tmp_path)
    for command in (
        "git init --quiet",
        "git add --all .",
        "git -c user.name=test -c user.email=test@example.org commit --quiet -m start",
    ):
        assert run(["/bin/sh", "-c", command], copy).returncode == 0
    assert run(["make", "extract"], copy).returncode == 0
    return copy


def test_readme_tells_these_steps_and_no_others() -> None:
    assert told_to_run("Add a release") == ["make extract", "make diff", "make bless", "make test"]
    assert told_to_run("Settle a finding") == [CURATE, "make extract"]


@pytest.mark.slow
def test_a_release_is_added_and_a_name_settled_by_readme_alone(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Add a release, step 1 and 2
    (checkout / "raw" / f"{RELEASE}.txt").write_text(TEXT, "utf-8")
    extracted = run(["make", "extract"], checkout)
    assert extracted.returncode == 0, extracted.stderr
    last = extracted.stderr.splitlines()[-1]
    assert re.fullmatch(
        r"6 releases, 9 sessions, \d+ speakers; 1 open finding: normalized/report\.html", last
    )
    changed = run(["make", "diff"], checkout)
    assert "sessions: 1 added, 0 changed, 0 removed" in changed.stdout
    assert "mayors-summit-2023-03-28" in changed.stdout

    # step 3: the finding waits, with the words in question
    (finding,) = (row for row in rows(checkout, "findings") if row["code"] == "place-unknown")
    assert finding["status"] == "open"
    assert "潘涅韋日" in finding["message"]
    assert "python -m pipeline curate" in finding["message"]

    # Settle a finding: choose, search, say what it is not, or leave it for later
    answers = "s Panevėžys\n1\nthe releases print other spellings of it too\n"
    curated = run(["/bin/sh", "-c", f"{CURATE} --by 'Lin Mei'"], checkout, answers=answers)
    assert curated.returncode == 0, curated.stderr
    assert "1 decision(s) in curation/names.yml; run make extract" in curated.stderr
    kept = (checkout / "curation" / "names.yml").read_text("utf-8")
    assert "printed: 潘涅韋日" in kept
    assert "by: Lin Mei" in kept
    again = run(["make", "extract"], checkout)
    assert again.stderr.splitlines()[-1].endswith("; 0 open findings: normalized/report.html")

    seats = {row["place_name_en"]: row for row in rows(checkout, "speakers")}
    assert seats.keys() == {"Panevėžys", "Gdynia"}
    assert seats["Panevėžys"]["place_id"] == "lt-panevezys"
    assert seats["Panevėžys"]["person_name"] == "Rytis Račkauskas"
    assert {seat["needs_review"] for seat in seats.values()} == {"false"}
    (name,) = (row for row in rows(checkout, "names") if row["printed"] == "潘涅韋日")
    assert (name["method"], name["status"]) == ("curated", "resolved")

    # Add a release, step 4
    blessed = run(["make", "bless"], checkout)
    assert blessed.returncode == 0, blessed.stderr
    assert "mayors-summit-2023-03-28" in blessed.stdout
    monkeypatch.setenv("PYTEST_ADDOPTS", "tests/golden")  # the tests that blessing is about
    tested = run(["make", "test"], checkout)
    assert tested.returncode == 0, tested.stdout + tested.stderr
