"""What a command takes, and what is made of it: tables, a picture, figures on paper."""

from __future__ import annotations

import sys
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from benchmarks.archive.make import RAW, make
from benchmarks.archive.score import Score
from benchmarks.extrapolation import CORES, NODES, USED, extrapolated
from benchmarks.measured import Taken, measured
from benchmarks.scale import Measured, as_lines, further
from benchmarks.scale_picture import picture

HOLDS = "held = bytearray({} << 20); import time; time.sleep(0.4)"
STARTS = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{HOLDS.format(90)}']);"


def taken(size: int) -> Taken:
    """A run that costs 0.3 s a release beside 2 s, 0.1 s of that in the main process."""
    return Taken(
        wall=size / 5, processor=2 + 0.3 * size, main=2 + 0.1 * size, memory=150, worker=200, code=0
    )


RUNS = [Measured(size, 1, taken(size), size, raw=size, published=9 * size) for size in (100, 1000)]


@pytest.mark.slow
def test_memory_is_told_of_a_process_and_of_the_largest_below_it() -> None:
    alone = measured([sys.executable, "-c", HOLDS.format(60)])
    assert 60 <= alone.memory < 100
    assert (alone.worker, alone.code) == (0, 0)
    both = measured([sys.executable, "-c", STARTS])
    assert both.memory < 60
    assert both.worker >= 90
    assert both.main <= both.processor


@pytest.mark.slow
def test_a_command_is_stopped_with_those_it_started_when_its_time_is_over() -> None:
    sleeps = "import time; time.sleep(60)"
    waits = f"import subprocess, sys; subprocess.run([sys.executable, '-c', '{sleeps}'])"
    assert measured([sys.executable, "-c", waits], within=0.5).code is None
    assert measured([sys.executable, "-c", "raise SystemExit(3)"], within=60).code == 3


def test_an_archive_is_told_in_a_row_and_one_that_was_stopped_too() -> None:
    stopped = Measured(10_000, 1, Taken(60, 100, 40, 150, 200, None), done=3000)
    lines = list(as_lines([*RUNS, stopped]))
    rows = [line for line in lines if line.startswith(("| 100 ", "| 1,000 ", "| 10,000"))]
    assert len(rows) == 5  # three of what was taken, two of what was right
    assert rows[2].startswith("| 10,000, stopped at 3,000 | 108 | 60.0 s | 50.0 |")


def test_right_rows_stand_beside_how_many_there_are() -> None:
    one = Measured(100, 1, taken(100), 100, scores=(Score("speakers", 1000, 1000, 990),))
    assert "| 100 | 0.9900 (1,000) |" in list(as_lines([one]))


def test_what_every_run_needs_once_is_no_part_of_a_release() -> None:
    [told] = extrapolated([(one.size, one.cold) for one in RUNS], published=2**30 / 10_000)
    hours = 10_000_000 * 0.2 / (NODES * CORES) / USED / 3600
    assert "the 200 ms of processor time that workers and the 100 ms" in told
    assert f"work) are busy for {hours:.1f} h" in told
    assert "is busy for 277.8 h on a core of its own" in told
    assert "1,000 GB are published" in told


def test_the_picture_is_one_svg_with_a_line_a_figure() -> None:
    root = ET.fromstring(picture([(one.size, one.cold) for one in RUNS]))  # noqa: S314 - our own
    texts = {text.text for text in root.iter("{http://www.w3.org/2000/svg}text")}
    assert {"wall", "processor, all processes", "main process", "largest worker"} <= texts
    assert {"100", "1,000"} <= texts
    assert len(list(root.iter("{http://www.w3.org/2000/svg}polyline"))) == 5


@pytest.mark.slow
def test_further_releases_are_none_that_an_archive_has(tmp_path: Path) -> None:
    make(tmp_path / "archive", 103)
    there = {path.name for path in (tmp_path / "archive" / RAW).iterdir()}
    assert len({name for name, _ in further(103)} - there) == 3
