"""Repairs that take nothing away from a text: each keeps the way back to the source.

Invisible characters are dropped, radicals become the ideographs that they stand for (Unicode's
Equivalent_Unified_Ideograph, UAX #44), a letter and its combining marks become one letter, HTML
entities and Markdown escapes become what they stand for. Blanks are cut short where there are more
of them than stand between any two columns: what looks for words behind blanks tries each of them.
Full-width forms, compatibility ideographs and other blanks stay: `－` parts what `-` joins, and
names are printed with the former.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import cache
from importlib.resources import files

from pipeline.ingest.document import Text

_INVISIBLE = re.compile(
    "["
    "\\x00-\\x08\\x0e-\\x1f\\x7f-\\x84\\x86-\\x9f"  # controls that are no line break
    "\u00ad\u034f\u061c\u180b-\u180e"
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"  # zero width, direction
    "\ufe00-\ufe0f\U000e0100-\U000e01ef"  # variation selectors
    "]+"
)
_RADICAL = re.compile("[\u2e80-\u2fd5]")
_DECOMPOSED = re.compile(
    "[A-Za-z\u00c0-\u024f\u0370-\u03ff\u0400-\u04ff\u1e00-\u1eff][\u0300-\u036f]+"
    "|[\u3040-\u30ff][\u3099\u309a]"
    "|[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?"
)
_MOST_BLANKS = 100
_FURTHER_BLANKS = re.compile(rf"(?<=[^\S\n]{{{_MOST_BLANKS}}})[^\S\n]+")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()<>#+\-.!|~])")


def repair(text: Text) -> Text:
    """All repairs that need no markup: they come before anything else looks at a text."""
    return compose_accents(unify_radicals(shorten_blanks(drop_invisible(text))))


def drop_invisible(text: Text) -> Text:
    """Zero-width characters, soft hyphens, variation selectors and stray controls dropped."""
    return text.replace(_INVISIBLE, "")


def shorten_blanks(text: Text) -> Text:
    """Blanks in a line behind a hundred others dropped."""
    return text.replace(_FURTHER_BLANKS, "")


def unify_radicals(text: Text) -> Text:
    """Kangxi and supplementary radicals replaced by their equivalent unified ideographs."""
    return replace_each(text, _RADICAL, lambda match: radicals().get(match[0], match[0]))


def compose_accents(text: Text) -> Text:
    """Letters followed by combining marks composed (NFC); nothing else is normalised."""
    return replace_each(text, _DECOMPOSED, lambda match: unicodedata.normalize("NFC", match[0]))


def unescape(text: Text) -> Text:
    """Markdown escapes (`\\_`) and HTML entities (`&amp;`) replaced by what they stand for."""
    plain = replace_each(text, _ESCAPE, lambda match: match[1])
    return replace_each(plain, _ENTITY, lambda match: html.unescape(match[0]))


def replace_each(text: Text, pattern: re.Pattern[str], by: Callable[[re.Match[str]], str]) -> Text:
    """`re.sub(pattern, by, text)`; the characters of a replacement stand for the whole match."""
    chars: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    last = 0
    for match in pattern.finditer(text.text):
        replacement = by(match)
        if replacement == match[0]:
            continue
        first, after = match.span()
        chars += text.text[last:first], replacement
        starts += text.starts[last:first] + (text.starts[first],) * len(replacement)
        ends += text.ends[last:first] + (text.ends[after - 1],) * len(replacement)
        last = after
    if not last:
        return text
    chars.append(text.text[last:])
    return Text("".join(chars), (*starts, *text.starts[last:]), (*ends, *text.ends[last:]))


@cache
def radicals() -> Mapping[str, str]:
    """Radical -> ideograph, of both blocks of radicals; U+2E80 alone has none."""
    table = files("pipeline.ingest").joinpath("data/equivalent_unified_ideograph.txt")
    pairs: dict[str, str] = {}
    for line in table.read_text("utf-8").splitlines():
        fields = line.partition("#")[0].split(";")
        if len(fields) == 2:
            first, _, last = fields[0].strip().partition("..")
            for code in range(int(first, 16), int(last or first, 16) + 1):
                pairs[chr(code)] = chr(int(fields[1], 16))
    return pairs
