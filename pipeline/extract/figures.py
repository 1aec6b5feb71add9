"""Numbers that a release states about attendance: `17國20位城市首長或代表`, `3800人次以上`.

A count is a figure when the words around it say what was counted: who registered, watched, spoke,
came. What is measured is decided by `measures`, from the kind of the count and those words. Counts
in tables (what a speaker said) and in talk about a speaker's own city are no figures.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from pipeline.extract.measures import any_of, measure_of
from pipeline.extract.patterns import find_dates, plain
from pipeline.extract.quantities import Quantity, Stretch, quantities
from pipeline.extract.records import FigureClaim, SessionRef
from pipeline.extract.references import LocatedRef, session_refs
from pipeline.extract.sentences import split_sentences
from pipeline.ingest.document import Document, Text

_CLAUSE_END = re.compile(r"[，；。！？]|(?<!\d)[,;]|[,;](?!\d)")
_LONGEST_HEAD = 18
_LONGEST_TAIL = 14
_REACH = 200
"""How far back a count may stand from the verb of speech whose words it belongs to."""
_BRACKET = re.compile(r"[()（）「」『』《》【】]")
_LEAD_IN = re.compile(
    r"(?:(?:預計|预计|預期|可望|將|将)?(?:吸引|邀請|邀请)|(?:現場)?有?來自(?:世界各地|全球|各國)?|来自(?:世界各地|全球)?"
    r"|國內、?外|国内外|於\s*\d{4}\s*年即?|共計?有?|總計有?)\s*$"
)


_SPEECH = any_of(
    r"(?:表示|指出|說明|说明|強調|强调|認為|认为|提到|談到|說|said|says|noted|stressed|explained)\s*[,，:：]?"
)
_OWN_CITY = any_of(
    r"本市|該市|该市|我們|我们|當地|当地|本國|該國|本州|本省|\bour\b|\bwe\b|\bits\b|\btheir\b"
)
_READERS = re.compile(
    r"(?:瀏覽|浏览|點閱|点阅|閱讀|阅读|點擊|点击|人氣|人气)[人次數数率量]{0,3}\s?[:：]?\s?$"
)
"""How often a page was read."""
_LABEL_REACH = 16
_EVENT = any_of(
    r"峰會|峰会|論壇|论坛|會議|会议|場次|场次|直播|盛會|盛会|展會|展会|展覽|展览|座談|與會|与会|出席|參加|参加|參與|参与|来台|來台|來臺"
    r"|summit|session|forum|conference|event|meeting"
)


def find_figures(document: Document) -> list[FigureClaim]:
    """The figures about attendance that a release states in prose, headings and captions.

    The number of sessions is claimed once for each value. `printed` is the clause, or the part of
    a longer one from what leads in the number to the noun that it counts.
    """
    claims: list[FigureClaim] = []
    seen: set[tuple[str, str]] = set()
    for block in document.blocks:
        for sentence in split_sentences(block.text):
            for claim in _figures(sentence):
                key = (claim.measure, claim.number.text)
                if claim.measure == "sessions" and key in seen:
                    continue
                seen.add(key)
                claims.append(claim)
    return claims


def _figures(sentence: Text) -> Iterator[FigureClaim]:
    printed = plain(sentence.text)
    found = quantities(printed)
    if not found:
        return
    located = session_refs(sentence)
    for before, clause in pairwise([range(0), *_clauses(printed)]):
        counts = [count for count in found if clause.start <= count.number[0] < clause.stop]
        if not counts:
            continue
        measures = [measure_of(printed, before, clause, count) for count in counts]
        spoke = "speakers" in measures
        chains = _chains(printed, counts)
        years = _years(sentence, clause) if any(measures) else []
        for count, measure in zip(counts, measures, strict=True):
            if measure is None or _READERS.search(
                printed, max(0, count.start - _LABEL_REACH), count.start
            ):
                continue
            if not _is_about_event(printed, clause, count):
                continue
            yield FigureClaim(
                ref=_ref(located, count),
                measure="speaker_countries" if measure == "countries" and spoke else measure,
                number=sentence[slice(*count.number)],
                unit=sentence[slice(*count.unit)],
                comparator=count.comparator,
                printed=_extent(sentence, clause, chains[count]),
                year=_year_before(years, count),
            )


def _clauses(printed: str) -> list[range]:
    cuts = [match.end() for match in _CLAUSE_END.finditer(printed)]
    bounds = [0, *cuts, len(printed)]
    return [range(start, end) for start, end in pairwise(bounds) if start < end]


def _is_about_event(printed: str, clause: range, count: Quantity) -> bool:
    """Whether a count is about the event, not about what a speaker tells of a city."""
    speeches = list(_SPEECH.finditer(printed, max(0, count.start - _REACH), count.start))
    if not speeches:
        return True
    said = printed[speeches[-1].end() : clause.stop]
    return bool(_EVENT.search(said)) and not _OWN_CITY.search(said)


def _ref(located: list[LocatedRef], count: Quantity) -> SessionRef:
    """The session or event that the sentence speaks of: named last before the count, or next."""
    telling = [found for found in located if found.ref.event or found.ref.name]
    before = [found for found in telling if found.start <= count.number[0]]
    nearest = before[-1:] or telling[:1]
    return nearest[0].ref if nearest else SessionRef()


def _extent(sentence: Text, clause: range, chain: Stretch) -> Text:
    """The words that state a count: as much of its clause as belongs to it."""
    printed = sentence.text
    start, end = chain
    head = printed[clause.start : start]
    if len(head.strip()) <= _LONGEST_HEAD and not _BRACKET.search(head):
        start = clause.start
    elif lead := _LEAD_IN.search(printed, clause.start, start):
        start = lead.start()
    tail = _CLAUSE_END.sub("", printed[end : clause.stop])
    if len(tail) <= _LONGEST_TAIL and not _BRACKET.search(tail):
        end += len(tail)
    return sentence[start:end].strip(" .。")


_LONGEST_CHAIN = 6
"""Counts printed as one: each of the five kinds once, and a second one of people.

Whoever writes more of them in a row makes a list; the words of each claim must not grow with it.
"""
_NEXT_COUNT = re.compile(r"\s*(?:、|及|與|和|的|共|from|and)?\s*(?:across|in)?\s*")


def _chains(printed: str, counts: list[Quantity]) -> dict[Quantity, Stretch]:
    """Where the counts begin and end that are printed as one with each: 17國20位城市首長或代表."""
    chains: list[list[Quantity]] = []
    for count in counts:
        joins = bool(chains) and len(chains[-1]) < _LONGEST_CHAIN
        if joins and _NEXT_COUNT.fullmatch(printed, chains[-1][-1].end, count.start):
            chains[-1].append(count)
        else:
            chains.append([count])
    return {count: (chain[0].start, chain[-1].end) for chain in chains for count in chain}


def _years(sentence: Text, clause: range) -> list[tuple[int, Text]]:
    """The years printed in a clause, in order, each with where it ends."""
    return [
        (
            clause.start + match.end(),
            sentence[clause.start + match.start() : clause.start + match.end()],
        )
        for match in find_dates(sentence.text[clause.start : clause.stop])
        if match.groupdict().get("y") or match.groupdict().get("year_word") in ("去", "前")
    ]


def _year_before(years: list[tuple[int, Text]], count: Quantity) -> Text | None:
    """The last year before the count in its clause: 於2019年即高達128位."""
    return next((year for end, year in reversed(years) if end <= count.number[0]), None)
