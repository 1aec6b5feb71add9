"""What a run came to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from pipeline.dataset import TABLES, Dataset, Finding, Row
from pipeline.exits import Exit

Table = Callable[[str], Sequence[Row]]
"""The rows of a table, by its name."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run came to. `counts` are rows by table; `releases` those that could be read.

    `waiting` are the open findings that ask something of somebody, `cached` the releases that were
    not read again. `unchanged` says that what is published already is what this run would publish,
    so that nothing was done. `withheld` are the findings for which nothing was published, as less
    came out than is expected; `dropped` are releases that were published before and are there no
    more, `absent` those expected that never were. `table` looks rows up where they are kept.
    """

    releases: tuple[str, ...]
    counts: dict[str, int]
    waiting: tuple[Finding, ...]
    table: Table = field(repr=False, compare=False)
    cached: tuple[str, ...] = ()
    unchanged: bool = False
    withheld: tuple[Finding, ...] = ()
    dropped: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """All findings, by id."""
        return tuple(row for row in self.table(Finding.TABLE) if isinstance(row, Finding))

    @property
    def open_findings(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.status == "open")

    @property
    def dataset(self) -> Dataset | None:
        """All rows; None where nothing is published."""
        if self.withheld or not self.releases:
            return None
        return {name: list(self.table(name)) for name in TABLES}

    @property
    def exit_code(self) -> Exit:
        """As the data contract has it."""
        if not self.releases:
            return Exit.NOTHING_READ
        if self.withheld:
            return Exit.FEWER
        errors = any(finding.severity == "error" for finding in self.waiting)
        return Exit.OPEN_ERROR if errors else Exit.CLEAN


def asks(finding: Finding) -> bool:
    """Whether a finding asks something of somebody."""
    return finding.status == "open" and finding.severity != "info"
