"""The words that open a news story: where and when it was filed (`TAIPEI (March 21) –`)."""

from __future__ import annotations

import re

from pipeline.ingest.document import Text

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.?"
_DATELINE = re.compile(
    r"(?:[A-Z][\w.'’-]{1,20},?\s){1,4}\s?\(?"
    rf"(?P<filed>(?:\d{{1,2}}\s{_MONTH}|{_MONTH}\s\d{{1,2}})(?:,?\s20\d\d)?)\)?\s?(?:[–—:]|--|-(?=\s))\s?"
    r"|[【\[(（〔]?\s?(?:[\u3400-\u9fff]{2,12}?\s?[,，/／]?\s?)?"
    r"(?P<filed_zh>(?:\d{2,4}\s?年\s?)?\d{1,2}\s?月\s?\d{1,2}\s?日)\s?[訊讯電电](?:\s?[】\])）〕]|\s)\s?"
)


def dateline(paragraph: Text) -> tuple[Text, Text] | None:
    """The dateline that a paragraph opens with, and the day in it; None where it has none."""
    match = _DATELINE.match(paragraph.text)
    if match is None:
        return None
    day = paragraph.group(match, "filed") or paragraph.group(match, "filed_zh")
    return None if day is None else (paragraph[: match.end()], day)


def without_dateline(paragraph: Text) -> Text:
    found = dateline(paragraph)
    return paragraph if found is None else paragraph[len(found[0]) :]
