"""Which sessions there were, and which of them the words of a release mean."""

from __future__ import annotations

import pytest

from pipeline.dataset import Session
from pipeline.normalize.records import MeantRelease, SessionKey
from pipeline.reconcile.chronology import chronological
from pipeline.reconcile.programme import session_rows
from pipeline.reconcile.provenance import Sources
from pipeline.reconcile.sessions import SessionIndex
from tests.meant import MAYORS, WOMEN, Written, at

FIRST = at("2020-08-13", "17:00", end="18:40", nth=(1,), name="第一場次")
SECOND = at("2020-08-18", "07:00", end="08:30", nth=(2,), name="第二場次")
THIRD = at("2020-08-19", "17:00", end="18:40", nth=(3,), name="第三場次")


def announcement_2020() -> Written:
    written = Written("2020-08-13-announcement", "announcement", 2020, "2020-08-13")
    for key in (FIRST, SECOND, THIRD):
        written.session(key)
    return written


def announcement_2022() -> Written:
    written = Written("2022-03-22-announcement", "announcement", 2022, "2022-03-22")
    written.session(at("2022-03-22", name="歐亞場"), region="歐亞區")
    written.session(at("2022-03-23", name="美亞場"), region="美洲區")
    written.session(at("2022-03-22", "16:00", end="18:00", name="歐亞場"), basis="list")
    written.session(at("2022-03-23", "07:00", end="09:00", name="美亞場"), basis="list")
    return written.session(at("2022-03-23", "10:00", event=WOMEN), basis="list")


def rows(*releases: MeantRelease) -> dict[str, Session]:
    told = chronological(releases)
    sources = Sources(release.facts.document for release in told)
    found, _ = session_rows(told, SessionIndex(told, told[0].year), "Asia/Taipei", sources)
    return {row.session_id: row for row in found}


def codes(*releases: MeantRelease) -> list[str]:
    told = chronological(releases)
    sources = Sources(release.facts.document for release in told)
    index = SessionIndex(told, told[0].year)
    return [told.code for told in session_rows(told, index, "Asia/Taipei", sources)[1]]


def test_sessions_are_numbered_by_date_within_event_and_year() -> None:
    index = SessionIndex([announcement_2020().meant()], 2020)
    assert [(s.session_id, s.number, s.start) for s in index.sessions.values()] == [
        ("mayors-summit-2020-08-13", 1, "17:00"),
        ("mayors-summit-2020-08-18", 2, "07:00"),
        ("mayors-summit-2020-08-19", 3, "17:00"),
    ]


def test_two_events_on_one_day_are_two_sessions_without_suffix() -> None:
    found = rows(announcement_2022().meant())
    assert list(found) == [
        "mayors-summit-2022-03-22",
        "mayors-summit-2022-03-23",
        "women-leaders-summit-2022-03-23",
    ]
    assert found["women-leaders-summit-2022-03-23"].number == 1


def test_two_sessions_of_one_event_on_a_day_are_told_apart_by_their_starts() -> None:
    written = Written("day", "announcement", 2023, "2023-03-28")
    written.session(at("2023-03-28", "14:00", name="歐亞場"))
    written.session(at("2023-03-28", "09:00", name="美亞場"))
    index = SessionIndex([written.meant()], 2023)
    assert [(s.session_id, s.start) for s in index.sessions.values()] == [
        ("mayors-summit-2023-03-28", "09:00"),
        ("mayors-summit-2023-03-28-2", "14:00"),
    ]
    day = written.meant()
    assert index.find(at("2023-03-28", "14:00"), day) == ("mayors-summit-2023-03-28-2",)
    assert index.find(at("2023-03-28", name="美亞場"), day) == ("mayors-summit-2023-03-28",)
    assert index.find(at("2023-03-28"), day) == ()


