"""Pages without text, read by OCR: characters with their boxes, ruled lines, what is in doubt.

`scan_image` has the picture, `scan_read` the recogniser, `scan_mend` its mistakes, `scan_glyphs` the
size of type and the room that print gives to characters.
"""

from __future__ import annotations

import importlib.util
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pipeline.dataset import Finding
from pipeline.findings import finding
from pipeline.ingest.coverage import texts_of
from pipeline.ingest.document import Document, Text
from pipeline.ingest.limits import Limits, within
from pipeline.ingest.pdf_glyphs import Box, Glyph, Glyphs
from pipeline.ingest.pdf_page import PageContent
from pipeline.ingest.pdf_rules import rules_of
from pipeline.ingest.pdf_tiers import tiers_of
from pipeline.ingest.raw_file import RawFile
from pipeline.ingest.scan_glyphs import aligned, line_glyphs, type_sizes
from pipeline.ingest.scan_mend import mended
from pipeline.ingest.scan_read import ReadChar, ReadLine, recognised

if TYPE_CHECKING:
    from pipeline.ingest.scan_image import Picture

INSTALL = "pip install '.[ocr]'"
"""What makes scans readable."""

_DOUBTFUL = 0.6
"""Below this score a character is in doubt; most have 0.95 and more."""
_PUNCTUATION = re.compile(r"[\W_]")


@dataclass(frozen=True, slots=True)
class Scan:
    """What a picture of a page holds, set straight; the place of a glyph is that on the picture.

    `scores` tell how sure each character is that was read (0 to 1), by its place; `unread` is how
    many lines were seen and could not be read.
    """

    content: PageContent
    scores: Mapping[Box, float]
    unread: int = 0


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

    straight, skew = scan_image.straighten(scan_image.evened(picture))
    clean, rules = scan_image.take_rules(straight)
    read, unread = recognised(clean)
    lines = aligned([_with_bullet(line, clean) for line in mended(read)])
    height, width = (size / scan_image.PIXELS for size in picture.shape)
    glyphs: list[Glyph] = []
    places: list[Box] = []
    scores: dict[Box, float] = {}
    for line, size in zip(lines, type_sizes(lines), strict=True):
        for character, glyph in zip(line.characters, line_glyphs(line, size), strict=True):
            place = _askew(glyph, skew, width, height)
            glyphs.append(glyph._replace(number=len(places)))
            places.append(place)
            scores[place] = character.score
    content = PageContent(
        number=number,
        width=width,
        height=height,
        tiers=tuple(tiers_of(Glyphs.of(glyphs))),
        places=places,
        rules=rules_of(rules, (), (width, height)),
        pictures=1,
    )
    return Scan(content, scores, unread)


def _with_bullet(line: ReadLine, picture: Picture) -> ReadLine:
    """A line with the bullet at its head, which the recogniser passes over."""
    from pipeline.ingest.scan_image import bullet

    first = line.characters[0]
    mark = bullet(picture, line.box, first.x0)
    if mark is None or mark[0] == first.text:
        return line
    text, x0, x1 = mark
    sign = ReadChar(text, 1.0, x0, x1)
    return ReadLine((sign, *line.characters), (x0, *line.box[1:]))


def _askew(glyph: Glyph, skew: float, width: float, height: float) -> Box:
    """The box of a glyph on the page as it lay, before it was turned by `skew` degrees."""
    turn = math.radians(skew)
    x, y = (glyph.x0 + glyph.x1 - width) / 2, (glyph.top + glyph.bottom - height) / 2
    right = x * math.cos(turn) - y * math.sin(turn) - x
    down = x * math.sin(turn) + y * math.cos(turn) - y
    return glyph.x0 + right, glyph.top + down, glyph.x1 + right, glyph.bottom + down


# --- what is said about it ------------------------------------------------------------------------


def told(source: RawFile, document: Document | None, scans: Mapping[int, Scan]) -> list[Finding]:
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
