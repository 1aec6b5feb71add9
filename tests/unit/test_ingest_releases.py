"""What reading finds in the five releases."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline.ingest.contact import LABEL_COLON, MAIL, PHONE
from pipeline.ingest.coverage import texts_of, uncovered
from pipeline.ingest.document import Block, Document
from pipeline.ingest.source import find_sources, read_source
from tests.labelled.labels import labels_of

ROOT = Path(__file__).parents[2]
KINDS = {
    "2020-08-13-announcement": {"paragraph": 15, "item": 1, "table": 1, "caption": 1},
    "2020-08-22-closing": {"heading": 2, "paragraph": 10, "item": 1, "caption": 7},
    "2021-closing": {"paragraph": 1},
    "2022-03-22-announcement": {"heading": 2, "paragraph": 19, "table": 1, "caption": 1},
    "2022-closing-annex": {"paragraph": 3, "table": 11},
}


@pytest.fixture(scope="module")
def documents() -> dict[str, Document]:
    sources, findings = find_sources(ROOT / "raw")
    assert findings == []
    read = {source.release_id: read_source(source) for source in sources}
    assert all(told == [] for _, told in read.values())
    return {name: document for name, (document, _) in read.items() if document}


def tables(document: Document) -> list[list[list[str]]]:
    return [
        [[cell.text.text if cell else "(spanned)" for cell in row] for row in block.table.rows]
        for block in document.blocks
        if block.table
    ]


def paragraph(document: Document, beginning: str) -> str:
    return next(b.text.text for b in document.blocks if b.text.text.startswith(beginning))


def test_the_five_are_found_by_name(documents: dict[str, Document]) -> None:
    assert list(documents) == sorted(KINDS)


@pytest.mark.parametrize("release_id", KINDS)
def test_kinds_of_blocks(documents: dict[str, Document], release_id: str) -> None:
    assert Counter(block.kind for block in documents[release_id].blocks) == KINDS[release_id]


def test_formats(documents: dict[str, Document]) -> None:
    formats = {name: document.source_format for name, document in documents.items()}
    assert formats == {
        "2020-08-13-announcement": "text",
        "2020-08-22-closing": "markdown",
        "2021-closing": "text",
        "2022-03-22-announcement": "markdown",
        "2022-closing-annex": "text",
    }


@pytest.mark.parametrize(
    ("release_id", "beginning", "mended"),
    [
        ("2020-08-13-announcement", "柯文哲市長表示", "開始舉辦智慧城市首長高峰會並受到好評"),
        ("2020-08-22-closing", "於線上論壇中", "智慧科技遏止新冠(COVID-19)疫情"),
        ("2020-08-22-closing", "最終場於8月19日", "智慧城市治理的方式，會議結束後"),
        ("2022-03-22-announcement", "由於台灣擁有", "各城市無不積極強化數位基礎建設"),
    ],
)
def test_sentences_cut_by_a_page_end_are_mended(
    documents: dict[str, Document], release_id: str, beginning: str, mended: str
) -> None:
    assert mended in paragraph(documents[release_id], beginning)


@pytest.mark.parametrize("release_id", KINDS)
def test_nothing_of_a_contact_block_is_left(
    documents: dict[str, Document], release_id: str
) -> None:
    document = documents[release_id]
    cut = [document.source[s.start : s.end] for s in document.ignored if s.reason == "contact"]
    assert len(cut) == (0 if release_id in ("2021-closing", "2022-closing-annex") else 2)
    words = {word for text in cut for word in re.findall(r"[\u4e00-\u9fff]{3}|\d{5,}", text)}
    for text in texts_of(document.blocks):
        assert not PHONE.search(text.text)
        assert not MAIL.search(text.text)
        assert not LABEL_COLON.search(text.text)
        assert not any(word in text.text for word in words if not word.startswith("聯絡"))


@pytest.mark.parametrize("release_id", KINDS)
def test_nothing_is_lost(documents: dict[str, Document], release_id: str) -> None:
    document = documents[release_id]
    assert [document.source[a:b] for a, b in uncovered(document)] == []


@pytest.mark.parametrize("release_id", KINDS)
def test_each_line_is_found_where_it_was_read(
    documents: dict[str, Document], release_id: str
) -> None:
    document = documents[release_id]
    for text in texts_of(document.blocks):
        for line in text.lines():
            places = document.locate(line)
            assert places
            for place in places:
                assert document.source[place.char_start : place.char_end] == place.printed
            printed = "".join(place.printed for place in places)
            assert printed.replace("\\", "").replace("&amp;", "&") == line.text.replace("\\", "")


def test_the_table_of_2020_has_a_line_a_delegate(documents: dict[str, Document]) -> None:
    [table] = tables(documents["2020-08-13-announcement"])
    assert [len(row) for row in table] == [3, 3, 3, 3]
    assert table[0] == ["場次", "日期/時間", "與會講者(城市首長或代表)"]
    assert [cell[2].count("\n◆ ") for cell in table[1:]] == [8, 8, 7]
    assert table[2][2].split("\n")[4] == "◆ 美國斯克蘭頓－市長 Ms. Paige Coggnet"


def test_the_table_of_the_2022_announcement_keeps_its_line_breaks(
    documents: dict[str, Document],
) -> None:
    [table] = tables(documents["2022-03-22-announcement"])
    assert [row[:2] for row in table] == [
        ["場次", "日期"],
        ["首長高峰會\n歐亞場", "3/22"],
        ["首長高峰會\n美亞場", "3/23"],
        ["女性領袖峰會", "3/23"],
    ]
    assert table[1][2].startswith("【歐亞區】\n捷克維索基納省、")


def test_the_annex_has_a_table_a_page(documents: dict[str, Document]) -> None:
    pages = tables(documents["2022-closing-annex"])
    assert [len(page) for page in pages] == [4, 4, 6, 3, 4, 6, 5, 2, 2, 4, 2]
    assert all(len(row) == 3 for page in pages for row in page)
    assert {tuple(page[0]) for page in pages} == {
        ("編號", "城市與談人", "內容摘要"),
        ("項次", "城市與談人", "內容摘要"),
    }


def test_summaries_of_the_annex_have_the_lines_that_a_reader_sees(
    documents: dict[str, Document],
) -> None:
    labels = labels_of("2022-closing-annex")
    rows = [row for page in tables(documents["2022-closing-annex"]) for row in page[1:]]
    talks = [talk["text"] for talk in labels["talks"] if talk["kind"] == "talk"]
    whole = {row[2] for row in rows}
    # Seven page ends cut a summary in two; each other is one cell, line by line.
    assert len([talk for talk in talks if talk not in whole]) == 7
    answers = [row[2] for row in rows if row[0].startswith("專題討論")]
    told = "".join(row[2] for row in rows if row[2] not in answers)
    assert told.replace("\n", "") == "".join(talks).replace("\n", "")


def test_the_site_around_the_flat_page_is_set_aside(documents: dict[str, Document]) -> None:
    document = documents["2021-closing"]
    [block] = document.blocks
    assert block.text.text.startswith("2021智慧城市首長高峰會議已於24日圓滿落幕")
    assert block.text.text.endswith("【英文】https://youtu.be/aWk13deq9fY")
    aside = "".join(
        document.source[s.start : s.end] for s in document.ignored if s.reason == "site-furniture"
    )
    assert "服務條款" in aside
    assert "高峰會" not in aside


def links(blocks: tuple[Block, ...]) -> list[tuple[str, str | None]]:
    return [
        (link.label.text, link.target.text if link.target else None)
        for block in blocks
        for link in block.links
    ]


def test_links_in_all_their_shapes(documents: dict[str, Document]) -> None:
    assert links(documents["2020-08-22-closing"].blocks) == [
        ("影片", None),
        ("https://www.facebook.com/doit.taipei230/",) * 2,
    ]
    assert ("https://youtu.be/yFa8_umRCww",) * 2 in links(
        documents["2022-03-22-announcement"].blocks
    )
    assert len(links(documents["2022-03-22-announcement"].blocks)) == 6
    assert [target for _, target in links(documents["2021-closing"].blocks)] == [
        "https://youtu.be/1QnArC59GU4",
        "https://youtu.be/aWk13deq9fY",
    ] * 2
