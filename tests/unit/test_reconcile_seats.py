"""One row a seat, whatever the releases call its place and whoever they name for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from pipeline.dataset import Dataset, ReleaseKind, Row
from pipeline.normalize.curation import Curation, load_curation
from pipeline.reconcile.stage import reconcile
from tests.meant import Written, at

FIRST, SECOND = at("2020-08-13"), at("2020-08-18")


@pytest.fixture(scope="module")
def curation() -> Curation:
    return load_curation(Path(__file__).parents[2] / "curation")


def release(kind: ReleaseKind, month: int = 8, year: int = 2020) -> Written:
    written = Written(f"{year}-{kind}", kind, year, f"{year}-{month:02}-01")
    return written.session(FIRST).session(SECOND)


def announcement() -> Written:
    return release("announcement")


def closing() -> Written:
    return release("closing", 9)


def speakers(curation: Curation, *releases: Written) -> list[Any]:
    dataset = reconcile([written.meant() for written in releases], curation, [])
    return list(dataset["speakers"])


def codes(dataset: Dataset) -> list[str]:
    found: list[Any] = list(dataset["findings"])
    return [row.code for row in found]


def gdynia(written: Written, printed: str, **more: Any) -> Written:
    more = {"country": "波蘭", "place": "格丁尼亞", "place_id": "pl-gdynia"} | more
    return written.seat(printed, FIRST, **more)


BARTOSZEWICZ = {
    "title": "副市長",
    "rank": "deputy",
    "person": "Bartosz Bartoszewicz",
    "person_id": "bartosz-bartoszewicz",
}


def test_the_announced_person_stays_with_a_report_that_names_the_office(
    curation: Curation,
) -> None:
    told = gdynia(announcement(), "波蘭格丁尼亞－副市長 Mr. Bartosz Bartoszewicz", **BARTOSZEWICZ)
    came = gdynia(closing(), "波蘭格丁尼亞市副市長", title="副市長", rank="deputy", basis="caption")
    (row,) = speakers(curation, told, came)
    assert (row.person_name, row.title_zh, row.attendance) == (
        "Bartosz Bartoszewicz",
        "副市長",
        "attended",
    )
    assert row.printed == ["波蘭格丁尼亞－副市長 Mr. Bartosz Bartoszewicz", "波蘭格丁尼亞市副市長"]
    assert row.release_ids == ["2020-announcement", "2020-closing"]
    assert row.speaker_id == "mayors-summit-2020-08-13-pl-gedingniya"


def medellin(written: Written, printed: str, **more: Any) -> Written:
    more = {"country": "哥倫比亞", "place": "麥德林市", "place_id": "co-medellin"} | more
    return written.seat(printed, SECOND, **more)


def quintero(written: Written) -> Written:
    return medellin(
        written,
        "哥倫比亞麥德林市－市長 Mr. Daniel Quintero",
        title="市長",
        rank="head",
        person="Daniel Quintero",
        person_id="daniel-quintero-calle",
    )


def test_the_report_replaces_person_and_title_together(curation: Curation) -> None:
    came = medellin(
        closing(),
        "哥倫比亞麥德林市資訊科技局副局長",
        body="資訊科技局",
        title="副局長",
        rank="agency",
        basis="caption",
    )
    dataset = reconcile([quintero(announcement()).meant(), came.meant()], curation, [])
    row: Any
    (row,) = dataset["speakers"]
    assert (row.person_id, row.person_printed) == (None, [])
    assert (row.title_printed, row.rank, row.organisation_zh) == (
        ["副局長"],
        "agency",
        "資訊科技局",
    )
    assert "哥倫比亞麥德林市－市長 Mr. Daniel Quintero" in row.printed
    assert codes(dataset) == ["seat-replaced"]
    announced: Any
    (announced,) = dataset["people"]
    assert (announced.person_id, announced.titles_zh) == ("daniel-quintero-calle", ["市長"])


def test_another_person_reported_for_a_place_takes_its_seat(curation: Curation) -> None:
    came = medellin(
        closing(),
        "哥倫比亞麥德林市市長 Ana Example",
        title="市長",
        rank="head",
        person="Ana Example",
    )
    (row,) = speakers(curation, quintero(announcement()), came)
    assert (row.person_name, row.person_printed) == ("Ana Example", ["Ana Example"])


def edinburgh(written: Written, printed: str, **more: Any) -> Written:
    more = {"country": "英國", "place": "愛丁堡市", "place_id": "gb-edinburgh"} | more
    return written.seat(printed, SECOND, rank="deputy", **more)


def test_an_office_in_other_words_keeps_the_person_and_tells_the_titles(
    curation: Curation,
) -> None:
    told = edinburgh(
        announcement(),
        "英國愛丁堡市－副市長 Mr. Cammy Day",
        title="副市長",
        person="Cammy Day",
        person_id="cammy-day",
    )
    came = edinburgh(closing(), "英國愛丁堡市副議長", title="副議長")
    dataset = reconcile([told.meant(), came.meant()], curation, [])
    row: Any
    (row,) = dataset["speakers"]
    assert (row.person_name, row.title_zh) == ("Cammy Day", "副議長")
    assert row.title_printed == ["副市長", "副議長"]
    assert codes(dataset) == ["seat-title-differs"]


def test_one_place_in_two_spellings_is_one_seat_known_or_not(curation: Curation) -> None:
    for place_id in ("lc-castries", None):
        told = announcement().seat(
            "聖露西亞卡斯翠市",
            FIRST,
            country="聖露西亞",
            place="卡斯翠市",
            iso2="LC",
            place_id=place_id,
        )
        came = closing().seat(
            "聖露西亞卡司翠市長",
            FIRST,
            country="聖露西亞",
            place="卡司翠",
            title="市長",
            rank="head",
            iso2="LC",
            place_id=place_id,
        )
        (row,) = speakers(curation, told, came)
        assert row.place_printed == ["卡斯翠市", "卡司翠"]
        assert row.needs_review is (place_id is None)
        assert row.place_name_zh == ("卡斯翠" if place_id else "卡斯翠市")


def test_an_unknown_place_spelt_much_alike_is_one_seat_where_nothing_else_is_left(
    curation: Curation,
) -> None:
    def unknown(written: Written, *places: str) -> Written:
        for place in places:
            written.seat(f"美國{place}", FIRST, country="美國", place=place, iso2="US")
        return written

    assert (
        len(speakers(curation, unknown(announcement(), "紐瓦克"), unknown(closing(), "紐華克")))
        == 1
    )
    assert (
        len(speakers(curation, unknown(announcement(), "丹佛"), unknown(closing(), "丹維爾"))) == 2
    )


def test_an_agency_without_its_city_is_the_agency_of_that_city(curation: Curation) -> None:
    told = announcement().seat(
        "奈及利亞阿布賈－國家資訊科技發展局局長 Mr. Kashifu Inuwa Abdullahi",
        FIRST,
        country="奈及利亞",
        place="阿布賈",
        body="國家資訊科技發展局",
        title="局長",
        person="Kashifu Inuwa Abdullahi",
        place_id="ng-abuja",
        body_id="ng-nitda",
        rank="agency",
    )
    came = closing().seat(
        "奈及利亞國家資訊科技發展局局長",
        FIRST,
        country="奈及利亞",
        body="國家資訊科技發展局",
        title="局長",
        iso2="NG",
        body_id="ng-nitda",
        rank="agency",
    )
    (row,) = speakers(curation, told, came)
    assert (row.place_id, row.person_name) == ("ng-abuja", "Kashifu Inuwa Abdullahi")


def test_departments_of_one_name_in_two_cities_are_two_seats(curation: Curation) -> None:
    written = announcement()
    for place, place_id in (("愛丁堡市", "gb-edinburgh"), ("格拉斯哥市", None)):
        written.seat(
            f"英國{place}資訊局局長",
            FIRST,
            country="英國",
            place=place,
            body="資訊局",
            title="局長",
            iso2="GB",
            place_id=place_id,
            rank="agency",
        )
    assert len(speakers(curation, written)) == 2


def test_a_metropole_printed_two_ways_in_one_release_is_one_seat(curation: Curation) -> None:
    grenoble = "fr-grenoble-alpes-metropole"
    written = announcement().seat(
        "法國阿爾卑斯大都會區格勒諾布爾",
        FIRST,
        country="法國",
        place="阿爾卑斯大都會區格勒諾布爾",
        place_id=grenoble,
        basis="list",
        order=4,
    )
    written.seat(
        "格勒諾布爾-阿爾卑斯大都會區－區長 Mr. Christophe Ferrari",
        FIRST,
        place="格勒諾布爾-阿爾卑斯大都會區",
        title="區長",
        person="Christophe Ferrari",
        place_id=grenoble,
        rank="head",
        order=5,
    )
    (row,) = speakers(curation, written)
    assert (row.order, row.country_printed, row.person_name) == (5, ["法國"], "Christophe Ferrari")
    assert row.speaker_id.endswith("-geleinuobueraerbeisi")


def host(written: Written, person: str, title: str, rank: Any, *keys: Any, **more: Any) -> Written:
    printed = f"台北市{person}{title}"
    return written.seat(
        printed,
        *keys,
        place="台北市",
        title=title,
        person=person,
        place_id="tw-taipei",
        rank=rank,
        host=True,
        **more,
    )


def test_the_hosts_of_a_session_are_seats_of_their_own(curation: Curation) -> None:
    told = announcement()
    host(told, "黃珊珊", "副市長", "deputy", FIRST, part="moderator", order=0)
    host(told, "柯文哲", "市長", "head", FIRST, order=1)
    came = host(closing(), "柯文哲", "市長", "head", FIRST, basis="caption", order=1)
    host(came, "蔡炳坤", "副市長", "deputy", FIRST, basis="caption", order=2)
    rows = {row.person_name_zh: row for row in speakers(curation, told, came)}
    assert {name: row.attendance for name, row in rows.items()} == {
        "黃珊珊": "announced",
        "柯文哲": "attended",
        "蔡炳坤": "attended",
    }
    assert [rows[name].part for name in ("黃珊珊", "柯文哲")] == ["moderator", "speaker"]
    assert [rows[name].order for name in ("黃珊珊", "柯文哲", "蔡炳坤")] == [0, 1, None]


def test_a_caption_gives_the_office_and_a_sentence_the_person(curation: Curation) -> None:
    prague = {"country": "捷克", "place": "布拉格", "place_id": "cz-prague"}
    mayor: dict[str, Any] = {"title": "市長", "rank": "head"}
    came = closing().seat("捷克布拉格市長", FIRST, **prague, **mayor, basis="caption", order=3)
    came.seat("捷克布拉格賀瑞普市長", FIRST, person="賀瑞普", **prague, **mayor, basis="sentence")
    (row,) = speakers(curation, came)
    assert (row.person_printed, row.order) == (["賀瑞普"], 3)


def test_somebody_named_without_a_session_sits_where_the_release_seats_that_office(
    curation: Curation,
) -> None:
    goyang = {"country": "南韓", "place": "高陽市", "place_id": "kr-goyang"}
    mayor: dict[str, Any] = {"title": "市長", "rank": "head"}
    came = closing().seat("南韓高陽市市長", SECOND, **goyang, **mayor, basis="caption")
    came.seat(
        "南韓高陽市長 Mr. Lee Jae-jun",
        country="南韓",
        place="高陽",
        person="Lee Jae-jun",
        place_id="kr-goyang",
        **mayor,
        basis="sentence",
    )
    for key in (FIRST, SECOND):
        host(came, "柯文哲", "市長", "head", key, basis="caption")
    host(came, "柯文哲", "市長", "head", basis="sentence")
    rows = speakers(curation, came)
    assert len(rows) == 3
    assert [row.session_id for row in rows if row.person_name == "Lee Jae-jun"] == [
        "mayors-summit-2020-08-18"
    ]


def test_where_no_session_is_known_seats_stand_under_the_year(curation: Curation) -> None:
    came = Written("2021-closing", "closing", 2021)
    came.seat(
        "荷蘭在臺辦事處副代表Rene Beerepoot",
        country="荷蘭",
        body="荷蘭在臺辦事處",
        title="副代表",
        person="Rene Beerepoot",
        iso2="NL",
        rank="envoy",
        basis="sentence",
    )
    host(came, "柯文哲", "市長", "head", basis="sentence")
    rows = speakers(curation, came)
    assert {(row.session_id, row.year, row.order) for row in rows} == {
        (None, 2021, 1),
        (None, 2021, 2),
    }
    assert [row.speaker_id for row in rows] == [
        "mayors-summit-2021-nl-helanzaitaibanshichu",
        "mayors-summit-2021-tw-taibei-kewenzhe",
    ]


def test_a_later_list_gives_a_year_s_seat_its_session_and_leaves_its_id(
    curation: Curation,
) -> None:
    def daegu(written: Written, *keys: Any) -> Written:
        return written.seat(
            "韓國大邱市市長",
            *keys,
            country="韓國",
            place="大邱市",
            title="市長",
            place_id="kr-daegu",
            rank="head",
        )

    came = daegu(Written("2021-closing", "closing", 2021, "2021-03-25"))
    (alone,) = speakers(curation, came)
    assert alone.session_id is None
    annex = Written("2021-annex", "annex", 2021, "2021-04-01")
    (row,) = speakers(curation, came, daegu(annex, at("2021-03-24")))
    assert (row.speaker_id, row.session_id) == (alone.speaker_id, "mayors-summit-2021-03-24")


def test_two_seats_of_one_place_in_one_list_stay_two_and_keep_their_ids(
    curation: Curation,
) -> None:
    prague = {"country": "捷克", "place": "布拉格", "place_id": "cz-prague"}
    told = announcement().seat("捷克布拉格市長", FIRST, **prague, title="市長", rank="head")
    told.seat("捷克布拉格副市長", FIRST, **prague, title="副市長", rank="deputy")
    assert [row.speaker_id for row in speakers(curation, told)] == [
        "mayors-summit-2020-08-13-cz-bulage",
        "mayors-summit-2020-08-13-cz-bulage-fushizhang",
    ]


def country_only(written: Written, country: str, iso2: str) -> Written:
    return written.seat(country, FIRST, country=country, iso2=iso2)


def test_a_country_alone_is_the_one_seat_of_that_country(curation: Curation) -> None:
    came = gdynia(closing(), "波蘭格丁尼亞副市長", title="副市長", rank="deputy")
    (row,) = speakers(curation, country_only(announcement(), "波蘭", "PL"), came)
    assert (row.place_id, row.attendance) == ("pl-gdynia", "attended")
    came.seat("波蘭熱舒夫市市長", FIRST, country="波蘭", place="熱舒夫市", place_id="pl-rzeszow")
    assert len(speakers(curation, country_only(announcement(), "波蘭", "PL"), came)) == 3


def test_a_seat_that_no_report_names_stays_announced_where_a_report_covers_the_session(
    curation: Curation,
) -> None:
    told = country_only(announcement(), "貝里斯", "BZ")
    came = gdynia(closing(), "波蘭格丁尼亞副市長")
    dataset = reconcile([told.meant(), came.meant()], curation, [])
    rows: list[Row] = dataset["speakers"]
    assert [(row.country_iso2, row.attendance) for row in rows] == [
        ("BZ", "announced"),
        ("PL", "attended"),
    ]
    assert codes(dataset) == ["seat-not-reported"]
    assert codes(reconcile([told.meant()], curation, [])) == []
