"""`python -m benchmarks.ours OUT FILE...`: our whole ingest of PDFs, told in the form of `peers.py`.

Text, tables, boxes and the joining of pages, in this very process, without the sandbox.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from benchmarks.peers import Found, measure
from pipeline.ingest.limits import LIMITS
from pipeline.ingest.pdf import read_pdf
from pipeline.ingest.raw_file import RawFile


def ours(path: str) -> Iterator[Found]:
    """Each table with its page. Raises ValueError for what cannot be read."""
    data = Path(path).read_bytes()
    name = Path(path).name
    file = RawFile(Path(path).stem, name, sha256(data).hexdigest(), data)
    document, findings = read_pdf(file, LIMITS)
    if document is None:
        raise ValueError(", ".join(told.code for told in findings))
    for block in document.blocks:
        if block.table is not None:
            rows = [[cell and cell.text.text for cell in row] for row in block.table.rows]
            yield {"page": block.page, "top": 0.0, "rows": rows}


if __name__ == "__main__":
    measure(ours, sys.argv[1], sys.argv[2:])
