"""Lists of participants: a cell full of bullets, a line of names, a caption."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pipeline.dataset import Part
from pipeline.extract.delegates import Context, parse_delegate
from pipeline.extract.enumerations import split_items
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.name_lines import named_above
from pipeline.extract.neighbours import sharing_office, with_place_before
from pipeline.extract.office_holders import DOTTED_NAME, HAN, LATIN_NAME
from pipeline.extract.proxies import parse_proxy
from pipeline.extract.records import Delegate
from pipeline.extract.run_on import parted_entries
from pipeline.ingest.document import Text

_ROLES: dict[str, Part] = {
    "主持人": "moderator",
    "主持": "moderator",
    "引言人": "moderator",
    "司儀": "moderator",
    "moderator": "moderator",
    "moderators": "moderator",
    "facilitator": "moderator",
    "facilitators": "moderator",
    "host": "moderator",
    "chair": "moderator",
    "貴賓": "guest",
    "嘉賓": "guest",
    "與會貴賓": "guest",
    "guest": "guest",
    "guests": "guest",
}
"""Labels that say which part is played; any other label of people is that of speakers."""

_ROLE = (
    r"(?P<label>主持人|主持|引言人|司儀|(?:與談|与谈|對談|对谈)[人者]|(?:與談|与谈|對談|对谈|與會|与会|出席|受邀|特邀)(?:貴賓|贵宾|嘉賓|嘉宾|首長|首长)|"
    r"與會講者|與會代表|[與与][會会]者|講者|讲者|[演主](?:講|讲)[人者]|(?:主講|主讲|演講|演讲)嘉[賓宾]|發言人|致詞人|致詞|貴賓|嘉賓|嘉宾|座談人|"
    r"Moderators?|Facilitators?|Chair|Host|Panell?ists?|(?:Keynote )?Speakers?|Discussants?|Guests?)"
)
_ROLE_LABEL = re.compile(
    rf"(?:^|(?<=[\s、，,；;)）.]))[【〔［\[(（]?{_ROLE}"
    r"(?:\s*[/／(（][^:：()（）\n]{0,16}[)）]?)?[】〕］\])）]?(?:\s*[:：]\s*|[\u3000\t]\s*(?=\S))",
    re.IGNORECASE,
)
_ROLE_LINE = re.compile(rf"^[^\S\n]*{_ROLE}[^\S\n]*(?:\n|$)", re.IGNORECASE | re.MULTILINE)
"""A label without a colon stands alone on its line."""
_ROLE_AND_BLANK = re.compile(
    r"^[^\S\n]*(?P<label>(?:主持|引言|與談|与谈|主講|主讲|演講|演讲|座談|座谈|發言|发言|致詞|致词)人|講者|讲者|與會講者|主講者|講員)"
    rf"[^\S\n]+(?=[{HAN}A-Z])",
    re.MULTILINE,
)
"""Nor does a label of people where a blank parts it from one: 講者　奧地利維也納市議員 …."""
_PART_IN_BRACKETS = re.compile(
    r"[（(]\s*(?P<label>主持人|主持|引言人|司儀|moderator|chair)\s*[)）]", re.IGNORECASE
)
_LINE_LABEL = re.compile(rf"(?:^|(?<=\n))[^\S\n]*(?P<label>[{HAN}]{{2,6}})\s*[:：]\s*(?=\S)")
"""What a line of participants begins with: how they come, or where from (線上：, 歐洲：)."""
_AWAY = re.compile(r"[請请]假|缺席|未[能克]?出席|不克")
_LINE = re.compile(r"\s*\n\s*|\s*[◆◇◎⊙●○■□▪▲△▶▷▸►➤➢•※★☆❖❑❏❒❍✦✧⬥⬧🔹🔸\uf000-\uf0ff]\s*")
_LINE_NUMBER = re.compile(
    r"\s*[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[甲乙丙丁戊己庚辛壬癸])[)）]?\s*[、.．)）]\s*(?=[^\d\s])"
)
_NUMBER_ALONE = re.compile(
    r"[(（]?(?:\d{1,2}|[一二三四五六七八九十]{1,3}|[甲乙丙丁戊己庚辛壬癸])\s?[、.．)）]*"
)
"""What is left of a line before its label: 三、主持人：."""
_REGION = re.compile(r"[【〔［\[](?P<region>[^】〕］\]\n]{1,20})[】〕］\]]")


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a roster, its part as labelled, its reading (None where nothing was read)."""

    text: Text
    part: Part | None
    delegate: Delegate | None


