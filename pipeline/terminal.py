"""What a person sees at the terminal: talk on stderr, a little colour, marks that any screen shows."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Mapping
from types import MappingProxyType
from typing import TextIO

_COLOURS: Mapping[str, str] = MappingProxyType({"error": "1;31", "warning": "33", "info": "36"})
"""The codes of ECMA-48 for each severity: bold red, yellow, cyan."""


def say(text: str) -> None:
    """A line for the person at the terminal."""
    print(text, file=sys.stderr)


def say_above(text: str) -> None:
    """A line for the person at the terminal while a progress bar may stand there."""
    if "tqdm" in sys.modules:
        from tqdm import tqdm

        tqdm.write(text, file=sys.stderr)
    else:
        say(text)


def coloured(text: str, severity: str) -> str:
    """The text in the colour of a severity, if stderr shows colours."""
    if not shows_colours(sys.stderr):
        return text
    return f"\x1b[{_COLOURS[severity]}m{text}\x1b[0m"


def shows_colours(stream: TextIO) -> bool:
    """Whether to colour what goes to this stream: a terminal that can, and nobody who objects.

    NO_COLOR objects with any value but an empty one (no-color.org).
    """
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return stream.isatty()


def write_any_character() -> None:
    """Let no locale stop the output: UTF-8 in a pipe, escapes where a terminal lacks a sign."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
