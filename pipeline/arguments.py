"""What the command line understands: the commands, their options, help and examples."""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

from pipeline import __version__
from pipeline.command_parser import PROG, CommandParser, Commands, add_command, nearest, shown
from pipeline.ingest.limits import LIMITS, Limits
from pipeline.ingest.storage import folder_named

SHELLS = ("bash", "zsh", "fish")

EXAMPLES = (
    ("extract", "raw/ to normalized/"),
    ("explain cz-prague", "where each value of a row was read"),
    ("curate", "settle the names that wait for a person"),
    ("extract --help", "more of one command"),
)
EPILOG = """
exit codes:
  0  clean (diff: no difference)
  1  an open finding of severity error (check: problems; diff, bless: a difference)
  2  wrong usage, or a folder or curation file that cannot be used
  3  no release could be read; nothing was published
  4  the program itself failed; nothing was published
  5  fewer releases or rows than curation/expectations.yml expects; nothing was published

Data goes to stdout, talk to stderr. Colour is for terminals only; NO_COLOR=1 switches it off.
"""


def build_parser() -> tuple[CommandParser, Mapping[str, CommandParser]]:
    """The parser of all commands, and that of each by name; `args.command` is the name."""
    parser = CommandParser(
        prog=PROG,
        description="Press releases of the Taipei Smart City Mayors' Summit as a dataset.",
        examples=EXAMPLES,
        epilog=f"{shown(EXAMPLES)}\n{EPILOG}",
    )
    parser.add_argument("--version", action="version", version=__version__)
    commands = parser.add_subparsers(
        title="commands", required=True, metavar="COMMAND", dest="command"
    )
    _add_extract(commands)
    _add_check(commands)
    _add_explain(commands)
    _add_diff(commands)
    _add_resolve(commands)
    _add_curate(commands)
    _add_bless(commands)
    _add_report(commands)
    _add_completion(commands)
    return parser, commands.choices


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The arguments of a call. Raises SystemExit for --help and --version, and for what nobody can
    do, with the nearest thing that exists."""
    parser, commands = build_parser()
    first = arguments[0] if arguments else ""
    if first and not first.startswith("-") and first not in commands:
        parser.error(f"there is no command {first!r}{nearest(first, commands)}")
    args, unknown = parser.parse_known_args(arguments)
    if unknown:
        command = commands[args.command]
        options = [name for action in command.arguments for name in action.option_strings]
        command.error(f"{unknown[0]!r} is not understood{nearest(unknown[0], options)}")
    return args


def _add_folder(command: CommandParser) -> None:
    command.add_argument(
        "folder", type=Path, nargs="?", default="normalized", metavar="DIR", help="(%(default)s)"
    )


def _add_inputs(command: CommandParser) -> None:
    command.add_argument(
        "--raw", type=folder_named, default="raw", help="releases: folder or address (%(default)s)"
    )
    _add_curation(command)


def _add_curation(command: CommandParser) -> None:
    command.add_argument(
        "--curation", type=Path, default="curation", help="what people decided (%(default)s)"
    )


def _add_cache(command: CommandParser) -> None:
    command.add_argument(
        "--cache", type=Path, default=".cache", help="results of earlier runs (%(default)s)"
    )


def _add_extract(commands: Commands) -> None:
    extract = add_command(
        commands,
        "extract",
        "read the releases and publish the dataset",
        (
            ("extract", "raw/ to normalized/"),
            ("extract --raw inbox --out trial", "other folders"),
            ("extract --raw s3://bucket/releases", "wherever fsspec can read"),
            ("extract --dry-run --json", "what a run would give, for a program"),
            ("extract --no-cache --jobs 2", "everything anew, on two processes"),
            ("extract --scheduler tcp://10.0.0.5:8786", "on the workers of a Dask cluster"),
        ),
    )
    _add_inputs(extract)
    extract.add_argument(
        "--out", type=Path, default="normalized", help="folder to publish in (%(default)s)"
    )
    extract.add_argument(
        "-j", "--jobs", type=_at_least_one, metavar="N", help="processes (as many as are worth it)"
    )
    extract.add_argument(
        "--scheduler", metavar="ADDRESS", help="read on a Dask cluster, as tcp://10.0.0.5:8786"
    )
    _add_cache(extract)
    extract.add_argument("--no-cache", action="store_true", help="read everything again")
    extract.add_argument(
        "--limit",
        type=_limits,
        default=LIMITS,
        metavar="NAME=N,...",
        help="bounds on what one file may hold or take, as pages=500,seconds=120",
    )
    extract.add_argument("--dry-run", action="store_true", help="publish nothing")
    extract.add_argument("--no-report", action="store_true", help="publish the data alone")
    extract.add_argument(
        "--by-year", action="store_true", help="each year as Parquet files of its own too"
    )


def _add_check(commands: Commands) -> None:
    check = add_command(
        commands,
        "check",
        "is a published folder sound?",
        (
            ("check", "rows, keys, references, copies, hashes of normalized/"),
            ("check normalized --raw raw", "and whether each printed word is in its release"),
        ),
    )
    _add_folder(check)
    check.add_argument(
        "--raw", type=folder_named, help="also look up what is printed in these releases"
    )


def _add_explain(commands: Commands) -> None:
    explain = add_command(
        commands,
        "explain",
        "where each value of a row was read",
        (
            ("explain cz-prague", "a row, in whatever table"),
            ("explain sessions:mayors-summit-2022-03-22", "in this table only"),
            ("explain zdenek-hrib --json", "for a program"),
        ),
    )
    explain.add_argument("row_id", metavar="ROW_ID", help="id of a row, or TABLE:ID")
    explain.add_argument("--out", type=Path, default="normalized", help="dataset (%(default)s)")
    explain.add_argument(
        "--raw", type=folder_named, default="raw", help="its releases (%(default)s)"
    )


def _add_diff(commands: Commands) -> None:
    diff = add_command(
        commands,
        "diff",
        "rows added, changed and removed, by key",
        (("diff old/normalized normalized", ""), ("diff old new --json", "for a program")),
    )
    diff.add_argument("old", type=Path, metavar="OLD", help="published folder")
    diff.add_argument("new", type=Path, metavar="NEW", help="published folder")


def _add_resolve(commands: Commands) -> None:
    resolve = add_command(
        commands,
        "resolve",
        "which place a name means, and how sure that is",
        (
            ("resolve 卡斯翠 --country LC", "a name of one country"),
            ("resolve Gdynia 格丁尼亞 --json", "several, a line of JSON for each"),
            ("resolve < names.tsv", "many: lines of NAME or NAME<TAB>COUNTRY"),
        ),
    )
    resolve.add_argument("names", nargs="*", metavar="NAME", help="none: NAME<TAB>COUNTRY lines")
    resolve.add_argument("--country", metavar="CODE", help="ISO code or name of their country")
    _add_curation(resolve)


def _add_curate(commands: Commands) -> None:
    curate = add_command(
        commands,
        "curate",
        "settle the names that wait for a person",
        (
            ("curate", "asks about one after the other"),
            ("curate --list", "only lists what is open"),
            ("curate --by 'Lin Mei'", "decisions under this name"),
        ),
    )
    _add_folder(curate)
    _add_curation(curate)
    curate.add_argument("--by", metavar="WHO", help="who decides (the login name)")
    curate.add_argument("--list", action="store_true", help="only list what is open")
    curate.add_argument("--format", action="store_true", help="only tidy the form of names.yml")


def _add_bless(commands: Commands) -> None:
    bless = add_command(
        commands,
        "bless",
        "show how the golden files change; update them",
        (("bless", "only shows; PIPELINE_BLESS=1 in the environment lets it write"),),
    )
    _add_inputs(bless)
    bless.add_argument(
        "--golden", type=Path, default="tests/golden/data", help="golden files (%(default)s)"
    )


def _add_report(commands: Commands) -> None:
    report = add_command(
        commands,
        "report",
        "write report.html of a published folder anew",
        (("report", "that of normalized/"), ("report trial", "that of another folder")),
        json=False,
    )
    _add_folder(report)
    _add_inputs(report)
    _add_cache(report)


def _add_completion(commands: Commands) -> None:
    completion = add_command(
        commands,
        "completion",
        "print what lets a shell complete commands and options",
        (
            ("completion bash", 'bash: eval "$(...)", or add it to ~/.bashrc'),
            ("completion zsh", "zsh: the same, after compinit"),
            ("completion fish", "fish: ... | source"),
        ),
        json=False,
    )
    completion.add_argument("shell", nargs="?", choices=SHELLS, metavar="|".join(SHELLS))
    # what the printed function calls: the words typed so far
    completion.add_argument("--for", dest="words", nargs=argparse.REMAINDER, help=argparse.SUPPRESS)


def _at_least_one(text: str) -> int:
    if not (text.isascii() and text.isdigit() and int(text)):
        raise argparse.ArgumentTypeError(f"{text!r} is no number of processes")
    return int(text)


def _limits(text: str) -> Limits:
    try:
        return Limits.parse(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from error
