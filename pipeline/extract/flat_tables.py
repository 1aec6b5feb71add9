"""Tables copied flat: the headings on lines of their own, then the cells, a line each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from pipeline.extract.headers import Meaning, meaning_of
from pipeline.extract.lexicon import Lexicon
from pipeline.ingest.document import Block, Cell, Table, Text

_LEAST_HEADINGS = 3
_LONGEST_HEADING = 12
_LONGEST_CELL = 80
_SPREAD: frozenset[Meaning] = frozenset({"session", "when"})
"""Columns whose cells span rows: a copy has them once."""

_Columns = Sequence[Meaning]


def with_flat_tables(blocks: Sequence[Block], lexicon: Lexicon) -> tuple[Block, ...]:
    """The blocks, lines that are the headings and the cells of participants as tables.

    A row is as long as the headings, and each of its cells fits the heading; a row that does not
    ends the table, and what is behind it stays as it was.
    """
    return tuple(_gathered(blocks, lexicon))


def _gathered(blocks: Sequence[Block], lexicon: Lexicon) -> Iterator[Block]:
    index = 0
    while index < len(blocks):
        columns = list(_headings(blocks, index, lexicon))
        end = index + len(columns)
        rows = [[block.text for block in blocks[index:end]]]
        while columns and (row := _row(blocks, end, columns, lexicon)) is not None:
            rows.append(row)
            end += sum(bool(text) for text in row)
        if len(rows) == 1:
            yield blocks[index]
            index += 1
            continue
        table = Table(tuple(tuple(Cell(text) for text in row) for row in rows))
        yield Block("table", Text.inserted(""), table, page=blocks[index].page)
        index = end


def _headings(blocks: Sequence[Block], start: int, lexicon: Lexicon) -> Iterator[Meaning]:
    """The columns that lines from `start` on head, if they head a table of participants."""
    found: list[Meaning] = []
    for block in blocks[start:]:
        short = block.table is None and len(block.text) <= _LONGEST_HEADING
        meaning = meaning_of(lexicon.fold(block.text.text)) if short else None
        if meaning is None or meaning in found:
            break
        found.append(meaning)
    named = {"person", "delegate"} & {*found}
    checked = {"country", "title", "delegate"} & {*found}
    if len(found) >= _LEAST_HEADINGS and named and checked:
        yield from found


def _row(
    blocks: Sequence[Block], start: int, columns: _Columns, lexicon: Lexicon
) -> list[Text] | None:
    """The cells of the row that begins at a block, those blank that it shares with the row above."""
    for blank in (frozenset[Meaning](), _SPREAD):
        own = [column for column in columns if column not in blank]
        cells = [block.text for block in blocks[start : start + len(own)] if block.table is None]
        if len(cells) < len(own) or not all(map(bool, cells)):
            continue
        if all(_fits(column, cell, lexicon) for column, cell in zip(own, cells, strict=True)):
            held = iter(cells)
            return [Text.inserted("") if c in blank else next(held) for c in columns]
    return None


def _fits(column: Meaning, cell: Text, lexicon: Lexicon) -> bool:
    """Whether a cell may stand in a column: countries, offices and numbers are told apart."""
    folded = lexicon.fold(cell.text)
    country, office = folded in lexicon.countries, lexicon.titles.suffix(folded) > 0
    if column == "summary":
        return True
    if len(cell) > _LONGEST_CELL or (column != "country" and country and column != "place"):
        return False
    if column == "country":
        return country
    if column == "title":
        return office
    if column == "delegate":
        held = next(lexicon.titles.spans(folded), None) is not None
        return held or (lexicon.countries.prefix(folded) > 0 and not office)
    if column == "number":
        return cell.text.strip(" .、").isdecimal()
    return column not in ("person", "place") or not office
