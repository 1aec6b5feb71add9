"""The pages of a PDF as they are shown, each read by the fast reader or by the reference.

What is unusual about a page, and what goes wrong with it, hands it to pdfplumber: what that makes of
it, an error included, is what counts. `handed_over` says which pages those are and why.
"""

from __future__ import annotations

import io
import logging
import struct
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pipeline.ingest.limits import Limits, within
from pipeline.ingest.pdf_page import PageContent, page_content

if TYPE_CHECKING:
    from pdfplumber.page import Page

    from pipeline.ingest.pdf_fonts import Fonts
    from pipeline.ingest.pdf_record import PageRecord

DAMAGE = (
    *(ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError),
    *(EOFError, RecursionError, struct.error, zlib.error),
)
"""What pdfminer raises on files that are not what they say, besides exceptions of its own."""


@dataclass(frozen=True, slots=True)
class PdfReading:
    """The pages of a file, and why some of them were read by the reference, by their numbers."""

    pages: list[PageContent] = field(default_factory=list)
    handed_over: dict[int, str] = field(default_factory=dict)


def read_contents(data: bytes, limits: Limits, *, swift: bool = True) -> PdfReading:
    """What the pages of a file show; without `swift`, all of them read by the reference.

    Raises OverLimit, MalformedPDFException, PdfminerException, PSException and what is in DAMAGE.
    """
    import pdfplumber

    from pipeline.ingest.pdf_fonts import Fonts

    logging.getLogger("pdfminer").setLevel(logging.CRITICAL)  # what it says of fonts helps nobody
    reading = PdfReading()
    fonts = Fonts()
    characters = 0
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        within("pages", len(pdf.pages), limits.pages)
        for page in pdf.pages:
            record, why = page_record(page, fonts if swift else None)
            page.close()
            if why:
                reading.handed_over[page.page_number] = why
            reading.pages.append(page_content(record))
            characters += sum(len(tier.glyphs) for tier in reading.pages[-1].tiers)
            within("characters", characters, limits.characters)
    return reading


def page_record(page: Page, fonts: Fonts | None) -> tuple[PageRecord, str]:
    """What a page shows, and why it was handed to the reference, if it was.

    Without the fonts of the file it is read by the reference, whatever it holds.
    """
    from pdfminer.psexceptions import PSException

    from pipeline.ingest.pdf_plumber import plumber_record
    from pipeline.ingest.pdf_steps import Unsure
    from pipeline.ingest.pdf_swift import swift_record

    if fonts is None:
        return plumber_record(page), ""
    try:
        return swift_record(page, fonts), ""
    except Unsure as unsure:
        why = str(unsure)
    except (PSException, *DAMAGE) as error:
        why = type(error).__name__
    return plumber_record(page), why
