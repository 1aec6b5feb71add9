"""The release's own data: masthead, title, agency, day of posting, script, kind, year."""

from __future__ import annotations

import pytest

from pipeline.extract.lexicon import Lexicon
from pipeline.extract.records import Header
from pipeline.extract.release import read_header
from pipeline.extract.script import script_of
from pipeline.extract.stage import extract_release
from tests.documents import document

AHEAD = "智慧城市首長高峰會將於3月22日登場，邀請各國城市首長分享經驗，歡迎各界觀看線上直播。" * 3
OVER = "2021智慧城市首長高峰會議已於24日圓滿落幕,兩個場次共計有18國24位城市首長或代表分享經驗。" * 3
ENGLISH = (
    "The 2023 Smart City Mayors' Summit will be held in Taipei on 28 March 2023, and more than "
    "120 mayors from 36 countries will attend it."
)


def header(text: str) -> Header:
    return read_header(document(text))[0]


def printed(text: str) -> tuple[str | None, ...]:
    found = header(text)
    parts = (found.masthead, found.title, found.agency, found.published, found.year)
    return tuple(None if part is None else part.text for part in parts)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        (
            f"臺北市政府資訊局 新聞稿\n發布機關:台北市政府資訊局\n張貼日:2020/08/13\n北市府國際交流不中斷 線上首發登場\n{AHEAD}",
            (
                "臺北市政府資訊局 新聞稿",
                "北市府國際交流不中斷 線上首發登場",
                "台北市政府資訊局",
                "2020/08/13",
                None,
            ),
        ),
        (
            f"# 臺北市府資訊局 新聞稿\n發稿單位：臺北市府資訊局\n發稿日期：111年3月22日\n# 2022 智慧城市首長高峰會暨女性領袖峰會\n{AHEAD}",
            (
                "臺北市府資訊局 新聞稿",
                "2022 智慧城市首長高峰會暨女性領袖峰會",
                "臺北市府資訊局",
                "111年3月22日",
                "2022",
            ),
        ),
        (
            f"發布機關\n臺北市政府資訊局\n張貼日\n111.3.22\n智慧城市首長高峰會\n首日登場\n{AHEAD}",
            (None, "智慧城市首長高峰會 首日登場", "臺北市政府資訊局", "111.3.22", None),
        ),
        (
            f"发布机构：台北市政府资讯局 发布日期：2022-03-22\n# 首长高峰会登场\n{AHEAD}",
            (None, "首长高峰会登场", "台北市政府资讯局", "2022-03-22", None),
        ),
        (
            f"Press Release\nIssued by: Department of Information Technology\nDate: March 22, 2023\nTaipei hosts mayors\n{ENGLISH}",
            (
                "Press Release",
                "Taipei hosts mayors",
                "Department of Information Technology",
                "March 22, 2023",
                "2023",
            ),
        ),
        (OVER, (None, None, None, None, "2021")),
        (
            "2022 智慧城市首長高峰會-歐亞場(3/22)\n編號\t城市與談人\t內容摘要\n1\t捷克維索基納省議員\tICT 四大用途",
            (None, None, None, None, "2022"),
        ),
    ],
)
def test_the_head_is_read_whatever_its_layout(text: str, parts: tuple[str | None, ...]) -> None:
    assert printed(text) == parts


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (AHEAD, "announcement"),
        (OVER, "closing"),
        (f"去年首長高峰會圓滿落幕。{AHEAD}", "announcement"),
        (ENGLISH, "announcement"),
        ("The Mayors' Summit concluded in Taipei on 29 March after two days of talks.", "closing"),
        (
            "2022 智慧城市首長高峰會(3/22)\n編號\t城市與談人\t內容摘要\n1\t捷克議員\t四大用途",
            "annex",
        ),
        (f"附件一：各國首長對談摘要\n{OVER}", "annex"),
        ("台北市公園座椅汰換。", "other"),
    ],
)
def test_the_kind_follows_from_what_the_release_says(text: str, kind: str) -> None:
    assert header(text).kind == kind


