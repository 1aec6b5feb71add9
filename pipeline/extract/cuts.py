"""Texts that a page end cut: whether one stops in the middle, and how two parts are one again."""

from __future__ import annotations

import re

from pipeline.extract.patterns import find_dates, find_times
from pipeline.extract.session_words import find_words
from pipeline.ingest.document import Text

_SENTENCE_END = re.compile(r"[。！？!?；;：:」』）)]\s*$")
_MARKER = re.compile(
    r"\s*(?:[(（]?\d{1,2}[)）]|\d{1,2}\s*[.．、]|[一二三四五六七八九十]{1,2}[、.]|[①-⑳]|[◆●■•※-])"
)
_LABEL = re.compile(r"[^\s，。、：:]{2,8}[：:]")
_OPEN_END = re.compile(r"[、，,]\s*$")
_WORD_END = re.compile(r"[A-Za-z\u00c0-\u024f0-9.,;]$")
_WORD = re.compile(r"[A-Za-z\u00c0-\u024f]")


def ends_sentence(text: str) -> bool:
    """Whether a text may be over: it ends as a sentence, a heading or a quotation does."""
    return _SENTENCE_END.search(text) is not None


def join_cut(before: Text, after: Text) -> Text:
    """Join the two parts of a text that a page end cut, in a sentence or between paragraphs."""
    if _MARKER.match(after.text) or _LABEL.match(after.text):
        return Text.join("\n", [before, after])
    if ends_sentence(before.text) and not _OPEN_END.search(before.text):
        return Text.join("\n", [before, after])
    words = _WORD_END.search(before.text) and _WORD.match(after.text)
    return Text.join(" " if words else "", [before, after])


def whole_session(above: Text, rest: Text) -> Text | None:
    """The words of a session's cell that a page end cut between its name, its day and its hours;
    None where the part below says again what the part above says, and so is of another session."""
    parts = [_said(above), _said(rest)]
    if not parts[1] or "name" in parts[1] or parts[0] & parts[1]:
        return None
    return Text.join("\n", [above, rest])


def _said(text: Text) -> set[str]:
    """What a cell says of a session: its `name`, its `day`, its `hours`."""
    named = any(word.kind in ("name", "event") for word in find_words(text.text))
    told = {"name": named, "day": find_dates(text.text), "hours": find_times(text.text)}
    return {kind for kind, found in told.items() if found}
