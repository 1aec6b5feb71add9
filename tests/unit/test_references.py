"""Words that refer to sessions, and sentences they stand in."""

from __future__ import annotations

import pytest

from pipeline.extract.references import LocatedRef, session_refs
from pipeline.extract.sentences import split_sentences
from pipeline.ingest.document import Text


def said(located: LocatedRef) -> tuple[str | None, str | None, str | None]:
    ref = located.ref
    parts = (ref.event, ref.name, ref.when)
    event, name, when = (None if part is None else part.text for part in parts)
    return event, name, when


def refs(text: str) -> list[tuple[str | None, str | None, str | None]]:
    return [said(located) for located in session_refs(Text.read(text))]


@pytest.mark.parametrize(
    ("text", "event", "name", "when"),
    [
        ("「2020智慧城市首長高峰會」首場(8月13日)由來自", "智慧城市首長高峰會", "首場", "8月13日"),
        ("2022 智慧城市首長高峰會-歐亞場(3/22)", "智慧城市首長高峰會", "歐亞場", "3/22"),
        ("2022 智慧城市女性領袖峰會(3/23)", "智慧城市女性領袖峰會", None, "3/23"),
        ("首長高峰會\n歐亞場", "首長高峰會", "歐亞場", None),
        ("歐亞場 3/22 16:00-18:00", None, "歐亞場", "3/22 16:00-18:00"),
        ("8/13(四) 17:00-18:40", None, None, "8/13(四) 17:00-18:40"),
        ("2021智慧城市首長高峰會線上論壇 Session 1 直播", "智慧城市首長高峰會", "Session 1", None),
        ("最終場於8月19日順利落幕", None, "最終場", "8月19日"),
        ("賀瑞普市長在13日高峰會說明", "高峰會", None, "13日"),
        (
            "接著明(23)日上午 10 時由「智慧城市女性領袖峰會」接棒",
            "智慧城市女性領袖峰會",
            None,
            "明(23)日上午 10 時",
        ),
        ("最具影響力的智慧城市首長高峰會", "智慧城市首長高峰會", None, None),
        ("2023智慧城市女性企業家峰會", "智慧城市女性企業家峰會", None, None),
        ("「全球新創峰會」-青年場(5/3)", "全球新創峰會", "青年場", "5/3"),
        ("首长高峰会第一场(3月28日)", "首长高峰会", "第一场", "3月28日"),
        ("The first session on March 28, 2023", None, "first session", "March 28, 2023"),
        (
            "3月20日（四） 智慧城市女性領袖峰會（10:00-12:00）",
            "智慧城市女性領袖峰會",
            None,
            "3月20日（四） 10:00-12:00",
        ),
        ("女性領袖峰會｜3月20日 10:00-12:00", "女性領袖峰會", None, "3月20日 10:00-12:00"),
        ("at the Smart City Mayors' Summit", "Smart City Mayors' Summit", None, None),
    ],
)
def test_words_that_stand_together_are_one_reference(
    text: str, event: str | None, name: str | None, when: str | None
) -> None:
    assert refs(text) == [(event, name, when)]


@pytest.mark.parametrize(
    ("text", "ordinals", "whole"),
    [
        ("首場", (1,), False),
        ("第二場次", (2,), False),
        ("第一場圓桌會議", (1,), False),
        ("最終場", (-1,), False),
        ("前二場論壇", (1, 2), False),
        ("前兩場", (1, 2), False),
        ("後兩場", (-2, -1), False),
        ("Session 2", (2,), False),
        ("Session III", (3,), False),
        ("場次一", (1,), False),
        ("final session", (-1,), False),
        ("上午場", (), False),
        ("A場", (1,), False),
        ("三場次", (), True),
        ("兩個場次", (), True),
        ("各場次", (), True),
        ("both sessions", (), True),
    ],
)
def test_a_name_says_which_sessions_it_counts(
    text: str, ordinals: tuple[int, ...], whole: bool
) -> None:
    (located,) = session_refs(Text.read(text))
    assert (located.ref.ordinals, located.ref.whole) == (ordinals, whole)


