"""What every page of the report is made of: escaped text in two languages, and a head that lets
nothing be fetched and nothing be run but the page's own script.

Whatever comes from the data goes through `text` or `quoted`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable
from functools import cache
from html import escape
from importlib.resources import files

_PICTURES = {code: 0x2400 + code for code in range(0x20) if code not in (0x09, 0x0A)} | {
    0x7F: 0x2421
}
"""Characters that have no glyph or that HTML forbids are shown by their control pictures."""
_SPECIAL = re.compile("[&<>\"'\x00-\x1f\x7f]")
"""What a text must hold to be shown as anything but itself."""
_STYLE_ELEMENT = re.compile(r"<style\b[^>]*>(.*?)</style>", re.DOTALL)


def text(value: object, longest: int | None = None) -> str:
    """A value of the data as HTML text; of a longer one the beginning, and how much is left out."""
    shown = str(value)
    if longest is None or len(shown) <= longest:
        return escape(shown.translate(_PICTURES)) if _SPECIAL.search(shown) else shown
    left_out = f'<i class="cut"> … +{len(shown) - longest:,}</i>'
    return escape(shown[:longest].translate(_PICTURES)) + left_out


def both(english: str, chinese: str) -> str:
    """Words of the page itself, escaped, in both languages; the style shows one of them."""
    return (
        f'<span class="en" lang="en">{text(english)}</span>'
        f'<span class="zh" lang="zh-Hant-TW">{text(chinese)}</span>'
    )


def printed(value: object, longest: int | None = None) -> str:
    """Words of a release, which are Chinese for the most part."""
    return f'<span lang="zh-Hant-TW" class="printed">{text(value, longest)}</span>'


def named(english: str, chinese: str) -> str:
    """The attributes that give a control its name, in the language that the page is in."""
    return f'aria-label="{text(english)}" data-en="{text(english)}" data-zh="{text(chinese)}"'


def attributes(**values: object) -> str:
    """Data attributes, those without a value left out."""
    return "".join(
        f' data-{name}="{text(value)}"' for name, value in values.items() if value not in (None, "")
    )


def joined(parts: Iterable[str]) -> str:
    return "\n".join(part for part in parts if part)


@cache
def asset(name: str) -> str:
    """The text of a style sheet or script that ships beside this module."""
    return (files(__package__) / name).read_text("utf-8")


def page(title: str, body: str, scripts: Iterable[str]) -> str:
    """A whole HTML page with the style and the named scripts in it, and a policy that allows these
    by their hashes and pictures that are in the page; `body` is HTML."""
    style, script = asset("report.css"), "\n".join(asset(name) for name in scripts)
    styles = " ".join(_hash(one) for one in (style, *_STYLE_ELEMENT.findall(body)))
    policy = (
        f"default-src 'none'; style-src {styles}; script-src {_hash(script)}; img-src data:; "
        "base-uri 'none'; form-action 'none'"
    )
    return (
        '<!DOCTYPE html>\n<html lang="en" data-lang="en">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="color-scheme" content="light dark">\n'
        f"<title>{text(title)}</title>\n<style>{style}</style>\n</head>\n"
        f"<body>\n{body}\n<script>{script}</script>\n</body>\n</html>\n"
    )


def _hash(content: str) -> str:
    digest = hashlib.sha256(content.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def language_switch() -> str:
    """The two buttons that choose the language of the page."""
    return (
        f'<div class="switch" role="group" {named("Language", "語言")}>'
        '<button type="button" data-set-lang="en" lang="en" aria-pressed="true">English</button>'
        '<button type="button" data-set-lang="zh" lang="zh-Hant-TW" aria-pressed="false">'
        "正體中文</button></div>"
    )
