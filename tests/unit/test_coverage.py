"""What extraction leaves unused, and by which rule."""

from __future__ import annotations

from pipeline.extract.lexicon import Lexicon
from pipeline.extract.stage import extract_release
from pipeline.ingest.document import Block, Cell, Document, Table, Text

QR_CODES = ("Smart City online", "Mayors' Summit online")


def reasons(rows: list[tuple[str, ...]], lexicon: Lexicon) -> dict[str, str]:
    """A document of one table: the rule for each of its words."""
    source = "\n".join(word for row in rows for word in row)
    cells = tuple(
        tuple(
            Cell(
                Text.read(source, at := source.index(word), at + len(word))
                if word
                else Text.read("")
            )
            for word in row
        )
        for row in rows
    )
    block = Block("table", Text.read(""), Table(cells))
    facts = extract_release(Document("x", "x.docx", "docx", "0" * 64, source, (block,)), lexicon)
    return {source[s.start : s.end]: s.reason for s in facts.coverage}


def test_words_below_pictures_are_captions(lexicon: Lexicon) -> None:
    assert set(reasons([("", ""), QR_CODES], lexicon).values()) == {"caption"}


def test_a_table_that_is_not_understood_is_told(lexicon: Lexicon) -> None:
    rows = [("蘋果", "三公斤"), ("香蕉", "五公斤")]
    assert "unused" in reasons(rows, lexicon).values()
