"""One release, from the raw file to what it means, in whatever process the conveyor chose.

What a reader raises stays here: it becomes a finding, and costs no other release its rows.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.dataset import Finding
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.stage import extract_release
from pipeline.findings import finding
from pipeline.ingest.faults import reason
from pipeline.ingest.limits import Limits
from pipeline.ingest.source import Source, read_source
from pipeline.normalize.curation import Curation, load_curation
from pipeline.normalize.lexicon import build_lexicon
from pipeline.normalize.records import MeantRelease
from pipeline.normalize.stage import normalize_release

_PASSING = ("over-limit", "worker-fault")
"""Findings that another machine, or a quieter hour, may not make."""


@dataclass(frozen=True, slots=True)
class ReleaseResult:
    """What became of one raw file. `meant` is null where it could not be read.

    `lasting` is false after a fault or at a limit, which are to be met again rather than remembered.
    """

    meant: MeantRelease | None
    findings: tuple[Finding, ...] = ()
    lasting: bool = True


@lru_cache(maxsize=1)
def decisions(
    curation: Path,
    setting: str,  # noqa: ARG001 - part of the key: other contents are another curation
) -> tuple[Curation, Lexicon]:
    """The curation and its word classes, loaded once a process as long as `setting` stays.

    Raises CurationError for curation that cannot be used.
    """
    decided = load_curation(curation)
    return decided, build_lexicon(decided)


def read_release(source: Source, curation: Path, setting: str, limits: Limits) -> ReleaseResult:
    """Read, extract and normalise one raw file. Raises CurationError, and nothing else."""
    decided, lexicon = decisions(curation, setting)
    try:
        document, findings = read_source(source, limits)
        if document is None:
            passing = any(told.code in _PASSING for told in findings)
            return ReleaseResult(None, tuple(findings), lasting=not passing)
        meant = normalize_release(extract_release(document, lexicon), decided)
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is this release's alone
        return fallen(source, reason(fault))
    if not understood(meant):
        findings = [*findings, _told("nothing-understood", source)]
    return ReleaseResult(meant, tuple(findings))


def understood(meant: MeantRelease) -> bool:
    """Whether anything at all was read in a release."""
    return any((meant.sessions, meant.seats, meant.talks, meant.streams, meant.figures))


def fallen(source: Source, why: str) -> ReleaseResult:
    """The result of a release whose reader failed."""
    return ReleaseResult(None, (_told("worker-fault", source, reason=why),), lasting=False)


def _told(code: str, source: Source, **values: str) -> Finding:
    name = source.name
    return finding(code, release_id=source.release_id, evidence=name, file=name, **values)
