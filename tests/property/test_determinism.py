"""The same releases and curation give the same bytes, whatever the machine is set to."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.dataset import Dataset
from pipeline.publish.report import Released
from tests.conftest import ROOT
from tests.labelled.chain import Chain
from tests.publish_example import render

pytestmark = pytest.mark.slow

ELSEWHERE = {
    "PYTHONHASHSEED": "4711",
    "TZ": "Pacific/Kiritimati",
    "LC_ALL": "C",
    "PYTHONUTF8": "0",
    "PYTHONCOERCECLOCALE": "0",
}


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dataset as published by two processes in another time zone, locale and hash seed,
    from files that were created in the opposite order."""
    folder = tmp_path_factory.mktemp("elsewhere")
    (folder / "raw").mkdir()
    for path in sorted((ROOT / "raw").glob("*.txt"), reverse=True):
        shutil.copy(path, folder / "raw")
    command = [sys.executable, "-m", "pipeline", "extract", "--no-cache", "--quiet", "--jobs", "2"]
    places = ["--raw", str(folder / "raw"), "--out", str(folder / "normalized")]
    told = subprocess.run(
        [*command, *places],
        cwd=ROOT,
        env={**os.environ, **ELSEWHERE},
        capture_output=True,
        check=False,
    )
    assert (told.returncode, told.stdout, told.stderr) == (0, b"", b"")
    return folder / "normalized"


def contents(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_the_published_folder_is_the_same_byte_for_byte(
    dataset: Dataset, chain: Chain, elsewhere: Path
) -> None:
    released = [Released(read.document, read.coverage) for read in chain.facts.values()]
    here, there = render(dataset, released), contents(elsewhere)
    assert len(here) > 30
    assert sorted(there) == sorted(here)
    assert [name for name, data in here.items() if there[name] != data] == []


def test_no_file_knows_the_machine(elsewhere: Path) -> None:
    for name, data in contents(elsewhere).items():
        assert str(elsewhere.parent).encode() not in data, name
