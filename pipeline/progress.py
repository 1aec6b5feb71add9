"""The progress bar: on a terminal only, so that a log or a pipe stays readable."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[int, int, str], None]
"""Told after each release: how many are done, of how many, and which one it was."""


@contextmanager
def progress_bar(wanted: bool) -> Iterator[Progress | None]:
    """What to tell after each release (done, of how many, its id); None where nobody looks."""
    if not wanted or not sys.stderr.isatty():
        yield None
        return
    from tqdm import tqdm

    tqdm.monitor_interval = 0  # its thread would be running when the processes are forked
    with tqdm(unit="release", leave=False, delay=0.3, dynamic_ncols=True) as bar:

        def tell(done: int, total: int, release_id: str) -> None:
            bar.total = total
            bar.set_postfix_str(release_id, refresh=False)
            bar.update(done - bar.n)

        yield tell
