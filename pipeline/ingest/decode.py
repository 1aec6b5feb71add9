"""Bytes -> characters: UTF-8, UTF-16 and UTF-32, Big5 (cp950, HKSCS), GB18030, cp1252.

What is not Unicode says nothing about its encoding, and a decoder that does not fail proves
nothing: Big5 and GB18030 take most of each other's bytes. So each is tried, and the text that reads
most like Chinese is taken: the share of its non-ASCII characters that are among the commonest.
"""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

# The commonest characters of Traditional and Simplified press text, and CJK punctuation.
_COMMON = frozenset(
    "，。、；：！？「」『』（）《》〈〉【】－—…·．／％　“”‘’～◆●•※"
    "的一是不了在人有我他這中大來上國個到說們為子和你地出道也時年得就那要下以生會自著去之過家學對可"
    "她里後小麼心多天而能好都然沒日於起還發成事只作當想看文無開手十用主行方又如前所本見經頭面公同三已"
    "老從動兩長知民樣現分將外但身些與高意進把法此實回二理美點月明其種聲全工己話兒者向情部正名定女問力"
    "機給等幾很業最間新什打便位因重被走電四第門相次東政海口使教西再平真聽世氣信北少關並內加化由卻代軍"
    "產入先山五太水萬市眼體別處總才場師書比住員九笑性通目華報立馬命張活難神數件安表原車白應路期叫死常"
    "提感金何更反合放做系計或司利受光王果親界及今京務制解各任至清物台象記邊共風戰干接它許八特覺望直服"
    "毛林題建南度統色字請交愛讓認算論百吃義科怎元社術結六功指思非流每青管夫連遠資隊跟帶花快條院變聯言"
    "城府首智慧峰論壇臺灣局副議縣區疫情防轉型際展覽發布單位機關張貼線席與談捷克柯哲黃珊"
    "这来个说们为时会过对里后么没于还发无开经头从动两长样现将与进实点种声话儿问机给几业间门东听气关并内"
    "却产万体别处总场师书员华报马张难数应路亲务计边战风记觉题统请爱让认论义术结远资队带条变联转际览单线"
    "谈黄县区议台湾坛"
)
_HAN = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_STRAY = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ue000-\uf8ff\ufffd-\uffff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x19\x1c-\x1f]")
_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_WIDE = ("utf-32-le", "utf-32-be", "utf-16-le", "utf-16-be")
_LEGACY = ("cp950", "big5hkscs", "gb18030", "cp1252")
_SAMPLE = 200_000
_BEYOND_DOUBT = 0.5
"""How likely a reading is that goes against UTF-8: releases reach 0.7, other languages nothing."""
_FEWEST = 10
"""Chinese characters that such a reading must have: a few come about by chance."""


@dataclass(frozen=True, slots=True)
class Decoded:
    """A text with the encoding that it was read in. `losses` counts bytes that are none of it."""

    text: str
    encoding: str
    losses: int = 0
    guessed: bool = False


def decode(data: bytes) -> Decoded | None:
    """The characters of a text file, its byte order mark left out; None where it is no text.

    Line ends stay as they are. Bytes that an otherwise fitting encoding does not hold become
    U+FFFD.
    """
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _lenient(data[len(bom) :], encoding)
    if b"\x00" in data:
        return _wide(data)
    try:
        return _text(_unmangled(data.decode("utf-8")))
    except UnicodeDecodeError:
        return _text(_damaged_utf8(data) or _legacy(data))


def _text(decoded: Decoded | None) -> Decoded | None:
    """The decoded text, unless control characters show that it is none."""
    if decoded is None:
        return None
    strays = len(_CONTROL.findall(decoded.text[:_SAMPLE]))
    return None if strays * 50 > min(len(decoded.text), _SAMPLE) else decoded


def _lenient(data: bytes, encoding: str, guessed: bool = False) -> Decoded:
    text = data.decode(encoding, "replace")
    try:
        data.decode(encoding)
    except UnicodeDecodeError:
        return Decoded(text, encoding, max(1, _lost(data, encoding)), guessed)
    return Decoded(text, encoding, 0, guessed)