def test_the_year_is_the_one_most_often_printed_with_the_event() -> None:
    text = "2019首長高峰會後，2020首長高峰會登場，2020智慧城市首長高峰會共三場，「2021智慧城市論壇暨展覽」"
    year = header(text).year
    assert year is not None
    assert year.text == "2020"


def test_the_lines_used_are_the_heads() -> None:
    _, used = read_header(document(f"資訊局 新聞稿\n張貼日:2020/08/13\n高峰會登場\n{AHEAD}"))
    assert [line.text for line in used] == ["資訊局 新聞稿", "張貼日:2020/08/13", "高峰會登場"]


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("環境創新，管理所有 5G 環境決策；创新中心", "Hant"),
        ("环境创新，管理所有 5G 环境决策；創新", "Hans"),
        ("台北市里長於后里", "Hant"),
        ("Mayor 柯文哲 opened the summit in Taipei today", "Latn"),
        ("", "Hant"),
    ],
)
def test_the_script_is_that_of_most_telling_characters(text: str, script: str) -> None:
    assert script_of(text) == script


@pytest.mark.parametrize(
    "line",
    [
        "# 【新聞稿】智慧城市首長高峰會登場",
        "# 〔新聞資料〕 智慧城市首長高峰會登場",
        "# [Press release] 智慧城市首長高峰會登場",
        "臺北市政府新聞稿：智慧城市首長高峰會登場",
    ],
)
def test_a_title_is_kept_without_the_label_before_it(line: str) -> None:
    found = header(f"{line}\n發布日期：2024-03-18\n{AHEAD}")
    assert found.title is not None
    assert found.title.text == "智慧城市首長高峰會登場"
    assert found.masthead is not None
    assert "登場" not in found.masthead.text


def test_a_title_between_masthead_and_fields_is_told_by_its_event() -> None:
    text = f"臺北市政府新聞稿\n2024智慧城市首長高峰會開幕\n發布機關：臺北市政府\n發布日期：2024-03-22\n{AHEAD}"
    assert printed(text)[1] == "2024智慧城市首長高峰會開幕"


@pytest.mark.parametrize(
    ("posted", "kind"),
    [("2024-03-22", "closing"), ("2024-03-21", "announcement"), ("2024-03-20", "announcement")],
)
def test_what_opened_before_the_posting_is_reported(posted: str, kind: str) -> None:
    text = f"發布日期：{posted}\n2024智慧城市首長高峰會21日於南港登場。芬蘭坦佩雷市長表示，電車改變城市。"
    assert header(text).kind == kind


@pytest.mark.parametrize(
    ("words", "kind"),
    [
        ("市長蔣萬安致詞時表示，盼與各城市合作。", "closing"),
        ("市長蔣萬安表示，盼與各城市合作。", "announcement"),
        ("市長蔣萬安致詞時表示，下午將舉行第二場。", "announcement"),
        ("市長蔣萬安致詞時表示，明（19）日續辦高峰會第二場。", "announcement"),
    ],
)
def test_what_was_said_on_the_day_itself_is_reported(words: str, kind: str) -> None:
    told = header(f"發布日期：2026/3/18\n\n2026智慧城市首長高峰會今（18）日登場，{words}")
    assert told.kind == kind


@pytest.mark.parametrize(
    ("dateline", "day"),
    [
        ("Taipei, March 19, 2023 – ", "March 19, 2023"),
        ("TAIPEI (March 19) — ", "March 19"),
        ("New Taipei City, 19 March 2023 -- ", "19 March 2023"),
        ("（臺北2023年3月19日訊）", "2023年3月19日"),
    ],
)
def test_a_dateline_gives_the_day_and_no_session(dateline: str, day: str, lexicon: Lexicon) -> None:
    text = f"{dateline}{ENGLISH}"
    found = header(text).published
    assert found is not None
    assert found.text == day
    whens = [
        s.ref.when.text for s in extract_release(document(text), lexicon).sessions if s.ref.when
    ]
    assert whens == ["28 March 2023"]
