"""Who may read for a run: a process with the same code, libraries, curation and files."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from pipeline import cluster
from pipeline.cluster import ClusterError, must_be_fit, outfit
from pipeline.ingest.storage import Folder
from tests.conftest import ROOT

RAW = ROOT / "raw"


@pytest.fixture
def curation(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ROOT / "curation", tmp_path / "curation"))


def test_a_process_of_the_same_outfit_is_fit(curation: Path) -> None:
    must_be_fit(outfit(ROOT / "curation"), RAW, curation)


def test_other_curation_is_refused_by_its_name(curation: Path) -> None:
    wanted = outfit(curation)
    (curation / "places.yml").write_text("[]\n", "utf-8")
    with pytest.raises(ClusterError, match="it has other curation than this process"):
        must_be_fit(wanted, RAW, curation)


@pytest.mark.parametrize("at", range(3))
def test_whatever_else_differs_is_named(curation: Path, at: int) -> None:
    wanted = list(outfit(curation))
    name, _ = wanted[at]
    wanted[at] = (name, "another")
    with pytest.raises(ClusterError, match=f"it has other {name} than this process"):
        must_be_fit(tuple(wanted), RAW, curation)


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (RAW / "nowhere", "it has no folder .*nowhere: name one that all can see"),
        ("nothing://x", "nothing://x cannot be read: Protocol not known: nothing"),
    ],
)
def test_a_process_that_cannot_reach_the_files_is_refused(
    curation: Path, raw: Folder, said: str
) -> None:
    with pytest.raises(ClusterError, match=said):
        must_be_fit(outfit(curation), raw, curation)


def test_a_process_without_the_curation_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ClusterError, match="it must see what people decided"):
        must_be_fit(outfit(ROOT / "curation"), RAW, tmp_path / "nowhere")


def test_code_counts_as_it_was_first_used(
    curation: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A worker keeps what it has loaded, whatever lies on its disk by then."""
    before = outfit(curation)
    (tmp_path / "newer.py").write_text("", "utf-8")
    monkeypatch.setattr(cluster, "PACKAGE", tmp_path)
    assert outfit(curation) == before


def test_a_scheduler_without_dask_says_what_to_install(
    curation: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(ClusterError, match=r"pip install '\.\[cluster\]'"),
        cluster.cluster("tcp://127.0.0.1:9", RAW, curation),
    ):
        pass
