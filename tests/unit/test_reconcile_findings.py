"""What the rows do not bear out is told; what a person decided about it is held to."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from pipeline.normalize.curation import Curation, load_curation
from pipeline.normalize.entries import Correction, Judgement
from pipeline.reconcile.stage import reconcile
from tests.meant import WOMEN, Written, at

FIRST, SECOND = at("2021-03-23"), at("2021-03-24")
WHOLE = at(year=2021, whole=True)
LINK = "https://youtu.be/1QnArC59GU4"
DECIDED: dict[str, Any] = {
    "reason": "It is so.",
    "by": "a test",
    "date": datetime.date(2026, 11, 22),
}


@pytest.fixture(scope="module")
def curation() -> Curation:
    loaded = load_curation(Path(__file__).parents[2] / "curation")
    return replace(loaded, corrections=(), judgements=())


def findings(curation: Curation, *releases: Written) -> list[Any]:
    return list(reconcile([written.meant() for written in releases], curation, [])["findings"])


def closing() -> Written:
    return Written("2021-closing", "closing", 2021).session(FIRST).session(SECOND)


def guest(written: Written, country: str, iso2: str, key: Any, **more: Any) -> Written:
    return written.seat(f"{country}某市市長", key, country=country, iso2=iso2, **more)


# --- stated counts --------------------------------------------------------------------------------


def listed() -> Written:
    """Two sessions with three guests of two countries, and the host."""
    written = closing().seat(
        "臺北市長柯文哲",
        FIRST,
        place="臺北",
        title="市長",
        person="柯文哲",
        place_id="tw-taipei",
        rank="head",
        host=True,
    )
    for place, place_id in (("格丁尼亞", "pl-gdynia"), ("熱舒夫", "pl-rzeszow")):
        guest_place = {"country": "波蘭", "place": place, "place_id": place_id}
        written.seat(f"波蘭{place}市長", FIRST, **guest_place)
    return written.seat(
        "美國丹佛市長", SECOND, country="美國", place="丹佛", place_id="us-denver-co"
    )


@pytest.mark.parametrize(
    ("measure", "value", "comparator", "code"),
    [
        ("speakers", 3, "eq", "stated-count-holds"),
        ("speaker_countries", 2, "eq", "stated-count-holds"),
        ("sessions", 2, "eq", "stated-count-holds"),
        ("speakers", 4, "eq", "stated-count-differs"),
        ("speakers", 2, "eq", "stated-count-differs"),
        ("speakers", 3, "ge", "stated-count-holds"),
        ("speakers", 4, "ge", "stated-count-differs"),
        ("speakers", 2, "le", "stated-count-differs"),
        ("sessions", 3, "eq", "stated-count-differs"),
    ],
)
def test_a_stated_count_is_held_against_the_rows(
    curation: Curation, measure: str, value: int, comparator: str, code: str
) -> None:
    written = listed().figure(measure, value, WHOLE, comparator)
    (told,) = findings(curation, written)
    assert told.code == code
    assert (told.table, told.row_id) == ("figures", f"2021-closing-{measure}")


def test_a_count_cannot_be_checked_where_the_sessions_are_not_listed(curation: Curation) -> None:
    written = closing().figure("speakers", 24, WHOLE)
    written.seat(
        "韓國大邱市市長",
        country="韓國",
        place="大邱市",
        title="市長",
        place_id="kr-daegu",
        rank="head",
        basis="sentence",
    )
    (told,) = findings(curation, written)
    assert told.code == "stated-count-uncheckable"
    assert "name 1" in told.message


def test_what_no_row_can_bear_out_is_not_checked(curation: Curation) -> None:
    written = listed().figure("registrations", 264, WHOLE).figure("views", 2200, WHOLE, "ge")
    assert findings(curation, written) == []


def test_a_count_of_one_session_is_checked_there(curation: Curation) -> None:
    key = at("2022-03-23", "10:00", event=WOMEN)
    written = Written("2022-announcement", "announcement", 2022, "2022-03-22").session(key)
    for county, place_id in (("台東縣", "tw-taitung-county"), ("雲林縣", "tw-yunlin-county")):
        written.seat(county, key, place=county, place_id=place_id, basis="list")
    guest(written, "貝里斯", "BZ", key)
    written.figure("speakers", 3, key)
    (told,) = findings(curation, written)
    assert told.code == "stated-count-holds"


# --- links ----------------------------------------------------------------------------------------


def test_one_link_for_two_sessions_is_an_error(curation: Curation) -> None:
    written = closing().stream(LINK, FIRST, language="zh").stream(LINK, SECOND, language="zh")
    (told,) = findings(curation, written)
    assert (told.code, told.severity, told.status) == ("shared-link", "error", "open")
    assert told.evidence == LINK


def test_a_page_for_all_sessions_is_no_shared_link(curation: Curation) -> None:
    written = closing().stream("https://www.facebook.com/doit.taipei230/", WHOLE)
    dataset = reconcile([written.meant()], curation, [])
    assert dataset["findings"] == []
    rows: list[Any] = list(dataset["streams"])
    assert [(row.session_id, row.language) for row in rows] == [
        ("mayors-summit-2021-03-23", None),
        ("mayors-summit-2021-03-24", None),
    ]


def test_a_link_for_no_known_session_is_told(curation: Curation) -> None:
    assert [f.code for f in findings(curation, closing().stream(LINK))] == ["link-without-session"]


# --- places that contradict each other ------------------------------------------------------------


def brazil(kind: Any, place: str, place_id: str) -> Written:
    written = Written(f"2021-{kind}", kind, 2021, f"2021-03-{20 if kind == 'announcement' else 30}")
    written.session(FIRST)
    printed = f"巴西{place}創新與經濟發展局 局長"
    return written.seat(printed, FIRST, country="巴西", place=place, place_id=place_id)


def test_a_reported_place_without_counterpart_contradicts_the_announced_one(
    curation: Curation,
) -> None:
    told = brazil("announcement", "聖若澤-杜斯坎普斯", "br-sao-jose-dos-campos")
    came = brazil("annex", "聖保羅", "br-sao-paulo")
    (contradiction, unreported) = findings(curation, told, came)
    assert (contradiction.code, contradiction.status) == ("place-contradiction", "open")
    assert contradiction.row_id == "mayors-summit-2021-03-23-br-shengbaoluo"
    assert unreported.code == "seat-not-reported"


def test_a_correction_settles_it_and_the_seats_are_one(curation: Curation) -> None:
    correction = Correction(
        id="sao-paulo",
        release="2021-annex",
        quote="巴西聖保羅創新與經濟發展局 局長",
        kind="place",
        printed="聖保羅",
        means="br-sao-jose-dos-campos",
        **DECIDED,
    )
    told = brazil("announcement", "聖若澤-杜斯坎普斯", "br-sao-jose-dos-campos")
    came = brazil("annex", "聖保羅", "br-sao-jose-dos-campos")
    dataset = reconcile(
        [told.meant(), came.meant()], replace(curation, corrections=(correction,)), []
    )
    assert len(dataset["speakers"]) == 1
    settled: Any
    (settled,) = dataset["findings"]
    assert (settled.code, settled.status) == ("place-contradiction", "acknowledged")
    assert settled.decision == "sao-paulo"


@pytest.mark.parametrize(
    ("release", "quote", "codes"),
    [
        ("2021-annex", "巴西聖保羅創新與經濟發展局局長", []),
        ("2021-annex", "阿根廷聖保羅局長", ["correction-quote-gone"]),
        ("2021-other", "阿根廷聖保羅局長", []),
    ],
)
def test_a_correction_whose_quote_is_gone_is_told_where_its_release_is_read(
    curation: Curation, release: str, quote: str, codes: list[str]
) -> None:
    correction = Correction(
        id="sao-paulo",
        release=release,
        quote=quote,
        kind="place",
        printed="聖保羅",
        means="br-sao-jose-dos-campos",
        **DECIDED,
    )
    decided = replace(curation, corrections=(correction,))
    came = brazil("annex", "聖保羅", "br-sao-jose-dos-campos")
    assert [f.code for f in findings(decided, came)] == codes


def test_a_correction_that_no_reading_follows_is_unused(curation: Curation) -> None:
    correction = Correction(
        id="sao-paulo",
        release="2021-annex",
        quote="聖保羅",
        kind="place",
        printed="聖保羅",
        means="br-sao-jose-dos-campos",
        **DECIDED,
    )
    decided = replace(curation, corrections=(correction,))
    came = brazil("annex", "聖保羅", "br-sao-paulo")
    assert [f.code for f in findings(decided, came)] == ["curation-unused"]


# --- judgements -----------------------------------------------------------------------------------


def judged(curation: Curation, **given: str) -> Curation:
    entry = Judgement(id="links", code="shared-link", decision="Kept.", **given, **DECIDED)
    return replace(curation, judgements=(entry,))


@pytest.fixture
def shared() -> Callable[[], Written]:
    return lambda: closing().stream(LINK, FIRST).stream(LINK, SECOND)


def test_a_judgement_settles_the_findings_that_match_all_it_gives(
    curation: Curation, shared: Callable[[], Written]
) -> None:
    for given in ({}, {"release": "2021-closing"}, {"release": "2021-closing", "evidence": LINK}):
        (told,) = findings(judged(curation, **given), shared())
        assert (told.status, told.decision) == ("acknowledged", "links")


def test_a_judgement_that_matches_nothing_is_told_where_its_release_is_read(
    curation: Curation, shared: Callable[[], Written]
) -> None:
    other = judged(curation, release="2021-closing", evidence="https://youtu.be/other")
    assert [(f.code, f.status) for f in findings(other, shared())] == [
        ("curation-unused", "open"),
        ("shared-link", "open"),
    ]
    elsewhere = judged(curation, release="2022-closing")
    assert [f.code for f in findings(elsewhere, shared())] == ["shared-link"]


def test_an_open_warning_about_a_seat_asks_for_review_until_it_is_judged(
    curation: Curation,
) -> None:
    told = closing_of_medellin("announcement", "市長", "head", "Daniel Quintero")
    came = closing_of_medellin("closing", "副局長", "agency", None)
    releases = [told.meant(), came.meant()]
    row: Any
    (row,) = reconcile(releases, curation, [])["speakers"]
    assert row.needs_review
    entry = Judgement(
        id="medellin",
        code="seat-replaced",
        row_id=row.speaker_id,
        decision="The report is right.",
        **DECIDED,
    )
    (row,) = reconcile(releases, replace(curation, judgements=(entry,)), [])["speakers"]
    assert not row.needs_review


def closing_of_medellin(kind: Any, title: str, rank: Any, person: str | None) -> Written:
    written = Written(f"2021-{kind}", kind, 2021, f"2021-03-{20 if kind == 'announcement' else 30}")
    return written.session(FIRST).seat(
        f"哥倫比亞麥德林市{title} {person}",
        FIRST,
        country="哥倫比亞",
        place="麥德林市",
        title=title,
        person=person,
        place_id="co-medellin",
        rank=rank,
    )


def test_a_finding_of_two_stages_is_published_once(curation: Curation) -> None:
    written = closing().stream(LINK)
    (told,) = findings(curation, written)
    again = reconcile([written.meant()], curation, [told, told])["findings"]
    assert again == [told]
