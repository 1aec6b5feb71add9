"""The release's own data: masthead, title, agency, day of posting, script, kind, year."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from pipeline.dataset import ReleaseKind
from pipeline.extract.datelines import WHERE, dateline, signature, story_day, without_dateline
from pipeline.extract.issuers import issuer
from pipeline.extract.kinds import ANNEX, kind_of
from pipeline.extract.patterns import find_hours, find_whens
from pipeline.extract.records import Header
from pipeline.extract.references import session_refs
from pipeline.extract.script import script_of
from pipeline.extract.sentences import split_sentences
from pipeline.ingest.document import Block, Document, Text

_MASTHEAD = re.compile(
    r"新聞稿|新闻稿|新聞資料|press release|news release|media release", re.IGNORECASE
)
_LABELLED = re.compile(
    r"(?:[【〔［\[(（「](?:[^】〕］\])）」\n]{0,20}?)(?:新聞稿|新闻稿|新聞資料|新闻资料|(?:press|news|media) release)\s?[】〕］\])）」]"
    r"|[^:：，。]{0,20}(?:新聞稿|新闻稿|(?:press|news|media) release)\s?[:：]"
    r"|(?:新聞|新闻|發稿|发稿)?(?:主題|主题|標題|标题|主旨)\s?[:：]|(?:title|subject|headline)\s?[:：])\s*(?=\S.{3})",
    re.IGNORECASE,
)
"""What says that a line is of a press release, or its title, before the title on the same line."""
_LONGEST_MASTHEAD = 60
_LONGEST_TITLE = 120
_MOST_TITLE_LINES = 3
_PROSE = 90
"""A line of this length is prose: the head of the release is over."""
_SHORT_PROSE = 40
"""A paragraph of this length is prose too where it ends as a sentence does."""
_AGENCY = re.compile(
    r"(?:新聞稿?)?(?:發布|發佈|發稿|發文|主辦|主管|承辦|发布|发稿|主办)(?:機關|機構|單位|机关|机构|单位)"
    r"|issuing agency|issued by|agency",
    re.IGNORECASE,
)
_DATE = re.compile(
    r"(?:張貼|發布|發佈|公布|公佈|發稿|上版|刊登|發文|更新|张贴|发布|公布|发稿)(?:日期?|時間|时间)"
    r"|日\s*期|(?:date(?: posted| of issue| of release)?|posted(?: on)?|issued(?: on)?|published(?: on)?|release date)",
    re.IGNORECASE,
)
_FIELD = re.compile(
    r"\W*[\u3400-\u9fff]{2,6}\s?[:：](?=[^。，]{0,40}\d)(?![^。]{0,40}[峰論论][會会壇坛])"
    r"|\W*(?:copyright|all rights reserved|版權所有|版权所有|瀏覽|浏览|點閱|点阅|列印|轉寄|字級|字号)",
    re.IGNORECASE,
)
"""What a page prints about itself: counts of readers, days of posting, whose rights it is."""
_CONTACT = re.compile(
    r"聯絡|联络|聯繫|联系|承辦人|發言人|電話|电话|手機|分機|contact|tel\b|phone", re.IGNORECASE
)
_NO_TITLE = re.compile(
    r"https?://|^\W*(?:活動|活动|會議|会议|議程|议程)(?:資訊|资讯|訊息|信息|內容|内容)\W*$|[。；;]$|[:：]$|^[表圖图]\s*\d|^第?\s*\d+\s*頁|^[\d\W]+$|[a-z]{2}\.$"
)

_DIGIT = re.compile(r"\d|[〇○零]")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of the head of a release, in block number `block`; `above_table`: a table follows."""

    text: Text
    block: int
    kind: str
    level: int | None
    above_table: bool


