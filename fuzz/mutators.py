"""Ways to damage a file. Each takes its bytes, a source of chance and another file of its format.

Chance is all that differs between two uses: the same seed damages the same bytes in the same way.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from random import Random
from types import MappingProxyType
from typing import Literal

from fuzz import archives, objects

Mutator = Callable[[bytes, Random, bytes], bytes]
TextMutator = Callable[[str, Random], str]

MOST = 300_000
"""Bytes that a damaged file may have: damage is looked for, not size."""
_STRETCH = 400
_EXCERPT = 600
_CODECS = ("utf-16", "utf-16-be", "utf-32", "utf-8-sig", "big5", "gb18030", "euc_jp", "cp1252")
_FORMS: tuple[Literal["NFC", "NFD", "NFKC", "NFKD"], ...] = ("NFC", "NFD", "NFKC", "NFKD")
_ENDS = ("\r\n", "\r", "\u2028", "\n\n", "\f", "\x85", " ", "")
_ODD = (
    *("\u200b", "\ufeff", "\u202e", "\ufffd", "\x00", "\x1b", "\x7f", "\u3000", "\t", "|", "⾧"),
    *(
        "（",
        "）",
        "(",
        "[",
        "」",
        "、",
        "：",
        "/",
        "-",
        "～",
        "_",
        "*",
        "#",
        "`",
        "\\",
        ";",
        "&amp;",
    ),
    *("<", ">", "<br>", "<p>", "<table>", "</td>", "<ol", "=", "@", '"', "'", "𠮷", "e\u0301"),
    *(
        "年",
        "月",
        "日",
        "市長",
        "主持人",
        "第一場",
        "3/22",
        "２０２０",
        "一百零八",
        "https://",
        "½",
    ),
)
_DIGITS = "0123456789０９一十零〇"


def _place(data: bytes | str, random: Random, most: int = _STRETCH) -> tuple[int, int]:
    """Where a stretch of no more than `most` begins and ends."""
    start = random.randrange(len(data) + 1)
    return start, min(len(data), start + random.randint(1, most))


def bits_flipped(data: bytes, random: Random, _: bytes) -> bytes:
    damaged = bytearray(data)
    for _flip in range(random.randint(1, 16) if data else 0):
        damaged[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(damaged)


def bytes_replaced(data: bytes, random: Random, _: bytes) -> bytes:
    start, end = _place(data, random, 40)
    return data[:start] + random.randbytes(end - start) + data[end:]


def truncated(data: bytes, random: Random, _: bytes) -> bytes:
    return data[: random.randrange(len(data) + 1)]


def beginning_lost(data: bytes, random: Random, _: bytes) -> bytes:
    return data[random.randrange(len(data) + 1) :]


def stretch_lost(data: bytes, random: Random, _: bytes) -> bytes:
    start, end = _place(data, random)
    return data[:start] + data[end:]


def stretch_repeated(data: bytes, random: Random, _: bytes) -> bytes:
    start, end = _place(data, random)
    return data[:end] + data[start:end] * random.randint(1, 12) + data[end:]


def stretch_moved(data: bytes, random: Random, _: bytes) -> bytes:
    start, end = _place(data, random)
    rest = data[:start] + data[end:]
    at = random.randrange(len(rest) + 1)
    return rest[:at] + data[start:end] + rest[at:]


def spliced(data: bytes, random: Random, other: bytes) -> bytes:
    return truncated(data, random, other) + beginning_lost(other, random, data)


def other_inserted(data: bytes, random: Random, other: bytes) -> bytes:
    at = random.randrange(len(data) + 1)
    start, end = _place(other, random, 4 * _STRETCH)
    return data[:at] + other[start:end] + data[at:]


def re_encoded(data: bytes, random: Random, _: bytes) -> bytes:
    return data.decode("utf-8", "replace").encode(random.choice(_CODECS), "replace")


def _of_text(damage: TextMutator) -> Mutator:
    def mutator(data: bytes, random: Random, _: bytes) -> bytes:
        return damage(data.decode("utf-8", "surrogateescape"), random).encode(
            "utf-8", "surrogateescape"
        )

    return mutator


def excerpt(text: str, random: Random) -> str:
    """Some lines, the first of them from its beginning or from somewhere in it."""
    lines = text[random.choice((0, random.randrange(len(text) + 1))) :].split("\n")
    start = random.randrange(len(lines))
    return "\n".join(lines[start : start + random.randint(1, 8)])[:_EXCERPT]


def lines_lost(text: str, random: Random) -> str:
    lines = text.split("\n")
    start = random.randrange(len(lines))
    return "\n".join(lines[:start] + lines[start + random.randint(1, 6) :])


def lines_doubled(text: str, random: Random) -> str:
    lines = text.split("\n")
    start = random.randrange(len(lines))
    end = start + random.randint(1, 6)
    return "\n".join(lines[:end] + lines[start:])


def lines_shuffled(text: str, random: Random) -> str:
    lines = text.split("\n")
    start = random.randrange(len(lines))
    end = start + random.randint(2, 12)
    return "\n".join(
        lines[:start] + random.sample(lines[start:end], len(lines[start:end])) + lines[end:]
    )


def lines_joined(text: str, random: Random) -> str:
    lines = text.split("\n")
    start = random.randrange(len(lines))
    end = start + random.randint(2, 12)
    return "\n".join([*lines[:start], random.choice(" \t|").join(lines[start:end]), *lines[end:]])


def line_ends_changed(text: str, random: Random) -> str:
    return random.choice(_ENDS).join(text.split("\n"))


def characters_replaced(text: str, random: Random) -> str:
    damaged = list(text)
    for _ in range(random.randint(1, 12) if text else 0):
        damaged[random.randrange(len(text))] = random.choice(_ODD)
    return "".join(damaged)


def character_piled_up(text: str, random: Random) -> str:
    start, end = _place(text, random, 3)
    return (
        text[:start]
        + (text[start:end] or random.choice(_ODD)) * random.randint(50, 3000)
        + text[end:]
    )


def digits_changed(text: str, random: Random) -> str:
    places = [at for at, one in enumerate(text) if one.isdigit()]
    damaged = list(text)
    for at in random.sample(places, min(len(places), random.randint(1, 8))):
        damaged[at] = random.choice(_DIGITS) * random.choice((1, 1, 1, 2, 30))
    return "".join(damaged)


def normal_form_changed(text: str, random: Random) -> str:
    return unicodedata.normalize(random.choice(_FORMS), text)


_ANY: Mapping[str, Mutator] = {
    "bits flipped": bits_flipped,
    "bytes replaced": bytes_replaced,
    "truncated": truncated,
    "beginning lost": beginning_lost,
    "stretch lost": stretch_lost,
    "stretch repeated": stretch_repeated,
    "stretch moved": stretch_moved,
    "spliced": spliced,
    "other inserted": other_inserted,
}
_TEXT: Mapping[str, Mutator] = {
    "re-encoded": re_encoded,
    "lines lost": _of_text(lines_lost),
    "lines doubled": _of_text(lines_doubled),
    "lines shuffled": _of_text(lines_shuffled),
    "lines joined": _of_text(lines_joined),
    "line ends changed": _of_text(line_ends_changed),
    "characters replaced": _of_text(characters_replaced),
    "character piled up": _of_text(character_piled_up),
    "digits changed": _of_text(digits_changed),
    "normal form changed": _of_text(normal_form_changed),
    "excerpt": _of_text(excerpt),
}
_PARTS: Mapping[str, Mutator] = {
    "part lost": archives.part_lost,
    "parts swapped": archives.parts_swapped,
    "part of another": archives.part_of_another,
    "part damaged": archives.within(bits_flipped, truncated, stretch_lost, stretch_repeated),
    "excerpt": archives.excerpt,
    "elements lost": archives.elements_lost,
    "elements doubled": archives.elements_doubled,
    "elements moved": archives.elements_moved,
    "words of parts damaged": archives.within(
        _of_text(characters_replaced), _of_text(digits_changed)
    ),
    "parts re-encoded": archives.within(re_encoded),
}
_OBJECTS: Mapping[str, Mutator] = {
    "object lost": objects.object_lost,
    "objects swapped": objects.objects_swapped,
    "stream damaged": objects.stream_damaged,
    "operators shuffled": objects.operators_shuffled,
    "numbers changed": objects.numbers_changed,
}
BY_FORMAT: Mapping[str, Mapping[str, Mutator]] = MappingProxyType(
    {
        "txt": {**_ANY, **_TEXT},
        "html": {**_ANY, **_TEXT},
        "docx": {**_ANY, **_PARTS},
        "odt": {**_ANY, **_PARTS},
        "pdf": {**_ANY, **_OBJECTS},
    }
)
"""The ways to damage a file of each format, by name."""
