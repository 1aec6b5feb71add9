"""Session and speaker tables: which session a row belongs to, and who sits there.

Two shapes occur, and mixtures of them: a row a session, with a cell full of participants; and a
row a participant, with the session in a column, in a full-width row or in the words above.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import groupby

from pipeline.dataset import Finding, Part
from pipeline.extract.assembly import assemble
from pipeline.extract.columns import Column
from pipeline.extract.fields import described_participants
from pipeline.extract.headers import PARTS_OF_DELEGATE, Meaning, meanings
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.parallel import Filled, one_by_one
from pipeline.extract.piece_rows import LogicalRow
from pipeline.extract.placing import programme_labels, row_ref, theme_beside
from pipeline.extract.programme import says_which
from pipeline.extract.records import (
    SeatClaim,
    SessionClaim,
    SessionRef,
)
from pipeline.extract.rosters import Entry, part_in_brackets, part_of, read_roster, without_part
from pipeline.extract.tables import LogicalTable
from pipeline.findings import finding
from pipeline.ingest.document import Span, Text


@dataclass(frozen=True, slots=True)
class TableFacts:
    """What a table says. `labels` are texts used that belong to no claim (role labels, headers)."""

    sessions: tuple[SessionClaim, ...]
    seats: tuple[SeatClaim, ...]
    labels: tuple[Text, ...]
    findings: tuple[Finding, ...]


_LONGEST_NUMBER = 6
"""A number cell with more characters than this holds something else (a question)."""


_NOBODY = re.compile(
    r"[？?]|^\W*(?:綜合|专题|專題|综合)?(?:討論|讨论|座談|座谈|問答|问答|結論|结论|結語|结语|總結|总结|提問|提问)\W*$|Q\s?[&＆]\s?A",
    re.IGNORECASE,
)
"""What stands where a participant is named, in a row that is nobody's: a question, 綜合討論."""


def read_table(
    table: LogicalTable, lexicon: Lexicon, people: frozenset[str], release_id: str
) -> TableFacts | None:
    """The sessions and seats of a table; None for a table that lists no participants."""
    if not table.has("delegate", *PARTS_OF_DELEGATE):
        return None
    sessions: dict[SessionRef, SessionClaim] = {}
    seats: list[SeatClaim] = []
    labels: list[Text] = list(table.headers)
    findings: list[Finding] = []
    counts: dict[SessionRef | None, int] = {}
    met: set[tuple[SessionRef | None, tuple[Span, ...]]] = set()
    for row in table.rows:
        ref = row_ref(table, row)
        entries, region, row_labels = _entries(table, row, lexicon, people)
        if any(_NOBODY.search(entry.text.text) for entry in entries):
            labels += [entry.text for entry in entries if not table.has("summary")]
            continue
        labels += row_labels
        number = table.cell(row, "number")
        if number is not None and len(number) <= _LONGEST_NUMBER:
            labels.append(number)
        labels += programme_labels(table, row)
        note = table.cell(row, "note")
        labels += [note] if note is not None else []
        told = part_of(note.text) if note is not None else None  # 備註：主持人
        entries = [replace(entry, part=entry.part or told) for entry in entries]
        theme = table.cell(row, "theme")
        of_session = theme is not None and table.has("session", "when")
        if theme is not None and not of_session:
            labels.append(theme)  # What one participant spoke on.
        if ref is not None and says_which(ref):
            claim = SessionClaim(
                ref,
                region=table.cell(row, "region") or region,
                theme=theme if of_session else theme_beside(table, row),
                venue=table.cell(row, "venue"),
                basis="table",
            )
            sessions.setdefault(ref, claim)
            labels += _section_around(row, claim.theme)
        for entry in entries:
            if (place := (ref, tuple(entry.text.spans()))) in met:
                continue  # a cell that spans rows
            met.add(place)
            if entry.delegate is None:
                findings.append(
                    finding("unread-seat", release_id=release_id, evidence=entry.text.text)
                )
                continue
            order = counts.get(ref, 0) + (0 if _is_moderator_first(entry, counts, ref) else 1)
            counts[ref] = order
            refs = (ref,) if ref is not None else ()
            seats.append(SeatClaim(entry.delegate, refs, entry.part, order, "table"))
    return TableFacts(tuple(sessions.values()), tuple(seats), tuple(labels), tuple(findings))


def _section_around(row: LogicalRow, theme: Text | None) -> list[Text]:
    """The row over all columns that names a session and its subject, if the subject stands in it."""
    if row.section is None or theme is None or not set(theme.starts) <= set(row.section.starts):
        return []
    return [row.section]


