"""The columns of a table: what its header says, or, without one, what its cells hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from pipeline.extract.headers import WORDS, Meaning, meaning_of, with_places
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.office_holders import LATIN_NAME
from pipeline.extract.programme import says_which
from pipeline.extract.references import session_refs
from pipeline.ingest.document import Cell, Text

Grid = list[tuple[Cell | None, ...]]
"""The rows of a table on one page; a position under a span holds None."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a logical table: its heading as printed and what that means."""

    meaning: Meaning
    header: Text | None


def filled_cells(row: Iterable[Cell | None]) -> list[Cell]:
    return [cell for cell in row if cell is not None and cell.text.strip()]


def read_header(
    grid: Grid, lexicon: Lexicon
) -> tuple[int, tuple[Column, ...] | None, tuple[str, ...]]:
    """How many rows of header there are, the columns that they name, and the header's key."""
    if not grid:
        return 0, None, ()
    first = _header_meanings(grid[0], lexicon)
    if first is None:
        return 0, None, ()
    size = 1
    texts = _header_texts(grid[0], len(grid[0]))
    lower: list[Text | None] = [None] * len(texts)
    spans = any(cell is not None and cell.colspan > 1 for cell in grid[0])
    if len(grid) > 1 and (second := _header_meanings(grid[1], lexicon)) is not None:
        named = [m for m in second if m is not None]
        if spans or len(named) >= len(filled_cells(grid[1])):
            size = 2
            lower = _header_texts(grid[1], len(grid[0]))
            texts = [_both(a, b) for a, b in zip(texts, lower, strict=True)]
    named_so = [
        _meaning(below, lexicon) or _meaning(text, lexicon) or held
        for text, below, held in zip(
            texts, lower, _unnamed(grid[size:], texts, lexicon), strict=True
        )
    ]
    folded = [lexicon.fold(text.text) if text is not None else "" for text in texts]
    columns = tuple(map(Column, with_places(named_so, folded), texts))
    key = _key(texts, lexicon)
    return size, columns, key


def _unnamed(grid: Grid, texts: list[Text | None], lexicon: Lexicon) -> list[Meaning]:
    """What columns without a heading hold where it is sessions or their days; else `other`."""
    guessed = [
        _guess(list(_column_texts(grid, index)), lexicon) if text is None else "other"
        for index, text in enumerate(texts)
    ]
    return [meaning if meaning in ("session", "when") else "other" for meaning in guessed]


def upright(grid: Grid, lexicon: Lexicon) -> Grid:
    """The grid with a row for each session, where it prints a column for each.

    Such a grid has sessions or days in its first row and headings (主持人, 與談人) in its first column.
    """
    width = max((len(row) for row in grid), default=0)
    if len(grid) < 2 or width < 2:
        return grid
    side = [row[0].text.strip() for row in grid[1:] if row and row[0] is not None]
    named = [_meaning(text, lexicon) for text in side if text]
    sessions = [cell for cell in grid[0][1:] if cell is not None and cell.text.strip()]
    lies = (
        bool(named)
        and 2 * sum(meaning is not None for meaning in named) > len(grid) - 1
        and len(sessions) > 0
        and all(names_session(cell.text) for cell in sessions)
    )
    if not lies:
        return grid
    return [
        tuple(_turned(row[index]) if index < len(row) else None for row in grid)
        for index in range(width)
    ]


def names_session(text: Text) -> bool:
    """Whether a text says which session it is about."""
    return any(says_which(found.ref) for found in session_refs(text))


def _turned(cell: Cell | None) -> Cell | None:
    return cell and replace(cell, colspan=cell.rowspan, rowspan=cell.colspan)


def is_title_row(grid: Grid, lexicon: Lexicon) -> bool:
    """Whether a table begins with its own title: one cell above the header."""
    if len(grid) < 2 or len(filled_cells(grid[0])) != 1:
        return False
    return _header_meanings(grid[1], lexicon) is not None


def header_key(row: tuple[Cell | None, ...], width: int, lexicon: Lexicon) -> tuple[str, ...]:
    """What a row would be known by if it were a header; two headers with one key are the same."""
    return _key(_header_texts(row, width), lexicon)


