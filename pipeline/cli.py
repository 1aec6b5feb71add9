"""The command line: `python -m pipeline COMMAND`."""

from __future__ import annotations

import argparse
import io
import os
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from pipeline import __version__, commands
from pipeline.exits import Exit, WrongUsage
from pipeline.ingest.limits import LIMITS, Limits

EPILOG = """\
examples:
  python -m pipeline extract                       raw/ to normalized/
  python -m pipeline extract --dry-run --json      what a run would give, for a program
  python -m pipeline explain cz-prague             where each value of a row was read
  python -m pipeline explain sessions:mayors-summit-2022-03-22
  python -m pipeline diff old/normalized normalized
  python -m pipeline check normalized --raw raw
  python -m pipeline resolve 卡斯翠 --country LC   which city a name means, and how sure that is
  python -m pipeline curate                        settle the names that wait for a person

exit codes:
  0  clean (diff: no difference)
  1  an open finding of severity error (check: problems; diff, bless: a difference)
  2  wrong usage, or a folder or curation file that cannot be used
  3  no release could be read; nothing was published
  4  the program itself failed; nothing was published

Data goes to stdout, talk to stderr; there is no colour to switch off.
"""


def build_parser() -> argparse.ArgumentParser:
    """The parser of all commands; `args.command` is the function to call."""
    parser = argparse.ArgumentParser(
        prog="python -m pipeline",
        description="Press releases of the Taipei Smart City Mayors' Summit as a dataset.",
        epilog=EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=__version__)
    subparsers = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_extract(subparsers)

    check = _add(subparsers, "check", "is a published folder sound?")
    _add_folder(check)
    check.add_argument("--raw", type=Path, help="also look up what is printed in these releases")

    explain = _add(subparsers, "explain", "where each value of a row was read")
    explain.add_argument("row_id", metavar="ROW_ID", help="id of a row, or TABLE:ID")
    explain.add_argument("--out", type=Path, default="normalized", help="dataset (%(default)s)")
    explain.add_argument("--raw", type=Path, default="raw", help="its releases (%(default)s)")

    diff = _add(subparsers, "diff", "rows added, changed and removed, by key")
    diff.add_argument("old", type=Path, metavar="OLD", help="published folder")
    diff.add_argument("new", type=Path, metavar="NEW", help="published folder")

    resolve = _add(subparsers, "resolve", "which place a name means, and how sure that is")
    resolve.add_argument(
        "names", nargs="*", metavar="NAME", help="names; none: NAME<TAB>COUNTRY lines"
    )
    resolve.add_argument("--country", metavar="CODE", help="ISO code or name of their country")
    resolve.add_argument("--curation", type=Path, default="curation", help="(%(default)s)")

    curate = _add(subparsers, "curate", "settle the names that wait for a person", json=False)
    _add_folder(curate)
    curate.add_argument("--curation", type=Path, default="curation", help="(%(default)s)")
    curate.add_argument("--by", metavar="WHO", help="who decides (the login name)")
    curate.add_argument("--list", action="store_true", help="only list what is open")
    curate.add_argument(
        "--format", action="store_true", help="only write names.yml in its one form"
    )

    bless = _add(subparsers, "bless", "show how the golden files change; update them", json=False)
    bless.description = "Updates the golden files only while PIPELINE_BLESS=1 is set."
    _add_inputs(bless)
    bless.add_argument(
        "--golden", type=Path, default="tests/golden/data", help="golden files (%(default)s)"
    )

    report = _add(subparsers, "report", "write report.html of a published folder anew", json=False)
    _add_folder(report)
    return parser


def _add(
    subparsers: argparse._SubParsersAction[argparse.ArgumentParser],
    name: str,
    what: str,
    *,
    json: bool = True,
) -> argparse.ArgumentParser:
    parser = subparsers.add_parser(name, help=what, description=what[0].upper() + what[1:])
    parser.set_defaults(command=getattr(commands, name))
    if json:
        parser.add_argument("--json", action="store_true", help="JSON on stdout")
    parser.add_argument("-v", "--verbose", action="store_true", help="say more; show tracebacks")
    return parser


def _add_folder(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "folder", type=Path, nargs="?", default="normalized", metavar="DIR", help="(%(default)s)"
    )


def _add_inputs(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--raw", type=Path, default="raw", help="releases (%(default)s)")
    parser.add_argument("--curation", type=Path, default="curation", help="(%(default)s)")


def _add_extract(subparsers: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    extract = _add(subparsers, "extract", "read the releases and publish the dataset")
    _add_inputs(extract)
    extract.add_argument(
        "--out", type=Path, default="normalized", help="folder to publish in (%(default)s)"
    )
    extract.add_argument(
        "-j", "--jobs", type=_at_least_one, metavar="N", help="processes (as many as are worth it)"
    )
    extract.add_argument(
        "--cache", type=Path, default=".cache", help="results of earlier runs (%(default)s)"
    )
    extract.add_argument("--no-cache", action="store_true", help="read everything again")
    extract.add_argument(
        "--limit",
        type=_limits,
        default=LIMITS,
        metavar="NAME=N,...",
        help="bounds on what one file may hold or take, as pages=500,seconds=120",
    )
    extract.add_argument("--dry-run", action="store_true", help="publish nothing")
    extract.add_argument("-q", "--quiet", action="store_true", help="say nothing but what failed")


def _at_least_one(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes")
    return int(text)


def _limits(text: str) -> Limits:
    try:
        return Limits.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code. Raises SystemExit for --help and wrong usage."""
    _write_any_character()
    args = build_parser().parse_args(arguments)
    try:
        code = int(args.command(args))
        sys.stdout.flush()
        return code
    except WrongUsage as error:
        commands.say(f"error: {error}")
        return Exit.USAGE
    except KeyboardInterrupt:
        commands.say("stopped; what was published before is as it was")
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
    commands.say(f"internal fault: {type(fault).__name__}: {fault}{hint}")
    commands.say("what was published before is as it was")
    return Exit.FAULT


def _write_any_character() -> None:
    """Let no locale stop the output: UTF-8 in a pipe, escapes where a terminal lacks a sign."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            encoding = None if stream.isatty() else "utf-8"
            stream.reconfigure(encoding=encoding, errors="backslashreplace")
