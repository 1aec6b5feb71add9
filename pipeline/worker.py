"""One release, from the raw file to what it means, in whatever process the conveyor chose.

What a reader raises stays here: it becomes a finding, and costs no other release its rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.codec import encode
from pipeline.dataset import Finding
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.stage import extract_release
from pipeline.findings import finding
from pipeline.ingest.faults import reason
from pipeline.ingest.limits import Limits
from pipeline.ingest.raw_file import Source
from pipeline.ingest.source import read_source
from pipeline.normalize.curation import Curation, load_curation
from pipeline.normalize.lexicon import build_lexicon
from pipeline.normalize.records import MeantRelease
from pipeline.normalize.stage import normalize_release
from pipeline.reconcile.outline import Outline, outline_of

_PASSING = ("changed-file", "over-limit", "worker-fault")
"""Findings that another machine, or a quieter hour, may not make."""


@dataclass(frozen=True, slots=True)
class ReleaseResult:
    """What became of one raw file. `outline` is null where it could not be read.

    `lasting` is false after a fault or at a limit, which are to be met again rather than remembered.
    """

    outline: Outline | None
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


def read_release(
    source: Source, curation: Path, setting: str, limits: Limits
) -> tuple[ReleaseResult, bytes]:
    """Read, extract and normalise one raw file; beside the result, what the release means, packed.

    Raises CurationError, and nothing else.
    """
    decided, lexicon = decisions(curation, setting)
    try:
        document, findings = read_source(source, limits)
        if document is None:
            passing = any(told.code in _PASSING for told in findings)
            return ReleaseResult(None, tuple(findings), lasting=not passing), b""
        meant = normalize_release(extract_release(document, lexicon), decided)
        result = ReleaseResult(outline_of(meant, decided), _all_told(source, meant, findings))
        return result, encode(MeantRelease, meant)
    except Exception as fault:  # noqa: BLE001 - whatever it is, it is this release's alone
        return fallen(source, reason(fault)), b""


def _all_told(
    source: Source, meant: MeantRelease, findings: Sequence[Finding]
) -> tuple[Finding, ...]:
    if understood(meant):
        return tuple(findings)
    return (*findings, _told("nothing-understood", source))


def understood(meant: MeantRelease) -> bool:
    """Whether anything at all was read in a release."""
    return any((meant.sessions, meant.seats, meant.talks, meant.streams, meant.figures))


def fallen(source: Source, why: str) -> ReleaseResult:
    """The result of a release whose reader failed."""
    return ReleaseResult(None, (_told("worker-fault", source, reason=why),), lasting=False)


def _told(code: str, source: Source, **values: str) -> Finding:
    name = source.name
    return finding(code, release_id=source.release_id, evidence=name, file=name, **values)
