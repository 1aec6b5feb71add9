"""Tables without vertical rules in which a name stands once beside several rows."""

from __future__ import annotations

import io

import pdfplumber
import pytest

from pipeline.ingest.pdf_grid import page_grids
from tests.pdfs import Sheet, pdf

LEFT = (60, 140, 240, 340)
SEATS = (
    ("芬蘭", "坦佩雷市", "柯一"),
    ("德國", "漢堡市", "丁二"),
    ("秘魯", "利馬市", "張三"),
    ("日本", "福岡市", "李四"),
    ("泰國", "清邁市", "王五"),
)
PITCH = 24


def sheet(places: tuple[float, float]) -> Sheet:
    """A table of two sessions, whose names stand so many rows below the first one."""
    page = Sheet()
    for x, text in zip(LEFT, ("場次", "國家", "城市", "姓名"), strict=True):
        page.text(x, 100, text)
    for number, seat in enumerate(SEATS, 1):
        for x, text in zip(LEFT[1:], seat, strict=True):
            page.text(x, 100 + PITCH * number, text)
    for place, name in zip(places, ("第一場次", "第二場次"), strict=True):
        page.text(LEFT[0], 100 + PITCH * (1 + place), name)
    return page


def sessions(page: Sheet) -> list[tuple[str, int, int]]:
    """The texts of the first column, each with its row and how many it is for."""
    with pdfplumber.open(io.BytesIO(pdf(page))) as file:
        (grid,) = page_grids(file.pages[0])
    return [(cell.text, cell.row, cell.rowspan) for cell in grid.cells if cell.column == 0]


HEADER = ("場次", 0, 1)


@pytest.mark.parametrize("places", [(0, 3), (1, 3.5)])
def test_a_name_at_the_head_or_at_half_height_is_for_its_rows(places: tuple[float, float]) -> None:
    assert sessions(sheet(places)) == [HEADER, ("第一場次", 1, 3), ("第二場次", 4, 2)]


def test_a_name_at_half_height_may_be_for_an_even_number_of_rows() -> None:
    assert sessions(sheet((0.5, 3))) == [HEADER, ("第一場次", 1, 2), ("第二場次", 3, 3)]


def test_rules_that_pass_a_column_tell_which_rows_a_name_is_for() -> None:
    page = sheet((2, 4))
    for number in range(len(SEATS) + 2):
        whole = number in (0, 1, 4, len(SEATS) + 1)
        y = 100 + PITCH * number - 6
        page.rule(55 if whole else 135, y, 400, y)
    assert sessions(page) == [HEADER, ("第一場次", 1, 3), ("第二場次", 4, 2)]
