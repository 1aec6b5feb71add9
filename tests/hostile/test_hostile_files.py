"""Files that mean harm, each made here: a named finding within the limits, and nobody else's loss."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.dataset import Dataset
from pipeline.exits import Exit
from pipeline.explain import read_dataset
from pipeline.ingest import scan
from pipeline.ingest.limits import Limits
from pipeline.ingest.pdf import read_pdf
from pipeline.ingest.raw_file import RawFile
from pipeline.ingest.sandbox import end_all
from pipeline.ingest.source import read_file
from pipeline.run import run
from tests.conftest import ROOT
from tests.hostile import harmful_office as office
from tests.hostile import harmful_pdf as pdf

pytestmark = pytest.mark.slow

GOOD = "2020-08-13-announcement"
LIMITS = Limits(seconds=40, memory=600 * 1024 * 1024)
BRIEF = replace(LIMITS, seconds=3)
SUMMIT = "Smart City Mayors’ Summit\n"

Case = tuple[str, Callable[[], bytes], str]


@pytest.fixture(scope="module", autouse=True)
def ended() -> Iterator[None]:
    yield
    end_all()


def source(name: str, data: bytes) -> RawFile:
    return RawFile("x", name, "0" * 64, data)


def read(name: str, data: bytes, limits: Limits = LIMITS) -> str:
    """The text that was read, or the codes of the findings that say why none was, with what."""
    document, findings = read_file(source(name, data), limits)
    if document is not None:
        return document.source
    return "; ".join(f"{told.code}: {told.message}" for told in findings)


REFUSED: list[Case] = [
    # PDF
    ("x.pdf", pdf.encrypted, "encrypted-file: x.pdf is encrypted and needs a password"),
    ("x.pdf", pdf.truncated, "unreadable: x.pdf could not be read: it is damaged (PSEOF)"),
    ("x.pdf", bytes, "empty-file"),
    ("x.pdf", lambda: bytes(5000), "empty-file"),
    (
        "x.pdf",
        lambda: pdf.many_pages(10_000),
        "over-limit: x.pdf is over the limit on pages: 10000",
    ),
    ("x.pdf", pdf.bomb, "over-limit: x.pdf is over the limit on memory"),
    ("x.pdf", pdf.nested_bomb, "over-limit: x.pdf is over the limit on memory"),
    ("x.pdf", pdf.endless_tree, "empty-file"),
    ("x.pdf", pdf.deep_tree, "over-limit: x.pdf is over the limit on depth"),
    ("x.pdf", pdf.endless_xref, "over-limit: x.pdf is over the limit on depth"),
    ("x.pdf", pdf.huge_page, "empty-file"),
    ("x.pdf", pdf.box_of_words, "unreadable: x.pdf could not be read: it is damaged"),
    # DOCX and ODT
    ("x.docx", lambda: office.docx("&e;", office.EXTERNAL), "unsafe-xml: x.docx"),
    ("x.docx", lambda: office.docx("&e;", office.LAUGHS), "unsafe-xml: x.docx"),
    ("x.odt", lambda: office.odt("&e;", office.EXTERNAL), "unsafe-xml: x.odt"),
    ("x.odt", lambda: office.odt("&e;", office.LAUGHS), "unsafe-xml: x.odt"),
    ("x.docx", office.bomb, "over-limit: x.docx is over the limit on ratio"),
    ("x.docx", office.many_members, "over-limit: x.docx is over the limit on members: 5003"),
    ("x.docx", office.overlapping, "unreadable: x.docx"),
    ("x.docx", lambda: office.docx("S", more={"../../x.xml": ""}), "unsafe-archive: x.docx"),
    ("x.docx", lambda: office.docx("S", more={"/etc/x.xml": ""}), "unsafe-archive: x.docx"),
    ("x.docx", lambda: office.docx("S", more={"C:\\x.xml": ""}), "unsafe-archive: x.docx"),
    ("x.docx", office.deep_docx, "over-limit: x.docx is over the limit on depth: 201"),
    ("x.docx", office.deep_tables_docx, "over-limit: x.docx is over the limit on depth: 201"),
    ("x.docx", lambda: office.docx_without("word/document.xml"), "unreadable: x.docx"),
    ("x.docx", lambda: office.docx("Summit")[:-30], "unreadable: x.docx"),
    ("x.odt", office.bomb_odt, "over-limit: x.odt is over the limit on ratio"),
    ("x.odt", office.deep_odt, "over-limit: x.odt is over the limit on depth: 201"),
    ("x.odt", office.deep_tables_odt, "over-limit: x.odt is over the limit on depth: 201"),
    ("x.docx", bytes, "empty-file: x.docx"),
    ("x.odt", bytes, "empty-file: x.odt"),
    # HTML and text
    ("x.html", bytes, "empty-file: x.html"),
    ("x.html", office.deep_tables_page, "over-limit: x.html is over the limit on depth: 201"),
    ("x.html", office.deep_page, "over-limit: x.html is over the limit on depth: 201"),
    ("x.txt", lambda: b"a" * (31 << 20), "over-limit: x.txt is over the limit on characters"),
    (
        "x.txt",
        lambda: "首長".encode() * (4 << 20),
        "over-limit: x.txt is over the limit on characters",
    ),
    ("x.txt", lambda: "城市\0首長".encode() * 99, "binary-file: x.txt"),
    # by another name
    ("x.doc", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unknown-format: x.doc"),
    ("x.docx", lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "unknown-format: x.docx"),
    ("x.rtf", lambda: b"{\\rtf1 Summit}", "unknown-format: x.rtf"),
    ("x.pdf", lambda: b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(99), "unknown-format: x.pdf"),
]


@pytest.mark.parametrize(
    ("name", "make", "said"), REFUSED, ids=[f"{name}, {said}" for name, _, said in REFUSED]
)
def test_a_harmful_file_is_a_named_finding(name: str, make: Callable[[], bytes], said: str) -> None:
    assert said in read(name, make())


@pytest.mark.parametrize("make", [pdf.loop_of_references, pdf.bomb_of_operators])
def test_a_file_without_end_is_stopped(make: Callable[[], bytes]) -> None:
    said = read("x.pdf", make(), BRIEF)
    assert "over-limit: x.pdf is over the limit on seconds: more where 3 is allowed" in said


READ: list[Case] = [
    ("x.pdf", pdf.honest, SUMMIT),
    ("x.pdf", pdf.with_actions, SUMMIT),
    ("x.pdf", pdf.pages_that_lie, "Summit\n"),
    ("x.pdf", pdf.deep_arrays, "Summit\n"),
    ("x.pdf", pdf.form_in_itself, "Summit\n"),
    ("x.docx", office.nested_archives, "Summit\n"),
    # what a file is, its content decides
    ("x.docx", pdf.honest, SUMMIT),
    ("x.txt", pdf.honest, SUMMIT),
    ("x.pdf", lambda: office.docx("Summit"), "Summit\n"),
    ("x.html", lambda: office.odt("Summit"), "Summit\n"),
    ("x.pdf", lambda: b"%!PS-Adobe\n" + pdf.honest(), SUMMIT),
    ("x.docx", lambda: pdf.honest() + office.docx("another"), SUMMIT),
]


@pytest.mark.parametrize(("name", "make", "text"), READ)
def test_what_can_be_read_without_harm_is_read(
    name: str, make: Callable[[], bytes], text: str
) -> None:
    assert read(name, make()) == text


@pytest.mark.parametrize("make", [office.page_with_entities, office.page_with_file])
def test_no_entity_of_a_page_is_expanded(make: Callable[[], bytes]) -> None:
    data = make()
    document, _ = read_file(source("x.html", data), LIMITS)
    assert document is not None
    assert document.source == data.decode()
    assert "&e;" in "".join(block.text.text for block in document.blocks)


def test_a_page_by_the_name_of_a_text_is_a_page() -> None:
    document, _ = read_file(source("x.txt", office.page("<p>Summit</p>")), LIMITS)
    assert document is not None
    assert document.source_format == "html"


@pytest.mark.parametrize("make", [pdf.scan, pdf.no_unicode])
def test_a_scan_says_what_to_install(
    make: Callable[[], bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan, "is_installed", lambda: False)
    _, findings = read_pdf(source("x.pdf", make()), LIMITS)
    assert findings[0].code == "scan-needs-ocr"
    assert findings[0].severity == "error"
    assert "pip install '.[ocr]'" in findings[0].message


# --- among others ---------------------------------------------------------------------------------


HARMFUL: dict[str, tuple[Callable[[], bytes], str]] = {
    "encrypted.pdf": (pdf.encrypted, "encrypted-file"),
    "truncated.pdf": (pdf.truncated, "unreadable"),
    "empty.pdf": (bytes, "empty-file"),
    "pages.pdf": (lambda: pdf.many_pages(10_000), "over-limit"),
    "bomb.pdf": (pdf.nested_bomb, "over-limit"),
    "tree.pdf": (pdf.deep_tree, "over-limit"),
    "endless.pdf": (pdf.loop_of_references, "over-limit"),
    "outside.docx": (lambda: office.docx("&e;", office.EXTERNAL), "unsafe-xml"),
    "entity.odt": (lambda: office.odt("&e;", office.EXTERNAL), "unsafe-xml"),
    "laughs.docx": (lambda: office.docx("&e;", office.LAUGHS), "unsafe-xml"),
    "zip.docx": (office.bomb, "over-limit"),
    "tables.docx": (office.deep_tables_docx, "over-limit"),
    "deep.html": (office.deep_page, "over-limit"),
    "stray.odt": (lambda: office.archive({"../x": ""}), "unknown-format"),
}
"""One of each kind, and what is said of it."""


@pytest.fixture(scope="module")
def raw(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("hostile") / "raw"
    folder.mkdir()
    shutil.copy(ROOT / "raw" / f"{GOOD}.txt", folder)
    for name, (make, _) in HARMFUL.items():
        (folder / name).write_bytes(make())
    return folder


@pytest.fixture(scope="module")
def alone(raw: Path, tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = tmp_path_factory.mktemp("alone")
    (folder / "raw").mkdir()
    shutil.copy(raw / f"{GOOD}.txt", folder / "raw")
    run(folder / "raw", folder / "normalized", ROOT / "curation")
    return read_dataset(folder / "normalized")


@pytest.mark.parametrize("jobs", [1, pytest.param(3, marks=pytest.mark.slow)])
def test_a_good_release_among_them_has_the_rows_that_it_has_alone(
    raw: Path, alone: Dataset, jobs: int, tmp_path: Path
) -> None:
    limits = replace(LIMITS, seconds=12)
    outcome = run(raw, tmp_path / "normalized", ROOT / "curation", jobs=jobs, limits=limits)
    assert outcome.releases == (GOOD,)
    assert outcome.exit_code is Exit.OPEN_ERROR
    told = {row.release_id: row.code for row in outcome.open_findings if row.release_id != GOOD}
    assert told == {Path(name).stem: code for name, (_, code) in HARMFUL.items()}
    among = read_dataset(tmp_path / "normalized")
    assert len(among["speakers"]) == 26
    for table in ("sessions", "speakers", "talks", "streams", "figures", "people", "places"):
        assert among[table] == alone[table], table
