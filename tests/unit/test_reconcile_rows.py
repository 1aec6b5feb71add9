"""Talks, figures, people, names and provenance of small releases."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.dataset import TABLES, Dataset, sort_key
from pipeline.normalize.curation import Curation, load_curation
from pipeline.reconcile.stage import reconcile
from tests.meant import Written, at

FIRST, SECOND = at("2022-03-22"), at("2022-03-23")


@pytest.fixture(scope="module")
def curation() -> Curation:
    return load_curation(Path(__file__).parents[2] / "curation")


def vysocina(written: Written, key: Any = FIRST) -> Written:
    return written.seat(
        "捷克維索基納省議員",
        key,
        country="捷克",
        place="維索基納省",
        title="議員",
        place_id="cz-vysocina",
        rank="legislator",
    )


def annex() -> Written:
    return Written("2022-annex", "annex", 2022).session(FIRST).session(SECOND)


def table(dataset: Dataset, name: str) -> list[Any]:
    return list(dataset[name])


def test_a_talk_and_an_answer_belong_to_the_seat_whose_words_they_print(
    curation: Curation,
) -> None:
    written = vysocina(annex())
    written.talk("捷克維索基納省議員", FIRST, 2, "ICT 四大用途：\n1.作為地區發展工具")
    written.talk(
        "捷克維索基納省 議員", FIRST, 12, "PCR", kind="answer", question="最大的困難為何？"
    )
    talks = table(reconcile([written.meant()], curation, []), "talks")
    seat = "mayors-summit-2022-03-22-cz-weisuojina"
    assert [(row.talk_id, row.speaker_id, row.order) for row in talks] == [
        (f"{seat}-answer-1", seat, 12),
        (f"{seat}-talk-1", seat, 2),
    ]
    assert talks[0].question_zh == "最大的困難為何？"
    assert talks[1].text == "ICT 四大用途：\n1.作為地區發展工具"


def test_a_talk_is_of_the_seat_at_its_own_session(curation: Curation) -> None:
    written = vysocina(vysocina(annex()), SECOND)
    written.talk("捷克維索基納省議員", SECOND, 1, "第二場")
    (talk,) = table(reconcile([written.meant()], curation, []), "talks")
    assert talk.session_id == "mayors-summit-2022-03-23"


def test_a_talk_of_nobody_seated_is_told(curation: Curation) -> None:
    written = annex().talk("主持人", FIRST, 1, "歡迎")
    dataset = reconcile([written.meant()], curation, [])
    assert dataset["talks"] == []
    assert [row.code for row in table(dataset, "findings")] == ["unread-row"]


def test_figures_of_one_measure_are_numbered_and_keep_the_year_they_are_about(
    curation: Curation,
) -> None:
    written = annex().figure("visiting_leaders", 128, at(year=2019))
    written.figure("views", 30, at(whole=True)).figure("views", 12, SECOND)
    rows = table(reconcile([written.meant()], curation, []), "figures")
    assert [(row.figure_id, row.value, row.year, row.session_id) for row in rows] == [
        ("2022-annex-views", 30, 2022, None),
        ("2022-annex-views-2", 12, 2022, "mayors-summit-2022-03-23"),
        ("2022-annex-visiting_leaders", 128, 2019, None),
    ]


def mayor(release_id: str, day: int, person: str) -> Written:
    written = Written(release_id, "announcement", 2022, f"2022-03-{day}").session(FIRST)
    return written.seat(
        f"美國丹佛市長 {person}",
        FIRST,
        country="美國",
        place="丹佛",
        title="市長",
        person=person,
        place_id="us-denver-co",
        rank="head",
    )


def test_a_person_nobody_listed_is_one_over_all_releases(curation: Curation) -> None:
    releases = [mayor("a", 20, "Michael Hancock"), mayor("b", 21, "Micheal Hancock")]
    dataset = reconcile([written.meant() for written in releases], curation, [])
    (seat,), (person,) = table(dataset, "speakers"), table(dataset, "people")
    assert seat.person_printed == ["Michael Hancock", "Micheal Hancock"]
    assert (person.person_id, person.years, person.titles_zh) == (
        "michael-hancock",
        ["2022"],
        ["市長"],
    )
    assert person.place_id == "us-denver-co"
    named = {
        (row.printed, row.release_id): row.entity_id
        for row in table(dataset, "names")
        if row.kind == "person"
    }
    assert set(named.values()) == {"michael-hancock"}
    assert [row.code for row in table(dataset, "findings")] == ["person-respelt"]


def test_names_are_counted_by_release_and_meaning(curation: Curation) -> None:
    dataset = reconcile([vysocina(vysocina(annex()), SECOND).meant()], curation, [])
    counted = {(row.kind, row.printed): row.count for row in table(dataset, "names")}
    assert counted == {("country", "捷克"): 2, ("place", "維索基納省"): 2}


def test_places_come_with_those_they_are_part_of(curation: Curation) -> None:
    parents = {place.id: place.parent for place in curation.places if place.parent}
    child, parent = next(iter(sorted(parents.items())))
    written = annex().seat("某市", FIRST, place="某市", place_id=child)
    rows = table(reconcile([written.meant()], curation, []), "places")
    assert {child, parent} <= {row.place_id for row in rows}


def test_provenance_leads_to_the_words_in_every_release(curation: Curation) -> None:
    announced = Written("2022-announcement", "announcement", 2022, "2022-03-20").session(FIRST)
    announced.seat(
        "捷克維索基納省", FIRST, country="捷克", place="維索基納省", place_id="cz-vysocina"
    )
    releases = [announced.meant(), vysocina(annex()).meant()]
    sources = {release.release_id: release.facts.document.source for release in releases}
    dataset = reconcile(releases, curation, [])
    rows = table(dataset, "provenance")
    for row in rows:
        assert sources[row.release_id][row.char_start : row.char_end] == row.printed
    printed = {(row.release_id, row.column): row.printed for row in rows if row.table == "speakers"}
    assert printed["2022-annex", "printed"] == "捷克維索基納省議員"
    assert printed["2022-announcement", "printed"] == "捷克維索基納省"
    assert printed["2022-annex", "title_zh"] == "議員"
    assert printed["2022-announcement", "place_id"] == "維索基納省"
    assert ("2022-announcement", "title_zh") not in printed


def test_every_table_is_there_and_sorted_by_its_key(curation: Curation) -> None:
    dataset = reconcile([vysocina(annex()).meant()], curation, [])
    assert list(dataset) == list(TABLES)
    for rows in dataset.values():
        assert rows == sorted(rows, key=sort_key)
    assert all(rows == [] for rows in reconcile([], curation, []).values())