@dataclass(frozen=True, slots=True)
class Roster:
    """A list of participants and the words around it. `region` as in `【歐亞區】`."""

    entries: tuple[Entry, ...]
    region: Text | None = None
    labels: tuple[Text, ...] = ()
    """Role labels met (`主持人：`), for the coverage of the source."""
    open_part: Part | None = None
    """The part of a label behind which nothing stands: it holds for what follows."""


def read_roster(cell: Text, lexicon: Lexicon, people: frozenset[str] = frozenset()) -> Roster:
    """Read a cell (or a paragraph) that is nothing but a list of participants."""
    region_match = _REGION.search(cell.text)
    region = cell.group(region_match, "region") if region_match else None
    if region_match:
        cell = cell[: region_match.start()] + cell[region_match.end() :]
    entries: list[Entry] = []
    labels: list[Text] = []
    open_part: Part | None = None
    for part, label, stretch in _by_role(cell, lexicon):
        if label is not None:
            labels.append(label)
            open_part = None if stretch else part
        context = Context(people)
        lines = [
            entry
            for line in stretch.split(_LINE)
            for entry in parted_entries(line, lexicon, context)
        ]
        named = named_above(lines, lexicon, context)
        entries += [Entry(delegate.printed, part, delegate) for delegate in named]
        lines = [] if named else _by_country(lines, lexicon)
        for line in _whole_entries(lines, lexicon, people):
            entries += _read_line(line, part, lexicon, people)
    return Roster(tuple(entries), region, tuple(labels), open_part)


def first_label(line: Text) -> int | None:
    """Where the first label of a part (主持：) begins in a line; None where none stands in it."""
    match = _ROLE_LABEL.search(line.text)
    return match.start() if match else None


def part_in_brackets(entry: Text) -> Part | None:
    """The part that an entry says in brackets: 副市長（主持人）."""
    match = _PART_IN_BRACKETS.search(entry.text)
    return part_of(match["label"]) if match else None


def without_part(entry: Text) -> Text:
    """An entry, or a piece of one, without the part that it says in brackets."""
    match = _PART_IN_BRACKETS.search(entry.text)
    return entry if match is None else (entry[: match.start()] + entry[match.end() :]).strip()


def part_of(label: str) -> Part | None:
    """The part that a column's heading gives to those in it, where it is not that of speakers."""
    return _ROLES.get("".join(label.lower().split()))


def _by_role(cell: Text, lexicon: Lexicon) -> Iterator[tuple[Part | None, Text | None, Text]]:
    """The stretches between labels, with the part that each label gives; not those of people away.

    The label of a moderator holds for its own line, any other up to the next label.
    """
    matches = _labels(cell, lexicon)
    first = matches[0].start() if matches else len(cell)
    before = cell[:first].strip()
    yield None, None, before[:0] if _NUMBER_ALONE.fullmatch(before.text) else before
    for index, match in enumerate(matches):
        end = matches[index + 1].start() if index + 1 < len(matches) else len(cell)
        if _AWAY.search(match["label"]):
            continue
        part: Part = _ROLES.get(match["label"].lower(), "speaker")
        stretch = cell[match.end() : end].strip()
        own = _LINE.search(stretch.text) if part == "moderator" else None
        if own is None:
            yield part, cell.group(match, "label"), stretch
            continue
        # A moderator stands on the label's line; who is listed below it is no moderator too.
        yield part, cell.group(match, "label"), stretch[: own.start()]
        yield None, None, stretch[own.end() :]


def _labels(cell: Text, lexicon: Lexicon) -> list[re.Match[str]]:
    """The labels of a list, in order: those of parts, and other words before a line's first country."""
    forms = (_ROLE_LABEL, _ROLE_LINE, _ROLE_AND_BLANK)
    found = [match for form in forms for match in form.finditer(cell.text)]
    known = {match.start("label") for match in found}
    folded = lexicon.fold(cell.text)
    for match in _LINE_LABEL.finditer(cell.text):
        label = folded[slice(*match.span("label"))]
        leads = lexicon.countries.prefix(folded, match.end()) and not _is_name(label, lexicon)
        if leads and match.start("label") not in known:
            found.append(match)
    return sorted(found, key=lambda match: match.start("label"))


def _is_name(label: str, lexicon: Lexicon) -> bool:
    """Whether a label is part of a participant: a place, a body, an office."""
    named = label in lexicon.countries or label in lexicon.places
    classes = (lexicon.place_suffixes, lexicon.body_suffixes, lexicon.titles)
    return named or any(words.suffix(label) for words in classes)


