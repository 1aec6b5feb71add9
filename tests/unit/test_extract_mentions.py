"""People named in running text: who is seated by which words."""

from __future__ import annotations

import pytest

from pipeline.dataset import ReleaseKind
from pipeline.extract.attendance import seats_of_people
from pipeline.extract.han_names import known_people
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.records import SeatClaim
from pipeline.extract.sentences import split_sentences
from pipeline.extract.stage import extract_release
from pipeline.extract.topics import Paragraph, with_topics
from pipeline.ingest.document import Text
from tests.documents import document


def seated(text: str, lexicon: Lexicon, kind: ReleaseKind = "closing") -> list[SeatClaim]:
    source = Text.read(text)
    paragraph = Paragraph(tuple(split_sentences(source)))
    return seats_of_people(with_topics(paragraph), kind, lexicon, known_people([source], lexicon))


def parts(seat: SeatClaim) -> tuple[str, str, str]:
    delegate = seat.delegate
    return tuple(str(part or "") for part in (delegate.country, delegate.place, delegate.person))


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (
            "相較於大邱市大手筆的新政,匈牙利布達佩斯副市長Gábor Kerpel-Fronius指出,疫情其間",
            ("匈牙利", "布達佩斯", "Gábor Kerpel-Fronius"),
        ),
        (
            "與臺北市締結姊妹市的捷克布拉格亦出席線上論壇,市長Zdeněk Hřib暢談開放數據",
            ("捷克", "布拉格", "Zdeněk Hřib"),
        ),
        (
            "臺北市姊妹市韓國大邱市市長Kwon, Young-jin則以新政(New Deal)說明積極作為",
            ("韓國", "大邱市", "Kwon, Young-jin"),
        ),
        ("資訊局局長呂新科指出,市長室涉外事務團隊邀請駐台代表", ("", "", "呂新科")),
        ("台北市副市長黃珊珊亦於會議中表示，今年由於", ("", "台北市", "黃珊珊")),
        (
            "美國東北部賓州克蘭頓市長 Ms. Paige Cagnetti 表示，政府",
            ("美國", "克蘭頓", "Paige Cagnetti"),
        ),
        (
            "芬蘭奧盧市副市長Päivi Laajala強調，韌性是關鍵",
            ("芬蘭", "奧盧市", "Päivi Laajala"),
        ),
        ("日本熊本市市長佐佐木和也表示，城市", ("日本", "熊本市", "佐佐木和也")),
        ("日本和歌山市市長田中正和也表示，城市", ("日本", "和歌山市", "田中正和")),
        ("日本宇部市數位長長谷川健一指出，城市", ("日本", "宇部市", "長谷川健一")),
    ],
)
def test_a_report_seats_those_whom_it_quotes(
    sentence: str, expected: tuple[str, str, str], lexicon: Lexicon
) -> None:
    assert [parts(seat) for seat in seated(sentence, lexicon)] == [expected]


def test_a_short_mention_takes_its_place_from_the_fuller_one(lexicon: Lexicon) -> None:
    text = "台北市姊妹市捷克布拉格賀瑞普市長曾於去年三月來台。賀瑞普市長在13日高峰會說明智慧科技"
    (seat,) = seated(text, lexicon)
    assert parts(seat) == ("捷克", "布拉格", "賀瑞普")
    assert str(seat.refs[0].when) == "13日"


def test_somebody_who_only_travels_is_not_seated(lexicon: Lexicon) -> None:
    assert seated("本月底亦將與捷克參議院議長齊維特連袂抵台參訪。", lexicon) == []


def test_an_announcement_seats_by_the_programme_and_not_by_a_quotation(lexicon: Lexicon) -> None:
    quoted = "柯文哲市長表示，2016年起台北市加入成為共同主辦單位。"
    assert seated(quoted, lexicon, "announcement") == []
    programme = "台北市長柯文哲、副市長黃珊珊歡迎各國。前二場論壇由柯文哲市長與各國城市首長與談，黃珊珊副市長主持座談。"
    seats = seated(programme, lexicon, "announcement")
    assert [(parts(seat)[2], seat.part) for seat in seats] == [
        ("柯文哲", None),
        ("黃珊珊", "moderator"),
    ]
    assert {seat.refs[0].ordinals for seat in seats} == {(1, 2)}


