"""Files that mean harm, or were harmed: a finding each, in time, and nobody else's loss."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.ingest.limits import LIMITS
from pipeline.ingest.raw_file import RawFile
from pipeline.ingest.source import find_sources, read_file, read_source

pytestmark = pytest.mark.slow

PROSE = "智慧城市首長高峰會於臺北舉行，各國市長與會。\n"
SIZE = 4_000


def source(data: bytes, name: str = "x.txt") -> RawFile:
    return RawFile("x", name, "0" * 64, data)


@pytest.fixture
def raw(tmp_path: Path) -> Path:
    folder = tmp_path / "raw"
    folder.mkdir()
    (folder / "good.txt").write_text(PROSE, "utf-8")
    return folder


def codes(raw: Path) -> list[str]:
    sources, findings = find_sources(raw)
    assert [source.name for source in sources] == ["good.txt"]
    return [finding.code for finding in findings]


def test_a_link_out_of_the_folder_is_not_followed(raw: Path) -> None:
    (raw.parent / "secret.txt").write_text("機密", "utf-8")
    (raw / "a.txt").symlink_to(raw.parent / "secret.txt")
    (raw / "b.txt").symlink_to(Path("..") / "secret.txt")
    assert codes(raw) == ["outside-raw", "outside-raw"]


def test_a_link_inside_the_folder_is_a_file(raw: Path) -> None:
    (raw / "copy.txt").symlink_to("good.txt")
    assert [source.name for source in find_sources(raw)[0]] == ["copy.txt", "good.txt"]


def test_links_that_lead_nowhere_or_in_a_circle(raw: Path) -> None:
    (raw / "a.txt").symlink_to("gone.txt")
    (raw / "b.txt").symlink_to("c.txt")
    (raw / "c.txt").symlink_to("b.txt")
    assert codes(raw) == ["unreadable"] * 3


def test_a_pipe_is_not_waited_for(raw: Path) -> None:
    os.mkfifo(raw / "pipe.txt")
    assert codes(raw) == ["unreadable"]


def test_a_file_without_permission(raw: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (raw / "locked.txt").write_text(PROSE, "utf-8")
    opened = os.open

    def refuse(path: Path, flags: int) -> int:
        if path.name == "locked.txt":
            raise PermissionError(13, "Permission denied")
        return opened(path, flags)

    monkeypatch.setattr(os, "open", refuse)
    assert codes(raw) == ["unreadable"]


def put_other_bytes(path: Path) -> None:
    path.write_text("停水公告", "utf-8")


def put_a_pipe(path: Path) -> None:
    path.unlink()
    os.mkfifo(path)


def put_a_folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


def put_a_link_out(path: Path) -> None:
    """The very bytes, but from elsewhere."""
    path.rename(path.parent.parent / "elsewhere.txt")
    path.symlink_to(path.parent.parent / "elsewhere.txt")


def put_more(path: Path) -> None:
    path.write_bytes(b"x" * (LIMITS.bytes + 1))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (put_other_bytes, "its bytes are others"),
        (put_a_pipe, "it is no regular file"),
        (put_a_folder, "it is no regular file"),
        (put_a_link_out, "it leads out of the raw folder"),
        (put_more, "it has grown"),
        (Path.unlink, "No such file or directory"),
    ],
)
def test_a_file_that_changes_after_it_was_listed_is_not_read(
    raw: Path, change: Callable[[Path], None], said: str
) -> None:
    (listed,) = find_sources(raw)[0]
    change(raw / "good.txt")
    document, (told,) = read_source(listed)
    assert document is None
    assert (told.code, told.release_id) == ("changed-file", "good")
    assert f"good.txt is not the file that was there when the run began: {said}" in told.message


@pytest.mark.parametrize("name", [b"a;b.txt", b"a\nb.txt", b"a\xff.txt"], ids=repr)
def test_a_name_that_no_id_may_hold(raw: Path, name: bytes) -> None:
    (raw / os.fsdecode(name)).write_text(PROSE, "utf-8")
    [told] = find_sources(raw)[1]
    assert told.code == "unreadable"
    assert told.message.encode("utf-8")


@settings(max_examples=60)
@given(
    st.binary(max_size=300), st.sampled_from(["x.txt", "x.md", "x.pdf", "x.docx", "x.html", "x"])
)
def test_any_bytes_give_a_document_or_a_finding(data: bytes, name: str) -> None:
    document, findings = read_file(source(data, name))
    assert document is not None or findings


@settings(max_examples=30)
@given(
    st.integers(0, 5000),
    st.binary(min_size=1, max_size=6),
    st.sampled_from(["utf-8", "cp950", "utf-16"]),
)
def test_a_damaged_release_is_read_or_refused(at: int, harm: bytes, encoding: str) -> None:
    text = (Path(__file__).parents[2] / "raw" / "2020-08-22-closing.txt").read_text("utf-8")
    data = text.encode(encoding, "replace")
    document, findings = read_file(source(data[:at] + harm + data[at + len(harm) :]))
    assert document is not None or findings


@pytest.mark.parametrize(
    "part",
    [
        *[
            "[",
            "[a](",
            "<a ",
            "<table>\n",
            "<table><tr><td>x",
            "<script>",
            "<!--",
            "<td colspan=999>",
        ],
        *["|", "|a|b|\n", "-|", "a\tb\n", 'a\t"b\n', '"', "**a ", " __a", "\\", "&#", "- "],
        *["◆ a ", "1. a 2. b ", "一、", "（", "0", "02-", "09 ", "a@", "a.", "http://a("],
        *[
            "聯絡人:",
            "聯 ",
            "聯絡人：王小明 ",
            *(
                "洽王小明先生",
                "洽",
                "contactA",
                "contact A",
                "contact A ",
                "※聯絡人 ",
                "【聯絡人】",
            ),
            "臺北，城市\n\n\n",
            "臺" * 30 + "，\n",
            "# a\n",
            " ",
            "首頁 ",
            *("<s>", "<s>a</s>", "~~a", "~~a ", "~ "),
        ],
    ],
    ids=repr,
)
def test_no_pattern_takes_for_ever(part: str) -> None:
    data = (part * (SIZE // len(part)) + "x").encode()
    start = time.process_time()
    document, findings = read_file(source(data), LIMITS)
    assert document is not None or findings
    assert time.process_time() - start < 5
