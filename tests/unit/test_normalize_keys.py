"""Comparison keys: what is folded, and what is kept apart."""

from __future__ import annotations

from multiprocessing.reduction import ForkingPickler

import pytest

from pipeline.normalize.keys import bare_key, fold, fold_table, key, pinyin_key, slug


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("臺北市", "台北市"),
        ("紐西蘭", "纽西兰"),
        ("區里", "区裏"),
        ("İzmir", "Izmir"),
        ("Medellín", "MEDELLIN"),
        ("聖若澤-杜斯坎普斯", "聖若澤·杜斯坎普斯"),
        ("Ｐｒａｇｕｅ", "prague"),
        ("Łódź", "lodz"),
    ],
)
def test_spellings_of_one_name_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_other_names_keep_other_keys() -> None:
    assert key("克蘭斯頓") != key("克蘭頓")
    assert key("格勒諾布爾") != key("格勒諾布林")


@pytest.mark.parametrize(
    ("name", "bare", "generic"),
    [
        ("臺北市", "台北", "市"),
        ("北市", "北市", None),
        ("雲林縣", "云林", "縣"),
        ("第戎大都會區", "第戎", "大都會區"),
        ("第戎大都會市", "第戎", "大都會市"),
        ("大邱廣域市", "大邱", "廣域市"),
        ("格丁尼亞", "格丁尼亚", None),
        ("City of Edinburgh", "edinburgh", None),
        ("Taitung County", "taitung", None),
        ("New York City", "newyorkcity", None),
    ],
)
def test_the_generic_part_is_cut_off(name: str, bare: str, generic: str | None) -> None:
    assert bare_key(name) == (bare, generic)


@pytest.mark.parametrize(
    ("one", "other"), [("卡司翠", "卡斯翠"), ("艾德蒙頓", "愛德蒙頓"), ("皮奇特理", "皮奇特里")]
)
def test_characters_of_one_sound_share_the_pinyin_key(one: str, other: str) -> None:
    assert key(one) != key(other)
    assert pinyin_key(one) == pinyin_key(other)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("格丁尼亞", "gedingniya"),
        ("Zdeněk Hřib", "zdenek-hrib"),
        ("Kwon, Young-jin", "kwon-young-jin"),
        ("Gábor Kerpel-Fronius", "gabor-kerpel-fronius"),
        ("ß", "ss"),
        ("。", ""),
    ],
)
def test_slugs(name: str, expected: str) -> None:
    assert slug(name) == expected


def test_folding_stands_still_where_one_character_would_become_two() -> None:
    assert fold("臺Æß…①") == "台æß…1"


def test_the_fold_table_survives_a_worker() -> None:
    assert ForkingPickler.loads(ForkingPickler.dumps(fold_table())) is fold_table()
