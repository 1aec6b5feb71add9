"""Titles, and the people beside them: `台北市|黃珊珊|副市長`, `市長|柯文哲`, `Mr. Zdeněk Hřib`.

A Latin run is a person unless it carries a place's suffix. A Han name must begin with a surname
and stand where neither place nor body can end, or be known from the rest of the release.
"""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.extract.lexicon import Lexicon
from pipeline.extract.records import Delegate
from pipeline.ingest.document import Text

HAN = r"\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
NAME_DOTS = "·‧・•．･∙⋅"
"""What is set between the parts of a name that is spelt by its sound: every newsroom has its own."""
_LETTER = r"A-Za-z\u00c0-\u024f\u1e00-\u1eff\u0300-\u036f"
_HONORIFIC = (
    r"(?:Mrs?|Ms|Miss|Mx|Mme|Mlle|Dr|Prof|Hon|Sir|Rev|Madam|Dato['’]?|H\.E|Eng|Ing|Sra?)\.?"
)
_NAME_WORD = rf"[{_LETTER}][{_LETTER}'’ʼ.\-‐‑]*"
LATIN_NAME = re.compile(
    rf"(?P<honorific>(?:(?<![{_LETTER}]){_HONORIFIC}(?:\s+|(?<=\.)))+)?"
    rf"(?P<name>{_NAME_WORD}(?:(?:\s+|,\s*(?=[A-Z\u00c0-\u024f])|\s*[{NAME_DOTS}]\s*){_NAME_WORD})*)"
)
HONOUR = re.compile(
    r"拿督(?:斯里)?|拿汀|丹斯[里理]|爵士|Datuk|Dato['’]?|Datin|Tan Sri|Sir", re.IGNORECASE
)
"""What is listed as a title and is no office: it says of nobody where he is from."""
HAN_RUN = re.compile(rf"[{HAN}]+")
_HAN_NAME = re.compile(rf"[{HAN}]{{2,4}}")
_LONGEST_GIVEN = 3
_FOREIGN_NAME = re.compile(rf"[{HAN}]{{2,6}}")
_DOTTED_PART = rf"[{HAN}]{{1,8}}(?:[-‐‑][{HAN}]{{1,8}})?"
DOTTED_NAME = re.compile(rf"{_DOTTED_PART}(?:\s?[{NAME_DOTS}]\s?{_DOTTED_PART})+")


def with_latin_person(
    delegate: Delegate, text: Text, lexicon: Lexicon
) -> tuple[Delegate, list[Text]]:
    """Take the Latin name out; what stands before and after it is left."""
    for match in sorted(LATIN_NAME.finditer(text.text), key=_likelihood, reverse=True):
        name = text.group(match, "name")
        if name is None or not _may_be_person(text, match, lexicon):
            continue
        honorific = text.group(match, "honorific")
        rest = [text[: match.start()], text[match.end() :]]
        person = name.strip(" .,-")
        if name.text.endswith(".") and re.search(r"\b[A-Z]\.$", name.text):
            person = name.strip(" ,-")
        found = replace(delegate, person=person, honorific=honorific and honorific.strip())
        return found, [_unbracketed(part) for part in rest]
    return delegate, [text]


_ACRONYM = re.compile(r"[A-Z][A-Z&.]{1,9}")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_OPENED = re.compile(r"\s*[(（]?\s*$")
_CLOSED = re.compile(r"^\s*[)）]?\s*")
_IN_BRACKETS = re.compile(r"\s*[(（]\s*(?P<inner>[^()（）]*?)\s*[)）]\s*")


def _unbracketed(part: Text) -> Text:
    """What stands beside a name, less the brackets around the name, or around all of it."""
    match = _IN_BRACKETS.fullmatch(part.text)
    if match is not None:
        return part.group(match, "inner") or part[:0]
    opened = _OPENED.search(part.text)
    kept = part[: opened.start()] if opened else part
    closed = _CLOSED.match(kept.text)
    return kept[closed.end() :] if closed else kept


def _likelihood(match: re.Match[str]) -> tuple[bool, int, int]:
    return (match["honorific"] is not None, match["name"].count(" "), len(match["name"]))


