"""Han names beside titles: which characters before or behind a title are somebody's name.

A name is told from a place by its neighbours: a surname, the title, what closes it, and the
release's other sentences.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from pipeline.extract.aliases import latin_alias
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.office_holders import HAN, is_bare_name
from pipeline.extract.verbs import HOSTING, SPEAKING, TAKING_PART
from pipeline.ingest.document import Text

_NAME_FOLLOWS = re.compile(
    rf"(?:$|[\s，,。；;：:、（()）「與与和及則则亦也將将於于在等以並并為为曾說说率親亲致宣]|[今昨明][天日年早晚（(]|{SPEAKING.pattern}"
    rf"|{TAKING_PART.pattern}|代表|代理|應邀|应邀|受邀|前[來来往]|[來来][臺台訪访]|共同|一同|擔任|担任|分別|分别|透過|透过|特[別别]|線上|线上|視訊|视讯|[實实][體体]|壓軸|压轴|輪番|轮番|聯袂|联袂|同[台臺場场]"
    r"|接[見见待]|交[流換换]|[探討讨][討讨論论]|互[動动]|先生|女士|閣下|阁下|博士|迎接|陪同|歡迎|欢迎|揭[幕牌]|[開开閉闭][幕場场]|[隨随]即|率[團团]|逐一|首先|最[後后])"
)
_NO_LAST = re.compile(r"[說说將将則则於于在曾與与及，]$")
"""What no given name ends in; behind a surname of two characters a name may go on with 也 or 和."""
NO_PERSON = re.compile(r"[高峰][峰會会]|論壇|论坛|會議|会议|[與与]會|[與与]会")
NAME_PRECEDES = re.compile(r"(?:^|[\s，,。；;：:、（()）「」【】市縣县州由與与和及－—-])$")


def known_people(texts: Iterable[Text], lexicon: Lexicon) -> frozenset[str]:
    """The Han names that a release prints beside titles, where its words leave no doubt."""
    behind: set[str] = set()
    before: set[str] = set()
    sure: set[str] = set()
    places: set[str] = set()
    everything: list[str] = []
    for text in texts:
        folded = lexicon.fold(text.text)
        everything.append(text.text)
        for start, end in lexicon.titles.spans(folded):
            name = name_at(text.text, folded, end, lexicon)
            if name:
                behind.add(name)
            name = text.text[max(0, start - 3) : start]
            if not is_name(name, lexicon):
                continue
            head = folded[: start - 3]
            if lexicon.countries.suffix(head):
                places.add(name)
            elif NAME_PRECEDES.search(head) or lexicon.body_words.suffix(head):
                before.add(name)
                hosting = head.endswith("由") and HOSTING.match(text.text, end)
                if hosting or _is_of_body(folded[start:end], lexicon):
                    sure.add(name)
    whole = "\n".join(everything)
    sure |= {
        name for name in before if whole.count(name) > 1 or lexicon.fold(name) in lexicon.people
    }
    found = {name for name in (behind | sure) if lexicon.fold(name) not in lexicon.places}
    return frozenset(found - places)


def is_name(name: str, lexicon: Lexicon) -> bool:
    folded = lexicon.fold(name)
    return (
        re.fullmatch(rf"[{HAN}]{{3}}", name) is not None
        and lexicon.begins_name(folded, 0, len(folded))
        and not lexicon.place_suffixes.suffix(folded)
        and not lexicon.body_suffixes.suffix(folded)
    )


def _is_of_body(title: str, lexicon: Lexicon) -> bool:
    """Whether an office is a body's (局長): what stands right before it is no place's name."""
    return lexicon.body_suffixes.prefix(title.removeprefix("副")) > 0


def name_at(text: str, folded: str, index: int, lexicon: Lexicon) -> str | None:
    """A Han name that begins at `index` and is closed by a verb, a comma or the end."""
    if SPEAKING.match(text, index):
        return None  # 柯市長|強調: 強 is a surname too
    surname = lexicon.surnames.prefix(folded, index)
    double = surname > 1  # with a given name of two characters mostly: 佐佐木|和也
    for size in (surname + 2, surname + 1, surname + 3) if double else (3, 2, 4, 5):
        name = text[index : index + size]
        if double and _NO_LAST.search(name):
            continue
        if not re.fullmatch(rf"[{HAN}]{{{size}}}", name) or NO_PERSON.search(name):
            continue
        if latin_alias(text, index + size) is not None:
            return name
        if lexicon.begins_name(folded, index, size) and _NAME_FOLLOWS.match(text, index + size):
            return name
    return _japanese_name(text, index)


_OF_JAPAN = re.compile(r"日本[^，,。；;、：:\s]{2,14}$")


def _japanese_name(text: str, index: int) -> str | None:
    """A name behind an office of Japan, whatever it begins with, closed as names are."""
    if not _OF_JAPAN.search(text, max(0, index - 16), index):
        return None
    closed = (
        text[index : index + size]
        for size in (4, 5, 3)
        if re.fullmatch(rf"[{HAN}]{{{size}}}", text[index : index + size])
        and _NAME_FOLLOWS.match(text, index + size)
    )
    return next(closed, None)


_NAME_AND_OFFICE = re.compile(r"(?P<name>[^\s()（）]+)\s*[(（](?P<office>[^()（）]+)[)）]")


def name_and_office(entry: Text, lexicon: Lexicon) -> tuple[Text, Text] | None:
    """What may be a Han name, and the words in brackets behind it that end the entry."""
    match = _NAME_AND_OFFICE.fullmatch(entry.text)
    name = entry.group(match, "name") if match is not None else None
    office = entry.group(match, "office") if match is not None else None
    if name is None or office is None or not is_bare_name(name, lexicon):
        return None
    return name, office
