"""How the command line ends; scripts depend on these numbers."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes of `extract`; other commands use 0, 1 for what they look for, 2 and 4."""

    CLEAN = 0
    OPEN_ERROR = 1
    """There is an open finding of severity error."""
    USAGE = 2
    """Wrong arguments, or a folder or curation file that cannot be used."""
    NOTHING_READ = 3
    """No release could be read; nothing was published."""
    FAULT = 4
    """The program itself failed; nothing was published."""
    FEWER = 5
    """Fewer releases or rows than curation expects; nothing was published."""
    INTERRUPTED = 130
    """Stopped from the keyboard, as a shell has it: 128 + SIGINT."""


class WrongUsage(Exception):
    """A command cannot do what it was asked to; the message says why and what to do."""
