"""Summary tables: what each speaker said, and the question that several answered."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from pipeline.dataset import Finding
from pipeline.extract.delegates import Context, parse_delegate
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.piece_rows import LogicalRow
from pipeline.extract.placing import row_ref
from pipeline.extract.records import Delegate, SeatClaim, SessionRef, TalkClaim
from pipeline.extract.tables import LogicalTable
from pipeline.findings import finding
from pipeline.ingest.document import Text

_QUESTION = re.compile(r"[？?]")
_ANSWERER = re.compile(r"^(?P<who>[^：:。？?\n]{2,40})[：:]\s*(?P<rest>.*)$", re.DOTALL)


@dataclass(frozen=True, slots=True)
class TalkFacts:
    """The talks of a table, seats that only an answer shows, labels used, rows not understood."""

    talks: tuple[TalkClaim, ...]
    seats: tuple[SeatClaim, ...]
    labels: tuple[Text, ...]
    findings: tuple[Finding, ...]


def read_talks(
    table: LogicalTable,
    seats: tuple[SeatClaim, ...],
    lexicon: Lexicon,
    people: frozenset[str],
    release_id: str,
) -> TalkFacts:
    """The talks of a table with a summary column; `seats` are those read from the same table."""
    talks: list[TalkClaim] = []
    extra: list[SeatClaim] = []
    labels: list[Text] = []
    findings: list[Finding] = []
    orders: dict[SessionRef | None, int] = {}
    for row in table.rows:
        summary = table.cell(row, "summary")
        if summary is None:
            continue
        ref = row_ref(table, row) or SessionRef()
        speakers = [seat for seat in seats if _in_row(seat, row)]
        if len(speakers) == 1:
            orders[ref] = orders.get(ref, 0) + 1
            delegate = speakers[0].delegate
            asked = table.cell(row, "question")
            kind: Literal["talk", "answer"] = "answer" if asked is not None else "talk"
            talks.append(TalkClaim(ref, delegate, orders[ref], kind, asked, summary))
            continue
        question, rest = _question(table, row)
        answers = _answers(summary, lexicon, people) if not speakers else []
        if not answers:
            evidence = summary.text[:200]
            reason = "it has a text, but not one speaker"
            findings.append(
                finding("unread-row", release_id=release_id, evidence=evidence, reason=reason)
            )
            continue
        labels += rest
        for delegate, text in answers:
            known = _same_delegate(delegate, seats, lexicon)
            if known is None:
                extra.append(SeatClaim(delegate, (ref,), None, None, "table"))
            orders[ref] = orders.get(ref, 0) + 1
            who = known or delegate
            labels.append(delegate.printed)
            talks.append(TalkClaim(ref, who, orders[ref], "answer", question, text))
    return TalkFacts(tuple(talks), tuple(extra), tuple(labels), tuple(findings))


def _in_row(seat: SeatClaim, row: LogicalRow) -> bool:
    """Whether a seat was read from a row; its words may stand in several cells."""
    words = set(seat.delegate.printed.starts)
    return any(cell is not None and not words.isdisjoint(cell.starts) for cell in row.cells)


def _question(table: LogicalTable, row: LogicalRow) -> tuple[Text | None, list[Text]]:
    """The question that a row's key cells print, and their other lines (`專題討論 Q&A`)."""
    lines = [
        line
        for column, cell in zip(table.columns, row.cells, strict=True)
        if cell is not None and column.meaning != "summary"
        for line in cell.lines()
    ]
    asked = [line for line in lines if _QUESTION.search(line.text)]
    rest = [line for line in lines if not _QUESTION.search(line.text)]
    return (Text.join("\n", asked) if asked else None), rest


def _answers(
    summary: Text, lexicon: Lexicon, people: frozenset[str]
) -> list[tuple[Delegate, Text]]:
    """The answers in a cell: each begins with a line (or words) `somebody：`."""
    answers: list[tuple[Delegate, list[Text]]] = []
    for line in summary.lines():
        match = _ANSWERER.match(line.text)
        who = line.group(match, "who") if match else None
        delegate = parse_delegate(who, lexicon, Context(people)) if who else None
        if match is not None and delegate is not None and _somebody(delegate):
            rest = line.group(match, "rest")
            answers.append((delegate, [rest] if rest else []))
        elif answers:
            answers[-1][1].append(line)
        else:
            return []
    return [(delegate, Text.join("\n", lines)) for delegate, lines in answers if lines]


def _somebody(delegate: Delegate) -> bool:
    return delegate.title is not None or delegate.person is not None


def _same_delegate(
    delegate: Delegate, seats: tuple[SeatClaim, ...], lexicon: Lexicon
) -> Delegate | None:
    """The delegate of the table that an answerer's words repeat."""
    key = "".join(lexicon.fold(delegate.printed.text).split())
    for seat in seats:
        if "".join(lexicon.fold(seat.delegate.printed.text).split()) == key:
            return seat.delegate
    return None