def _by_country(lines: list[Text], lexicon: Lexicon) -> list[Text]:
    """The lines, those that print a participant's parts one by one below its country joined to it."""
    groups: list[list[Text]] = []
    for line in lines:
        if not groups or lexicon.fold(line.text) in lexicon.countries:
            groups.append([])
        groups[-1].append(line)
    joined: list[Text] = []
    for group in groups:
        offices = sum(lexicon.titles.suffix(lexicon.fold(line.text)) > 0 for line in group)
        of_one = (
            len(group) > 1 and offices == 1 and lexicon.fold(group[0].text) in lexicon.countries
        )
        joined += [Text.join(" ", group)] if of_one else group
    return joined


def _whole_entries(lines: list[Text], lexicon: Lexicon, people: frozenset[str]) -> Iterator[Text]:
    """The lines, one that only goes on with an entry (`市長 Mr. Zdeněk Hřib`, or the name of who
    holds the office above it) joined to its place."""
    in_turn = _offices_and_names(lines, lexicon)
    held: Text | None = None
    for line in lines:
        if (
            held is not None
            and _lacks_holder(held, lexicon, people)
            and (
                _goes_on(line, lexicon, people)
                or _names_holder(held, line, lexicon, people, in_turn=in_turn)
            )
        ):
            held = Text.join(" ", [held, line])
            continue
        if held is not None:
            yield held
        held = line
    if held is not None:
        yield held


def _goes_on(line: Text, lexicon: Lexicon, people: frozenset[str]) -> bool:
    """Whether a line holds an office, or a person who is addressed as one, and no place."""
    delegate = parse_delegate(line, lexicon, Context(people))
    if delegate is not None:
        return delegate.host_implied
    name = LATIN_NAME.fullmatch(line.text)
    return name is not None and name["honorific"] is not None


def _offices_and_names(lines: list[Text], lexicon: Lexicon) -> bool:
    """Whether each office (`日本福山市市長`) has one line below it that ends in none."""
    offices = [_ends_in_office(line, lexicon) for line in lines]
    return len(offices) % 2 == 0 and all(
        above and not below for above, below in zip(offices[::2], offices[1::2], strict=True)
    )


def _ends_in_office(line: Text, lexicon: Lexicon) -> bool:
    return lexicon.titles.suffix(lexicon.fold(without_part(line).text)) > 0


_NO_NAME = re.compile(r"\b(?:of|the|city|county|town|district|council|government)\b", re.IGNORECASE)


def _names_holder(
    entry: Text, line: Text, lexicon: Lexicon, people: frozenset[str], *, in_turn: bool
) -> bool:
    """Whether a line is nothing but the name of who holds the office that an entry ends with.

    One that begins with no surname may be a place, unless offices and names come by turns.
    """
    line = without_part(line)
    folded = lexicon.fold(line.text)
    known = folded in lexicon.places or folded in lexicon.countries
    if known or not _ends_in_office(entry, lexicon) or _NO_NAME.search(line.text):
        return False
    delegate = parse_delegate(Text.join(" ", [entry, line]), lexicon, Context(people))
    if delegate is None or delegate.person is None or delegate.person.text != line.text:
        return False
    surname = lexicon.begins_name(folded, 0, len(folded)) or line.text in people
    return in_turn or surname or DOTTED_NAME.fullmatch(line.text) is not None


def _lacks_holder(entry: Text, lexicon: Lexicon, people: frozenset[str]) -> bool:
    """Whether an entry names a place, and nobody of it."""
    delegate = parse_delegate(entry, lexicon, Context(people))
    if delegate is None or delegate.person is not None:
        return False
    return delegate.country is not None or delegate.place is not None


def _read_line(
    line: Text, part: Part | None, lexicon: Lexicon, people: frozenset[str]
) -> Iterator[Entry]:
    country: Text | None = None
    before: Delegate | None = None
    number = _LINE_NUMBER.match(line.text)
    for item in split_items(line[number.end() :] if number else line, lexicon):
        delegate = parse_proxy(item, lexicon, Context(people, country))
        delegate = delegate or sharing_office(item, before)
        if delegate is not None:
            delegate = with_place_before(delegate, before, beside=True)
            country = delegate.country or country
        before = delegate
        yield Entry(item, part_in_brackets(item) or part, delegate)
