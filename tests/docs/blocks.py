"""The code in a page of documentation, and a folder in which it can be run."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[2]
_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, slots=True)
class Block:
    """A fenced block: its language and code, and the heading that it stands under."""

    language: str
    code: str
    heading: str

    def __str__(self) -> str:
        return f"{self.heading}: {self.code.splitlines()[0][:40]}"


def blocks(page: str) -> list[Block]:
    """The fenced blocks of a page of the repository, in their order."""
    text = (ROOT / page).read_text("utf-8")
    found = []
    for match in _FENCE.finditer(text):
        headings = re.findall(r"^#+ (.*)$", text[: match.start()], re.MULTILINE)
        found.append(Block(match[1], match[2], headings[-1]))
    return found


def stand_in(folder: Path) -> None:
    """Let `.venv/bin/python` of a folder be this interpreter, with all that it has installed."""
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', "utf-8")
    python.chmod(0o755)


def copy_of_the_repository(folder: Path) -> Path:
    """A checkout as a new user has it after the first `make`; returns its folder."""
    copy = folder / "checkout"
    listed = subprocess.run(
        "git ls-files -z --cached --others --exclude-standard".split(),
        cwd=ROOT,
        capture_output=True,
        check=True,
        text=True,
    ).stdout
    for path in filter(None, listed.split("\0")):
        if (ROOT / path).is_file():  # not one that was taken out and not yet committed so
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / path, copy / path)
    stand_in(copy)
    shutil.copy(copy / "requirements.lock", copy / ".venv")  # how make tells that it is installed
    return copy


def run(command: list[str], folder: Path, *, answers: str = "") -> subprocess.CompletedProcess[str]:
    """Run a command there, with the repository importable and no terminal; never raises."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    environment.pop("PIPELINE_BLESS", None)
    return subprocess.run(
        command,
        cwd=folder,
        env=environment,
        input=answers,
        capture_output=True,
        check=False,
        text=True,
    )
