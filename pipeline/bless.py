"""The golden files: what `raw/` gave when somebody last looked at it and said yes.

They are written by `bless` only, which shows first what changes, and only while the switch
`PIPELINE_BLESS` is on; the golden test fails while it is.
"""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Mapping
from pathlib import Path

from pipeline.dataset import TABLES, Dataset
from pipeline.publish.atomic import replace_folder
from pipeline.publish.diff import Difference, diff_folders
from pipeline.publish.tables import csv_bytes

SWITCH = "PIPELINE_BLESS"
SUMS = "SHA256SUMS"


def switched_on() -> bool:
    """Whether golden files may be written."""
    return os.environ.get(SWITCH, "") not in ("", "0")


def golden_files(dataset: Dataset) -> dict[str, bytes]:
    """The golden files by name: each table as CSV, and their SHA-256 as `sha256sum` writes them."""
    files = {f"{name}.csv": csv_bytes(model, dataset[name]) for name, model in TABLES.items()}
    return {**files, SUMS: checksums(files)}


def checksums(files: Mapping[str, bytes]) -> bytes:
    """A line a file, by name: SHA-256 and name."""
    lines = (f"{hashlib.sha256(files[name]).hexdigest()}  {name}\n" for name in sorted(files))
    return "".join(lines).encode()


def compare(dataset: Dataset, golden: Path) -> Difference:
    """What the dataset changes against the golden files; all is new where there are none.

    Raises TableError where a golden file cannot be understood.
    """
    with tempfile.TemporaryDirectory() as name:
        fresh, nothing = Path(name) / "fresh", Path(name) / "nothing"
        nothing.mkdir()
        replace_folder(fresh, golden_files(dataset))
        return diff_folders(golden if golden.is_dir() else nothing, fresh)


def bless(dataset: Dataset, golden: Path) -> None:
    """Make the dataset the golden one. Raises OSError; the old files then stay."""
    replace_folder(golden, golden_files(dataset))
