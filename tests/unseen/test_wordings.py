"""Invented releases in the wordings and layouts of city governments, ministries and news sites.

Every folder of `wordings/` is read by itself. Cities are real, people and what they say are not.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from pipeline.dataset import Dataset, Name, Release, Speaker, Talk
from tests.labelled.chain import ROOT, run_chain
from tests.unseen.facts import expected, lines

pytestmark = pytest.mark.slow

WORDINGS = Path(__file__).parent / "wordings"

FACTS = Path(__file__).parent / "wordings-facts"
"""A file for each folder, in the form of `facts.py`; places and bodies as the release prints them."""

_PLAIN = ("2020-08-22-closing.txt", "2022-03-22-announcement.txt")

FOLDERS = sorted(folder.name for folder in WORDINGS.iterdir())


@cache
def read(folder: str) -> Dataset:
    return run_chain(WORDINGS / folder).dataset()


def printed_place(seat: Speaker) -> str | None:
    """The place as printed, in Chinese where some release prints it so; else the body."""
    chinese = [printed for printed in seat.place_printed if not printed.isascii()]
    return next(iter((*chinese, *seat.place_printed)), seat.organisation_zh)


def codes(folder: str) -> set[str]:
    return {finding.code for finding in read(folder)["findings"]}


def test_every_folder_has_its_facts() -> None:
    assert set(FOLDERS) == {facts.stem for facts in FACTS.iterdir()}


@pytest.mark.parametrize("folder", FOLDERS)
def test_sessions_and_seats(folder: str) -> None:
    told = (FACTS / f"{folder}.txt").read_text("utf-8")
    assert set(lines(read(folder), printed_place)) == expected(told)


@pytest.mark.parametrize("folder", FOLDERS)
def test_nothing_that_looks_like_data_is_left_unread(folder: str) -> None:
    assert codes(folder).isdisjoint({"unused-text", "unread-seat", "unread-row"})


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_place_is_resolved_or_to_be_reviewed(folder: str) -> None:
    dataset = read(folder)
    names = {name.printed: name for name in dataset["names"] if isinstance(name, Name)}
    for seat in dataset["speakers"]:
        assert isinstance(seat, Speaker)
        for printed in seat.place_printed:
            assert names[printed].entity_id is not None or seat.needs_review


@pytest.mark.parametrize(
    ("folder", "venues"),
    [
        ("transposed", ["南港展覽館2館701室", "南港展覽館2館702室"]),
        ("programme-of-talks", ["臺北國際會議中心"]),
        ("cells-of-lines", ["松山文創園區"]),
        ("meeting-information", ["臺北南港展覽館2館701室（同步線上）"]),
        ("bodies-and-counties", ["臺北市政府大禮堂"]),
    ],
)
def test_venues(folder: str, venues: list[str]) -> None:
    assert [session.venue_zh for session in read(folder)["sessions"]] == venues


def test_the_subject_of_a_session_stands_beside_its_number() -> None:
    assert [s.theme_zh for s in read("two-columns")["sessions"]] == [
        "韌性城市",
        "智慧交通",
        "數位包容",
    ]
    assert [s.theme_zh for s in read("transposed")["sessions"]] == ["數位包容", "淨零轉型"]


def test_a_subject_in_quotation_marks_behind_a_session_is_its_theme() -> None:
    themes = [s.theme_zh for s in read("hours-before-sessions")["sessions"]]
    assert themes == ["AI與市民服務", "韌性城市"]


def test_a_line_below_a_session_gives_it_its_own_subject_before_that_of_the_event() -> None:
    themes = [s.theme_zh for s in read("subjects-below-sessions")["sessions"]]
    assert themes == ["AI時代的城市治理", "智慧移動", "韌性與永續"]


def test_a_wire_story_is_dated_by_its_signature() -> None:
    (release,) = read("signed-wire-story")["releases"]
    assert isinstance(release, Release)
    assert (release.published_date, release.year) == ("2023-03-28", 2023)


def test_a_label_is_no_part_of_the_title() -> None:
    (release,) = read("roles-without-colons")["releases"]
    assert isinstance(release, Release)
    assert release.title == "GO SMART 全球智慧城市聯盟與2018智慧城市首長高峰會 3/27登場"


def test_hours_behind_a_day_without_a_blank_keep_their_part_of_the_day() -> None:
    sessions = read("hours-that-say-who-presides")["sessions"]
    told = [(s.start_time, s.theme_zh) for s in sessions]
    assert told == [("13:30", "智慧交通"), ("14:40", "智慧教育"), ("15:50", "智慧健康")]


def test_thousands_behind_ten_thousands_count() -> None:
    figures = {f.measure: f.value for f in read("days-of-three-sessions")["figures"]}
    assert figures["participants"] == 12_000


def test_a_subject_stands_behind_its_label_or_a_session_s_number() -> None:
    sessions = read("subjects-of-sessions")["sessions"]
    told = [(session.name_zh, session.theme_zh) for session in sessions]
    assert told == [
        ("歐非場", "淨零轉型"),
        ("美洲場", "智慧交通"),
        ("第一場", "AI治理"),
        ("第二場", "健康城市"),
    ]


def test_a_subject_in_brackets_below_a_session_s_name_is_its_theme() -> None:
    themes = [session.theme_zh for session in read("roles-in-a-column")["sessions"]]
    assert themes == ["數位平權", "韌性水管理", "女力領航"]


def test_a_day_and_hours_on_lines_below_a_session_are_its_own() -> None:
    names = [session.name_zh for session in read("terms-and-descriptions")["sessions"]]
    assert names == ["亞太場", "歐美場"]
    assert "session-without-date" not in codes("terms-and-descriptions")


def test_answers_carry_their_question() -> None:
    talks = [talk for talk in read("questions")["talks"] if isinstance(talk, Talk)]
    told = [(t.kind, t.question_zh) for t in sorted(talks, key=lambda talk: talk.order)]
    asked = "市民如何參與資料治理？"
    assert told == [("answer", asked), ("answer", asked), ("answer", "城市如何面對熱浪？")]
    bracketed = [t for t in read("answers-in-brackets")["talks"] if isinstance(t, Talk)]
    assert {(t.kind, t.question_zh) for t in bracketed} == {("answer", "如何說服市民搭公車？")}


def test_what_is_printed_below_a_name_in_brackets_is_a_talk() -> None:
    told = [talk.text for talk in read("sayings-below-names")["talks"] if isinstance(talk, Talk)]
    assert sorted(told) == [
        "以臺南400為契機，結合文化資產與擴增實境。",
        "布拉格以開放資料平台整合全市感測資料，並開放新創團隊介接。\n平台上線一年，已有兩百個團隊使用。",
        "該市與高中合作，把路燈感測器資料變成科學課教材。",
    ]


def test_a_correction_is_told_and_changes_no_row() -> None:
    assert "printed-correction" in codes("corrected")
    assert all(
        "printed-correction" not in codes(other) for other in FOLDERS if other != "corrected"
    )


def test_who_is_represented_has_no_seat() -> None:
    people = {seat.person_name for seat in read("corrected")["speakers"]}
    assert "Carmen Polanco" in people
    assert "Ulises Peña" not in people


def test_a_masthead_names_the_agency() -> None:
    agencies = {
        folder: [release.agency_printed for release in read(folder)["releases"]]
        for folder in ("one-sentence", "meeting-information", "english-bullets", "pictures")
    }
    assert agencies == {
        "one-sentence": ["臺北市政府資訊局"],
        "meeting-information": ["臺北市政府秘書處"],
        "english-bullets": ["Department of Information Technology, Taipei City Government"],
        "pictures": [None],
    }


def test_what_a_page_says_of_itself_is_nothing_of_the_event() -> None:
    dataset = read("stamps")
    titles = {release.title for release in dataset["releases"] if isinstance(release, Release)}
    assert titles == {"2026智慧城市首長高峰會 17日登場"}
    assert not dataset["figures"]


def test_wide_digits_change_no_row(tmp_path: Path) -> None:
    wide = {ord("0") + digit: chr(0xFF10 + digit) for digit in range(10)}
    for name in _PLAIN:
        printed = (ROOT / "raw" / name).read_text("utf-8").splitlines()
        turned = [line if "http" in line else line.translate(wide) for line in printed]
        (tmp_path / name).write_text("\n".join(turned), "utf-8")
    widened = run_chain(tmp_path).dataset()
    plain = run_chain(ROOT / "raw").dataset([Path(name).stem for name in _PLAIN])
    assert set(lines(widened, printed_place)) == set(lines(plain, printed_place))


def test_several_people_beside_one_office_are_told_and_not_seated(tmp_path: Path) -> None:
    rows = "| 場次 | 時間 | 城市 | 姓名 |\n|---|---|---|---|\n"
    cells = "| 亞太場 | 3/17 09:30-11:30 | 日本京都市市長 | Mr. Koji Matsui<br>Ms. Keiko Ono |\n"
    (tmp_path / "a.md").write_text(f"# 2026智慧城市首長高峰會登場\n\n{rows}{cells}", "utf-8")
    dataset = run_chain(tmp_path).dataset()
    assert not dataset["speakers"]
    assert "unread-seat" in {finding.code for finding in dataset["findings"]}
