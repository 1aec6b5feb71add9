"""A document of tests/layouts: one of three bases with one thing changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from typeset.invention import Summit, summit
from typeset.parts import Parts, Sheet
from typeset.shapes import annex, flat, release, roster

By = Literal["office", "chromium", "page", "scan"]
"""Who makes the file: LibreOffice, Chromium's print, nobody (a web page), a print scanned."""

HANT, HANS, LATN = summit("hant"), summit("hans"), summit("latn")
PLAIN = Sheet()
SANS = Sheet(latin="Liberation Sans")
WEB = replace(SANS, size=11, line=17)


@dataclass(frozen=True, slots=True)
class Layout:
    """A document: its file, the kind of thing that varies, what is set and how."""

    name: str
    kind: str
    parts: Parts
    sheet: Sheet = PLAIN
    by: By = "office"
    summit: Summit = HANT
    moderators: bool = False
    talks: bool = False
    timed: bool = True
    """Whether the times of the sessions are printed."""
    charset: str = "utf-8"
    """The encoding that a web page declares; `gb2312` ones are written in GBK."""


def roster_of(name: str, kind: str, parts: Parts | None = None, **changes: object) -> Layout:
    shape = roster(HANT) if parts is None else parts
    how: dict[str, object] = {"moderators": True, **changes}
    return Layout(name, kind, release(HANT, shape), **how)  # type: ignore[arg-type]


def annex_of(name: str, kind: str, parts: Parts | None = None, **changes: object) -> Layout:
    shape = annex(HANT) if parts is None else parts
    how: dict[str, object] = {"talks": True, "timed": False, **changes}
    return Layout(name, kind, release(HANT, shape), **how)  # type: ignore[arg-type]


def flat_of(name: str, kind: str, parts: Parts | None = None, **changes: object) -> Layout:
    shape = flat(HANT) if parts is None else parts
    how: dict[str, object] = {"by": "chromium", "sheet": WEB, **changes}
    return Layout(name, kind, release(HANT, shape), **how)  # type: ignore[arg-type]
