"""A run asks nothing of the network and opens nothing outside the raw folder, whatever a release
refers to: in its own process, in its workers, and in those that read."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline.ingest import sandbox
from tests.conftest import ROOT
from tests.hostile import harmful_office as office
from tests.hostile import harmful_pdf as pdf
from tests.hostile.watching.watch import CAUGHT, LOG, SECRET

pytestmark = pytest.mark.slow

WATCHING = Path(__file__).parent / "watching"
CANARY = "金絲雀王國的機密"
"""What the files hold that no reader may open."""
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PARTS = ("image", "attachedTemplate", "aFChunk", "oleObject", "styles", "numbering", "footnotes")


def html(targets: list[str]) -> bytes:
    one, *_ = targets
    references = "".join(
        f'<img src="{at}"><iframe src="{at}"></iframe><object data="{at}"></object>'
        f'<embed src="{at}"><video src="{at}" poster="{at}"></video><a href="{at}">直播連結</a>'
        for at in targets
    )
    head = "".join(
        f'<link rel="stylesheet" href="{at}"><script src="{at}"></script><base href="{at}">'
        f'<style>@import url("{at}"); body {{ background: url("{at}") }}</style>'
        for at in targets
    )
    page = office.page(f"<h1>智慧城市首長高峰會</h1>{references}", head)
    return page.replace(b"<!DOCTYPE html>", f'<!DOCTYPE html SYSTEM "{one}">'.encode())


def docx(targets: list[str]) -> bytes:
    relations = "".join(
        f'<Relationship Id="{kind}{number}" Type="{_KIND}/{kind}" Target="{at}"{mode}/>'
        for number, at in enumerate(targets)
        for kind in _PARTS
        for mode in (' TargetMode="External"', "")
    )
    rels = f'<Relationships xmlns="{_RELATIONS}">{relations}</Relationships>'
    return office.docx("智慧城市首長高峰會", more={"word/_rels/document.xml.rels": rels})


def odt(targets: list[str]) -> bytes:
    draw = "xmlns:d='urn:oasis:names:tc:opendocument:xmlns:drawing:1.0'"
    link = "xmlns:l='http://www.w3.org/1999/xlink'"
    references = "".join(
        f"<d:frame {draw} {link}><d:image l:href='{at}'/><d:object l:href='{at}'/></d:frame>"
        f"<text:section-source {link} l:href='{at}'/><text:a {link} l:href='{at}'>直播</text:a>"
        for at in targets
    )
    return office.odt(f"智慧城市首長高峰會{references}")


def pdf_file(targets: list[str]) -> bytes:
    actions = b" ".join(
        b"<< /Type /Annot /Subtype /Link /Rect [0 0 595 842] /A << /S /%b /%b (%b) /F (%b) >> >>"
        % (kind, key, at.encode(), at.encode())
        for at in targets
        for kind, key in ((b"URI", b"URI"), (b"Launch", b"Win"), (b"GoToR", b"D"))
    )
    outside = b"/F << /FS /URL /F (%b) >>" % targets[0].encode()
    page = pdf.one_page(pdf.words("Smart City Mayors' Summit"), b"", b"/Annots [%b]" % actions)
    return page.replace(b"/Type /Catalog", b"/Type /Catalog /OpenAction << /S /URI %b >>" % outside)


@dataclass(frozen=True)
class Ran:
    """A run that was watched: how it ended, what it said and left, what it started."""

    code: int
    told: dict[str, str]
    left: bytes
    started: list[dict[str, list[str]]]
    called: bool


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    folder = tmp_path_factory.mktemp("outside")
    raw, outside = folder / "raw", folder / SECRET
    raw.mkdir()
    outside.mkdir()
    for name in ("secret.txt", "styles.xml"):
        (outside / name).write_text(f"2023 智慧城市首長高峰會\n{CANARY}\n", "utf-8")
    log = folder / "started"
    log.touch()
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.settimeout(0.2)
        web = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        file = outside / "styles.xml"
        targets = [web, f"../{SECRET}/styles.xml", str(file), file.as_uri()]
        address = f"2023 智慧城市首長高峰會\n直播 {web} [影片]({file.as_uri()}) ![圖]({web})\n"
        (raw / "text.txt").write_text(address, "utf-8")
        (raw / "text.yml").write_text(f"url: {web}\n", "utf-8")
        for name, make in (("html", html), ("docx", docx), ("odt", odt), ("pdf", pdf_file)):
            (raw / f"of-{name}.{name}").write_bytes(make(targets))
        declared = f'<!DOCTYPE x SYSTEM "{web}" [<!ENTITY e SYSTEM "{file.as_uri()}">]>'
        (raw / "declared-1.docx").write_bytes(office.docx("&e;", declared))
        (raw / "declared-2.odt").write_bytes(office.odt("&e;", declared))
        (raw / "file.txt").symlink_to(outside / "secret.txt")
        (raw / "folder").symlink_to(outside)
        done = subprocess.run(
            [
                *(sys.executable, "-m", "pipeline", "extract", "--json", "--jobs", "2"),
                *("--raw", str(raw), "--out", str(folder / "normalized")),
                *("--cache", str(folder / "cache"), "--curation", str(ROOT / "curation")),
            ],
            cwd=ROOT,
            env={**os.environ, "PYTHONPATH": f"{WATCHING}{os.pathsep}{ROOT}", LOG: str(log)},
            capture_output=True,
            check=False,
        )
        try:
            server.accept()
            called = True
        except TimeoutError:
            called = False
    data = json.loads(done.stdout)
    left = [path for path in folder.rglob("*") if path.is_file() and outside not in path.parents]
    return Ran(
        done.returncode,
        {row["evidence"]: row["code"] for row in data["open_findings"]},
        b"".join(path.read_bytes() for path in left if raw not in path.parents) + done.stderr,
        [json.loads(line) for line in log.read_text("utf-8").splitlines()],
        called,
    )


def test_a_watched_process_that_reaches_out_is_caught(tmp_path: Path) -> None:
    (tmp_path / SECRET).write_text(CANARY, "utf-8")
    for harm in (
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('example.org', 80)",
        f"open({str(tmp_path / SECRET)!r})",
        (
            "import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-c',"
            " 'import socket; socket.getaddrinfo(str(), 80)']).returncode)"
        ),
    ):
        environment = {**os.environ, "PYTHONPATH": str(WATCHING), LOG: str(tmp_path / "log")}
        done = subprocess.run(
            [sys.executable, "-c", f"try:\n    {harm}\nexcept Exception: pass"],
            env=environment,
            capture_output=True,
            check=False,
        )
        assert done.returncode == CAUGHT, (harm, done.stderr)


def test_every_release_is_read_and_nobody_is_called(ran: Ran) -> None:
    assert ran.told.items() >= {
        ("declared-1.docx", "unsafe-xml"),
        ("declared-2.odt", "unsafe-xml"),
        ("file.txt", "outside-raw"),
        ("folder", "outside-raw"),
    }
    assert "worker-fault" not in ran.told.values()
    assert "unreadable" not in ran.told.values()
    assert ran.code == 1
    assert not ran.called
    assert f"exit code {CAUGHT}".encode() not in ran.left


def test_nothing_of_a_file_outside_is_left_anywhere(ran: Ran) -> None:
    assert "智慧城市".encode() in ran.left
    assert CANARY.encode() not in ran.left


def test_no_word_of_a_release_is_an_argument_of_a_program(ran: Ran) -> None:
    assert ran.started
    for started in ran.started:
        program, *options = started["command"]
        start = options.index("-c")
        assert (program, options[start + 1]) == (sys.executable, sandbox._START)
        assert options[:start] == ["-P", "-B", "-W", "ignore"]
        assert all(Path(folder).is_absolute() or folder == "" for folder in options[start + 2 :])
        assert not any("智慧" in part or "text." in part for part in started["command"])
        assert not any("127.0.0.1" in part or SECRET in part for part in started["command"])
        assert {*started["variables"]} <= {*sandbox._HANDED_ON, *sandbox._THREADS}
