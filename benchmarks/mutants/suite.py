"""The tests that take part: which of them run a line, and how long they take.

They are collected once, in a process that runs none of them. What they run is seen in a process of
its own, as each mutant is tried in one, so that none finds a cache that another has filled.
"""

from __future__ import annotations

import gc
import json
import os
import sys
import tempfile
import time
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

import pytest
from coverage import Coverage

_UNITS = (
    "core_yaml coverage dates extract_* figures gazetteer_* lookup normalize_* numerals"
    " reconcile_[f-s]* references release resolver simplified sound spellings streams"
)
_OF_RELEASES = (
    *("tests/property/test_partition.py", "tests/property/test_provenance.py"),
    "tests/unit/test_archive.py",
)
TESTS = (
    tuple(f"tests/unit/test_{name}.py" for name in _UNITS.split()),
    ("tests/golden/*.py", "tests/labelled/test_releases.py", *_OF_RELEASES),
    ("tests/unseen/*.py",),
    ("tests/unit/test_expectations.py", "tests/unit/test_reconcile_decisions.py"),
)
"""The tests about reading, as patterns of paths: what tells most for its time comes first, whole runs
of the pipeline come last."""
_WORDINGS = Path("tests/unseen").resolve()
_CACHE = type(cache(len))
_MOST = 10.0
"""Seconds, as they were seen, that the tests of a mutant may take."""
_SHARED = "shared "
"""Before the name of a fixture that several tests share: the lines that it runs are theirs."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What the tests ran: of each file and line the names of tests and of shared fixtures; the
    seconds of processor time that each took; the modules that they imported."""

    lines: Mapping[str, Mapping[int, Sequence[str]]]
    seconds: Mapping[str, float]
    modules: Sequence[str]


class Suite:
    """A plugin of pytest that collects the tests and leaves it to `work` what is run of them."""

    def __init__(self, work: Callable[[Suite], None]) -> None:
        self._work = work
        self._items: dict[str, pytest.Item] = {}
        self._failed = False
        self._watch: _Watch | None = None

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        """Without those that try many examples, and the slow ones but for wordings, each of which is
        fast by itself."""
        items[:] = [
            item
            for item in items
            if not hasattr(getattr(item, "obj", None), "hypothesis")
            and (item.get_closest_marker("slow") is None or _WORDINGS in item.path.parents)
        ]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self._items = {item.nodeid: item for item in session.items}
        self._work(self)
        return True

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        self._failed = self._failed or report.failed

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(
        self, fixturedef: pytest.FixtureDef[object]
    ) -> Generator[None, object, object]:
        if self._watch is None or fixturedef.scope == "function":
            return (yield)
        with self._watch.on(_SHARED + fixturedef.argname):
            return (yield)

    def passes(self, names: Sequence[str]) -> bool:
        """Runs tests in this order, up to the first that fails."""
        return all(self._passes(name, following) for name, following in _followed(names))

    def _passes(self, name: str, following: str | None) -> bool:
        """Runs a test; what it shares with the one that follows is kept."""
        item, after = self._items[name], self._items[following] if following else None
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
        return not self._failed

    def chosen(self, seen: Seen, path: str, lines: Iterable[int]) -> tuple[list[str], float]:
        """The tests that run one of these lines, turn by turn, the cheapest first, and the seconds
        they take. What a test shares with others that are chosen costs it a part."""
        known = seen.lines.get(path, {})
        ran = {name for line in lines for name in known.get(line, ())}
        shared = {name: self._shared(seen, name) for name in self._items}
        able = [name for name in self._items if name in ran or not ran.isdisjoint(shared[name])]
        users = Counter(fixture for name in able for fixture in shared[name])
        costs = {
            name: seen.seconds[name] + sum(seen.seconds[one] / users[one] for one in shared[name])
            for name in able
        }
        order = sorted(able, key=lambda name: (_turn(self._items[name].path), costs[name]))
        within = list(accumulate(costs[name] for name in order))
        count = max(1, bisect_right(within, _MOST)) if order else 0
        return order[:count], sum(costs[name] for name in order[:count])

    def _shared(self, seen: Seen, name: str) -> list[str]:
        fixtures = [_SHARED + one for one in getattr(self._items[name], "fixturenames", ())]
        return [one for one in fixtures if one in seen.seconds]

    def seen(self, paths: Sequence[Path]) -> Seen:
        """What the tests run of these files, in a process of its own. Raises RuntimeError where
        one fails with nothing changed."""
        with tempfile.NamedTemporaryFile(suffix=".json") as file:
            pid = os.fork()
            if not pid:
                try:
                    Path(file.name).write_text(json.dumps(self._watched(paths)), "utf-8")
                finally:
                    os._exit(0)
            os.waitpid(pid, 0)
            told = json.loads(file.read() or '"a process"')
        if isinstance(told, str):
            raise RuntimeError(f"{told} fails before anything is changed: run `make test`")
        lines, seconds, modules = told
        numbered = {
            path: {int(line): names for line, names in of.items()} for path, of in lines.items()
        }
        return Seen(numbered, seconds, modules)

    def _watched(self, paths: Sequence[Path]) -> tuple[object, object, object] | str:
        """Lines, seconds and modules, or the name of the test that fails."""
        coverage = Coverage(
            data_file=None, config_file=False, include=[str(p.resolve()) for p in paths]
        )
        coverage.start()
        self._watch = _Watch(coverage)
        folder = None
        for name, following in _followed(list(self._items)):
            if self._items[name].path.parent != folder:  # what fills a cache is seen in each folder
                folder = self._items[name].path.parent
                _empty_caches()
            with self._watch.on(name):
                if not self._passes(name, following):
                    return name
        coverage.stop()
        data = coverage.get_data()
        lines = {path.as_posix(): data.contexts_by_lineno(str(path.resolve())) for path in paths}
        return lines, self._watch.seconds, sorted(sys.modules)


class _Watch:
    """Tells apart what is run, and how long it takes, by names that may lie in one another."""

    def __init__(self, coverage: Coverage) -> None:
        self._coverage = coverage
        self._since = time.process_time()
        self._name = ""
        self.seconds: dict[str, float] = defaultdict(float)

    @contextmanager
    def on(self, name: str) -> Iterator[None]:
        outer = self._switch(name)
        try:
            yield
        finally:
            self._switch(outer)

    def _switch(self, name: str) -> str:
        outer, now = self._name, time.process_time()
        self.seconds[outer] += now - self._since
        self._since, self._name = now, name
        self._coverage.switch_context(name)
        return outer


def _followed(names: Sequence[str]) -> Iterator[tuple[str, str | None]]:
    return zip(names, [*names[1:], None], strict=True)


def _turn(path: Path) -> int:
    return next(turn for turn, held in enumerate(TESTS) if any(map(path.match, held)))


def _empty_caches() -> None:
    for one in gc.get_objects():
        if isinstance(one, _CACHE) and one.__module__.startswith("pipeline"):
            one.cache_clear()
