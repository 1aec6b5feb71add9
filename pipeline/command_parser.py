"""A parser of a command line that knows its examples and what was meant by a slip."""

from __future__ import annotations

import argparse
import difflib
from collections.abc import Iterable
from typing import Any, TypeAlias

PROG = "python -m pipeline"

Examples = tuple[tuple[str, str], ...]
"""Arguments that can be typed as they stand, each with what they do."""


class CommandParser(argparse.ArgumentParser):
    """A parser that keeps what was added to it in `arguments`, and its examples."""

    def __init__(self, examples: Examples = (), **settings: Any) -> None:
        self.arguments: list[argparse.Action] = []
        self.examples = examples
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, **settings)

    def add_argument(self, *names: Any, **settings: Any) -> argparse.Action:
        action = super().add_argument(*names, **settings)
        self.arguments.append(action)
        return action


Commands: TypeAlias = "argparse._SubParsersAction[CommandParser]"  # noqa: SLF001 - no public name


def add_command(
    commands: Commands, name: str, what: str, examples: Examples, *, json: bool = True
) -> CommandParser:
    """A command with its help, its examples and the options that all commands have."""
    command = commands.add_parser(
        name,
        help=what,
        description=what[0].upper() + what[1:] + ".",
        epilog=shown(examples),
        examples=examples,
    )
    if json:
        command.add_argument("--json", action="store_true", help="JSON on stdout")
    command.add_argument("-v", "--verbose", action="store_true", help="say more; show tracebacks")
    command.add_argument("-q", "--quiet", action="store_true", help="say nothing but what failed")
    return command


def shown(examples: Examples) -> str:
    """The examples as help shows them."""
    width = max(len(typed) for typed, _ in examples)
    lines = (f"  {PROG} {typed.ljust(width)}  {said}".rstrip() for typed, said in examples)
    return "\n".join(("examples:", *lines))


def nearest(word: str, known: Iterable[str]) -> str:
    """The end of a sentence that says what was meant; empty where nothing comes near."""
    near = difflib.get_close_matches(word.partition("=")[0], known, n=1)
    return f"; did you mean {near[0]!r}?" if near else ""
