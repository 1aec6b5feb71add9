"""Where the quote of a correction stands in a document, whatever its format."""

from __future__ import annotations

import pytest

from pipeline.ingest.html import read_html
from pipeline.normalize.corrections import occurrences
from tests.office_files import document

QUOTE = "賓州克蘭頓市長 Ms. Paige Cagnetti"


@pytest.mark.parametrize(
    "page",
    [
        f"<p>美國{QUOTE}表示</p>",
        "<p>美國賓州<b>克蘭頓</b>市長\n  Ms. <i>Paige</i> Cagnetti表示</p>",
        "<table><tr><td>一<td>賓州克蘭頓市長<br>Ms. Paige Cagnetti<tr><td>二<td>三</table>",
    ],
)
def test_neither_markup_nor_white_space_parts_a_quote(page: str) -> None:
    read = document(read_html, page.encode(), "x.html")
    [(start, end)] = occurrences(QUOTE, read)
    assert page[start:].startswith("賓州")
    assert page[:end].endswith("Cagnetti")


def test_a_quote_that_only_the_markup_holds_is_gone() -> None:
    read = document(read_html, f"<p title='{QUOTE}'>美國</p>".encode(), "x.html")
    assert list(occurrences(QUOTE, read)) == []
