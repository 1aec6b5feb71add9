"""Readers that do what no reader should. Each runs in a process of its own."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

from pipeline.ingest.document import Document
from pipeline.ingest.limits import Limits, within
from pipeline.ingest.raw_file import RawFile
from pipeline.ingest.source import Read


def shout(source: RawFile, limits: Limits) -> Read:
    """An honest reader whose library prints what it likes."""
    print("a line that is no frame")  # noqa: T201 - a library that talks is what is tested
    sys.stdout.flush()
    os.write(1, b"another")
    text = source.data.decode("utf-8")
    return Document(source.release_id, source.name, "text", source.sha256, text, ()), []


def say_who(source: RawFile, limits: Limits) -> Read:
    """The number of the process that reads, as the text that it read."""
    return Document("x", "x", "text", "", str(os.getpid()), ()), []


def count_cells(source: RawFile, limits: Limits) -> Read:
    within("cells", 7, limits.cells)
    return None, []


def loop(source: RawFile, limits: Limits) -> Read:
    while True:
        time.process_time()


def sleep(source: RawFile, limits: Limits) -> Read:
    time.sleep(600)
    return None, []


def hoard(source: RawFile, limits: Limits) -> Read:
    kept = []
    while True:
        kept.append(bytearray(1 << 22))


def descend(source: RawFile, limits: Limits) -> Read:
    return descend(source, limits)


def crash(source: RawFile, limits: Limits) -> Read:
    os.abort()


def be_killed(source: RawFile, limits: Limits) -> Read:
    """As by a system that runs out of memory."""
    signal.raise_signal(signal.SIGKILL)
    return None, []


def leave(source: RawFile, limits: Limits) -> Read:
    os._exit(3)


def stumble(source: RawFile, limits: Limits) -> Read:
    raise ValueError("no such stream")


def quote(source: RawFile, limits: Limits) -> Read:
    raise ValueError(f"no such field: {source.data.decode('utf-8')[-300:]}")


def write(source: RawFile, limits: Limits) -> Read:
    Path(source.data.decode("utf-8")).write_text("harm", "utf-8")
    return None, []


def delete(source: RawFile, limits: Limits) -> Read:
    Path(source.data.decode("utf-8")).unlink()
    return None, []


def call(source: RawFile, limits: Limits) -> Read:
    socket.create_connection(("127.0.0.1", int(source.data)), timeout=5)
    return None, []


def start(source: RawFile, limits: Limits) -> Read:
    subprocess.run([sys.executable, "--version"], check=True)
    return None, []
