"""Four invented releases with cities, people and a table layout that no data of ours lists."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.dataset import Dataset, Name, Speaker
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.stage import extract_release
from pipeline.ingest.source import find_sources, read_source
from pipeline.normalize.curation import load_curation
from pipeline.normalize.stage import normalize_release
from pipeline.reconcile.stage import reconcile
from tests.conftest import ROOT

EURO_AFRICA = "mayors-summit-2024-03-19"
ASIA_PACIFIC = "mayors-summit-2024-03-20"


@pytest.fixture(scope="module")
def unseen(lexicon: Lexicon) -> Dataset:
    curation = load_curation(ROOT / "curation")
    sources, findings = find_sources(Path(__file__).parent / "raw")
    documents = [read_source(source)[0] for source in sources]
    facts = [extract_release(document, lexicon) for document in documents if document]
    return reconcile([normalize_release(told, curation) for told in facts], curation, findings)


def seats(dataset: Dataset, session_id: str) -> dict[str | None, Speaker]:
    rows = [row for row in dataset["speakers"] if isinstance(row, Speaker)]
    return {
        row.place_name_zh: row for row in rows if row.session_id == session_id and not row.is_host
    }


def test_every_delegation_has_its_seat_although_nobody_curated_its_place(unseen: Dataset) -> None:
    assert set(seats(unseen, EURO_AFRICA)) == {"奧盧市", "塔圖", "波昂市", "開普敦市", "奈洛比"}
    assert set(seats(unseen, ASIA_PACIFIC)) == {"福岡市", "加賀市", "碧瑤市", "泗水市", "科羅州"}
    countries = {seat.country_iso2 for seat in seats(unseen, ASIA_PACIFIC).values()}
    assert countries == {"JP", "PH", "ID", "PW"}
    resolved = {seat.place_name_en for seat in seats(unseen, EURO_AFRICA).values()}
    assert resolved >= {"Oulu", "Tartu", "Cape Town", "Nairobi"}


def test_a_delegation_is_resolved_or_has_its_candidates(unseen: Dataset) -> None:
    told = {name.printed: name for name in unseen["names"] if isinstance(name, Name)}
    for row in unseen["speakers"]:
        assert isinstance(row, Speaker)
        for printed in row.place_printed:
            assert told[printed].entity_id or (told[printed].candidates and row.needs_review)
    assert "de-bonn" in {told["波昂市"].entity_id, *told["波昂市"].candidates}


def test_people_are_read_whatever_their_script_and_order(unseen: Dataset) -> None:
    asia = seats(unseen, ASIA_PACIFIC)
    assert asia["福岡市"].person_name == "光山裕朗"
    assert asia["加賀市"].person_name == "宮元陸"
    assert asia["碧瑤市"].person_printed == ["Benjamin Magalong", "班傑明·馬加隆"]
    assert asia["泗水市"].organisation_zh == "通訊與資訊局"


def test_parts_in_columns_of_their_own_make_the_seats_of_the_announcement(unseen: Dataset) -> None:
    bonn = seats(unseen, EURO_AFRICA)["波昂市"]
    assert (bonn.person_name, bonn.title_zh, bonn.attendance) == (
        "Anna Schmidt",
        "數位長",
        "attended",
    )
    assert bonn.release_ids == ["2024-announcement", "2024-closing"]
    told = [talk for talk in unseen["talks"] if talk.release_id == "2024-closing"]
    assert len(told) == 5


def test_only_the_moderator_moderates(unseen: Dataset) -> None:
    moderators = [row for row in unseen["speakers"] if row.part == "moderator"]
    assert {row.person_name for row in moderators} >= {"林奕華"}


def test_sessions_and_figures_of_the_event_as_a_whole(unseen: Dataset) -> None:
    held = [s for s in unseen["sessions"] if s.year == 2024]
    sessions = [(s.name_zh, s.start_time, s.venue_zh) for s in held]
    assert sessions == [
        ("歐非場", "14:00", "南港展覽館二館701室"),
        ("亞太場", "09:30", "南港展覽館二館701室"),
    ]
    stated = {(f.measure, f.value, f.comparator, f.session_id) for f in unseen["figures"]}
    assert ("views", 3500, "about", None) in stated
    assert ("expected_participants", 120, "ge", None) in stated
    assert ("countries", 36, "eq", None) in stated


def test_a_list_under_headings_seats_its_people_with_their_parts(unseen: Dataset) -> None:
    listed = {
        row.person_name: (row.session_id, row.part, row.country_iso2, row.title_zh)
        for row in unseen["speakers"]
        if isinstance(row, Speaker) and row.year == 2023
    }
    first, second = "mayors-summit-2023-03-28", "mayors-summit-2023-03-29"
    assert listed["李四川"] == (first, "moderator", "TW", "副市長")
    assert listed["李泰興"] == (second, "moderator", "TW", "秘書長")
    assert listed["阿圖羅·費南德斯"] == (first, "speaker", "PE", "市長")
    assert listed["野志克仁"] == (second, "speaker", "JP", "市長")
    assert listed["Nguyen Van Minh"] == (second, "speaker", "VN", "副主席")


def test_an_english_table_is_read_too(unseen: Dataset) -> None:
    japan = next(row for row in unseen["speakers"] if row.person_name == "Katsuhito Noshi")
    assert isinstance(japan, Speaker)
    assert (japan.country_iso2, japan.place_name_en, japan.title_en) == ("JP", "Matsuyama", "Mayor")
    assert len([t for t in unseen["talks"] if t.release_id == "2023-english"]) == 4


def test_a_year_in_an_event_s_english_name_is_no_figure(unseen: Dataset) -> None:
    assert all(figure.value != 2023 for figure in unseen["figures"])