def _key(texts: Iterable[Text | None], lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(re.sub(r"\s+", "", lexicon.fold(text.text)) if text else "" for text in texts)


def _both(upper: Text | None, lower: Text | None) -> Text | None:
    if upper is None or lower is None:
        return upper or lower
    return Text.join(" ", [upper, lower])


def _header_texts(row: tuple[Cell | None, ...], width: int) -> list[Text | None]:
    """A header row's text for each column, a spanning cell's for every column it spans."""
    texts: list[Text | None] = [None] * width
    for index, cell in enumerate(row):
        if cell is None:
            continue
        for offset in range(cell.colspan):
            if index + offset < width and cell.text.strip():
                texts[index + offset] = cell.text.strip()
    return texts


def _meaning(text: Text | None, lexicon: Lexicon) -> Meaning | None:
    return None if text is None else meaning_of(lexicon.fold(text.text))


_LONG_HEADING = 24


def _header_meanings(row: tuple[Cell | None, ...], lexicon: Lexicon) -> list[Meaning | None] | None:
    """The meanings of a row's cells if the row is a header, else None."""
    cells = filled_cells(row)
    if len(cells) < 2 or any(len(cell.text) > _LONG_HEADING for cell in cells):
        return None
    found = [_meaning(cell.text, lexicon) for cell in cells]
    named = sum(m is not None for m in found)
    return found if named > 1 and named * 2 >= len(cells) else None


def guess_columns(grid: Grid, lexicon: Lexicon) -> tuple[Column, ...]:
    """Meanings of the columns of a table without a header, from what their cells hold."""
    width = max((len(row) for row in grid), default=0)
    held = [list(_column_texts(grid, index)) for index in range(width)]
    if width > 1 and all(_are_participants(texts, lexicon) for texts in held):
        return tuple(Column("delegate", None) for _ in held)
    guessed: list[Meaning] = []
    for texts in held:
        meaning = _guess(texts, lexicon)
        guessed.append("other" if meaning in guessed else meaning)
    if "country" in guessed:
        # What stands beside a column of countries, and is neither title nor person, is a place.
        beside = [
            index for index, meaning in enumerate(guessed) if meaning in ("other", "delegate")
        ]
        names = [i for i in beside if held[i] and max(map(len, held[i])) <= _LONGEST_PLACE]
        for index in names[:1]:
            guessed[index] = "place"
    if not _SAYS_WHOSE.intersection(guessed):
        # Two Latin words may be anything: a name counts beside a country, a place or a title only.
        guessed = ["other" if meaning == "person" else meaning for meaning in guessed]
    return tuple(Column(meaning, None) for meaning in guessed)


_LONGEST_CARD = 60


def _are_participants(texts: list[str], lexicon: Lexicon) -> bool:
    """Whether each cell of a column is somebody of a country: a card beside other cards."""
    return bool(texts) and all(
        len(text) <= _LONGEST_CARD
        and "。" not in text
        and any(lexicon.countries.prefix(line) for line in lexicon.fold(text).splitlines())
        and any(lexicon.titles.spans(lexicon.fold(text)))
        for text in texts
    )


def _column_texts(grid: Grid, index: int) -> Iterator[str]:
    for row in grid:
        cell = row[index] if index < len(row) else None
        if cell is not None and (text := cell.text.text.strip()):
            yield text


_LONGEST_PLACE = 16
_SAYS_WHOSE = frozenset({"country", "place", "title", "delegate"})
_NUMBER = re.compile(r"[(（]?(?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）.．、]?")
_DATE = re.compile(r"\d{1,2}\s*[/月]\s*\d{1,2}|\d{1,2}\s*[:：]\s*\d{2}")
_SESSION = re.compile(r"場|场|session", re.IGNORECASE)

Fits = Callable[[str, str, Lexicon], bool]
"""Whether a cell, as printed and folded, may stand in a column of a meaning."""


def _is_person(text: str, folded: str, lexicon: Lexicon) -> bool:
    match = LATIN_NAME.fullmatch(text)
    known = folded in lexicon.titles or folded in lexicon.countries or folded in lexicon.places
    return match is not None and not known and (" " in match["name"] or bool(match["honorific"]))


def _is_delegate(_text: str, folded: str, lexicon: Lexicon) -> bool:
    bare = folded.lstrip("◆•●- ")
    return bool(
        lexicon.countries.prefix(bare)
        or (len(bare) <= 60 and (lexicon.titles.suffix(bare) or lexicon.places.prefix(bare)))
    )


_FITTING: tuple[tuple[Meaning, Fits], ...] = (
    ("number", lambda text, folded, lexicon: _NUMBER.fullmatch(text) is not None),
    ("when", lambda text, folded, lexicon: len(text) <= 30 and _DATE.search(text) is not None),
    (
        "session",
        lambda text, folded, lexicon: len(text) <= 20 and _SESSION.search(text) is not None,
    ),
    ("part", lambda text, folded, lexicon: folded in WORDS["delegate"]),
    ("country", lambda text, folded, lexicon: folded in lexicon.countries),
    ("title", lambda text, folded, lexicon: folded in lexicon.titles),
    ("person", _is_person),
    ("delegate", _is_delegate),
    ("summary", lambda text, folded, lexicon: len(text) > 40),
)
"""What columns may hold, the most telling first."""


def _guess(texts: list[str], lexicon: Lexicon) -> Meaning:
    """What more than half of a column's cells fit."""
    cells = [(text, lexicon.fold(text)) for text in texts]
    for meaning, fits in _FITTING:
        if 2 * sum(fits(text, folded, lexicon) for text, folded in cells) > len(cells):
            return meaning
    return "other"
