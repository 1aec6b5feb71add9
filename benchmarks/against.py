"""Running the peers of `peers.py`, and writing a section of the README of the benchmarks."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent
BUILD = HERE.parent / "build"
PINS = HERE / "peers.txt"
README = HERE / "README.md"
_PIP = ("-m", "pip", "--disable-pip-version-check", "install", "--quiet")


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtualenv under `build/`, made from a file of pins; `how` are further options of pip."""

    name: str
    pins: str
    how: tuple[str, ...] = ()


PEERS = Environment("peers", "peers.lock", ("--no-deps", "--require-hashes"))
DOCLING = Environment("peers-docling", "peers-docling.txt")
"""Large, and of use only where its models can be had."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a tool found and took: the most memory it held in megabytes, and each file's tables,
    `seconds` and `error`, in the form that `peers.py` describes."""

    memory: float
    documents: list[dict[str, Any]]

    @property
    def seconds(self) -> float:
        """Processor time of all files."""
        return sum(float(document["seconds"]) for document in self.documents)


def peer_tables(tool: str, paths: Sequence[Path]) -> list[dict[str, Any]]:
    """What a peer finds in each file. Raises CalledProcessError, as `told_by_peer`."""
    return told_by_peer(tool, paths).documents


def told_by_peer(tool: str, paths: Sequence[Path], environment: Environment = PEERS) -> Told:
    """What a peer finds in each file, and what it takes, in a process of its own.

    Makes the environment first, where it does not stand or its pins have changed.
    Raises CalledProcessError if that fails.
    """
    return told([python_of(environment), HERE / "peers.py", tool], paths)


def told(command: Sequence[str | Path], paths: Sequence[Path]) -> Told:
    """What a command tells that takes a file to write and files to read, as `peers.py` does."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "told.json"
        subprocess.run([*command, out, *paths], check=True, capture_output=True)  # noqa: S603
        return Told(**json.loads(out.read_text("utf-8")))


def versions() -> str:
    """The peers with their versions, and ours of what reads PDFs."""
    pins = re.findall(r"^([\w-]+)==(\S+)", PINS.read_text("utf-8"), re.MULTILINE)
    peers = ", ".join(f"{name} {pinned}" for name, pinned in pins)
    return f"{peers}; ours on pdfplumber {version('pdfplumber')}"


def write_section(name: str, lines: Sequence[str]) -> None:
    """Replaces what stands between the marks of a section of the README.

    Raises ValueError for a section that it does not have.
    """
    README.write_text(with_section(README.read_text("utf-8"), name, lines), "utf-8")


def with_section(text: str, name: str, lines: Sequence[str]) -> str:
    """A text with these lines between the marks of a section. Raises ValueError without them."""
    begin, end = f"<!-- {name} -->\n", f"<!-- /{name} -->"
    before, found, rest = text.partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        raise ValueError(f"no section {name}")
    return "".join([before, begin, *(f"{line}\n" for line in lines), end, after])


def python_of(environment: Environment) -> Path:
    """The interpreter of an environment, which is made where it does not stand as pinned."""
    folder, pins = BUILD / environment.name, HERE / environment.pins
    python, made_of = folder / "bin" / "python", folder / pins.name
    if not made_of.exists() or made_of.read_text("utf-8") != pins.read_text("utf-8"):
        subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)  # noqa: S603
        install: list[str | Path] = [python, *_PIP, *environment.how, "--requirement", pins]
        subprocess.run(install, check=True)  # noqa: S603
        made_of.write_text(pins.read_text("utf-8"), "utf-8")
    return python
