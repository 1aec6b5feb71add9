"""Tables without rules in a PDF: which lines make a cell, a row and a table."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.ingest.limits import LIMITS
from pipeline.ingest.pdf import read_pdf
from pipeline.ingest.raw_file import RawFile
from tests.pdfs import Sheet, pdf

LINE = 15
"""Points from a line to the next."""

Row = tuple[str, ...]


def parts(*sheets: Sheet) -> list[str | list[Row]]:
    """What a file of these pages holds: paragraphs, and tables as the texts of their cells."""
    document, findings = read_pdf(RawFile("x", "x.pdf", "0" * 64, pdf(*sheets)), LIMITS)
    assert document is not None, findings
    return [
        block.text.text
        if block.table is None
        else [tuple(cell.text.text if cell else "" for cell in row) for row in block.table.rows]
        for block in document.blocks
    ]


def table(page: Sheet, top: float, places: Sequence[float], rows: Sequence[Row]) -> float:
    """Rows whose cells, of lines parted by newlines, begin at these places; where the last ends."""
    for row in rows:
        for x, text in zip(places, row, strict=True):
            for number, line in enumerate(text.split("\n")):
                page.text(x, top + LINE * number, line)
        top += LINE * max(text.count("\n") + 1 for text in row)
    return top


# --- cells ----------------------------------------------------------------------------------------


def test_the_longest_of_many_entries_is_not_broken() -> None:
    seats = (
        "主持人：臺北市副市長林奕華",
        "捷克布拉格市長 Mr. Bohuslav Svoboda",
        "德國慕尼黑市副市長 Ms. Verena Dietl",
        "西班牙瓦倫西亞市議員 Ms. Paula Llobet",
        "美國鳳凰城市長 Ms. Kate Gallego",
    )
    rows = [
        ("場次", "時間", "與談人"),
        ("亞太場", "3/17 09:30", "日本京都市市長 松井孝治\n越南峴港市副主席 Ms. Nguyen Thi"),
        ("歐美場", "3/18 14:00", "\n".join(seats)),
    ]
    page = Sheet()
    table(page, 100, (60, 130, 240), rows)
    assert parts(page) == [rows]


def test_the_longest_entry_without_blanks_is_not_broken_either() -> None:
    rows = [
        ("場次", "時間", "與談人"),
        (
            "亞太場",
            "3/17 09:30",
            "日本京都市市長松井孝治\n馬來西亞檳城市市長拉惹南德蘭\n印度市長王五",
        ),
        ("歐美場", "3/18 14:00", "捷克市長張三\n德國慕尼黑市副市長丁二\n美國市長李四"),
    ]
    page = Sheet()
    table(page, 100, (60, 130, 240), rows)
    assert parts(page) == [rows]
