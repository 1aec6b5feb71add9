"""Participants given as lines: under a heading with a session, or behind words that lead up to them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.extract.cards import card_runs
from pipeline.extract.datelines import is_stamp
from pipeline.extract.fields import described_delegates, field_runs
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.listing import Listing
from pipeline.extract.office_holders import HAN, LATIN_NAME
from pipeline.extract.placing import first_ref
from pipeline.extract.programme import is_day, says_which
from pipeline.extract.prose import OTHER_BUSINESS, ROSTER_WORDS
from pipeline.extract.records import SeatClaim, SessionClaim, SessionRef, TalkClaim
from pipeline.extract.rosters import first_label, read_roster
from pipeline.extract.sentences import split_sentences
from pipeline.extract.spoken import spoken_lines
from pipeline.extract.verbs import NOT_COMING
from pipeline.ingest.document import Block, Text


@dataclass(frozen=True, slots=True)
class ListFacts:
    """Sessions announced by headings and lines, the seats listed under them, labels used.

    `talks` are what is printed behind somebody in a list. `unread` are items of a list of
    participants that were not understood, `off` the lines of sessions that are not held.
    """

    sessions: tuple[SessionClaim, ...]
    seats: tuple[SeatClaim, ...]
    talks: tuple[TalkClaim, ...]
    labels: tuple[Text, ...]
    unread: tuple[Text, ...]
    off: tuple[Text, ...]


_LINE_WIDTH = 120
"""A line that names a session is no wider, in columns: a Han character takes two."""
_ROSTER_HEADING = re.compile(
    r"(?:(?:與會|与会|出席|參加|参加|受邀|貴賓|贵宾|來賓|来宾|講者|讲者|與談人|与谈人)[^，。；,]{0,8}(?:名[單单]|一[覽览])|名單|名单)\s*[:：]?\s*$"
    r"|^\s*(?:list of )?(?:participants|speakers|panell?ists|delegations)\s*:?\s*$",
    re.IGNORECASE,
)
_PROSE = re.compile(
    rf"[。！？]|[{HAN}]，[{HAN}](?![^（(\n]*[)）])"
    r"|\b(?:is|are|was|were|has|have|had|will|said|noted|added|included?|joined|attended|spoke)\b"
    r"|\b[a-z]{3,}\.\s+[A-Z]"
)
_LEADS_ON = re.compile(
    r"(?:[:：]|(?:如下|如后|如後|as follows|below)\s*(?:[（(][^()（）]{2,24}[)）])?\s*[:：。.]?"
    r"|[（(][^()（）]{0,12}排[序列][^()（）]{0,6}[)）]\s*[:：]?)\s*$",
    re.IGNORECASE,
)
"""How a sentence ends that a list follows."""
_PARTICIPANTS = re.compile(
    r"\b(?:participants?|speakers?|panell?ists?|delegat(?:es?|ions?)|mayors?|representatives?|guests?"
    r"|leaders|attendees)\b",
    re.IGNORECASE,
)


def listed_seats(
    blocks: Sequence[Block],
    lexicon: Lexicon,
    people: frozenset[str],
    title: Text | None = None,
) -> ListFacts:
    """Sessions and participants given as lines: a heading with a session, then items or lines.

    Hours at which lines begin are of the day that the release's `title` names, until a line names one.
    """
    listing = Listing(day=_day_of(title))
    runs = dict(field_runs(blocks, lexicon))
    cards = card_runs(blocks, lexicon, people)
    spoken = spoken_lines(blocks, lexicon, people)
    end = 0
    for index, block in enumerate(blocks):
        if index < end or block.table is not None:
            continue
        if index in runs:
            end = runs[index]
            lines = [other.text for other in blocks[index:end]]
            listing.take_described(*described_delegates(lines, lexicon, people))
            continue
        if index in cards and listing.ref is not None:
            end, shown = cards[index]
            listing.seat(shown)
            continue
        if block.kind == "caption":
            continue
        if index in spoken and listing.take_spoken(spoken[index], lexicon):
            end = spoken[index].end
        elif (rest := _below_heading(block, listing)) is not None:
            listing.take(read_roster(rest, lexicon, people), lexicon)
        else:
            _read_block(block, listing, lexicon, people)
    listing.close()
    return ListFacts(
        tuple(listing.sessions.values()),
        tuple(listing.seats),
        tuple(listing.talks),
        tuple(listing.labels),
        tuple(listing.unread),
        tuple(listing.off),
    )


def _read_block(block: Block, listing: Listing, lexicon: Lexicon, people: frozenset[str]) -> None:
    """A line that stands for itself: prose, somebody, a part of the programme."""
    if listing.adds_subject(block.text):
        return
    item = listing.led and block.kind == "item"
    if not item and _is_prose(block.text):
        listing.is_off = False
        if not listing.hear(block, lexicon, people):
            _read_prose(block, listing)
    elif listing.is_off and first_ref([block.text]) is None:
        listing.off.append(block.text)
    elif (
        listing.hear(block, lexicon, people)
        or listing.take_presided(block.text, lexicon, people)
        or listing.take_timed(block.text, lexicon, people)
        or listing.take(read_roster(block.text, lexicon, people), lexicon)
    ):
        return
    elif item and first_ref([block.text]) is None:
        listing.missed.append(block.text)
    else:
        _read_line(block, listing, lexicon)


_PLAIN_WORD = re.compile(
    r"(?<![\w'’.-])(?!(?:of|the|and|for|from|in|at|on|by|via|with|to|de|del|da|do|dos|di|van|von|der|den|la|le|el"
    r"|al|bin|binti|y|ap|pre|time)\b)[a-z]{2,}(?![\w'’.-])"
)
_LEAST_WORDS = 4


def _is_prose(line: Text) -> bool:
    """Whether a line tells something: it has a verb of telling, or words that are part of no name."""
    told = _PROSE.search(line.text) is not None
    return told or len(_PLAIN_WORD.findall(line.text)) >= _LEAST_WORDS


def _day_of(title: Text | None) -> SessionRef | None:
    """The one day that a title names: 2024智慧城市首長高峰會 3月20日議程."""
    dated = first_ref([title]) if title is not None else None
    if dated is None or dated.when is None or not is_day(dated.when):
        return None
    return dated


def _below_heading(block: Block, listing: Listing) -> Text | None:
    """What follows the heading of a session on its line: 場次 I　3/20 09:30-10:45　|主持：…, or in its
    brackets (亞太場（3/19 10:00~11:30，|主持人：…|）).

    The listing goes on under the session; None for a line of any other kind.
    """
    start = first_label(block.text)
    if not start or _is_prose(block.text):
        return None
    heading = block.text[:start].strip()
    found = first_ref([heading])
    named = found is not None and (found.ordinals or found.name)
    if found is None or not named or found.when is None or listing.is_off:
        return None
    listing.turn_to(found, heading)
    rest = block.text[start:]
    opened = sum(map(heading.text.count, "(（")) > sum(map(heading.text.count, ")）"))
    return rest.strip(")）") if opened else rest


def _read_prose(block: Block, listing: Listing) -> None:
    sentences = split_sentences(block.text)
    if sentences and _leads_up(sentences[-1]):
        listing.lead(sentences)
    else:
        listing.close()
        if sentences and _LEADS_ON.search(sentences[-1].text):
            listing.begin_day(sentences[-1])


def _read_line(block: Block, listing: Listing, lexicon: Lexicon) -> None:
    """A line that names no participant: it may name a session or head a list."""
    if _is_piece_of_seat(block.text, listing, lexicon):
        listing.unread.append(block.text)
        return
    if listing.adds_hours(block.text) or listing.turn_to_hours(block.text):
        return
    found = first_ref([block.text]) if not block.links else None
    if _leads_up(block.text):
        listing.lead([block.text])
    elif _width(block.text.text) > _LINE_WIDTH or block.links or is_stamp(block.text):
        return
    elif found is not None:
        listing.turn_to(found, block.text)
    elif listing.ref is None and _ROSTER_HEADING.search(block.text.text):
        listing.ref = listing.outer or SessionRef()
        listing.labels.append(block.text)


def _is_piece_of_seat(line: Text, listing: Listing, lexicon: Lexicon) -> bool:
    """Whether a line below a session is nothing but an office, or somebody addressed as a person."""
    if listing.ref is None or not says_which(listing.ref):
        return False
    name = LATIN_NAME.fullmatch(line.text)
    addressed = name is not None and name["honorific"] is not None
    return addressed or lexicon.fold(line.text) in lexicon.titles


def _leads_up(sentence: Text) -> bool:
    """Whether a sentence ends as one does that a list of participants follows."""
    printed = sentence.text
    named = ROSTER_WORDS.search(printed) or _PARTICIPANTS.search(printed)
    other = OTHER_BUSINESS.search(printed) or NOT_COMING.search(printed)
    return bool(named and not other and _LEADS_ON.search(printed))


def _width(line: str) -> int:
    return sum(2 if character >= "\u2e80" else 1 for character in line)
