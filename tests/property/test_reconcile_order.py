"""The dataset depends on what the releases say, not on their order; later ones move no id."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.dataset import Dataset
from pipeline.normalize.curation import Curation, load_curation
from pipeline.normalize.records import MeantRelease
from pipeline.reconcile.chronology import chronological
from pipeline.reconcile.stage import reconcile
from tests.labelled.chain import Chain
from tests.meant import Written, at

DAYS = ("2020-08-13", "2020-08-18")
PLACES = (
    ("波蘭", "格丁尼亞", "pl-gdynia"),
    ("波蘭", "熱舒夫", "pl-rzeszow"),
    ("聖露西亞", "卡斯翠", None),
    ("聖露西亞", "卡司翠", None),
    ("美國", "丹佛", "us-denver-co"),
    ("貝里斯", None, None),
)
COUNTRIES: Mapping[str, str] = {"波蘭": "PL", "聖露西亞": "LC", "美國": "US", "貝里斯": "BZ"}
OFFICES: tuple[tuple[str | None, Any], ...] = (
    (None, None),
    ("市長", "head"),
    ("副市長", "deputy"),
    ("局長", "agency"),
)
KINDS = ("announcement", "closing", "annex", "other")

claims = st.tuples(
    st.sampled_from(PLACES),
    st.sampled_from(OFFICES),
    st.sampled_from((None, None, "Ann Lee", "Bob Ray")),
    st.sampled_from(((0,), (1,), (0, 1), ())),
    st.sampled_from(("table", "list", "caption", "sentence")),
)
programmes = st.lists(
    st.tuples(
        st.sampled_from(KINDS),
        st.sampled_from((None, "2020-08-10", "2020-08-20", "2020-09-01")),
        st.lists(claims, max_size=5),
    ),
    min_size=1,
    max_size=4,
)


@cache
def curation() -> Curation:
    return load_curation(Path(__file__).parents[2] / "curation")


def write(programme: Sequence[Any]) -> list[MeantRelease]:
    return [_release(f"release-{nth}", *told) for nth, told in enumerate(programme)]


def _release(release_id: str, kind: Any, date: str | None, seats: Sequence[Any]) -> MeantRelease:
    written = Written(release_id, kind, 2020, date)
    for day in DAYS:
        written.session(at(day))
    for order, (where, (title, rank), person, days, basis) in enumerate(seats, start=1):
        country, place, place_id = where
        printed = f"{country}{place or ''}{title or ''} {person or ''}".strip()
        written.seat(
            printed,
            *(at(DAYS[day]) for day in days),
            country=country,
            place=place,
            title=title,
            person=person,
            iso2=COUNTRIES[country],
            place_id=place_id,
            rank=rank,
            order=order,
            basis=basis,
        )
    return written.meant()


def ids(dataset: Dataset, table: str) -> set[Any]:
    return {row.key_values() for row in dataset[table]}


@settings(max_examples=25)
@given(programme=programmes, data=st.data())
def test_the_order_in_which_releases_are_read_does_not_matter(
    programme: Any, data: st.DataObject
) -> None:
    releases = write(programme)
    shuffled = data.draw(st.permutations(releases))
    assert reconcile(shuffled, curation(), []) == reconcile(releases, curation(), [])


@settings(max_examples=25)
@given(programme=programmes)
def test_a_later_release_moves_no_id(programme: Any) -> None:
    releases = chronological(write(programme))
    before = reconcile(releases[:-1], curation(), [])
    after = reconcile(releases, curation(), [])
    assert ids(before, "sessions") <= ids(after, "sessions")
    assert ids(before, "speakers") <= ids(after, "speakers")


@settings(max_examples=25)
@given(programme=programmes)
def test_every_claim_at_a_session_is_in_a_row_and_every_row_is_claimed(programme: Any) -> None:
    releases = write(programme)
    rows: list[Any] = list(reconcile(releases, curation(), [])["speakers"])
    said = {words for row in rows for words in row.printed}
    claims = [(release, seat) for release in releases for seat in release.seats]
    claimed = {release.printed(seat.claim.delegate.printed) for release, seat in claims}
    at_sessions = {r.printed(seat.claim.delegate.printed) for r, seat in claims if seat.keys}
    assert at_sessions <= said <= claimed
    for row in rows:
        assert row.release_ids
        reports = {r.release_id for r in releases if r.facts.header.kind in ("closing", "annex")}
        assert (row.attendance == "attended") == bool(reports & set(row.release_ids))


@pytest.mark.slow
@settings(max_examples=10)
@given(data=st.data())
def test_the_releases_in_raw_may_come_in_any_order(chain: Chain, data: st.DataObject) -> None:
    names = data.draw(st.permutations(sorted(chain.meant)))
    assert chain.dataset(names) == chain.dataset()


def test_each_release_in_raw_keeps_the_ids_of_those_before(chain: Chain) -> None:
    told = [release.release_id for release in chronological(chain.meant.values())]
    assert len(told) == 5
    for count in range(1, len(told)):
        before, after = chain.dataset(told[:count]), chain.dataset(told[: count + 1])
        for table in ("sessions", "speakers", "talks", "streams", "figures", "people", "places"):
            assert ids(before, table) <= ids(after, table), (told[count], table)
