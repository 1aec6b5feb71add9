"""What the benchmark of cores shows: medians, ratios within a round, peaks of memory."""

from __future__ import annotations

import subprocess
import sys

from benchmarks.cores import Figures, Peaks, table

HOARD = "kept = bytearray({size}); kept[::4096] = b'x' * len(kept[::4096]); print(); input()"
MB = 1024 * 1024


def figures(read: float, whole: float, worker: float = 100, reader: float = 50) -> Figures:
    return {"read": read, "whole": whole, "worker": worker, "reader": reader}


def test_times_are_medians_and_ratios_are_those_within_a_round() -> None:
    found = [
        {"1": figures(10, 20), "2": figures(5, 10, worker=120)},
        {"1": figures(30, 60), "2": figures(20, 40)},  # a busy machine
        {"1": figures(12, 24), "2": figures(6, 12)},
    ]
    _, _, one, two = table(found)
    assert one == "| 1 process | 12.0 | 24.0 | 1.00 | 1.00 | 100 | 50 |"
    assert two == "| pool of 2 | 6.0 | 12.0 | 2.00 | 2.00 | 120 | 50 |"


def test_peaks_tell_workers_from_the_readers_of_untrusted_bytes() -> None:
    peaks = Peaks(alone=False)
    codes = {
        "worker": HOARD.format(size=80 * MB),
        "reader": f"import pipeline.ingest.child; {HOARD.format(size=160 * MB)}",
    }
    for part, code in codes.items():
        with subprocess.Popen(
            [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        ) as process:
            assert process.stdout
            process.stdout.readline()
            peaks.look()
            process.communicate(b"\n")
        assert getattr(peaks, part) > 80 * 1024
    assert peaks.worker < 160 * 1024 < peaks.reader
