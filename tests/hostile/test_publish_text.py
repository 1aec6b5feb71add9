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
from pipeline.publish.report import report
from pipeline.publish.stage import render
from pipeline.publish.tables import csv_bytes, excel_bytes
from tests.publish_example import CASTRIES, example

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


@pytest.mark.parametrize("text", HOSTILE)
def test_the_review_page_shows_hostile_text_as_text(text: str) -> None:
    harmless, page = Page(report(example())), Page(report(hostile(text)))
    assert page.tags == harmless.tags
    assert page.attributes == harmless.attributes
    assert not page.tags & {"script", "img", "svg", "iframe", "link", "a"}
    assert page.text.count(text) > 10


def test_the_page_lets_nothing_be_fetched_or_run() -> None:
    page = report(example())
    policy = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', page)
    style = re.search(r"<style>(.*?)</style>", page, re.DOTALL)
    assert policy
    assert style
    digest = base64.b64encode(hashlib.sha256(style[1].encode()).digest()).decode()
    assert policy[1] == (
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )
    assert not re.search(r"\b(?:src|href|style|on\w+)\s*=", page)
    assert "http" not in page.replace("http-equiv", "").replace("http://example.org", "")


def test_control_characters_are_made_visible() -> None:
    page = report(hostile("甲\x00\x1b[2J\x7f乙"))
    assert "甲␀␛[2J␡乙" in page


def test_the_page_says_what_is_open_what_is_settled_and_what_was_read() -> None:
    page = report(example())
    text = Page(page).text
    assert "2 releases, 2 sessions, 3 speakers, 1 talks; 1 open of 2 findings." in text
    opened, settled = text.split("Settled by a reviewed decision")
    assert "place-unknown" in opened
    assert CASTRIES in opened
    assert "shared-link" not in opened
    assert "judgements.yml: the link shows 美亞場" in settled
    assert '<dt>printed</dt><dd><q lang="zh-TW">捷克維索基納省議員</q></dd>' in page


def test_the_page_of_a_dataset_without_findings_says_none() -> None:
    dataset = example()
    dataset["findings"].clear()
    assert "None. · 無。" in Page(report(dataset)).text


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
