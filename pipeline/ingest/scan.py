"""Pages without text, read by OCR: characters with their boxes, ruled lines, what is in doubt.

The recogniser is RapidOCR with the models of its wheel (Apache-2.0), an optional extra; it is the
only library of its kind here. Figures on the choice: docs/notes/2026-11-22-hostile-input.md.
"""

from __future__ import annotations

import importlib.util
import math
import re
import statistics
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pipeline.dataset import Finding
from pipeline.findings import finding
from pipeline.ingest.coverage import texts_of
from pipeline.ingest.document import Document, Text
from pipeline.ingest.limits import Limits, within
from pipeline.ingest.pdf_lines import Box, Glyph
from pipeline.ingest.pdf_page import PageContent
from pipeline.ingest.pdf_rules import rules_of
from pipeline.ingest.source import Source

if TYPE_CHECKING:
    from pipeline.ingest.scan_image import Picture

INSTALL = "pip install '.[ocr]'"
"""What makes scans readable."""

_DOUBTFUL = 0.6
"""Below this score a character is in doubt; most have 0.95 and more."""
_LEAST_SCORE = 0.5
"""A line with a lower mean score is no text: a pattern in a picture."""
_PUNCTUATION = re.compile(r"[\W_]")
_LONGEST_SIDE = 2000
_INK = 0.7
"""The size of type as a share of the height of the box that the recogniser draws around a line."""
_SAME = 0.35
"""Heights that differ by less are one size of type on a page, drawn around with a shaking hand."""
_TELLING = 6
"""A line of as many Han characters tells how wide they are."""
_WIDE = re.compile(r"[\u3000-\u30ff\u3400-\u9fff\uff01-\uff5e]")
_ROOM_AFTER = {**dict.fromkeys("，。、：；！？", 0.35), **dict.fromkeys("）」』】》〉", 0.55)}
_ROOM_BEFORE = dict.fromkeys("（「『【《〈", 0.55)
"""The paper, in sizes of type, that a mark of punctuation leaves on its far side."""

_VARIANTS = str.maketrans("黄爲内户説衆鷄峯敎啓産", "黃為內戶說眾雞峰教啟產")
"""Forms that the recogniser does not tell apart: it has one, print in Taiwan the other."""
_HANT = re.compile("[這來個國說們時會對發經與縣臺灣東長區議論壇學業務處總標應轉資訊]")
_HANS = re.compile("[这来个国说们时会对发经与县台湾东长区议论坛学业务处总标应转资讯]")
_DASH = re.compile(
    r"(?<=[\u4e00-\u9fff])(?<![第某每另任單同之統唯專萬十百千有])[一—–-](?=[^\n，。；、一—]{0,14}?"
    r"(?:[市縣區州省鎮郡縣议議院部局處署司科組校會]長|主任|委員|議員|代表|大使|總監|總裁|主席|執行長|秘書長|顧問)"
    r"(?:[A-Z]|\s|[\u4e00-\u9fff]{0,4}(?=$|[\n，、（(])))"
)
"""A stroke between a place and an office: a dash that was taken for the figure one, or cut short."""
_HALF_CLOSED = re.compile(r"（([^()（）]{0,400})\)")
"""A bracket opened in full width and closed in half: both were of one width."""
_VIDEO = re.compile(r"(?<=youtu\.be/)[\w-]*(?: [\w-]+)+(?![\w-])", re.ASCII)
_VIDEO_ID = 11
"""Characters that name a video. One that is a blank was an underscore on a line under the words."""


@dataclass(frozen=True, slots=True)
class Scan:
    """What a picture of a page holds, set straight; the place of a glyph is that on the picture.

    `scores` tell how sure each character is that was read (0 to 1), by its place; `unread` is how
    many lines were seen and could not be read.
    """

    content: PageContent
    scores: Mapping[Box, float]
    unread: int = 0


@dataclass(frozen=True, slots=True)
class _Read:
    """A line as the recogniser gives it: characters with their scores and left edges in points."""

    characters: tuple[tuple[str, float, float], ...]
    box: Box


