"""What the report shows of a part of the dataset: lines of the index, pictures, pages of releases.

Parts are made each for itself, and their views are put together to the report.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pipeline.dataset import Dataset, Finding, PlaceRow, Release, Session, Severity, Speaker
from pipeline.publish.report.about import About
from pipeline.publish.report.charts import Pictured, pictured
from pipeline.publish.report.finding_view import finding_view
from pipeline.publish.report.index_tables import release_line, session_line, speaker_line
from pipeline.publish.report.released import Released


@dataclass(frozen=True, slots=True)
class FindingItem:
    """A finding as the index lists it: HTML, and what it is listed by."""

    finding_id: str
    severity: Severity
    is_open: bool
    html: str


@dataclass(frozen=True, slots=True)
class View:
    """What the index shows of a part: lines of HTML in the order of their rows, and the values by
    which they can be filtered. `countries` are names by code, `years` null where none is told."""

    findings: tuple[FindingItem, ...]
    releases: tuple[str, ...]
    sessions: tuple[str, ...]
    speakers: tuple[str, ...]
    release_ids: tuple[str, ...]
    codes: tuple[str, ...]
    countries: dict[str, str]
    years: tuple[int, ...]
    pictured: Pictured


def view_of(part: Dataset, about: About) -> View:
    """What the index shows of the rows of a part; `about` knows them and what they refer to."""
    own = About(part, {}, about.known)
    releases, sessions = own.rows(Release), own.rows(Session)
    speakers, findings = own.rows(Speaker), own.rows(Finding)
    seats: dict[str | None, list[Speaker]] = defaultdict(list)
    for speaker in speakers:
        seats[speaker.session_id].append(speaker)
    years = {row.year for row in releases}
    years |= {row.year for row in sessions} | {row.year for row in speakers}
    return View(
        findings=tuple(
            FindingItem(f.finding_id, f.severity, f.status == "open", finding_view(f, about))
            for f in findings
        ),
        releases=tuple(release_line(row, about) for row in releases),
        sessions=tuple(session_line(row, seats[row.session_id], about) for row in sessions),
        speakers=tuple(speaker_line(row, about) for row in speakers),
        release_ids=tuple(row.release_id for row in releases),
        codes=tuple(sorted({one.code for one in findings})),
        countries=_countries(speakers, own.rows(PlaceRow)),
        years=tuple(sorted(year for year in years if year is not None)),
        pictured=pictured(part),
    )


def _countries(speakers: Iterable[Speaker], places: Iterable[PlaceRow]) -> dict[str, str]:
    """The countries of seats and places, with their names in both languages where they are told."""
    found = {place.country_iso2: "" for place in places}
    for row in speakers:
        if row.country_iso2:
            names = filter(None, (row.country_name_zh, row.country_name_en))
            found[row.country_iso2] = " ".join(names)
    return found


def at_hand(dataset: Dataset, released: Iterable[Released]) -> Mapping[str, Released]:
    """The releases by id whose raw files are at hand, those alone that the rows were read from."""
    digests = {r.release_id: r.source_sha256 for r in dataset["releases"] if isinstance(r, Release)}
    return {
        one.document.release_id: one
        for one in released
        if digests.get(one.document.release_id) == one.document.source_sha256
    }
