"""Participants whose name, office and place stand on lines of their own, one participant after the
other, as on the cards of a page: `Mr. Kari Laaksonen`, `市長`, `芬蘭坦佩雷市`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Literal

from pipeline.extract.assembly import assemble
from pipeline.extract.delegates import parse_delegate
from pipeline.extract.headers import PARTS_OF_DELEGATE, WORDS, Meaning
from pipeline.extract.lexicon import Lexicon
from pipeline.extract.name_lines import is_name
from pipeline.extract.records import Delegate
from pipeline.ingest.document import Block, Text

_Kind = Literal["name", "title", "place", "office"]
"""What a line is; an office names its place: 芬蘭坦佩雷市市長."""
_SHAPES: frozenset[tuple[_Kind, ...]] = frozenset(
    {
        ("name", "office"),
        ("office", "name"),
        ("name", "title", "place"),
        ("name", "place", "title"),
        ("place", "title", "name"),
        ("place", "name", "title"),
        ("title", "name", "place"),
    }
)
_LONGEST = 40
"""Characters of a line of a card."""
_LEAST = 2
"""Cards of one shape, from which on they are told from lines that stand together by chance."""


def card_runs(
    blocks: Sequence[Block], lexicon: Lexicon, people: frozenset[str]
) -> Mapping[int, tuple[int, Sequence[Delegate]]]:
    """The stretches of blocks that are cards, by the first: the block behind the last, and who is
    on the cards. Labels of their lines (姓名) may stand among these."""
    lines = [number for number, block in enumerate(blocks) if not _is_label(block, lexicon)]
    kinds = [_kind_of(blocks[number], lexicon) for number in lines]
    counts: Counter[tuple[_Kind, ...]] = Counter()
    runs: list[tuple[int, int, tuple[_Kind, ...]]] = []
    start = 0
    while start < len(kinds):
        shape, count = _longest_run(kinds, start)
        if count:
            runs.append((start, count, shape))
            counts[shape] += count
        start += max(1, count * len(shape))
    found: dict[int, tuple[int, Sequence[Delegate]]] = {}
    for start, count, shape in runs:
        if counts[shape] < _LEAST:
            continue
        own = [blocks[number] for number in lines[start : start + count * len(shape)]]
        cards = [own[at : at + len(shape)] for at in range(0, len(own), len(shape))]
        read = (_on(card, shape, lexicon, people) for card in cards)
        end = lines[start + len(own) - 1] + 1
        found[lines[start]] = end, [one for one in read if one is not None]
    return found


def _is_label(block: Block, lexicon: Lexicon) -> bool:
    """Whether a line is nothing but what the line below it holds: 姓名, 職稱, 城市."""
    folded = lexicon.fold(block.text.text.strip(" :："))
    return block.table is None and any(folded in WORDS[part] for part in PARTS_OF_DELEGATE)


def _longest_run(kinds: Sequence[_Kind | None], start: int) -> tuple[tuple[_Kind, ...], int]:
    """The shape of the cards that begin with a line, and how many of them follow each other."""
    runs = [(shape, _count(kinds, start, shape)) for shape in sorted(_SHAPES)]
    return max(runs, key=lambda run: run[1] * len(run[0]))


def _count(kinds: Sequence[_Kind | None], start: int, shape: tuple[_Kind, ...]) -> int:
    size, count = len(shape), 0
    while tuple(kinds[start + count * size : start + (count + 1) * size]) == shape:
        count += 1
    return count


def _kind_of(block: Block, lexicon: Lexicon) -> _Kind | None:
    """What the line of a block is; None for any other line, and for a table."""
    line = block.text.strip()
    if block.table is not None or not 0 < len(line) <= _LONGEST:
        return None
    if lexicon.fold(line.text) in lexicon.titles:
        return "title"
    delegate = parse_delegate(line, lexicon)
    if delegate is None or delegate.person is not None or not _is_placed(delegate, line, lexicon):
        return "name" if is_name(line, None, lexicon) else None
    if delegate.title is not None:
        return "office"
    return "place" if delegate.organisation is None else None


def _is_placed(delegate: Delegate, line: Text, lexicon: Lexicon) -> bool:
    """Whether a line is of a place, known or named as one."""
    if delegate.place is None or delegate.country is not None or delegate.title is not None:
        return delegate.country is not None or delegate.place is not None
    folded = lexicon.fold(line.text)
    return folded in lexicon.places or lexicon.place_suffixes.suffix(folded) > 0


def _on(
    card: Sequence[Block], shape: tuple[_Kind, ...], lexicon: Lexicon, people: frozenset[str]
) -> Delegate | None:
    """Who is on a card."""
    lines = dict(zip(shape, (block.text.strip() for block in card), strict=True))
    printed = Text.join(" ", (block.text.strip() for block in card))
    parts: dict[Meaning, Text] = {"person": lines["name"]}
    if "office" in lines:
        return assemble(parts, lines["office"], printed, lexicon, people)
    parts |= {"title": lines["title"], "place": lines["place"]}
    return assemble(parts, None, printed, lexicon, people)
