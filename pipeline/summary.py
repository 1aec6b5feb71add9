"""What a run came to, in the words of the terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pipeline.dataset import Finding
from pipeline.outcome import Outcome
from pipeline.terminal import coloured

SHOWN = 20
"""At most so many findings in the terminal; all of them are in the table."""


def lines(outcome: Outcome, out: Path | None, *, everything: bool = False) -> Iterator[str]:
    """The lines for the terminal: what was kept, what a person should look at, the upshot.

    `out` is None where nothing was to be written; `everything` adds findings of severity info
    and lifts the cap.
    """
    yield from _kept(outcome, out)
    shown = None if everything or outcome.withheld else SHOWN
    yield from _findings(_worth_showing(outcome, everything), shown)
    yield from _missed(outcome)
    if not outcome.releases:
        yield "nothing could be read, and nothing was published"
    elif outcome.withheld:
        yield "less than curation/expectations.yml expects, and nothing was published"
    else:
        yield upshot(outcome, out)


def _kept(outcome: Outcome, out: Path | None) -> Iterator[str]:
    if not outcome.cached:
        return
    kept = _number(len(outcome.cached), "release")
    upshot = f"; {out} is up to date" if outcome.unchanged else ""
    yield f"{kept} unchanged, taken from the cache{upshot}"


def _missed(outcome: Outcome) -> Iterator[str]:
    """The releases that somebody may miss, and how to have the next run stop for such."""
    if outcome.dropped:
        yield (
            f"published before and not in the raw folder any more: {_listed(outcome.dropped)}; a"
            " release that curation/expectations.yml lists is never dropped unasked"
        )
    if outcome.absent:
        listed = _listed(outcome.absent)
        yield f"listed in curation/expectations.yml and not in the raw folder: {listed}"


def _listed(releases: Sequence[str]) -> str:
    more = len(releases) - SHOWN
    return _plain(", ".join(releases[:SHOWN])) + (f" and {more} more" if more > 0 else "")


def upshot(outcome: Outcome, out: Path | None) -> str:
    """The run in one line: `5 releases, 8 sessions, 74 speakers; 2 open findings: report.html`.

    Findings of severity info are not counted: they ask nothing of anybody.
    """
    shown = (("session", "sessions"), ("speaker", "speakers"))
    parts = [
        _number(len(outcome.releases), "release"),
        *(_number(outcome.counts.get(table, 0), word) for word, table in shown),
    ]
    findings = _number(len(_worth_showing(outcome)), "open finding")
    return f"{', '.join(parts)}; {findings}{_where(out)}"


def _where(out: Path | None) -> str:
    """Where to look: the report, or the folder where none was wanted."""
    if out is None:
        return " (dry run: nothing was written)"
    report = out / "report.html"
    return f": {report if report.is_file() else out}"


def _worth_showing(outcome: Outcome, everything: bool = False) -> list[Finding]:
    """The open findings, the gravest first; those of severity info only where all are wanted."""
    order = ("error", "warning", "info")
    found = outcome.open_findings if everything else outcome.waiting
    return sorted(found, key=lambda finding: order.index(finding.severity))


def _findings(found: Sequence[Finding], most: int | None) -> Iterator[str]:
    for finding in found[:most]:
        where = f"{finding.release_id}: " if finding.release_id else ""
        severity = coloured(finding.severity, finding.severity)
        yield f"{severity} {finding.code}: {_plain(where + finding.message)}"
    if most is not None and len(found) > most:
        yield f"and {len(found) - most} more; the table `findings` has all of them"


def _plain(text: str) -> str:
    """A text as a terminal may be given it: no character that moves the cursor or turns the line."""
    return "".join(c if c.isprintable() else " " for c in text)


def _number(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"


def as_dict(outcome: Outcome, out: Path | None) -> dict[str, Any]:
    """The same for a program: what JSON knows."""
    return {
        "out": None if out is None or outcome.withheld or not outcome.releases else str(out),
        "exit_code": int(outcome.exit_code),
        "releases": list(outcome.releases),
        "cached": list(outcome.cached),
        "unchanged": outcome.unchanged,
        "withheld": bool(outcome.withheld),
        "dropped": list(outcome.dropped),
        "absent": list(outcome.absent),
        "counts": outcome.counts,
        "open_findings": [finding.model_dump() for finding in outcome.open_findings],
    }
