"""Raw files are the same releases wherever they lie: in a folder, or at an address."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import fsspec
import pytest

from pipeline import cli
from pipeline.cache import folder_digest
from pipeline.explain import explain
from pipeline.ingest.limits import Limits
from pipeline.ingest.source import find_sources, read_source
from pipeline.ingest.storage import StorageError, folder_named, storage
from pipeline.publish.check import check_folder
from pipeline.publish.stage import publish
from pipeline.run import run
from tests.conftest import ROOT
from tests.publish_example import example

CURATION = ROOT / "curation"
RELEASES = ("2020-08-13-announcement.txt", "2022-03-22-announcement.txt")
SESSION = "sessions:mayors-summit-2022-03-22"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A raw folder with what may lie in one beside releases."""
    raw = tmp_path_factory.mktemp("stored") / "raw"
    (raw / "old").mkdir(parents=True)
    (raw / "old" / "2019.txt").write_text("舊聞", "utf-8")
    (raw / "README.md").write_text("releases", "utf-8")
    (raw / "empty.txt").write_bytes(b"")
    (raw / "a;b.txt").write_text("首長高峰會", "utf-8")
    for name in RELEASES:
        (raw / name).write_bytes((ROOT / "raw" / name).read_bytes())
    return raw


@pytest.fixture(params=["memory", "file", "zip", "root of a zip", "kept copies"])
def address(request: pytest.FixtureRequest, folder: Path, tmp_path: Path) -> Iterator[str]:
    """The same files at an address."""
    packed = tmp_path / "all.zip"
    if request.param == "memory":
        memory = fsspec.filesystem("memory")
        memory.put(str(folder), "/kept/raw", recursive=True)
        yield "memory://kept/raw/"
        memory.rm("/kept", recursive=True)
    elif request.param == "file":
        yield folder.as_uri()
    elif request.param == "kept copies":
        yield f"simplecache::{folder.as_uri()}"
    else:
        inside = folder.parent if request.param == "zip" else folder
        with zipfile.ZipFile(packed, "w") as archive:
            for path in sorted(folder.rglob("*")):
                archive.write(path, path.relative_to(inside))
        yield f"zip://{'raw' if request.param == 'zip' else ''}::{packed.as_uri()}"


def test_an_address_gives_the_sources_of_the_folder(address: str, folder: Path) -> None:
    here, said_here = find_sources(folder)
    there, said_there = find_sources(folder_named(address))
    assert [(s.release_id, s.name, s.sha256) for s in there] == [
        (s.release_id, s.name, s.sha256) for s in here
    ]
    assert [told.code for told in said_here] == ["unreadable", "folder-in-raw"]
    assert said_there == said_here
    assert [read_source(source) for source in there] == [read_source(source) for source in here]


@pytest.mark.slow
def test_an_address_gives_the_rows_of_the_folder(
    address: str, folder: Path, tmp_path: Path
) -> None:
    here = run(folder, tmp_path / "here", CURATION, report=False)
    there = run(folder_named(address), tmp_path / "there", CURATION, report=False)
    assert here.releases == there.releases == tuple(name[:-4] for name in RELEASES)
    assert folder_digest(tmp_path / "there") == folder_digest(tmp_path / "here")


def test_what_is_published_is_looked_up_at_an_address(tmp_path: Path) -> None:
    publish(example(), tmp_path / "out")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for path in sorted((ROOT / "raw").iterdir()):
            archive.write(path, path.name)
    address = f"zip://::{(tmp_path / 'all.zip').as_uri()}"
    here, there = (explain(SESSION, example(), raw) for raw in (ROOT / "raw", address))
    assert any(spot.before for column in here[0].columns for spot in column.spots)
    assert there == here
    assert check_folder(tmp_path / "out", address) == check_folder(tmp_path / "out", ROOT / "raw")


def test_limits_are_kept_at_an_address(address: str) -> None:
    sources, told = find_sources(folder_named(address), Limits(bytes=10))
    assert [source.name for source in sources] == ["empty.txt"]
    assert [one.code for one in told].count("over-limit") == len(RELEASES)


def test_a_file_that_went_from_an_address_is_told() -> None:
    memory = fsspec.filesystem("memory")
    memory.pipe("/passing/a.txt", b"a")
    (source,) = find_sources("memory://passing")[0]
    memory.rm("/passing/a.txt")
    document, (told,) = read_source(source)
    assert (document, told.code, told.release_id) == (None, "changed-file", "a")


def test_links_of_this_machine_are_not_followed_under_an_address(tmp_path: Path) -> None:
    raw = tmp_path / "raw"
    raw.mkdir()
    (tmp_path / "secret.txt").write_text("機密", "utf-8")
    (raw / "a.txt").symlink_to(tmp_path / "secret.txt")
    for address in (raw.as_uri(), f"simplecache::{raw.as_uri()}", f"local://{raw}"):
        sources, (told,) = find_sources(folder_named(address))
        assert (sources, told.code) == ([], "outside-raw")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("raw", Path("raw")),
        ("/data/raw 2", Path("/data/raw 2")),
        ("file:///data/raw%202", Path("/data/raw 2")),
        ("s3://bucket/raw", "s3://bucket/raw"),
        ("zip://::file:///data/all.zip", "zip://::file:///data/all.zip"),
    ],
)
def test_an_address_is_told_from_a_path(text: str, meant: Path | str) -> None:
    assert folder_named(text) == meant


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("nothing://x", "nothing://x cannot be read: Protocol not known: nothing"),
        ("s3://bucket/raw", "s3://bucket/raw cannot be read: Install s3fs to access S3"),
        ("memory://nowhere", "there is no folder memory://nowhere"),
        ("zip://::memory://nowhere.zip", "cannot be reached"),
    ],
)
def test_an_address_that_leads_nowhere_is_wrong_usage(
    address: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["extract", "--dry-run", "--raw", address]) == 2
    assert said in capsys.readouterr().err


def test_an_address_without_fsspec_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(StorageError, match=r"pip install '\.\[remote\]'"):
        storage("s3://bucket/raw")


def test_a_folder_takes_no_fsspec(folder: Path) -> None:
    """Whoever reads folders need not have it, nor wait for it."""
    code = (
        "import sys, pathlib; from pipeline.ingest.source import find_sources;"
        f"find_sources(pathlib.Path({str(folder)!r})); print('fsspec' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    assert told.stdout.strip() == b"False"
