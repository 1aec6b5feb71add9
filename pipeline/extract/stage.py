"""The extract stage: one document in, all that it says, as printed, out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import replace
from itertools import chain
from operator import or_

from pipeline.dataset import Finding
from pipeline.extract.attendance import seats_of_people
from pipeline.extract.captions import caption_seats
from pipeline.extract.coverage import cover, unused_stretches
from pipeline.extract.errata import tells_of_correction
from pipeline.extract.figures import find_figures
from pipeline.extract.flat_tables import with_flat_tables
from pipeline.extract.han_names import known_people
from pipeline.extract.held import is_called_off, tells_of_change
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.listings import listed_seats
from pipeline.extract.mentions import find_mentions, possible_names
from pipeline.extract.programme import spoken_sessions
from pipeline.extract.prose import enumerated_seats
from pipeline.extract.records import (
    ReleaseFacts,
    SeatClaim,
    SessionClaim,
    TalkClaim,
)
from pipeline.extract.references import refs_put_off
from pipeline.extract.release import read_header
from pipeline.extract.session_columns import column_by_column
from pipeline.extract.session_titles import session_titles
from pipeline.extract.sessions import read_table
from pipeline.extract.spaced_names import with_whole_names
from pipeline.extract.streams import find_streams
from pipeline.extract.tables import LogicalTable, logical_tables
from pipeline.extract.talks import read_talks
from pipeline.extract.told_countries import with_told_countries
from pipeline.extract.topics import paragraphs_of, with_topics
from pipeline.extract.verbs import MODERATING
from pipeline.findings import finding
from pipeline.ingest.document import Block, Document, Span, Text


def extract_release(document: Document, lexicon: Lexicon) -> ReleaseFacts:
    """Read sessions, seats, talks, streams and figures from a document.

    A plain function of its two inputs. Words are looked up in `lexicon` only; values are texts
    that know their place in `document.source`.
    """
    printed = document
    gathered = with_flat_tables(printed.blocks, lexicon)
    whole = (with_whole_names(block, lexicon) for block in gathered)
    document = replace(printed, blocks=tuple(chain.from_iterable(map(column_by_column, whole))))
    header, header_labels = read_header(document)
    people = known_people(_all_texts(document.blocks), lexicon)
    head = {span for text in header_labels for span in text.spans()}
    below = [block for block in document.blocks if not _is_letterhead(block, head, header.agency)]
    tables = logical_tables(below, lexicon)
    sessions, seats, talks, labels, findings = _read_tables(tables, lexicon, people, document)

    body = [
        _without_dateline(block, header_labels) for block in below if not _is_header(block, head)
    ]
    for block in body:
        if block.kind == "caption":
            seats += caption_seats(block.text, lexicon, people)
    listed = listed_seats(body, lexicon, people, header.title)
    sessions += listed.sessions
    seats += listed.seats
    talks += listed.talks
    labels += [*header_labels, *listed.labels]
    off = {*listed.off}
    prose = [
        block
        for block in body
        if block.table is None and _may_seat(block) and block.text not in off
    ]
    paragraphs = paragraphs_of(body, prose)
    lines = list(chain.from_iterable(paragraph.sentences for paragraph in paragraphs))
    titles = session_titles(lines)
    told = [found for paragraph in paragraphs for found in with_topics(paragraph, titles)]
    for sentence, topic in told:
        seats += enumerated_seats(sentence, lexicon, people, topic, titles)
    seats += seats_of_people(told, header.kind, lexicon, people, seats, titles=titles)
    seats = with_told_countries(
        seats, [block.text for block in body if block.table is None], lexicon
    )
    sessions += spoken_sessions(body, sessions, titles)

    streams, stream_findings = find_streams(document)
    figures = find_figures(document)
    findings += [*stream_findings, *_unseated(lines, seats, lexicon, people, document)]
    findings += [
        finding("unread-seat", release_id=document.release_id, evidence=item.text[:400])
        for item in listed.unread
    ]
    not_held = [line for line in listed.off if is_called_off(line.text)]
    not_held += [line for line in lines if tells_of_change(line.text)]
    findings += [
        finding("session-not-held", release_id=document.release_id, evidence=line.text[:400])
        for line in not_held
    ]
    findings += [
        finding("printed-correction", release_id=document.release_id, evidence=line.text[:400])
        for line in lines
        if tells_of_correction(line)
    ]
    coverage = cover(
        document,
        (
            ("releases", [header]),
            ("speakers", seats),
            ("talks", talks),
            ("sessions", sessions),
            ("streams", streams),
            ("figures", figures),
        ),
        labels,
    )
    for text in unused_stretches(document, coverage):
        findings.append(finding("unused-text", release_id=document.release_id, evidence=text[:400]))
    return ReleaseFacts(
        printed,
        header,
        tuple(sessions),
        tuple(seats),
        tuple(talks),
        tuple(streams),
        tuple(figures),
        coverage,
        tuple(findings),
        tuple(chain.from_iterable(map(refs_put_off, lines))),
    )


def _may_seat(block: Block) -> bool:
    """Whether a block is running text, or a heading that says who presides: 3月19日（…副市長…主持）."""
    heads = block.kind == "heading" and MODERATING.search(block.text.text) is not None
    return heads or block.kind in ("paragraph", "item")


def _is_header(block: Block, head: Set[Span]) -> bool:
    """Whether a block is a line of the release's head (its date is no session's)."""
    return block.table is None and bool(block.text) and head >= set(block.text.spans())


def _is_letterhead(block: Block, head: Set[Span], agency: Text | None) -> bool:
    """Whether a table holds nothing but the lines of the release's head, and who issues it."""
    rows = block.table.rows if block.table is not None else ()
    lines = [line for row in rows for cell in row if cell is not None for line in cell.text.lines()]
    issuer = agency.text if agency is not None else None
    of_head = [head >= set(line.spans()) for line in lines]
    named = [line.text == issuer for line in lines]
    return any(of_head) and all(map(or_, of_head, named))


