"""Numbers about attendance: what is measured, how it is bounded, what it is about."""

from __future__ import annotations

import pytest

from pipeline.extract.figures import find_figures
from pipeline.extract.records import FigureClaim
from tests.documents import document

Told = tuple[str, str, str]


def told(text: str) -> list[Told]:
    return [(c.measure, c.number.text, c.comparator) for c in find_figures(document(text))]


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        (
            "高峰會共計有17國20位城市首長或代表分享經驗。",
            [("speaker_countries", "17", "eq"), ("speakers", "20", "eq")],
        ),
        (
            "三場次共計有27個國家報名參加",
            [("sessions", "三", "eq"), ("registered_countries", "27", "eq")],
        ),
        (
            "共計有30個國家264位報名參加",
            [("registered_countries", "30", "eq"), ("registrations", "264", "eq")],
        ),
        ("線上觀看總人數達到3800人次以上", [("views", "3800", "ge")]),
        ("預計吸引至少350位全球市府及產業代表上線", [("expected_participants", "350", "ge")]),
        ("現場有來自世界各地 30 位代表團來台參加本次活動與談", [("delegations", "30", "eq")]),
        ("吸引將近42個國家參與", [("countries", "42", "about")]),
        ("逾百位市長與會", [("speakers", "百", "ge")]),
        ("超過 120 位市長齊聚台北", [("visiting_leaders", "120", "ge")]),
        ("來自36國、83個城市的代表參加", [("countries", "36", "eq"), ("cities", "83", "eq")]),
        ("首場吸引1,500人次觀看", [("views", "1,500", "eq")]),
        ("近五十個城市代表出席", [("cities", "五十", "about")]),
        (
            "共有十二國廿四位首長參加",
            [("speaker_countries", "十二", "eq"), ("speakers", "廿四", "eq")],
        ),
        ("約300人左右參加", [("participants", "300", "about")]),
        ("三十餘位市長出席", [("speakers", "三十", "ge")]),
        ("不到50人報名", [("registrations", "50", "le")]),
        (
            "共计有17国20位城市首长分享",
            [("speaker_countries", "17", "eq"), ("speakers", "20", "eq")],
        ),
        (
            "The summit drew more than 120 mayors from 36 countries.",
            [("speakers", "120", "ge"), ("speaker_countries", "36", "eq")],
        ),
        ("疫情以來首度實體舉辦，共吸引40國首長與會。", [("countries", "40", "eq")]),
        ("今年第十屆高峰會共有30位首長與談。", [("speakers", "30", "eq")]),
        (
            "資訊局長趙式隆指出，今年共有來自30國110個城市、250位首長及代表出席。",
            [("speaker_countries", "30", "eq"), ("cities", "110", "eq"), ("speakers", "250", "eq")],
        ),
    ],
)
def test_the_words_around_a_number_say_what_it_measures(text: str, figures: list[Told]) -> None:
    assert told(text) == figures


@pytest.mark.parametrize(
    "text",
    [
        "韓國高陽市長說明，疫情期間有5萬人報名。",
        "麥德林市長指出，該市有200位居民參與計畫，並有3個城市加入。",
        "大邱將投入100億美元協助產業復甦。",
        "一位市長分享經驗。",
        "歷年累計36國、128位首長來台。",
        "1\t美國丹佛市市長\t從 2010 年來我們增加了 15 萬人參加會議",
        "來自英國、荷蘭、加拿大的第2位市長",
        "表1：2007城市照明高峰會與會城市首長或代表",
        "高峰會以「淨零城市與循環經濟」為題，邀請首長參與",
        "2023智慧城市首長高峰會於3月28日舉行，同期智慧城市展吸引500家廠商、1,600個展位、12萬人次參觀。",
        "高峰會報名人數較去年成長300人，參與國家增加5國。",
        "自2016年起，已有超過500位首長與會。",
        "8年來已邀請60國首長出席。",
        "過去七年共吸引逾700位首長來臺。",
        "Since 2016, over 500 mayors from 60 countries have attended the summit.",
        "第一屆僅有12國20位首長參加。",
        "高峰會吸引數千人次參加，數百位貴賓出席，上千人次線上參與。",
        "C40城市聯盟共有96個城市參與。",
        "晚宴共有150位貴賓參加。",
        "場館可容納500人參加，50位志工參與接待。",
        "會後另有5場商務媒合會議。",
        "瀏覽數：1,234人次",
    ],
)
def test_numbers_that_are_not_about_attendance_are_left_out(text: str) -> None:
    assert told(text) == []


def only(text: str, measure: str) -> FigureClaim:
    (claim,) = [c for c in find_figures(document(text)) if c.measure == measure]
    return claim


def test_a_number_of_another_year_prints_its_year() -> None:
    text = "來台參加高峰會的城市首長逐年增加，於2019年即高達128位，成為新模式。"
    claim = only(text, "visiting_leaders")
    assert claim.year is not None
    assert (claim.year.text, claim.number.text, claim.printed.text) == (
        "2019年",
        "128",
        "於2019年即高達128位",
    )


def test_a_number_is_about_the_event_named_last() -> None:
    text = (
        "「首長高峰會」後，由「智慧城市女性領袖峰會」接棒，會上黃珊珊副市長將與台東縣、雲林縣及花蓮縣"
        "三縣市及美國、貝里斯及聖露西亞等國內、外 6 位女性市長，共同分享「女力」。"
    )
    claim = only(text, "speakers")
    assert claim.ref.event is not None
    assert (claim.ref.event.text, claim.number.text) == ("智慧城市女性領袖峰會", "6")
    assert claim.printed.text == "國內、外 6 位女性市長"


def test_each_session_has_its_own_number() -> None:
    claims = find_figures(document("首場有300人報名、第二場有250人報名"))
    names = [claim.ref.name.text for claim in claims if claim.ref.name is not None]
    assert names == ["首場", "第二場"]


def test_the_words_end_with_the_noun_where_the_clause_goes_on() -> None:
    text = "兩個場次(3/23、3/24)共計有18國24位城市首長或代表分享如何以智慧科技應用因應COVID-19疫情,迎向"
    assert only(text, "speakers").printed.text == "共計有18國24位城市首長或代表"


def test_the_number_of_sessions_is_claimed_once() -> None:
    text = "改以三場線上論壇進行。\n三場論壇業已邀請各國參與。\n圖1：高峰會三場與會首長"
    assert told(text) == [("sessions", "三", "eq")]


def test_of_many_counts_in_a_row_each_is_published_with_its_words() -> None:
    counts = "3國、4城市、5國、6城市、7國、8城市、9國、10城市"
    claims = find_figures(document(f"共有來自{counts}與會。"))
    assert [claim.number.text for claim in claims] == ["3", "4", "5", "6", "7", "8", "9", "10"]
    assert [claim.printed.text for claim in claims[-2:]] == ["9國、10城市與會"] * 2