@pytest.mark.parametrize(
    ("key", "days"),
    [
        (at(nth=(1,), name="首場"), ["13"]),
        (at(nth=(-1,), name="最終場"), ["19"]),
        (at(nth=(1, 2), name="前二場"), ["13", "18"]),
        (at(whole=True, name="三場次"), ["13", "18", "19"]),
        (at(name="第二場次"), ["18"]),
        (at("2020-08-19"), ["19"]),
        (at(), []),
        (at(name="附加場"), []),
        (at(year=2019, nth=(1,)), []),
        (at(event=WOMEN, nth=(1,)), []),
    ],
)
def test_words_about_sessions_find_the_dated_ones(key: SessionKey, days: list[str]) -> None:
    release = announcement_2020().meant()
    found = SessionIndex([release], release.year).find(key, release)
    assert found == tuple(f"mayors-summit-2020-08-{day}" for day in days)


def test_the_first_round_table_is_the_first_session_whatever_its_name() -> None:
    release = announcement_2022().meant()
    found = SessionIndex([release], release.year).find(at(nth=(1,), name="第一場圓桌會議"), release)
    assert found == ("mayors-summit-2022-03-22",)


def test_an_event_that_the_release_dates_once_needs_no_other_words() -> None:
    told, other = announcement_2022().meant(), Written("other", "closing", 2022).meant()
    index = SessionIndex([told, other], 2022)
    assert index.find(at(event=WOMEN), told) == ("women-leaders-summit-2022-03-23",)
    assert index.find(at(event=MAYORS), told) == ()
    assert index.find(at(event=WOMEN), other) == ()


def test_a_closing_alone_dates_its_sessions_by_the_days_it_prints() -> None:
    closing = Written("2021-closing", "closing", 2021)
    closing.session(at("2021-03-23", whole=True, name="兩個場次"), basis="sentence")
    closing.session(at("2021-03-24", whole=True, name="兩個場次"), basis="sentence")
    closing.session(at(year=2021, nth=(2,), name="Session 2"), basis="sentence")
    found = rows(closing.meant())
    assert [(row.number, row.name_zh, row.start_time) for row in found.values()] == [
        (1, None, None),
        (2, "Session 2", None),
    ]


def test_the_fullest_source_names_a_session_and_gives_its_times() -> None:
    closing = Written("2020-08-22-closing", "closing", 2020, "2020-08-22")
    closing.session(at(year=2020, nth=(1,), name="首場"), basis="caption")
    row = rows(announcement_2020().meant(), closing.meant())["mayors-summit-2020-08-13"]
    assert (row.name_zh, row.start_time, row.end_time) == ("第一場次", "17:00", "18:40")
    assert row.release_ids == ["2020-08-13-announcement", "2020-08-22-closing"]
    assert rows(announcement_2022().meant())["mayors-summit-2022-03-22"].region_zh == "歐亞區"


def test_another_time_for_a_session_is_the_report_s_and_a_finding() -> None:
    closing = Written("2020-08-22-closing", "closing", 2020, "2020-08-22")
    closing.session(at("2020-08-18", "07:30", name="第二場次"))
    both = (announcement_2020().meant(), closing.meant())
    assert rows(*both)["mayors-summit-2020-08-18"].start_time == "07:30"
    assert len(rows(*both)) == 3
    assert codes(*both) == ["session-times-differ"]
    assert codes(announcement_2020().meant()) == []


def test_a_session_of_another_name_at_another_time_is_another_session() -> None:
    morning = Written("a", "announcement", 2023, "2023-03-20")
    morning.session(at("2023-03-28", "09:00", name="美亞場"))
    evening = Written("b", "closing", 2023, "2023-03-30")
    evening.session(at("2023-03-28", "16:00", name="歐亞場"))
    assert [row.name_zh for row in rows(morning.meant(), evening.meant()).values()] == [
        "美亞場",
        "歐亞場",
    ]


def test_a_name_that_no_release_dates_is_told() -> None:
    written = announcement_2020().session(at(year=2020, name="附加場"), basis="sentence")
    assert codes(written.meant()) == ["session-without-date"]