def test_a_city_that_begins_like_a_surname_is_no_person(lexicon: Lexicon) -> None:
    text = Text.read("加拿大溫哥華市長將出席。溫哥華市長指出，溫哥華致力於")
    assert "溫哥華" not in known_people([text], lexicon)


@pytest.mark.parametrize(
    ("sentence", "person"),
    [
        ("何方遠市長在開幕致詞時強調，城市治理須以人為本。", "何方遠"),
        ("與會貴賓並參訪南港，由南港區長王大明接待。", "王大明"),
        ("晚間由林志明處長為燈會揭幕。", "林志明"),
        ("會前由交通局長謝銘遠率隊勘查。", "謝銘遠"),
        ("Mayor Aino Virtanen of Tampere, Finland, sent a letter.", "Aino Virtanen"),
    ],
)
def test_who_is_named_once_and_not_seated_is_told(
    sentence: str, person: str, lexicon: Lexicon
) -> None:
    facts = extract_release(document(f"智慧城市首長高峰會已圓滿落幕。{sentence}"), lexicon)
    told = [f.message for f in facts.findings if f.code == "person-not-seated"]
    assert len(told) == 1
    assert told[0].startswith(person)
    assert person not in {s.delegate.person.text for s in facts.seats if s.delegate.person}


def test_a_city_between_its_country_and_a_title_is_no_person(lexicon: Lexicon) -> None:
    text = "智慧城市首長高峰會已圓滿落幕。菲律賓馬尼拉市長出席。馬尼拉市長強調交通。"
    facts = extract_release(document(text), lexicon)
    assert not [seat for seat in facts.seats if seat.delegate.person is not None]


ENGLISH = [
    ("Aino Koskela, Mayor of Tampere, Finland", ("Finland", "Tampere", "Aino Koskela")),
    ("Mayor Aino Koskela of Tampere, Finland", ("Finland", "Tampere", "Aino Koskela")),
    ("Deputy Mayor Marta Nowak of the City of Łódź", ("", "Łódź", "Marta Nowak")),
    ("Tampere's Mayor Aino Koskela", ("", "Tampere", "Aino Koskela")),
    ("Taipei Deputy Mayor Lin Yi-hua", ("", "Taipei", "Lin Yi-hua")),
    ("Mayor of Prague Zdeněk Hřib", ("", "Prague", "Zdeněk Hřib")),
    ("Mayor of Belize City Bernard Wagner", ("", "Belize City", "Bernard Wagner")),
    ("the Lord Mayor of Brisbane, Adrian Schrinner", ("", "Brisbane", "Adrian Schrinner")),
    ("Deputy Mayor for Digital Growth of Kyiv Petro Olenych", ("", "Kyiv", "Petro Olenych")),
    ("Mayor Rob Stone of Durango, Colorado, Finland", ("Finland", "Durango", "Rob Stone")),
    (
        "Dr. J. R. van der Berg (Mayor, Delft, the Netherlands)",
        ("Netherlands", "Delft", "J. R. van der Berg"),
    ),
]


@pytest.mark.parametrize(("words", "expected"), ENGLISH)
def test_english_names_stand_before_or_behind_their_titles(
    words: str, expected: tuple[str, str, str], lexicon: Lexicon
) -> None:
    for sentence in (
        f'"Trams are the key," said {words}.',
        f"{words}, added that trams are the key.",
    ):
        assert [parts(seat) for seat in seated(sentence, lexicon)] == [expected]


def test_an_english_list_is_seated_by_the_words_that_lead_up_to_it(lexicon: Lexicon) -> None:
    listed = "Mayor Aino Koskela of Tampere, Finland; Rui Tavares, Mayor of Braga, Portugal; and Deputy Mayor Marta Nowak of Łódź, Poland"
    found = seated(f"Speakers at the summit include {listed}.", lexicon, "announcement")
    assert [seat.delegate.person.text for seat in found if seat.delegate.person] == [
        "Aino Koskela",
        "Rui Tavares",
        "Marta Nowak",
    ]
    assert seated(f"The letter was sent to {listed}.", lexicon, "announcement") == []


def test_a_run_of_hyphens_between_people_takes_no_longer_than_words(lexicon: Lexicon) -> None:
    between = "A-" * 60
    found = seated(
        f"Mayor Aino Koskela of Tampere, Finland, {between} x, Mayor Rui Tavares of Braga attended.",
        lexicon,
    )
    assert [parts(seat)[2] for seat in found][-1] == "Rui Tavares"
