"""Invented releases, each with a wording or layout of its own, and the seats that a reader finds.

Every folder of `variety/` is read by itself. Cities are real, people and what they say are not.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from pipeline.dataset import Dataset, Session, Speaker
from tests.labelled.chain import run_chain

VARIETY = Path(__file__).parent / "variety"

FACTS = Path(__file__).parent / "variety-facts"
"""A file for each folder. A line for a session (or the year, where none is known) with its hours,
then, indented, its seats: `*` for the host's own, country, place or body, title, person."""

FOLDERS = sorted(folder.name for folder in VARIETY.iterdir())


@cache
def read(folder: str) -> Dataset:
    return run_chain(VARIETY / folder).dataset()


def lines(dataset: Dataset) -> Iterator[str]:
    for session in dataset["sessions"]:
        assert isinstance(session, Session)
        hours = f"{session.start_time or ''}-{session.end_time or ''}"
        yield f"{session.session_id} {hours}"
    for seat in dataset["speakers"]:
        assert isinstance(seat, Speaker)
        where = seat.place_name_zh or seat.place_name_en or seat.organisation_zh
        words = ("*", seat.country_iso2) if seat.is_host else (seat.country_iso2, where)
        part = "(moderator)" if seat.part == "moderator" else None
        told = (*words, seat.title_zh, seat.person_name, part)
        yield f"{seat.session_id or seat.year}: {' '.join(word for word in told if word)}"


def expected(told: str) -> set[str]:
    found: set[str] = set()
    session = ""
    for line in told.splitlines():
        words = line.strip()
        if line.startswith(" "):
            found.add(f"{session}: {words}")
            continue
        session = words.split()[0]
        found |= {words} if " " in words else set()
    return found


def test_every_folder_has_its_facts() -> None:
    assert set(FOLDERS) == {facts.stem for facts in FACTS.iterdir()}


@pytest.mark.parametrize("folder", FOLDERS)
def test_sessions_and_seats(folder: str) -> None:
    assert set(lines(read(folder))) == expected((FACTS / f"{folder}.txt").read_text("utf-8"))


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