@pytest.mark.parametrize(
    "text",
    [
        "現場有來自世界各地的貴賓",
        "一場盛會",
        "東南亞市場",
        "2021智慧城市論壇暨展覽(Smart City Summit & Expo, SCSE)",
        "以數位治理為主題的CTalk線上論壇",
        "台灣桃園國際機場",
    ],
)
def test_other_words_are_no_sessions(text: str) -> None:
    assert refs(text) == []


def test_each_date_of_a_list_with_its_time_is_a_session_of_the_event() -> None:
    text = "2022 智慧城市首長高峰會議分別在今(22)日下午 4 時與明(23)日上午 7 時，於南港展覽館舉行"
    event = "智慧城市首長高峰會議"
    assert refs(text) == [(event, None, "今(22)日下午 4 時"), (event, None, "明(23)日上午 7 時")]


def test_the_day_an_event_ended_is_not_the_day_of_a_session() -> None:
    text = "2020智慧城市首長高峰會已於19日圓滿落幕，三場次(8/13、8/18、8/19)共計有17國"
    assert refs(text) == [
        ("智慧城市首長高峰會", None, None),
        ("智慧城市首長高峰會", "三場次", "8/13、8/18、8/19"),
    ]


def test_an_english_name_in_brackets_is_the_same_event() -> None:
    assert refs("智慧城市首長高峰會（Smart City Mayors' Summit），今年改以三場線上論壇進行") == [
        ("智慧城市首長高峰會", None, None),
        ("智慧城市首長高峰會", "三場", None),
    ]


def test_an_event_holds_to_the_end_of_its_sentence() -> None:
    assert refs("首長高峰會登場，首場邀請六國，第二場邀請七國。第三場邀請五國") == [
        ("首長高峰會", None, None),
        ("首長高峰會", "首場", None),
        ("首長高峰會", "第二場", None),
        (None, "第三場", None),
    ]


@pytest.mark.parametrize(
    ("text", "year"),
    [
        ("「2020智慧城市首長高峰會」", "2020"),
        ("2022 年智慧城市首長高峰會", "2022"),
        ("民國111年智慧城市首長高峰會", "民國111年"),
        ("去年首長高峰會", "去年"),
        ("Mayors' Summit 2022", "2022"),
        ("於2019年即高達128位，高峰會", None),
    ],
)
def test_the_year_of_an_event_is_the_one_printed_with_it(text: str, year: str | None) -> None:
    (located,) = session_refs(Text.read(text))
    assert (None if located.year is None else located.year.text) == year


def test_a_reference_keeps_its_place() -> None:
    text = Text.read("註：2022 智慧城市首長高峰會-歐亞場(3/22)", 2)
    (located,) = session_refs(text)
    assert located.ref.name is not None
    assert located.ref.name.spans() == [(17, 20)]
    assert text.text[located.start : located.end] == "智慧城市首長高峰會-歐亞場(3/22"


def test_sentences_end_where_prose_goes_on_and_not_in_names_numbers_and_quotations() -> None:
    text = Text.read(
        "他說「都回不到過去。」，好。Mr. Lee said 3.5 million; then he left. 甲！見https://a.tw/b;c？\n末行"
    )
    assert [sentence.text for sentence in split_sentences(text)] == [
        "他說「都回不到過去。」，好。",
        "Mr. Lee said 3.5 million;",
        "then he left.",
        "甲！",
        "見https://a.tw/b;c？",
        "末行",
    ]
    assert split_sentences(text)[-1].spans() == [(len(text) - 2, len(text))]


def test_a_bracket_that_never_closes_swallows_nothing() -> None:
    assert len(split_sentences(Text.read("全球(註。第二。第三。"))) == 3
