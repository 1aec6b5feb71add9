"""What every reader does last: contact details out, furniture aside, cut paragraphs mended."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from pipeline.ingest.coverage import markup_stretches
from pipeline.ingest.document import Block, Stretch, Text
from pipeline.ingest.furniture import set_aside
from pipeline.ingest.mend import mend
from pipeline.ingest.pieces import Piece
from pipeline.ingest.redact import redact

_LONGEST = 3_000
_SENTENCE_END = re.compile(r"[。！？；\n]|[.;] |\s")
_NOTHING: Mapping[str, Sequence[Text]] = MappingProxyType({})


def assemble(
    pieces: Sequence[Piece], source: str, aside: Mapping[str, Sequence[Text]] = _NOTHING
) -> tuple[list[Block], list[Stretch]]:
    """The blocks that a reader's pieces make, and the stretches set aside by rule, disjoint.

    Contact details go first; then what a site prints around a release; then cut paragraphs are
    mended, and what the mending brought together is searched for contact details again. `aside`
    are texts that the reader itself set aside, by rule. What nothing accounts for is markup.
    """
    blocks, contact = redact([piece.block for piece in pieces])
    pieces = [replace(piece, block=block) for piece, block in zip(pieces, blocks, strict=True)]
    kept, furniture = set_aside([piece for piece in pieces if _holds(piece.block)])
    blocks, more = redact(mend(kept))
    blocks = [part for block in blocks if _holds(block) for part in _cut(block)]
    by_reader = [
        Stretch(start, end, rule)
        for rule, texts in aside.items()
        for text in texts
        for start, end in text.spans()
    ]
    ignored = disjoint([*contact, *more, *furniture, *by_reader])
    return blocks, disjoint([*ignored, *markup_stretches(source, blocks, ignored)])


def _cut(block: Block) -> Iterator[Block]:
    """A paragraph longer than any that people write, as several; cut after a sentence if it can be.

    What reads sentences may look at each word of one in the light of each other.
    """
    if len(block.text) <= _LONGEST or block.table is not None:
        yield block
        return
    text = block.text
    while text:
        head = text.text[:_LONGEST]
        ends = [match.end() for match in _SENTENCE_END.finditer(head, _LONGEST // 2)]
        end = ends[-1] if ends and len(text) > _LONGEST else _LONGEST
        part, text = text[:end], text[end:]
        held = set(part.starts)
        links = tuple(link for link in block.links if not held.isdisjoint(link.label.starts))
        yield replace(block, text=part, links=links)


def disjoint(stretches: Iterable[Stretch]) -> list[Stretch]:
    """Stretches sorted, without what an earlier one already covers."""
    parted: list[Stretch] = []
    end = 0
    for stretch in sorted(stretches, key=lambda stretch: (stretch.start, -stretch.end)):
        start = max(stretch.start, end)
        if start < stretch.end:
            parted.append(replace(stretch, start=start))
            end = stretch.end
    return parted


def _holds(block: Block) -> bool:
    """Whether anything is left of a block. A table keeps its shape even where it lost its words."""
    return block.table is not None or bool(block.text.text.strip())