def is_installed() -> bool:
    """Whether the optional extra is there."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime", "cv2"))


def read_page(data: bytes, number: int, limits: Limits) -> Scan:
    """Read a page of a PDF, counted from 1, as the picture that it is. Needs the extra."""
    import pypdfium2

    from pipeline.ingest import child, scan_image

    child.page_ahead(limits)
    document = pypdfium2.PdfDocument(data)
    try:
        page = document[number - 1]
        width, height = page.get_size()
        within("pixels", int(width * height * scan_image.PIXELS**2), limits.pixels)
        bitmap = page.render(scale=scan_image.PIXELS, grayscale=True)
        return read_picture(scan_image.as_picture(bitmap.to_numpy()), number)
    finally:
        document.close()


def read_picture(picture: Picture, number: int = 1) -> Scan:
    """Read the picture of a page, grey, at 200 dots an inch. Needs the extra."""
    from pipeline.ingest import scan_image

    straight, skew = scan_image.straighten(picture)
    clean, rules = scan_image.take_rules(straight)
    lines, unread = _recognised(clean)
    height, width = (size / scan_image.PIXELS for size in picture.shape)
    usual = statistics.median(_height(line) for line in lines) if lines else 0.0
    em = _em(lines, usual)
    glyphs: list[Glyph] = []
    scores: dict[Box, float] = {}
    for line in _repaired(lines):
        size = em if _alike(line, usual) else em * _height(line) / usual
        mark = scan_image.bullet(clean, line.box, line.characters[0][2])
        if mark is not None and line.characters[0][0] != mark[0]:
            glyphs.append(_glyph(*mark, line.box, size))
        for glyph, score in _glyphs(line, size):
            glyphs.append(glyph)
            scores[_askew(glyph, skew, width, height)] = score
    content = PageContent(
        number=number,
        width=width,
        height=height,
        glyphs=tuple(replace(glyph, place=_askew(glyph, skew, width, height)) for glyph in glyphs),
        rules=rules_of(rules, (), (width, height)),
        pictures=1,
    )
    return Scan(content, scores, unread)


def _askew(glyph: Glyph, skew: float, width: float, height: float) -> Box:
    """The box of a glyph on the page as it lay, before it was turned by `skew` degrees."""
    turn = math.radians(skew)
    x, y = (glyph.x0 + glyph.x1 - width) / 2, (glyph.top + glyph.bottom - height) / 2
    right = x * math.cos(turn) - y * math.sin(turn) - x
    down = x * math.sin(turn) + y * math.cos(turn) - y
    return glyph.x0 + right, glyph.top + down, glyph.x1 + right, glyph.bottom + down


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


def _recognised(picture: Picture) -> tuple[list[_Read], int]:
    """The lines that were read, and how many were only seen."""
    from pipeline.ingest.scan_image import PIXELS, inked

    found = _engine()(
        picture[:, :, None].repeat(3, axis=2), return_word_box=True, return_single_char_box=True
    )
    lines: list[_Read] = []
    unread = 0
    for text, mean, quad, words in zip(
        *(part if part is not None else () for part in (found.txts, found.scores)),
        *(part if part is not None else () for part in (found.boxes, found.word_results)),
        strict=False,
    ):
        xs, ys = [float(x) / PIXELS for x, _ in quad], [float(y) / PIXELS for _, y in quad]
        box = inked(picture, (min(xs), min(ys), max(xs), max(ys)))
        characters = tuple(_characters(text, words, box, PIXELS))
        if characters and mean >= _LEAST_SCORE:
            lines.append(_Read(characters, box))
        else:
            unread += 1
    return lines, unread


def _characters(
    text: str, words: Sequence[Any], box: Box, pixels: float
) -> Iterator[tuple[str, float, float]]:
    """The characters of a line; the blanks that the recogniser saw stand in its text alone."""
    boxes = [
        (character, float(score), min(float(x) for x, _ in quad) / pixels)
        for word, score, quad in words
        for character in word
    ]
    if [character for character, _, _ in boxes] != [c for c in text if not c.isspace()]:
        step = (box[2] - box[0]) / max(1, len(text))
        boxes = [(c, 1.0, box[0] + step * i) for i, c in enumerate(text) if not c.isspace()]
    places = iter(boxes)
    left = box[0]
    for character in text.strip():
        if character.isspace():
            yield " ", 1.0, left
        else:
            place = next(places)
            left = place[2]
            yield place


def _repaired(lines: Sequence[_Read]) -> Iterator[_Read]:
    """The lines with what the recogniser is known to mistake put right, character for character."""
    whole = "\n".join("".join(c for c, _, _ in line.characters) for line in lines)
    if len(_HANT.findall(whole)) > len(_HANS.findall(whole)):
        whole = whole.translate(_VARIANTS)
    whole = _HALF_CLOSED.sub("（\\g<1>）", whole)
    whole = _DASH.sub("－", whole)
    whole = _VIDEO.sub(_with_underscores, whole)
    for line, text in zip(lines, whole.split("\n"), strict=True):
        characters = zip(text, line.characters, strict=True)
        yield _Read(tuple((c, score, left) for c, (_, score, left) in characters), line.box)


def _with_underscores(match: re.Match[str]) -> str:
    words = match[0]
    return words.replace(" ", "_") if len(words) == _VIDEO_ID else words


def _height(line: _Read) -> float:
    """The height of the box that the recogniser draws around a line."""
    return line.box[3] - line.box[1]


def _alike(line: _Read, usual: float) -> bool:
    return abs(_height(line) - usual) < _SAME * usual


def _em(lines: Sequence[_Read], usual: float) -> float:
    """The size of the type in points: the width of a Han character, where lines are made of them."""
    widths = [
        (line.box[2] - line.box[0]) / len(line.characters)
        for line in lines
        if len(line.characters) >= _TELLING
        and _alike(line, usual)
        and all(_WIDE.match(character) for character, _, _ in line.characters)
    ]
    return statistics.median(widths) if widths else _INK * usual


def _glyphs(line: _Read, size: float) -> Iterator[tuple[Glyph, float]]:
    """The characters of a line as glyphs that touch: a gap between two is no blank.

    A mark of punctuation at either end has the room of a whole character, as print gives it.
    """
    first, last = line.characters[0], line.characters[-1]
    right = line.box[2] + _ROOM_AFTER.get(last[0], 0.0) * size
    lefts = [left for _, _, left in line.characters]
    lefts[0] = max(first[2], line.box[0])
    lefts[0] -= _ROOM_BEFORE.get(first[0], 0.0) * size
    ends = [*(max(a, b) for a, b in pairwise(lefts)), right]
    for (character, score, _), left, end in zip(line.characters, lefts, ends, strict=True):
        yield _glyph(character, left, max(end, left), line.box, size), score


def _glyph(character: str, x0: float, x1: float, line: Box, size: float) -> Glyph:
    middle = (line[1] + line[3]) / 2
    box = (x0, middle - size / 2, x1, middle + size / 2)
    return Glyph(character, *box, place=box)


# --- what is said about it ------------------------------------------------------------------------


def told(source: Source, document: Document | None, scans: Mapping[int, Scan]) -> list[Finding]:
    """A finding for each page that was read by OCR, and for each line with characters in doubt.

    A line is that of a block or cell, so nothing is quoted that was set aside, contact details
    least of all.
    """
    file = {"release_id": source.release_id, "file": source.name}
    findings = [
        finding(
            "read-by-ocr",
            **file,
            evidence=f"{source.name}, page {number}",
            page=number,
            characters=len(scan.scores),
            unread=scan.unread,
        )
        for number, scan in sorted(scans.items())
    ]
    texts = texts_of(document.blocks) if document is not None else ()
    for line in (line for text in texts for line in text.lines()):
        doubts = list(_doubts(document, line, scans)) if document is not None else []
        if doubts:
            shown = ", ".join(f"{character} ({score:.0%})" for character, score in doubts)
            findings.append(finding("ocr-doubtful", **file, evidence=line.text, doubts=shown))
    return list({told.finding_id: told for told in findings}.values())


def _doubts(
    document: Document, line: Text, scans: Mapping[int, Scan]
) -> Iterator[tuple[str, float]]:
    for character, position in zip(line.text, line.starts, strict=True):
        box = document.boxes[position] if document.boxes else None
        scan = scans.get(box.page) if box else None
        if box is None or scan is None or _PUNCTUATION.match(character):
            continue
        score = scan.scores.get((box.x0, box.top, box.x1, box.bottom), 1.0)
        if score < _DOUBTFUL:
            yield character, score
