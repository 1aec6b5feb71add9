"""What stands inside a line: links, Markdown escapes and emphasis, HTML entities."""

from __future__ import annotations

import re

from pipeline.ingest.document import Link, Text
from pipeline.ingest.repair import replace_each, unescape

_URL_CHARS = r"[A-Za-z0-9\-._~:/?#\[\]@!$&'()*+,;=%\\]"
_LINK = re.compile(
    r"!?\[(?P<label>(?:[^\[\]\\]|\\.|\[[^\[\]]{0,200}\]){0,400})\]"
    r"\(\s*<?(?P<target>(?:[^()\s<>\\]|\\.|\([^()\s]{0,200}\)){0,2000})>?(?:\s+\"[^\"]{0,300}\")?\s*\)"
    r"|<(?P<auto>(?:https?|ftp|mailto|tel):[^\s<>]+)>"
    r"|<a\b[^<>]*?\bhref\s*=\s*[\"']?(?P<href>[^\s\"'<>]*)[^<>]*>(?P<words>[^<>]*)(?:</a\s*>)?"
    rf"|(?P<bare>(?<![A-Za-z0-9])(?:https?://|www\.){_URL_CHARS}+"
    rf"|(?<![\w@./\-])(?:[a-z0-9\-]{{1,63}}\.){{1,5}}[a-z]{{2,10}}/{_URL_CHARS}*)",
    re.IGNORECASE | re.ASCII,
)
_EMPHASIS = re.compile(
    r"\*\*(?=[^\s*])(?P<strong>[^\n]{1,1000}?)(?<=[^\s\\])\*\*"
    r"|(?<![\w/\\])__(?=[^\s_])(?P<under>[^\n]{1,1000}?)(?<=[^\s\\])__(?!\w)"
)
_ANCHOR = re.compile(r"</?a\b[^<>]*>", re.IGNORECASE)
_MAY_BE_MARKED = re.compile(r"[\[<\\&*_/.]")
"""What any mark, entity or address holds; most lines hold none of it."""
_BACKSLASHES = re.compile(r"\\+")
_HARD_BREAK = re.compile(r"\\\s*$")


def inline(text: Text) -> tuple[Text, tuple[Link, ...]]:
    """A line without its markup, and the links in it.

    The label of a link stays in the line, or its address where it has no label of its own. An
    empty target or one inside the page (`#`) leads nowhere.
    """
    if not _MAY_BE_MARKED.search(text.text):
        return text.strip(), ()
    text = _without_emphasis(text.replace(_HARD_BREAK, ""))
    parts: list[Text] = []
    links: list[Link] = []
    last = 0
    for match in _LINK.finditer(text.text):
        start, end = match.span()
        if match["bare"] is not None:
            end = start + _url_length(match["bare"])
        parts.append(_plain(text[last:start]))
        link = _link(text, match, end)
        parts.append(link.label)
        links.append(link)
        last = end
    parts.append(_plain(text[last:]))
    return Text.join("", parts).strip(), tuple(links)


def _link(text: Text, match: re.Match[str], end: int) -> Link:
    if match["bare"] is not None:
        address = _address(text[match.start() : end])
        return Link(address, address)
    for label, target in (("label", "target"), ("words", "href")):
        words = text.group(match, label)
        if words is not None:
            address = _address(text.group(match, target) or Text.inserted("")).strip()
            shown = _address(words) if words.text.lower().startswith("http") else _plain(words)
            return Link(shown, None if address.text[:1] in ("", "#") else address)
    address = _address(text.group(match, "auto") or Text.inserted(""))
    return Link(address, address)


def _plain(text: Text) -> Text:
    return unescape(text.replace(_ANCHOR, ""))


def _address(text: Text) -> Text:
    """An address without escapes; no address holds a backslash."""
    return unescape(replace_each(text, _BACKSLASHES, lambda match: ""))


def _url_length(url: str) -> int:
    """Length of an address without the punctuation of the sentence that it ends."""
    while url:
        if url[-1] == ")" and url.count("(") >= url.count(")"):
            break
        if url[-1] not in ".,;:!?'*])\\":
            break
        url = url[:-1]
    return len(url)


def _without_emphasis(text: Text) -> Text:
    parts: list[Text] = []
    last = 0
    for match in _EMPHASIS.finditer(text.text):
        inner = text.group(match, "strong") or text.group(match, "under")
        if inner:
            parts += text[last : match.start()], inner
            last = match.end()
    return Text.join("", [*parts, text[last:]])
