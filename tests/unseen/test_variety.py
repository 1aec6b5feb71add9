"""Invented releases, each with a wording or layout of its own, and the seats that a reader finds.

Every folder of `variety/` is read by itself. Cities are real, people and what they say are not.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pipeline.dataset import Dataset, Speaker
from tests.labelled.chain import run_chain
from tests.unseen.facts import expected, lines

pytestmark = pytest.mark.slow

VARIETY = Path(__file__).parent / "variety"

FACTS = Path(__file__).parent / "variety-facts"
"""A file for each folder, in the form of `facts.py`; places by their canonical name."""

FOLDERS = sorted(folder.name for folder in VARIETY.iterdir())


@cache
def read(folder: str) -> Dataset:
    return run_chain(VARIETY / folder).dataset()


def place(seat: Speaker) -> str | None:
    return seat.place_name_zh or seat.place_name_en or seat.organisation_zh


def test_every_folder_has_its_facts() -> None:
    assert set(FOLDERS) == {facts.stem for facts in FACTS.iterdir()}


@pytest.mark.parametrize("folder", FOLDERS)
def test_sessions_and_seats(folder: str) -> None:
    told = (FACTS / f"{folder}.txt").read_text("utf-8")
    assert set(lines(read(folder), place)) == expected(told)


@pytest.mark.parametrize("folder", FOLDERS)
def test_nobody_has_two_seats_at_a_session(folder: str) -> None:
    taken = [
        (seat.session_id, seat.person_id)
        for seat in read(folder)["speakers"]
        if isinstance(seat, Speaker) and seat.person_id is not None
    ]
    assert len(taken) == len(set(taken))


def codes(folder: str) -> set[str]:
    return {finding.code for finding in read(folder)["findings"]}


def test_what_was_put_off_or_cancelled_is_told() -> None:
    assert {"session-not-held", "person-not-seated"} <= codes("put-off")
    assert "session-not-held" in codes("cancelled-session")


def test_what_two_releases_tell_apart_is_told() -> None:
    assert {"session-times-differ", "seat-replaced"} <= codes("two-that-disagree")


def test_streams_go_to_the_session_of_their_words() -> None:
    shown = {(s.session_id, s.language, s.url[-1]) for s in read("session-over-rows")["streams"]}
    day = "mayors-summit-2026-03-17"
    assert shown == {
        (day, "zh", "1"),
        (day, "en", "2"),
        (f"{day}-2", "zh", "3"),
        (f"{day}-2", "en", "4"),
        (f"{day}-3", "zh", "5"),
        (f"{day}-3", "en", "6"),
    }


def test_a_name_in_two_scripts_is_one_person_with_both() -> None:
    seats = [seat for seat in read("names-in-two-scripts")["speakers"] if isinstance(seat, Speaker)]
    kobe = next(seat for seat in seats if seat.place_name_zh == "神戶")
    assert (kobe.person_name, kobe.person_name_zh) == ("Akito Hisamoto", "久元彰人")
    assert kobe.person_printed == ["久元彰人", "Akito Hisamoto"]


def test_a_venue_on_a_line_of_its_own_is_that_of_all_sessions() -> None:
    held = read("programme-of-a-day")["sessions"]
    assert {session.venue_zh for session in held} == {"台北南港展覽館2館7樓701G會議室"}
