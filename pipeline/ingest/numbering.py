"""Automatic numbers of lists and headings as they are printed: 1. · (一) · 甲、 · iv · ①.

Formats go by the names below; `docx`, `odt` and `html` translate their own into these.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from types import MappingProxyType

_HAN = "〇一二三四五六七八九"
_LEGAL = "零壹貳參肆伍陸柒捌玖"
_LEGAL_HANS = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc")),
    *((50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
_MOST = 9999
_BULLET = "•"
_SYMBOLS: Mapping[int, str] = MappingProxyType(
    {
        0x6C: "●",
        0x6D: "❍",
        0x6E: "■",
        0x6F: "□",
        0x71: "❑",
        0x74: "⬧",
        0x75: "◆",
        0x76: "❖",
        0x77: "⬥",
        0x9F: "•",
        0xA7: "▪",
        0xA8: "◻",
        0xAB: "★",
        0xB7: "•",
        0xD8: "➢",
        0xE0: "→",
        0xFC: "✓",
        0xFE: "☑",
    }
)
"""Marks of the fonts Wingdings and Symbol, by their code in the font."""
_SYMBOL = re.compile("[\uf000-\uf0ff]")
_CLOSED = "、．。：）】〕》」"
"""Marks that end so stand close to the text: 一、主旨."""


def number(value: int, style: str) -> str:
    """A number in a format by its name here; in digits where the format does not reach so far."""
    form = _FORMS.get(style) if 0 < value <= _MOST else None
    return (form(value) if form else None) or ("" if style == "none" else str(value))


def bullet(mark: str) -> str:
    """A bullet as it is printed: characters of symbol fonts as the Unicode characters they show."""
    shown = "".join(map(symbol, mark)).strip()
    return "".join(_BULLET if "\ue000" <= char <= "\uf8ff" else char for char in shown)


def symbol(char: str) -> str:
    """A character of a symbol font, stored in the private area, as Unicode; any other as it is."""
    code = ord(char)
    return _SYMBOLS.get(code - 0xF000, char) if 0xF000 <= code <= 0xF0FF else char


def symbols(text: str) -> str:
    """A text, characters of symbol fonts in it as Unicode."""
    return "".join(map(symbol, text)) if _SYMBOL.search(text) else text


def marked(mark: str, close: bool = False) -> str:
    """A list mark with what parts it from the text; `close` where a file says that nothing does."""
    return mark if not mark or close or mark[-1] in _CLOSED else f"{mark} "


def _roman(value: int) -> str:
    printed = ""
    for size, letters in _ROMAN:
        printed += letters * (value // size)
        value %= size
    return printed


def _letters(value: int) -> str:
    """a … z, aa, ab: as spreadsheets count columns."""
    printed = ""
    while value:
        value, rest = divmod(value - 1, 26)
        printed = chr(ord("a") + rest) + printed
    return printed


def _doubled_letters(value: int) -> str:
    """a … z, aa, bb: as Word counts."""
    turns, rest = divmod(value - 1, 26)
    return chr(ord("a") + rest) * (turns + 1)


def _counted(value: int, digits: str, units: str) -> str:
    """十一, 二十, 一百零五: with the signs for ten, hundred and thousand."""
    printed, gap = "", False
    for place, digit in zip(range(len(str(value)) - 1, -1, -1), map(int, str(value)), strict=True):
        if not digit:
            gap = bool(printed)
            continue
        printed += ("零" if gap else "") + digits[digit] + (units[place - 1] if place else "")
        gap = False
    return printed.removeprefix("一") if 10 <= value < 20 else printed


def _digits(value: int, digits: str) -> str:
    return "".join(digits[int(digit)] for digit in str(value))


def _of(signs: str) -> Callable[[int], str | None]:
    return lambda value: signs[value - 1] if value <= len(signs) else None


def _from(first: int, count: int) -> Callable[[int], str | None]:
    return lambda value: chr(first + value - 1) if value <= count else None


_FORMS: Mapping[str, Callable[[int], str | None]] = MappingProxyType(
    {
        "zero": lambda value: f"{value:02d}",
        "lower-roman": _roman,
        "upper-roman": lambda value: _roman(value).upper(),
        "lower-letter": _letters,
        "upper-letter": lambda value: _letters(value).upper(),
        "lower-doubled": _doubled_letters,
        "upper-doubled": lambda value: _doubled_letters(value).upper(),
        "han": lambda value: _counted(value, _HAN, "十百千"),
        "han-digits": lambda value: _digits(value, _HAN),
        "legal": lambda value: _counted(value, _LEGAL, "拾佰仟"),
        "legal-hans": lambda value: _counted(value, _LEGAL_HANS, "拾佰仟"),
        "stems": _of(_STEMS),
        "branches": _of(_BRANCHES),
        "full-width": lambda value: _digits(value, "０１２３４５６７８９"),
        "circle": _from(0x2460, 20),
        "paren": _from(0x2474, 20),
        "period": _from(0x2488, 20),
        "han-circle": _from(0x3280, 10),
        "han-paren": _from(0x3220, 10),
        "none": lambda value: "",
    }
)
