"""Releases whose cities no table holds: a Markdown table, a list in a closing, a Simplified one."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.dataset import Dataset, Name, Session, Speaker
from tests.labelled.chain import run_chain

SUMMIT = "mayors-summit-2028-03-21"
SIMPLIFIED = "mayors-summit-2029-03-20"

ANNOUNCED = {
    ("FI", "庫莫索瓦市", "市長", "Ilmari Tuomela"),
    ("PL", "布雷諾維茨市", "副市長", "Zofia Marczak"),
    ("ES", "阿爾馬薩拉多", "市長", "Nuria Ortells"),
    ("NO", "奧倫斯塔德市", "議長", "Sindre Haugland"),
}
REPORTED_ALONE = {
    ("IT", "梅佐卡斯特羅市", "局長", "Bruno Fanti"),
    ("US", "新格林沃爾德市", "市長", "Carol Whitfield"),
}
IN_SIMPLIFIED = {
    ("ID", "科塔班贾尔鲁姆市", "市長", "Dewi Prasasti"),
    ("BR", "桑托斯皮内达市", "副市長", "Rafael Quintão"),
    ("GB", "北希尔科特市", "市議員", "Gwen Harcourt"),
}


@pytest.fixture(scope="module")
def unlisted() -> Dataset:
    return run_chain(Path(__file__).parent / "unlisted").dataset()


def seats(dataset: Dataset, session_id: str) -> list[Speaker]:
    rows = [row for row in dataset["speakers"] if isinstance(row, Speaker)]
    return [row for row in rows if row.session_id == session_id]


def delegations(held: list[Speaker]) -> set[tuple[str | None, str, str | None, str | None]]:
    return {
        (seat.country_iso2, seat.place_printed[0], seat.title_zh, seat.person_name)
        for seat in held
        if not seat.is_host
    }


def test_every_delegation_sits_at_its_session(unlisted: Dataset) -> None:
    assert delegations(seats(unlisted, SUMMIT)) == ANNOUNCED | REPORTED_ALONE
    assert delegations(seats(unlisted, SIMPLIFIED)) == IN_SIMPLIFIED
    assert all(row.session_id is not None for row in unlisted["speakers"])


def test_the_host_moderates(unlisted: Dataset) -> None:
    for session_id in (SUMMIT, SIMPLIFIED):
        (host,) = [seat for seat in seats(unlisted, session_id) if seat.is_host]
        assert (host.part, host.title_zh) == ("moderator", "市長")
        assert host.person_printed[0] in ("蔣萬安", "蒋万安")


def test_who_is_announced_and_reported_has_one_row(unlisted: Dataset) -> None:
    both = ["2028-announcement", "2028-closing"]
    held = seats(unlisted, SUMMIT)
    twice = [seat for seat in held if seat.release_ids == both]
    assert delegations(twice) == ANNOUNCED
    assert len(held) == len(ANNOUNCED | REPORTED_ALONE) + 1
    assert {seat.attendance for seat in held} == {"attended"}


def test_a_place_is_resolved_or_has_candidates_and_is_to_be_reviewed(unlisted: Dataset) -> None:
    names = {name.printed: name for name in unlisted["names"] if isinstance(name, Name)}
    for seat in unlisted["speakers"]:
        assert isinstance(seat, Speaker)
        for printed in seat.place_printed:
            name = names[printed]
            resolved = name.status == "resolved" and name.entity_id is not None
            assert resolved or (name.candidates and seat.needs_review)


def test_the_sessions_with_day_hours_and_venue(unlisted: Dataset) -> None:
    held = [row for row in unlisted["sessions"] if isinstance(row, Session)]
    assert [(s.session_id, s.start_time, s.end_time, s.venue_zh) for s in held] == [
        (SUMMIT, "09:30", "11:30", "南港展覽館二館"),
        (SIMPLIFIED, "09:30", "11:30", None),
    ]


def test_the_masthead_names_the_agency(unlisted: Dataset) -> None:
    assert {release.agency_zh for release in unlisted["releases"]} == {"臺北市政府資訊局"}


def test_nobody_is_left_out(unlisted: Dataset) -> None:
    found = {finding.code for finding in unlisted["findings"]}
    assert found.isdisjoint({"person-not-seated", "unread-seat", "unused-text"})
