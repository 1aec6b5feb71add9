"""Text from a release is data wherever it is published: it never runs, and it stays readable."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import re
from html.parser import HTMLParser

import pytest

from pipeline.dataset import Dataset, Finding
from pipeline.ingest.source import find_sources, read_source
from pipeline.publish.report import Released
from pipeline.publish.tables import csv_bytes, excel_bytes
from tests import publish_example
from tests.publish_example import ANNEX, ANNOUNCEMENT, CASTRIES, RAW, example, render

HOSTILE = (
    "<script>alert(1)</script>",
    "</style><img src=x onerror=alert(1)>",
    '"><svg/onload=alert(1)>',
    "&lt;b&gt; & <!-- -->",
    "javascript:alert(1)",
)


class Page(HTMLParser):
    """The tags, attributes and text of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.text += data


def hostile(text: str) -> Dataset:
    """The example with `text` wherever a release's words come to be shown."""
    dataset = example()
    for table, columns in {
        "releases": ("title", "agency_printed"),
        "sessions": ("name_zh",),
        "speakers": ("place_name_zh", "person_name"),
        "provenance": ("printed",),
        "findings": ("message", "evidence", "decision"),
    }.items():
        values = dict.fromkeys(columns, text)
        dataset[table] = [row.model_copy(update=values) for row in dataset[table]]
    return dataset


def pages(dataset: Dataset) -> dict[str, str]:
    """The pages of the report, by path."""
    files = publish_example.pages(dataset, released())
    return {path: content.decode() for path, content in files.items() if path.endswith(".html")}


def released() -> list[Released]:
    """The releases of the example as they are read."""
    found = []
    for source in find_sources(RAW)[0]:
        document = read_source(source)[0] if source.release_id in (ANNOUNCEMENT, ANNEX) else None
        if document is not None:
            found.append(Released(document))
    return found


@pytest.fixture(scope="module")
def harmless() -> dict[str, str]:
    return pages(example())


@pytest.mark.parametrize("text", HOSTILE)
def test_the_report_shows_hostile_text_as_text(text: str, harmless: dict[str, str]) -> None:
    harmed = pages(hostile(text))
    assert harmless.keys() == harmed.keys()
    for path, page in harmed.items():
        shown, like = Page(page), Page(harmless[path])
        assert shown.tags <= like.tags | {"blockquote"}
        assert shown.attributes == like.attributes
        assert not shown.tags & {"img", "iframe", "link", "object", "embed", "base"}
        assert shown.text.count(text) >= 4


def test_the_pages_let_nothing_be_fetched_and_run_their_own_script_alone(
    harmless: dict[str, str],
) -> None:
    for page in harmless.values():
        policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
        assert policy
        style, script = (
            base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
            for tag in ("style", "script")
            for content in re.findall(rf"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        )
        assert policy[1] == (
            f"default-src 'none'; style-src 'sha256-{style}'; script-src 'sha256-{script}'; "
            "img-src data:; base-uri 'none'; form-action 'none'"
        )
        assert not re.search(r"<[^>]*\s(?:src|style|on\w+)\s*=", page)
        targets = re.findall(r'<[^>]*\shref="([^"]*)"', page)
        assert all(re.match(r"#|report/|\.\./report\.html|2022-", target) for target in targets)


def test_control_characters_are_made_visible() -> None:
    for page in pages(hostile("甲\x00\x1b[2J\x7f乙")).values():
        assert "甲␀␛[2J␡乙" in page
        assert not {"\x00", "\x1b"} & set(page)


def test_the_index_says_what_is_open_what_is_settled_and_where_it_was_read(
    harmless: dict[str, str],
) -> None:
    text = Page(harmless["report.html"]).text
    assert "2 releases新聞稿" in text
    assert "1 to settle待處理" in text
    opened, settled = text.split("Settled by a decision")
    assert "place-unknown" in opened.split("Pictures圖表", maxsplit=2)[1]
    assert CASTRIES in opened
    assert "judgements.yml: the link shows 美亞場" in settled
    assert "judgements.yml: the link shows 美亞場" not in opened


def test_a_cell_has_the_number_of_the_words_that_it_was_read_from(harmless: dict[str, str]) -> None:
    page = harmless[f"report/{ANNEX}.html"]
    cell = re.search(
        r'data-n="(\d+)" aria-pressed="false">捷克維索基納省; 捷克維索基納省議員<', page
    )
    assert cell
    assert re.search(rf'data-c="[\d ]*\b{cell[1]}\b[\d ]*"[^>]*>捷克維索基納省議員</span>', page)


def test_the_report_of_a_dataset_without_findings_says_so() -> None:
    dataset = example()
    dataset["findings"].clear()
    assert "Nothing waits for a person." in pages(dataset)["report.html"]


@pytest.mark.parametrize(
    "text",
    [
        *(
            '=HYPERLINK("http://example.org","看")',
            "+1",
            "-1+1",
            "@SUM(A1)",
            "\t=1",
            "\r=1",
            "\n=1",
        ),
        *("＝1", "＋1", "－1", "＠SUM(A1)", " =1", "\u3000＝1"),
    ],
)
def test_a_formula_is_text_in_the_excel_copy_and_untouched_elsewhere(text: str) -> None:
    rows = [example()["findings"][0].model_copy(update={"evidence": text})]
    assert evidence(excel_bytes(Finding, rows)) == [f"'{text}"]
    assert evidence(csv_bytes(Finding, rows)) == [text]


def evidence(content: bytes) -> list[str]:
    lines = io.StringIO(content.decode("utf-8-sig"), newline="")
    return [row["evidence"] for row in csv.DictReader(lines)]


def test_a_negative_number_stays_a_number_in_the_excel_copy() -> None:
    assert ",49.4,-15.5," in render(example())["excel/places.csv"].decode("utf-8-sig")
