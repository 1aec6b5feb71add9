"""SVG elements as text. Everything that comes from the data passes through here and is escaped."""

from __future__ import annotations

import re
import unicodedata
from html import escape

INK = "var(--ink, currentColor)"
PAPER = "var(--paper, Canvas)"
ACCENT = "var(--accent, #0b6bcb)"
ACCENT_2 = "var(--accent-2, #d9822b)"
MUTED = "var(--muted, #767676)"
FONT = "system-ui, 'Noto Sans TC', 'PingFang TC', 'Microsoft JhengHei', sans-serif"

Attribute = str | float | int
# What XML 1.0 cannot hold, even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LATIN, _CJK = 0.6, 1.0
"""Mean advance of a letter, in em: of the wider sans-serif faces, and of Chinese ones."""


def element(name: str, *inside: str, **attributes: Attribute) -> str:
    """An element of this name; `inside` is markup, attributes are escaped here."""
    head = name + "".join(
        f' {key.rstrip("_").replace("_", "-")}="{_value(value)}"'
        for key, value in attributes.items()
    )
    return f"<{head}>{''.join(inside)}</{name}>" if inside else f"<{head}/>"


def text_of(value: object) -> str:
    """A value as text of XML: escaped, with U+FFFD for what XML cannot hold."""
    return escape(_NO_XML.sub("\ufffd", str(value)))


def words(content: object, x: Attribute, y: float, **attributes: Attribute) -> str:
    """A line of text whose baseline starts at (x, y)."""
    return element("text", text_of(content), x=x, y=y, **attributes)


def tip(content: object) -> str:
    """What a browser shows when the pointer rests on the element that holds it."""
    return element("title", text_of(content))


def not_drawn(year: int) -> str:
    """What is said where there are more years than room."""
    return f"Before {year}: not drawn. {year} 年以前未繪。"


def percent(share: float) -> str:
    return f"{number(share * 100)}%"


def number(value: float) -> str:
    """At most two decimals, without a trailing zero: the same text on every machine."""
    plain = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if plain == "-0" else plain


def width(content: str, size: float = 13) -> float:
    """About how wide a line is set in letters of `size`."""
    return size * sum(
        _CJK if unicodedata.east_asian_width(letter) in "WF" else _LATIN for letter in content
    )


def clipped(content: str, room: float, size: float = 13) -> str:
    """The line, or as much of it as fits into `room` with an ellipsis."""
    if width(content, size) <= room:
        return content
    kept, used = [], width("…", size)
    for letter in content:
        used += width(letter, size)
        if used > room:
            break
        kept.append(letter)
    return "".join(kept).rstrip() + "…"


def _value(value: Attribute) -> str:
    return number(value) if isinstance(value, (int, float)) else text_of(value)
