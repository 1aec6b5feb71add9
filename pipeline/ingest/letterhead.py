"""The head of a first page: a letterhead that says who issues a release and when, or a running head.

Of an office file the heads and feet of pages are no text of the release, unless its fields are printed
there: `發布機關：`, `發布日期：`, `臺北市政府資訊局 新聞稿`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.ingest.xml_tree import Element

_FIELD = re.compile(
    r"(?:發布|發佈|發稿|發文|主辦|承辦|張貼|公布|公佈|发布|发稿|主办|承办|张贴)(?:機關|單位|机关|单位|日期?|時間|时间)"
    r"\s*[:：]\s*\S|(?:府|局|處|处|會|会|中心)\s*新[聞闻](?:稿|資料|资料)$"
    r"|^(?:issued by|issuing agency|date of (?:issue|release)|release date|published)\s*:\s*\S",
    re.IGNORECASE,
)


def is_letterhead(head: Element, paragraph: str) -> bool:
    """Whether the head of a page holds a field of a release. `paragraph` is its paragraphs' tag."""
    return any(_FIELD.search(line.strip()) for line in _lines(head, paragraph))


def _lines(element: Element, paragraph: str) -> Iterator[str]:
    for child in element.elements():
        if child.tag == paragraph:
            yield "".join(_strings(child))
        else:
            yield from _lines(child, paragraph)


def _strings(element: Element) -> Iterator[str]:
    for child in element.children:
        if isinstance(child, str):
            yield child
        else:
            yield from _strings(child)
