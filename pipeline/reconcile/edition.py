"""One edition of a year: what its releases mean together -> rows, and where they disagree.

The outcome does not depend on the order in which the releases are handed in.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pipeline.dataset import TABLES, Dataset, Finding, PlaceRow, Row, Speaker
from pipeline.findings import finding
from pipeline.normalize.curation import Curation
from pipeline.normalize.records import MeantRelease, MeantSeat
from pipeline.reconcile.accounts import accounts_of
from pipeline.reconcile.archive import Archive
from pipeline.reconcile.checks import (
    contradiction_findings,
    count_findings,
    link_findings,
    seat_findings,
)
from pipeline.reconcile.chronology import chronological
from pipeline.reconcile.entities import PersonShare, name_rows, person_shares, place_rows
from pipeline.reconcile.joining import join_releases
from pipeline.reconcile.judgements import corrected_findings, correction_findings, settle
from pipeline.reconcile.persons import person_findings
from pipeline.reconcile.programme import session_rows
from pipeline.reconcile.provenance import Sources
from pipeline.reconcile.rows import figure_rows, release_row, stream_rows, talk_rows
from pipeline.reconcile.seats import Scope
from pipeline.reconcile.session_groups import year_of
from pipeline.reconcile.sessions import SessionIndex
from pipeline.reconcile.speakers import Seated, country_of, office_of, seat_all, speaker_row
from pipeline.reconcile.years import seat_years


@dataclass(frozen=True, slots=True)
class Entities:
    """What an edition contributes to rows that no edition has to itself.

    `judgements` are the ids of those that its findings call for.
    """

    places: tuple[PlaceRow, ...]
    people: tuple[PersonShare, ...]
    judgements: tuple[str, ...]

    @classmethod
    def together(cls, editions: Sequence[Entities]) -> Entities:
        """What some editions contribute."""
        places = {place.place_id: place for one in editions for place in one.places}
        return cls(
            tuple(places.values()),
            tuple(share for one in editions for share in one.people),
            tuple(sorted({judgement for one in editions for judgement in one.judgements})),
        )


NO_ENTITIES = Entities((), (), ())


@dataclass(frozen=True, slots=True)
class Reconciled:
    """The rows of an edition by table, unsorted; those of places and people are not among them."""

    rows: Dataset
    entities: Entities


def reconcile_edition(
    year: int | None, releases: Sequence[MeantRelease], archive: Archive, curation: Curation
) -> Reconciled:
    """The rows of an edition of a year; of the year None are those that tell no year.

    The rows of a year are those of its editions, and the same where editions are taken together.
    """
    told = chronological(releases)
    at_home = [release for release in told if release.year == year]
    visiting = [release for release in told if release.year != year]
    sources = Sources(release.facts.document for release in told)
    index = SessionIndex(told, year)
    persons = {identity.person_id: identity for identity in archive.persons.values()}
    ids = {seat: identity.person_id for seat, identity in archive.persons.items()}
    seats, contradictions = join_releases(
        [accounts_of(release, _scopes(release, index, curation), ids) for release in told]
    )
    seated = seat_all(seats)

    sessions, open_sessions = session_rows(told, index, curation.events.host.timezone, sources)
    talks, open_talks = talk_rows(told, index, seated, sources)
    streams, open_streams = stream_rows(told, index, sources)
    figures = {release.release_id: list(figure_rows(release, index, sources)) for release in told}
    settled, used = settle(
        [
            *(one for release in at_home for one in release.findings),
            *(one for release in at_home for one in person_findings(release, archive.persons)),
            *_without_year(at_home),
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
            *correction_findings(curation, at_home),
            *corrected_findings(curation, seated),
        ],
        curation,
    )
    elsewhere, _ = settle((one for release in visiting for one in release.findings), curation)
    speakers = _reviewed(
        [(s, speaker_row(s, persons, curation, archive.place_names, sources)) for s in seated],
        [*settled, *elsewhere],
    )
    people = person_shares(seats, persons)
    rows = _by_table(
        [
            *(release_row(release, sources) for release in at_home),
            *sessions,
            *speakers,
            *talks,
            *streams,
            *(row for told_figures in figures.values() for _, row in told_figures),
            *name_rows(at_home, archive.persons),
            *settled,
        ],
        sources,
    )
    places = place_rows({row.place_id for row in speakers if row.place_id is not None}, curation)
    return Reconciled(rows, Entities(tuple(places), tuple(people), tuple(sorted(used))))


def _by_table(rows: Iterable[Row], sources: Sources) -> Dataset:
    """All rows by table; provenance last, when everything is noted."""
    dataset: Dataset = {name: [] for name in TABLES}
    for row in (*rows, *sources.rows()):
        dataset[row.TABLE].append(row)
    return dataset


# --- where seats stand ----------------------------------------------------------------------------


def _scopes(
    release: MeantRelease, index: SessionIndex, curation: Curation
) -> list[tuple[Scope, ...]]:
    """For each seat claim, the sessions of the year it is about, or the year where it names none."""
    event = next((s.key.event for s in release.sessions), curation.events.default)
    return [_scope(seat, release, index, event) for seat in release.seats]


def _scope(
    seat: MeantSeat, release: MeantRelease, index: SessionIndex, event: str
) -> tuple[Scope, ...]:
    year = index.year
    if year is None or year not in seat_years(seat, release):
        return ()
    if not seat.keys:
        # Words that name neither session nor event say nothing of the day, not even in a release
        # that dates one session only: who is quoted may have sat at another.
        return (Scope(event, year, None),)
    keys = [key for key in seat.keys if year_of(key, release) == year]
    found = [index.sessions[s] for key in keys for s in index.find(key, release)]
    if found:
        at = (Scope(session.event, session.year, session.session_id) for session in found)
        return tuple(dict.fromkeys(at))
    return tuple(dict.fromkeys(Scope(key.event, year, None) for key in keys))


def _without_year(releases: Iterable[MeantRelease]) -> Iterator[Finding]:
    """Seats that cannot be published, for nothing says of which year they are."""
    for release in releases:
        for seat in release.seats:
            if seat_years(seat, release) == {None}:
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
