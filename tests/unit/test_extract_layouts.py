"""Proxies, fields in a cell, issuers in mastheads, datelines, corrections, tables lying on their side."""

from __future__ import annotations

import pytest

from pipeline.extract.datelines import story_day
from pipeline.extract.delegates import parse_delegate
from pipeline.extract.errata import tells_of_correction
from pipeline.extract.fields import described_participants
from pipeline.extract.issuers import issuer
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.proxies import parse_proxy
from pipeline.extract.references import session_refs
from pipeline.ingest.document import Text


def test_who_comes_for_somebody_takes_the_place_of_that_entry(lexicon: Lexicon) -> None:
    printed = "秘魯利馬市市長 Juan Soto，因故由副市長 Ana Díaz 代表出席"
    found = parse_proxy(Text.read(printed), lexicon)
    assert found is not None
    assert (str(found.country), str(found.place)) == ("秘魯", "利馬市")
    assert (str(found.title), str(found.person)) == ("副市長", "Ana Díaz")


def test_an_office_in_brackets_belongs_to_the_entry(lexicon: Lexicon) -> None:
    found = parse_delegate(Text.read("日本加賀市（市長 宮本和樹）"), lexicon)
    assert found is not None
    assert (str(found.place), str(found.title), str(found.person)) == ("加賀市", "市長", "宮本和樹")


@pytest.mark.parametrize(
    ("printed", "place"),
    [("瓜地馬拉市市長 Roberto Díaz", "瓜地馬拉市"), ("新加坡市長 Tan Wei", "None")],
)
def test_a_city_named_like_its_country_is_a_place(
    printed: str, place: str, lexicon: Lexicon
) -> None:
    found = parse_delegate(Text.read(printed), lexicon)
    assert found is not None
    assert str(found.place) == place


def test_a_field_met_again_begins_the_next_participant(lexicon: Lexicon) -> None:
    cell = Text.read("國家：日本\n城市：豐田市\n姓名：太田彥\n國家：秘魯\n城市：利馬市")
    described = described_participants(cell, lexicon)
    assert [{m: str(text) for m, text in parts.items()} for parts, _, _ in described] == [
        {"country": "日本", "place": "豐田市", "person": "太田彥"},
        {"country": "秘魯", "place": "利馬市"},
    ]
    assert described_participants(Text.read("主題：交通\n城市：豐田市"), lexicon) == []


@pytest.mark.parametrize(
    ("masthead", "above", "agency"),
    [
        ("臺北市政府資訊局 新聞稿", [], "臺北市政府資訊局"),
        ("【高雄市政府研究發展考核委員會新聞稿】", [], "高雄市政府研究發展考核委員會"),
        ("Press Release", ["Ministry of Digital Affairs"], "Ministry of Digital Affairs"),
        ("新聞稿", ["歡迎各界參加"], "None"),
    ],
)
def test_the_issuer_stands_in_or_above_the_masthead(
    masthead: str, above: list[str], agency: str
) -> None:
    assert str(issuer(Text.read(masthead), [Text.read(line) for line in above])) == agency


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("2028-03-21 18:30 聯合新聞 記者／台北報導", "2028-03-21 18:30"),
        ("2030年3月20日", "2030年3月20日"),
        ("2028年3月21日（二）", "None"),
        ("3月21日 登場", "None"),
    ],
)
def test_a_line_that_dates_a_story(line: str, day: str) -> None:
    assert str(story_day([Text.read(line)])[0]) == day


def test_a_venue_between_day_and_event_parts_them_not() -> None:
    (found,) = session_refs(Text.read("3月21日在南港展覽館二館舉辦「2028智慧城市首長高峰會」"))
    assert str(found.ref.when) == "3月21日"
    assert str(found.ref.event) == "智慧城市首長高峰會"


def test_a_correction_is_told_from_what_ought_to_be() -> None:
    assert tells_of_correction(Text.read("「市長甲」應為「副市長乙」，特此更正。"))
    assert not tells_of_correction(Text.read("城市應為市民而建。"))
