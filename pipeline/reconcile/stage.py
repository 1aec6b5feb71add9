"""The stage: what the releases mean, each for itself -> one dataset, and where they disagree.

The outcome does not depend on the order in which the releases are handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from pipeline.dataset import TABLES, Dataset, Finding, Row, Speaker, sort_key
from pipeline.findings import finding
from pipeline.normalize.curation import Curation
from pipeline.normalize.records import MeantRelease, MeantSeat
from pipeline.reconcile.accounts import accounts_of
from pipeline.reconcile.checks import (
    contradiction_findings,
    count_findings,
    link_findings,
    seat_findings,
)
from pipeline.reconcile.chronology import chronological
from pipeline.reconcile.entities import name_rows, person_rows, place_rows
from pipeline.reconcile.joining import join_releases
from pipeline.reconcile.judgements import (
    corrected_findings,
    correction_findings,
    settle,
    unused_decisions,
)
from pipeline.reconcile.persons import join_persons
from pipeline.reconcile.place_names import printed_names
from pipeline.reconcile.programme import session_rows
from pipeline.reconcile.provenance import Sources
from pipeline.reconcile.rows import figure_rows, release_row, stream_rows, talk_rows
from pipeline.reconcile.seats import Scope
from pipeline.reconcile.sessions import SessionIndex
from pipeline.reconcile.speakers import Seated, country_of, office_of, seat_all, speaker_row


def reconcile(
    releases: Sequence[MeantRelease], curation: Curation, findings: Sequence[Finding]
) -> Dataset:
    """The dataset of the releases: every table, its rows sorted by primary key.

    `findings` are those of reading, of releases too that could not be read.
    """
    told = chronological(releases)
    sources = Sources(release.facts.document for release in told)
    index = SessionIndex(told)
    persons = join_persons(told, curation)
    scopes = {release.release_id: _scopes(release, index, curation) for release in told}
    accounts = [accounts_of(r, scopes[r.release_id], persons.ids) for r in told]
    seats, contradictions = join_releases(accounts)
    seated = seat_all(seats)

    sessions, open_sessions = session_rows(told, index, curation.events.host.timezone, sources)
    talks, open_talks = talk_rows(told, index, seated, sources)
    streams, open_streams = stream_rows(told, index, sources)
    figures = {release.release_id: list(figure_rows(release, index, sources)) for release in told}
    settled = settle(
        [
            *findings,
            *(one for release in told for one in release.findings),
            *persons.findings,
            *_without_year(told, scopes),
            *open_sessions,
            *open_talks,
            *open_streams,
            *seat_findings(seated),
            *contradiction_findings(contradictions, seated),
            *(one for release in told for one in link_findings(release, index)),
            *(
                one
                for release in told
                for one in count_findings(release, figures[release.release_id], seated, index)
            ),
            *correction_findings(curation, told),
            *unused_decisions(curation, told),
            *corrected_findings(curation, seated),
        ],
        curation,
        {release.release_id for release in told},
    )
    named = printed_names(told)
    speakers = _reviewed(
        [(one, speaker_row(one, persons.by_id, curation, named, sources)) for one in seated],
        settled,
    )
    people = person_rows(seats, persons.by_id, curation)
    homes = [*(row.place_id for row in speakers), *(row.place_id for row in people)]
    place_ids = {place_id for place_id in homes if place_id is not None}
    return _dataset(
        [
            *(release_row(release, sources) for release in told),
            *sessions,
            *speakers,
            *talks,
            *streams,
            *(row for rows in figures.values() for row in rows),
            *place_rows(place_ids, curation, named),
            *people,
            *name_rows(told, persons.by_seat),
            *settled,
        ],
        sources,
    )


def _dataset(rows: Sequence[Row], sources: Sources) -> Dataset:
    """All rows by table, sorted; provenance last, when everything is noted."""
    dataset: Dataset = {name: [] for name in TABLES}
    for row in (*rows, *sources.rows()):
        dataset[row.TABLE].append(row)
    return {name: sorted(held, key=sort_key) for name, held in dataset.items()}


# --- where seats stand ----------------------------------------------------------------------------


def _scopes(
    release: MeantRelease, index: SessionIndex, curation: Curation
) -> list[tuple[Scope, ...]]:
    """For each seat claim, the sessions it is about, or the year where it names none."""
    event = next((s.key.event for s in release.sessions), curation.events.default)
    return [_scope(seat, release, index, event) for seat in release.seats]


def _scope(
    seat: MeantSeat, release: MeantRelease, index: SessionIndex, event: str
) -> tuple[Scope, ...]:
    if not seat.keys:
        # Words that name neither session nor event say nothing of the day, not even in a release
        # that dates one session only: who is quoted may have sat at another.
        return () if release.year is None else (Scope(event, release.year, None),)
    keys = seat.keys
    found = [index.sessions[s] for key in keys for s in index.find(key, release)]
    if found:
        at = (Scope(session.event, session.year, session.session_id) for session in found)
        return tuple(dict.fromkeys(at))
    years = ((key.event, key.year or release.year) for key in keys)
    return tuple(dict.fromkeys(Scope(e, year, None) for e, year in years if year is not None))


def _without_year(
    releases: Iterable[MeantRelease], scopes: dict[str, list[tuple[Scope, ...]]]
) -> Iterator[Finding]:
    """Seats that cannot be published, for nothing says of which year they are."""
    for release in releases:
        for seat, scope in zip(release.seats, scopes[release.release_id], strict=True):
            if not scope:
                printed = release.printed(seat.claim.delegate.printed)
                yield finding("unread-seat", release_id=release.release_id, evidence=printed)


# --- review ---------------------------------------------------------------------------------------


def _reviewed(rows: Sequence[tuple[Seated, Speaker]], findings: Sequence[Finding]) -> list[Speaker]:
    """The rows, marked where a place is not resolved, an open finding concerns them or OCR read them."""
    grave = [one for one in findings if one.status == "open" and one.severity != "info"]
    by_row = {one.row_id for one in grave if one.table == Speaker.TABLE}
    by_words = {(one.release_id, one.evidence) for one in grave if one.table is None}
    return [
        row.model_copy(update={"needs_review": True})
        if row.speaker_id in by_row
        or not by_words.isdisjoint(_words(seated))
        or (row.place_printed and row.place_id is None)
        or _is_scanned(seated)
        else row
        for seated, row in rows
    ]


def _is_scanned(seated: Seated) -> bool:
    return any(
        mention.release.facts.document.is_scanned(mention.seat.claim.delegate.printed)
        for mention in seated.mentions()
    )


def _words(seated: Seated) -> Iterator[tuple[str, str | None]]:
    """What findings about the names of a seat have as evidence."""
    for mention in seated.mentions():
        delegate = mention.seat.claim.delegate
        texts = (
            delegate.printed,
            country_of(mention),
            delegate.place,
            delegate.organisation,
            delegate.title,
            office_of(mention),
            delegate.person,
        )
        yield from (
            (mention.release.release_id, mention.release.printed(text))
            for text in texts
            if text is not None
        )
