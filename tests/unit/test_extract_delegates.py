"""The grammar of one participant, on entries as the releases print them and on invented ones."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.extract.delegates import NO_CONTEXT, Context, parse_delegate
from pipeline.extract.lexicon import Lexicon
from pipeline.ingest.document import Text

PARTS = ("country", "admin1", "place", "organisation", "office", "person")

ENTRIES = {
    # the five releases
    "台北市－市長柯文哲": "place=台北市 office=市長 person=柯文哲",
    "◆ 捷克布拉格－市長 Mr. Zdeněk Hřib": "country=捷克 place=布拉格 office=市長 person=Zdeněk Hřib",
    "格勒諾布爾-阿爾卑斯大都會區－區長 Mr. Christophe Ferrari": (
        "place=格勒諾布爾-阿爾卑斯大都會區 office=區長 person=Christophe Ferrari"
    ),
    "俄國莫斯科市－創新局局長 Mr. Alexey Parabuchev": (
        "country=俄國 place=莫斯科市 organisation=創新局 office=創新局局長 person=Alexey Parabuchev"
    ),
    "厄瓜多惠夜基市－創新與競爭力管理局長 Ms. Bianca Dager": (
        "country=厄瓜多 place=惠夜基市 organisation=創新與競爭力管理局 "
        "office=創新與競爭力管理局長 person=Bianca Dager"
    ),
    "台北市政府涉外事務周台竹總監": (
        "place=台北市 organisation=台北市政府涉外事務 office=總監 person=周台竹"
    ),
    "台北市政府黃珊珊副市長": "place=台北市 organisation=台北市政府 office=副市長 person=黃珊珊",
    "台北市－黃珊珊副市長": "place=台北市 office=副市長 person=黃珊珊",
    "奈及利亞阿布賈－國家資訊科技發展局局長 Mr. Kashifu Inuwa Abdullahi": (
        "country=奈及利亞 place=阿布賈 organisation=國家資訊科技發展局 "
        "office=國家資訊科技發展局局長 person=Kashifu Inuwa Abdullahi"
    ),
    "土耳其安卡拉智慧城市辦公室主任 Tariq Najousi": (
        "country=土耳其 place=安卡拉 organisation=智慧城市辦公室 office=智慧城市辦公室主任 "
        "person=Tariq Najousi"
    ),
    "副市長黃珊珊": "office=副市長 person=黃珊珊",
    "市長室涉外事務周台竹總監": "organisation=市長室涉外事務 office=總監 person=周台竹",
    "法國阿爾卑斯大區格勒諾布爾區長": "country=法國 place=阿爾卑斯大區格勒諾布爾 office=區長",
    "布達佩斯市副市長": "place=布達佩斯市 office=副市長",
    "俄羅斯莫斯科創新局局長": ("country=俄羅斯 place=莫斯科 organisation=創新局 office=創新局局長"),
    "奈及利亞國家資訊科技發展局局長": (
        "country=奈及利亞 organisation=國家資訊科技發展局 office=局長"
    ),
    "臺北市長柯文哲": "place=臺北 office=市長 person=柯文哲",
    "資訊局局長呂新科": "organisation=資訊局 office=局長 person=呂新科",
    "荷蘭在臺辦事處副代表Rene Beerepoot": (
        "country=荷蘭 organisation=荷蘭在臺辦事處 office=副代表 person=Rene Beerepoot"
    ),
    "以色列駐臺經濟與文化辦事處主任Omer Caspi": (
        "country=以色列 organisation=以色列駐臺經濟與文化辦事處 office=主任 person=Omer Caspi"
    ),
    "臺北市姊妹市韓國大邱市市長Kwon, Young-jin": (
        "country=韓國 place=大邱市 office=市長 person=Kwon, Young-jin"
    ),
    "巴西聖若澤-杜斯坎普斯": "country=巴西 place=聖若澤-杜斯坎普斯",
    "貝里斯": "country=貝里斯",
    "捷克維索基納省議員": "country=捷克 place=維索基納省 office=議員",
    "比利時眾議院議員": "country=比利時 organisation=眾議院 office=議員",
    "法國 普羅旺斯艾克斯市 副市長": "country=法國 place=普羅旺斯艾克斯市 office=副市長",
    "英國愛丁堡市議會副議長": (
        "country=英國 place=愛丁堡市 organisation=愛丁堡市議會 office=副議長"
    ),
    "馬來西亞雪蘭莪州拿督": "country=馬來西亞 place=雪蘭莪州 office=拿督",
    "聖露西亞卡司翠市長": "country=聖露西亞 place=卡司翠 office=市長",
    "巴西聖保羅創新與經濟發展局 局長": (
        "country=巴西 place=聖保羅 organisation=創新與經濟發展局 office=創新與經濟發展局局長"
    ),
    "台東縣 饒慶鈴縣長": "place=台東縣 office=縣長 person=饒慶鈴",
    "美國亞特蘭大資訊長": "country=美國 place=亞特蘭大 office=資訊長",
    "美國東北部賓州克蘭頓市長 Ms. Paige Cagnetti": (
        "country=美國 admin1=賓州 place=克蘭頓 office=市長 person=Paige Cagnetti"
    ),
    # places that no table holds
    "芬蘭奧盧市副市長 Ms. Päivi Laajala": (
        "country=芬蘭 place=奧盧市 office=副市長 person=Päivi Laajala"
    ),
    "智利瓦爾迪維亞市長": "country=智利 place=瓦爾迪維亞 office=市長",
    # names that end in, or begin with, a word that means something else
    "智利特木科議員": "country=智利 place=特木科 office=議員",
    "日本宇部 市長": "country=日本 place=宇部 office=市長",
    "美國韋科國際事務處處長": (
        "country=美國 place=韋科 organisation=國際事務處 office=國際事務處處長"
    ),
    "墨西哥坦皮科資訊長": "country=墨西哥 place=坦皮科 office=資訊長",
    "澳洲黃金海岸資訊局局長": ("country=澳洲 place=黃金海岸 organisation=資訊局 office=資訊局局長"),
    "新西蘭北岸市議員": "country=新西蘭 place=北岸市 office=議員",
    "利比亞的黎波里市長": "country=利比亞 place=的黎波里 office=市長",
    "馬來西亞梳邦再也市長": "country=馬來西亞 place=梳邦再也 office=市長",
    "馬來西亞雪蘭莪州梳邦再也市長": ("country=馬來西亞 admin1=雪蘭莪州 place=梳邦再也 office=市長"),
    "印尼古邦市秘書長": "country=印尼 place=古邦市 office=秘書長",
    "韓國光州資訊局局長": "country=韓國 place=光州 organisation=資訊局 office=資訊局局長",
    "美國加利福尼亞州聖荷西市 市長": "country=美國 admin1=加利福尼亞州 place=聖荷西市 office=市長",
    "印度安得拉邦某某城市長": "country=印度 admin1=安得拉邦 place=某某城 office=市長",
    "德國某某邦某某市資訊局局長": (
        "country=德國 admin1=某某邦 place=某某市 organisation=資訊局 office=資訊局局長"
    ),
    "巴西利亞市市長": "country=巴西 place=巴西利亞市 office=市長",
    "巴西巴西利亞市市長": "country=巴西 place=巴西利亞市 office=市長",
    "墨西哥 提華納 市長": "country=墨西哥 place=提華納 office=市長",
    "日本奧州智慧城市辦公室主任長谷川健一": (
        "country=日本 place=奧州 organisation=智慧城市辦公室 office=智慧城市辦公室主任 "
        "person=長谷川健一"
    ),
    "智慧城市辦公室主任長谷川健一": ("organisation=智慧城市辦公室 office=主任 person=長谷川健一"),
    "日本和歌山市市長佐佐木和也": "country=日本 place=和歌山市 office=市長 person=佐佐木和也",
    "布拉格（捷克）市長 Zdeněk Hřib": "country=捷克 place=布拉格 office=市長 person=Zdeněk Hřib",
    "Mr. Zdeněk Hřib 捷克布拉格市長": "country=捷克 place=布拉格 office=市長 person=Zdeněk Hřib",
    "市長 Zdeněk Hřib（捷克布拉格）": ("country=捷克 place=布拉格 office=市長 person=Zdeněk Hřib"),
    "新西兰惠灵顿市议员": "country=新西兰 place=惠灵顿市 office=议员",
    "Zdeněk Hřib, Mayor of Prague, Czech Republic": (
        "country=Czech Republic place=Prague office=Mayor person=Zdeněk Hřib"
    ),
}


def read(entry: str | Text, lexicon: Lexicon, context: Context = NO_CONTEXT) -> str | None:
    text = Text.read(entry) if isinstance(entry, str) else entry
    delegate = parse_delegate(text, lexicon, context)
    if delegate is None:
        return None
    parts = [(name, getattr(delegate, name)) for name in PARTS]
    return " ".join(f"{name}={text}" for name, text in parts if text is not None)


@pytest.mark.parametrize(("entry", "parts"), ENTRIES.items())
def test_an_entry_is_cut_into_its_parts(entry: str, parts: str, lexicon: Lexicon) -> None:
    assert read(entry, lexicon) == parts


@pytest.mark.parametrize("entry", ENTRIES)
def test_markup_between_the_characters_makes_no_difference(entry: str, lexicon: Lexicon) -> None:
    starts = range(0, 20 * len(entry), 20)
    marked = Text(entry, tuple(starts), tuple(start + 1 for start in starts))
    assert read(marked, lexicon) == ENTRIES[entry]


def test_a_name_known_from_the_release_is_told_from_an_unknown_place(lexicon: Lexicon) -> None:
    context = Context(people=frozenset({"賀瑞普"}))
    assert read("台北市姊妹市捷克布拉格賀瑞普市長", lexicon, context) == (
        "country=捷克 place=布拉格 office=市長 person=賀瑞普"
    )


def test_an_office_without_a_place_is_the_hosts(lexicon: Lexicon) -> None:
    delegate = parse_delegate(Text.read("副市長黃珊珊"), lexicon)
    assert delegate is not None
    assert delegate.host_implied


def test_a_country_is_carried_to_a_place_that_prints_none(lexicon: Lexicon) -> None:
    country = Text.read("澳洲")
    delegate = parse_delegate(Text.read("科克本"), lexicon, Context(country=country))
    assert delegate is not None
    assert (delegate.country, delegate.country_carried) == (None, country)


def test_words_that_name_nobody_give_nothing(lexicon: Lexicon) -> None:
    assert parse_delegate(Text.read("  、"), lexicon) is None
    assert parse_delegate(Text.read("follow us on the web"), lexicon) is None


@given(st.text(max_size=40))
def test_every_part_is_read_from_the_entry(lexicon: Lexicon, entry: str) -> None:
    delegate = parse_delegate(Text.read(entry), lexicon)
    if delegate is None:
        return
    for name in PARTS:
        part = getattr(delegate, name)
        if part is not None:
            read_again = "".join(entry[start:end] for start, end in part.spans())
            assert read_again == part.text
