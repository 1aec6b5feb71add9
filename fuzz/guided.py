"""A target for each reader: bytes that atheris makes by what code they reach.

`python -m fuzz.guided READER FOLDER RUNS` in a process of its own, which ends with the first fault;
what brought it about is then the file `FOLDER/crash-…`, or `timeout-…`, `oom-…`. Nothing of `raw/`
is read: what atheris makes is kept as it is, and press contacts stand there.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import atheris

with atheris.instrument_imports(include=["pipeline.ingest"]):
    from pipeline.ingest.html import read_html
    from pipeline.ingest.office import read_docx, read_odt
    from pipeline.ingest.pdf import read_pdf
    from pipeline.ingest.text import read_text

from fuzz.sources import ROOT, content, names
from pipeline.ingest.coverage import texts_of, uncovered
from pipeline.ingest.document import Document
from pipeline.ingest.limits import Limits, OverLimit
from pipeline.ingest.raw_file import RawFile
from pipeline.ingest.source import Reader

READERS: Mapping[str, Reader] = MappingProxyType(
    {"txt": read_text, "html": read_html, "docx": read_docx, "odt": read_odt, "pdf": read_pdf}
)
LIMITS = Limits(characters=50_000, pages=20)
_SECONDS = 30
_INVENTED = ROOT / "tests" / "unseen" / "raw"
_LARGEST = 100_000


def seeds(suffix: str) -> list[bytes]:
    """The documents that a reader's inputs are made from."""
    if suffix == "txt":
        return [path.read_bytes() for path in sorted(_INVENTED.iterdir())]
    return [content(name) for name in names(suffix)]


def check(suffix: str, data: bytes) -> None:
    """Raises what a reader raises but must not, and AssertionError for what it loses or invents."""
    file = RawFile("x", f"x.{suffix}", "0" * 64, data)
    try:
        document, findings = READERS[suffix](file, LIMITS)
    except (OverLimit, MemoryError, RecursionError):
        return  # the process that reads tells each as a finding
    assert document is not None or findings, "refused without a finding"
    if document is not None:
        assert_sound(document)


def assert_sound(document: Document) -> None:
    """Raises AssertionError where words of the source are lost, or words are placed elsewhere."""
    assert not uncovered(document), "words of the source are in no block and not ignored"
    for text in texts_of(document.blocks):
        for line in text.lines():
            for place in document.locate(line):
                start, end = place.char_start, place.char_end
                assert start is None or document.source[start:end] == place.printed, "misplaced"


def main(suffix: str, folder: Path, runs: int) -> None:
    """Try so many inputs; does not return."""
    corpus = folder / "corpus"
    corpus.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds(suffix)):
        (corpus / f"seed-{number}").write_bytes(data)
    options = [
        *(f"-runs={runs}", "-seed=1", f"-timeout={_SECONDS}", f"-max_len={_LARGEST}"),
        *("-rss_limit_mb=2048", f"-artifact_prefix={folder}/", "-print_final_stats=1"),
    ]
    atheris.Setup([suffix, *options, str(corpus)], lambda data: check(suffix, data))
    atheris.Fuzz()


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
