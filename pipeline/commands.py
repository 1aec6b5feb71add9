"""What each command does. Data goes to stdout, talk to stderr; each returns its exit code.

What a command needs is imported when it is called, so that `--help` comes at once.
"""

from __future__ import annotations

import gc
import json
import sys
from argparse import Namespace
from contextlib import AbstractContextManager, nullcontext
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.command_parser import nearest
from pipeline.exits import Exit, WrongUsage
from pipeline.ingest.storage import Folder
from pipeline.terminal import say, say_above


def tell(args: Namespace, text: str) -> None:
    """A line for the person at the terminal, unless they want quiet."""
    if not args.quiet:
        say(text)


def show(data: Any) -> None:
    """Data for a program, as JSON."""
    print(json.dumps(data, ensure_ascii=False, indent=2))


def extract(args: Namespace) -> int:
    from pipeline import summary
    from pipeline.cache import Cache
    from pipeline.progress import progress_bar
    from pipeline.run import run

    _must_be_there(args.raw, "--raw")
    gc.set_threshold(200_000, 20, 100)  # records refer to each other one way: few cycles to find
    out = None if args.dry_run else args.out
    with _workers(args) as executor, progress_bar(wanted=not args.quiet) as progress:
        outcome = run(
            args.raw,
            out,
            args.curation,
            jobs=args.jobs,
            cache=None if args.no_cache else Cache(args.cache),
            progress=progress,
            limits=args.limit,
            executor=executor,
            report=not args.no_report,
            by_year=args.by_year,
            against=args.out,
            tell=None if args.quiet else say_above,
        )
    if not args.quiet:
        for line in summary.lines(outcome, out, everything=args.verbose):
            say(line)
    if args.json:
        show(summary.as_dict(outcome, out))
    return outcome.exit_code


def _workers(args: Namespace) -> AbstractContextManager[Any]:
    """The workers of the cluster that was named; without one, the run finds its own."""
    if args.scheduler is None:
        return nullcontext()
    from pipeline.cluster import cluster

    _must_be_folder(args.curation, "--curation")
    return cluster(args.scheduler, args.raw, args.curation)


def check(args: Namespace) -> int:
    from pipeline.publish.check import check_folder

    _must_be_folder(args.folder, "DIR")
    if args.raw is not None:
        _must_be_there(args.raw, "--raw")
    problems = check_folder(args.folder, args.raw)
    if args.json:
        show({"folder": str(args.folder), "problems": problems})
    else:
        for problem in problems:
            print(problem)
        told = f"{len(problems)} problem(s)" if problems else "sound"
        tell(args, f"{args.folder}: {told}")
    return Exit.OPEN_ERROR if problems else Exit.CLEAN


def explain(args: Namespace) -> int:
    from pipeline.explain import UnknownRow, render
    from pipeline.explain import explain as explained

    dataset = _published(args.out)
    try:
        found = explained(args.row_id, dataset, args.raw)
    except UnknownRow as error:
        raise WrongUsage(str(error)) from error
    if args.json:
        show([{**asdict(e), "findings": [f.model_dump() for f in e.findings]} for e in found])
    else:
        print("\n".join(render(explanation) for explanation in found), end="")
    return Exit.CLEAN


def diff(args: Namespace) -> int:
    from pipeline.publish.diff import diff_folders, render
    from pipeline.publish.tables import TableError

    try:
        difference = diff_folders(args.old, args.new)
    except (FileNotFoundError, TableError) as error:
        raise WrongUsage(str(error)) from error
    if args.json:
        show(difference.as_dict())
    else:
        print(render(difference), end="")
    return Exit.OPEN_ERROR if difference else Exit.CLEAN


def resolve(args: Namespace) -> int:
    from pipeline.lookup import answer, queries, table
    from pipeline.normalize.curation import load_curation

    if not args.names and sys.stdin.isatty():
        raise WrongUsage("give names, or lines of NAME<TAB>COUNTRY on stdin")
    country = args.country or ""
    lines = [f"{name}\t{country}" for name in args.names] or sys.stdin
    curation = load_curation(args.curation)
    answers = []
    for query in queries(lines, curation):
        if query.trouble:
            tell(args, f"{query.trouble}; {query.name} is looked up in all countries")
        told = answer(query, curation)
        if args.json:
            print(json.dumps(told, ensure_ascii=False), flush=True)
        else:
            answers.append(told)
    if answers:
        print("\n".join(table(answers)))
    return Exit.CLEAN