def _lost(data: bytes, encoding: str) -> int:
    """How many bytes an encoding cannot read: those that do not come back."""
    if encoding == "utf-8":
        return sum("\udc80" <= c <= "\udcff" for c in data.decode("utf-8", "surrogateescape"))
    return len(data) - len(data.decode(encoding, "ignore").encode(encoding, "ignore"))


def _wide(data: bytes) -> Decoded | None:
    """UTF-16 or UTF-32 without a mark, told by where its zero bytes stand."""
    best: tuple[float, Decoded] | None = None
    for encoding in _WIDE:
        try:
            text = data.decode(encoding)
        except UnicodeDecodeError:
            continue
        share = _plausible(text[:_SAMPLE])
        if "\x00" not in text and share >= 0.9 and (best is None or share > best[0]):
            best = (share, Decoded(text, encoding, guessed=True))
    return best[1] if best else None


def _plausible(text: str) -> float:
    """Share of characters that are ASCII, Latin letters or Chinese as it is commonly printed."""
    fit = sum(char < "\u0250" or char in _COMMON or bool(_HAN.match(char)) for char in text)
    return (fit - 10 * len(_STRAY.findall(text))) / max(1, len(text))


def _damaged_utf8(data: bytes) -> Decoded | None:
    """UTF-8 with some bytes that are none, where sound sequences far outweigh them."""
    escaped = data.decode("utf-8", "surrogateescape")
    bad = sum("\udc80" <= char <= "\udcff" for char in escaped)
    sound = len(data) - bad - sum(byte < 0x80 for byte in data)
    if sound < 8 * bad:
        return None
    return Decoded(data.decode("utf-8", "replace"), "utf-8", losses=bad)


def _legacy(data: bytes) -> Decoded | None:
    """The reading in an encoding that says nothing of itself which looks most like a text."""
    readings = {name: _lenient(data, name, guessed=True) for name in _LEGACY}
    if readings["cp950"].losses == 0:
        # HKSCS is an extension of Big5: wanted only for what Big5 does not hold.
        del readings["big5hkscs"]
    likely = {name: _likely(decoded, data) for name, decoded in readings.items()}
    best = max(readings, key=lambda name: likely[name])
    return readings[best] if likely[best] >= 0.2 else None


def _likely(decoded: Decoded, data: bytes) -> float:
    """From 0 to 1: how much the non-ASCII part of a text looks like what is really written."""
    rest = _NOT_ASCII.findall(decoded.text[:_SAMPLE])
    if not rest:
        return 0.0
    if decoded.encoding == "cp1252":
        # Western text: single marked letters and quotes between ASCII, never long runs.
        letters = sum(char.isalpha() or char in "‘’“”–—…•©®°" for char in rest)
        return letters / len(rest) if len(rest) * 4 < len(decoded.text) else 0.0
    common = sum(char in _COMMON for char in rest)
    strays = len(_STRAY.findall("".join(rest)))
    return (common - 3 * strays) / len(rest) - 5 * decoded.losses / len(data)


def _unmangled(text: str) -> Decoded:
    """The text, or what it was before its bytes were taken for Latin-1 or cp1252 and written again.

    Only where every character goes back to a byte and the bytes are sound UTF-8 throughout, or Big5
    or GB18030 throughout that reads like Chinese beyond doubt.
    """
    plain = Decoded(text, "utf-8")
    if not _NOT_ASCII.search(text) or _HAN.search(text):
        return plain
    try:
        data = b"".join(map(_byte, text))
    except UnicodeEncodeError:
        return plain
    try:
        return Decoded(data.decode("utf-8"), "UTF-8 encoded twice", guessed=True)
    except UnicodeDecodeError:
        pass
    found = _legacy(data)
    if found is None or found.losses or _likely(found, data) < _BEYOND_DOUBT:
        return plain
    if found.encoding == "cp1252" or len(_HAN.findall(found.text)) < _FEWEST:
        return plain
    return Decoded(found.text, f"{found.encoding} encoded as UTF-8", guessed=True)


def _byte(char: str) -> bytes:
    return bytes((ord(char),)) if char < "\u0100" else char.encode("cp1252")