def _may_be_person(text: Text, match: re.Match[str], lexicon: Lexicon) -> bool:
    if match["honorific"]:
        return True
    if _ACRONYM.fullmatch(match["name"]) and _BRACKETS.match(text.text, match.start() - 1):
        return False  # 美國在台協會（AIT）
    folded = lexicon.fold(match["name"].strip())
    if folded in lexicon.countries or folded in lexicon.titles or folded in lexicon.places:
        return False
    behind = text.text[match.end() :]
    after = lexicon.fold(behind.lstrip()[:4])
    parted = behind[:1].isspace() and " " in match["name"] and lexicon.body_suffixes.prefix(after)
    if lexicon.place_suffixes.prefix(after) and not lexicon.titles.prefix(after) and not parted:
        return False
    return match["name"][0].isupper() and (" " in match["name"] or bool(HAN_RUN.search(text.text)))


def with_title(
    delegate: Delegate, segments: list[Text], lexicon: Lexicon, people: frozenset[str]
) -> tuple[Delegate, list[Text]]:
    for index in range(len(segments) - 1, -1, -1):
        segment = segments[index]
        foreign = delegate.country is not None
        found = _title_at_end(segment, lexicon) or _title_before_person(segment, lexicon, foreign)
        if found is None:
            continue
        before, title, after = found
        if after and HONOUR.fullmatch(title.text):
            cut = lexicon.titles.suffix(lexicon.fold(before.text))
            before, title = (before[:-cut], before[-cut:]) if cut else (before, title)
        before, title = _whole_suffix(before, title, lexicon)
        behind = segments[index + 1 :]
        delegate = replace(delegate, title=title)
        if after and delegate.person is None:
            delegate = replace(delegate, person=after)
        elif delegate.person is None and behind and is_bare_name(behind[0], lexicon):
            delegate, behind = replace(delegate, person=behind[0]), behind[1:]
        elif delegate.person is None:
            delegate, before = _person_before(delegate, before, bool(index), lexicon, people)
        earlier = segments[:index]
        if delegate.person is None and not before and index == 1:
            # 何靜宜 副市長: nothing but a name and an office.
            dotted = DOTTED_NAME.fullmatch(earlier[0].text)
            delegate, name = (
                (replace(delegate, person=earlier[0]), earlier[0][:0])
                if dotted
                else _person_before(delegate, earlier[0], False, lexicon, people)
            )
            earlier = [name]
        left = [*earlier, before, *behind]
        if delegate.person is None:
            delegate, left = _person_apart(delegate, left, lexicon)
        return delegate, [s for s in left if s]
    return delegate, segments


def _title_at_end(segment: Text, lexicon: Lexicon) -> tuple[Text, Text, Text] | None:
    size = lexicon.titles.suffix(lexicon.fold(segment.text))
    if not size:
        return None
    cut = len(segment) - size
    return segment[:cut].strip(), segment[cut:], segment[len(segment) :]


def latin_name(text: Text) -> tuple[Text, Text | None] | None:
    """The name that a text is in Latin letters, and what the person is addressed by; else None."""
    match = LATIN_NAME.fullmatch(text.text)
    name = text.group(match, "name") if match is not None else None
    honorific = text.group(match, "honorific") if match is not None else None
    return None if name is None else (name, honorific and honorific.strip())


def is_bare_name(segment: Text, lexicon: Lexicon) -> bool:
    """Whether a segment beside a title is its bearer (`副市長 光山裕朗`), and no place or body."""
    folded = lexicon.fold(segment.text)
    if lexicon.surnames.prefix(folded) > 1 and len(folded) in (3, 4):
        return folded not in lexicon.places
    if lexicon.body_suffixes.suffix(folded) or lexicon.place_suffixes.suffix(folded):
        return False
    named = _FOREIGN_NAME.fullmatch(segment.text) or DOTTED_NAME.fullmatch(segment.text)
    return named is not None and folded not in lexicon.places and folded not in lexicon.countries


