"""The stage: what the releases mean, each for itself -> one dataset, and where they disagree.

Releases are outlined one by one; the outlines settle together what no release tells alone; then
each edition of a year is reconciled by itself, so that no more than its releases are ever held; at
the end the entities that editions share become rows. The outcome does not depend on the order of
releases.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from pipeline.dataset import TABLES, Dataset, Finding, Person, PlaceRow, sort_key
from pipeline.normalize.curation import Curation
from pipeline.normalize.records import MeantRelease
from pipeline.reconcile.archive import Archive, archive_of, unused_decisions
from pipeline.reconcile.edition import Entities, reconcile_edition
from pipeline.reconcile.entities import person_rows, place_rows
from pipeline.reconcile.judgements import once, settle, unused_judgements
from pipeline.reconcile.outline import Outline, outline_of

Editions = Sequence[Sequence[str]]
"""The ids of the releases of each edition of a year, in chronological order."""


def reconcile(
    releases: Sequence[MeantRelease], curation: Curation, findings: Sequence[Finding]
) -> Dataset:
    """The dataset of the releases: every table, its rows sorted by primary key.

    `findings` are those of reading, of releases too that could not be read.
    """
    by_id = {release.release_id: release for release in releases}
    outlines = in_order(outline_of(release, curation) for release in releases)
    archive = archive_of(outlines, curation)
    editions = [
        reconcile_edition(year, [by_id[told] for told in ids], archive, curation)
        for year, told_of in years_told(outlines).items()
        for ids in told_of
    ]
    entities = [edition.entities for edition in editions]
    shared = shared_rows(entities, outlines, archive, curation, findings)
    dataset: Dataset = {name: [] for name in TABLES}
    for rows in (*(edition.rows for edition in editions), shared):
        for name, held in rows.items():
            dataset[name] += held
    dataset["findings"] = [*once(row for row in dataset["findings"] if isinstance(row, Finding))]
    return {name: sorted(held, key=sort_key) for name, held in dataset.items()}


def in_order(outlines: Iterable[Outline]) -> list[Outline]:
    """The outlines in the order in which the releases were posted."""
    return sorted(outlines, key=lambda outline: outline.rank)


def years_told(outlines: Iterable[Outline]) -> Mapping[int | None, Editions]:
    """The years in their order, that of releases without a year first, and who speaks of each.

    Releases that speak of one event, or are joined by others that do, are of one edition; nothing
    that a release of another edition says has a bearing on it.
    """
    told: dict[int | None, list[Outline]] = {}
    for outline in outlines:
        for year in outline.years:
            told.setdefault(year, []).append(outline)
    return {
        year: [[one.release_id for one in edition] for edition in _editions(told[year])]
        for year in sorted(told, key=lambda year: (year is not None, year or 0))
    }


def _editions(outlines: Iterable[Outline]) -> list[list[Outline]]:
    """Outlines (in chronological order) parted by the events that they speak of."""
    editions: list[tuple[set[str], list[Outline]]] = []
    for outline in outlines:
        events, joined, others = {*outline.events}, [outline], []
        for edition in editions:
            if edition[0].isdisjoint(outline.events):
                others.append(edition)
            else:
                events |= edition[0]
                joined += edition[1]
        editions = [*others, (events, in_order(joined))]
    return [joined for _, joined in sorted(editions, key=lambda edition: edition[1][0].rank)]


def shared_rows(
    editions: Sequence[Entities],
    outlines: Sequence[Outline],
    archive: Archive,
    curation: Curation,
    findings: Iterable[Finding],
) -> Dataset:
    """The rows that belong to no year: people, places, and findings about no release's words.

    `findings` are those of reading.
    """
    people = person_rows((share for one in editions for share in one.people), curation)
    told = [*findings, *unused_decisions(curation, outlines)]
    settled, used = settle(told, curation)
    used |= {judgement for one in editions for judgement in one.judgements}
    release_ids = {outline.release_id for outline in outlines}
    return {
        PlaceRow.TABLE: [*_places(editions, people, archive, curation)],
        Person.TABLE: [*people],
        Finding.TABLE: [*settled, *unused_judgements(curation, used, release_ids)],
    }


def _places(
    editions: Iterable[Entities], people: Iterable[Person], archive: Archive, curation: Curation
) -> Iterable[PlaceRow]:
    """The places of all editions and of people, by the names that data or else a release gives them."""
    found = {place.place_id: place for one in editions for place in one.places}
    homes = {person.place_id for person in people if person.place_id is not None}
    found |= {place.place_id: place for place in place_rows(homes - found.keys(), curation)}
    for place in found.values():
        shown = place.name_zh or archive.place_names.get(place.place_id)
        yield place.model_copy(update={"name_zh": shown})
