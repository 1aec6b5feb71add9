"""Sets the documents of tests/layouts and writes down what is in them.

`python scripts/make_layouts.py [WORD ...]` sets all documents, or those with a word in their name,
with the exporters that `typeset/exporters.py` names. The truth beside each (FILE.json) comes from
the invented summit, not from the document.
"""

from __future__ import annotations

import json
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from typeset.catalogue import layouts
from typeset.exporters import chromium, office, scan
from typeset.layout import Layout
from typeset.opendocument import flat_document
from typeset.webpage import web_page

OUT = Path(__file__).parents[1] / "tests" / "layouts" / "documents"
_WRITTEN_AS = {"gb2312": "gbk"}
"""What a page that declares the first is really written in: the usual wrong declaration."""


def make(wanted: Iterable[Layout], out: Path) -> None:
    """Sets documents into `out`, each with its truth. Raises CalledProcessError if one fails."""
    flat: dict[Path, str] = {}
    for layout in wanted:
        path = out / layout.name
        truth = json.dumps(_truth(layout), ensure_ascii=False, indent=1)
        path.with_name(f"{path.name}.json").write_text(f"{truth}\n", "utf-8")
        page = web_page(layout.parts, layout.sheet, layout.charset)
        match layout.by:
            case "office":
                flat[path] = flat_document(layout.parts, layout.sheet)
            case "chromium":
                chromium(path, page)
            case "page":
                charset = _WRITTEN_AS.get(layout.charset, layout.charset)
                path.write_bytes(page.encode(charset, "xmlcharrefreplace"))
            case "scan":
                _scanned(path, flat_document(layout.parts, layout.sheet))
    office(flat)


def _scanned(path: Path, text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        printed = Path(folder) / "printed.pdf"
        office({printed: text})
        scan(path, printed)


def _truth(layout: Layout) -> dict[str, Any]:
    """What a careful person reads in the document."""
    told = layout.summit
    return {
        "kind": layout.kind,
        "sessions": [
            {
                "event": told.event,
                "date": session.date,
                "start": session.times[0] if layout.timed else None,
                "end": session.times[1] if layout.timed else None,
            }
            for session in told.sessions
        ],
        "speakers": [
            {
                "date": session.date,
                "country_iso2": seat.iso2,
                "place": seat.place,
                "title": seat.title,
                "person": seat.person,
                "part": seat.part,
            }
            for session in told.sessions
            for seat in session.seats
            if layout.moderators or seat.part == "speaker"
        ],
        "talks": [
            {"date": session.date, "person": seat.person, "text": "\n".join(seat.talk)}
            for session in told.sessions
            for seat in session.seats
            if layout.talks and seat.talk
        ],
    }


def main(words: list[str]) -> None:
    """Sets the documents whose names hold one of the words; all without words."""
    OUT.mkdir(parents=True, exist_ok=True)
    make([one for one in layouts() if not words or any(w in one.name for w in words)], OUT)


if __name__ == "__main__":
    main(sys.argv[1:])
