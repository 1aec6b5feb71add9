"""A mutant: a function with one thing changed, which some test should notice."""

from __future__ import annotations

import difflib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mutant:
    """A function with one thing changed.

    `path` is that of the file in the repository, `function` its qualified name; `line` (from 1) is
    where the change is, `first` to `last` the lines of its statement, one of which a test must run.
    `was` and `code` are the whole function before and after, in its class if it has one.
    """

    path: str
    function: str
    line: int
    first: int
    last: int
    was: str
    code: str

    @property
    def changed(self) -> bool:
        return self.code != self.was

    @property
    def difference(self) -> str:
        """What was changed, as lines of a diff."""
        was, code = self.was.splitlines(), self.code.splitlines()
        lines = list(difflib.unified_diff(was, code, n=1, lineterm=""))[2:]
        return "\n".join([f"--- {self.path}:{self.line} {self.function}", *lines, ""])
