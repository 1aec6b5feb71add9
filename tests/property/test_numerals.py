"""Any whole number, written in any style, is read back."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.normalize.numerals import parse_number

DIGITS = "零一二三四五六七八九"
SECTIONS = ((10**8, "億"), (10**4, "萬"), (1, ""))
NUMBERS = st.integers(min_value=0, max_value=10**12 - 1)


def chinese(number: int) -> str:
    """The number in everyday Chinese numerals, as a newspaper prints it."""
    if number == 0:
        return "零"
    written, rest = "", number
    for size, name in SECTIONS:
        section, rest = divmod(rest, size)
        if section:
            gap = written and section < 1000
            written += ("零" if gap else "") + four_digits(section) + name
    return written.removeprefix("一") if written.startswith("一十") else written


def four_digits(number: int) -> str:
    written, gap = "", False
    for size, name in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit, number = divmod(number, size)
        if not digit:
            gap = bool(written)
            continue
        written += ("零" if gap else "") + DIGITS[digit] + name
        gap = False
    return written


@given(NUMBERS)
def test_chinese_numerals_are_read_back(number: int) -> None:
    assert parse_number(chinese(number)) == number


@given(NUMBERS)
def test_digits_are_read_back_with_commas_and_in_full_width(number: int) -> None:
    assert parse_number(f"{number:,}") == number
    assert parse_number(str(number).translate({48 + i: 0xFF10 + i for i in range(10)})) == number


@given(st.integers(min_value=1, max_value=99_999))
def test_digits_before_a_unit_are_multiplied_by_it(number: int) -> None:
    assert parse_number(f"{number}萬") == number * 10**4
    assert parse_number(f"{number}.5 萬") == number * 10**4 + 5000


@given(st.text(alphabet="0１.,，一二十百千萬億餘多零〇 廿abc²½－", max_size=60))
def test_no_text_makes_it_fail(printed: str) -> None:
    value = parse_number(printed)
    assert value is None or value >= 0
