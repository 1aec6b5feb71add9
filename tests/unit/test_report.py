"""The report: what it may show of a release, what it says of a finding, and that it stays the same."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from pipeline.dataset import Finding, Release
from pipeline.findings import CATALOGUE, finding
from pipeline.ingest.coverage import markup_stretches
from pipeline.ingest.document import Block, Boxes, Document, Stretch, Text
from pipeline.ingest.limits import LIMITS
from pipeline.ingest.pictures import pages_wanted
from pipeline.ingest.raw_file import Source
from pipeline.ingest.sandbox import pictures
from pipeline.ingest.source import read_source
from pipeline.normalize.entries import Judgement
from pipeline.publish.report import Released
from pipeline.publish.report.chinese import SENTENCES
from pipeline.publish.report.entries import to_paste
from pipeline.publish.report.released import page_name
from pipeline.publish.report.source_view import LONGEST, source_view
from pipeline.publish.report.wording import candidates, said
from pipeline.publish.stage import publish
from tests.labelled.chain import ROOT, Chain
from tests.publish_example import ANNEX, ANNOUNCEMENT, example, pages

PRINT = ROOT / "tests/renditions/documents/2022-03-22-announcement.pdf"


def document(source: str, *, contact: str = "") -> Document:
    """A text release of one paragraph, `contact` in it cut as a contact block is."""
    start = source.index(contact) if contact else 0
    left, right = Text.read(source, 0, start), Text.read(source, start + len(contact))
    ignored = (Stretch(start, start + len(contact), "contact"),) if contact else ()
    blocks = tuple(Block("paragraph", text) for text in (left, right) if text)
    ignored += tuple(markup_stretches(source, blocks, ignored))
    return Document("a", "a.txt", "text", "0" * 64, source, blocks, ignored)


@pytest.fixture(scope="module")
def pdf() -> tuple[Source, Document]:
    digest = hashlib.sha256(PRINT.read_bytes()).hexdigest()
    source = Source(PRINT.stem, PRINT.name, digest, PRINT.parent)
    read = read_source(source)[0]
    assert read is not None
    return source, read


def test_a_contact_block_is_a_word_and_no_text() -> None:
    shown = source_view(
        Released(
            document("甲。聯絡人：某某某 0912345678。乙", contact="聯絡人：某某某 0912345678")
        ),
        [],
    )
    assert "某某某" not in shown
    assert "0912345678" not in shown
    assert "聯絡資料，不顯示" in shown
    assert re.sub(r"<[^>]*>", "", shown).startswith("甲。")


def test_what_no_block_holds_is_not_shown_either() -> None:
    read = document("甲乙丙")
    bare = replace(read, blocks=(Block("paragraph", Text.read(read.source, 0, 1)),))
    assert "乙" not in source_view(Released(bare), [])


def test_what_no_rule_used_is_shaded() -> None:
    coverage = (Stretch(0, 2, "narrative"), Stretch(2, 4, "unused"))
    shown = source_view(Released(document("甲乙丙丁"), coverage), [])
    assert '<mark class="unused" data-o="2">丙丁</mark>' in shown
    assert '<span class="rest" data-o="0">甲乙</span>' in shown


@pytest.mark.slow
def test_a_paragraph_of_five_megabytes_is_shown_in_part() -> None:
    shown = source_view(Released(document("<字" * 2_500_000)), [])
    assert "&lt;字" in shown
    assert len(shown) < 6 * LONGEST
    assert f"Shown are {LONGEST:,} of 5,000,000 characters." in shown


def test_words_are_found_however_they_are_spaced() -> None:
    released = Released(document("前 臺北\n市 長 後"))
    assert released.find("臺北市長") == (2, 8)
    assert released.find("高雄") is None


def test_the_page_of_a_pdf_is_drawn_without_its_contact_block(
    pdf: tuple[Source, Document],
) -> None:
    source, read = pdf
    assert any(stretch.reason == "contact" for stretch in read.ignored)
    wanted = pages_wanted(read)
    assert [page.page for page in wanted] == [1, 2, 3]
    assert sum(len(page.hidden) for page in wanted) >= 1
    drawn = pictures(source, read, LIMITS)
    assert [picture.page for picture in drawn] == [1, 2, 3]
    bare = replace(read, ignored=())
    seen = pictures(source, bare, LIMITS)
    assert seen[0].png != drawn[0].png
    assert drawn == pictures(source, read, LIMITS)


def test_a_pdf_whose_contact_block_has_no_place_is_not_drawn(pdf: tuple[Source, Document]) -> None:
    _, read = pdf
    contact = next(stretch for stretch in read.ignored if stretch.reason == "contact")
    assert read.boxes
    boxes = Boxes.of(
        None if contact.start <= at < contact.end else box for at, box in enumerate(read.boxes)
    )
    assert pages_wanted(replace(read, boxes=boxes)) == ()


def test_a_page_whose_words_to_hide_stand_elsewhere_is_not_drawn(
    pdf: tuple[Source, Document],
) -> None:
    source, read = pdf
    assert read.boxes
    moved = Boxes.of(
        box and box._replace(top=box.top + 90, bottom=box.bottom + 90) for box in read.boxes
    )
    pages = [picture.page for picture in pictures(source, replace(read, boxes=moved), LIMITS)]
    assert 1 not in pages


@pytest.mark.slow
def test_the_report_of_the_releases_is_the_same_each_time(chain: Chain) -> None:
    dataset = chain.dataset()
    released = [Released(facts.document, facts.coverage) for facts in chain.facts.values()]
    once, again = pages(dataset, released), pages(dataset, reversed(released))
    assert once == again
    assert len(once) == len(released) + 2


@pytest.mark.slow
def test_the_ids_of_a_page_are_its_own_alone(chain: Chain) -> None:
    released = [Released(facts.document, facts.coverage) for facts in chain.facts.values()]
    for content in pages(chain.dataset(), released).values():
        ids = re.findall(r'\sid="([^"]*)"', content.decode())
        assert len(ids) == len(set(ids))


@pytest.mark.slow
def test_the_page_of_a_release_depends_on_it_alone(chain: Chain) -> None:
    released = [Released(facts.document, facts.coverage) for facts in chain.facts.values()]
    dataset = chain.dataset()
    path = f"report/{ANNEX}.html"
    others = [one for one in released if one.document.release_id == ANNEX]
    assert pages(dataset, others)[path] == pages(dataset, released)[path]


def test_a_release_whose_file_has_changed_is_not_shown_beside_its_rows(chain: Chain) -> None:
    read = chain.facts[ANNEX]
    changed = Released(replace(read.document, source_sha256="f" * 64), read.coverage)
    page = pages(example(), [changed])[f"report/{ANNEX}.html"].decode()
    assert "has changed since its rows were published" in page


def test_publishing_tells_what_changed_and_keeps_it_until_something_else_does(
    tmp_path: Path,
) -> None:
    out, dataset = tmp_path / "out", example()
    publish(dataset, out)
    assert "published for the first time" in (out / "report.html").read_text("utf-8")
    dataset["streams"].pop()
    publish(dataset, out)
    changed = (out / "report.html").read_bytes()
    assert "1 removed" in changed.decode()
    publish(dataset, out)
    assert (out / "report.html").read_bytes() == changed


def test_a_dataset_is_published_without_a_report_where_none_is_wanted(tmp_path: Path) -> None:
    publish(example(), tmp_path / "out")
    publish(example(), tmp_path / "out", report=False)
    assert not list((tmp_path / "out").glob("report*"))


@pytest.mark.parametrize(
    "release_id", ["2022 閉幕", "../../etc/passwd", "a" * 300, "<b>", ".", "con?"]
)
def test_the_name_of_a_page_is_safe_in_any_file_system(release_id: str) -> None:
    assert re.fullmatch(r"[a-z0-9][a-z0-9.-]{,90}-[0-9a-f]{10}\.html", page_name(release_id))


def test_a_plain_name_is_kept() -> None:
    assert page_name("2022-closing") == "2022-closing.html"


def test_names_that_differ_in_case_alone_have_pages_of_their_own() -> None:
    assert page_name("A").lower() != page_name("a").lower()


def test_every_finding_is_said_in_chinese_too() -> None:
    assert SENTENCES.keys() == CATALOGUE.keys()
    for code, kind in CATALOGUE.items():
        fields = set(re.findall(r"{(\w+)}", kind.sentence))
        assert set(re.findall(r"{(\w+)}", SENTENCES[code][0])) == fields, code


def test_a_message_is_taken_apart_again() -> None:
    told = said(
        finding(
            "place-unknown",
            printed="卡司翠",
            country="Saint Lucia",
            candidates="(1) Castries, Saint Lucia: lc-castries; (2) Dennery, Saint Lucia: lc-dennery",
            entry="- {kind: place}",
        )
    )
    assert told.values["printed"] == "卡司翠"
    assert candidates(told) == [
        "Castries, Saint Lucia: lc-castries",
        "Dennery, Saint Lucia: lc-dennery",
    ]
    assert told.sentence_zh.startswith("卡司翠（Saint Lucia）是哪個地方")
    assert "curation/names.yml" in told.remedy_zh


def test_a_message_of_another_version_is_shown_as_it_is() -> None:
    other = example()["findings"][0]
    assert isinstance(other, Finding)
    assert said(other).sentence == said(other).sentence_zh == other.message


@pytest.mark.parametrize(
    "evidence", ["臺北市", "- a: [b]", '"\\', "甲\n乙\t\x85\u2028", "no", "1.5"]
)
def test_the_entry_to_paste_is_a_judgement_when_its_dots_are_filled(evidence: str) -> None:
    one = finding("unused-text", release_id=ANNOUNCEMENT, row_id="a|b: #c", evidence=evidence)
    paste = to_paste(one, said(one))
    assert paste is not None
    assert paste.file == "judgements.yml"
    filled = paste.entry.replace("YYYY-MM-DD", "2026-11-22")
    (entry,) = YAML(typ="safe", pure=True).load(filled)
    judgement = Judgement.model_validate(entry)
    assert (judgement.code, judgement.evidence, judgement.row_id) == (
        "unused-text",
        evidence,
        "a|b: #c",
    )
    assert judgement.release == ANNOUNCEMENT


def test_what_asks_for_nothing_offers_nothing_to_paste() -> None:
    one = finding("link-without-target", label="影片")
    assert to_paste(one, said(one)) is None


def test_the_filters_know_each_release_of_the_dataset() -> None:
    page = pages(example())["report.html"].decode()
    for row in example()["releases"]:
        assert isinstance(row, Release)
        assert f'<option value="{row.release_id}">{row.release_id}</option>' in page
