"""Which files of the raw folder are releases, and what is said of the others."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from pipeline.ingest.limits import Limits
from pipeline.ingest.raw_file import RawFile, load
from pipeline.ingest.sniff import sniff_bytes
from pipeline.ingest.source import find_sources, read_file, read_source

PROSE = "智慧城市首長高峰會於臺北舉行，各國市長與會。\n"


def names(raw: Path) -> tuple[list[str], list[str]]:
    sources, findings = find_sources(raw)
    return [source.name for source in sources], [finding.code for finding in findings]


def read(raw: Path, name: str, content: bytes, limits: Limits | None = None) -> list[str]:
    (raw / name).write_bytes(content)
    [source] = find_sources(raw)[0]
    document, findings = read_source(source, limits or Limits())
    codes = [finding.code for finding in findings]
    return ["read", *codes] if document else codes


def test_readmes_side_cars_and_hidden_files_are_no_releases(tmp_path: Path) -> None:
    for name in (
        "2023-closing.txt",
        "2023-closing.yml",
        "2023-other.yaml",
        "README.md",
        "readme.txt",
        "LICENSE",
        ".hidden.txt",
        "~$2023-closing.docx",
    ):
        (tmp_path / name).write_text(PROSE, "utf-8")
    assert names(tmp_path) == (["2023-closing.txt"], [])


def test_sources_are_sorted_and_know_their_bytes(tmp_path: Path) -> None:
    for name in ("b.txt", "a.MD", "c.tsv"):
        (tmp_path / name).write_text(PROSE, "utf-8", newline="\n")
    sources, _ = find_sources(tmp_path)
    assert [(s.release_id, s.suffix) for s in sources] == [
        ("a", ".md"),
        ("b", ".txt"),
        ("c", ".tsv"),
    ]
    digest = hashlib.sha256(PROSE.encode()).hexdigest()
    assert [load(source) for source in sources] == [
        RawFile("a", "a.MD", digest, PROSE.encode()),
        RawFile("b", "b.txt", digest, PROSE.encode()),
        RawFile("c", "c.tsv", digest, PROSE.encode()),
    ]


@pytest.mark.parametrize(
    ("stored", "used"),
    [
        (("x.txt", "x.md"), "x.md"),
        (("x.text", "x.TXT"), "x.TXT"),
        (("x.xyz", "x.txt"), "x.txt"),
    ],
)
def test_of_files_with_one_stem_one_is_read(
    tmp_path: Path, stored: tuple[str, ...], used: str
) -> None:
    for name in (*stored, "y.txt"):
        (tmp_path / name).write_text(PROSE, "utf-8")
    sources, [told] = find_sources(tmp_path)
    assert [source.name for source in sources] == [used, "y.txt"]
    assert (told.code, told.release_id) == ("duplicate-stem", "x")
    assert f"release id x; only {used} was read" in told.message


def test_a_folder_is_passed_over_and_told(tmp_path: Path) -> None:
    (tmp_path / "old").mkdir()
    (tmp_path / "old" / "2019.txt").write_text(PROSE, "utf-8")
    assert names(tmp_path) == ([], ["folder-in-raw"])


def test_a_missing_folder_is_the_callers_mistake(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        find_sources(tmp_path / "nowhere")


@pytest.mark.parametrize(
    ("name", "content", "codes"),
    [
        ("x.txt", PROSE.encode(), ["read"]),
        ("x.markdown", PROSE.encode(), ["read"]),
        ("x.txt", b"", ["empty-file"]),
        ("x.txt", "\ufeff \r\n\u3000\n".encode(), ["empty-file"]),
        ("x.txt", b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", ["unreadable"]),
        ("x.txt", b"PK\x03\x04\x14\x00\x06\x00word/document.xml", ["unreadable"]),
        ("x.txt", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", ["binary-file"]),
        ("x.txt", bytes(range(256)) * 8, ["binary-file"]),
        ("x.txt", b"\x01\x02\x03\x04 abc \x05\x06" * 9, ["binary-file"]),
        ("x.txt", b"<!DOCTYPE html>\n<html><body><p>a</p></body></html>", ["read"]),
        ("x.rtf", b"{\\rtf1\\ansi 2022}", ["unknown-format"]),
        ("x.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 99, ["unknown-format"]),
        ("x.xyz", PROSE.encode(), ["unknown-format"]),
        ("x", PROSE.encode(), ["unknown-format"]),
    ],
    ids=str,
)
def test_content_decides_and_the_suffix_hints(
    tmp_path: Path, name: str, content: bytes, codes: list[str]
) -> None:
    assert read(tmp_path, name, content) == codes


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-be", "utf-32", "big5"])
def test_a_page_is_known_under_the_name_of_a_text(tmp_path: Path, encoding: str) -> None:
    page = "<!-- 首長高峰會 -->\n<!DOCTYPE html>\n<html><body><h1>首長高峰會</h1></body></html>"
    data = page.encode(encoding)
    assert sniff_bytes(data) == ("html", "HTML")
    document, _ = read_file(RawFile("x", "x.txt", "0" * 64, data))
    assert document is not None
    assert (document.source_format, document.blocks[0].kind) == ("html", "heading")


@pytest.mark.parametrize(
    ("limits", "what"),
    [
        (Limits(characters=10), "characters"),
        (Limits(lines=1), "lines"),
        (Limits(cells=2), "cells"),
        (Limits(columns=2), "columns"),
    ],
)
def test_limits_are_kept(tmp_path: Path, limits: Limits, what: str) -> None:
    file = RawFile("x", "x.txt", "0" * 64, b"a\tb\tc\nd\te\tf\n")
    document, [told] = read_file(file, limits)
    assert document is None
    assert told.code == "over-limit"
    assert f"over the limit on {what}" in told.message


def test_a_file_that_is_too_large_is_not_loaded(tmp_path: Path) -> None:
    (tmp_path / "x.txt").write_text(PROSE, "utf-8")
    sources, [told] = find_sources(tmp_path, Limits(bytes=10))
    assert sources == []
    assert (told.code, told.release_id) == ("over-limit", "x")
