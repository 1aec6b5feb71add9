"""Tags that a converter left in a text: block tags part lines, inline tags go.

Nothing is inserted but line breaks, and the text keeps its positions. A tag that HTML does not
know is text.
"""

from __future__ import annotations

import re

from pipeline.ingest.document import Text
from pipeline.ingest.items import split_items

BLOCK_TAGS = frozenset(
    "address article aside blockquote br caption center colgroup col dd div dl dt figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hr li main nav ol p pre section table tbody td tfoot th"
    " thead tr ul".split()
)
INLINE_TAGS = frozenset(
    "abbr b big cite code del em font i img ins kbd label mark o:p q s samp small span strike strong"
    " sub sup tt u var wbr".split()
)
STRUCK = "struck-text"
STRUCK_TAGS = ("del", "strike", "s")
_STRUCK_TAG = rf"(?:{'|'.join(STRUCK_TAGS)})"
_STRUCK_BY_TAGS = re.compile(
    rf"<(?P<tag>{_STRUCK_TAG})(?:\s[^<>]*)?>(?P<words>(?:[^\n<]|<(?!/?{_STRUCK_TAG}\b)){{1,300}}?)"
    r"</(?P=tag)\s*>",
    re.IGNORECASE,
)
_STRUCK_BY_TILDES = re.compile(
    r"(?<!~)~~(?=[^\s~])(?P<words>(?:[^\n~]|~(?!~)){1,300})(?<!\s)~~(?!~)"
)
"""Neither looks beyond the next mark of its kind, so that many marks take no longer than few."""
TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][A-Za-z0-9:]{0,14})(?P<rest>(?:\s[^<>]*)?)/?>")
_HIDDEN = (("<!--", "-->"), ("<style", "</style>"), ("<script", "</script>"))
_BREAK = re.compile(r"[\n\r\x0b\x0c\x85\u2028\u2029]+")


def drop_hidden(text: Text) -> Text:
    """Comments, style sheets and scripts dropped, each with what it holds, where they end."""
    for opening, closing in _HIDDEN:
        lower = text.text.lower()
        parts, last = [], 0
        start = lower.find(opening)
        while start >= 0 and (end := lower.find(closing, start)) >= 0:
            parts.append(text[last:start])
            last = end + len(closing)
            start = lower.find(opening, last)
        if last:
            text = Text.join("", [*parts, text[last:]])
    return text


def drop_struck(text: Text, markdown: bool) -> tuple[Text, list[Text]]:
    """A text without what is struck out in it, by tags or by the tildes of Markdown (GFM 6.5), and
    the words that go."""
    struck: list[Text] = []
    for pattern in (_STRUCK_BY_TAGS, _STRUCK_BY_TILDES) if markdown else (_STRUCK_BY_TAGS,):
        struck += (text[slice(*match.span("words"))] for match in pattern.finditer(text.text))
        text = text.replace(pattern, "")
    return text, struck


def break_lines(text: Text) -> list[Text]:
    """The non-blank lines of a text, stripped, as its line ends, tags and list marks part it.

    `<a>` is kept for the reader of links. Inside `<ol>` or `<ul>`, up to its end or to the next
    `<p>`, items that stand on one line are parted at their numbers.
    """
    lines: list[Text] = []
    parts: list[Text] = []
    in_list = False

    def flush() -> None:
        for line in Text.join("", parts).split(_BREAK):
            lines.extend(split_items(line, in_list))
        parts.clear()

    last = 0
    for match in TAG.finditer(text.text):
        name = match["name"].lower()
        if name not in BLOCK_TAGS and name not in INLINE_TAGS:
            continue
        parts.append(text[last : match.start()])
        last = match.end()
        if name in INLINE_TAGS:
            continue
        flush()
        if name in ("ol", "ul"):
            in_list = not match["close"]
        elif name in ("p", "div") and not match["close"]:
            in_list = False
    parts.append(text[last:])
    flush()
    return lines
