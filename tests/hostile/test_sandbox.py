"""A reader may hang, hoard, crash or do harm: it costs its own file, and nothing else."""

from __future__ import annotations

import os
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from pipeline.ingest import sandbox
from pipeline.ingest.limits import Limits, OverLimit
from pipeline.ingest.raw_file import RawFile, load
from pipeline.ingest.sandbox import end_all, sandboxed
from pipeline.ingest.source import find_sources
from pipeline.ingest.text import read_text
from tests.conftest import ROOT

pytestmark = pytest.mark.slow

TEXT = "智慧城市首長高峰會"
LIMITS = Limits(seconds=20, memory=512 * 1024 * 1024)


@pytest.fixture(autouse=True)
def ended() -> Iterator[None]:
    yield
    end_all()


def source(data: bytes = TEXT.encode()) -> RawFile:
    return RawFile("x", "x.pdf", "0" * 64, data)


def read(reader: str, data: bytes = TEXT.encode(), limits: Limits = LIMITS) -> str:
    """What came of it: the text that was read, or the finding with its message."""
    document, findings = sandboxed(f"tests.hostile.readers:{reader}", source(data), limits)
    if document is not None:
        return document.source
    return " ".join(f"{told.code}: {told.message}" for told in findings)


@pytest.mark.parametrize("raw", sorted((ROOT / "raw").glob("*.txt")), ids=lambda path: path.stem)
def test_a_document_comes_back_as_it_is_read_at_home(raw: Path) -> None:
    (release,) = (found for found in find_sources(ROOT / "raw")[0] if found.name == raw.name)
    file = load(release)
    assert isinstance(file, RawFile)
    there = sandboxed("pipeline.ingest.text:read_text", file, LIMITS)
    assert there == read_text(file, LIMITS)
    assert there[0] is not None


def test_what_a_library_prints_disturbs_nobody() -> None:
    assert [read("shout"), read("shout")] == [TEXT, TEXT]


def test_one_process_reads_several_files_until_it_has_read_enough(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(sandbox, "SERVED", 3)
    with ThreadPoolExecutor(1) as thread:  # it has no process yet, as this one may have
        readers = [*thread.map(lambda _: read("say_who"), range(4))]
    assert readers[0] == readers[1] == readers[2] != readers[3]
    assert str(os.getpid()) not in readers


def test_threads_have_a_process_each() -> None:
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: read("shout"), range(8))) == [TEXT] * 8


@pytest.mark.parametrize("reader", ["loop", "sleep"])
def test_a_reader_that_never_ends(reader: str) -> None:
    with pytest.raises(OverLimit, match="seconds: more where 1 is allowed"):
        read(reader, limits=Limits(seconds=1))


def test_a_reader_that_hoards() -> None:
    with pytest.raises(OverLimit, match=f"memory: more where {LIMITS.memory} is allowed"):
        read("hoard")


def test_a_reader_that_the_system_kills_for_its_memory() -> None:
    assert read("shout") == TEXT
    with pytest.raises(OverLimit, match=f"memory: more where {LIMITS.memory} is allowed"):
        read("be_killed")
    assert read("shout") == TEXT


def test_a_reader_that_descends_for_ever() -> None:
    with pytest.raises(OverLimit, match="depth: more where 200 is allowed"):
        read("descend")


def test_a_limit_that_the_reader_keeps_itself() -> None:
    with pytest.raises(OverLimit, match="cells: 7 where 5 is allowed"):
        read("count_cells", limits=Limits(cells=5))


@pytest.mark.parametrize(
    ("reader", "said"),
    [
        ("crash", "worker-fault: x.pdf made its reader fail: its process died: SIGABRT"),
        ("leave", "worker-fault: x.pdf made its reader fail: its process died: exit code 3"),
        ("stumble", "worker-fault: x.pdf made its reader fail: ValueError: no such stream"),
        ("no_such_reader", "worker-fault: x.pdf made its reader fail: AttributeError"),
        ("start", "a reader has no business with subprocess.Popen"),
    ],
)
def test_a_reader_that_fails_is_reported_and_the_next_file_read(reader: str, said: str) -> None:
    assert read("shout") == TEXT
    assert said in read(reader)
    assert read("shout") == TEXT


def test_a_waiting_process_that_was_killed_is_replaced() -> None:
    os.kill(int(read("say_who")), 9)
    assert read("shout") == TEXT


def test_nothing_is_written_or_deleted(tmp_path: Path) -> None:
    new, old = tmp_path / "new.txt", tmp_path / "old.txt"
    old.write_text("as it was", "utf-8")
    assert "a reader writes no file" in read("write", bytes(new))
    assert "a reader writes no file" in read("write", bytes(old))
    assert "a reader has no business with os.remove" in read("delete", bytes(old))
    assert not new.exists()
    assert old.read_text("utf-8") == "as it was"


def test_nobody_is_called() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        port = server.getsockname()[1]
        assert "a reader has no business with socket." in read("call", str(port).encode())
        with pytest.raises(TimeoutError):
            server.accept()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", Limits()),
        ("pages=500", Limits(pages=500)),
        (" seconds = 120 , cells=9,", Limits(seconds=120, cells=9)),
    ],
)
def test_limits_are_set_by_name(text: str, expected: Limits) -> None:
    assert Limits.parse(text) == expected


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("sheets=5", "'sheets' is no limit; there are bytes, characters, "),
        ("pages", "pages= sets no limit: a number above zero is needed"),
        ("pages=-1", "pages=-1 sets no limit"),
        ("pages=0", "pages=0 sets no limit"),
        ("pages=²", "pages=² sets no limit"),
    ],
)
def test_a_limit_that_is_none_is_refused(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        Limits.parse(text)