def _title_before_person(
    segment: Text, lexicon: Lexicon, foreign: bool
) -> tuple[Text, Text, Text] | None:
    """`市市長柯文哲`: a title with a Han name behind it; a foreign one needs no Chinese surname."""
    folded = lexicon.fold(segment.text)
    for size in (3, 2, 4, 5, 6):
        cut = len(segment) - size
        if cut < 1 or not _FOREIGN_NAME.fullmatch(segment.text[cut:]):
            continue
        title = lexicon.titles.suffix(folded[:cut])
        if not title:
            continue
        longest = lexicon.surnames.prefix(folded, cut) + _LONGEST_GIVEN
        named = size <= longest and lexicon.begins_name(folded, cut, size)
        if named or (foreign and not lexicon.body_suffixes.suffix(folded[cut:])):
            return segment[: cut - title].strip(), segment[cut - title : cut], segment[cut:]
    dotted = DOTTED_NAME.search(segment.text)
    if dotted and dotted.end() == len(segment.text):
        for cut in range(dotted.start(), dotted.end()):
            title = lexicon.titles.suffix(folded[:cut])
            if title:
                return segment[: cut - title].strip(), segment[cut - title : cut], segment[cut:]
    return None


def _whole_suffix(before: Text, title: Text, lexicon: Lexicon) -> tuple[Text, Text]:
    """Give back what belongs to place or body: `維索基納|省議員` is 維索基納省, `眾議院議員` 眾議院."""
    folded = lexicon.fold(title.text)
    generic = lexicon.place_suffixes.prefix(folded) if before else 0
    size = generic or lexicon.body_suffixes.prefix(folded)
    doubled = generic and before and lexicon.fold(before.text).endswith(folded[:generic])
    if size and not doubled and folded[size:] in lexicon.titles:
        return before + title[:size], title[size:]
    return before, title


def _person_before(
    delegate: Delegate, before: Text, parted: bool, lexicon: Lexicon, people: frozenset[str]
) -> tuple[Delegate, Text]:
    """`台北市|黃珊珊`: a Han name between the place or body and the title."""
    folded = lexicon.fold(before.text)
    for size in (3, 4, 2):
        cut = len(before) - size
        if cut < 0 or not _HAN_NAME.fullmatch(before.text[cut:]):
            continue
        name = before.text[cut:]
        if name in people or (
            lexicon.begins_name(folded, cut, size)
            and _may_be_han_person(delegate, folded, cut, parted, lexicon)
        ):
            return replace(delegate, person=before[cut:]), before[:cut].strip()
    return delegate, before


def _may_be_han_person(
    delegate: Delegate, folded: str, cut: int, parted: bool, lexicon: Lexicon
) -> bool:
    """Whether the characters from `cut` on read as a name and not as the end of a place."""
    head, name = folded[:cut], folded[cut:]
    if folded in lexicon.places or lexicon.place_suffixes.suffix(name):
        return False
    if lexicon.body_suffixes.suffix(folded):
        return False
    if head in lexicon.places:
        return True
    if delegate.country is not None:
        return False
    if not head:
        return len(name) == 3 or parted
    return bool(
        lexicon.place_suffixes.suffix(head)
        or lexicon.body_suffixes.suffix(head)
        or lexicon.body_words.suffix(head)
    )


def _person_apart(
    delegate: Delegate, segments: list[Text], lexicon: Lexicon
) -> tuple[Delegate, list[Text]]:
    """A Han name that is a segment of its own, behind one that holds the place."""
    for index in range(len(segments) - 1, 0, -1):
        text = segments[index].text
        folded = lexicon.fold(text)
        dotted = DOTTED_NAME.fullmatch(text)
        plain = _HAN_NAME.fullmatch(text) and lexicon.begins_name(folded, 0, len(text))
        known = folded in lexicon.places or lexicon.body_suffixes.suffix(folded)
        suffixed = lexicon.place_suffixes.suffix(folded)
        if dotted or (plain and not known and not suffixed):
            found = replace(delegate, person=segments[index])
            return found, [*segments[:index], *segments[index + 1 :]]
    return delegate, segments
