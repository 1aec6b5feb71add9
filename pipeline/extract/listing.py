"""What is known while the lines of a list are read: the session, who plays which part, who is seated."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.dataset import Part, TalkKind
from pipeline.extract.enumerations import is_plausible
from pipeline.extract.held import is_called_off
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.office_holders import HONOUR
from pipeline.extract.patterns import CLOCK, find_hours, find_whens, is_when
from pipeline.extract.placing import first_ref, merge_refs
from pipeline.extract.programme import day_of, says_which
from pipeline.extract.prose import is_domestic
from pipeline.extract.records import Delegate, SeatClaim, SessionClaim, SessionRef, TalkClaim
from pipeline.extract.references import session_refs
from pipeline.extract.rosters import Roster, read_roster
from pipeline.extract.spoken import Spoken
from pipeline.extract.subjects import is_subject_label, labelled_subject, subject_on
from pipeline.ingest.document import Block, Text

_HOURS_LINE = re.compile(
    r"\W*(?:[活動动會议議会舉办辦]{2})?(?:時\s*間|时\s*间|time)\s*[:：]", re.IGNORECASE
)
_HOURS_FIRST = re.compile(r"(?:\s*\d{1,2}[.、．)）]\s)?[\s(（\[【]*(?:時間|时间)?[:：]?\s*")
_ITEM = re.compile(
    r"\W*(?:[開开閉闭][幕場场]|歡迎|欢迎|貴賓|贵宾|主題|主题|專題|专题)?(?:致[詞词辭辞]|演[講说說]|引言|[簡简]報)\W+"
)
"""What an item of a programme is, before who does it."""
_SPOKEN = re.compile(r"\s*(?:[:：]|[-–—―─]{2})\s*(?=[「『“]?\S{4})")
"""What parts somebody from what he said, or is said to have done."""
_ASKED = re.compile(r"\s*(?:[提詢]?[問问]|Q)\s?\d{0,2}\s?[:：]\s*(?P<question>\S.*)", re.DOTALL)
_ANSWER = re.compile(
    r"\s*(?:答|回答|回[應应]|答[覆复]|A)\s?\d{0,2}\s?[（(](?P<who>[^()（）]{4,60})[)）]\s*",
    re.DOTALL,
)
_PRESIDED = re.compile(
    r"\s*(?P<theme>[^()（）:：]{2,40}?)\s*[(（]\s*(?P<who>(?:主持人?|moderator)\s*[:：][^()（）]{2,40})[)）]\s*",
    re.IGNORECASE,
)
_SHORTEST_TALK = 10
"""Fewer characters say how somebody took part (線上參與)."""


@dataclass(slots=True)
class Listing:
    """What is known while lines are read from top to bottom.

    `led` says that a sentence led up to the lines: such a list ends with them. `day` is the line
    of a day, below which lines begin with hours; `is_off` that the heading's session is not held;
    `asked` the question (問：…) that the lines below it answer; `is_subject` that the line is the
    subject of the session above it, `subject` that of the hours that the listing goes on under.
    """

    ref: SessionRef | None = None
    outer: SessionRef | None = None
    part: Part | None = None
    order: int = 0
    led: bool = False
    day: SessionRef | None = None
    is_off: bool = False
    asked: Text | None = None
    is_subject: bool = False
    subject: Text | None = None
    sessions: dict[SessionRef, SessionClaim] = field(default_factory=dict)
    seats: list[SeatClaim] = field(default_factory=list)
    talks: list[TalkClaim] = field(default_factory=list)
    labels: list[Text] = field(default_factory=list)
    off: list[Text] = field(default_factory=list)
    missed: list[Text] = field(default_factory=list)
    unread: list[Text] = field(default_factory=list)

    def take(self, roster: Roster, lexicon: Lexicon) -> bool:
        """Seat the participants of a line; False for a line that holds anything else."""
        if roster.labels and not roster.entries:
            self.part = roster.open_part
            self.labels += roster.labels
            return True
        read = [e.delegate for e in roster.entries if e.delegate and _listed(e.delegate, lexicon)]
        whole = len(read) == len(roster.entries)
        if self.ref is None or not read or not (whole or roster.labels):
            return False
        if not whole:  # behind 與談人： everybody is a participant, read or not
            self.unread += [e.text for e in roster.entries if e.delegate not in read]
        self.labels += roster.labels
        self._open()
        if roster.labels:
            self.part = roster.entries[-1].part
        for delegate in read:
            self.order += 1
            self.seats.append(SeatClaim(delegate, (self.ref,), self.part, self.order, "list"))
        if self.part == "moderator":
            self.part = None
        return True

    def hear(self, block: Block, lexicon: Lexicon, people: frozenset[str]) -> bool:
        """Seat who a line begins with, and keep what it says of him (`市長 Kent Ranum：…`)."""
        line = block.text
        if (asked := _ASKED.match(line.text)) is not None:
            self.asked = line.group(asked, "question")
            return False
        cut = _SPOKEN.search(line.text)
        if cut is None or self.led or self.ref is None or not says_which(self.ref):
            return False
        answer = _ANSWER.fullmatch(line.text, 0, cut.start())
        who = line.group(answer, "who") if answer else None
        roster = read_roster(who or line[: cut.start()], lexicon, people)
        speaker = roster.entries[0].delegate if len(roster.entries) == 1 else None
        if speaker is None or speaker.person is None or speaker.title is None or roster.labels:
            return False
        if not self.take(roster, lexicon):
            return False
        said = line[cut.end() :].strip()
        kind: TalkKind = "talk" if answer is None else "answer"
        if len(said) >= _SHORTEST_TALK:
            asked_now = self.asked if answer is not None else None
            self.talks.append(TalkClaim(self.ref, speaker, self.order, kind, asked_now, said))
        return True

    def take_spoken(self, one: Spoken, lexicon: Lexicon) -> bool:
        """Seat who stands on a line above what he said, and keep that."""
        if self.ref is None or not says_which(self.ref) or not self.take(one.speaker, lexicon):
            return False
        speaker = self.seats[-1].delegate
        self.talks.append(TalkClaim(self.ref, speaker, self.order, "talk", None, one.said))
        return True

    def take_described(self, delegates: Sequence[Delegate], labels: Sequence[Text]) -> None:
        """Seat participants whom lines describe by fields, below the session's heading."""
        self.close()
        self.labels += labels
        self.part = None
        self.seat(delegates)

    def seat(self, delegates: Sequence[Delegate]) -> None:
        """Seat participants at the session that the lines above name; a moderator is the first."""
        self._open()
        for delegate in delegates:
            self.order += 1
            refs = () if self.ref is None else (self.ref,)
            self.seats.append(SeatClaim(delegate, refs, self.part, self.order, "list"))
            self.part = None if self.part == "moderator" else self.part

    def take_timed(self, line: Text, lexicon: Lexicon, people: frozenset[str]) -> bool:
        """Seat who an item of a programme names behind its hours: 09:30 開幕致詞 臺北市市長 蔣萬安.

        He is of the session whose name stands above; else of the day, and of none of its hours.
        """
        end = _leading_hours(line)
        if self.day is None or end is None:
            return False
        item = line[end:].strip()
        label = _ITEM.match(item.text)
        roster = read_roster(item[label.end() if label else 0 :], lexicon, people)
        if not any(entry.delegate and entry.delegate.person for entry in roster.entries):
            return False
        held = self.ref
        if held is not None and held.name is None and not held.ordinals:
            self.ref = self.day
        taken = self.take(roster, lexicon)
        self.ref = held
        return taken

    def take_presided(self, line: Text, lexicon: Lexicon, people: frozenset[str]) -> bool:
        """Go on under a line of hours that says who presides: 14:40-15:40 智慧教育（主持人：某某副市長）."""
        end = _leading_hours(line)
        match = _PRESIDED.fullmatch(line.text, end) if end is not None else None
        who = line.group(match, "who") if match is not None else None
        if match is None or who is None or not self.turn_to_hours(line) or self.ref is None:
            return False
        self.take(read_roster(who, lexicon, people), lexicon)
        self.sessions[self.ref] = SessionClaim(
            self.ref, theme=line.group(match, "theme"), basis="list"
        )
        return True

    def begin_day(self, sentence: Text) -> None:
        """Take the day of a sentence for lines of hours that follow it."""
        told = [day for found in session_refs(sentence) if (day := day_of(found.ref)) is not None]
        self.day = told[0] if told else self.day

    def _open(self) -> None:
        """Begin the session of a line of hours, once somebody is seated below it."""
        if self.ref is None or self.day is None or self.ref in self.sessions:
            return
        if self.day in self.sessions and all(self.day not in seat.refs for seat in self.seats):
            del self.sessions[self.day]
        self.sessions[self.ref] = SessionClaim(self.ref, theme=self.subject, basis="list")

    def turn_to_hours(self, line: Text) -> bool:
        """Go on under a line with hours of the day above it, which begin it or tell when a session
        is that it names: 10:00-11:30 智慧交通論壇, 場次二 淨零轉型｜13:00-14:30."""
        if self.day is None or self.day.when is None or _HOURS_LINE.match(line.text):
            return False
        hours = find_hours(line.text)
        if not hours or find_whens(line.text):
            return False
        start, end = hours[0]
        named = first_ref([line]) or SessionRef()
        if _leading_hours(line) is None and (not named.ordinals or len(hours) > 1):
            return False
        when = Text.join(" ", [self.day.when, line[start:end]])
        self.ref = replace(merge_refs(named, self.outer), when=when)
        self.order, self.part, self.is_off = 0, None, is_called_off(line.text)
        self.subject = subject_on(line)
        if self.is_off:
            self.off.append(line)
            self.ref = None
        else:
            self.labels.append(line)
        return True

    def turn_to(self, found: SessionRef, text: Text) -> None:
        """Go on under a line that names a session, or the event of those that follow."""
        self.close()
        named_anew = found.name is not None or bool(found.ordinals)
        if self.is_off and not named_anew and CLOCK.search(text.text):
            self.off.append(text)  # when it was to be
            return
        self.is_off = named_anew and found.when is None and is_called_off(text.text)
        if self.is_off:
            self.off.append(text)
            self.ref = self.day = None
            return
        if not says_which(found):
            self.outer = found
            return
        named = self.ref is not None and self.ref.when is None and not self.order
        told = _HOURS_LINE.match(text.text) or (not named_anew and is_when(text.text))
        if self.ref is not None and named and told:
            found = merge_refs(replace(self.ref, when=found.when), found)
        self.ref, self.order, self.part = merge_refs(found, self.outer), 0, None
        is_day = found.when is not None and not named_anew and not CLOCK.search(found.when.text)
        self.day = self.ref if is_day else None
        if self.ref.when is not None and not found.whole:
            claim = SessionClaim(self.ref, theme=subject_on(text), basis="list")
            self.sessions.setdefault(self.ref, claim)
            self.labels.append(text)

    def adds_subject(self, line: Text) -> bool:
        """Give the session above its subject (主題：…, or on the line below 主題), before anybody is
        seated."""
        theme = line if self.is_subject else labelled_subject(line)
        self.is_subject = is_subject_label(line)
        claim = self.sessions.get(self.ref) if self.ref is not None and not self.order else None
        if claim is None or (theme is None and not self.is_subject):
            return False
        self.labels.append(line)
        if theme is not None and claim.theme is None:
            self.sessions[claim.ref] = replace(claim, theme=theme)
        return True

    def adds_hours(self, line: Text) -> bool:
        """Give the day on the line before the hours that stand on a line of their own (時間：…).

        Hours alone are those of the session that a line above names, before anybody is seated.
        """
        held = self.ref
        own = held is not None and (held.name or held.ordinals) and not self.order
        told = _HOURS_LINE.match(line.text) or (own and is_when(line.text))
        hours = find_hours(line.text) if told else []
        if held is None or held.when is None or find_hours(held.when.text) or len(hours) != 1:
            return False
        if CLOCK.search(held.when.text) or held not in self.sessions:
            return False
        (start, end), claim = hours[0], self.sessions.pop(held)
        self.ref = replace(held, when=Text.join(" ", [held.when, line[start:end]]))
        self.sessions[self.ref] = replace(claim, ref=self.ref)
        self.labels.append(line)
        return True

    def lead(self, sentences: Sequence[Text]) -> None:
        """Begin a list whose session the sentences before it tell, the last first."""
        held = self.ref
        self.close()
        found = first_ref(sentences[-1:]) or first_ref(sentences[:-1])
        if found is not None and says_which(found):
            self.ref = merge_refs(found, self.outer)
        else:
            self.ref = held or found or self.outer or SessionRef()
        self.day = day_of(self.ref) or self.day
        self.led, self.part, self.order = True, None, 0

    def close(self) -> None:
        """End a list that a sentence led up to; what it held beside participants is told."""
        if not self.led:
            return
        if self.order:
            self.unread += self.missed
        self.missed, self.led, self.ref = [], False, None


def _leading_hours(line: Text) -> int | None:
    """Where the hours end that a line begins with; None for a line that begins with none."""
    hours = find_hours(line.text)
    first = _HOURS_FIRST.match(line.text)
    begins = bool(hours) and first is not None and hours[0][0] == first.end()
    return hours[0][1] if begins else None


def _listed(delegate: Delegate, lexicon: Lexicon) -> bool:
    """Whether a line reads as a participant and as nothing else."""
    if not is_plausible(delegate) and delegate.person is None:
        return False
    if delegate.country is not None:
        return (
            delegate.place is not None
            or delegate.title is not None
            or delegate.organisation is not None
        )
    office = delegate.title is not None and not HONOUR.fullmatch(delegate.title.text)
    return (delegate.person is not None and office) or (
        delegate.place is not None and delegate.title is not None and is_domestic(delegate, lexicon)
    )
