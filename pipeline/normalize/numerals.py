"""Printed numbers: `17`, `３,８００`, `廿四`, `兩千兩百`, `二〇五〇`, `1.5萬`, `twenty-four`."""

from __future__ import annotations

import re
from decimal import Decimal
from types import MappingProxyType

_DIGITS = MappingProxyType(
    {c: i for i, c in enumerate("零一二三四五六七八九")}
    | {c: i for i, c in enumerate("〇壹貳參肆伍陸柒捌玖")}
    | {"○": 0, "两": 2, "兩": 2, "贰": 2, "叁": 3, "陆": 6}
)
_TENS = MappingProxyType({"廿": "二十", "卅": "三十", "卌": "四十"})
_UNITS = MappingProxyType(
    {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
    | {"萬": 10**4, "万": 10**4, "億": 10**8, "亿": 10**8}
)
_ENGLISH = MappingProxyType(
    {
        word: number
        for number, word in enumerate(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen "
            "fourteen fifteen sixteen seventeen eighteen nineteen".split()
        )
    }
    | {
        word: 10 * number
        for number, word in enumerate(
            "twenty thirty forty fifty sixty seventy eighty ninety".split(), start=2
        )
    }
    | {"dozen": 12, "hundred": 100, "thousand": 1000}
)
_LONGEST = 40
"""No printed number is longer; it keeps `int` from refusing a hostile run of digits."""
_LARGEST = 2**63 - 1
"""The largest number that a table of the dataset holds."""
_SECTION = 10**4
_COMMA = re.compile(r"(?<=\d)[,，](?=\d{3}(?!\d))")
_BLANK = re.compile(r"\s+")
_ODD = re.compile(r"[餘余多]$")
_TOKEN = re.compile(r"\d+(?:[.．]\d+)?|\D")
_ENGLISH_COMPOUND = re.compile(r"([a-z]+ty)[- ]([a-z]+)")


def parse_number(printed: str) -> int | None:
    """The whole number that `printed` writes, or None where it writes none.

    Western and full-width digits with or without thousands commas, Chinese numerals (everyday,
    formal, digit by digit), both mixed (`二0五0`, `15萬`, `1萬2千`) and English words to
    ninety-nine. A closing 餘 or 多 (`三十餘`) is left aside. A quantity that is no definite number
    (`數百`, `上千`, `1.5`), or one too large for any table, gives None. Never raises.
    """
    number = _number(printed.strip())
    return number if number is None or number <= _LARGEST else None


def _number(text: str) -> int | None:
    if not text or len(text) > _LONGEST:
        return None
    if text.isascii() and text[0].isalpha():
        return _english(text.lower())
    text = _ODD.sub("", _BLANK.sub("", _COMMA.sub("", text)))
    for short, long in _TENS.items():
        text = text.replace(short, long)
    tokens = _TOKEN.findall(text)
    if len(tokens) > 1 and all(token in _DIGITS or token.isdecimal() for token in tokens):
        return int("".join(str(_DIGITS.get(token, token)) for token in tokens))
    return _positional(tokens)


def _english(text: str) -> int | None:
    if text in _ENGLISH:
        return _ENGLISH[text]
    match = _ENGLISH_COMPOUND.fullmatch(text)
    if match is None:
        return None
    tens, ones = _ENGLISH.get(match[1], 0), _ENGLISH.get(match[2], 0)
    return tens + ones if tens >= 20 and 0 < ones < 10 else None


def _positional(tokens: list[str]) -> int | None:
    """The value of digits and units: 千, 百, 十 count within a section that 萬 or 億 closes."""
    total, section, digit = Decimal(0), Decimal(0), None
    last_unit, section_floor, total_floor = 0, _SECTION, 10**12
    for token in tokens:
        if token in _DIGITS or token[0].isdecimal():
            if digit not in (None, 0):
                return None
            digit = Decimal(_DIGITS[token]) if token in _DIGITS else Decimal(_ascii(token))
            last_unit = 0 if token in ("零", "〇", "○") else last_unit
        elif token not in _UNITS:
            return None
        elif (unit := _UNITS[token]) < _SECTION:
            if unit >= section_floor:
                return None
            section += (Decimal(1) if digit is None or digit == 0 else digit) * unit
            section_floor, last_unit, digit = unit, unit, None
        else:
            amount = section + (digit or 0)
            if unit >= total_floor or not amount:
                return None
            total += amount * unit
            section, digit = Decimal(0), None
            section_floor, total_floor, last_unit = _SECTION, unit, unit
    if digit is not None:
        short = last_unit >= 100 and tokens[-1] in _DIGITS
        section += digit * (last_unit // 10) if short else digit
    elif not tokens or not (total or section):
        return None
    value = total + section
    return int(value) if value == value.to_integral_value() else None


def _ascii(number: str) -> str:
    """Western digits for whatever decimal digits `number` is written in."""
    return "".join("." if c in ".．" else str(int(c)) for c in number)
