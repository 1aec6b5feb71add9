"""Rows and lines of participants as releases print them: roles, bodies, headers met again, proxies."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.extract.delegates import parse_delegate
from pipeline.extract.held import tells_of_change
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.proxies import parse_proxy
from pipeline.extract.records import ReleaseFacts
from pipeline.extract.references import session_refs
from pipeline.extract.sentences import split_sentences
from pipeline.extract.stage import extract_release
from pipeline.ingest.document import Block, Cell, Table, Text
from tests.documents import document

TITLE = "2031智慧城市首長高峰會將於3月4日舉行\n"
PARTS = ("country", "place", "organisation", "title", "person")


def facts(text: str, lexicon: Lexicon) -> ReleaseFacts:
    return extract_release(document(text), lexicon)


def seats(found: ReleaseFacts) -> list[str]:
    """Each seat as its parts, one after the other."""
    read = [[getattr(seat.delegate, name) for name in PARTS] for seat in found.seats]
    return [" ".join(str(part) for part in parts if part is not None) for parts in read]


def test_a_column_of_roles_says_who_moderates_and_is_used(lexicon: Lexicon) -> None:
    found = facts(
        f"{TITLE}角色\t國家\t城市\t職稱\t姓名\n主持人\t芬蘭\t坦佩雷市\t市長\tAino Koskela\n"
        "與談人\t智利\t瓦爾迪維亞\t副市長\tBruno Soto",
        lexicon,
    )
    assert [(seat.part, seat.order) for seat in found.seats] == [("moderator", 0), ("speaker", 1)]
    assert found.findings == ()


def test_a_letterhead_set_in_cells_dates_no_session(lexicon: Lexicon) -> None:
    letterhead = "臺北市政府資訊局\n新聞稿", "發布機關：臺北市政府資訊局\n發稿日期：2031年2月20日"
    rest = (
        "2031智慧城市首長高峰會登場\n\n首場（3月4日 10:00-11:30）\n\n芬蘭坦佩雷市市長 Aino Koskela"
    )
    read = document("\n\n".join((*letterhead, rest)))
    cells = tuple(
        Cell(Text.join("\n", [block.text for block in read.blocks if block.text.text in part]))
        for part in letterhead
    )
    below = [block for block in read.blocks if block.text.text in rest]
    found = extract_release(
        replace(read, blocks=(Block("table", Text.read(""), Table((cells,))), *below)), lexicon
    )
    assert str(found.header.published) == "2031年2月20日"
    assert seats(found) == ["芬蘭 坦佩雷市 市長 Aino Koskela"]
    assert {str(claim.ref.when) for claim in found.sessions} == {"3月4日 10:00-11:30"}


def test_a_country_inside_the_name_of_a_city_is_part_of_it(lexicon: Lexicon) -> None:
    found = facts(
        f"{TITLE}國家\t城市\t職稱\t姓名\n英國\t巴西爾登\t市長\tBrendan Ashford\n"
        "巴拿馬\t巴拿馬城\t市長\tNatalia Caldez",
        lexicon,
    )
    assert seats(found) == [
        "英國 巴西爾登 市長 Brendan Ashford",
        "巴拿馬 巴拿馬城 市長 Natalia Caldez",
    ]


def test_a_body_in_a_column_of_its_own_is_whom_somebody_stands_for(lexicon: Lexicon) -> None:
    found = facts(
        f"{TITLE}國家\t機關\t姓名\n芬蘭\t創新局\tAino Koskela\n智利\t交通局\tBruno Soto", lexicon
    )
    assert seats(found) == ["芬蘭 創新局 Aino Koskela", "智利 交通局 Bruno Soto"]


def test_a_header_met_again_is_no_participant(lexicon: Lexicon) -> None:
    header = "國家\t城市\t職稱\t姓名\n"
    found = facts(
        f"{TITLE}{header}芬蘭\t坦佩雷市\t市長\tAino Koskela\n{header}"
        "智利\t瓦爾迪維亞\t市長\tBruno Soto",
        lexicon,
    )
    assert seats(found) == ["芬蘭 坦佩雷市 市長 Aino Koskela", "智利 瓦爾迪維亞 市長 Bruno Soto"]
    assert [seat.order for seat in found.seats] == [1, 2]
    assert found.findings == ()


def test_hours_below_a_session_are_its_own(lexicon: Lexicon) -> None:
    found = facts(
        "智慧城市首長高峰會\n第一場 3月4日\n時間：14:00-16:00\n芬蘭坦佩雷市市長 Aino Koskela\n"
        "第二場 3月5日\n智利瓦爾迪維亞市長 Bruno Soto",
        lexicon,
    )
    assert [str(seat.refs[0].when) for seat in found.seats] == ["3月4日 14:00-16:00", "3月5日"]
    assert [seat.refs[0].ordinals for seat in found.seats] == [(1,), (2,)]
    assert [claim.basis for claim in found.sessions][:2] == ["list", "list"]
    assert [seat.order for seat in found.seats] == [1, 1]


def test_who_is_listed_has_a_place_an_office_or_a_body(lexicon: Lexicon) -> None:
    found = facts(
        "與會名單：\n芬蘭坦佩雷市\n智利瓦爾迪維亞市長\n荷蘭在臺辦事處\n王小明市長\n波蘭", lexicon
    )
    assert seats(found) == [
        "芬蘭 坦佩雷市",
        "智利 瓦爾迪維亞 市長",
        "荷蘭 荷蘭在臺辦事處",
        "市長 王小明",
    ]


def test_a_list_under_its_heading_holds_whoever_can_be_read(lexicon: Lexicon) -> None:
    found = facts(
        "與會名單：\n芬蘭坦佩雷市市長 Aino Koskela\n智利瓦爾迪維亞市長 Bruno Soto", lexicon
    )
    assert seats(found) == ["芬蘭 坦佩雷市 市長 Aino Koskela", "智利 瓦爾迪維亞 市長 Bruno Soto"]
    assert {seat.basis for seat in found.seats} == {"list"}


@pytest.mark.parametrize(
    ("entry", "alias", "place"),
    [
        ("菲律賓奎松市市長 Joy Belmonte（喬伊·貝爾蒙特）", "喬伊·貝爾蒙特", "奎松市"),
        ("日本京都市市長 Daisaku Kadokawa（門川大作）", "門川大作", "京都市"),
        ("荷蘭恩荷芬市長 Jeroen Dijsselbloem（戴松）", "戴松", "恩荷芬"),
        ("台北市市長蔣萬安 （ Chiang Wan-an ）", "Chiang Wan-an", "台北市"),
        ("荷蘭恩荷芬市長 Jeroen Dijsselbloem（線上）", None, "恩荷芬"),
    ],
)
def test_a_name_in_brackets_is_that_of_the_person_and_of_no_body(
    entry: str, alias: str | None, place: str, lexicon: Lexicon
) -> None:
    delegate = parse_delegate(Text.read(entry), lexicon)
    assert delegate is not None
    assert (delegate.alias and delegate.alias.text) == alias
    assert (str(delegate.place), delegate.organisation) == (place, None)


@pytest.mark.parametrize(
    ("entry", "parts"),
    [
        ("何靜宜 副市長", "副市長 何靜宜"),
        ("貝德羅·桑切斯 副市長", "副市長 貝德羅·桑切斯"),
        ("美國紐華克市長 Ras J. Baraka", "美國 紐華克 市長 Ras J. Baraka"),
        ("愛沙尼亞塔林 Mihhail K.", "愛沙尼亞 塔林 Mihhail K."),
        ("日本 加賀市 宮本和樹 市長", "日本 加賀市 市長 宮本和樹"),
        ("加賀市 市長 宮本和樹", "加賀市 市長 宮本和樹"),
        ("加拿大 溫哥華 市長", "加拿大 溫哥華 市長"),
        ("芬蘭 Tampere市 市長 Aino Koskela", "芬蘭 Tampere市 市長 Aino Koskela"),
    ],
)
def test_blanks_part_a_name_from_its_office(entry: str, parts: str, lexicon: Lexicon) -> None:
    delegate = parse_delegate(Text.read(entry), lexicon)
    read = [getattr(delegate, name) for name in PARTS]
    assert " ".join(str(part) for part in read if part is not None) == parts


def test_who_comes_for_somebody_may_come_from_elsewhere(lexicon: Lexicon) -> None:
    printed = "秘魯利馬市市長 Juan Soto，因故由智利聖地牙哥市長 Ana Díaz 代表出席"
    found = parse_proxy(Text.read(printed), lexicon)
    assert found is not None
    parts = (found.country, found.place, found.title, found.person)
    assert [str(part) for part in parts] == ["智利", "聖地牙哥", "市長", "Ana Díaz"]
    assert str(found.printed) == printed


def test_a_quotation_a_bracket_and_a_number_end_no_sentence() -> None:
    text = "他說「好。」）然後走了。Mr. Soto came. 1. First. (He left.) Then."
    assert [str(sentence) for sentence in split_sentences(Text.read(text))] == [
        "他說「好。」）然後走了。",
        "Mr. Soto came.",
        "1. First.",
        "(He left.) Then.",
    ]


def test_a_cell_of_a_person_may_hold_how_they_are_addressed_and_their_office(
    lexicon: Lexicon,
) -> None:
    found = facts(
        f"{TITLE}國家\t城市\t姓名\n芬蘭\t坦佩雷市\tMs. Aino Koskela\n智利\t瓦爾迪維亞\t市長 Bruno Soto\n"
        "波蘭\t格丁尼亞\t副市長馬克·諾瓦克",
        lexicon,
    )
    assert seats(found) == [
        "芬蘭 坦佩雷市 Aino Koskela",
        "智利 瓦爾迪維亞 市長 Bruno Soto",
        "波蘭 格丁尼亞 副市長 馬克·諾瓦克",
    ]
    assert [str(seat.delegate.honorific) for seat in found.seats] == ["Ms.", "None", "None"]


def test_a_cell_of_a_title_may_hold_the_body_too(lexicon: Lexicon) -> None:
    found = facts(
        f"{TITLE}國家\t城市\t職稱\t姓名\n俄國\t莫斯科市\t創新局局長\tAlexey Parabuchev\n"
        "芬蘭\t坦佩雷市\t市長\tAino Koskela",
        lexicon,
    )
    assert seats(found) == [
        "俄國 莫斯科市 創新局 局長 Alexey Parabuchev",
        "芬蘭 坦佩雷市 市長 Aino Koskela",
    ]
    assert [str(seat.delegate.office) for seat in found.seats] == ["創新局局長", "市長"]


def test_a_seat_prints_the_words_of_all_its_cells(lexicon: Lexicon) -> None:
    found = facts(
        f"{TITLE}國家\t與談人\n芬蘭\t坦佩雷市市長 Aino Koskela\n智利\t瓦爾迪維亞市長 Bruno Soto",
        lexicon,
    )
    assert seats(found) == ["芬蘭 坦佩雷市 市長 Aino Koskela", "智利 瓦爾迪維亞 市長 Bruno Soto"]
    assert [str(seat.delegate.printed) for seat in found.seats] == [
        "芬蘭 坦佩雷市市長 Aino Koskela",
        "智利 瓦爾迪維亞市長 Bruno Soto",
    ]


@pytest.mark.parametrize(
    ("lines", "venues"),
    [
        (["地點：台北國際會議中心"], ["台北國際會議中心"]),
        (["地點：台北國際會議中心", "會場：南港展覽館2館"], []),
        ([], []),
    ],
)
def test_a_venue_on_a_line_of_its_own_holds_for_all_sessions_where_there_is_one(
    lines: list[str], venues: list[str], lexicon: Lexicon
) -> None:
    found = facts("\n".join([f"{TITLE}首場將於3月4日舉行。", *lines]), lexicon)
    whole = [str(claim.venue) for claim in found.sessions if claim.ref.whole]
    assert whole == venues


def test_whose_place_is_not_told_in_english_is_of_the_host(lexicon: Lexicon) -> None:
    found = facts(
        "2031 Smart City Mayors' Summit closes\nMayor Lin Yi-hua said that trams are the key."
        " Mayor Aino Koskela of Tampere, Finland said so too.",
        lexicon,
    )
    assert seats(found) == ["Mayor Lin Yi-hua", "Finland Tampere Mayor Aino Koskela"]
    assert [seat.delegate.host_implied for seat in found.seats] == [True, False]


@pytest.mark.parametrize(
    ("entry", "honorific", "person"),
    [
        ("捷克布拉格－市長 Mr. Zdeněk Hřib", "Mr.", "Zdeněk Hřib"),
        ("芬蘭坦佩雷市市長 Aino Koskela 女士", "女士", "Aino Koskela"),
        ("馬來西亞雪蘭莪州州務大臣 Dato' Amirudin Shari", "Dato'", "Amirudin Shari"),
        ("Dr. J. R. van der Berg (Mayor, Delft, the Netherlands)", "Dr.", "J. R. van der Berg"),
        ("H.E. Ms. Aino Koskela, Mayor of Tampere", "H.E. Ms.", "Aino Koskela"),
        ("Aino Koskela, Tampere Mayor", None, "Aino Koskela"),
    ],
)
def test_how_a_person_is_addressed_is_no_part_of_the_name(
    entry: str, honorific: str | None, person: str, lexicon: Lexicon
) -> None:
    delegate = parse_delegate(Text.read(entry), lexicon)
    assert delegate is not None
    assert (delegate.honorific and delegate.honorific.text) == honorific
    assert str(delegate.person) == person
    assert str(delegate.printed) == entry


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("原訂3月25日舉行的首長高峰會因疫情延期。", []),
        ("高峰會3月25日取消。", []),
        ("首長高峰會由3月25日延期至4月1日舉行。", ["4月1日"]),
        (f"高峰會3月25日登場，{'好' * 70}，取消。", []),
        ("The summit on March 25 was postponed.", []),
        ("高峰會3月25日登場。論壇因疫情取消。", ["3月25日"]),
        (f"高峰會3月25日登場，{'好' * 90}，取消。", ["3月25日"]),
        ("首長高峰會3月25日登場，去年取消。", ["3月25日"]),
        ("首長高峰會改至3月25日舉行，取消直播。", ["3月25日"]),
    ],
)
def test_a_day_that_was_put_off_dates_no_session(sentence: str, days: list[str]) -> None:
    text = Text.read(sentence)
    assert [str(found.ref.when) for found in session_refs(text) if found.ref.when] == days
    assert tells_of_change(text.text) == (days != ["3月25日"])
