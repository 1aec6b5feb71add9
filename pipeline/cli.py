"""The command line: `python -m pipeline COMMAND`."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from pipeline import commands
from pipeline.arguments import parse
from pipeline.exits import Exit, WrongUsage
from pipeline.terminal import coloured, say, write_any_character

Command = Callable[..., int]

COMMANDS: Mapping[str, Command] = MappingProxyType(
    {
        "extract": commands.extract,
        "check": commands.check,
        "explain": commands.explain,
        "diff": commands.diff,
        "resolve": commands.resolve,
        "curate": commands.curate,
        "bless": commands.bless,
        "report": commands.report,
        "completion": commands.completion,
    }
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Raises SystemExit for --help and wrong usage."""
    write_any_character()
    args = parse(sys.argv[1:] if arguments is None else arguments)
    try:
        code = int(COMMANDS[args.command](args))
        sys.stdout.flush()
        return code
    except WrongUsage as error:
        say(f"{coloured('error', 'error')}: {error}")
        return Exit.USAGE
    except KeyboardInterrupt:
        say("stopped; what was published before is as it was")
        return Exit.INTERRUPTED
    except BrokenPipeError:
        # The reader has seen enough (`| head`); without this, Python complains at its exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.CLEAN
    except Exception as fault:  # noqa: BLE001 - the one place where a fault becomes an exit code
        return _internal_fault(fault, args.verbose)


def _internal_fault(fault: Exception, verbose: bool) -> int:
    if verbose:
        traceback.print_exception(fault)
    hint = "" if verbose else "; --verbose shows where"
    said = coloured("internal fault", "error")
    say(f"{said}: {type(fault).__name__}: {fault}{hint}")
    say("what was published before is as it was")
    return Exit.FAULT
