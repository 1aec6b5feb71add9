"""The published rows against what a careful person reads in the releases."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable

import pytest

from benchmarks.accuracy import as_text, below, load_floors, raised
from pipeline.dataset import Dataset
from tests.labelled.agreement import within
from tests.labelled.compare import Comparison, compare
from tests.labelled.labels import ALL, RELEASES, expected_all, expected_alone, labels_of

Alone = Callable[[str], Dataset]

FLOORS = load_floors()


def told(comparisons: list[Comparison]) -> str:
    """The disagreements, legibly."""
    return "\n".join(
        ["", as_text(comparisons), *(str(d) for c in comparisons for d in c.disagreements)]
    )


@pytest.mark.parametrize("release_id", RELEASES)
def test_a_release_read_alone_agrees_with_its_labels(release_id: str, alone: Alone) -> None:
    comparisons = compare(release_id, expected_alone(release_id), alone(release_id))
    assert not below(comparisons, FLOORS), told(comparisons)
    disagreements = [d for c in comparisons for d in c.disagreements]
    assert disagreements == [], told(comparisons)


def test_all_releases_together_agree_with_the_labels(dataset: Dataset) -> None:
    comparisons = compare(ALL, expected_all(), dataset)
    assert not below(comparisons, FLOORS), told(comparisons)
    disagreements = [d for c in comparisons for d in c.disagreements]
    assert disagreements == [], told(comparisons)


def test_a_floor_stands_for_every_table_and_run() -> None:
    tables = set(expected_all())
    assert {run: set(floors) for run, floors in FLOORS.items()} == dict.fromkeys(
        (*RELEASES, ALL), tables
    )
    for run, floors in FLOORS.items():
        assert {floors[t] for t in ("sessions", "speakers", "talks", "streams")} == {1.0}, run


def test_floors_rise_and_never_fall() -> None:
    worse = Comparison("run", "speakers", expected=4, published=4, right=2, disagreements=())
    better = Comparison("run", "speakers", expected=4, published=4, right=3, disagreements=())
    floors = raised([better], {})
    assert floors == {"run": {"speakers": 0.75}}
    assert raised([worse], floors) == floors
    assert below([worse], floors) == [worse]
    assert below([better], floors) == []


@pytest.mark.parametrize("release_id", RELEASES)
def test_seats_stand_in_the_order_of_the_list(release_id: str, alone: Alone) -> None:
    guests = [seat for seat in labels_of(release_id)["speakers"] if not seat["is_host"]]
    for session_id in {seat["session_id"] for seat in guests}:
        listed = [s for s in guests if s["session_id"] == session_id and s["order"] is not None]
        rows = [
            row
            for row in alone(release_id)["speakers"]
            if row.session_id == session_id and row.order is not None and not row.is_host
        ]
        rows.sort(key=lambda row: row.order)
        assert len(rows) >= len(listed), session_id
        for seat, row in zip(sorted(listed, key=lambda s: s["order"]), rows, strict=False):
            assert within(seat["printed"], row.printed), (session_id, seat["printed"], row.printed)


@pytest.mark.parametrize("release_id", RELEASES)
def test_an_announcement_announces_and_a_report_reports(release_id: str, alone: Alone) -> None:
    kind = labels_of(release_id)["release"]["kind"]
    expected = "announced" if kind == "announcement" else "attended"
    assert {row.attendance for row in alone(release_id)["speakers"]} == {expected}


def test_a_seat_is_printed_with_no_country_and_no_place_but_its_own(dataset: Dataset) -> None:
    readings: dict[tuple[str, str], set[str | None]] = defaultdict(set)
    for name in dataset["names"]:
        readings[name.kind, name.printed] |= {name.entity_id, *name.candidates}
    for row in dataset["speakers"]:
        for printed in row.country_printed:
            assert readings["country", printed] == {row.country_iso2}, (row.speaker_id, printed)
        for printed in row.place_printed:
            assert row.place_id in readings["place", printed], (row.speaker_id, printed)


def test_people_who_took_no_part_have_no_seat(dataset: Dataset) -> None:
    outside = {person["person"] for r in RELEASES for person in labels_of(r)["outside"]}
    assert outside == {"齊維特"}
    seated = {name for row in dataset["speakers"] for name in row.person_printed}
    assert not outside & seated


def test_numbers_that_are_not_about_attendance_are_not_published(alone: Alone) -> None:
    for release_id in RELEASES:
        labels = labels_of(release_id)
        fair = {(figure["measure"], figure["value"]) for figure in labels["figures"]}
        published = {(row.measure, row.value) for row in alone(release_id)["figures"]}
        assert published <= fair, (release_id, published - fair)
    assert alone("2022-closing-annex")["figures"] == []


def test_talks_come_from_the_summary_tables_only(dataset: Dataset) -> None:
    assert Counter((row.release_id, row.kind) for row in dataset["talks"]) == {
        ("2022-closing-annex", "talk"): 23,
        ("2022-closing-annex", "answer"): 2,
    }


def test_counts_that_follow_from_the_rows(dataset: Dataset) -> None:
    foreign = [row for row in dataset["speakers"] if row.country_iso2 != "TW"]
    in_2020 = [row for row in foreign if row.year == 2020]
    assert len(in_2020) == 20
    assert len({row.country_iso2 for row in in_2020}) == 17
    assert Counter(row.session_id for row in foreign) == {
        "mayors-summit-2020-08-13": 7,
        "mayors-summit-2020-08-18": 7,
        "mayors-summit-2020-08-19": 6,
        None: 8,
        "mayors-summit-2022-03-22": 9,
        "mayors-summit-2022-03-23": 10,
        "women-leaders-summit-2022-03-23": 3,
    }
    mayors_2022 = [
        row.country_iso2 for row in foreign if row.year == 2022 and row.event == "mayors-summit"
    ]
    assert len(set(mayors_2022)) == 14


def test_one_seat_is_one_row_whatever_the_releases_call_its_place(dataset: Dataset) -> None:
    def seats(place: str, session_id: str) -> list[tuple[list[str], list[str]]]:
        return [
            (row.place_printed, row.release_ids)
            for row in dataset["speakers"]
            if (row.place_name_en, row.session_id) == (place, session_id)
        ]

    both = ["2022-03-22-announcement", "2022-closing-annex"]
    second = "mayors-summit-2022-03-23"
    for place in ("Castries", "Edmonton", "Peachtree Corners", "São José dos Campos"):
        ((printed, release_ids),) = seats(place, second)
        assert len(printed) == 2, place
        assert release_ids == both


def test_the_report_wins_over_the_announcement_as_a_unit(dataset: Dataset) -> None:
    (seat,) = [
        row for row in dataset["speakers"] if row.place_name_en == "Medellín" and row.year == 2020
    ]
    assert seat.person_id is None
    assert seat.person_name is None
    assert seat.rank == "agency"
    assert seat.attendance == "attended"
    (told,) = [row for row in dataset["findings"] if row.code == "seat-replaced"]
    assert told.row_id == seat.speaker_id
