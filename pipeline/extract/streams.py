"""Links to watch, with the session and the language that the words around them name.

The words may stand on the link's line, in the lines or the heading above it, or in the row and the
column of a table. Links to anything but a stream are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pipeline.dataset import Finding, Language
from pipeline.extract.links import PlacedLink, placed_links
from pipeline.extract.placing import merge_refs
from pipeline.extract.records import SessionRef, StreamClaim
from pipeline.extract.references import session_refs
from pipeline.findings import finding
from pipeline.ingest.document import Block, Document, Link, Table, Text

_HOST = re.compile(
    r"https?://(?:[\w-]+\.)*(?:youtu\.be|youtube(?:-nocookie)?\.com|fb\.watch|vimeo\.com|twitch\.tv"
    r"|livestream\.com|facebook\.com/(?:[^/?]+/)?(?:videos|live|watch))(?:[/?]|$)",
    re.IGNORECASE,
)
_WATCH = re.compile(
    r"直播|觀看|观看|收看|轉播|转播|線上看|影音|影片連結|連線觀看|YouTube|\blive\b|\bstream|\bwatch|webcast",
    re.IGNORECASE,
)
_SHOWN_LIVE = re.compile(r"直播|轉播|转播|\blive\b|\bstream", re.IGNORECASE)
"""What says nearer to a link that it is one to watch: 在「智慧城市」頻道|直播."""
_STORE = re.compile(
    r"https?://(?:[\w-]+\.)*(?:drive\.google\.com|flic\.kr|flickr\.com|dropbox\.com|photos\.app\.goo\.gl"
    r"|photos\.google\.com|1drv\.ms|onedrive\.live\.com|wetransfer\.com)(?:[/?]|$)",
    re.IGNORECASE,
)
"""Where files and pictures lie."""
_ELSEWHERE = re.compile(
    r"照片|圖片|图片|相簿|相片|花絮|宣傳|宣传|資料袋|资料袋|新聞資料|新闻资料|簡報檔|頻道|频道|粉絲專頁|粉丝专页|photo|press kit|trailer|報名|报名|註冊|注册|登記|官網|官网|網站|网站|首頁|首页|下載|下载|問卷|更多資訊|相關資訊|regist|website"
    r"|download|more information",
    re.IGNORECASE,
)
_LANGUAGE = re.compile(
    r"(?P<both>中英文|中英|雙語|双语|bilingual)|(?P<en>英語|英语|英文|英譯|英译|\bEnglish\b|\bEN\b|\bENG\b)"
    r"|(?P<zh>中文|中譯|中译|華語|华语|國語|国语|\bChinese\b|\bMandarin\b|\bZH\b)",
    re.IGNORECASE,
)
_LONGEST_LABEL = 80


@dataclass(frozen=True, slots=True)
class _Context:
    """What the lines above say: which sessions, that there is something to watch, the language."""

    refs: tuple[SessionRef, ...] = ()
    watch: bool = False
    language: Text | None = None


def find_streams(document: Document) -> tuple[list[StreamClaim], list[Finding]]:
    """The streams that a release links to, and a finding for each link that leads nowhere."""
    claims: list[StreamClaim] = []
    findings: list[Finding] = []
    context = _Context()
    for block in document.blocks:
        findings += _dead_links(document.release_id, block)
        if block.table is not None:
            claims += _in_table(block.table, block.links, context)
            continue
        for line in block.text.lines():
            links = placed_links(line, block.links)
            claims += _in_line(line, links, context)
            context = _after(line, links, context)
    return list(dict.fromkeys(claims)), findings


def _dead_links(release_id: str, block: Block) -> Iterator[Finding]:
    for link in block.links:
        if link.target is None or link.target.text.strip() in ("", "#"):
            label = link.label.text
            yield finding("link-without-target", release_id=release_id, evidence=label, label=label)


def _after(line: Text, links: list[PlacedLink], context: _Context) -> _Context:
    """The context for the next line: prose ends it, a line with other sessions changes it."""
    printed = line.text
    watch = _WATCH.search(printed) is not None
    label = len(printed) <= _LONGEST_LABEL and "。" not in printed
    if links and label:
        return replace(context, language=None)
    if not label and not watch:
        return _Context()
    outer = context.refs if label else ()
    refs = _telling([located.ref for located in session_refs(line)], outer)
    language = _languages(line)
    return _Context(
        refs=refs or outer,
        watch=watch or context.watch,
        language=language[0] if len(language) == 1 else None,
    )


def _telling(refs: list[SessionRef], outer: tuple[SessionRef, ...]) -> tuple[SessionRef, ...]:
    """The references of a line that say most, in the event of the lines above where they name none.

    Named sessions go before events, events before dates.
    """
    best = [ref for ref in refs if ref.name] or [ref for ref in refs if ref.event] or refs
    events = {ref.event.text: ref.event for ref in outer if ref.event is not None}
    event = SessionRef(event=next(iter(events.values()))) if len(events) == 1 else None
    return tuple(ref if ref.event is not None else merge_refs(ref, event) for ref in best)


def _in_line(line: Text, links: list[PlacedLink], context: _Context) -> Iterator[StreamClaim]:
    """The streams on a line; a session named before one link holds for the next ones too."""
    languages_lead = bool(links) and bool(_languages(line[: links[0].start]))
    refs = context.refs
    word = _WATCH.search(line.text)
    for index, link in enumerate(links):
        left = links[index - 1].end if index else 0
        right = links[index + 1].start if index + 1 < len(links) else len(line)
        before = line.text.rfind("。", left, link.start) + 1 or left
        if before > left:
            refs = ()
        refs = (
            _telling([found.ref for found in session_refs(line[before : link.start])], refs) or refs
        )
        span = line[before : link.end] if languages_lead else line[link.start : right]
        said = _languages(span)
        language = (said[-1] if languages_lead else said[0]) if said else context.language
        watch = context.watch or (word is not None and word.end() <= link.end)
        if link.url is not None and _is_stream(link.url, line[before : link.end], watch):
            yield StreamClaim(refs, _language(language), language, link.url)


def _is_stream(url: Text, words: Text, watch: bool) -> bool:
    """Whether a link is one to watch, by its host or by the words before it."""
    printed = words.text.replace(url.text, "")
    elsewhere = max((match.end() for match in _ELSEWHERE.finditer(printed)), default=None)
    if elsewhere is not None and not _SHOWN_LIVE.search(printed, elsewhere):
        return False
    if _STORE.match(url.text):
        return False
    return watch or _HOST.match(url.text) is not None


def _languages(text: Text) -> list[Text]:
    """The words for a language, in order; 中英文 is none of the two."""
    matches = [match for match in _LANGUAGE.finditer(text.text) if not match["both"]]
    return [text[match.start() : match.end()] for match in matches]


def _language(word: Text | None) -> Language | None:
    match = _LANGUAGE.match(word.text) if word is not None else None
    if match is None:
        return None
    return "en" if match["en"] else "zh"


def _in_table(table: Table, links: tuple[Link, ...], context: _Context) -> Iterator[StreamClaim]:
    """Streams in cells: the row or the column's heading says which session, which language."""
    above: dict[int, Text] = {}
    heading = {i: cell.text for i, cell in enumerate(table.rows[0]) if cell} if table.rows else {}
    words = [text.text for text in heading.values()]
    watch = context.watch or any(_WATCH.search(word) for word in words)
    for row in table.rows:
        texts = {i: cell.text if cell else above.get(i) for i, cell in enumerate(row)}
        above = {i: text for i, text in texts.items() if text is not None}
        placed = {i: placed_links(text, links) for i, text in above.items()}
        plain = [text for i, text in above.items() if not placed[i]]
        row_refs = _telling([f.ref for text in plain for f in session_refs(text)], context.refs)
        row_languages = [word for text in plain for word in _languages(text)]
        for column, found in placed.items():
            title = heading.get(column)
            column_refs = [f.ref for f in session_refs(title)] if title else []
            languages = row_languages or (_languages(title) if title else [])
            around = _Context(
                refs=row_refs or _telling(column_refs, context.refs) or context.refs,
                watch=watch or bool(plain and any(_WATCH.search(text.text) for text in plain)),
                language=languages[0] if len(languages) == 1 else None,
            )
            yield from _in_line(above[column], found, around)
