"""Printed numbers in every style that the releases and their like use."""

from __future__ import annotations

import pytest

from pipeline.normalize.numerals import parse_number


@pytest.mark.parametrize(
    ("printed", "value"),
    [
        ("17", 17),
        ("3800", 3800),
        ("3,800", 3800),
        ("３８００", 3800),
        ("３，８００", 3800),
        ("十", 10),
        ("十七", 17),
        ("兩", 2),
        ("两", 2),
        ("廿四", 24),
        ("卅六", 36),
        ("一百零八", 108),
        ("兩千兩百", 2200),
        ("三千八百", 3800),
        ("三千八", 3800),
        ("三千零八", 3008),
        ("一萬五", 15000),
        ("一九一", 191),
        ("二〇五〇", 2050),
        ("二0五0", 2050),
        ("二０五０", 2050),
        ("參佰伍拾", 350),
        ("15萬", 150_000),
        ("1.5萬", 15_000),
        ("1萬2千", 12_000),
        ("300 萬", 3_000_000),
        ("１００億", 10_000_000_000),
        ("百", 100),
        ("三十餘", 30),
        ("270多", 270),
        ("twelve", 12),
        ("Twenty-four", 24),
        ("ninety nine", 99),
        ("thirty", 30),
        ("twenty-one", 21),
        ("nineteen", 19),
        ("三千〇八", 3008),
        ("一萬零五", 10_005),
        ("兩百五", 250),
        ("二十五", 25),
        ("一百一十", 110),
        ("十萬", 100_000),
        ("三億五千萬", 350_000_000),
        ("2億3000萬", 230_000_000),
        ("二十萬零三百", 200_300),
    ],
)
def test_a_number_is_read_in_every_style(printed: str, value: int) -> None:
    assert parse_number(printed) == value


@pytest.mark.parametrize(
    "printed",
    [
        "",
        " ",
        "數百",
        "上千",
        "數十餘",
        "1.5",
        "1-2萬",
        "三五百",
        "百千",
        "萬",
        "九" * 50,
        "9223372036854775808",
        "一百億億",
        "市長",
        "hundreds",
        "ten-four",
        "twenty-twelve",
        "twelve-one",
        "一萬二億",
        "十百",
        "三十十",
    ],
)
def test_a_quantity_that_is_no_definite_number_gives_none(printed: str) -> None:
    assert parse_number(printed) is None
