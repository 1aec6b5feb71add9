"""Whether a run over damaged files beside a sound one did what it promises.

It ended by itself; each file was read or refused by a named finding; the folder is whole and passes
`pipeline check`; each value is made of words that the file holds; the sound release has its rows.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from fuzz.recipes import Recipe
from fuzz.sources import GOOD, ROOT
from fuzz.workers import Verdict
from pipeline.dataset import Dataset, Finding, Row
from pipeline.explain import read_dataset
from pipeline.ingest.faults import reason
from pipeline.ingest.limits import Limits
from pipeline.outcome import Outcome
from pipeline.publish.check import check_folder
from pipeline.publish.columns import row_id
from pipeline.run import run
from tests.grounded import grouped, ungrounded

LIMITS = Limits(seconds=60)
READ = "read"
_OF_MACHINE = ("seconds", "memory")
"""Limits that no small file may reach; what is refused by a bound on size is no fault."""
_OWN = ("releases", "sessions", "speakers", "talks", "streams", "figures", "names", "provenance")

Run = Callable[[Path, Path, Path], Outcome]


def verdict(recipes: Sequence[Recipe], *, report: bool = False) -> Verdict:
    """What one run makes of damaged files, beside the sound release."""
    files = {f"damaged-{at:03}.{one.suffix}": one.made() for at, one in enumerate(recipes)}

    def publish(raw: Path, out: Path, curation: Path) -> Outcome:
        return run(raw, out, curation, jobs=1, limits=LIMITS, report=report)

    return judged(files, publish)


def judged(files: Mapping[str, bytes], publish: Run) -> Verdict:
    """What `publish` makes of files by their names; no name may be that of the sound release."""
    with TemporaryDirectory() as folder:
        raw, out = Path(folder, "raw"), Path(folder, "out")
        raw.mkdir()
        shutil.copy(GOOD, raw)
        for name, content in files.items():
            (raw / name).write_bytes(content)
        try:
            outcome = publish(raw, out, ROOT / "curation")
        except Exception as fault:  # noqa: BLE001 - that nothing is raised is what is looked at
            return Verdict((), (f"the run raised {reason(fault)}",))
        faults = [*_left_over(Path(folder)), *check_folder(out, raw)]
        if faults:
            return Verdict((), tuple(faults))
        dataset = read_dataset(out)
        told = [row for row in dataset["findings"] if isinstance(row, Finding)]
        fates = tuple(_fate(Path(name).stem, outcome, told) for name in files)
        return Verdict(
            fates,
            (*_of_reading(told), *ungrounded(dataset, grouped(dataset)), *lost(dataset)),
        )


def _left_over(folder: Path) -> Iterator[str]:
    odd = {path.name for path in folder.iterdir()} - {"raw", "out"}
    if odd:
        yield f"beside the published folder was left {', '.join(sorted(odd))}"


def _fate(release_id: str, outcome: Outcome, told: Sequence[Finding]) -> str:
    if release_id in outcome.releases:
        return READ
    return next(row.code for row in told if row.release_id == release_id)


def _of_reading(told: Sequence[Finding]) -> Iterator[str]:
    """Findings that no small file may bring about."""
    for row in told:
        reached = any(f"limit on {what}" in row.message for what in _OF_MACHINE)
        if row.code == "worker-fault" or (row.code == "over-limit" and reached):
            yield row.message


def lost(dataset: Dataset) -> Iterator[str]:
    """Rows of the sound release that are gone, or other than where it is read alone.

    Where a damaged file came to speak of the same year they may have been joined: the keys of its
    own rows stay in any case.
    """
    own, alone = _rows_of_good(dataset), _alone()
    apart = not any(_is_shared(row) for rows in dataset.values() for row in rows)
    for key, row in alone.items():
        if key not in own:
            yield f"the sound release lost {key}"
        elif apart and own[key] != row:
            yield f"the sound release's {key} is another row"


def _rows_of_good(dataset: Dataset) -> dict[tuple[str, str], Row]:
    return {
        (name, row_id(row)): row
        for name in _OWN
        for row in dataset[name]
        if GOOD.stem in _releases_of(row)
    }


def _releases_of(row: Row) -> list[str]:
    return getattr(row, "release_ids", None) or [getattr(row, "release_id", "")]


def _is_shared(row: Row) -> bool:
    """Whether a row of a damaged release is of the year of the sound one."""
    year = getattr(row, "year", None)
    return year == int(GOOD.stem[:4]) and _releases_of(row) != [GOOD.stem]


@cache
def _alone() -> dict[tuple[str, str], Row]:
    """The rows of the sound release where it is read alone."""
    with TemporaryDirectory() as folder:
        raw, out = Path(folder, "raw"), Path(folder, "out")
        raw.mkdir()
        shutil.copy(GOOD, raw)
        run(raw, out, ROOT / "curation", jobs=1, report=False)
        return _rows_of_good(read_dataset(out))
