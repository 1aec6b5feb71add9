"""Nothing is lost: which stretches of a source stand in a block, and which were set aside."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence

from pipeline.ingest.document import Block, Document, Span, Stretch, Text

_UNSEEN = (
    r"[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    r"\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0100-\U000e01ef]"
)
_TAG = rf"<{_UNSEEN}*/?{_UNSEEN}*[A-Za-z]"
_MARKUP = re.compile(
    r"(?:\s+|<!--.*?-->|<(style|script)\b.*?</\1\s*>"
    rf"|{_TAG}[^<>]*>|{_TAG}[^<>]*?=\s*[\"']?|[\"'][^<>]*>"  # tags, around an address too
    r"|\"[^\"<>\n]*\"\s*\)"  # the title of a Markdown link
    r"|[#*_=|\\\[\]()<>!\"'`~:+\-/]"  # Markdown and quoting
    rf"|{_UNSEEN})+",
    re.DOTALL | re.IGNORECASE,
)


def shown_texts(blocks: Iterable[Block]) -> Iterator[Text]:
    """What blocks show, in reading order: their own texts, and those of their cells."""
    for block in blocks:
        yield block.text
        for row in block.table.rows if block.table else ():
            yield from (cell.text for cell in row if cell is not None)


def texts_of(blocks: Sequence[Block]) -> Iterator[Text]:
    """Every text that blocks hold: what they show, and the links in it."""
    yield from shown_texts(blocks)
    for block in blocks:
        for link in block.links:
            yield link.label
            if link.target:
                yield link.target


def gaps(source: str, spans: Iterable[Span]) -> list[Span]:
    """The stretches of `source` outside of all `spans`, blanks at their ends left out."""
    used = bytearray(len(source))
    for start, end in spans:
        used[start:end] = b"\x01" * (end - start)
    found: list[Span] = []
    for match in re.finditer(rb"\x00+", used):
        stretch = source[match.start() : match.end()]
        start = match.start() + len(stretch) - len(stretch.lstrip())
        end = match.start() + len(stretch.rstrip())
        if start < end:
            found.append((start, end))
    return found


def uncovered(document: Document) -> list[Span]:
    """The non-blank stretches of a document's source that nothing accounts for: none, if all is well."""
    used = [span for text in texts_of(document.blocks) for span in text.spans()]
    return gaps(document.source, [*used, *((s.start, s.end) for s in document.ignored)])


def markup_stretches(
    source: str, blocks: Sequence[Block], ignored: Sequence[Stretch]
) -> list[Stretch]:
    """What is left of a source and is nothing but markup: tags, rules, brackets, invisible characters.

    A stretch with a word in it is never markup: it stays unaccounted for, to be reported.
    """
    used = [span for text in texts_of(blocks) for span in text.spans()]
    rest = gaps(source, [*used, *((s.start, s.end) for s in ignored)])
    return [Stretch(a, b, "markup") for a, b in rest if _is_markup(source[a:b])]


def _is_markup(text: str) -> bool:
    shown = html.unescape(text)  # some references stand for nothing that can be seen
    return not shown or _MARKUP.fullmatch(shown) is not None
