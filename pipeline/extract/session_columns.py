"""Tables that print a session a column, and nothing beside them: read as lists, column by column."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.extract.references import session_refs
from pipeline.ingest.document import Block, Cell, Link, Text


def column_by_column(block: Block) -> Iterator[Block]:
    """The lines of a table whose first row names a session in each of its cells, those of a session
    together; any other block as it is."""
    rows = block.table.rows if block.table is not None else ()
    heads = [cell for cell in rows[0] if cell is not None] if len(rows) > 1 else []
    named = [_named(cell) for cell in heads]
    single = all(cell is not None and cell.colspan == 1 for row in rows for cell in row)
    if len(heads) < 2 or not single or None in named or len(set(named)) < len(named):
        yield block
        return
    for index in range(len(heads)):
        for row in rows:
            cell = row[index] if index < len(row) else None
            for line in cell.text.lines() if cell is not None else ():
                yield Block("paragraph", line, None, _links_on(line, block), block.page)


def _named(cell: Cell) -> str | None:
    """The name of the session that a cell is headed by; a day alone is none."""
    refs = [found.ref for found in session_refs(cell.text)]
    names = [ref.name or ref.event for ref in refs if ref.name is not None or ref.event is not None]
    return str(names[0]) if names and names[0] is not None else None


def _links_on(line: Text, block: Block) -> tuple[Link, ...]:
    return tuple(link for link in block.links if not set(link.label.starts).isdisjoint(line.starts))
