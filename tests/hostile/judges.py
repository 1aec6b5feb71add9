"""Judges that do what no run should. Each works in a process of its own."""

from __future__ import annotations

import os
import time

from fuzz.workers import Verdict


def judge(what: str) -> Verdict:
    """Does what it is asked to, or tells it."""
    if what == "leave":
        os._exit(7)
    while what == "spin":
        time.process_time()
    while what == "wait":
        time.sleep(1)
    return Verdict((what,), ())
