"""A mutant put in place and tried, in a process of its own that has everything imported already."""

from __future__ import annotations

import gc
import os
import resource
import signal
import sys
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from enum import Enum
from importlib import import_module
from pathlib import Path
from types import FunctionType

from benchmarks.mutants.mutant import Mutant

_MEMORY = 4 << 30
"""Bytes of addresses that a trial may take."""
_LATE, _SLOWER = 10, 10
"""A trial ends after this many seconds of processor time and this many times what is usual."""
_SURVIVED, _KILLED, _BROKEN = 0, 1, 3
_IMPORTED = frozenset(
    "anyascii numpy opencc pdfplumber pdfminer pipeline pydantic rapidfuzz yaml".split()
)
"""Packages whose modules are imported beforehand."""

Functions = Mapping[tuple[str, str], list[FunctionType]]
"""Functions by file (relative to the repository) and qualified name."""


class Outcome(Enum):
    """What the tests said of a mutant; one that no test runs survives without a trial."""

    KILLED = "killed"
    TIMED_OUT = "timed out"
    SURVIVED = "survived"


def functions_of(paths: Iterable[Path]) -> Functions:
    """The functions of these files that have been imported, wherever they are held."""
    names = {str(path.resolve()): path.as_posix() for path in paths}
    found: dict[tuple[str, str], list[FunctionType]] = {}
    for one in gc.get_objects():
        if isinstance(one, FunctionType) and one.__code__.co_filename in names:
            function = (names[one.__code__.co_filename], one.__code__.co_qualname)
            found.setdefault(function, []).append(one)
    return found


def prepared(paths: Iterable[Path], modules: Iterable[str]) -> Functions:
    """Imports what a trial would, and keeps the collector of garbage from what trials share; the
    functions of these files."""
    for name in modules:
        if name.partition(".")[0] in _IMPORTED and name not in sys.modules:
            import_module(name)
    functions = functions_of(paths)  # before they are hidden from the collector
    gc.collect()
    gc.freeze()
    return functions


def put_in_place(mutant: Mutant, functions: Iterable[FunctionType]) -> None:
    """Gives a function the code and the defaults of the mutant: what holds it, be it a cache, a
    property or another module, holds the mutant then."""
    owner, _, name = mutant.function.rpartition(".")
    source = f"from __future__ import annotations\n{mutant.code}"
    for function in functions:
        names = dict(function.__globals__)
        exec(compile(source, mutant.path, "exec"), names)  # noqa: S102 - code of this repository
        made = vars(names[owner])[name] if owner else names[name]
        function.__code__ = made.__code__
        function.__defaults__ = made.__defaults__
        function.__kwdefaults__ = made.__kwdefaults__


def started(
    mutant: Mutant, functions: Functions, seconds: float, passes: Callable[[], bool]
) -> int:
    """Tries a mutant in a process of its own, whose id is given. `seconds` is what the tests take
    without it, `passes` runs them. Raises KeyError where nobody holds its function."""
    held = functions[mutant.path, mutant.function]
    pid = os.fork()
    if pid:
        return pid
    code = _BROKEN
    try:
        _alone(_LATE + _SLOWER * seconds)
        put_in_place(mutant, held)
        code = _KILLED
        with suppress(BaseException):
            code = _SURVIVED if passes() else _KILLED
    finally:
        os._exit(code)


def _alone(seconds: float) -> None:
    quiet = os.open(os.devnull, os.O_WRONLY)
    for stream in (1, 2):
        os.dup2(quiet, stream)
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    signal.setitimer(signal.ITIMER_PROF, seconds)


def ended() -> tuple[int, Outcome]:
    """Waits for a trial to end: its process, and how it ended. Raises RuntimeError where the mutant
    could not be put in place."""
    pid, status = os.wait()
    code = os.waitstatus_to_exitcode(status)
    if code == _BROKEN:
        raise RuntimeError("a mutant could not be put in place")
    if code == -signal.SIGPROF:
        return pid, Outcome.TIMED_OUT
    return pid, Outcome.SURVIVED if code == _SURVIVED else Outcome.KILLED
