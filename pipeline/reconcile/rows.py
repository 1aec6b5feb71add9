"""The rows that stand for one claim each: releases, talks, streams, figures."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from pipeline.dataset import Figure, Finding, Release, Stream, Talk
from pipeline.findings import finding
from pipeline.normalize.keys import key as name_key
from pipeline.normalize.records import (
    MeantFigure,
    MeantRelease,
    MeantTalk,
    SessionKey,
)
from pipeline.reconcile.provenance import Sources
from pipeline.reconcile.session_groups import year_of
from pipeline.reconcile.sessions import SessionIndex, singles_out
from pipeline.reconcile.speakers import Seated
from pipeline.reconcile.years import figure_year, stream_years


def release_row(release: MeantRelease, sources: Sources) -> Release:
    """The row of a release."""
    document, header = release.facts.document, release.facts.header
    release_id = release.release_id
    row = Release(
        release_id=release_id,
        source_file=document.source_file,
        source_format=document.source_format,
        source_sha256=document.source_sha256,
        page_count=document.page_count,
        script=header.script,
        kind=header.kind,
        title=release.printed(header.title),
        agency_printed=release.printed(header.agency),
        agency_zh=release.agency_zh,
        published_date=release.date,
        year=release.year,
    )
    sources.note("releases", release_id, ("title",), release_id, header.title)
    agency = [name for name in ("agency_printed", "agency_zh") if getattr(row, name) is not None]
    sources.note("releases", release_id, agency, release_id, header.agency)
    if row.published_date is not None:
        sources.note("releases", release_id, ("published_date",), release_id, header.published)
    if row.year is not None:
        sources.note("releases", release_id, ("year",), release_id, header.year)
    return row


# --- talks ----------------------------------------------------------------------------------------


def talk_rows(
    releases: Iterable[MeantRelease],
    index: SessionIndex,
    seated: Iterable[Seated],
    sources: Sources,
) -> tuple[list[Talk], list[Finding]]:
    """A row a talk of the index's year, with the seat that spoke; a finding for a talk whose
    speaker has no seat."""
    seats = _by_words(seated)
    rows: list[Talk] = []
    findings: list[Finding] = []
    numbers: Counter[tuple[str, str]] = Counter()
    for release in releases:
        told = (talk for talk in release.talks if year_of(talk.key, release) == index.year)
        for talk in sorted(told, key=lambda talk: talk.claim.text.start):
            speaker = _speaker(release, talk, index, seats)
            if speaker is None:
                words = release.printed(talk.claim.speaker.printed)
                findings.append(
                    finding(
                        "unread-row",
                        release_id=release.release_id,
                        evidence=words,
                        reason="its speaker has no seat",
                    )
                )
                continue
            numbers[speaker.speaker_id, talk.claim.kind] += 1
            nth = numbers[speaker.speaker_id, talk.claim.kind]
            rows.append(_talk(release, talk, speaker, nth, sources))
    return rows, findings


_Words = dict[tuple[str, str], list[Seated]]
"""Release and key of the printed entry -> the seats that it was read as."""


def _by_words(seated: Iterable[Seated]) -> _Words:
    words: _Words = {}
    for seat in seated:
        for mention in seat.mentions():
            printed = name_key(mention.seat.claim.delegate.printed.text)
            held = words.setdefault((mention.release.release_id, printed), [])
            if seat not in held:
                held.append(seat)
    return words


def _speaker(
    release: MeantRelease, talk: MeantTalk, index: SessionIndex, seats: _Words
) -> Seated | None:
    """The seat with the talk's words at its session, or else the only one with these words."""
    printed = name_key(talk.claim.speaker.printed.text)
    held = seats.get((release.release_id, printed), [])
    sessions = index.find(talk.key, release)
    at_session = [seat for seat in held if seat.scope.session_id in sessions]
    if at_session:
        return at_session[0]
    return held[0] if len(held) == 1 else None


def _talk(
    release: MeantRelease, talk: MeantTalk, speaker: Seated, nth: int, sources: Sources
) -> Talk:
    claim, release_id = talk.claim, release.release_id
    row = Talk(
        talk_id=f"{speaker.speaker_id}-{claim.kind}-{nth}",
        session_id=speaker.scope.session_id,
        speaker_id=speaker.speaker_id,
        order=claim.order,
        kind=claim.kind,
        question_zh=release.printed(claim.question),
        text="\n".join(" ".join(line.split()) for line in claim.text.text.split("\n")),
        release_id=release_id,
    )
    sources.note("talks", row.talk_id, ("text",), release_id, claim.text)
    sources.note("talks", row.talk_id, ("question_zh",), release_id, claim.question)
    sources.note("talks", row.talk_id, ("speaker_id",), release_id, claim.speaker.printed)
    return row


# --- streams --------------------------------------------------------------------------------------


def stream_rows(
    releases: Iterable[MeantRelease], index: SessionIndex, sources: Sources
) -> tuple[list[Stream], list[Finding]]:
    """A row a link and session of the index's year that it shows; the first release that prints it
    is named."""
    rows: dict[str, Stream] = {}
    findings: list[Finding] = []
    for release in releases:
        for stream in release.streams:
            claim, url = stream.claim, "".join(stream.claim.url.text.split())
            if index.year not in stream_years(stream, release):
                continue
            found = (index.find(key, release) for key in stream.keys)
            sessions = dict.fromkeys(session for sessions in found for session in sessions)
            if not sessions:
                findings.append(
                    finding(
                        "link-without-session",
                        release_id=release.release_id,
                        evidence=url,
                        url=url,
                    )
                )
            for session_id in sessions:
                row_id = f"{session_id}|{claim.language or ''}|{url}"
                row = Stream(
                    session_id=session_id,
                    language=claim.language,
                    url=url,
                    release_id=release.release_id,
                )
                rows.setdefault(row_id, row)
                sources.note("streams", row_id, ("url",), release.release_id, claim.url)
                if claim.language is not None:
                    printed = claim.language_printed
                    sources.note("streams", row_id, ("language",), release.release_id, printed)
    return list(rows.values()), findings


# --- figures --------------------------------------------------------------------------------------


def figure_rows(
    release: MeantRelease, index: SessionIndex, sources: Sources
) -> Iterator[tuple[MeantFigure, Figure]]:
    """Each figure of a release about the index's year, with its row.

    All those of one measure, whatever their year, are numbered as they are printed.
    """
    numbers: Counter[str] = Counter()
    for figure in sorted(release.figures, key=lambda figure: figure.claim.number.start):
        claim, release_id = figure.claim, release.release_id
        numbers[claim.measure] += 1
        nth = numbers[claim.measure]
        if figure_year(figure, release) != index.year:
            continue
        row = Figure(
            figure_id=f"{release_id}-{claim.measure}" + (f"-{nth}" if nth > 1 else ""),
            event=figure.key.event,
            year=figure.year,
            session_id=_only(figure.key, index.find(figure.key, release)),
            release_id=release_id,
            measure=claim.measure,
            value=figure.value,
            comparator=claim.comparator,
            unit_zh=release.printed(claim.unit),
            printed=release.printed(claim.printed) or "",
        )
        sources.note("figures", row.figure_id, ("value",), release_id, claim.number)
        sources.note("figures", row.figure_id, ("unit_zh",), release_id, claim.unit)
        sources.note("figures", row.figure_id, ("printed",), release_id, claim.printed)
        yield figure, row


def _only(key: SessionKey, sessions: Sequence[str]) -> str | None:
    """The session, where the words are about that one and not about the event."""
    about_one = singles_out(key) and not key.whole and len(sessions) == 1
    return sessions[0] if about_one else None
