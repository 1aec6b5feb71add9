"""Running the peers of `peers.py`, and writing a section of the README of the benchmarks."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
VENV = HERE.parent / "build" / "peers"
PINS = HERE / "peers.txt"
README = HERE / "README.md"
_PIP = ("-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--requirement")


def peer_tables(tool: str, paths: Sequence[Path]) -> list[dict[str, Any]]:
    """What a peer finds in each file, in the form that `peers.py` describes.

    Makes the virtualenv of the peers first, where it does not stand or its pins have changed.
    Raises CalledProcessError if that fails.
    """
    python = _peers_python()
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "found.json"
        command = [python, HERE / "peers.py", tool, out, *paths]
        subprocess.run(command, check=True, capture_output=True)  # noqa: S603
        found: list[dict[str, Any]] = json.loads(out.read_text("utf-8"))
        return found


def versions() -> str:
    """The peers with their versions, and ours of what reads PDFs."""
    pins = re.findall(r"^([\w-]+)==(\S+)", PINS.read_text("utf-8"), re.MULTILINE)
    peers = ", ".join(f"{name} {pinned}" for name, pinned in pins)
    return f"{peers}; ours on pdfplumber {version('pdfplumber')}"


def write_section(name: str, lines: Sequence[str]) -> None:
    """Replaces what stands between the marks of a section of the README."""
    text = README.read_text("utf-8")
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    body = "\n".join(lines)
    README.write_text(f"{before}{begin}\n{body}\n{end}{after}", "utf-8")


def _peers_python() -> Path:
    python, made_of = VENV / "bin" / "python", VENV / PINS.name
    if not made_of.exists() or made_of.read_text("utf-8") != PINS.read_text("utf-8"):
        subprocess.run([sys.executable, "-m", "venv", "--clear", VENV], check=True)  # noqa: S603
        subprocess.run([python, *_PIP, PINS], check=True)  # noqa: S603
        made_of.write_text(PINS.read_text("utf-8"), "utf-8")
    return python
