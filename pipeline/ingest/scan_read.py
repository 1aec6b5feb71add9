"""The recogniser: the picture of a page -> lines of characters with their scores.

It is RapidOCR with the models of its wheel (Apache-2.0), an optional extra; this is the only module
that knows it. Figures on the choice: docs/notes/2026-11-22-hostile-input.md.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Any

from pipeline.ingest.pdf_glyphs import Box

if TYPE_CHECKING:
    from pipeline.ingest.scan_image import Picture

_LEAST_SCORE = 0.5
"""A line with a lower mean score is no text: a pattern in a picture."""
_LONGEST_SIDE = 2000
INK = 0.7
"""The size of type as a share of the height of the box that the recogniser draws around a line."""
_PAUSE = 0.2
"""Paper without ink, in sizes of type, that parts words or columns."""
_FARTHEST = 0.8
"""Sizes of type by which the recogniser may misplace a character."""
_WITHIN_WORD = 0.5
_BLANK = 0.35
"""Paper, in sizes of type, that two Han characters leave free between them only if it is a blank."""
_HAN = re.compile(r"[\u3400-\u9fff]")
_WORD = re.compile(r"[A-Z][a-z]")
_LABEL = re.compile(r"[\u3400-\u9fff]{2,5}[:：]")
_LABEL_LENGTH = 6


@dataclass(frozen=True, slots=True)
class ReadChar:
    """A character as it was read: how sure that is (0 to 1), and its left edge in points.

    `end` is where its ink ends, if the line pauses there.
    """

    text: str
    score: float
    x0: float
    end: float | None = None


@dataclass(frozen=True, slots=True)
class ReadLine:
    """A line as it was read."""

    characters: tuple[ReadChar, ...]
    box: Box

    @property
    def text(self) -> str:
        return "".join(character.text for character in self.characters)


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    # one thread: the conveyor has a process a release, and sums are the same on any machine
    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    settings = {
        "Global.log_level": "critical",
        "Global.use_cls": False,
        "Global.max_side_len": _LONGEST_SIDE,
        "Global.text_score": 0.0,
    }
    return RapidOCR(params={**settings, **threads})


def recognised(picture: Picture) -> tuple[list[ReadLine], int]:
    """The lines that were read, and how many were only seen."""
    from pipeline.ingest.scan_image import PIXELS, inked, pauses

    found = _engine()(
        picture[:, :, None].repeat(3, axis=2), return_word_box=True, return_single_char_box=True
    )
    lines: list[ReadLine] = []
    unread = 0
    for text, mean, quad, words in zip(
        *(part if part is not None else () for part in (found.txts, found.scores)),
        *(part if part is not None else () for part in (found.boxes, found.word_results)),
        strict=False,
    ):
        xs, ys = [float(x) / PIXELS for x, _ in quad], [float(y) / PIXELS for _, y in quad]
        box = inked(picture, (min(xs), min(ys), max(xs), max(ys)))
        characters = list(_characters(text, words, box, PIXELS))
        if characters and mean >= _LEAST_SCORE:
            size = INK * (box[3] - box[1])
            ends = pauses(picture, box, _PAUSE * size)
            placed = tuple(_placed(characters, ends, size))
            lines.append(ReadLine(placed, _cut_short(box, characters[-1], ends, size)))
        else:
            unread += 1
    return lines, unread


def _characters(text: str, words: Sequence[Any], box: Box, pixels: float) -> Iterator[ReadChar]:
    """The characters of a line; the blanks that the recogniser saw stand in its text alone."""
    boxes = [
        ReadChar(character, float(score), min(float(x) for x, _ in quad) / pixels)
        for word, score, quad in words
        for character in word
    ]
    if [read.text for read in boxes] != [c for c in text if not c.isspace()]:
        step = (box[2] - box[0]) / max(1, len(text))
        boxes = [ReadChar(c, 1.0, box[0] + step * i) for i, c in enumerate(text) if not c.isspace()]
    places = iter(boxes)
    left = box[0]
    for character in text.strip():
        if character.isspace():
            yield ReadChar(" ", 1.0, left)  # its own place is not known
        else:
            place = next(places)
            left = place.x0
            yield place


def _cut_short(box: Box, last: ReadChar, pauses: Sequence[tuple[float, float]], size: float) -> Box:
    """The box of a line without what stands beyond a pause after its last character: another's."""
    beyond = [start for start, end in pauses if end > last.x0 + _FARTHEST * size]
    return (*box[:2], min(beyond, default=box[2]), box[3])


def _placed(
    characters: Sequence[ReadChar], pauses: Sequence[tuple[float, float]], size: float
) -> Iterator[ReadChar]:
    """The characters, those beside a pause of the ink set to it.

    The recogniser tells places from steps as wide as half a character. Between Latin words it
    overlooks blanks.
    """
    before: dict[int, tuple[float, float]] = {}
    for pause in pauses:
        costs = [(_cost(characters, at, pause[1], size), at) for at in range(1, len(characters))]
        cost, at = min(costs, default=(_FARTHEST, 0))
        if cost < _FARTHEST:
            before[at] = pause
    for at, read in enumerate(characters):
        start = before[at][1] if at in before else read.x0
        end = before[at + 1][0] if at + 1 in before else None
        if at in before and _is_overlooked(characters, at, before[at], size):
            yield ReadChar(" ", 1.0, before[at][0])
        if read.text == " " and end is not None:
            yield replace(read, x0=end)
            continue
        after = at + 1 < len(characters) and characters[at + 1].text == " "
        if after and at + 2 in before:
            end = before[at + 2][0]
        yield replace(read, x0=start, end=end)


def _cost(characters: Sequence[ReadChar], at: int, x: float, size: float) -> float:
    """How ill it fits, in sizes of type, that a pause ends before the character with a number."""
    one, other = characters[at - 1].text, characters[at].text
    if other == " ":
        return _FARTHEST
    within_word = one.isascii() and other.isascii() and one != " " and not _runs_on(characters, at)
    return abs(characters[at].x0 - x) / size + _WITHIN_WORD * within_word


def _runs_on(characters: Sequence[ReadChar], at: int) -> bool:
    """Whether two words stand in one there: a capital after a small letter."""
    one, other = characters[at - 1].text, characters[at].text
    return (one.islower() or one == ".") and other.isupper()


def _is_overlooked(
    characters: Sequence[ReadChar], at: int, pause: tuple[float, float], size: float
) -> bool:
    """Whether a pause before a character is a blank: between words, before a name or a label."""
    one = characters[at - 1].text
    if one == " ":
        return False
    ahead = "".join(read.text for read in characters[at : at + _LABEL_LENGTH])
    if _HAN.match(one):
        label = pause[1] - pause[0] > _BLANK * size and _LABEL.match(ahead)
        return bool(label or _WORD.match(ahead))
    return _runs_on(characters, at)
