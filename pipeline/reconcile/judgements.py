"""What people decided about findings, and decisions that nothing calls for any more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence

from pipeline.dataset import Finding
from pipeline.findings import finding
from pipeline.normalize.corrections import occurrences
from pipeline.normalize.curation import Curation
from pipeline.normalize.entries import Correction, Judgement
from pipeline.normalize.keys import key as name_key
from pipeline.normalize.records import MeantRelease
from pipeline.reconcile.seats import Mention
from pipeline.reconcile.speakers import Seated


def settle(findings: Iterable[Finding], curation: Curation) -> tuple[list[Finding], set[str]]:
    """The findings, each once; those that a judgement matches are acknowledged by it.

    Beside them the ids of the judgements that match any.
    """
    used: set[str] = set()
    settled = []
    for one in once(findings):
        judgement = next((j for j in curation.judgements if matches(j, one)), None)
        if judgement is None:
            settled.append(one)
            continue
        used.add(judgement.id)
        settled.append(_acknowledged(one, judgement.id) if one.status == "open" else one)
    return settled, used


def unused_judgements(
    curation: Curation, used: Collection[str], release_ids: Collection[str]
) -> Iterator[Finding]:
    """Judgements that match nothing, those that name a release among the inputs."""
    for judgement in curation.judgements:
        if judgement.id not in used and judgement.release in release_ids:
            yield unused("judgements.yml", judgement.id, judgement.release)


def _acknowledged(one: Finding, decision: str) -> Finding:
    return one.model_copy(update={"status": "acknowledged", "decision": decision})


def matches(judgement: Judgement, one: Finding) -> bool:
    """Whether a finding is of the judgement's code and agrees with all else that it gives."""
    return (
        judgement.code == one.code
        and judgement.release in (None, one.release_id)
        and judgement.evidence in (None, one.evidence)
        and judgement.row_id in (None, one.row_id)
    )


def correction_findings(curation: Curation, releases: Sequence[MeantRelease]) -> Iterator[Finding]:
    """Corrections whose quote is gone from their release, or whose words no seat of it prints."""
    by_id = {release.release_id: release for release in releases}
    for correction in curation.corrections:
        release = by_id.get(correction.release)
        if release is None:
            continue
        if not any(occurrences(correction.quote, release.facts.document, release.facts.seats)):
            yield finding(
                "correction-quote-gone",
                release_id=correction.release,
                evidence=correction.quote,
                entry=correction.id,
                quote=correction.quote,
            )
        elif not any(
            reading.kind == correction.kind
            and name_key(reading.printed) == name_key(correction.printed)
            and reading.entity_id == correction.means
            for reading in release.readings
        ):
            yield unused("corrections.yml", correction.id, correction.release)


def corrected_findings(curation: Curation, seated: Iterable[Seated]) -> Iterator[Finding]:
    """Places that a correction gave, and what other words print for the seat; settled by it."""
    for seat in seated:
        mentions = seat.mentions()
        for mention in mentions:
            correction = _correction(curation, mention)
            others = [m for m in mentions if m.place_key not in (None, mention.place_key)]
            if correction is None or not others:
                continue
            delegate, other = mention.seat.claim.delegate, others[0]
            told = finding(
                "place-contradiction",
                release_id=correction.release,
                evidence=mention.release.printed(delegate.printed),
                printed=correction.printed,
                other=other.release.printed(other.seat.claim.delegate.place),
            )
            yield _acknowledged(told, correction.id)


def _correction(curation: Curation, mention: Mention) -> Correction | None:
    """The correction that a seat's place was read by."""
    delegate = mention.seat.claim.delegate
    return next(
        (
            correction
            for correction in curation.corrections
            if correction.kind == "place"
            and correction.release == mention.release.release_id
            and correction.means == mention.seat.place_id
            and delegate.place is not None
            and name_key(correction.printed) == name_key(delegate.place.text)
        ),
        None,
    )


def unused(file: str, entry: str, release_id: str | None) -> Finding:
    """The finding about a curation entry that nothing calls for."""
    return finding(
        "curation-unused",
        release_id=release_id,
        evidence=f"{file}: {entry}",
        file=file,
        entry=entry,
    )


def once(findings: Iterable[Finding]) -> list[Finding]:
    """Each finding once; where it is settled and open, the settled one."""
    by_id: dict[str, Finding] = {}
    for one in findings:
        if one.finding_id not in by_id or one.status == "acknowledged":
            by_id[one.finding_id] = one
    return list(by_id.values())