def _is_moderator_first(
    entry: Entry, counts: dict[SessionRef | None, int], ref: SessionRef | None
) -> bool:
    """A moderator who opens a list stands before its number 1."""
    return entry.part == "moderator" and counts.get(ref, 0) == 0


def _entries(
    table: LogicalTable, row: LogicalRow, lexicon: Lexicon, people: frozenset[str]
) -> tuple[list[Entry], Text | None, list[Text]]:
    """The participants of a row, the region its list is headed by, the role labels in it."""
    filled = [
        (column, text)
        for column, text in zip(table.columns, row.cells, strict=True)
        if text is not None and column.meaning in (*PARTS_OF_DELEGATE, "delegate")
    ]
    role = table.cell(row, "part")
    if all(column.meaning == "delegate" for column, _ in filled):
        listed, region, labels = _listed([(c.header, text) for c, text in filled], lexicon, people)
        part = _part_named(role, filled[0][1], lexicon, people) if role and filled else None
        listed = [replace(entry, part=entry.part or part) for entry in listed]
        return listed, region, [*labels, *([role] if role else [])]
    # Who plays another part has a column of his own; the others hold one participant together.
    apart = [(column.header, text) for column, text in filled if _has_own_part(column)]
    others, region, labels = _listed(apart, lexicon, people)
    own = [(column, text) for column, text in filled if not _has_own_part(column)]
    part = None
    if role is not None:
        part = _part_named(role, own[0][1], lexicon, people)
        labels.append(role)
    several = one_by_one(own, lexicon, people)
    printed = Text.join(" ", (text for _, text in own))
    if several is not None and not several:
        return [*others, Entry(printed, part, None)], region, labels
    entries = [_assembled(cells, part, lexicon, people) for cells in several or [own]]
    return [*others, *entries], region, labels


def _part_named(role: Text, entry: Text, lexicon: Lexicon, people: frozenset[str]) -> Part | None:
    """The part that the cell beside an entry names."""
    labelled = read_roster(Text.join("：", [role, entry]), lexicon, people)
    return labelled.entries[0].part if labelled.entries else None


def _assembled(
    filled: Filled, part: Part | None, lexicon: Lexicon, people: frozenset[str]
) -> Entry:
    """The participant whose parts, and whatever else of him, stand in these cells."""
    parts: dict[Meaning, Text] = {
        column.meaning: without_part(text)
        for column, text in filled
        if column.meaning in PARTS_OF_DELEGATE
    }
    cells = [text for column, text in filled if column.meaning == "delegate"]
    printed = Text.join(" ", (text for _, text in filled))
    cell = Text.join("\n", cells) if cells else None
    delegate = assemble(parts, cell, printed, lexicon, people)
    return Entry(printed, part or part_in_brackets(printed), delegate)


def _has_own_part(column: Column) -> bool:
    """Whether a column holds those who play another part than speakers (主持人)."""
    header = column.header if column.meaning == "delegate" else None
    return header is not None and part_of(header.text) is not None


def _own_list(header: Text | None, lexicon: Lexicon) -> Text | None:
    """The heading of a column that holds participants; none for one that holds parts of them.

    Columns of 國家城市 and of 姓名及職稱 hold one participant together.
    """
    if header is None or not PARTS_OF_DELEGATE.isdisjoint(meanings(lexicon.fold(header.text))):
        return None
    return header


def _listed(
    cells: list[tuple[Text | None, Text]], lexicon: Lexicon, people: frozenset[str]
) -> tuple[list[Entry], Text | None, list[Text]]:
    """The participants of the cells of a row, a list for each heading (主持人, 與談人).

    Cells without any heading are lists of their own, one below the other.
    """
    entries: list[Entry] = []
    region: Text | None = None
    labels: list[Text] = []
    for header, group in groupby(cells, key=lambda cell: _own_list(cell[0], lexicon)):
        together = list(group)
        bare = all(own is None for own, _ in together)
        cell = Text.join("\n" if bare else " ", (text for _, text in together))
        described = described_participants(cell, lexicon)
        if described:
            for parts, printed, names in described:
                delegate = assemble(parts, None, printed, lexicon, people)
                entries.append(Entry(printed, None, delegate))
                labels += names
            continue
        roster = read_roster(cell, lexicon, people)
        part = part_of(header.text) if header is not None else None
        entries += [replace(entry, part=entry.part or part) for entry in roster.entries]
        region = region or roster.region
        labels += roster.labels
    return entries, region, labels
