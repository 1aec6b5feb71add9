"""Editions of a year are reconciled each for itself, and give what they would give together."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dataset import Dataset
from pipeline.normalize.curation import load_curation
from pipeline.normalize.records import MeantRelease
from pipeline.reconcile import stage
from pipeline.reconcile.outline import outline_of
from pipeline.reconcile.stage import in_order, reconcile, years_told
from tests.meant import MAYORS, WOMEN, Written, at

CURATED = load_curation(Path(__file__).parents[2] / "curation")
EVENTS = (MAYORS, WOMEN, "youth-summit")
DAYS = ("2020-08-13", "2020-08-18", "2021-03-02")
HOMES = (("波蘭", "格丁尼亞", "pl-gdynia"), ("捷克", "布拉格", "cz-prague"), ("美國", "丹佛", None))

claims = st.tuples(
    st.sampled_from(EVENTS),
    st.sampled_from((None, *DAYS)),
    st.sampled_from(HOMES),
    st.sampled_from((None, "Ann Lee", "Bob Ray")),
    st.sampled_from(("市長", "副市長")),
)
releases = st.lists(
    st.tuples(
        st.sampled_from(("announcement", "closing")),
        st.sampled_from((None, "2020-08-10", "2020-09-01", "2021-03-01")),
        st.sampled_from(((), (0,), (0,), (1,), (1, 2))),
        st.lists(claims, max_size=3),
    ),
    min_size=2,
    max_size=5,
)


def _release(release_id: str, kind: Any, date: str | None, held: Any, seats: Any) -> MeantRelease:
    written = Written(release_id, kind, 2020, date)
    for nth in held:
        written.session(at(DAYS[nth], event=EVENTS[nth]))
        written.figure("speakers", nth + 1, at(year=2020, event=EVENTS[nth]))
        written.stream("https://example.org/live", at(DAYS[nth], event=EVENTS[nth]))
    for event, day, (country, place, place_id), person, title in seats:
        keys = [] if day is None else [at(day, event=event)]
        printed = f"{country}{place}{title} {person or ''}".strip()
        written.seat(
            printed,
            *keys,
            country=country,
            place=place,
            title=title,
            person=person,
            iso2=None if place_id else "US",
            place_id=place_id,
            rank="head" if title == "市長" else "deputy",
        )
    return written.meant()


@settings(max_examples=40)
@given(written=releases)
def test_rows_are_the_same_as_of_a_year_taken_as_a_whole(written: Any) -> None:
    told = [_release(f"release-{nth}", *one) for nth, one in enumerate(written)]
    by_edition = reconcile(told, CURATED, ())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage, "_editions", lambda outlines: [[*outlines]])
        assert reconcile(told, CURATED, ()) == by_edition


def _about(release_id: str, *events: str) -> MeantRelease:
    written = Written(release_id, "announcement", 2020, "2020-08-01")
    for event in events:
        written.session(at("2020-08-13", event=event))
    return written.meant()


def _editions(*told: MeantRelease) -> list[list[str]]:
    outlines = in_order(outline_of(one, CURATED) for one in told)
    return [[*ids] for ids in years_told(outlines)[2020]]


def test_releases_about_one_event_are_of_one_edition() -> None:
    told = [_about("a", MAYORS), _about("b", WOMEN), _about("c", MAYORS)]
    assert _editions(*told) == [["a", "c"], ["b"]]


def test_a_release_about_two_events_makes_their_editions_one() -> None:
    told = [_about("a", MAYORS), _about("b", WOMEN), _about("c", MAYORS, WOMEN), _about("d")]
    assert _editions(*told) == [["a", "b", "c"], ["d"]]


def test_a_seat_whose_words_name_no_event_is_of_the_default_one() -> None:
    unnamed = Written("b", "closing", 2020, "2020-08-20").seat("波蘭格丁尼亞市長", country="波蘭")
    assert _editions(_about("a", MAYORS), unnamed.meant(), _about("c", WOMEN)) == [
        ["a", "b"],
        ["c"],
    ]


def test_what_an_edition_says_of_a_person_is_told_in_the_order_of_its_releases() -> None:
    def seat(release_id: str, date: str, event: str, title: str) -> MeantRelease:
        written = Written(release_id, "announcement", 2020, date)
        key = at("2020-08-13", event=event)
        words = f"捷克布拉格{title} Ann Lee"
        return (
            written.session(key)
            .seat(
                words,
                key,
                country="捷克",
                place="布拉格",
                title=title,
                person="Ann Lee",
                place_id="cz-prague",
                rank="head",
            )
            .meant()
        )

    told = [
        seat("a", "2020-08-01", MAYORS, "市長"),
        seat("b", "2020-08-02", WOMEN, "議長"),
        seat("c", "2020-08-03", MAYORS, "主席"),
    ]
    rows: Dataset = reconcile(told, CURATED, ())
    assert [row.titles_zh for row in rows["people"]] == [["市長", "議長", "主席"]]  # type: ignore[attr-defined]
