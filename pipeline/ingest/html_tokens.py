"""The tags and texts of an HTML page, each with its place: WHATWG HTML, 13.2.5, in what matters.

Written here because no parser gives the places of text and attribute values, and because the one of
the standard library reads damaged pages differently from version to version. Runs in linear time.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from pipeline.ingest.document import Span

RAW_TEXT = frozenset("script style title textarea xmp iframe noembed noframes noscript".split())
"""Elements in which nothing is a tag but their own end."""
_NAME = re.compile(r"[A-Za-z][^\s/>]*")
_ATTRIBUTE = re.compile(
    r"[\s/]*(?P<name>[^\s/>][^\s/>=]*)"
    r"(?:\s*=\s*(?:\"(?P<double>[^\"]*)\"|'(?P<single>[^']*)'|(?P<bare>[^\s>]*)))?"
)
_TAG_END = re.compile(r"[\s/]*>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class Token:
    """A stretch of a page. `values` has where the value of each attribute of a tag stands."""

    kind: Literal["text", "open", "close", "markup"]
    start: int
    end: int
    name: str = ""
    values: dict[str, Span] = field(default_factory=dict)

    def value(self, source: str, attribute: str) -> str | None:
        """The value of an attribute, entities decoded; None where the tag has none."""
        span = self.values.get(attribute)
        if span is None:
            return None
        return _ENTITY.sub(lambda match: html.unescape(match[0]), source[span[0] : span[1]])


def read_tokens(source: str) -> Iterator[Token]:
    """The tokens of a page, in order and without gaps. What holds no text is `markup`."""
    last_comment = source.rfind("-->")
    endless: set[str] = set()
    at = 0
    while at < len(source):
        opening = source.find("<", at)
        if opening < 0:
            opening = len(source)
        if opening > at:
            yield Token("text", at, opening)
        if opening == len(source):
            return
        token = _tag(source, opening, last_comment)
        yield token
        at = token.end
        if token.kind == "open" and token.name in RAW_TEXT and token.name not in endless:
            end = _raw_end(source, at, token.name)
            if end is None:
                endless.add(token.name)
                continue
            yield Token("markup", at, end)
            at = end


def _tag(source: str, start: int, last_comment: int) -> Token:
    """The tag, comment or declaration that a `<` begins, or the `<` itself as text."""
    if source.startswith("<!--", start) and start < last_comment:
        return Token("markup", start, source.index("-->", start) + 3)
    following = source[start + 1 : start + 2]
    if following and following in "!?":
        return _until_bracket(source, start)
    closes = following == "/"
    match = _NAME.match(source, start + 1 + closes, start + 2 + closes + _LONGEST_NAME)
    if match is None:
        return _until_bracket(source, start) if closes else Token("text", start, start + 1)
    values: dict[str, Span] = {}
    at = match.end()
    while (ending := _TAG_END.match(source, at)) is None:
        attribute = _ATTRIBUTE.match(source, at)
        if attribute is None or attribute.end() >= len(source):
            return Token("markup", start, len(source))
        kind = attribute.lastgroup or "name"
        values.setdefault(
            attribute["name"].lower(), attribute.span(kind) if kind != "name" else (0, 0)
        )
        at = attribute.end()
    return Token("close" if closes else "open", start, ending.end(), match[0].lower(), values)


def _until_bracket(source: str, start: int) -> Token:
    end = source.find(">", start)
    return Token("markup", start, end + 1 if end >= 0 else len(source))


def _raw_end(source: str, start: int, name: str) -> int | None:
    """Where the raw text of an element ends: at its end tag; None where there is none, or any."""
    match = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(source, start)
    return match.start() if match else None
