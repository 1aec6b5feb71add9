"""Where published values were read: gathered while rows are made, numbered at the end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pipeline.dataset import Provenance
from pipeline.ingest.document import Document, Span, Text

_Value = tuple[str, str, str, str]
"""Table, row id, column, release id."""


class Sources:
    """The stretches of the sources behind each published value.

    Stretches of one value are numbered in the order in which they stand in the source, whatever
    the order in which they were noted; one noted twice counts once.
    """

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = {document.release_id: document for document in documents}
        self._spans: dict[_Value, set[Span]] = {}

    def note(
        self, table: str, row_id: str, columns: Iterable[str], release_id: str, text: Text | None
    ) -> None:
        """`text` is where the values of `columns` in that row were read, in that release."""
        if text is None:
            return
        for column in columns:
            value = (table, row_id, column, release_id)
            self._spans.setdefault(value, set()).update(text.spans())

    def rows(self) -> list[Provenance]:
        """The rows of the provenance table, unsorted."""
        return [row for value, spans in self._spans.items() for row in self._rows(value, spans)]

    def _rows(self, value: _Value, spans: Iterable[Span]) -> Iterable[Provenance]:
        table, row_id, column, release_id = value
        document = self._documents[release_id]
        texts = (Text.read(document.source, start, end) for start, end in sorted(spans))
        return provenance_rows(table, row_id, column, document, texts)


def provenance_rows(
    table: str, row_id: str, column: str, document: Document, texts: Iterable[Text]
) -> Iterator[Provenance]:
    """Where texts stand in a document, as the provenance of a value; a row a printed line."""
    places = (place for text in texts for place in document.locate(text))
    for ordinal, place in enumerate(places, start=1):
        yield Provenance(
            table=table,
            row_id=row_id,
            column=column,
            release_id=document.release_id,
            ordinal=ordinal,
            printed=place.printed,
            page=place.page,
            x0=place.x0,
            top=place.top,
            x1=place.x1,
            bottom=place.bottom,
            char_start=place.char_start,
            char_end=place.char_end,
        )