def read_header(document: Document) -> tuple[Header, tuple[Text, ...]]:
    """The header of a release and the lines it was read from.

    The head ends at the first line of prose or the first table with more than labels in it. A page
    copied without its head gives a header of script, kind and year alone.
    """
    lines = list(_head(document))
    masthead = next((line.text for line in lines[:6] if _is_masthead(line)), None)
    agency, of_agency = _field(lines, _AGENCY, lambda value: len(value) <= _LONGEST_MASTHEAD)
    if agency is None and masthead is not None:
        texts = [line.text for line in lines]
        agency = issuer(masthead, texts[: texts.index(masthead)])
        of_agency = () if agency is None else (agency,)
    published, of_date = _field(
        [line for line in lines if not _is_of_programme(line, lines)],
        _DATE,
        lambda value: bool(find_whens(value.text)),
    )
    filed = next(filter(None, map(dateline, _prose(document))), None)
    signed = next(filter(None, map(signature, _paragraphs(document))), None)
    told = [found for found in (signed, filed) if found is not None]
    if not of_date and any(_prose(document)):
        day, of_date = story_day([line.text for line in lines])
        published = published or day
    if published is None and told:
        published = told[0][1]  # 台北23日電 alone tells no month
    used = [line for line in lines if line.text in (masthead, *of_agency, *of_date)]
    title_lines = _title_lines(lines, used)
    title = Text.join(" ", (line.text for line in title_lines)) if title_lines else None
    used += title_lines
    header = Header(
        kind=_kind(document, bool(used), published),
        script=script_of("\n".join(text.text for text in _texts(document))),
        masthead=masthead,
        title=title,
        agency=agency,
        published=published,
        year=_year(document, title),
    )
    labels = [line.text for line in used]
    return header, (*labels, *(words for words, _ in told))


def _prose(document: Document) -> Iterator[Text]:
    """The first paragraph of running text."""
    yield from islice((text for text in _paragraphs(document) if _is_running(text)), 1)


def _paragraphs(document: Document) -> Iterator[Text]:
    return (block.text for block in document.blocks if block.kind == "paragraph")


def _is_running(text: Text) -> bool:
    ends = text.text.endswith(("。", ".")) and len(text) >= _SHORT_PROSE
    return ends or len(text) >= _PROSE


def _head(document: Document) -> Iterator[_Line]:
    blocks = document.blocks
    for number, block in enumerate(blocks):
        above_table = number + 1 < len(blocks) and blocks[number + 1].table is not None
        lines = _cells(block) if block.table is not None else block.text.lines()
        for text in lines:
            if len(text) >= _PROSE and block.kind != "heading" and not _is_long_title(text):
                return
            label = _LABELLED.match(text.text)
            parts = [text[: label.end()].strip(), text[label.end() :]] if label else [text]
            for part in parts:
                yield _Line(part, number, block.kind, block.level, above_table)


def _is_long_title(text: Text) -> bool:
    """Whether a line in Latin letters, which take more room, is a title still: it ends no sentence."""
    fits = len(text) <= _LONGEST_TITLE and "\n" not in text.text
    return fits and text.text.isascii() and _ENDS_WORDED.search(text.text) is not None


_ENDS_WORDED = re.compile(r"[A-Za-z0-9’'”\")]$")
_PLAIN_DATE = re.compile(r"\s*(?:日\s*期|date)\s*[:：]", re.IGNORECASE)


def _is_of_programme(line: _Line, lines: list[_Line]) -> bool:
    """Whether a line dates the event and not the posting: 日期：… beside 地點：… or 時間：…."""
    if not _PLAIN_DATE.match(line.text.text):
        return False
    number = lines.index(line)
    return any(WHERE.match(other.text.text) for other in lines[max(0, number - 2) : number + 3])


def _cells(block: Block) -> list[Text]:
    rows = block.table.rows if block.table is not None else ()
    return [line for row in rows for cell in row if cell for line in cell.text.lines()]


def _is_masthead(line: _Line) -> bool:
    return bool(_MASTHEAD.search(line.text.text)) and len(line.text) <= _LONGEST_MASTHEAD


def _field(
    lines: list[_Line], label: re.Pattern[str], fits: Callable[[Text], bool]
) -> tuple[Text | None, tuple[Text, ...]]:
    """The value printed after a label, on its line or on the next, and the lines it took."""
    field = re.compile(
        rf"(?:^|[\s*_■◆●])(?:{label.pattern})(?:\s*[:：]\s*|\s+|$)"
        r"(?P<value>.*?)(?=\s+[^\s:：\d]{2,8}[:：]|$)",
        re.IGNORECASE,
    )
    for number, line in enumerate(lines):
        following = lines[number + 1] if number + 1 < len(lines) else None
        match = field.search(line.text.text)
        value = line.text.group(match, "value") if match else None
        if value and fits(value.strip(" *_")):
            return value.strip(" *_"), (line.text,)
        if value is not None and not value and following is not None and fits(following.text):
            return following.text, (line.text, following.text)
    return None, ()


