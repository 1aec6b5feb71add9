"""Bytes of every encoding that a release may come in."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.ingest.coverage import texts_of
from pipeline.ingest.decode import decode
from pipeline.ingest.document import Document
from pipeline.ingest.raw_file import RawFile
from pipeline.ingest.source import read_file

ROOT = Path(__file__).parents[2]
RELEASES = sorted((ROOT / "raw").glob("*.txt"), key=lambda path: path.name)


def document(data: bytes) -> tuple[Document, list[str]]:
    read, findings = read_file(RawFile("x", "x.txt", "0" * 64, data))
    assert read is not None
    return read, [finding.code for finding in findings]


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.stem)
@pytest.mark.parametrize(
    ("encoding", "told"),
    [
        ("utf-8-sig", []),
        ("utf-16", []),
        ("utf-32", []),
        ("utf-16-le", ["decoded-by-guess"]),
        ("utf-16-be", ["decoded-by-guess"]),
        ("gb18030", ["decoded-by-guess"]),
    ],
)
def test_each_encoding_gives_the_same_document(path: Path, encoding: str, told: list[str]) -> None:
    text = path.read_text("utf-8")
    plain, _ = document(text.encode())
    read, codes = document(text.encode(encoding))
    assert read.source == text
    assert (read.blocks, read.ignored) == (plain.blocks, plain.ignored)
    assert codes == told


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.stem)
@pytest.mark.parametrize(("encoding", "found"), [("cp950", "cp950"), ("gbk", "gb18030")])
def test_big5_and_gbk_are_told_apart(path: Path, encoding: str, found: str) -> None:
    data = path.read_text("utf-8").encode(encoding, "replace")
    decoded = decode(data)
    assert decoded is not None
    assert (decoded.text, decoded.losses) == (data.decode(encoding), 0)
    assert decoded.encoding == found
    assert decoded.guessed


def test_few_characters_are_enough() -> None:
    for text, encoding in (("臺北市長", "cp950"), ("台北市长", "gbk"), ("著名嘅市長", "big5hkscs")):
        decoded = decode(text.encode(encoding))
        assert decoded is not None
        assert decoded.text == text


def test_western_text_is_not_taken_for_chinese() -> None:
    decoded = decode("Café – the mayor’s summit in São Paulo".encode("cp1252"))
    assert decoded is not None
    assert (decoded.text, decoded.encoding) == ("Café – the mayor’s summit in São Paulo", "cp1252")


def test_lost_bytes_are_counted_and_shown() -> None:
    text = RELEASES[0].read_text("utf-8")
    read, codes = document(text[:300].encode() + b"\xff\xfe" + text[300:].encode())
    assert codes == ["decoding-losses"]
    assert read.source.count("\ufffd") == 2
    assert read.source.replace("\ufffd", "") == text


def test_utf_8_that_was_taken_for_latin_1_is_read_back() -> None:
    text = RELEASES[0].read_text("utf-8")
    read, codes = document(text.encode().decode("latin-1").encode())
    assert read.source == text
    assert codes == ["decoded-by-guess"]


@pytest.mark.parametrize("path", RELEASES, ids=lambda path: path.stem)
@pytest.mark.parametrize(("encoding", "found"), [("cp950", "cp950"), ("gbk", "gb18030")])
@pytest.mark.parametrize("taken_for", ["latin-1", "cp1252"])
def test_big5_and_gbk_that_were_taken_for_western_text_are_read_back(
    path: Path, encoding: str, found: str, taken_for: str
) -> None:
    data = path.read_text("utf-8").encode(encoding, "replace")
    # As browsers have it, cp1252 keeps the bytes that it has no letter for.
    letters = (bytes((b,)).decode(taken_for, "replace") for b in data)
    shown = "".join(chr(b) if c == "\ufffd" else c for b, c in zip(data, letters, strict=True))
    decoded = decode(shown.encode())
    assert decoded is not None
    assert decoded.text == data.decode(encoding)
    assert decoded.encoding == f"{found} encoded as UTF-8"
    assert decoded.guessed


@pytest.mark.parametrize(
    "text",
    [
        "Le maire de Montréal, Valérie Plante, à l’hôtel de ville où l’été a été reçu – ÀÉÈÙ",
        "Größe, Fußgänger, Zürich; São Paulo, Città di Torino, Malmö, Århus, Łódź, ÄÖÜÄÖÜ",
        "¥¥¥ §1 ©®™ «mayors» ½ ¼ °C ±2",
        "»O¥_¥«",
    ],
)
def test_western_text_in_utf_8_stays_as_it_is(text: str) -> None:
    decoded = decode(text.encode())
    assert decoded is not None
    assert (decoded.text, decoded.encoding, decoded.guessed) == (text, "utf-8", False)


def test_accented_letters_alone_are_no_damage() -> None:
    text = "Zdeněk Hřib, Gábor, Tunç Soyer; Ã© is left alone beside 臺北"
    read, codes = document(text.encode())
    assert (read.source, codes) == (text, [])


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x85", "\u2028"])
def test_line_ends_stay_in_the_source_and_part_lines(end: str) -> None:
    text = RELEASES[-1].read_text("utf-8")
    read, _ = document(text.replace("\n", end).encode())
    plain, _ = document(text.encode())
    assert read.source == text.replace("\n", end)
    assert [t.text for t in texts_of(read.blocks)] == [t.text for t in texts_of(plain.blocks)]
    assert [block.kind for block in read.blocks] == [block.kind for block in plain.blocks]
