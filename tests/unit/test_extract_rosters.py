"""Lists of participants: cells full of bullets, enumerations, captions."""

from __future__ import annotations

import pytest

from pipeline.extract.captions import caption_seats
from pipeline.extract.enumerations import split_items
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.listings import listed_seats
from pipeline.extract.prose import enumerated_seats
from pipeline.extract.rosters import read_roster
from pipeline.ingest.document import Text
from tests.documents import document


def items(line: str, lexicon: Lexicon) -> list[str]:
    return [str(item) for item in split_items(Text.read(line), lexicon)]


def test_roles_labelled_in_a_cell_hold_for_the_entries_behind_them(lexicon: Lexicon) -> None:
    cell = "主持人：台北市政府黃珊珊副市長 與談人：\n◆ 台北市－市長柯文哲\n◆ 貝里斯貝爾墨潘市－副市長 Mr. X Y"
    roster = read_roster(Text.read(cell), lexicon)
    assert [(entry.part, str(entry.text)) for entry in roster.entries] == [
        ("moderator", "台北市政府黃珊珊副市長"),
        ("speaker", "台北市－市長柯文哲"),
        ("speaker", "貝里斯貝爾墨潘市－副市長 Mr. X Y"),
    ]


def test_a_region_in_brackets_heads_a_list(lexicon: Lexicon) -> None:
    roster = read_roster(Text.read("【歐亞區】\n捷克維索基納省、奈及利亞埃多州"), lexicon)
    assert str(roster.region) == "歐亞區"
    assert [str(entry.text) for entry in roster.entries] == ["捷克維索基納省", "奈及利亞埃多州"]


def test_a_line_that_only_goes_on_with_an_entry_belongs_to_it(lexicon: Lexicon) -> None:
    cell = "芬蘭坦佩雷市\n市長\nMs. Aino Koskela\n肯亞奈洛比\n資訊局局長 Ms. Grace Wanjiru"
    entries = read_roster(Text.read(cell), lexicon).entries
    assert [str(e.delegate.person) for e in entries if e.delegate] == [
        "Aino Koskela",
        "Grace Wanjiru",
    ]
    assert [str(e.delegate.place) for e in entries if e.delegate] == ["坦佩雷市", "奈洛比"]


@pytest.mark.parametrize(
    ("line", "people"),
    [
        (
            "加拿大哈利法克斯市議長 Mr. Ryan Mill哥斯大黎加卡塔戈市市長 Ms. Ana Vega",
            ["Ryan Mill", "Ana Vega"],
        ),
        ("日本高松市副市長 佐藤英一 印尼泗水市市長 Mr. Budi Hartono", ["佐藤英一", "Budi Hartono"]),
        ("印尼 泗水市 市長 Mr. Budi Hartono", ["Budi Hartono"]),
    ],
)
def test_entries_that_a_narrow_cell_ran_together_are_parted(
    line: str, people: list[str], lexicon: Lexicon
) -> None:
    entries = read_roster(Text.read(line), lexicon).entries
    assert [str(e.delegate.person) for e in entries if e.delegate] == people


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("奈及利亞阿布賈及越南峴港等城市首長", ["奈及利亞阿布賈", "越南峴港"]),
        ("埃及開羅與奈及利亞拉哥斯", ["埃及開羅", "奈及利亞拉哥斯"]),
        ("貝里斯、聖露西亞、美國", ["貝里斯", "聖露西亞", "美國"]),
        (
            "厄瓜多惠夜基市創新與競爭力管理局長、南韓高陽市市長視訊合影。",
            ["厄瓜多惠夜基市創新與競爭力管理局長", "南韓高陽市市長"],
        ),
        ("副市長黃珊珊與捷克布拉格市長", ["副市長黃珊珊", "捷克布拉格市長"]),
        (
            "海地和平港、日本和歌山市及日本杉並等城市首長",
            ["海地和平港", "日本和歌山市", "日本杉並"],
        ),
        ("日本岸和田市和韓國光州、法國里昂", ["日本岸和田市", "韓國光州", "法國里昂"]),
        ("阿爾及利亞阿爾及爾及埃及開羅", ["阿爾及利亞阿爾及爾", "埃及開羅"]),
        (
            "日本熊本市市長佐佐木和也、日本京都市議員田中和歌子與韓國首爾市長",
            ["日本熊本市市長佐佐木和也", "日本京都市議員田中和歌子", "韓國首爾市長"],
        ),
        ("日本 岸和田市 市長 小林隆志", ["日本 岸和田市 市長 小林隆志"]),
        ("日本 和歌山市 市長 池田由美", ["日本 和歌山市 市長 池田由美"]),
        ("日本京都與神戶、法國里昂", ["日本京都", "神戶", "法國里昂"]),
    ],
)
def test_an_enumeration_is_cut_between_participants_only(
    line: str, expected: list[str], lexicon: Lexicon
) -> None:
    assert items(line, lexicon) == expected


def test_a_sentence_lists_delegations_and_the_country_carries_over(lexicon: Lexicon) -> None:
    sentence = (
        "第三場(8月19日)邀請：紐西蘭北帕莫斯頓、澳洲奎那那市、科克本、英國愛丁堡等城市首長與談"
    )
    seats = enumerated_seats(Text.read(sentence), lexicon, frozenset())
    read = [(s.delegate.country or s.delegate.country_carried, s.delegate.place) for s in seats]
    assert [(str(country), str(place)) for country, place in read] == [
        ("紐西蘭", "北帕莫斯頓"),
        ("澳洲", "奎那那市"),
        ("澳洲", "科克本"),
        ("英國", "愛丁堡"),
    ]
    assert seats[2].delegate.country is None
    assert {seat.refs[0].ordinals for seat in seats} == {(3,)}


def test_partners_of_an_agreement_are_no_participants(lexicon: Lexicon) -> None:
    sentence = "將與匈牙利布達佩斯、韓國大邱市及尼泊爾拉利普爾市簽署智慧城市合作備忘錄"
    assert enumerated_seats(Text.read(sentence), lexicon, frozenset()) == []


def test_a_caption_shows_who_sat_at_a_session(lexicon: Lexicon) -> None:
    caption = (
        "圖5：2020智慧城市首長高峰會首場（台北市市長柯文哲、副市長黃珊珊與捷克布拉格市長、"
        "布達佩斯市副市長視訊合影。）"
    )
    seats = caption_seats(Text.read(caption), lexicon, frozenset())
    assert [str(seat.delegate.printed) for seat in seats] == [
        "台北市市長柯文哲",
        "副市長黃珊珊",
        "捷克布拉格市長",
        "布達佩斯市副市長",
    ]
    assert {seat.refs[0].ordinals for seat in seats} == {(1,)}
    assert [seat.order for seat in seats] == [1, 2, 3, 4]


def test_a_caption_of_one_person_seats_nobody(lexicon: Lexicon) -> None:
    caption = "圖2：2020智慧城市首長高峰會(台北市市長柯文哲)"
    assert caption_seats(Text.read(caption), lexicon, frozenset()) == []


def test_the_lines_of_a_card_that_are_not_read_are_told(lexicon: Lexicon) -> None:
    card = "# 歐美場 3/18 14:00-16:00\nMr. Zdeněk Hřib\n市長\n捷克 布拉格"
    found = listed_seats(document(card).blocks, lexicon, frozenset())
    assert [str(seat.delegate.place) for seat in found.seats] == ["布拉格"]
    assert [str(line) for line in found.unread] == ["Mr. Zdeněk Hřib", "市長"]