def _title_lines(lines: list[_Line], used: list[_Line]) -> list[_Line]:
    """The lines of the title: the first headings, or lines after the header's fields.

    Between the masthead and the fields, or without either, a title is told by the event in it; so it
    is before fields behind which no line names one.
    """
    taken = [number for number, line in enumerate(lines) if line in used]
    last = max(taken, default=len(lines))
    able = {
        number: line
        for number, line in enumerate(lines)
        if number not in taken and _may_be_title(line)
    }
    headings = [line for line in able.values() if line.kind == "heading"]
    after = [line for number, line in able.items() if number > last]
    before = [line for number, line in able.items() if number < last and _names_event(line)]
    told_later = any(map(_names_event, after)) or not before
    candidates = headings or (after if told_later else before)
    title = candidates[:1]
    for line in candidates[1:]:
        same = line.kind == title[0].kind and line.level == title[0].level
        if not same or line.block > title[-1].block + 1 or len(title) == _MOST_TITLE_LINES:
            break
        title.append(line)
    return title


def _may_be_title(line: _Line) -> bool:
    """Whether a line may be a title: not a table's or a field's, not the end of a sentence."""
    printed = line.text.text
    field = any(label.match(printed) for label in (_AGENCY, _DATE, _CONTACT, _FIELD, ANNEX))
    fit = line.kind in ("heading", "paragraph") and len(printed) <= _LONGEST_TITLE
    told = not line.above_table and not _NO_TITLE.search(printed)
    return fit and not field and told and not _heads_session(line) and not _is_dated(line)


_SHORTEST_TITLE = 4


def _is_dated(line: _Line) -> bool:
    """Whether a line is nothing but a day, or begins with hours: one of a programme."""
    printed = line.text.text
    hours, whens = find_hours(printed), find_whens(printed)
    if hours and not printed[: hours[0][0]].strip():
        return True
    return len(whens) == 1 and len(_WEEKDAY.sub("", _without(printed, whens[0]))) < _SHORTEST_TITLE


_WEEKDAY = re.compile(
    r"(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?\b|\W", re.IGNORECASE
)


def _without(printed: str, stretch: tuple[int, int]) -> str:
    return printed[: stretch[0]] + printed[stretch[1] :]


def _heads_session(line: _Line) -> bool:
    """Whether a line heads a session's part of the programme: `第一場（3月24日 10:00-12:00）`."""
    refs = [found.ref for found in session_refs(line.text)]
    return any(
        ref.when is not None
        and ((ref.name is not None and ref.event is None) or _RANGE.search(ref.when.text))
        for ref in refs
    )


_RANGE = re.compile(r"\d\s?[:：]\s?\d\d\s?[-–—~～至]\s?\d")


def _names_event(line: _Line) -> bool:
    return any(found.ref.event is not None for found in session_refs(line.text))


def _texts(document: Document) -> Iterator[Text]:
    """The text of each block and of each cell."""
    for block in document.blocks:
        if block.table is None:
            yield block.text
        else:
            yield from _cells(block)


def _kind(document: Document, has_head: bool, published: Text | None) -> ReleaseKind:
    texts = [block.text for block in document.blocks if block.table is None and block.text]
    in_prose = sum(len(text) for text in texts if len(text) >= _PROSE)
    in_tables = sum(len(text) for block in document.blocks for text in _cells(block))
    return kind_of(
        [sentence for text in texts for sentence in split_sentences(without_dateline(text))],
        published,
        begins_as_annex=bool(texts) and ANNEX.match(texts[0].text) is not None,
        tables_only=not has_head and in_tables > in_prose,
    )


def _year(document: Document, title: Text | None) -> Text | None:
    """The year printed with the name of the event: in the title, else most often, the first."""
    for texts in ([title] if title else [], _texts(document)):
        years = [
            found.year
            for text in texts
            for sentence in split_sentences(text)
            for found in session_refs(sentence)
            if found.year is not None and _DIGIT.search(found.year.text)
        ]
        if years:
            often, _ = Counter(year.text for year in years).most_common(1)[0]
            return next(year for year in years if year.text == often)
    return None