def _without_dateline(block: Block, labels: Sequence[Text]) -> Block:
    """A paragraph without the words of the release's head that it opens with, and the signature that
    it ends with."""
    text = block.text
    opening = next((len(t) for t in labels if t and text[: len(t)] == t), 0)
    end = next((len(text) - len(t) for t in labels if t and text[-len(t) :] == t), len(text))
    return replace(block, text=text[opening:end]) if opening or end < len(text) else block


def _all_texts(blocks: Iterable[Block]) -> Iterator[Text]:
    for block in blocks:
        if block.table is None:
            yield block.text
            continue
        for row in block.table.rows:
            yield from (cell.text for cell in row if cell is not None)


def _read_tables(
    tables: Sequence[LogicalTable], lexicon: Lexicon, people: frozenset[str], document: Document
) -> tuple[list[SessionClaim], list[SeatClaim], list[TalkClaim], list[Text], list[Finding]]:
    sessions: list[SessionClaim] = []
    seats: list[SeatClaim] = []
    talks: list[TalkClaim] = []
    labels: list[Text] = []
    findings: list[Finding] = []
    for table in tables:
        facts = read_table(table, lexicon, people, document.release_id)
        if facts is None:
            continue
        sessions += facts.sessions
        seats += facts.seats
        labels += facts.labels
        findings += facts.findings
        if table.has("summary"):
            said = read_talks(table, facts.seats, lexicon, people, document.release_id)
            talks += said.talks
            seats += said.seats
            labels += said.labels
            findings += said.findings
    return sessions, seats, talks, labels, findings


def _unseated(
    lines: Sequence[Text],
    seats: Sequence[SeatClaim],
    lexicon: Lexicon,
    people: frozenset[str],
    document: Document,
) -> Iterator[Finding]:
    """People who are named beside a title without taking part."""
    told = {seat.delegate.person.text for seat in seats if seat.delegate.person is not None}
    for line in lines:
        mentions = find_mentions(line, lexicon, people)
        named = [
            (m.delegate.person, m.delegate.printed)
            for m in mentions
            if m.delegate.person is not None
        ]
        named += [(name, line) for name in possible_names(line, lexicon, mentions)]
        for person, words in named:
            if person.text not in told:
                told.add(person.text)
                yield finding(
                    "person-not-seated",
                    release_id=document.release_id,
                    evidence=words.text[:400],
                    printed=person.text,
                )
