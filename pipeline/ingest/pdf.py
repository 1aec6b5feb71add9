"""Reading a PDF into a document."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from pipeline.dataset import Finding
from pipeline.ingest.assemble import assemble
from pipeline.ingest.document import Document
from pipeline.ingest.limits import Limits, OverLimit, within
from pipeline.ingest.numbering import symbols
from pipeline.ingest.pdf_page import PageContent
from pipeline.ingest.pdf_pieces import page_pieces
from pipeline.ingest.pdf_reading import DAMAGE, read_contents
from pipeline.ingest.pdf_tiers import lines_of
from pipeline.ingest.pdf_writer import PdfWriter, parts_scripts
from pipeline.ingest.raw_file import RawFile, report
from pipeline.ingest.source import Read

_UNMAPPED = re.compile("[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")


def read_pdf(source: RawFile, limits: Limits) -> Read:
    """The document in a PDF with a text layer. Positions count code points of what it prints.

    Raises OverLimit.
    """
    from pdfminer.pdfdocument import PDFPasswordIncorrect
    from pdfminer.psexceptions import PSException
    from pdfplumber.utils.exceptions import MalformedPDFException, PdfminerException

    try:
        pages = read_contents(source.data, limits).pages
    except PdfminerException as error:
        cause = error.args[0] if error.args else error
        if isinstance(cause, PDFPasswordIncorrect):
            return None, [report("encrypted-file", source)]
        return None, [_damaged(source, cause, limits)]
    except (MalformedPDFException, PSException, *DAMAGE) as error:
        return None, [_damaged(source, error, limits)]
    return read_scans(source, pages, limits)


def _damaged(source: RawFile, error: object, limits: Limits) -> Finding:
    """Why a file could not be read, unless it was too much for this process: that is OverLimit."""
    if isinstance(error, MemoryError):
        raise OverLimit("memory", None, limits.memory)
    if isinstance(error, RecursionError):
        raise OverLimit("depth", None, limits.depth)
    return report("unreadable", source, reason=f"it is damaged ({type(error).__name__})")


def read_scans(source: RawFile, pages: Sequence[PageContent], limits: Limits) -> Read:
    """The document that pages make, those read by OCR which show no text that can be read.

    Raises OverLimit.
    """
    from pipeline.ingest import scan

    unread = [page.number for page in pages if is_bare(page) or is_mute(page)]
    if not unread:
        return read_pages(source, pages, limits)
    if not scan.is_installed():
        document, findings = read_pages(source, pages, limits)
        wanted = report("scan-needs-ocr", source, count=len(unread))
        return document, [wanted, *findings] if document is not None else [wanted]
    within("scanned_pages", len(unread), limits.scanned_pages)
    scans = {number: scan.read_page(source.data, number, limits) for number in unread}
    read = [scans[page.number].content if page.number in scans else page for page in pages]
    document, findings = read_pages(source, read, limits)
    if document is not None:
        document = replace(document, scanned=tuple(scans))
    return document, [*findings, *scan.told(source, document, scans)]


def read_pages(source: RawFile, pages: Sequence[PageContent], limits: Limits) -> Read:
    """The document that pages make, however their characters were read. Raises OverLimit."""
    findings = [
        report("page-without-text", source, page=page.number) for page in pages if is_bare(page)
    ]
    lines = (line.text for page in pages for line in lines_of(page.tiers))
    writer = PdfWriter(limits, parts_scripts=parts_scripts(lines))
    pieces, aside = page_pieces(pages, writer, limits)
    text = writer.source
    if not text.strip():
        return None, [report("empty-file", source), *findings]
    findings += _about_characters(source, pages, text)
    blocks, ignored = assemble(pieces, text, aside)
    document = Document(
        release_id=source.release_id,
        source_file=source.name,
        source_format="pdf",
        source_sha256=source.sha256,
        source=text,
        blocks=tuple(blocks),
        ignored=tuple(ignored),
        page_count=len(pages),
        boxes=writer.boxes,
    )
    return document, findings


def is_bare(page: PageContent) -> bool:
    """Whether a page shows pictures and no text."""
    return bool(page.pictures) and all(map(str.isspace, page.texts))


def is_mute(page: PageContent) -> bool:
    """Whether most of a page's text is of characters that the file does not name."""
    texts = list(page.texts)
    if not _UNMAPPED.search("".join(texts)):
        return False
    seen = [symbols(text) for text in texts if not text.isspace()]
    return sum(_UNMAPPED.match(text) is not None for text in seen) > len(seen) / 2


def _about_characters(
    source: RawFile, pages: Sequence[PageContent], text: str
) -> Iterator[Finding]:
    lost = len(_UNMAPPED.findall(symbols(text)))
    if lost:
        yield report("characters-without-unicode", source, count=lost)
    for page in pages:
        if page.stray:
            yield report("turned-text", source, page=page.number, count=len(page.stray))