def curate(args: Namespace) -> int:
    import datetime
    import getpass

    from pipeline.curate import Walk, write_decisions
    from pipeline.normalize.curation import load_curation
    from pipeline.open_names import open_names

    curation = load_curation(args.curation)
    if args.format:
        write_decisions(args.curation, curation.names)
        return Exit.CLEAN
    names = open_names(_published(args.folder))
    if args.json:
        show([{**asdict(name), "quotes": dict(name.quotes)} for name in names])
        return Exit.CLEAN
    if args.list:
        for name in names:
            print(f"{name.kind}\t{name.printed}\t{name.where or ''}")
        return Exit.CLEAN
    if not names:
        tell(args, f"{args.folder}: no name waits for a decision")
        return Exit.CLEAN
    by = args.by or getpass.getuser()
    walk = Walk(args.curation, by, datetime.datetime.now().astimezone().date(), ask=input, say=say)
    walk.through(names)
    if walk.made:
        kept = args.curation / "names.yml"
        tell(args, f"{len(walk.made)} decision(s) in {kept}; run make extract")
    return Exit.CLEAN


def bless(args: Namespace) -> int:
    from pipeline.bless import SWITCH, compare, switched_on
    from pipeline.bless import bless as write
    from pipeline.publish.diff import render
    from pipeline.publish.tables import TableError
    from pipeline.run import run

    _must_be_there(args.raw, "--raw")
    try:
        outcome = run(args.raw, None, args.curation)
        if (dataset := outcome.dataset) is None:
            told = "; ".join(one.message for one in outcome.withheld)
            why = told or f"no release in {args.raw} could be read"
            raise WrongUsage(f"nothing to bless: {why}")
        difference = compare(dataset, args.golden)
    except TableError as error:
        raise WrongUsage(str(error)) from error
    if args.json:
        show(difference.as_dict())
    else:
        print(render(difference), end="")
    if switched_on():
        write(dataset, args.golden)
        tell(args, f"{args.golden} {'updated' if difference else 'is as it was'}")
        return Exit.CLEAN
    if difference:
        tell(args, f"nothing written; to accept the above: {SWITCH}=1 python -m pipeline bless")
    return Exit.OPEN_ERROR if difference else Exit.CLEAN


def report(args: Namespace) -> int:
    from pipeline.cache import Cache
    from pipeline.conveyor import read_released
    from pipeline.ingest.limits import LIMITS
    from pipeline.ingest.source import find_sources
    from pipeline.ingest.storage import is_there
    from pipeline.publish.new_folder import mark_of
    from pipeline.publish.stage import publish
    from pipeline.run import setting_of

    mark = mark_of(args.folder)
    dataset = _published(args.folder)
    released = []
    if is_there(args.raw):
        setting = setting_of(args.curation, LIMITS)
        sources, _ = find_sources(args.raw)
        released = list(read_released(sources, setting, Cache(args.cache)))
    else:
        tell(args, f"there is no folder {args.raw}: the releases' own text is not shown")
    publish(dataset, args.folder, released, mark=mark, tell=partial(tell, args))
    tell(args, f"{args.folder / 'report.html'} written")
    return Exit.CLEAN


def completion(args: Namespace) -> int:
    from pipeline.completion import completions, script

    if args.words is not None:
        print(*completions(args.words), sep="\n")
    elif args.shell is not None:
        print(script(args.shell, sys.orig_argv[0]), end="")
    else:
        raise WrongUsage("name the shell: bash, zsh or fish")
    return Exit.CLEAN


def _must_be_there(raw: Folder, argument: str) -> None:
    """What lies at an address shows when it is listed."""
    if isinstance(raw, Path):
        _must_be_folder(raw, argument)


def _must_be_folder(folder: Path, argument: str) -> None:
    if not folder.is_dir():
        beside = folder.parent.iterdir() if folder.parent.is_dir() else ()
        meant = nearest(folder.name, [path.name for path in beside if path.is_dir()])
        raise WrongUsage(f"{argument}: there is no folder {folder}{meant}")


def _published(folder: Path) -> Any:
    """The tables of a published folder."""
    from pipeline.explain import read_dataset
    from pipeline.publish.tables import TableError

    _must_be_folder(folder, "published dataset")
    try:
        return read_dataset(folder)
    except FileNotFoundError as error:
        name = Path(str(error.filename)).name
        raise WrongUsage(f"{folder} is no published dataset: it lacks {name}") from error
    except TableError as error:
        raise WrongUsage(str(error)) from error
