"""Contacts reach nothing that a run leaves or says, in whatever shape and format they come."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline import cli, worker
from pipeline.exits import Exit
from pipeline.ingest.limits import LIMITS
from pipeline.ingest.raw_file import RawFile
from pipeline.ingest.sandbox import end_all, sandboxed
from pipeline.ingest.source import read_file
from pipeline.publish.check import check_folder
from tests.conftest import ROOT
from tests.hostile.contact_blocks import BLOCKS, FORMATS, SECRETS, files
from tests.unit.test_privacy import E_MAIL, TELEPHONE, readable

Capture = pytest.CaptureFixture[str]
RELEASES = dict(files())


def leaks(texts: dict[str, str]) -> set[tuple[str, str]]:
    """The secrets, and what has the shape of one, by where they stand."""
    found = {(name, secret) for name, text in texts.items() for secret in SECRETS if secret in text}
    for name, text in texts.items():
        for shape in (TELEPHONE, E_MAIL):
            found |= {(name, match[0]) for match in shape.finditer(text)}
    return found


def extract(folder: Path, capsys: Capture) -> tuple[int, dict[str, str]]:
    """A run over `folder/raw`: its exit code, and all that it leaves and says, by where it stands."""
    code = cli.main(
        [
            *("extract", "--verbose", "--json", "--jobs", "1", "--raw", str(folder / "raw")),
            *("--out", str(folder / "out"), "--cache", str(folder / "cache")),
            *("--curation", str(ROOT / "curation")),
        ]
    )
    told = capsys.readouterr()
    left = {str(path): readable(path) for path in (folder / "out").rglob("*") if path.is_file()}
    names = "\n".join(str(path) for path in folder.rglob("*") if "raw" not in path.parts)
    return code, {"stdout": told.out, "stderr": told.err, "names of files": names, **left}


def test_the_releases_hold_what_is_looked_for() -> None:
    assert len(RELEASES) == len(BLOCKS) * len(FORMATS)
    told = {name: data.decode() for name, data in RELEASES.items() if name.endswith(".txt")}
    assert {secret for _, secret in leaks(told)} >= set(SECRETS)


@pytest.mark.slow
def test_no_contact_is_left_or_said_anywhere(tmp_path: Path, capsys: Capture) -> None:
    (tmp_path / "raw").mkdir()
    for name, data in RELEASES.items():
        (tmp_path / "raw" / name).write_bytes(data)
    code, texts = extract(tmp_path, capsys)
    end_all()
    assert code in (Exit.CLEAN, Exit.OPEN_ERROR)
    assert len(json.loads(texts["stdout"])["releases"]) == len(RELEASES)
    assert sum(name.endswith(".html") for name in texts) > len(RELEASES)
    assert leaks(texts) == set()
    assert check_folder(tmp_path / "out") == []


@pytest.mark.slow
@pytest.mark.parametrize("suffix", FORMATS)
def test_the_rest_of_a_release_is_kept(suffix: str) -> None:
    for name, data in RELEASES.items():
        if name.endswith(suffix):
            document, _ = read_file(RawFile("x", name, "0" * 64, data), LIMITS)
            assert document is not None
            text = "".join("".join(block.text.text.split()) for block in document.blocks)
            assert "波蘭格丁尼亞市副市長KatarzynaGruszecka-Spychala" in text, name
            assert "張貼日：2023/3/27" in text, name
    end_all()


def _raising(document: object, lexicon: object) -> None:
    raise ValueError(f"no such cell: {document}")


def _keyless(document: object, lexicon: object) -> None:
    raise KeyError(str(document)[-400:])


@pytest.mark.parametrize("fail", [_raising, _keyless])
def test_a_fault_half_way_quotes_nobody(
    fail: Callable[[object, object], None],
    tmp_path: Path,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    (tmp_path / "raw").mkdir()
    for name in ("one-line", "dots", "attention", "english-line", "sentence"):
        (tmp_path / "raw" / f"{name}.txt").write_bytes(RELEASES[f"{name}-txt.txt"])
    monkeypatch.setattr(worker, "extract_release", fail)
    code, texts = extract(tmp_path, capsys)
    assert code == Exit.NOTHING_READ
    assert texts["stderr"].count("worker-fault") == 5
    assert leaks(texts) == set()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["english-line", "capitals", "dots"])
def test_a_reader_that_fails_half_way_quotes_nobody(name: str) -> None:
    file = RawFile("x", "x.html", "0" * 64, RELEASES[f"{name}-txt.txt"])
    document, (told,) = sandboxed("tests.hostile.readers:quote", file, LIMITS)
    end_all()
    assert document is None
    assert "made its reader fail: ValueError" in told.message
    assert leaks({"finding": told.model_dump_json()}) == set()
