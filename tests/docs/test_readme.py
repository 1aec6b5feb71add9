"""README in both languages: every command in it works in a checkout as it stands."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.arguments import parse
from pipeline.exits import Exit
from tests.docs.blocks import ROOT, Block, blocks, copy_of_the_repository, run

pytestmark = pytest.mark.slow

ENGLISH, CHINESE = "README.md", "README.zh-TW.md"
_COMMENT = re.compile(r"\s+# .*$")


def commands(page: str) -> list[str]:
    """The lines of the shell blocks of a page, without what is said about them."""
    lines = [line for one in blocks(page) if one.language == "sh" for line in one.code.splitlines()]
    return [_COMMENT.sub("", line) for line in lines if line.strip()]


def mentioned(page: str) -> list[str]:
    """The commands that the text itself names between backquotes."""
    text = (ROOT / page).read_text("utf-8")
    prose = re.sub(r"^```.*?^```$", "", text, flags=re.MULTILINE | re.DOTALL)
    return re.findall(r"`((?:make|\.venv/bin/python -m pipeline|python -m pipeline) [^`]+)`", prose)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_the_repository(tmp_path_factory.mktemp("readme"))


def test_both_languages_give_the_same_commands() -> None:
    assert commands(ENGLISH)[:2] == ["make extract", "make test"]
    assert commands(CHINESE) == commands(ENGLISH)
    for language in ("python", "yaml"):
        shown = [[one.code for one in blocks(page) if one.language == language][:2]
                 for page in (ENGLISH, CHINESE)]  # fmt: skip
        assert re.sub(r"#.*", "", str(shown[0])) == re.sub(r"#.*", "", str(shown[1]))


@pytest.mark.parametrize("command", commands(ENGLISH))
def test_every_command_works(checkout: Path, command: str, monkeypatch: pytest.MonkeyPatch) -> None:
    # the tests themselves are run by whoever runs this one
    monkeypatch.setenv("PYTEST_ADDOPTS", "--collect-only --quiet")
    done = run(["/bin/bash", "-ec", command], checkout)
    assert done.returncode == Exit.CLEAN, done.stdout + done.stderr


@pytest.mark.parametrize(
    "block", [one for one in blocks(ENGLISH) if one.language == "python"], ids=str
)
def test_python_in_the_readme_runs(checkout: Path, block: Block) -> None:
    done = run([sys.executable, "-c", block.code], checkout)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("page", [ENGLISH, CHINESE])
def test_commands_named_in_passing_exist(page: str) -> None:
    assert mentioned(page)
    for command in mentioned(page):
        words = shlex.split(command)
        if words[0] == "make":
            made = subprocess.run(
                ["make", "--dry-run", *words[1:]],  # noqa: S607
                cwd=ROOT,
                capture_output=True,
                check=False,
                text=True,
            )
            assert made.returncode == 0, (command, made.stderr)
        elif words[3:] != ["-h"]:
            assert parse(words[3:]).command


@pytest.mark.parametrize("page", [ENGLISH, CHINESE, "SECURITY.md", "docs/recipes.md"])
def test_links_to_files_lead_somewhere(page: str) -> None:
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / page).read_text("utf-8"))
    assert links
    missing = [link for link in links if not (ROOT / page).parent.joinpath(link).exists()]
    assert missing == []


def test_the_threat_model_names_tests_that_exist() -> None:
    named = re.findall(r"`(tests/[^`]+)`", (ROOT / "docs" / "threat-model.md").read_text("utf-8"))
    assert len(named) > 10
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_the_picture_is_drawn_without_a_script_or_anything_from_elsewhere() -> None:
    picture = (ROOT / "docs" / "tables.svg").read_text("utf-8")
    assert 'role="img"' in picture
    assert "<title" in picture
    assert "script" not in picture
    assert set(re.findall(r"https?://[^\"' )]+", picture)) == {"http://www.w3.org/2000/svg"}
